"""Reports as an Excel workbook: one sheet each, live formulas for totals, always the same bytes."""

from __future__ import annotations

import io
import math
from datetime import date
from typing import TYPE_CHECKING

from kkmp_ledger.render.grid import JUMLAH
from kkmp_ledger.render.grid import book_body
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
from kkmp_ledger.render.worksheet import sheet_head
from kkmp_ledger.render.worksheet import width
from kkmp_ledger.statements.sections import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.render.grid import Grid
    from kkmp_ledger.statements.sections import Header
    from kkmp_ledger.statements.sections import Proof
    from kkmp_ledger.statements.sections import RatBook
    from kkmp_ledger.statements.sections import Row
    from kkmp_ledger.statements.sections import Table

_NAMA_MAX = 31
_ONE_PAGE = 70  # rows of a statement that still read well on one page


def statement(report: Statement | Table, made: date, bukti: Sequence[Proof] | None = None) -> bytes:
    """A statement or a list on one sheet, its proofs on another when they were asked for.

    `dibuat` is the date that the file says it was created on; the same input, the same bytes.
    """
    out = io.BytesIO()
    book_ = opened(out, report.header, made)
    _sheet(book_, report)
    if bukti is not None:
        _proof_sheet(book_, bukti, report.header)
    book_.book.close()
    return out.getvalue()


def book(book: RatBook, made: date) -> bytes:
    """The RAT book: a cover with contents, one sheet a statement or list, the proofs."""
    out = io.BytesIO()
    book_ = opened(out, book.header, made)
    _cover(book_, book)
    for report in book_body(book):
        _sheet(book_, report)
    _proof_sheet(book_, book.bukti, book.header)
    book_.book.close()
    return out.getvalue()


def sheet_name(id_: str) -> str:
    """A sheet's name from a report's id: `hasil-usaha` is `Hasil Usaha`, `shu` is `SHU`."""
    words = ("SHU" if w == "shu" else w.capitalize() for w in id_.split("-"))
    return " ".join(words)[:_NAMA_MAX]


def _sheet(book_: SheetBook, report: Statement | Table) -> None:
    grid = grid_of(report)
    sheet = book_.book.add_worksheet(sheet_name(report.id))
    top = sheet_head(book_, sheet, report.header, grid.title, grid.unit_of_amounts)
    first = column_heads(book_, sheet, grid, top)
    if isinstance(report, Statement):
        last = _fill_statement(book_, sheet, report, grid, first)
    else:
        last = _fill_table(book_, sheet, report, first)
    _note(book_, sheet, grid, last)
    width(sheet, grid)
    fixed = next((i for i, one in enumerate(grid.columns) if one.number), 1)
    sheet.freeze_panes(first, fixed)
    sheet.repeat_rows(top, first - 1)
    one_page = isinstance(report, Statement) and len(report.rows) <= _ONE_PAGE
    print_setup(sheet, report.header, grid.title, landscape=grid.wide, one=one_page)


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
                assert value == _count_rows(report, line, j), line.key
                formula = put_formula([(s, rows[k], 1 + j) for s, k in line.terms])
            elif value is not None and column.terms:
                formula = put_formula([(1, row, columns[k]) for k in column.terms])
            if value is not None and column.terms:
                assert value == _count_columns(report, line, j), line.key
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
            span = [(1, first + i, j) for i in range(len(table.rows))]
            number(sheet, (last, j), value, styles["tutup"], put_formula(span) if span else "")
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


def _proof_sheet(book_: SheetBook, bukti: Sequence[Proof], header: Header) -> None:
    sheet = book_.book.add_worksheet("Pembuktian")
    styles = book_.styles
    row = sheet_head(book_, sheet, header, "Pembuktian", "")
    sheet.set_column(0, 0, BUKTI[0])
    sheet.set_column(1, 3, BUKTI[1])
    for one in bukti:
        grid = proof_grid(one)
        sheet.write_string(row, 0, f"{grid.title} [{grid.status}]", styles["judul"])
        first = column_heads(book_, sheet, grid, row + 1)
        for i, comparisons in enumerate(one.comparisons):
            at = first + i
            sheet.write_string(at, 0, grid.rows[i].cell[0], styles["teks1"])
            number(sheet, (at, 1), comparisons.left, styles["angka"])
            number(sheet, (at, 2), comparisons.right, styles["angka"])
            formula = put_formula([(1, at, 1), (-1, at, 2)])
            number(sheet, (at, 3), comparisons.left - comparisons.right, styles["angka"], formula)
        row = first + len(one.comparisons)
        for text in grid.notes:
            sheet.write_string(row, 0, text, styles["fiktif"])
            row += 1
        row += 1
    print_setup(sheet, header, "Pembuktian")


def _cover(book_: SheetBook, book: RatBook) -> None:
    sheet = book_.book.add_worksheet("Sampul")
    styles = book_.styles
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    title = f"Buku Rapat Anggota Tahunan, tahun buku {book.year}"
    row = sheet_head(book_, sheet, book.header, title, "")
    for label, text in book.identity:
        sheet.write_string(row, 0, clean(label), styles["jumlah_teks"])
        sheet.write_string(row, 1, clean(text), styles["teks"])
        row += 1
    row += 1
    sheet.write_string(row, 0, "Daftar isi", styles["judul"])
    for report in book_body(book):
        row += 1
        target = f"internal:'{sheet_name(report.id)}'!A1"
        sheet.write_url(row, 0, target, styles["tautan"], clean(report.title))
    row += 1
    sheet.write_url(row, 0, "internal:'Pembuktian'!A1", styles["tautan"], "Pembuktian")
    if book.signatory:
        row += 2
        sheet.write_string(row, 0, "Penandatangan", styles["judul"])
    for jabatan, nama in book.signatory:
        row += 1
        sheet.write_string(row, 0, clean(jabatan), styles["teks"])
        sheet.write_string(row, 1, clean(nama), styles["teks"])
    print_setup(sheet, book.header, "Sampul")
