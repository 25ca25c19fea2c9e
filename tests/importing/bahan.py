"""A fictional till: receipts as data, written out as the pair of exports, ready to be spoilt."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import openpyxl

from kkmp_ledger.importing.berkas import Berkas
from kkmp_ledger.importing.readers import loyverse
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.anggota import baca_register
from kkmp_ledger.koperasi.pelanggan import PetaPelanggan
from kkmp_ledger.koperasi.pelanggan import baca_pelanggan
from kkmp_ledger.spec import toml
from kkmp_ledger.spec.koperasi import Koperasi
from kkmp_ledger.spec.mapping import pemetaan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.importing.struk import DokumenJual

DITERIMA = date(2026, 4, 1)
KOPERASI_TOML = """
nama = "Koperasi Kelurahan Merah Putih Karangan (fiktif)"
fiktif = true
kelurahan = "Karangan"
kota = "Semarang"
mulai = 2025-06-24
saldo_awal = "nihil"
[[simpanan]]
sejak = 2025-06-24
pokok = 50_000
wajib = 10_000
[[unit]]
kode = "sembako"
nama = "Gerai Sembako"
segmen = "Sembako"
margin = [3, 25]
[[unit]]
kode = "usaha_lainnya"
nama = "Jasa Antar"
segmen = "Antar"
stok = "jasa"
[[kas]]
nama = "Kas Toko"
segmen = "Toko"
[[kas]]
nama = "Kas Kantor"
segmen = "Kantor"
[[bank]]
nama = "Bank BRI"
segmen = "BRI"
[[akuirer]]
nama = "QRIS BRI"
segmen = "BRI"
[[kasir]]
profil = "loyverse"
format_tanggal = "%d/%m/%Y %H:%M"
[kasir.toko]
"Toko Karangan" = "T1"
"Kios Pasar" = "T2"
[kasir.pembayaran]
"Tunai" = "Kas Toko"
"QRIS" = "QRIS BRI"
"Bon" = "bon"
[kasir.kategori]
"Beras" = "sembako"
"Minyak & Gula" = "sembako"
"Antar" = "usaha_lainnya"
"""

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
KEPALA_STRUK, KEPALA_BARANG = csv.reader([_STRUK, _BARANG])


@cache
def koperasi() -> Koperasi:
    return toml.loads(KOPERASI_TOML, "koperasi.toml", Koperasi)


@cache
def register() -> Register:
    """A0001 is a member throughout, A0002 left on 3 July, A0003 joins on 2 July."""
    found, problems = baca_register(
        "nomor,tanggal,peristiwa,keterangan\n"
        "A0001,2025-06-24,masuk,\n"
        "A0002,2025-06-24,masuk,\n"
        "A0002,2025-07-03,keluar,\n"
        "A0003,2025-07-02,masuk,\n",
        "anggota.csv",
    )
    assert not problems
    return found


@cache
def pelanggan() -> PetaPelanggan:
    """Fictional customers."""
    found, problems = baca_pelanggan(
        "pelanggan,nomor,sejak\n"
        "Siti Karangan,A0001,2025-06-24\n"
        "Budi Rekaan,A0002,2025-06-24\n"
        "Dewi Khayal,A0003,2025-06-24\n",
        "pelanggan.csv",
    )
    assert not problems
    return found


@dataclass(frozen=True, slots=True)
class Barang:
    neto: int
    hpp: int
    kategori: str = "Beras"
    nama: str = "Barang karangan"
    potongan: int = 0


@dataclass(frozen=True, slots=True)
class S:
    """One receipt as a till knows it; a refund's amounts are positive here."""

    waktu: str
    nomor: str
    barang: tuple[Barang, ...]
    macam: str = "Sale"
    bayar: str = "Tunai"
    pelanggan: str = ""
    toko: str = "Toko Karangan"
    status: str = "Closed"


CONTOH = (
    S("01/07/2025 08:05", "1-1001", (Barang(65000, 60000),)),
    S(
        "01/07/2025 09:10",
        "1-1002",
        (Barang(65000, 60000), Barang(34000, 31000, "Minyak & Gula", potongan=1000)),
        bayar="QRIS",
        pelanggan="Siti Karangan",
    ),
    S("01/07/2025 09:40", "2-201", (Barang(18000, 16500),), toko="Kios Pasar"),
    S("01/07/2025 11:00", "1-1003", (Barang(65000, 60000),), status="Cancelled"),
    S(
        "02/07/2025 07:30",
        "1-1004",
        (Barang(130000, 120000), Barang(5000, 0, "Antar", "Ongkos antar")),
        pelanggan="Budi Rekaan",
    ),
    S("02/07/2025 10:00", "1-1005", (Barang(65000, 60000),), "Refund", pelanggan="Siti Karangan"),
    S("02/07/2025 10:30", "1-1006", (Barang(65000, 60000),), "Refund"),
    S("03/07/2025 08:00", "1-1007", (Barang(65000, 60000),), pelanggan="Budi Rekaan"),
    S("03/07/2025 08:15", "1-1008", (Barang(34000, 31000),), pelanggan="Tamu Tak Dikenal"),
    S("03/07/2025 09:00", "2-202", (Barang(36000, 33000),), bayar="Bon", pelanggan="Dewi Khayal",
      toko="Kios Pasar"),
)  # fmt: skip


def baris_struk(s: S) -> list[str]:
    """Net and total of a refund are negative, its gross is positive: as one export was seen."""
    sign = -1 if s.macam == "Refund" else 1
    net = sum(b.neto for b in s.barang)
    cost = sum(b.hpp for b in s.barang)
    off = sum(b.potongan for b in s.barang)
    return [
        s.waktu, s.nomor, s.macam, f"{net + off}.00", f"{off}.00", f"{sign * net}.00", "0.00",
        f"{sign * net}.00", f"{sign * cost}.00", f"{sign * (net - cost)}.00", s.bayar,
        ", ".join(f"1 x {b.nama}" for b in s.barang), "Dine in", "POS 1", s.toko, "Kasir A",
        s.pelanggan, "", s.status,
    ]  # fmt: skip


def baris_barang(s: S) -> list[list[str]]:
    sign = -1 if s.macam == "Refund" else 1
    return [
        [
            s.waktu, s.nomor, s.macam, b.kategori, "10001", b.nama, "", "", str(sign),
            f"{sign * (b.neto + b.potongan)}.00", f"{b.potongan}.00", f"{sign * b.neto}.00",
            f"{sign * b.hpp}.00", f"{sign * (b.neto - b.hpp)}.00", "0.00", "Dine in", "POS 1",
            s.toko, "Kasir A", s.pelanggan, "", "", s.status,
        ]
        for b in s.barang
    ]  # fmt: skip


def teks_csv(rows: Iterable[Sequence[str]], pemisah: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=pemisah, lineterminator="\n").writerows(rows)
    return out.getvalue()


@dataclass(slots=True)
class Pasangan:
    """Two exports on disk, to be spoilt before they are read."""

    folder: Path
    struk: list[list[str]]
    barang: list[list[str]]
    nama: str = "2025-07-01-2025-07-03"
    pemisah: str = ","
    ubah_teks: dict[str, str] = field(default_factory=dict)

    @classmethod
    def dari(cls, folder: Path, receipts: Sequence[S] = CONTOH) -> Pasangan:
        return cls(
            folder,
            [list(KEPALA_STRUK), *(baris_struk(s) for s in receipts)],
            [list(KEPALA_BARANG), *(row for s in receipts for row in baris_barang(s))],
        )

    def tulis(self) -> tuple[Berkas, Berkas]:
        files = []
        for name, rows in (("receipts", self.struk), ("receipts-by-item", self.barang)):
            path = self.folder / f"{name}-{self.nama}.csv"
            path.write_text(teks_csv(rows, self.pemisah), encoding="utf-8", newline="")
            files.append(Berkas(path, path.name))
        return files[0], files[1]

    def baca(self, k: Koperasi | None = None) -> DokumenJual:
        struk, barang = self.tulis()
        return loyverse.baca(struk, barang, pemetaan("loyverse"), k or koperasi(), DITERIMA)

    def isi(self, berkas: str, baris: int, kolom: str, nilai: str) -> Pasangan:
        """Put a value into a cell; rows count as in the file, the header is row 1."""
        rows = self.struk if berkas == "struk" else self.barang
        rows[baris - 1][rows[0].index(kolom)] = nilai
        return self


def xlsx(path: Path, rows: Sequence[Sequence[str | int | float | date | None]]) -> Berkas:
    """Write a sheet as Excel would; a date is a date cell, an int a number."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            cell = sheet.cell(r, c, value)
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
    book.save(path)
    return Berkas(path, path.name)
