"""A slow plain auditor of the raw inputs: replays the files themselves, not the script's memory."""

from __future__ import annotations

import csv
import io
import shlex
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import timedelta
from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path

TOKO, KANTOR, BANK, QRIS = "Kas Toko", "Kas Kantor", "Bank BRI", "QRIS BRI"
STOK, UTANG = "Persediaan", "Utang"
Baris = dict[str, str]


@dataclass(frozen=True)
class Perintah:
    """One line of `langkah.txt`: the words after `kkmp -C {buku}`, and its options."""

    kata: tuple[str, ...]
    pilihan: dict[str, str]

    def mulai(self, *kata: str) -> bool:
        return self.kata[: len(kata)] == kata

    @property
    def tanggal(self) -> date:
        return date.fromisoformat(self.pilihan["tanggal"])


def baca_langkah(teks: str) -> list[Perintah]:
    found: list[Perintah] = []
    for baris in teks.splitlines():
        if not baris or baris.startswith("#"):
            continue
        kata = shlex.split(baris)
        assert kata.pop(0) == "kkmp"
        if kata[0] == "-C":
            assert kata[1] == "{buku}", baris
            kata = kata[2:]
        pilihan: dict[str, str] = {}
        posisi: list[str] = []
        while kata:
            satu = kata.pop(0)
            if satu.startswith("-"):
                pilihan[satu.lstrip("-")] = kata.pop(0)
            else:
                posisi.append(satu)
        found.append(Perintah(tuple(posisi), pilihan))
    return found


def baca_lembar(berkas: Path) -> list[dict[str, object]]:
    """The rows of a sheet by their header, which stands under the line that says FIKTIF."""
    baris = list(openpyxl.load_workbook(berkas).worksheets[0].iter_rows(values_only=True))
    assert str(baris[0][0]).startswith("FIKTIF"), berkas.name
    judul = [str(sel) for sel in baris[1]]
    return [dict(zip(judul, satu, strict=True)) for satu in baris[2:]]


def baca_csv(berkas: Path) -> list[Baris]:
    return list(csv.DictReader(io.StringIO(berkas.read_bytes().decode("utf-8-sig"))))


def uang(text: str) -> int:
    """`15000.00` of the till, to the rupiah."""
    utuh, _, sen = text.partition(".")
    assert sen == "00", text
    return int(utuh)


def hari(nilai: object) -> date:
    if isinstance(nilai, datetime):
        return nilai.date()
    return datetime.strptime(str(nilai), "%d/%m/%Y %H:%M").date()  # noqa: DTZ007


def bulan(tanggal: date) -> str:
    return f"{tanggal:%Y-%m}"


@dataclass
class Pemeriksa:
    """What the files say happened: amounts by purse and day, and what was counted when."""

    folder: Path
    gerak: dict[date, dict[str, Decimal]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Decimal))
    )
    hitungan: list[tuple[date, str, Decimal]] = field(default_factory=list)
    omzet: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    laba_kotor: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    beban: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    simpanan: list[tuple[date, str, str, int]] = field(default_factory=list)
    pajak: list[tuple[date, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.langkah = baca_langkah((self.folder / "langkah.txt").read_text(encoding="utf-8"))
        self._lembaran()
        self._kasir()
        self.simpanan.sort()
        for satu in self.langkah:
            self._perintah(satu)

    def _catat(self, tanggal: date, kotak: str, jumlah: Decimal | int) -> None:
        self.gerak[tanggal][kotak] += jumlah

    def _bayar(self, tanggal: date, dari: str, jumlah: Decimal | int) -> None:
        self._catat(tanggal, dari, jumlah if dari == UTANG else -jumlah)

    def _lembaran(self) -> None:
        for berkas in sorted(self.folder.glob("*-20??-??.xlsx")):
            for baris in baca_lembar(berkas) if not berkas.name.startswith("anggota") else ():
                tanggal = hari(baris["Tanggal"])
                assert bulan(tanggal) in berkas.name, berkas.name
                if "Simpanan" in baris:
                    jumlah = int(str(baris["Setor"] or 0)) - int(str(baris["Tarik"] or 0))
                    nomor = str(baris["Nomor anggota"])
                    self._simpan(tanggal, nomor, str(baris["Simpanan"]), jumlah)
                    continue
                jumlah = int(str(baris["Jumlah"]))
                self._bayar(tanggal, str(baris["Dibayar dari"]), jumlah)
                if "Unit" in baris:
                    self._catat(tanggal, STOK, jumlah)
                else:
                    self.beban[bulan(tanggal)] += jumlah

    def _simpan(self, tanggal: date, nomor: str, macam: str, jumlah: int) -> None:
        self._catat(tanggal, KANTOR, jumlah)
        self.simpanan.append((tanggal, nomor, macam, jumlah))

    def _kasir(self) -> None:
        for berkas in sorted(self.folder.glob("receipts-20*.csv")):
            for s in baca_csv(berkas):
                if s["Status"] != "Closed":
                    continue
                tanggal, neto = hari(s["Date"]), uang(s["Total collected"])
                self._catat(tanggal, TOKO if s["Payment type"] == "Tunai" else QRIS, neto)
                self._catat(tanggal, STOK, -uang(s["Cost of goods"]))
                self.omzet[bulan(tanggal)] += neto
                self.laba_kotor[bulan(tanggal)] += uang(s["Gross profit"])

    def _perintah(self, p: Perintah) -> None:
        if p.mulai("setor") or p.mulai("tarik"):
            tanda = 1 if p.mulai("setor") else -1
            self._simpan(p.tanggal, p.kata[1], p.kata[2], tanda * int(p.kata[3]))
        elif p.mulai("catat"):
            self._catatan(p)

    def _catatan(self, p: Perintah) -> None:
        t, dari, ke = p.tanggal, p.pilihan.get("dari", ""), p.pilihan.get("ke", "")
        match p.kata[1:]:
            case ("setor-bank", jumlah):
                self._bayar(t, dari, int(jumlah))
                self._catat(t, ke, int(jumlah))
            case ("hibah", jumlah):
                self._catat(t, ke, int(jumlah))
            case ("aset" | "dibayar-di-muka", jumlah):
                self._bayar(t, dari, int(jumlah))
            case ("beli", "sembako", jumlah):
                self._catat(t, STOK, int(jumlah))
                self._bayar(t, dari, int(jumlah))
            case ("bayar-utang", "sembako", jumlah):
                self._catat(t, UTANG, -int(jumlah))
                self._bayar(t, dari, int(jumlah))
            case ("beban", _, jumlah):
                self.beban[bulan(t)] += int(jumlah)
                self._bayar(t, dari, int(jumlah))
            case _:
                self._catatan_lain(p)

    def _catatan_lain(self, p: Perintah) -> None:
        t, dari, ke = p.tanggal, p.pilihan.get("dari", ""), p.pilihan.get("ke", "")
        match p.kata[1:]:
            case ("pencairan", akuirer, jumlah):
                biaya = int(p.pilihan["biaya"])
                self._catat(t, akuirer, -int(jumlah))
                self._catat(t, ke, int(jumlah) - biaya)
                self.beban[bulan(t)] += biaya
            case ("bunga-bank", bank, jumlah):
                neto = sen(jumlah) - sen(p.pilihan["pajak"])
                self._catat(t, bank, neto)
                self.beban[bulan(t)] -= neto
            case ("bayar-pajak", jumlah):
                self.pajak.append((t, int(jumlah)))
                self._bayar(t, dari, int(jumlah))
            case ("bayar-keluar", nomor):
                self._bayar(t, dari, sum(s[3] for s in self.simpanan if s[1] == nomor))
            case ("hitung-kas", kotak, jumlah):
                self.hitungan.append((t, kotak, sen(jumlah)))
            case ("opname", "sembako", jumlah):
                self.hitungan.append((t, STOK, Decimal(jumlah)))
            case lain:
                # A share of SHU is the program's to work out; its box is not counted after it.
                assert lain[0] == "bayar-shu", lain

    def malam(self) -> tuple[dict[date, dict[str, Decimal]], dict[tuple[date, str], Decimal]]:
        """Each evening's balances, and where a count differed from the book, by how much."""
        terhitung = {(t, kotak): isi for t, kotak, isi in self.hitungan}
        saldo: dict[str, Decimal] = defaultdict(Decimal)
        malam: dict[date, dict[str, Decimal]] = {}
        beda: dict[tuple[date, str], Decimal] = {}
        satu = min(self.gerak)
        while satu <= max(self.gerak):
            for kotak, jumlah in self.gerak.get(satu, {}).items():
                saldo[kotak] += jumlah
            for (t, kotak), isi in terhitung.items():
                if t == satu and isi != saldo[kotak]:
                    beda[t, kotak] = isi - saldo[kotak]
                    saldo[kotak] = isi
            malam[satu] = dict(saldo)
            satu += timedelta(days=1)
        return malam, beda


def sen(text: str) -> Decimal:
    """`1.234,56` or `1234` of the command line."""
    return Decimal(text.replace(".", "").replace(",", "."))


def pph(omzet: int) -> int:
    return int((Decimal(omzet) * 5 / 1000).quantize(Decimal(1), ROUND_HALF_UP))
