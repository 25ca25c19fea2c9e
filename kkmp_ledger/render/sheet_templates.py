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

from kkmp_ledger.importing.sheets import COLUMNS
from kkmp_ledger.koperasi.events.usaha import AKRUAL
from kkmp_ledger.koperasi.events.usaha import UTANG

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from kkmp_ledger.importing.readers.sheet_table import Column
    from kkmp_ledger.importing.sheets import SheetKind
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi

_ROW = 1000  # rows that are formatted and have lists
_FORMAT = {"teks": "General", "nomor": "@", "tanggal": "dd/mm/yyyy", "rupiah": "#,##0"}
_WIDTH = {"teks": 26, "nomor": 20, "tanggal": 14, "rupiah": 16}
_LIST = "Daftar"

# One sample row per sheet; invented. It stands in comments only, so that nobody imports it.
_EXAMPLE: dict[SheetKind, dict[str, str]] = {
    "anggota": {
        "Nomor": "A0001 (kosong: nomor berikutnya)",
        "Nama": "Siti Karangan (fiktif)",
        "NIK": "16 angka, sebagai teks",
        "Alamat": "Jalan Melati 7",
        "Telepon": "0800000000, sebagai teks",
        "Tanggal masuk": "24/06/2025",
        "Nama di kasir": "Siti K, persis seperti dicetak kasir",
        "Keterangan": "boleh kosong",
    },
    "setoran": {
        "Tanggal": "05/07/2025",
        "Nomor anggota": "A0001",
        "Simpanan": "wajib",
        "Setor": "10000",
        "Tarik": "kosong bila Setor diisi",
        "Kas": "pilih dari daftar",
        "Keterangan": "boleh kosong",
    },
    "beli": {
        "Tanggal": "05/07/2025",
        "Unit": "pilih dari daftar",
        "Pemasok": "Toko Grosir Karangan (fiktif)",
        "Uraian": "Beras 20 karung",
        "Jumlah": "6500000",
        "Dibayar dari": f"pilih dari daftar; {UTANG} bila belum dibayar",
    },
    "beban": {
        "Tanggal": "31/07/2025",
        "Jenis beban": "pilih dari daftar",
        "Uraian": "Gaji penjaga toko bulan Juli",
        "Jumlah": "1200000",
        "Dibayar dari": f"pilih dari daftar; {AKRUAL} bila belum dibayar",
    },
}
_GENERAL = (
    "Isi lembar pertama, satu kejadian satu baris, mulai di bawah judul kolom.",
    "Jangan mengubah judul kolom. Urutannya boleh diubah, kolom lain boleh ditambah.",
    "Jangan memakai rumus, jangan menggabung sel, jangan memberi sandi pada berkas.",
    "Tanggal ditulis 31/12/2025. Jumlah ditulis rupiah bulat, misalnya 50000.",
    "Contoh isi setiap kolom muncul bila judulnya disorot.",
)
_SPECIAL: dict[SheetKind, tuple[str, ...]] = {
    "anggota": (
        "Nomor, NIK, dan Telepon harus berformat Teks: Excel membuang nol dan angka ke-16.",
        "Nomor boleh kosong; anggota itu diberi nomor berikutnya.",
        "Setelah diisi, jalankan: kkmp anggota impor NAMA-BERKAS.xlsx",
    ),
    "setoran": (
        "Simpanan berisi pokok, wajib, atau sukarela. Isi tepat satu: Setor atau Tarik.",
        "Simpanan pokok dan wajib tidak dapat ditarik selama menjadi anggota.",
        "Setelah diisi, jalankan: kkmp impor NAMA-BERKAS.xlsx",
    ),
    "beli": (
        f'Dibayar dari berisi nama kas atau bank, atau "{UTANG}" bila belum dibayar.',
        "Setelah diisi, jalankan: kkmp impor NAMA-BERKAS.xlsx",
    ),
    "beban": (
        f'Dibayar dari berisi nama kas atau bank, atau "{AKRUAL}" bila belum dibayar.',
        "Setelah diisi, jalankan: kkmp impor NAMA-BERKAS.xlsx",
    ),
}


@dataclass(frozen=True, slots=True)
class _Style:
    """How the header looks."""

    glyph: Font
    background: PatternFill


def template(nama: SheetKind, koperasi: Koperasi, chart: Chart) -> bytes:
    """An XLSX to fill in: `anggota`, `setoran`, `beli` or `beban`.

    The first sheet has only the header; the second explains; the third holds the names of the
    cash boxes, banks, units and expenses that the lists offer. The importer reads the first.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = nama.capitalize()
    columns = COLUMNS[nama]
    _title(sheet, columns, _EXAMPLE[nama])
    _hint(book.create_sheet("Petunjuk"), nama, koperasi)
    _list(sheet, book.create_sheet(_LIST), columns, _optional(nama, koperasi, chart))
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


def _title(sheet: Worksheet, columns: Sequence[Column], example: Mapping[str, str]) -> None:
    style = _Style(Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E5F"))
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        head = _write(sheet, 1, number, column.nama)
        head.font = style.glyph
        head.fill = style.background
        head.alignment = Alignment(horizontal="center", vertical="center")
        head.comment = Comment(f"Contoh: {example[column.nama]}", "kkmp", height=60, width=240)
        sheet.column_dimensions[letter].width = _WIDTH[column.content]
        for row in range(2, _ROW + 2):
            sheet.cell(row, number).number_format = _FORMAT[column.content]
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "A2"


def _hint(sheet: Worksheet, nama: SheetKind, koperasi: Koperasi) -> None:
    lines = (f"Lembar {nama}, {koperasi.nama}", "", *_GENERAL, *_SPECIAL[nama])
    for number, line in enumerate(lines, 1):
        cell = _write(sheet, number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=13)
    sheet.column_dimensions["A"].width = 100


def _optional(nama: SheetKind, koperasi: Koperasi, chart: Chart) -> dict[str, list[str]]:
    """The words that a column's list offers, by column."""
    boxes = [box.nama for box in (*koperasi.kas, *koperasi.bank)]
    if nama == "setoran":
        return {"Simpanan": ["pokok", "wajib", "sukarela"], "Kas": boxes}
    if nama == "beli":
        units = [u.nama for u in koperasi.unit if u.stok in ("perpetual", "periodik")]
        return {"Unit": units, "Dibayar dari": [*boxes, UTANG]}
    if nama == "beban":
        costs = [a.title for a in chart.fixed() if a.template.resep == "beban"]
        return {"Jenis beban": costs, "Dibayar dari": [*boxes, AKRUAL]}
    return {}


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
