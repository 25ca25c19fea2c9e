"""The index as a `Ledger`: its answers, in facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Place
from kkmp_ledger.book.index import queries
from kkmp_ledger.book.index import tables
from kkmp_ledger.book.model import Assertion
from kkmp_ledger.book.model import EntryTotals
from kkmp_ledger.book.model import Movement
from kkmp_ledger.book.model import Note
from kkmp_ledger.book.model import Opening
from kkmp_ledger.book.sums import merged
from kkmp_ledger.book.sums import sum_of
from kkmp_ledger.book.sums import totals_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Sum

ZERO = Decimal()


class Answers:
    """What an opened database of the index answers; see `Ledger`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Take a database that is fresh."""
        self.db = db

    def account_balances(self, akun: Iterable[str], until: date) -> dict[str, Decimal]:
        """The balance before the day of just these accounts, without those under them.

        What `balances` gives, at a cost that does not grow with the number of accounts.
        """
        month = Month.of(until).start.isoformat()
        found = {}
        for nama in akun:
            values = (month[:7], month, until.isoformat(), nama)
            row = self.db.execute(queries.BALANCE_OF_ONE, values).fetchone()
            found[nama] = tables.read_sen(sum(v or 0 for v in row or ()))
        for _, nama, jumlah in self._odd(Period(date.min, until)):
            if nama in found:
                found[nama] += jumlah
        return found

    def balances(self, until: date, akun: Sequence[str] = ()) -> dict[str, Decimal]:
        """See `Ledger.balances`."""
        month = Month.of(until).start.isoformat()
        among = f"akun IN {self._ids(akun)} AND" if akun else ""
        values = (month[:7], month, until.isoformat())
        rows = self.db.execute(queries.balances(among), values)
        found = {nama: tables.read_sen(sen) for nama, sen in rows}
        for _, nama, jumlah in self._odd(Period(date.min, until)):
            if not akun or is_under(nama, *akun):
                found[nama] = found.get(nama, Decimal()) + jumlah
        return {nama: jumlah for nama, jumlah in found.items() if jumlah}

    def turnover(self, period: Period) -> dict[str, tuple[Decimal, Decimal]]:
        """See `Ledger.turnover`."""
        sums: dict[str, tuple[int, int]] = {}
        for query, values in queries.turnover(period):
            for nama, debit, credit in self.db.execute(query, values):
                d, k = sums.get(nama, (0, 0))
                sums[nama] = (d + debit, k + credit)
        found = {n: (tables.read_sen(d), tables.read_sen(k)) for n, (d, k) in sums.items()}
        for _, nama, jumlah in self._odd(period):
            both = found[nama]  # its row with 0 sen is there
            found[nama] = (both[0] + max(jumlah, ZERO), both[1] + max(-jumlah, ZERO))
        return found

    def _odd(self, period: Period) -> list[tuple[str, str, Decimal]]:
        """Day, account and amount of what is no whole sen; a right book has none."""
        rows = self.db.execute(queries.ODD, (period.start.isoformat(), period.until.isoformat()))
        return [(day, nama, Decimal(odd)) for day, nama, odd in rows]

    def entry_totals(self, period: Period, akun: Sequence[str]) -> Iterator[EntryTotals]:
        """See `Ledger.entry_totals`."""
        if self._odd(period):
            yield from map(totals_of, self.entries(period, akun))
            return
        where, values = queries.inside(period)
        where += f" AND movement.entry IN {self._touching(akun)}"
        rows = self.db.execute(queries.entry_totals(where), values)
        for entry, legs in groupby(rows, key=lambda row: row[:5]):
            _, day, bukti, jenis, membalik = entry
            told = tuple((name, line, tables.read_sen(sen)) for *_, name, line, sen in legs)
            yield EntryTotals(tables.read_date(day), bukti, jenis, membalik, told)

    def entries(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Entry]:
        """See `Ledger.entries`."""
        where, values = queries.inside(period)
        if akun:
            where += f" AND movement.entry IN {self._touching(akun)}"
        yield from self._entries(where, values)

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
        where, values = queries.inside(period)
        if akun:
            where += f" AND movement.akun IN {self._ids(akun)}"
        for parents, word in ((beside, "IN"), (apart, "NOT IN")):
            if parents:
                where += f" AND movement.entry {word} {self._touching(parents)}"
        rows = self.db.execute(queries.sums(where, members=members), values)
        found = [queries.sum_of(row) for row in rows]
        if self._odd(period):
            rows = self.db.execute(queries.MOVEMENT + where + " AND odd IS NOT NULL", values)
            found += (sum_of(queries.movement(row), members=members) for row in rows)
        return merged(found)

    def movements(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Movement]:
        """See `Ledger.movements`."""
        where, values = queries.inside(period)
        if akun:
            where += f" AND movement.akun IN {self._ids(akun)}"
        for row in self.db.execute(queries.MOVEMENT + where + queries.ORDER, values):
            yield queries.movement(row)

    def _touching(self, parents: Sequence[str]) -> str:
        """The entries of a period that touch an account at or under these, for `inside`."""
        found = f"(SELECT g.entry FROM movement g WHERE g.akun IN {self._ids(parents)}"  # noqa: S608
        return found + " AND g.tanggal >= ?1 AND g.tanggal < ?2)"

    def _ids(self, parents: Sequence[str]) -> str:
        """The ids of the accounts at or under the parents, as an SQL list of numbers."""
        found: list[str] = []
        for parent in parents:
            rows = self.db.execute(
                "SELECT id FROM akun WHERE nama = ? OR (nama > ? AND nama < ?)",
                (parent, parent + ":", parent + ";"),
            )
            found += (str(int(row[0])) for row in rows)
        return f"({','.join(found)})"

    def _entries(self, where: str, values: Sequence[str]) -> Iterator[Entry]:
        first: tuple[Any, ...] = (None,)
        moves: list[Movement] = []
        for row in self.db.execute(queries.ENTRY + where + queries.ORDER, values):
            if row[0] != first[0]:
                if moves:
                    yield queries.entry(first, moves)
                first, moves = row, []
            moves.append(queries.of_entry(row))
        if moves:
            yield queries.entry(first, moves)

    def assertions(self, period: Period) -> list[Assertion]:
        """See `Ledger.assertions`."""
        query = queries.BALANCE + " AND tanggal >= ? AND tanggal < ? ORDER BY tanggal, path, line"
        values = (period.start.isoformat(), period.until.isoformat())
        return [queries.assertion(row) for row in self.db.execute(query, values)]

    def notes(self, period: Period) -> list[Note]:
        """See `Ledger.notes`."""
        query = queries.NOTE + " WHERE tanggal >= ? AND tanggal < ? ORDER BY tanggal, path, line"
        values = (period.start.isoformat(), period.until.isoformat())
        return [queries.note(row) for row in self.db.execute(query, values)]

    def openings(self) -> dict[str, Opening]:
        """See `Ledger.openings`."""
        rows = self.db.execute(
            """SELECT tanggal, akun, meta, path, line FROM opening
            JOIN file ON file.id = opening.file ORDER BY path DESC, line DESC"""
        )
        return {
            akun: Opening(tables.read_date(day), akun, tables.read_meta(meta), Place(path, line))
            for day, akun, meta, path, line in rows
        }

    def last(self) -> date | None:
        """See `Ledger.last`."""
        row = self.db.execute("SELECT max(tanggal) FROM entry").fetchone()
        return tables.read_date(row[0]) if row[0] else None

    def reversals(self, until: date) -> dict[str, str]:
        """See `Ledger.reversals`."""
        query = queries.REVERSAL.format("entry.tanggal < ?")
        rows = self.db.execute(query, (until.isoformat(),)).fetchall()
        return dict(reversed(rows))  # of two that reverse the same, the first counts
