"""The rules as the door calls them: only what is new, and the accounts that it touches."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.base.period import Period
from kkmp_ledger.koperasi.checks.context import ZERO
from kkmp_ledger.koperasi.checks.context import Context
from kkmp_ledger.koperasi.checks.context import Series
from kkmp_ledger.koperasi.checks.context import make_series
from kkmp_ledger.koperasi.checks.registry import check_additions

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.change import Change
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.schema.chart import Chart


def rule_context(
    folder: Folder, opening_days: dict[str, date] | None = None, sampai: date | None = None
) -> Context:
    """What the rules know beside the ledger; `sampai` is the first day that is still to come."""
    return Context(
        chart=folder.chart,
        koperasi=folder.koperasi,
        register=folder.register,
        closed_months=folder.closed.months,
        closed_years=folder.closed.years,
        aset=tuple(folder.aset),
        opened=opening_days or {},
        sampai=sampai,
    )


class Check:
    """`book.door.Checker` with the cooperative's rules."""

    def __init__(self, folder: Folder, today: date | None = None) -> None:
        """Judge by the folder's data; nothing new may be dated after `today`."""
        self._folder = folder
        self._sampai = today + timedelta(days=1) if today else None

    def entry_text(self, ledger: Index, changed: Change) -> list[Problem]:
        """See `Checker.entri`."""
        numbers = {e.bukti for e in changed.entries if e.bukti}
        return check_additions(
            changed.entries, (), (), self._context(ledger, ()), ledger.doubled_bukti(numbers)
        )

    def series(self, ledger: Index, changed: Change) -> list[Problem]:
        """See `Checker.deret`."""
        dates = [e.tanggal for e in (*changed.entries, *changed.gone)]
        dates += [a.tanggal - timedelta(days=1) for a in changed.assertions]
        if not dates:
            return []
        start = min(dates)
        stated = list(_stated(ledger, changed.akun, start))
        series = account_series(ledger, self._folder.chart, sorted(changed.akun), start)
        names = {*changed.akun, *(a.akun for a, _ in stated)}
        return check_additions((), series, stated, self._context(ledger, names))

    def _context(self, ledger: Index, akun: Iterable[str]) -> Context:
        return rule_context(self._folder, ledger.opening_days(akun), self._sampai)


def account_series(
    ledger: Index, chart: Chart, akun: Sequence[str], start: date
) -> Iterator[Series]:
    """Each of these accounts that moved from the day on, by what its days came to.

    As `make_series` has it of the movements; but a deposit of long ago reads no movement of a
    cash box, only its days.
    """
    carried = ledger.account_balances(akun, start)
    for nama in akun:
        find = partial(_place, ledger, chart, nama)
        days = [BookedDay(*day, find) for day in ledger.days(nama, start)]
        if days:
            yield Series(nama, chart.akun(nama), days, carried[nama])


class BookedDay(NamedTuple):
    """A `Point` whose posting is looked up when it is to be shown."""

    tanggal: date
    jumlah: Decimal
    find: Callable[[date], Place]

    @property
    def place(self) -> Place:
        """See `Point.place`."""
        return self.find(self.tanggal)


def _place(ledger: Index, chart: Chart, nama: str, day: date) -> Place:
    """The posting that a whole check would show of the account's day."""
    moves = ledger.movements(Period(day, day + timedelta(days=1)), [nama])
    own = (m for m in moves if m.akun == nama)  # not those under a touched parent
    return make_series(own, chart)[0].points[0].place


def _stated(ledger: Index, akun: Iterable[str], start: date) -> Iterator[tuple[Assertion, Decimal]]:
    """Each later `balance` on a touched account or a parent, with what the book holds then."""
    names = {name for a in akun for name in _upwards(a)}
    for assertion in ledger.stated_balances(sorted(names), start):
        under = ledger.children(assertion.akun)
        yield assertion, sum(ledger.account_balances(under, assertion.tanggal).values(), ZERO)


def _upwards(nama: str) -> Iterator[str]:
    while nama:
        yield nama
        nama = nama.rpartition(":")[0]
