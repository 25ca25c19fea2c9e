"""Reports as an Excel workbook: one sheet each, live formulas for totals, always the same bytes."""

from __future__ import annotations

import io
import math
import textwrap
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.sure import ensure
from kkmp_ledger.render.grid import JUMLAH
from kkmp_ledger.render.grid import grid_of
from kkmp_ledger.render.grid import proof_grid
from kkmp_ledger.render.wording import clean
from kkmp_ledger.render.worksheet import BUKTI
from kkmp_ledger.render.worksheet import ROW
from kkmp_ledger.render.worksheet import Sheet
from kkmp_ledger.render.worksheet import SheetBook
from kkmp_ledger.render.worksheet import column_heads
from kkmp_ledger.render.worksheet import column_widths
from kkmp_ledger.render.worksheet import number
from kkmp_ledger.render.worksheet import opened
from kkmp_ledger.render.worksheet import print_setup
from kkmp_ledger.render.worksheet import put_day
from kkmp_ledger.render.worksheet import put_formula
from kkmp_ledger.render.worksheet import put_sum
from kkmp_ledger.render.worksheet import sheet_head
from kkmp_ledger.render.worksheet import width
from kkmp_ledger.statements.sections import Cover
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Signatures
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkmp_ledger.render.grid import Grid
    from kkmp_ledger.statements.sections import Report
    from kkmp_ledger.statements.sections import Row
    from kkmp_ledger.statements.sections import Section

_NAMA_MAX = 31
_ONE_PAGE = 70  # rows of a statement that still read well on one page
_ONE_PAGE_PROOFS = 90  # their columns are narrow: on one page no table is cut in two


def render(report: Report, made: date) -> bytes:
    """The report as a workbook: one sheet a section, those who sign below the cover's contents.

    `made` is the date that the file says it was created on; the same input, the same bytes.
    """
    out = io.BytesIO()
    book = opened(out, report.header, made)
    for section in sorted(report.sections, key=lambda s: not isinstance(s, Cover | Signatures)):
        KINDS[type(section)](book, report, section)
    book.book.close()
    return out.getvalue()


def sheet_name(id_: str) -> str:
    """A sheet's name from a section's id: `hasil-usaha` is `Hasil Usaha`, `shu` is `SHU`."""
    words = ("SHU" if w == "shu" else w.capitalize() for w in id_.split("-"))
    return " ".join(words)[:_NAMA_MAX]


def _cover(book_: SheetBook, report: Report, section: Cover) -> None:
    sheet = book_.book.add_worksheet(sheet_name(section.id))
    styles = book_.styles
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    title = f"{clean(section.title)}, tahun buku {section.year}"
    row = sheet_head(book_, sheet, section.header, title, "")
    for label, text in section.identity:
        sheet.write_string(row, 0, clean(label), styles["jumlah_teks"])
        sheet.write_string(row, 1, clean(text), styles["teks"])
        row += 1
    row += 1
    sheet.write_string(row, 0, "Daftar isi", styles["judul"])
    for other in report.sections:
        if isinstance(other, Cover | Signatures):
            continue
        row += 1
        target = f"internal:'{sheet_name(other.id)}'!A1"
        sheet.write_url(row, 0, target, styles["tautan"], clean(other.title))
    print_setup(sheet, section.header, sheet_name(section.id))
    book_.cover = (sheet, row)


def _signatures(book_: SheetBook, _report: Report, section: Signatures) -> None:
    """Below the cover's contents, for nobody signs a workbook; without a cover on a sheet alone."""
    if book_.cover:
        sheet, row = book_.cover
        row += 2
    else:
        sheet = book_.book.add_worksheet(sheet_name(section.id))
        sheet.set_column(0, 1, 34)
        row = sheet_head(book_, sheet, section.header, clean(section.title), "")
        print_setup(sheet, section.header, clean(section.title))
    sheet.write_string(row, 0, "Penandatangan", book_.styles["judul"])
    for jabatan, nama in section.signatories:
        row += 1
        sheet.write_string(row, 0, clean(jabatan), book_.styles["teks"])
        sheet.write_string(row, 1, clean(nama), book_.styles["teks"])


def _statement(book_: SheetBook, _report: Report, section: Statement) -> None:
    grid = grid_of(section)
    sheet, top, first = _opened(book_, section, grid)
    last = _fill_statement(book_, sheet, section, grid, first)
    _close(book_, sheet, section, grid, (top, first, last))


def _list(book_: SheetBook, _report: Report, section: Table) -> None:
    grid = grid_of(section)
    sheet, top, first = _opened(book_, section, grid)
    last = _fill_table(book_, sheet, section, first)
    _close(book_, sheet, section, grid, (top, first, last))


def _opened(book_: SheetBook, section: Statement | Table, grid: Grid) -> tuple[Sheet, int, int]:
    """A sheet with its head; the row of the columns' heads, and the first row below them."""
    sheet = book_.book.add_worksheet(sheet_name(section.id))
    top = sheet_head(book_, sheet, section.header, grid.title, grid.unit_of_amounts)
    return sheet, top, column_heads(book_, sheet, grid, top)


def _close(
    book_: SheetBook,
    sheet: Sheet,
    section: Statement | Table,
    grid: Grid,
    rows: tuple[int, int, int],
) -> None:
    """Notes, widths, and how the sheet is printed; `rows` are those of `_opened` and the last."""
    top, first, last = rows
    _note(book_, sheet, grid, last)
    width(sheet, grid)
    fixed = next((i for i, one in enumerate(grid.columns) if one.number), 1)
    sheet.freeze_panes(first, fixed)
    sheet.repeat_rows(top, first - 1)
    one_page = isinstance(section, Statement) and len(section.rows) <= _ONE_PAGE
    print_setup(sheet, section.header, grid.title, landscape=grid.wide, one=one_page)


def _fill_statement(
    book_: SheetBook, sheet: Sheet, report: Statement, grid: Grid, first: int
) -> int:
    rows = {b.key: first + i for i, b in enumerate(report.rows) if b.jenis != "judul"}
    columns = {k.key: 1 + i for i, k in enumerate(report.columns)}
    for i, (line, shown) in enumerate(zip(report.rows, grid.rows, strict=True)):
        row = first + i
        name = {"judul": "judul", "pos": "teks", "jumlah": "jumlah_teks"}[line.jenis]
        level = min(line.level, 5) or ""
        sheet.write_string(row, 0, shown.cell[0], book_.styles[f"{name}{level}"])
        if line.jenis == "judul":
            sheet.set_row(row, ROW + 9 if line.level == 0 else ROW)
            continue
        kind = "tutup" if shown.tutup else "jumlah" if line.jenis == "jumlah" else "angka"
        for j, column in enumerate(report.columns):
            value = line.values[j] if line.values else None
            formula = ""
            if value is not None and line.terms:
                ensure(value == _count_rows(report, line, j), line.key)
                formula = put_formula([(s, rows[k], 1 + j) for s, k in line.terms])
            elif value is not None and column.terms:
                formula = put_formula([(1, row, columns[k]) for k in column.terms])
            if value is not None and column.terms:
                ensure(value == _count_columns(report, line, j), line.key)
            look = book_.styles["angka" if value is None else kind]
            number(sheet, (row, 1 + j), value, look, formula)
    return first + len(report.rows)


def _count_rows(report: Statement, put_row: Row, j: int) -> int:
    """What the row's formula will give: the stored figure must be the same."""
    by_key = {b.key: b for b in report.rows if b.jenis != "judul"}
    return sum(sign * ((by_key[k].values or (0,) * 99)[j] or 0) for sign, k in put_row.terms)


def _count_columns(report: Statement, put_row: Row, j: int) -> int:
    keys = [k.key for k in report.columns]
    return sum(put_row.values[keys.index(k)] or 0 for k in report.columns[j].terms)


def _fill_table(book_: SheetBook, sheet: Sheet, table: Table, first: int) -> int:
    styles = book_.styles
    for i, put_row in enumerate(table.rows):
        for j, (value, column) in enumerate(zip(put_row, table.columns, strict=True)):
            if isinstance(value, int) or value is None:
                number(sheet, (first + i, j), value, styles["angka"])
            elif column.jenis == "tanggal" and (day := _tanggal(value)):
                sheet.write_datetime(first + i, j, put_day(day), styles["tanggal"])
            else:
                sheet.write_string(first + i, j, clean(value), styles["teks"])
    last = first + len(table.rows)
    if not any(k.summed for k in table.columns):
        return last
    for j, value in enumerate(table.jumlah()):
        if value is None:
            if j == 0:
                sheet.write_string(last, j, JUMLAH, styles["jumlah_teks"])
        else:
            formula = put_sum((first, j), (last - 1, j)) if table.rows else ""
            number(sheet, (last, j), value, styles["tutup"], formula)
    return last + 1


def _tanggal(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _note(book_: SheetBook, sheet: Sheet, grid: Grid, row: int) -> None:
    width = sum(column_widths(grid, i) for i in range(len(grid.columns)))
    for i, note in enumerate(grid.notes):
        at = row + 1 + i
        if len(grid.columns) > 1:
            sheet.merge_range(at, 0, at, len(grid.columns) - 1, "", book_.styles["catatan"])
        sheet.write_string(at, 0, note, book_.styles["catatan"])
        sheet.set_row(at, ROW * math.ceil(len(note) * 1.1 / width))


def _proofs(book_: SheetBook, _report: Report, section: Proofs) -> None:
    sheet = book_.book.add_worksheet(sheet_name(section.id))
    styles = book_.styles
    row = sheet_head(book_, sheet, section.header, clean(section.title), "")
    sheet.set_column(0, 0, BUKTI[0])
    sheet.set_column(1, 3, BUKTI[1])
    for one in section.proofs:
        grid = proof_grid(one)
        sheet.write_string(row, 0, f"{grid.title} [{grid.status}]", styles["judul"])
        first = column_heads(book_, sheet, grid, row + 1)
        for i, comparisons in enumerate(one.comparisons):
            at = first + i
            text = grid.rows[i].cell[0]
            sheet.write_string(at, 0, text, styles["teks1"])
            sheet.set_row(at, ROW * max(1, len(textwrap.wrap(text, BUKTI[0]))))
            number(sheet, (at, 1), comparisons.left, styles["angka"])
            number(sheet, (at, 2), comparisons.right, styles["angka"])
            formula = put_formula([(1, at, 1), (-1, at, 2)])
            number(sheet, (at, 3), comparisons.left - comparisons.right, styles["angka"], formula)
        row = first + len(one.comparisons)
        for text in grid.notes:
            sheet.write_string(row, 0, text, styles["fiktif"])
            row += 1
        row += 1
    print_setup(sheet, section.header, clean(section.title), one=row <= _ONE_PAGE_PROOFS)


KINDS: dict[type[Section], Callable[[SheetBook, Report, Any], None]] = {
    Cover: _cover,
    Statement: _statement,
    Table: _list,
    Proofs: _proofs,
    Signatures: _signatures,
}
