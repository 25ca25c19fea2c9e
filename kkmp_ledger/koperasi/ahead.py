"""A ledger with entries that are about to be booked: what the next row of a sheet looks at."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.problem import Place
from kkmp_ledger.book.model import Entry
from kkmp_ledger.book.model import Movement
from kkmp_ledger.book.sums import add_up
from kkmp_ledger.book.sums import merged
from kkmp_ledger.book.sums import totals_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import EntryTotals
    from kkmp_ledger.book.model import Leg
    from kkmp_ledger.book.model import Note
    from kkmp_ledger.book.model import Opening
    from kkmp_ledger.book.model import Sum

_NOWHERE = Place("", 0)


@dataclass(frozen=True, slots=True)
class Ahead:
    """See `Ledger`; entries that are still drafts come after those that are booked."""

    base: Ledger
    entries_ahead: tuple[Entry, ...]
    _of_account: dict[str, list[Movement]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the movements by account once."""
        found: dict[str, list[Movement]] = defaultdict(list)
        for entry in self.entries_ahead:
            for m in entry.movements:
                found[m.akun].append(m)
        object.__setattr__(self, "_of_account", dict(found))

    @classmethod
    def of(cls, ledger: Ledger, drafts: Iterable[Draft]) -> Ahead:
        """The ledger with these drafts; one that is ahead already grows."""
        new = tuple(_entry(draft) for draft in drafts)
        if isinstance(ledger, Ahead):
            return cls(ledger.base, (*ledger.entries_ahead, *new))
        return cls(ledger, new)

    def balances(self, until: date, akun: Sequence[str] = ()) -> dict[str, Decimal]:
        """See `Ledger.balances`."""
        found = defaultdict(Decimal, self.base.balances(until, akun))
        for name in self._of_account:
            if not akun or is_under(name, *akun):
                found[name] += self._sum(name, until)
        return {name: value for name, value in found.items() if value}

    def account_balances(self, akun: Iterable[str], until: date) -> dict[str, Decimal]:
        """See `Ledger.account_balances`."""
        names = list(akun)
        booked = self.base.account_balances(names, until)
        return {a: booked.get(a, Decimal()) + self._sum(a, until) for a in names}

    def _sum(self, akun: str, until: date) -> Decimal:
        moves = self._of_account.get(akun, ())
        return sum((m.jumlah for m in moves if m.tanggal < until), Decimal())

    def turnover(self, period: Period) -> dict[str, tuple[Decimal, Decimal]]:
        """See `Ledger.turnover`."""
        found = dict(self.base.turnover(period))
        for akun, moves in self._of_account.items():
            debit, credit = found.get(akun, (Decimal(), Decimal()))
            for m in moves:
                if m.tanggal in period:
                    debit += max(m.jumlah, Decimal())
                    credit += max(-m.jumlah, Decimal())
            found[akun] = (debit, credit)
        return found

    def sums(
        self,
        period: Period,
        akun: Sequence[str] = (),
        *,
        beside: Sequence[str] = (),
        apart: Sequence[str] = (),
        members: bool = False,
    ) -> list[Sum]:
        """See `Ledger.sums`."""
        booked = self.base.sums(period, akun, beside=beside, apart=apart, members=members)
        new = (entry for entry in self.entries_ahead if entry.tanggal in period)
        return merged([*booked, *add_up(new, akun, beside=beside, apart=apart, members=members)])

    def entry_totals(self, period: Period, akun: Sequence[str]) -> Iterator[EntryTotals]:
        """See `Ledger.entry_totals`."""
        yield from self.base.entry_totals(period, akun)
        for entry in self.entries_ahead:
            if entry.tanggal in period and any(is_under(m.akun, *akun) for m in entry.movements):
                yield totals_of(entry)

    def entries(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Entry]:
        """See `Ledger.entries`."""
        yield from self.base.entries(period, akun)
        for entry in self.entries_ahead:
            touched = not akun or any(is_under(m.akun, *akun) for m in entry.movements)
            if entry.tanggal in period and touched:
                yield entry

    def movements(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Movement]:
        """See `Ledger.movements`."""
        yield from self.base.movements(period, akun)
        for entry in self.entries_ahead:
            for m in entry.movements:
                if m.tanggal in period and (not akun or is_under(m.akun, *akun)):
                    yield m

    def assertions(self, period: Period) -> list[Assertion]:
        """See `Ledger.assertions`."""
        return self.base.assertions(period)

    def notes(self, period: Period) -> list[Note]:
        """See `Ledger.notes`."""
        return self.base.notes(period)

    def openings(self) -> dict[str, Opening]:
        """See `Ledger.openings`."""
        return self.base.openings()

    def last(self) -> date | None:
        """See `Ledger.last`."""
        days = [e.tanggal for e in self.entries_ahead]
        booked = self.base.last()
        return max([*days, *([booked] if booked else [])], default=None)

    def reversals(self, until: date) -> dict[str, str]:
        """See `Ledger.reversals`."""
        new = [e for e in self.entries_ahead if e.membalik and e.tanggal < until]
        return {**{e.membalik: e.bukti for e in reversed(new)}, **self.base.reversals(until)}


def _entry(draft: Draft) -> Entry:
    """The draft as it will be read back, but for its place and who records it."""
    meta, asli = draft.meta, _day(draft.meta.get("tanggal_asli"))
    membalik = meta.get("membalik", "")
    moves = tuple(_movement(draft, leg, membalik, asli) for leg in draft.legs)
    return Entry(
        draft.tanggal, draft.bukti, draft.jenis, draft.uraian, draft.pihak, meta, moves, _NOWHERE,
        membalik=membalik,
        tanggal_asli=asli,
        sumber=meta.get("sumber", ""),
        lembar=meta.get("lembar", ""),
        alasan=meta.get("alasan", ""),
    )  # fmt: skip


def _movement(draft: Draft, leg: Leg, membalik: str, asli: date | None) -> Movement:
    said = {key: value for key, value in leg.meta.items() if isinstance(value, str)}
    hpp = leg.meta.get("hpp")
    return Movement(
        draft.tanggal, leg.akun, leg.jumlah, said.get("anggota", ""), draft.bukti, draft.jenis,
        membalik, _NOWHERE, leg.meta, hpp if isinstance(hpp, Decimal) else None,
        said.get("arus_kas", ""), said.get("jasa", ""), _day(said.get("tanggal_asli")) or asli,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
