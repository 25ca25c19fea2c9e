"""Closes a month or a book year: what only a close books, the balances, and the seal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.app.checking.full_check import check_book
from kkmp_ledger.app.checking.sealed import read_seal
from kkmp_ledger.app.checking.sealed import sealed_periods
from kkmp_ledger.app.checking.seals import NOTHING_BEFORE
from kkmp_ledger.app.checking.seals import period_facts
from kkmp_ledger.app.checking.seals import write_seal
from kkmp_ledger.app.folder.folder import Closed
from kkmp_ledger.app.generating import accounts_file
from kkmp_ledger.app.writing.recorder import write
from kkmp_ledger.base.period import DECEMBER
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import errors
from kkmp_ledger.book import write as ledger
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.book.door import Write
from kkmp_ledger.book.parsed import each_read_once
from kkmp_ledger.book.read import read
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.checks.context import ALWAYS
from kkmp_ledger.koperasi.tutup import close_month
from kkmp_ledger.koperasi.tutup import closing_balances
from kkmp_ledger.koperasi.tutup import held_counts
from kkmp_ledger.schema.numbering import CLOSING
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.book.model import Draft


def tutup(folder: Folder, recorder: Recorder, month: Month) -> Written:
    """Close a month.

    Raises ProblemError while the month before is open, a problem stands, or a cash box or bank
    was not counted on its last evening.
    """
    _demand_order(folder, month, recorder.time.date())

    def make_plan(index: Index) -> Write:
        drafts = close_month(index, folder.chart, folder.koperasi, folder.aset, month)
        closing = closing_balances(index, folder.chart, month, drafts)
        balances = held_counts(index, month) | {(month.until, a): v for a, v in closing.items()}
        return _closing_plan(folder, str(month), month, drafts, balances)

    with each_read_once():
        return write(folder, recorder, make_plan, f"tutup {month}")


def close_year(folder: Folder, recorder: Recorder, year: int) -> Written:
    """Close a book year whose months are closed. Raises ProblemError."""
    period = folder.year(year)
    closed = folder.closed
    if year in closed.years:
        raise _order(f"tahun buku {year} sudah ditutup", "tidak ada yang perlu dikerjakan")
    if period.start == period.until:
        raise _order(f"tahun buku {year} sebelum hari pertama pembukuan", "sebut tahun yang lain")
    for month in period.month():
        if not closed.contains(month):
            hint = f"jalankan dulu kkmp tutup {month}"
            raise _order(f"{month.title} belum ditutup", hint)

    def make_plan(index: Index) -> Write:
        december = Month(year, DECEMBER)
        closing = closing_balances(index, folder.chart, december, (), year=True)
        balances = {(december.until, akun): jumlah for akun, jumlah in closing.items()}
        plan = _closing_plan(folder, str(year), december, [], balances, year=period)
        years = folder.closed.years | {year}
        accounts = accounts_file.accounts_text(folder.koperasi, folder.register, years)
        return replace(plan, machine={**plan.machine, accounts_file.ACCOUNTS: accounts})

    with each_read_once():
        return write(folder, recorder, make_plan, f"tutup {year}")


def _closing_plan(
    folder: Folder,
    nama: str,
    month: Month,
    drafts: list[Draft],
    balances: dict[tuple[date, str], Decimal],
    *,
    year: Period | None = None,
) -> Write:
    """The closing file and the seal; proven on the text as if the period were closed already."""
    lines = [ledger.balance_text(day, akun, n, {}) for (day, akun), n in sorted(balances.items())]
    blocks = [*map(ledger.entry_text, drafts), "".join(lines)]
    digest = digest_bytes("\n".join(blocks).encode())
    path = f"{month.year}/{'13' if year else f'{month.month:02d}'}{CLOSING}"
    text = ledger.machine_file(blocks, source=digest)
    book = TextBook([*TextBook.read(folder.path).files, read(text.encode(), path)])
    months = folder.closed.months | {month}
    years = folder.closed.years | ({month.year} if year else set())
    closed = Closed(frozenset(months), frozenset(years))
    found = errors(check_book(folder, book, closed))
    if year:
        found += not_counted(folder, book, year)
    if found:
        raise ProblemError(found)
    first = not folder.closed.months
    facts = period_facts(book, year or month.period, first=first, penyesuaian=year is not None)
    seal = write_seal(nama, year or month.period, _before(folder), facts)
    name = f"segel/{nama}.txt"
    return Write(machine={path: text}, source={name: Content(seal.encode())}, read={name: ""})


def not_counted(folder: Folder, book: TextBook, period: Period) -> list[Problem]:
    """Stock that was not counted on the book year's last evening (BELUM-DIHITUNG)."""
    counted = {a.akun for a in book.assertions(ALWAYS) if a.dihitung == period.last_day}
    balances = book.balances(period.until)
    found = []
    for unit in folder.koperasi.unit:
        akun = folder.chart.path(Role.PERSEDIAAN, unit=unit.segmen)
        if balances.get(akun) and akun not in counted:
            fact = f"persediaan {unit.nama} belum dihitung pada {long_date(period.last_day)}"
            hint = f"catat dengan kkmp catat opname {unit.kode} NILAI --tanggal {period.last_day}"
            found.append(Problem("BELUM-DIHITUNG", fact, hint))
    return found


def _before(folder: Folder) -> str:
    """The digest of the last seal, "-" before the first."""
    *_, last = (None, *sealed_periods(folder))
    if last is None:
        return NOTHING_BEFORE
    seal, wrong = read_seal(folder.text(last.path), last)
    if seal is None:
        raise ProblemError(wrong)
    return seal.digest


def _demand_order(folder: Folder, month: Month, today: date) -> None:
    closed = folder.closed
    if closed.contains(month):
        raise _order(f"{month.title} sudah ditutup", "tidak ada yang perlu dikerjakan")
    first = Month.of(folder.koperasi.pembukuan_sejak)
    due = max(closed.months).following if closed.months else first
    if month != due:
        raise _order(f"{due.title} belum ditutup", f"jalankan dulu kkmp tutup {due}")
    if month.month == 1 and month != first and month.year - 1 not in closed.years:
        year = month.year - 1
        raise _order(f"tahun buku {year} belum ditutup", f"jalankan dulu kkmp tutup {year}")
    if today < month.last_day:
        raise _order(f"{month.title} belum berakhir", f"tutup pada atau sesudah {month.last_day}")


def _order(fact: str, hint: str) -> ProblemError:
    return ProblemError(Problem("TUTUP-URUT", fact, hint))
