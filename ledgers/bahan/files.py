"""Writes spreadsheets and till exports so that the same data gives the same bytes everywhere."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from datetime import datetime
from datetime import time
from typing import TYPE_CHECKING

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # ships no types

from ledgers.bahan.calendar_year import MULAI
from ledgers.bahan.goods import THOUSAND

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from ledgers.bahan.store import Receipt
    from ledgers.bahan.store import Row

Cell = str | int | date
FIKTIF = "FIKTIF: koperasi, orang, dan angka di lembar ini karangan untuk contoh."
TOKO = "Toko Tirtamaya"
_KASIR = {1: "Wulan", 2: "Piket"}
_RECEIPT = (
    "Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Taxes,Total collected,"
    "Cost of goods,Gross profit,Payment type,Description,Dining option,POS,Store,Cashier name,"
    "Customer name,Customer contacts,Status"
)
_BARANG = (
    "Date,Receipt number,Receipt type,Category,SKU,Item,Variant,Modifiers applied,Quantity,"
    "Gross sales,Discounts,Net sales,Cost of goods,Gross profit,Taxes,Dining option,POS,Store,"
    "Cashier name,Customer name,Customer contacts,Comment,Status"
)


def sheet(title: Sequence[str], row: Iterable[Sequence[Cell]]) -> bytes:
    """An XLSX with one sheet: a line that says it is fictional, the header, the rows.

    Texts stay texts (a NIK, a phone number), dates are real dates, amounts numbers.
    """
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties(
            {"created": datetime.combine(MULAI, time()), "author": "Bendahara (fiktif)"}
        )
        sheet = book.add_worksheet("Data")
        bold = book.add_format({"bold": True})
        tanggal = book.add_format({"num_format": "dd/mm/yyyy"})
        rupiah = book.add_format({"num_format": "#,##0"})
        text = book.add_format({"num_format": "@"})
        sheet.write_string(0, 0, FIKTIF)
        sheet.set_column(0, len(title) - 1, 18)
        sheet.freeze_panes(2, 0)
        for column, words in enumerate(title):
            sheet.write_string(1, column, words, bold)
        for i, one in enumerate(row, 2):
            for column, cell in enumerate(one):
                if isinstance(cell, date):
                    sheet.write_datetime(i, column, cell, tanggal)
                elif isinstance(cell, int):
                    sheet.write_number(i, column, cell, rupiah)
                elif cell:
                    sheet.write_string(i, column, cell, text)
    return _uncompressed(content.getvalue())


def _uncompressed(xlsx: bytes) -> bytes:
    """The same workbook, stored without compression.

    Compressed bytes differ between builds of zlib; these do not.
    """
    keluar = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx)) as dari,
        zipfile.ZipFile(keluar, "w", zipfile.ZIP_STORED) as ke,
    ):
        for nama in dari.namelist():
            info = zipfile.ZipInfo(nama, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # else it names the system that ran the script
            ke.writestr(info, dari.read(nama))
    return keluar.getvalue()


def export(receipt: Sequence[Receipt], *, bom_crlf: bool) -> tuple[bytes, bytes]:
    """Loyverse's two exports of the receipts, newest first: receipts, and receipts by item.

    A back office opened on another computer may write a byte-order mark and CRLF.
    """
    new_first = sorted(receipt, key=lambda s: (s.moment, s.till, s.nomor), reverse=True)
    header = [_receipt_row(s) for s in new_first]
    content = [_item_row(s, b) for s in new_first for b in s.rows]
    csv_header = _csv(_RECEIPT, header, bom_crlf=bom_crlf)
    return csv_header, _csv(_BARANG, content, bom_crlf=bom_crlf)


def _receipt_row(s: Receipt) -> list[str]:
    """A receipt's row. Of a refund the gross is printed above 0, net and total below."""
    signature = 1 if s.jenis == "Sale" else -1
    bruto, cut = sum(b.bruto for b in s.rows), sum(b.cut for b in s.rows)
    neto, hpp = signature * s.neto, signature * s.hpp
    uraian = ", ".join(f"{_jumlah(b.jumlah)} x {b.barang.nama}" for b in s.rows)
    money = [_money(n) for n in (bruto, cut, neto, 0, neto, hpp, neto - hpp)]
    return [_time(s), s.nomor, s.jenis, *money, s.bayar, uraian, "Takeout", *_tail(s), _status(s)]


def _item_row(s: Receipt, b: Row) -> list[str]:
    """A line's row; everything of a refund is below 0 here."""
    signature = 1 if s.jenis == "Sale" else -1
    barang = [b.barang.kategori, b.barang.sku, b.barang.nama, "", ""]
    neto, hpp = signature * b.neto, signature * b.hpp
    money = [_money(n) for n in (signature * b.bruto, signature * b.cut, neto, hpp, neto - hpp, 0)]
    thousands = f"{'-' if signature < 0 else ''}{b.jumlah // THOUSAND}.{b.jumlah % THOUSAND:03d}"
    header = [_time(s), s.nomor, s.jenis, *barang, thousands]
    return [*header, *money, "Takeout", *_tail(s), "", _status(s)]


def _tail(s: Receipt) -> list[str]:
    return [f"POS {s.till}", TOKO, _KASIR[s.till], s.customer, s.contact]


def _status(s: Receipt) -> str:
    return "Cancelled" if s.cancelled else "Closed"


def _time(s: Receipt) -> str:
    return f"{s.moment:%d/%m/%Y %H:%M}"


def _money(rupiah: int) -> str:
    return f"{rupiah}.00"


def _jumlah(thousands: int) -> str:
    """`2`, `0.5`: as a receipt prints it."""
    whole, rest = divmod(thousands, THOUSAND)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)


def _csv(title: str, row: Iterable[Sequence[str]], *, bom_crlf: bool) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n" if bom_crlf else "\n")
    writer.writerow(title.split(","))
    writer.writerows(row)
    return text.getvalue().encode("utf-8-sig" if bom_crlf else "utf-8")
