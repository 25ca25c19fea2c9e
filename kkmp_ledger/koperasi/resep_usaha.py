"""Recipes for the trade: costs, purchases, assets, prepaid costs, stock counts, paying SHU."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.words import folded
from kkmp_ledger.book.model import Count
from kkmp_ledger.book.model import net
from kkmp_ledger.koperasi.aset import AssetRow
from kkmp_ledger.koperasi.resep import draft_entry
from kkmp_ledger.koperasi.resep import filled
from kkmp_ledger.koperasi.resep import positive
from kkmp_ledger.koperasi.resep import refusal
from kkmp_ledger.schema.chart import is_under

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.naming import Names
    from kkmp_ledger.koperasi.resep import Jumlah
    from kkmp_ledger.koperasi.resep import LegLike
    from kkmp_ledger.schema.koperasi import Unit

UTANG = "Utang"  # "Dibayar dari" of a purchase on credit
AKRUAL = "Akrual"  # "Dibayar dari" of a cost that is still to be paid
_AKRUAL = "Liabilitas:Beban-Akrual"
_SHU = "Liabilitas:SHU-Anggota"


def beban(
    s: Names,
    *,
    tanggal: date,
    jenis_beban: str,
    jumlah: Jumlah,
    dari: str,
    uraian: str,
    pihak: str = "",
) -> Draft:
    """A cost, paid from a cash box or bank, or `Akrual`: owed. Raises ProblemError ISIAN."""
    positive(jumlah)
    contra = _AKRUAL if _same(dari, AKRUAL) else s.box(dari)
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="beban",
        uraian=uraian,
        pihak=pihak,
        legs_=[(s.akun(jenis_beban, "beban"), jumlah), (contra, -jumlah)],
    )


def bayar_akrual(s: Names, *, tanggal: date, jumlah: int, dari: str, uraian: str) -> Draft:
    """Pays a cost that was booked as owed. Raises ProblemError ISIAN."""
    positive(jumlah)
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="beban",
        uraian=uraian,
        legs_=[(_AKRUAL, jumlah), (s.box(dari), -jumlah)],
    )


def beli(
    s: Names,
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
    positive(jumlah)
    u = s.unit(unit)
    supplier = filled(pemasok, "pemasok")
    contra = f"Liabilitas:Utang-Usaha:{u.segmen}" if _same(dari, UTANG) else s.box(dari)
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="beli",
        uraian=uraian or f"Pembelian {u.nama}",
        pihak=supplier,
        legs_=[(_persediaan(u), jumlah), (contra, -jumlah)],
    )


def _persediaan(unit: Unit) -> str:
    if unit.stok not in ("perpetual", "periodik"):
        fact = f"{unit.nama} tidak punya persediaan sendiri ({unit.stok})"
        raise refusal(fact, "catat sebagai beban, atau ubah stok unitnya di koperasi.toml")
    return f"Aset:Persediaan:{unit.segmen}"


def bayar_utang(
    s: Names,
    *,
    tanggal: date,
    unit: str,
    jumlah: int,
    pemasok: str,
    dari: str,
) -> Draft:
    """Pays a supplier what a unit owes. Raises ProblemError ISIAN."""
    positive(jumlah)
    u = s.unit(unit)
    supplier = filled(pemasok, "pemasok")
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="bayar-utang",
        uraian=f"Pembayaran utang {u.nama}",
        pihak=supplier,
        legs_=[(f"Liabilitas:Utang-Usaha:{u.segmen}", jumlah), (s.box(dari), -jumlah)],
    )


def aset(
    s: Names,
    *,
    tanggal: date,
    nama: str,
    akun: str,
    jumlah: int,
    bulan: int,
    dari: str,
) -> tuple[Draft, AssetRow]:
    """An asset bought, and its row of `aset.csv`; `bulan` is its life, 0 for land.

    Raises ProblemError ISIAN.
    """
    positive(jumlah)
    _demand_months(bulan, at_least=0)
    account = s.akun(akun, "aset")
    tangible = is_under(account, "Aset:Tetap")
    row = AssetRow(
        nama=filled(nama, "nama aset"),
        jenis="aset",
        tanggal=tanggal,
        value=jumlah,
        month=bulan,
        akun=account,
        contra="Aset:Akumulasi-Penyusutan" if tangible else "Aset:Akumulasi-Amortisasi",
        beban="Beban:Penyusutan" if tangible else "Beban:Amortisasi",
    )
    return _beli_aset(s, row, dari), row


def dibayar_di_muka(
    s: Names,
    *,
    tanggal: date,
    nama: str,
    akun: str,
    beban: str,
    jumlah: int,
    bulan: int,
    dari: str,
) -> tuple[Draft, AssetRow]:
    """A cost paid ahead for some months, and its row of `aset.csv`. Raises ProblemError ISIAN."""
    positive(jumlah)
    _demand_months(bulan, at_least=1)
    row = AssetRow(
        nama=filled(nama, "nama beban dibayar di muka"),
        jenis="muka",
        tanggal=tanggal,
        value=jumlah,
        month=bulan,
        akun=s.akun(akun, "muka"),
        contra="",
        beban=s.akun(beban, "beban"),
    )
    return _beli_aset(s, row, dari), row


def _beli_aset(s: Names, row: AssetRow, dari: str) -> Draft:
    return draft_entry(
        s,
        tanggal=row.tanggal,
        jenis="aset" if row.jenis == "aset" else "dibayar-di-muka",
        uraian=row.nama,
        legs_=[(row.akun, row.value), (s.box(dari), -row.value)],
    )


def _demand_months(bulan: int, *, at_least: int) -> None:
    if bulan < at_least:
        raise refusal(f"jumlah bulan {bulan}", f"tulis paling sedikit {at_least} bulan")


def opname(
    s: Names,
    ledger: Ledger,
    *,
    tanggal: date,
    unit: str,
    nilai: int,
    lembar: str,
) -> tuple[Draft | None, Count]:
    """The evening's stock count of a unit at cost; None when the book agrees.

    Perpetual stock: the difference goes to susut barang. Periodic stock: what is gone since the
    last count is HPP, split anggota / non-anggota by the sales since then (docs/ACCOUNTING.md 2).
    Raises ProblemError ISIAN.
    """
    u = s.unit(unit)
    akun = _persediaan(u)
    if nilai < 0:
        raise refusal(
            f"nilai opname {write_rupiah(nilai)} di bawah nol", "tulis nilai yang dihitung"
        )
    count = Count(tanggal, akun, Decimal(nilai), {"lembar": filled(lembar, "nomor lembar")})
    book = ledger.balances(tanggal + timedelta(days=1)).get(akun, Decimal())
    lost = int(book) - nilai
    if not lost:
        return None, count
    legs: list[LegLike] = (
        _hpp(ledger, u, akun, lost, tanggal)
        if u.stok == "periodik"
        else [(f"Beban:Susut-Barang:{u.segmen}", lost)]
    )
    draft = draft_entry(
        s,
        tanggal=tanggal,
        jenis="opname",
        uraian=f"Opname {u.nama}",
        legs_=[*legs, (akun, -lost)],
        meta={"lembar": filled(lembar, "nomor lembar")},
    )
    return draft, count


def _hpp(ledger: Ledger, unit: Unit, akun: str, lost: int, tanggal: date) -> list[LegLike]:
    """Cost of goods sold of periodic stock, by the sales since the count before."""
    until = tanggal + timedelta(days=1)
    before = Period(date.min, until)
    counts = [e.tanggal for e in ledger.entries(before, [akun]) if e.jenis == "opname"]
    start = max(counts, default=None)
    since = Period(start + timedelta(days=1), until) if start else before
    sold = net(ledger.turnover(since))
    sides = ("Anggota", "Non-Anggota")
    weights = [max(Decimal(), -sold.get(f"Pendapatan:{x}:{unit.segmen}", Decimal())) for x in sides]
    parts = allocate(lost, weights) if any(weights) else [0, lost]
    return [(f"Beban:HPP:{x}:{unit.segmen}", part) for x, part in zip(sides, parts, strict=True)]


def bayar_shu(s: Names, ledger: Ledger, *, tanggal: date, nomor: str, dari: str) -> Draft:
    """Pays a member all SHU that was put to his account. Raises ProblemError ISIAN."""
    akun = f"{_SHU}:{nomor}"
    utang = -ledger.balances(tanggal + timedelta(days=1)).get(akun, Decimal())
    if utang <= 0:
        fact = f"tidak ada SHU yang belum dibayar kepada {nomor} pada {long_date(tanggal)}"
        raise refusal(fact, "periksa nomornya, atau apakah keputusan RAT sudah dibukukan")
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="bayar-shu",
        uraian=f"Pembayaran SHU {nomor}",
        legs_=[(akun, utang), (s.box(dari), -utang)],
    )


def _same(written: str, word: str) -> bool:
    return folded(written) == folded(word)
