"""Excel templates for the treasurer's sheets, with the cooperative's own names to choose from."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from kkmp_ledger.importing.kinds.sheet import MEMBERS
from kkmp_ledger.importing.sheet_events import columns
from kkmp_ledger.importing.sheet_events import exclusive
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import fields
from kkmp_ledger.koperasi.events.registry import events_of_sheet
from kkmp_ledger.koperasi.events.registry import sheet_title
from kkmp_ledger.koperasi.events.registry import sheets_of

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterator
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from kkmp_ledger.importing.readers.sheet_table import Column
    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.events.event import Event
    from kkmp_ledger.schema.koperasi import Koperasi

_ROW = 1000  # rows that are formatted and have lists
_A4 = 9
_FONT = "Calibri"  # as Excel gives the cells that are filled in
_FORMAT = {"teks": "General", "nomor": "@", "tanggal": "dd/mm/yyyy", "rupiah": "#,##0"}
_WIDTH = {"teks": 26, "nomor": 20, "tanggal": 14, "rupiah": 16}
_LIST = "Daftar"

_GENERAL = (
    "Jangan mengubah judul kolom. Urutannya boleh diubah, kolom lain boleh ditambah.",
    "Jangan memakai rumus, jangan menggabung sel, jangan memberi sandi pada berkas.",
    "Tanggal ditulis 31/12/2025. Jumlah ditulis rupiah bulat, misalnya 50000.",
    "Contoh isi setiap kolom muncul bila judulnya disorot.",
)
_WORKBOOK = (
    "Lembar yang tidak dipakai dibiarkan kosong. Nama lembar jangan diubah.",
    "Semua lembar diimpor sekaligus: bila satu baris ditolak, tidak ada yang dibukukan.",
)


@dataclass(frozen=True, slots=True)
class _Style:
    """How the header looks."""

    glyph: Font
    background: PatternFill


def template(nama: str, books: Books) -> bytes:
    """An XLSX to fill in, of any sheet or workbook of the registry.

    The first sheets have only a header; the next explains; the last, which is hidden, holds the
    names of the cash boxes, banks, units and expenses that the lists offer.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    names = sheets_of(nama)
    pages = [(book.create_sheet(sheet_title(name)), columns(name)) for name in names]
    _hint(book.create_sheet("Petunjuk"), nama, names, books.koperasi)
    lists = _Lists(book.create_sheet(_LIST))
    for page, found in pages:
        offered = {c.nama: words for c in found if (words := c.value.choices(books))}
        _title(page, found, offered)
        for column, words in offered.items():
            lists.offer(page, [c.nama for c in found].index(column) + 1, column, words)
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
    style = _Style(
        Font(_FONT, 11, bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E5F")
    )
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        head = _write(sheet, 1, number, column.nama)
        head.font = style.glyph
        head.fill = style.background
        head.alignment = Alignment(horizontal="center", vertical="center")
        head.comment = Comment(_example(column, lists), "kkmp", height=60, width=240)
        width = max(_WIDTH[column.value.sheet], 1.3 * len(column.nama) + 3)  # bold, centred
        sheet.column_dimensions[letter].width = width
        for row in range(2, _ROW + 2):
            cell = sheet.cell(row, number)
            cell.number_format = _FORMAT[column.value.sheet]
            if column.value.sheet == "tanggal":
                cell.alignment = Alignment(horizontal="left")
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "A2"
    _printed(sheet, "landscape")
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True


def _printed(sheet: Worksheet, orientation: Literal["landscape", "portrait"]) -> None:
    """One A4 page wide, as many high as it needs."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _example(column: Column, lists: Container[str]) -> str:
    """What the comment on a title says of its cells."""
    if column.example:
        return f"Contoh: {column.example}"
    if column.nama in lists:
        return "Contoh: pilih dari daftar"
    return f"Isi: {column.value.form}" if column.required else "Contoh: boleh kosong"


def _told(event: type[Event]) -> str:
    """The event's title, which names what is asked as the command does: here by columns."""
    title = event.title()
    for field in fields(event):
        if field.at.cli == ARGUMENT:
            title = re.sub(rf"\b{field.shown}\b(?!-)", field.at.column, title)
    return title


def _special(nama: str) -> Iterator[str]:
    """What is true of this sheet alone."""
    events = events_of_sheet(nama)
    yield "Satu baris: " + " Atau: ".join(_told(event) for event in events)
    own = [name for names in exclusive(nama).values() for name in names]
    if len(events) > 1:
        yield f"Isi tepat satu: {' atau '.join(own)}."
    if empty := [c.nama for c in columns(nama) if not c.required]:
        yield f"Boleh kosong: {', '.join(empty)}."
    if numbers := [c.nama for c in columns(nama) if c.value.sheet == "nomor"]:
        fact = "harus berformat Teks: Excel membuang nol dan angka ke-16."
        yield f"{', '.join(numbers)} {fact}"


def _hint(sheet: Worksheet, nama: str, names: Sequence[str], koperasi: Koperasi) -> None:
    """What to do, and what each sheet is for."""
    several = len(names) > 1
    which = "setiap lembar" if several else "lembar pertama"
    command = "kkmp anggota impor" if nama == MEMBERS else "kkmp impor"
    lines = [
        (f"{'Berkas' if several else 'Lembar'} {nama}, {koperasi.nama}", True),
        ("", False),
        (f"Isi {which}, satu kejadian satu baris, mulai di bawah judul kolom.", False),
        *((line, False) for line in (*_GENERAL, *(_WORKBOOK if several else _special(nama)))),
        (f"Setelah diisi, jalankan: {command} NAMA-BERKAS.xlsx", False),
    ]
    for name in names if several else ():
        lines += [("", False), (f"Lembar {sheet_title(name)}", True)]
        lines += ((line, False) for line in _special(name))
    for number, (line, bold) in enumerate(lines, 1):
        cell = _write(sheet, number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(_FONT, 13 if number == 1 else 11, bold=bold)
    sheet.column_dimensions["A"].width = 100
    _printed(sheet, "portrait")


class _Lists:
    """The sheet of the lists (inside a rule they end at 255 letters): each of them once."""

    def __init__(self, sheet: Worksheet) -> None:
        """Take the sheet, and hide it."""
        self._sheet = sheet
        self._letters: dict[tuple[str, ...], str] = {}
        _write(sheet, 1, 1, "Daftar pilihan; jangan diubah di sini")
        sheet.sheet_state = "hidden"

    def offer(self, page: Worksheet, number: int, column: str, words: Sequence[str]) -> None:
        """Offer the words in a column of a page."""
        source = self._letters.get(tuple(words)) or self._added(words)
        target = get_column_letter(number)
        rule = DataValidation(
            type="list",
            formula1=f"{_LIST}!${source}$2:${source}${len(words) + 1}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=column,
            error="Pilih dari daftar; nama lain tidak dikenal.",
        )
        rule.add(f"{target}2:{target}{_ROW + 1}")
        page.add_data_validation(rule)

    def _added(self, words: Sequence[str]) -> str:
        number = len(self._letters) + 1
        for row, word in enumerate(words, 2):
            _write(self._sheet, row, number, word)
        self._letters[tuple(words)] = get_column_letter(number)
        return self._letters[tuple(words)]
