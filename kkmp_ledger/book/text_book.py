"""A whole ledger read from its text, answering the questions of `Ledger` from memory."""

from __future__ import annotations

import textwrap
from bisect import bisect_left
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.period import Period
from kkmp_ledger.book.model import in_book_order
from kkmp_ledger.book.parsed import LedgerText
from kkmp_ledger.book.read import facts
from kkmp_ledger.book.read import read
from kkmp_ledger.book.sums import add_up
from kkmp_ledger.book.sums import totals_of
from kkmp_ledger.book.write import options

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import EntryTotals
    from kkmp_ledger.book.model import FileText
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.book.model import Note
    from kkmp_ledger.book.model import Opening
    from kkmp_ledger.book.model import Sum

ZERO = Decimal()


class TextBook:
    """A ledger in memory. `problems` holds what reading its files found."""

    def __init__(self, files: Iterable[FileText], problems: Iterable[Problem] = ()) -> None:
        """Take files that were read one by one."""
        self.files = tuple(sorted(files, key=lambda f: f.path))
        self.problems = (*problems, *(p for f in self.files for p in f.problems))
        self._entries = in_book_order(e for f in self.files for e in f.entries)

    @classmethod
    def read(cls, folder: Path) -> TextBook:
        """Read the cooperative's folder from `main.beancount` down its includes."""
        return cls.of(LedgerText(folder))

    @classmethod
    def of(cls, text: LedgerText) -> TextBook:
        """The facts of a text that was read, each file of its one parse."""
        return cls(map(facts, text.files.values()), text.problems)

    @classmethod
    def from_text(cls, text: str, path: str = "buku.beancount") -> TextBook:
        """Read ledger text, for tests and examples; the option lines may be left out."""
        text = textwrap.dedent(text).lstrip("\n")
        head = "" if "name_assets" in text else options()
        return cls([read((head + text).encode(), path, 1 - head.count("\n"))])

    def balances(self, until: date, akun: Sequence[str] = ()) -> dict[str, Decimal]:
        """See `Ledger.balances`."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        wanted = self._under(akun) if akun else self._akun
        for entry in self._within(Period(date.min, until)):
            for m in entry.movements:
                if m.akun in wanted:
                    sums[m.akun] += m.jumlah
        return {name: v for name, v in sums.items() if v}

    def account_balances(self, akun: Iterable[str], until: date) -> dict[str, Decimal]:
        """See `Ledger.account_balances`."""
        known = self.balances(until)
        return {nama: known.get(nama, ZERO) for nama in akun}

    def turnover(self, period: Period) -> dict[str, tuple[Decimal, Decimal]]:
        """See `Ledger.turnover`."""
        sums: dict[str, tuple[Decimal, Decimal]] = {}
        for m in self.movements(period):
            debit, credit = sums.get(m.akun, (ZERO, ZERO))
            if m.jumlah >= 0:
                debit += m.jumlah
            else:
                credit -= m.jumlah
            sums[m.akun] = (debit, credit)
        return sums

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
        return add_up(self._within(period), akun, beside=beside, apart=apart, members=members)

    def entry_totals(self, period: Period, akun: Sequence[str]) -> Iterator[EntryTotals]:
        """See `Ledger.entry_totals`."""
        return map(totals_of, self.entries(period, akun))

    def entries(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Entry]:
        """See `Ledger.entries`."""
        if not akun:
            yield from self._within(period)
            return
        wanted = self._under(akun)
        for entry in self._within(period):
            if any(m.akun in wanted for m in entry.movements):
                yield entry

    def movements(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Movement]:
        """See `Ledger.movements`."""
        if not akun:
            for entry in self._within(period):
                yield from entry.movements
            return
        wanted = self._under(akun)
        for entry in self._within(period):
            for m in entry.movements:
                if m.akun in wanted:
                    yield m

    def _under(self, parents: Sequence[str]) -> set[str]:
        """The accounts at or under the parents: each name is compared once, not each movement."""
        return {akun for akun in self._akun if is_under(akun, *parents)}

    @cached_property
    def _akun(self) -> set[str]:
        return {m.akun for e in self._entries for m in e.movements}

    def _within(self, period: Period) -> list[Entry]:
        """The entries of the period; they are in order of date."""
        day = attrgetter("tanggal")
        first = bisect_left(self._entries, period.start, key=day)
        return self._entries[first : bisect_left(self._entries, period.until, key=day)]

    def assertions(self, period: Period) -> list[Assertion]:
        """See `Ledger.assertions`."""
        found = (
            a
            for f in self.files
            for a in f.assertions
            if a.tanggal in period and (not a.bukti or a.bukti not in self._taken_back)
        )
        return sorted(found, key=lambda a: (a.tanggal, a.place))

    @cached_property
    def _taken_back(self) -> set[str]:
        """The numbers of the counts that a note takes back."""
        return {n.membalik for f in self.files for n in f.notes if n.membalik}

    def notes(self, period: Period) -> list[Note]:
        """See `Ledger.notes`."""
        found = (n for f in self.files for n in f.notes if n.tanggal in period)
        return sorted(found, key=lambda n: (n.tanggal, n.place))

    def openings(self) -> dict[str, Opening]:
        """See `Ledger.openings`."""
        return self._openings

    @cached_property
    def _openings(self) -> dict[str, Opening]:
        found: dict[str, Opening] = {}
        for file in self.files:
            for opening in file.openings:
                found.setdefault(opening.akun, opening)
        return found

    def last(self) -> date | None:
        """See `Ledger.last`."""
        return self._entries[-1].tanggal if self._entries else None

    def reversals(self, until: date) -> dict[str, str]:
        """See `Ledger.reversals`."""
        found: dict[str, str] = {}
        for entry in self._reversals:
            if entry.tanggal < until:
                found.setdefault(entry.membalik, entry.bukti)
        return found

    @cached_property
    def _reversals(self) -> list[Entry]:
        return [e for e in self._entries if e.membalik]
