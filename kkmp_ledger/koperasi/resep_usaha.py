"""Recipes for the trade: costs, purchases, assets, prepaid costs, stock counts, paying SHU."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.words import folded
from kkmp_ledger.book.model import Hitungan
from kkmp_ledger.book.model import bersih
from kkmp_ledger.koperasi.aset import BarisAset
from kkmp_ledger.koperasi.resep import berisi
from kkmp_ledger.koperasi.resep import entri
from kkmp_ledger.koperasi.resep import isian
from kkmp_ledger.koperasi.resep import positif
from kkmp_ledger.spec.chart import di_bawah

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.resep import Jumlah
    from kkmp_ledger.koperasi.resep import Kaki
    from kkmp_ledger.koperasi.sebutan import Sebutan
    from kkmp_ledger.spec.koperasi import Unit

UTANG = "Utang"  # "Dibayar dari" of a purchase on credit
AKRUAL = "Akrual"  # "Dibayar dari" of a cost that is still to be paid
_AKRUAL = "Liabilitas:Beban-Akrual"
_SHU = "Liabilitas:SHU-Anggota"


def beban(
    s: Sebutan,
    *,
    tanggal: date,
    jenis_beban: str,
    jumlah: Jumlah,
    dari: str,
    uraian: str,
    pihak: str = "",
) -> Draft:
    """A cost, paid from a cash box or bank, or `Akrual`: owed. Raises ProblemError ISIAN."""
    positif(jumlah)
    lawan = _AKRUAL if _sama(dari, AKRUAL) else s.kotak(dari)
    return entri(
        s,
        tanggal=tanggal,
        jenis="beban",
        uraian=uraian,
        pihak=pihak,
        kaki=[(s.akun(jenis_beban, "beban"), jumlah), (lawan, -jumlah)],
    )


def bayar_akrual(s: Sebutan, *, tanggal: date, jumlah: int, dari: str, uraian: str) -> Draft:
    """Pays a cost that was booked as owed. Raises ProblemError ISIAN."""
    positif(jumlah)
    return entri(
        s,
        tanggal=tanggal,
        jenis="beban",
        uraian=uraian,
        kaki=[(_AKRUAL, jumlah), (s.kotak(dari), -jumlah)],
    )


def beli(
    s: Sebutan,
    *,
    tanggal: date,
    unit: str,
    jumlah: int,
    pemasok: str,
    dari: str,
    uraian: str = "",
) -> Draft:
    """Goods bought into a unit's stock, paid from a cash box or bank, or on credit (`Utang`).

    A unit with periodic stock buys into the same account; the stock count turns it to HPP.
    Raises ProblemError ISIAN, also for a unit that keeps no stock.
    """
    positif(jumlah)
    u = s.unit(unit)
    supplier = berisi(pemasok, "pemasok")
    lawan = f"Liabilitas:Utang-Usaha:{u.segmen}" if _sama(dari, UTANG) else s.kotak(dari)
    return entri(
        s,
        tanggal=tanggal,
        jenis="beli",
        uraian=uraian or f"Pembelian {u.nama}",
        pihak=supplier,
        kaki=[(_persediaan(u), jumlah), (lawan, -jumlah)],
    )


def _persediaan(unit: Unit) -> str:
    if unit.stok not in ("perpetual", "periodik"):
        fact = f"{unit.nama} tidak punya persediaan sendiri ({unit.stok})"
        raise isian(fact, "catat sebagai beban, atau ubah stok unitnya di koperasi.toml")
    return f"Aset:Persediaan:{unit.segmen}"


def bayar_utang(
    s: Sebutan,
    *,
    tanggal: date,
    unit: str,
    jumlah: int,
    pemasok: str,
    dari: str,
) -> Draft:
    """Pays a supplier what a unit owes. Raises ProblemError ISIAN."""
    positif(jumlah)
    u = s.unit(unit)
    supplier = berisi(pemasok, "pemasok")
    return entri(
        s,
        tanggal=tanggal,
        jenis="bayar-utang",
        uraian=f"Pembayaran utang {u.nama}",
        pihak=supplier,
        kaki=[(f"Liabilitas:Utang-Usaha:{u.segmen}", jumlah), (s.kotak(dari), -jumlah)],
    )


def aset(
    s: Sebutan,
    *,
    tanggal: date,
    nama: str,
    akun: str,
    jumlah: int,
    bulan: int,
    dari: str,
) -> tuple[Draft, BarisAset]:
    """An asset bought, and its row of `aset.csv`; `bulan` is its life, 0 for land.

    Raises ProblemError ISIAN.
    """
    positif(jumlah)
    _demand_months(bulan, at_least=0)
    account = s.akun(akun, "aset")
    tangible = di_bawah(account, "Aset:Tetap")
    row = BarisAset(
        nama=berisi(nama, "nama aset"),
        jenis="aset",
        tanggal=tanggal,
        nilai=jumlah,
        bulan=bulan,
        akun=account,
        lawan="Aset:Akumulasi-Penyusutan" if tangible else "Aset:Akumulasi-Amortisasi",
        beban="Beban:Penyusutan" if tangible else "Beban:Amortisasi",
    )
    return _beli_aset(s, row, dari), row


def dibayar_di_muka(
    s: Sebutan,
    *,
    tanggal: date,
    nama: str,
    akun: str,
    beban: str,
    jumlah: int,
    bulan: int,
    dari: str,
) -> tuple[Draft, BarisAset]:
    """A cost paid ahead for some months, and its row of `aset.csv`. Raises ProblemError ISIAN."""
    positif(jumlah)
    _demand_months(bulan, at_least=1)
    row = BarisAset(
        nama=berisi(nama, "nama beban dibayar di muka"),
        jenis="muka",
        tanggal=tanggal,
        nilai=jumlah,
        bulan=bulan,
        akun=s.akun(akun, "muka"),
        lawan="",
        beban=s.akun(beban, "beban"),
    )
    return _beli_aset(s, row, dari), row


def _beli_aset(s: Sebutan, row: BarisAset, dari: str) -> Draft:
    return entri(
        s,
        tanggal=row.tanggal,
        jenis="aset" if row.jenis == "aset" else "dibayar-di-muka",
        uraian=row.nama,
        kaki=[(row.akun, row.nilai), (s.kotak(dari), -row.nilai)],
    )


def _demand_months(bulan: int, *, at_least: int) -> None:
    if bulan < at_least:
        raise isian(f"jumlah bulan {bulan}", f"tulis paling sedikit {at_least} bulan")


def opname(
    s: Sebutan,
    ledger: Ledger,
    *,
    tanggal: date,
    unit: str,
    nilai: int,
    lembar: str,
) -> tuple[Draft | None, Hitungan]:
    """The evening's stock count of a unit at cost; None when the book agrees.

    Perpetual stock: the difference goes to susut barang. Periodic stock: what is gone since the
    last count is HPP, split anggota / non-anggota by the sales since then (docs/ACCOUNTING.md 2).
    Raises ProblemError ISIAN.
    """
    u = s.unit(unit)
    akun = _persediaan(u)
    if nilai < 0:
        raise isian(f"nilai opname {tulis_rupiah(nilai)} di bawah nol", "tulis nilai yang dihitung")
    hitungan = Hitungan(tanggal, akun, Decimal(nilai), {"lembar": berisi(lembar, "nomor lembar")})
    buku = ledger.saldo(tanggal + timedelta(days=1)).get(akun, Decimal())
    hilang = int(buku) - nilai
    if not hilang:
        return None, hitungan
    legs: list[Kaki] = (
        _hpp(ledger, u, akun, hilang, tanggal)
        if u.stok == "periodik"
        else [(f"Beban:Susut-Barang:{u.segmen}", hilang)]
    )
    draft = entri(
        s,
        tanggal=tanggal,
        jenis="opname",
        uraian=f"Opname {u.nama}",
        kaki=[*legs, (akun, -hilang)],
        meta={"lembar": berisi(lembar, "nomor lembar")},
    )
    return draft, hitungan


def _hpp(ledger: Ledger, unit: Unit, akun: str, hilang: int, tanggal: date) -> list[Kaki]:
    """Cost of goods sold of periodic stock, by the sales since the count before."""
    until = tanggal + timedelta(days=1)
    before = Period(date.min, until)
    counts = [e.tanggal for e in ledger.entries(before, [akun]) if e.jenis == "opname"]
    start = max(counts, default=None)
    since = Period(start + timedelta(days=1), until) if start else before
    sold = bersih(ledger.mutasi(since))
    sides = ("Anggota", "Non-Anggota")
    weights = [max(Decimal(), -sold.get(f"Pendapatan:{x}:{unit.segmen}", Decimal())) for x in sides]
    parts = allocate(hilang, weights) if any(weights) else [0, hilang]
    return [(f"Beban:HPP:{x}:{unit.segmen}", part) for x, part in zip(sides, parts, strict=True)]


def bayar_shu(s: Sebutan, ledger: Ledger, *, tanggal: date, nomor: str, dari: str) -> Draft:
    """Pays a member all SHU that was put to his account. Raises ProblemError ISIAN."""
    akun = f"{_SHU}:{nomor}"
    utang = -ledger.saldo(tanggal + timedelta(days=1)).get(akun, Decimal())
    if utang <= 0:
        fact = f"tidak ada SHU yang belum dibayar kepada {nomor} pada {tanggal_panjang(tanggal)}"
        raise isian(fact, "periksa nomornya, atau apakah keputusan RAT sudah dibukukan")
    return entri(
        s,
        tanggal=tanggal,
        jenis="bayar-shu",
        uraian=f"Pembayaran SHU {nomor}",
        kaki=[(akun, utang), (s.kotak(dari), -utang)],
    )


def _sama(written: str, word: str) -> bool:
    return folded(written) == folded(word)
