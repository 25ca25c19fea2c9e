"""Which days a statement's columns cover, and what their heads say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import MONTHS
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import book_year
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.statements.sections import Column
from kkmp_ledger.statements.sections import Header

if TYPE_CHECKING:
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.schema.koperasi import Koperasi

NO_BOOKS_YET = "belum ada pembukuan"
_SALDO_AWAL = "saldo awal, tidak dibukukan di sini"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spans:
    """One column: the days that it covers (None: no books then), its head and last day."""

    period: Period | None
    columns: Column
    last_day: date


def spans(ledger: Ledger, koperasi: Koperasi, year: int, *, tutup: bool) -> Period:
    """The days of a book year that its statements cover.

    A closed year is covered whole. An open one ends with the last month that has an entry (its
    first month when it has none). Raises ProblemError for a year that ended before the books began,
    and for a later one in which nothing is booked.
    """
    one_year = book_year(year, koperasi.pembukuan_sejak)
    if one_year.start == one_year.until:
        fact = f"tahun buku {year} berakhir sebelum hari pertama pembukuan"
        hint = f"mulai dari tahun {koperasi.pembukuan_sejak.year}"
        raise ProblemError(Problem("TANGGAL-LUAR", fact, hint))
    if tutup:
        return one_year
    last = ledger.last()
    if one_year.start > koperasi.pembukuan_sejak and (last is None or last < one_year.start):
        fact = f"belum ada yang dibukukan di tahun buku {year}"
        newest = (last or koperasi.pembukuan_sejak).year
        hint = f"sebut tahun yang sudah berisi, misalnya --tahun {newest}"
        raise ProblemError(Problem("TANGGAL-LUAR", fact, hint))
    until = Month.of(max(last or one_year.start, one_year.start)).until
    return Period(one_year.start, min(until, one_year.until))


def header(
    koperasi: Koperasi,
    period: Period,
    digest: str,
    *,
    tutup: bool,
    state: str,
    per_tanggal: bool = False,
) -> Header:
    """What a statement's pages say of themselves; `digest` is the fingerprint of the period.

    `state` is what `year_state` says of the book year.

    `per_tanggal` for a statement of one day (posisi keuangan): `31 Desember 2025`.
    """
    text = long_date(period.last_day) if per_tanggal else period.title
    note = "" if tutup else f" ({_open(period)})"
    return Header(koperasi.nama, text + note, digest, koperasi.fiktif, state)


def tanggal_column(
    ledger: Ledger, koperasi: Koperasi, year: int, *, tutup: bool
) -> tuple[Spans, Spans]:
    """The columns of posisi keuangan: the span's last day, and the end of the last book year."""
    now = spans(ledger, koperasi, year, tutup=tutup)
    note = "" if tutup else _open(now)
    this_year = Spans(now, Column(str(year), long_date(now.last_day), note), now.last_day)
    key = str(year - 1)
    if now.start > koperasi.pembukuan_sejak:
        last = book_year(year - 1, koperasi.pembukuan_sejak)
        return this_year, Spans(last, Column(key, long_date(last.last_day)), last.last_day)
    if any(ledger.balances(now.start).values()):
        day = now.start - _DAY
        head = Column(key, long_date(day), _SALDO_AWAL)
        return this_year, Spans(Period(now.start, now.start), head, day)
    day = date(year - 1, 12, 31)
    return this_year, Spans(None, Column(key, long_date(day), NO_BOOKS_YET), day)


def span_columns(
    ledger: Ledger, koperasi: Koperasi, year: int, *, tutup: bool
) -> tuple[Spans, Spans]:
    """The columns of the other statements: the span, and the same span of the year before."""
    now = spans(ledger, koperasi, year, tutup=tutup)
    note = "" if tutup else _open(now)
    this_year = Spans(now, Column(str(year), now.title, note), now.last_day)
    same = Period(_a_year_before(now.start), _a_year_before(now.until))
    start = max(date(year - 1, 1, 1), koperasi.pembukuan_sejak)
    if start >= same.until:
        return this_year, Spans(
            None, Column(str(year - 1), same.title, NO_BOOKS_YET), same.last_day
        )
    last = Period(start, same.until)
    short = f"{_short(last)}, tidak sebanding penuh" if start > same.start else ""
    return this_year, Spans(last, Column(str(year - 1), last.title, short), last.last_day)


def _open(period: Period) -> str:
    return f"belum ditutup, s.d. {long_date(period.last_day)}"


def _a_year_before(day: date) -> date:
    """The same day a year before; 28 February for the leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _short(period: Period) -> str:
    """`24 Jun - 31 Des 2025`."""
    first, last = period.start, period.last_day
    return (
        f"{first.day} {MONTHS[first.month - 1][:3]} - {last.day} {MONTHS[last.month - 1][:3]}"
        f" {last.year}"
    )
