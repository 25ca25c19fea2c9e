"""One sheet of a workbook: its formats, heads, cells, widths, and how it is printed."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from kkmp_ledger.render.grid import FIKTIF
from kkmp_ledger.render.grid import group
from kkmp_ledger.render.wording import clean
from kkmp_ledger.render.wording import standing

if TYPE_CHECKING:
    import io
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.render.grid import Grid
    from kkmp_ledger.statements.sections import Header

Format = Any  # xlsxwriter ships no types
Sheet = Any

RUPIAH = "#,##0_);(#,##0);-_)"
_TANGGAL = "dd/mm/yyyy"
_A4 = 9
_LABEL = (10, 62)  # characters: the narrowest and widest column of texts
_NUMBER = (19, 11)  # the narrowest column of amounts, where there are few and where many
_FEW = 4
_MOST_PAGES = 60  # characters of one text in a page's head or foot (Excel allows 255 in all)
ROW = 15  # points: the height of one line
BUKTI = (40, 18)  # characters: the columns of the proofs


@dataclass(slots=True)
class SheetBook:
    """A workbook being written, its formats by name, and its cover's sheet with the last row."""

    book: Any
    styles: dict[str, Format]
    cover: tuple[Sheet, int] | None = None


def opened(out: io.BytesIO, header: Header, made: date) -> SheetBook:
    """A new workbook that writes to `out` when it is closed; `dibuat` is its date of creation."""
    book = Workbook(out, {"in_memory": True})  # in memory: the zip's own dates are fixed
    book.set_properties(
        {
            "title": clean(header.entity),
            "subject": clean(header.period),
            "comments": standing(header),
            "created": put_day(made),
        }
    )
    base = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
    text = {**base, "text_wrap": True}
    amount = {**base, "num_format": RUPIAH, "align": "right"}
    total = {"bold": True, "top": 1}
    end = {"bold": True, "top": 1, "bottom": 6}
    head = {**text, "bold": True, "valign": "bottom", "bottom": 1}
    styles: dict[str, dict[str, Any]] = {
        "entitas": {**base, "bold": True, "font_size": 14},
        "laporan": {**base, "bold": True, "font_size": 12},
        "kecil": {**base, "font_color": "#555555"},
        "fiktif": {**base, "bold": True, "font_color": "#9B1C1C"},
        "kepala": head,
        "kepala_angka": {**head, "align": "right"},
        "kelompok": {**base, "bold": True, "align": "center", "bottom": 1},
        # only what is said to stand on the left is indented
        "judul": {**base, "bold": True, "valign": "bottom", "align": "left"},
        "teks": text,
        "tanggal": {**base, "num_format": _TANGGAL, "align": "left"},
        "angka": amount,
        "jumlah_teks": {**text, "bold": True},
        "jumlah": {**amount, **total},
        "tutup": {**amount, **end},
        "catatan": {**text, "italic": True, "valign": "top"},
        "tautan": {**base, "font_color": "#1F4E79", "underline": 1},
    }
    formats = {name: book.add_format(options) for name, options in styles.items()}
    for level in range(1, 6):
        for name in ("teks", "jumlah_teks", "judul"):
            indented = {**styles[name], "indent": level}
            formats[f"{name}{level}"] = book.add_format(indented)
    return SheetBook(book, formats)


def put_day(day: date) -> datetime:
    """A plain day as Excel stores it: midnight, of no time zone."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a plain day


def sheet_head(
    book_: SheetBook, sheet: Sheet, header: Header, title: str, unit_of_amounts: str
) -> int:
    """The sheet's own head; the row on which the columns' heads may begin."""
    styles = book_.styles
    unit = f" ({unit_of_amounts})" if unit_of_amounts else ""
    sheet.write_string(0, 0, clean(header.entity), styles["entitas"])
    sheet.write_string(1, 0, title, styles["laporan"])
    sheet.write_string(2, 0, f"{clean(header.period)}{unit}", styles["kecil"])
    sheet.write_string(3, 0, standing(header), styles["kecil"])
    if header.fiktif:
        sheet.write_string(4, 0, FIKTIF, styles["fiktif"])
    return 6 if header.fiktif else 5


def column_heads(book_: SheetBook, sheet: Sheet, grid: Grid, row: int) -> int:
    """The columns' heads, on two rows where some stand under a common one; the first row below."""
    if grid.grouped:
        at = 0
        for name, count in group(grid.columns):
            if name and count > 1:
                sheet.merge_range(row, at, row, at + count - 1, "", book_.styles["kelompok"])
            if name:
                sheet.write_string(row, at, name, book_.styles["kelompok"])
            at += count
        row += 1
    high = 1
    for i, one in enumerate(grid.columns):
        text = f"{one.title}\n{one.notes}" if one.notes else one.title
        sheet.write_string(row, i, text, book_.styles["kepala_angka" if one.number else "kepala"])
        high = max(high, _height(one.title, grid, i) + _height(one.notes, grid, i))
    sheet.set_row(row, ROW * high + 3)
    return row + 1


def _height(text: str, grid: Grid, i: int) -> int:
    """How many lines the text takes in its column; programs do not all measure that themselves."""
    return len(textwrap.wrap(text, max(1, int(column_widths(grid, i) * 0.85))))


def put_formula(terms: Sequence[tuple[int, int, int]]) -> str:
    """A formula over (sign, row, column); one run of added cells reads as a SUM."""
    cells = [(row, column) for _, row, column in terms]
    added = all(sign > 0 for sign, _, _ in terms)
    down = [(cells[0][0] + i, cells[0][1]) for i in range(len(cells))]
    across = [(cells[0][0], cells[0][1] + i) for i in range(len(cells))]
    if added and len(cells) > 1 and cells in (down, across):
        return put_sum(cells[0], cells[-1])
    text = "".join(
        f"{'+' if sign > 0 else '-'}{xl_rowcol_to_cell(row, column)}" for sign, row, column in terms
    )
    return f"={text.removeprefix('+')}"


def put_sum(first: tuple[int, int], last: tuple[int, int]) -> str:
    """The formula that adds all from one cell to another; of a single cell that cell."""
    start, end = xl_rowcol_to_cell(*first), xl_rowcol_to_cell(*last)
    return f"={start}" if start == end else f"=SUM({start}:{end})"


def number(
    sheet: Sheet, cell: tuple[int, int], value: int | None, styles: Format, formula: str = ""
) -> None:
    """An amount, or a formula with our amount as its stored value."""
    if value is None:
        sheet.write_blank(*cell, None, styles)
    elif formula:
        sheet.write_formula(*cell, formula, styles, value)
    else:
        sheet.write_number(*cell, value, styles)


def width(sheet: Sheet, grid: Grid) -> None:
    """Give every column its width."""
    for i in range(len(grid.columns)):
        sheet.set_column(i, i, column_widths(grid, i))


def column_widths(grid: Grid, i: int) -> int:
    """The width of one column in characters, so that no amount is shown as `####`."""
    if grid.status:
        return BUKTI[min(i, 1)]
    columns = grid.columns[i]
    cells = max((len(d.cell[i]) + 2 * d.level * (i == 0) for d in grid.rows), default=0)
    if columns.number:
        if not cells:  # a year without books: as wide as the figures beside it
            amounts = [j for j, one in enumerate(grid.columns) if one.number]
            cells = max((len(d.cell[j]) for d in grid.rows for j in amounts), default=0)
        words = max(map(len, f"{columns.title} {columns.notes}".split()), default=0)
        few = sum(one.number for one in grid.columns) <= _FEW
        return max(_NUMBER[0 if few else 1], cells + 3, words + 4)
    low, high = _LABEL
    return min(high, max(low, cells + 2, len(columns.title) + 2))


def print_setup(
    sheet: Sheet, header: Header, title: str, *, landscape: bool = False, one: bool = False
) -> None:
    """A4, one page wide (and high, when `satu`); each page names entity, period, fingerprint."""
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 1 if one else 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.hide_gridlines(2)
    # digits right after a size would be read as part of it, hence the blanks
    sheet.set_header(f"&L&8 {_page(header.entity)}&R&8 {_page(title)}")
    foot = f"&L&8 {_page(header.period)}&C&8 {_page(standing(header))}"
    sheet.set_footer(f"{foot}&R&8 Halaman &P dari &N")


def _page(text: str) -> str:
    """A text for a page's head or foot, where `&` starts a code."""
    plain = clean(text)
    if len(plain) > _MOST_PAGES:
        plain = f"{plain[: _MOST_PAGES - 1]}…"
    return plain.replace("&", "&&")
