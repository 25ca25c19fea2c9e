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

from kkmp_ledger.importing.readers import loyverse
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.importing.till_sales import Summary
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.anggota import read_register
from kkmp_ledger.koperasi.customers import CustomerMap
from kkmp_ledger.koperasi.customers import read_customers
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.koperasi import Koperasi
from kkmp_ledger.schema.mapping import till_mapping

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.importing.month_files import MonthFiles
    from kkmp_ledger.importing.receipts import TillDocument

ACCEPTED = date(2026, 4, 1)
KOPERASI_TOML = """
nama = "Koperasi Kelurahan Merah Putih Karangan (fiktif)"
fiktif = true
kelurahan = "Karangan"
kota = "Semarang"
berdiri = 2025-06-24
pembukuan_sejak = 2025-06-24
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
RECEIPT_HEADER, ITEM_HEADER = csv.reader([_RECEIPT, _BARANG])


@cache
def koperasi() -> Koperasi:
    return toml.loads(KOPERASI_TOML, "koperasi.toml", Koperasi)


@cache
def register() -> Register:
    """A0001 is a member throughout, A0002 left on 3 July, A0003 joins on 2 July."""
    found, problems = read_register(
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
def customer() -> CustomerMap:
    """Fictional customers."""
    found, problems = read_customers(
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
    cut: int = 0


@dataclass(frozen=True, slots=True)
class S:
    """One receipt as a till knows it; a refund's amounts are positive here."""

    time: str
    nomor: str
    barang: tuple[Barang, ...]
    kind: str = "Sale"
    bayar: str = "Tunai"
    customer: str = ""
    toko: str = "Toko Karangan"
    status: str = "Closed"


EXAMPLE = (
    S("01/07/2025 08:05", "1-1001", (Barang(65000, 60000),)),
    S(
        "01/07/2025 09:10",
        "1-1002",
        (Barang(65000, 60000), Barang(34000, 31000, "Minyak & Gula", cut=1000)),
        bayar="QRIS",
        customer="Siti Karangan",
    ),
    S("01/07/2025 09:40", "2-201", (Barang(18000, 16500),), toko="Kios Pasar"),
    S("01/07/2025 11:00", "1-1003", (Barang(65000, 60000),), status="Cancelled"),
    S(
        "02/07/2025 07:30",
        "1-1004",
        (Barang(130000, 120000), Barang(5000, 0, "Antar", "Ongkos antar")),
        customer="Budi Rekaan",
    ),
    S("02/07/2025 10:00", "1-1005", (Barang(65000, 60000),), "Refund", customer="Siti Karangan"),
    S("02/07/2025 10:30", "1-1006", (Barang(65000, 60000),), "Refund"),
    S("03/07/2025 08:00", "1-1007", (Barang(65000, 60000),), customer="Budi Rekaan"),
    S("03/07/2025 08:15", "1-1008", (Barang(34000, 31000),), customer="Tamu Tak Dikenal"),
    S("03/07/2025 09:00", "2-202", (Barang(36000, 33000),), bayar="Bon", customer="Dewi Khayal",
      toko="Kios Pasar"),
)  # fmt: skip


def till_summary(made: MonthFiles) -> Summary:
    """The summary of the one kind that brought receipts."""
    (found,) = (booked.facts for kind, booked in made.booked if kind.sells)
    assert isinstance(found, Summary)
    return found


def receipt_row(s: S) -> list[str]:
    """Net and total of a refund are negative, its gross is positive: as one export was seen."""
    sign = -1 if s.kind == "Refund" else 1
    net = sum(b.neto for b in s.barang)
    cost = sum(b.hpp for b in s.barang)
    off = sum(b.cut for b in s.barang)
    return [
        s.time, s.nomor, s.kind, f"{net + off}.00", f"{off}.00", f"{sign * net}.00", "0.00",
        f"{sign * net}.00", f"{sign * cost}.00", f"{sign * (net - cost)}.00", s.bayar,
        ", ".join(f"1 x {b.nama}" for b in s.barang), "Dine in", "POS 1", s.toko, "Kasir A",
        s.customer, "", s.status,
    ]  # fmt: skip


def item_rows(s: S) -> list[list[str]]:
    sign = -1 if s.kind == "Refund" else 1
    return [
        [
            s.time, s.nomor, s.kind, b.kategori, "10001", b.nama, "", "", str(sign),
            f"{sign * (b.neto + b.cut)}.00", f"{b.cut}.00", f"{sign * b.neto}.00",
            f"{sign * b.hpp}.00", f"{sign * (b.neto - b.hpp)}.00", "0.00", "Dine in", "POS 1",
            s.toko, "Kasir A", s.customer, "", "", s.status,
        ]
        for b in s.barang
    ]  # fmt: skip


def csv_text(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


@dataclass(slots=True)
class Pair:
    """Two exports on disk, to be spoilt before they are read."""

    folder: Path
    receipt: list[list[str]]
    barang: list[list[str]]
    nama: str = "2025-07-01-2025-07-03"
    delimiter: str = ","
    change_text: dict[str, str] = field(default_factory=dict)

    @classmethod
    def dari(cls, folder: Path, receipts: Sequence[S] = EXAMPLE) -> Pair:
        return cls(
            folder,
            [list(RECEIPT_HEADER), *(receipt_row(s) for s in receipts)],
            [list(ITEM_HEADER), *(row for s in receipts for row in item_rows(s))],
        )

    def write(self) -> tuple[SourceFile, SourceFile]:
        files = []
        for name, rows in (("receipts", self.receipt), ("receipts-by-item", self.barang)):
            path = self.folder / f"{name}-{self.nama}.csv"
            path.write_text(csv_text(rows, self.delimiter), encoding="utf-8", newline="")
            files.append(SourceFile(path, path.name))
        return files[0], files[1]

    def read(self, k: Koperasi | None = None) -> TillDocument:
        receipt, barang = self.write()
        return loyverse.read(receipt, barang, till_mapping("loyverse"), k or koperasi(), ACCEPTED)

    def content(self, file: str, row: int, column: str, values: str) -> Pair:
        """Put a value into a cell; rows count as in the file, the header is row 1."""
        rows = self.receipt if file == "struk" else self.barang
        rows[row - 1][rows[0].index(column)] = values
        return self


def xlsx(path: Path, rows: Sequence[Sequence[str | int | float | date | None]]) -> SourceFile:
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
    return SourceFile(path, path.name)
