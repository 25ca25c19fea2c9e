"""Which days a statement's columns cover, and what their heads say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import BULAN
from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import tahun_buku
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.statements.model import Kepala
from kkmp_ledger.statements.model import Kolom

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.spec.koperasi import Koperasi

BELUM_ADA = "belum ada pembukuan"
_SALDO_AWAL = "saldo awal, tidak dibukukan di sini"
_HARI = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rentang:
    """One column: the days that it covers (None: no books then), its head and last day."""

    period: Period | None
    kolom: Kolom
    akhir: date


def rentang(ledger: Ledger, koperasi: Koperasi, tahun: int, *, tutup: bool) -> Period:
    """The days of a book year that its statements cover.

    A closed year is covered whole. An open one ends with the last month that has an entry (its
    first month when it has none). Raises ProblemError for a year that ended before the founding.
    """
    year = tahun_buku(tahun, koperasi.mulai)
    if year.start == year.until:
        fact = f"tahun buku {tahun} berakhir sebelum koperasi berdiri"
        hint = f"mulai dari tahun {koperasi.mulai.year}"
        raise ProblemError(Problem("TANGGAL-LUAR", fact, hint))
    if tutup:
        return year
    last = ledger.terakhir()
    until = Bulan.of(max(last or year.start, year.start)).until
    return Period(year.start, min(until, year.until))


def kepala(
    koperasi: Koperasi, period: Period, sidik: str, *, tutup: bool, per_tanggal: bool = False
) -> Kepala:
    """What a statement's pages say of themselves; `sidik` is the fingerprint of the period.

    `per_tanggal` for a statement of one day (posisi keuangan): `31 Desember 2025`.
    """
    text = tanggal_panjang(period.akhir) if per_tanggal else period.judul
    note = "" if tutup else f" ({_terbuka(period)})"
    return Kepala(koperasi.nama, text + note, sidik, koperasi.fiktif)


def kolom_tanggal(
    ledger: Ledger, koperasi: Koperasi, tahun: int, *, tutup: bool
) -> tuple[Rentang, Rentang]:
    """The columns of posisi keuangan: the span's last day, and the end of the last book year."""
    now = rentang(ledger, koperasi, tahun, tutup=tutup)
    note = "" if tutup else _terbuka(now)
    kini = Rentang(now, Kolom(str(tahun), tanggal_panjang(now.akhir), note), now.akhir)
    key = str(tahun - 1)
    if now.start > koperasi.mulai:
        last = tahun_buku(tahun - 1, koperasi.mulai)
        return kini, Rentang(last, Kolom(key, tanggal_panjang(last.akhir)), last.akhir)
    if any(ledger.saldo(now.start).values()):
        day = now.start - _HARI
        head = Kolom(key, tanggal_panjang(day), _SALDO_AWAL)
        return kini, Rentang(Period(now.start, now.start), head, day)
    day = date(tahun - 1, 12, 31)
    return kini, Rentang(None, Kolom(key, tanggal_panjang(day), BELUM_ADA), day)


def kolom_rentang(
    ledger: Ledger, koperasi: Koperasi, tahun: int, *, tutup: bool
) -> tuple[Rentang, Rentang]:
    """The columns of the other statements: the span, and the same span of the year before."""
    now = rentang(ledger, koperasi, tahun, tutup=tutup)
    note = "" if tutup else _terbuka(now)
    kini = Rentang(now, Kolom(str(tahun), now.judul, note), now.akhir)
    same = Period(_setahun_lalu(now.start), _setahun_lalu(now.until))
    start = max(date(tahun - 1, 1, 1), koperasi.mulai)
    if start >= same.until:
        return kini, Rentang(None, Kolom(str(tahun - 1), same.judul, BELUM_ADA), same.akhir)
    last = Period(start, same.until)
    short = f"{_pendek(last)}, tidak sebanding penuh" if start > same.start else ""
    return kini, Rentang(last, Kolom(str(tahun - 1), last.judul, short), last.akhir)


def _terbuka(period: Period) -> str:
    return f"belum ditutup, s.d. {tanggal_panjang(period.akhir)}"


def _setahun_lalu(day: date) -> date:
    """The same day a year before; 28 February for the leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _pendek(period: Period) -> str:
    """`24 Jun - 31 Des 2025`."""
    first, last = period.start, period.akhir
    return (
        f"{first.day} {BULAN[first.month - 1][:3]} - {last.day} {BULAN[last.month - 1][:3]}"
        f" {last.year}"
    )
