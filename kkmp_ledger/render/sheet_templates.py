"""Excel templates for the treasurer's sheets, with the cooperative's own names to choose from."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kkmp_ledger.importing.kinds.sheet import MEMBERS
from kkmp_ledger.importing.sheet_events import columns
from kkmp_ledger.importing.sheet_events import exclusive
from kkmp_ledger.koperasi.events.registry import events_of_sheet

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from kkmp_ledger.importing.readers.sheet_table import Column
    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.schema.koperasi import Koperasi

_ROW = 1000  # rows that are formatted and have lists
_FORMAT = {"teks": "General", "nomor": "@", "tanggal": "dd/mm/yyyy", "rupiah": "#,##0"}
_WIDTH = {"teks": 26, "nomor": 20, "tanggal": 14, "rupiah": 16}
_LIST = "Daftar"

_GENERAL = (
    "Isi lembar pertama, satu kejadian satu baris, mulai di bawah judul kolom.",
    "Jangan mengubah judul kolom. Urutannya boleh diubah, kolom lain boleh ditambah.",
    "Jangan memakai rumus, jangan menggabung sel, jangan memberi sandi pada berkas.",
    "Tanggal ditulis 31/12/2025. Jumlah ditulis rupiah bulat, misalnya 50000.",
    "Contoh isi setiap kolom muncul bila judulnya disorot.",
)


@dataclass(frozen=True, slots=True)
class _Style:
    """How the header looks."""

    glyph: Font
    background: PatternFill


def template(nama: str, books: Books) -> bytes:
    """An XLSX to fill in, of any sheet of the registry.

    The first sheet has only the header; the second explains; the third holds the names of the
    cash boxes, banks, units and expenses that the lists offer. The importer reads the first.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = nama.capitalize()
    found = columns(nama)
    lists = {column.nama: words for column in found if (words := column.value.choices(books))}
    _title(sheet, found, lists)
    _hint(book.create_sheet("Petunjuk"), nama, books.koperasi)
    _list(sheet, book.create_sheet(_LIST), found, lists)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Put text into a cell; one that begins with = stays text."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = text
    cell.data_type = "s"
    return cell


def _title(sheet: Worksheet, columns: Sequence[Column], lists: Container[str]) -> None:
    style = _Style(Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E5F"))
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        head = _write(sheet, 1, number, column.nama)
        head.font = style.glyph
        head.fill = style.background
        head.alignment = Alignment(horizontal="center", vertical="center")
        head.comment = Comment(_example(column, lists), "kkmp", height=60, width=240)
        sheet.column_dimensions[letter].width = _WIDTH[column.value.sheet]
        for row in range(2, _ROW + 2):
            sheet.cell(row, number).number_format = _FORMAT[column.value.sheet]
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "A2"


def _example(column: Column, lists: Container[str]) -> str:
    """What the comment on a title says of its cells."""
    if column.example:
        return f"Contoh: {column.example}"
    if column.nama in lists:
        return "Contoh: pilih dari daftar"
    return f"Isi: {column.value.form}" if column.required else "Contoh: boleh kosong"


def _special(nama: str) -> Iterator[str]:
    """What is true of this sheet alone."""
    events = events_of_sheet(nama)
    yield "Satu baris: " + " Atau: ".join(event.title() for event in events)
    own = [name for names in exclusive(nama).values() for name in names]
    if len(events) > 1:
        yield f"Isi tepat satu: {' atau '.join(own)}."
    if empty := [c.nama for c in columns(nama) if not c.required]:
        yield f"Boleh kosong: {', '.join(empty)}."
    if numbers := [c.nama for c in columns(nama) if c.value.sheet == "nomor"]:
        fact = "harus berformat Teks: Excel membuang nol dan angka ke-16."
        yield f"{', '.join(numbers)} {fact}"
    command = "kkmp anggota impor" if nama == MEMBERS else "kkmp impor"
    yield f"Setelah diisi, jalankan: {command} NAMA-BERKAS.xlsx"


def _hint(sheet: Worksheet, nama: str, koperasi: Koperasi) -> None:
    lines = (f"Lembar {nama}, {koperasi.nama}", "", *_GENERAL, *_special(nama))
    for number, line in enumerate(lines, 1):
        cell = _write(sheet, number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=13)
    sheet.column_dimensions["A"].width = 100


def _list(
    sheet: Worksheet, lists: Worksheet, columns: Sequence[Column], optional: Mapping[str, list[str]]
) -> None:
    """Write the lists on their own sheet (inside a rule they end at 255 letters), and use them."""
    _write(lists, 1, 1, "Daftar pilihan; jangan diubah di sini")
    lists.sheet_state = "hidden"
    names = [column.nama for column in columns]
    for number, (column, words) in enumerate(optional.items(), 1):
        for row, word in enumerate(words, 2):
            _write(lists, row, number, word)
        source = get_column_letter(number)
        target = get_column_letter(names.index(column) + 1)
        rule = DataValidation(
            type="list",
            formula1=f"{_LIST}!${source}$2:${source}${len(words) + 1}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=column,
            error="Pilih dari daftar; nama lain tidak dikenal.",
        )
        rule.add(f"{target}2:{target}{_ROW + 1}")
        sheet.add_data_validation(rule)
