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

from ledgers.bahan.barang import RIBU
from ledgers.bahan.kalender import MULAI

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from ledgers.bahan.toko import Baris
    from ledgers.bahan.toko import Struk

Sel = str | int | date
FIKTIF = "FIKTIF: koperasi, orang, dan angka di lembar ini karangan untuk contoh."
TOKO = "Toko Tirtamaya"
_KASIR = {1: "Wulan", 2: "Piket"}
_STRUK = (
    "Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Taxes,Total collected,"
    "Cost of goods,Gross profit,Payment type,Description,Dining option,POS,Store,Cashier name,"
    "Customer name,Customer contacts,Status"
)
_BARANG = (
    "Date,Receipt number,Receipt type,Category,SKU,Item,Variant,Modifiers applied,Quantity,"
    "Gross sales,Discounts,Net sales,Cost of goods,Gross profit,Taxes,Dining option,POS,Store,"
    "Cashier name,Customer name,Customer contacts,Comment,Status"
)


def lembar(judul: Sequence[str], baris: Iterable[Sequence[Sel]]) -> bytes:
    """An XLSX with one sheet: a line that says it is fictional, the header, the rows.

    Texts stay texts (a NIK, a phone number), dates are real dates, amounts numbers.
    """
    isi = io.BytesIO()
    with Workbook(isi, {"in_memory": True}) as buku:
        buku.set_properties(
            {"created": datetime.combine(MULAI, time()), "author": "Bendahara (fiktif)"}
        )
        sheet = buku.add_worksheet("Data")
        tebal = buku.add_format({"bold": True})
        tanggal = buku.add_format({"num_format": "dd/mm/yyyy"})
        rupiah = buku.add_format({"num_format": "#,##0"})
        teks = buku.add_format({"num_format": "@"})
        sheet.write_string(0, 0, FIKTIF)
        sheet.set_column(0, len(judul) - 1, 18)
        sheet.freeze_panes(2, 0)
        for kolom, kata in enumerate(judul):
            sheet.write_string(1, kolom, kata, tebal)
        for i, satu in enumerate(baris, 2):
            for kolom, sel in enumerate(satu):
                if isinstance(sel, date):
                    sheet.write_datetime(i, kolom, sel, tanggal)
                elif isinstance(sel, int):
                    sheet.write_number(i, kolom, sel, rupiah)
                elif sel:
                    sheet.write_string(i, kolom, sel, teks)
    return _tanpa_mampat(isi.getvalue())


def _tanpa_mampat(xlsx: bytes) -> bytes:
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


def ekspor(struk: Sequence[Struk], *, bom_crlf: bool) -> tuple[bytes, bytes]:
    """Loyverse's two exports of the receipts, newest first: receipts, and receipts by item.

    A back office opened on another computer may write a byte-order mark and CRLF.
    """
    baru_dulu = sorted(struk, key=lambda s: (s.waktu, s.pos, s.nomor), reverse=True)
    kepala = [_baris_struk(s) for s in baru_dulu]
    isi = [_baris_barang(s, b) for s in baru_dulu for b in s.baris]
    kepala_csv = _csv(_STRUK, kepala, bom_crlf=bom_crlf)
    return kepala_csv, _csv(_BARANG, isi, bom_crlf=bom_crlf)


def _baris_struk(s: Struk) -> list[str]:
    """A receipt's row. Of a refund the gross is printed above 0, net and total below."""
    tanda = 1 if s.jenis == "Sale" else -1
    bruto, potongan = sum(b.bruto for b in s.baris), sum(b.potongan for b in s.baris)
    neto, hpp = tanda * s.neto, tanda * s.hpp
    uraian = ", ".join(f"{_jumlah(b.jumlah)} x {b.barang.nama}" for b in s.baris)
    uang = [_uang(n) for n in (bruto, potongan, neto, 0, neto, hpp, neto - hpp)]
    return [_waktu(s), s.nomor, s.jenis, *uang, s.bayar, uraian, "Takeout", *_ekor(s), _status(s)]


def _baris_barang(s: Struk, b: Baris) -> list[str]:
    """A line's row; everything of a refund is below 0 here."""
    tanda = 1 if s.jenis == "Sale" else -1
    barang = [b.barang.kategori, b.barang.sku, b.barang.nama, "", ""]
    neto, hpp = tanda * b.neto, tanda * b.hpp
    uang = [_uang(n) for n in (tanda * b.bruto, tanda * b.potongan, neto, hpp, neto - hpp, 0)]
    ribuan = f"{'-' if tanda < 0 else ''}{b.jumlah // RIBU}.{b.jumlah % RIBU:03d}"
    kepala = [_waktu(s), s.nomor, s.jenis, *barang, ribuan]
    return [*kepala, *uang, "Takeout", *_ekor(s), "", _status(s)]


def _ekor(s: Struk) -> list[str]:
    return [f"POS {s.pos}", TOKO, _KASIR[s.pos], s.pelanggan, s.kontak]


def _status(s: Struk) -> str:
    return "Cancelled" if s.batal else "Closed"


def _waktu(s: Struk) -> str:
    return f"{s.waktu:%d/%m/%Y %H:%M}"


def _uang(rupiah: int) -> str:
    return f"{rupiah}.00"


def _jumlah(ribuan: int) -> str:
    """`2`, `0.5`: as a receipt prints it."""
    utuh, sisa = divmod(ribuan, RIBU)
    return f"{utuh}.{sisa:03d}".rstrip("0") if sisa else str(utuh)


def _csv(judul: str, baris: Iterable[Sequence[str]], *, bom_crlf: bool) -> bytes:
    teks = io.StringIO()
    penulis = csv.writer(teks, lineterminator="\r\n" if bom_crlf else "\n")
    penulis.writerow(judul.split(","))
    penulis.writerows(baris)
    return teks.getvalue().encode("utf-8-sig" if bom_crlf else "utf-8")
