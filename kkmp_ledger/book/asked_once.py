"""A ledger that many look at while it stays as it is: its sums are asked of it once.

Every statement, proof and table of a year wants the same few days; on a long book each such sum
walks every posting. Entries and movements are handed on: whoever reads them reads them through.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.accounts import is_under

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import EntryTotals
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.book.model import Note
    from kkmp_ledger.book.model import Opening
    from kkmp_ledger.book.model import Sum


class AskedOnce:
    """Answers as its ledger does (see `Ledger`); never for one that is written to meanwhile.

    With `until` its last entry is before that day, and a report of it ends there at the latest:
    for who must not speak of months that nobody closed. What is asked beyond the day is answered
    all the same; a statement asks for nothing after the last entry.
    """

    def __init__(self, ledger: Ledger, until: date | None = None) -> None:
        """Bind the ledger and the day; nothing is asked yet."""
        self._ledger = ledger
        self._until = until
        self._balances: dict[tuple[date, tuple[str, ...]], dict[str, Decimal]] = {}
        self._turnover: dict[Period, dict[str, tuple[Decimal, Decimal]]] = {}
        self._sums: dict[object, list[Sum]] = {}

    def balances(self, until: date, akun: Sequence[str] = ()) -> dict[str, Decimal]:
        """See `Ledger.balances`; a copy, so that nobody changes what the next one gets."""
        asked = (until, tuple(akun))
        if asked not in self._balances:
            whole = self._balances.get((until, ()))
            self._balances[asked] = (
                self._ledger.balances(until, akun)
                if whole is None
                else {name: jumlah for name, jumlah in whole.items() if is_under(name, *akun)}
            )
        return self._balances[asked].copy()

    def account_balances(self, akun: Iterable[str], until: date) -> dict[str, Decimal]:
        """See `Ledger.account_balances`."""
        return self._ledger.account_balances(akun, until)

    def turnover(self, period: Period) -> dict[str, tuple[Decimal, Decimal]]:
        """See `Ledger.turnover`; a copy, as of balances."""
        if period not in self._turnover:
            self._turnover[period] = self._ledger.turnover(period)
        return self._turnover[period].copy()

    def sums(
        self,
        period: Period,
        akun: Sequence[str] = (),
        *,
        beside: Sequence[str] = (),
        apart: Sequence[str] = (),
        members: bool = False,
    ) -> list[Sum]:
        """See `Ledger.sums`; a copy, as of balances."""
        asked = (period, tuple(akun), tuple(beside), tuple(apart), members)
        if asked not in self._sums:
            self._sums[asked] = self._ledger.sums(
                period, akun, beside=beside, apart=apart, members=members
            )
        return self._sums[asked].copy()

    def entry_totals(self, period: Period, akun: Sequence[str]) -> Iterator[EntryTotals]:
        """See `Ledger.entry_totals`."""
        return self._ledger.entry_totals(period, akun)

    def entries(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Entry]:
        """See `Ledger.entries`."""
        return self._ledger.entries(period, akun)

    def movements(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Movement]:
        """See `Ledger.movements`."""
        return self._ledger.movements(period, akun)

    def assertions(self, period: Period) -> list[Assertion]:
        """See `Ledger.assertions`."""
        return self._ledger.assertions(period)

    def notes(self, period: Period) -> list[Note]:
        """See `Ledger.notes`."""
        return self._ledger.notes(period)

    def openings(self) -> dict[str, Opening]:
        """See `Ledger.openings`."""
        return self._ledger.openings()

    def last(self) -> date | None:
        """See `Ledger.last`; never on or after `until`."""
        last = self._ledger.last()
        if last is None or self._until is None:
            return last
        return min(last, self._until - timedelta(days=1))

    def reversals(self, until: date) -> dict[str, str]:
        """See `Ledger.reversals`."""
        return self._ledger.reversals(until)
