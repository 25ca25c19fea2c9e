"""What the rooms above may ask of a ledger, and what follows from its answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Protocol

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import EntryTotals
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.book.model import Note
    from kkmp_ledger.book.model import Opening
    from kkmp_ledger.book.model import Sum


class Ledger(Protocol):
    """A ledger to look at: the index and the text-read Book both answer, and must agree.

    Openings (`jenis: saldo-awal`) stand on the day before the first, so that a period never
    holds them and a balance always does.
    """

    def balances(self, until: date, akun: Sequence[str] = ()) -> dict[str, Decimal]:
        """The balance before the day of each account at or under `akun`; of all when empty.

        Accounts at 0 may be left out.
        """
        ...

    def account_balances(self, akun: Iterable[str], until: date) -> dict[str, Decimal]:
        """The balance before the day of just these accounts, without those under them."""
        ...

    def turnover(self, period: Period) -> dict[str, tuple[Decimal, Decimal]]:
        """Per account the sum of debits and the sum of credits (both positive) in the period."""
        ...

    def sums(
        self,
        period: Period,
        akun: Sequence[str] = (),
        *,
        beside: Sequence[str] = (),
        apart: Sequence[str] = (),
        members: bool = False,
    ) -> list[Sum]:
        """The movements of the period at or under `akun`, all when empty, as sorted sums.

        Only those of entries that touch an account at or under `beside`, unless it is empty, and
        of none that touches one at or under `apart`. With `members` each member's apart.
        """
        ...

    def entry_totals(self, period: Period, akun: Sequence[str]) -> Iterator[EntryTotals]:
        """The entries of the period that touch an account at or under `akun`, by date.

        For who divides each entry: a day of sales has a leg a member, and a few accounts.
        """
        ...

    def entries(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Entry]:
        """Whole entries of the period, in book order, that touch an account at or under `akun`.

        Every entry when `akun` is empty. Book order: by date, then file, then line.
        """
        ...

    def movements(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Movement]:
        """The movements of the period, in book order, at or under `akun`; all when empty."""
        ...

    def assertions(self, period: Period) -> list[Assertion]:
        """What is stated with a date in the period, in book order.

        `balance` lines, and counts that nobody took back: a count of an evening is dated the next
        day, as a `balance` would be.
        """
        ...

    def notes(self, period: Period) -> list[Note]:
        """The `note` lines with a date in the period, in book order."""
        ...

    def openings(self) -> dict[str, Opening]:
        """Every opened account."""
        ...

    def last(self) -> date | None:
        """The last date of any entry; None for an empty book."""
        ...

    def reversals(self, until: date) -> dict[str, str]:
        """By the number of each entry that is reversed: the number that reverses it first.

        By reversals dated before the day alone: what is reversed later still stood then.
        """
        ...


def holding(ledger: Ledger, until: date, akun: Sequence[str] = ()) -> Iterator[Entry]:
    """The entries before the day that hold on it, at or under `akun`, in book order.

    An entry holds when it is neither a reversal nor reversed by then. Who looks for the last
    count, opname or decision looks here; sums need not, a reversal is in them.
    """
    gone = ledger.reversals(until)
    for entry in ledger.entries(Period(date.min, until), akun):
        if not entry.membalik and entry.bukti not in gone:
            yield entry


def net(turnover: Mapping[str, tuple[Decimal, Decimal]]) -> dict[str, Decimal]:
    """Net change per account from debits and credits."""
    return {akun: debit - credit for akun, (debit, credit) in turnover.items()}


def sum_under(balances: Mapping[str, Decimal], *parents: str) -> Decimal:
    """The sum of the accounts and all under them, by segment; each account counts once."""
    return sum((v for akun, v in balances.items() if is_under(akun, *parents)), Decimal())
