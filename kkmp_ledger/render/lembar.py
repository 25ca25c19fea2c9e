"""One sheet of a workbook: its formats, heads, cells, widths, and how it is printed."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from kkmp_ledger.render.kisi import FIKTIF
from kkmp_ledger.render.kisi import kelompok
from kkmp_ledger.render.tulisan import bersih
from kkmp_ledger.render.tulisan import sidik_buku

if TYPE_CHECKING:
    import io
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.render.kisi import Kisi
    from kkmp_ledger.statements.model import Kepala

Format = Any  # xlsxwriter ships no types
Sheet = Any

RUPIAH = "#,##0_);(#,##0);-_)"
_TANGGAL = "dd/mm/yyyy"
_A4 = 9
_LABEL = (10, 62)  # characters: the narrowest and widest column of texts
_ANGKA = (19, 11)  # the narrowest column of amounts, where there are few and where many
_SEDIKIT = 4
_HALAMAN_MAX = 60  # characters of one text in a page's head or foot (Excel allows 255 in all)
BARIS = 15  # points: the height of one line
BUKTI = (40, 18)  # characters: the columns of the proofs


@dataclass(frozen=True, slots=True)
class Buku:
    """A workbook being written, and its formats by name."""

    book: Any
    rupa: dict[str, Format]


def buka(out: io.BytesIO, kepala: Kepala, dibuat: date) -> Buku:
    """A new workbook that writes to `out` when it is closed; `dibuat` is its date of creation."""
    book = Workbook(out, {"in_memory": True})  # in memory: the zip's own dates are fixed
    book.set_properties(
        {
            "title": bersih(kepala.entitas),
            "subject": bersih(kepala.periode),
            "comments": sidik_buku(kepala.sidik),
            "created": hari(dibuat),
        }
    )
    base = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
    text = {**base, "text_wrap": True}
    amount = {**base, "num_format": RUPIAH, "align": "right"}
    total = {"bold": True, "top": 1}
    end = {"bold": True, "top": 1, "bottom": 6}
    head = {**text, "bold": True, "valign": "bottom", "bottom": 1}
    rupa: dict[str, dict[str, Any]] = {
        "entitas": {**base, "bold": True, "font_size": 14},
        "laporan": {**base, "bold": True, "font_size": 12},
        "kecil": {**base, "font_color": "#555555"},
        "fiktif": {**base, "bold": True, "font_color": "#9B1C1C"},
        "kepala": head,
        "kepala_angka": {**head, "align": "right"},
        "kelompok": {**base, "bold": True, "align": "center", "bottom": 1},
        "judul": {**base, "bold": True, "valign": "bottom"},
        "teks": text,
        "tanggal": {**base, "num_format": _TANGGAL, "align": "left"},
        "angka": amount,
        "jumlah_teks": {**text, "bold": True},
        "jumlah": {**amount, **total},
        "tutup": {**amount, **end},
        "catatan": {**text, "italic": True, "valign": "top"},
        "tautan": {**base, "font_color": "#1F4E79", "underline": 1},
    }
    formats = {name: book.add_format(options) for name, options in rupa.items()}
    for level in range(1, 6):
        for name in ("teks", "jumlah_teks", "judul"):
            indented = {**rupa[name], "indent": level}
            formats[f"{name}{level}"] = book.add_format(indented)
    return Buku(book, formats)


def hari(day: date) -> datetime:
    """A plain day as Excel stores it: midnight, of no time zone."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a plain day


def kepala_lembar(buku_: Buku, sheet: Sheet, kepala: Kepala, judul: str, satuan: str) -> int:
    """The sheet's own head; the row on which the columns' heads may begin."""
    rupa = buku_.rupa
    unit = f" ({satuan})" if satuan else ""
    sheet.write_string(0, 0, bersih(kepala.entitas), rupa["entitas"])
    sheet.write_string(1, 0, judul, rupa["laporan"])
    sheet.write_string(2, 0, f"{bersih(kepala.periode)}{unit}", rupa["kecil"])
    sheet.write_string(3, 0, sidik_buku(kepala.sidik), rupa["kecil"])
    if kepala.fiktif:
        sheet.write_string(4, 0, FIKTIF, rupa["fiktif"])
    return 6 if kepala.fiktif else 5


def kepala_lajur(buku_: Buku, sheet: Sheet, grid: Kisi, row: int) -> int:
    """The columns' heads, on two rows where some stand under a common one; the first row below."""
    if grid.berkelompok:
        at = 0
        for name, count in kelompok(grid.lajur):
            if name and count > 1:
                sheet.merge_range(row, at, row, at + count - 1, "", buku_.rupa["kelompok"])
            if name:
                sheet.write_string(row, at, name, buku_.rupa["kelompok"])
            at += count
        row += 1
    high = 1
    for i, one in enumerate(grid.lajur):
        text = f"{one.judul}\n{one.catatan}" if one.catatan else one.judul
        sheet.write_string(row, i, text, buku_.rupa["kepala_angka" if one.angka else "kepala"])
        high = max(high, _tinggi(one.judul, grid, i) + _tinggi(one.catatan, grid, i))
    sheet.set_row(row, BARIS * high + 3)
    return row + 1


def _tinggi(text: str, grid: Kisi, i: int) -> int:
    """How many lines the text takes in its column; programs do not all measure that themselves."""
    return len(textwrap.wrap(text, max(1, int(lebar_lajur(grid, i) * 0.85))))


def rumus(suku: Sequence[tuple[int, int, int]]) -> str:
    """A formula over (sign, row, column); one run of added cells reads as a SUM."""
    cells = [(row, column) for _, row, column in suku]
    added = all(sign > 0 for sign, _, _ in suku)
    down = [(cells[0][0] + i, cells[0][1]) for i in range(len(cells))]
    across = [(cells[0][0], cells[0][1] + i) for i in range(len(cells))]
    if added and len(cells) > 1 and cells in (down, across):
        return f"=SUM({xl_rowcol_to_cell(*cells[0])}:{xl_rowcol_to_cell(*cells[-1])})"
    text = "".join(
        f"{'+' if sign > 0 else '-'}{xl_rowcol_to_cell(row, column)}" for sign, row, column in suku
    )
    return f"={text.removeprefix('+')}"


def angka(
    sheet: Sheet, cell: tuple[int, int], value: int | None, rupa: Format, formula: str = ""
) -> None:
    """An amount, or a formula with our amount as its stored value."""
    if value is None:
        sheet.write_blank(*cell, None, rupa)
    elif formula:
        sheet.write_formula(*cell, formula, rupa, value)
    else:
        sheet.write_number(*cell, value, rupa)


def lebar(sheet: Sheet, grid: Kisi) -> None:
    """Give every column its width."""
    for i in range(len(grid.lajur)):
        sheet.set_column(i, i, lebar_lajur(grid, i))


def lebar_lajur(grid: Kisi, i: int) -> int:
    """The width of one column in characters, so that no amount is shown as `####`."""
    if grid.status:
        return BUKTI[min(i, 1)]
    lajur = grid.lajur[i]
    cells = max((len(d.sel[i]) + 2 * d.tingkat * (i == 0) for d in grid.deret), default=0)
    if lajur.angka:
        words = max(map(len, f"{lajur.judul} {lajur.catatan}".split()), default=0)
        few = sum(one.angka for one in grid.lajur) <= _SEDIKIT
        return max(_ANGKA[0 if few else 1], cells + 3, words + 4)
    low, high = _LABEL
    return min(high, max(low, cells + 2, len(lajur.judul) + 2))


def cetak(
    sheet: Sheet, kepala: Kepala, judul: str, *, lanskap: bool = False, satu: bool = False
) -> None:
    """A4, one page wide (and high, when `satu`); each page names entity, period, fingerprint."""
    sheet.set_paper(_A4)
    if lanskap:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 1 if satu else 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.hide_gridlines(2)
    # digits right after a size would be read as part of it, hence the blanks
    sheet.set_header(f"&L&8 {_halaman(kepala.entitas)}&R&8 {_halaman(judul)}")
    foot = f"&L&8 {_halaman(kepala.periode)}&C&8 {_halaman(sidik_buku(kepala.sidik))}"
    sheet.set_footer(f"{foot}&R&8 Halaman &P dari &N")


def _halaman(text: str) -> str:
    """A text for a page's head or foot, where `&` starts a code."""
    plain = bersih(text)
    if len(plain) > _HALAMAN_MAX:
        plain = f"{plain[: _HALAMAN_MAX - 1]}…"
    return plain.replace("&", "&&")
