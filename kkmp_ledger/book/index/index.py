"""The index: what the files hold, kept in SQLite by each file's digest, so that looking is quick.

It is derived and safe to delete. What looks reads it; what proves reads the text (`TextBook`).
"""

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
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.index import queries
from kkmp_ledger.book.index import tables
from kkmp_ledger.book.index.build import digests
from kkmp_ledger.book.index.build import open_database
from kkmp_ledger.book.model import Assertion
from kkmp_ledger.book.model import EntryTotals
from kkmp_ledger.book.model import Movement
from kkmp_ledger.book.model import Note
from kkmp_ledger.book.model import Opening
from kkmp_ledger.book.sums import merged
from kkmp_ledger.book.sums import sum_of
from kkmp_ledger.book.sums import totals_of
from kkmp_ledger.book.tree import read_tree

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import FileText
    from kkmp_ledger.book.model import Sum

ZERO = Decimal()


class Index:
    """A ledger answered from the index. Use `buka`; close it when done."""

    def __init__(self, folder: Path, db: sqlite3.Connection, problems: list[Problem]) -> None:
        """Wrap an opened, fresh index."""
        self.folder = folder
        self.db = db
        self._tree_problems = problems

    @classmethod
    def opened(cls, folder: Path, derived: Path | None) -> Index:
        """Open the index of the folder, reading again the files whose digest changed.

        `derived` is where it lies (`base/derived.py`); None for one in memory.
        """
        content, problems = read_tree(folder)
        return cls(folder, open_database(derived, content), problems)

    def tutup(self) -> None:
        """Let go of the database."""
        self.db.close()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What reading the files found."""
        return (*self._tree_problems, *tables.read_problems(self.db))

    # the files behind it

    def digests(self) -> dict[str, str]:
        """The SHA-256 of every ledger file, by path."""
        return digests(self.db)

    def header(self, path: str) -> Mapping[str, str | Decimal]:
        """The header of a generated file; empty when the file is not in the index."""
        row = self.db.execute("SELECT header FROM file WHERE path = ?", (path,)).fetchone()
        return tables.read_meta(row[0]) if row else {}

    def replace(self, files: Iterable[FileText], delete: Iterable[str] = ()) -> None:
        """Replace files inside the open transaction; `db.rollback()` brings the old ones back."""
        if not self.db.in_transaction:
            self.db.execute("BEGIN IMMEDIATE")
        for path in delete:
            tables.delete_file(self.db, path)
        writer = tables.Inserter(self.db)
        for file in files:
            tables.delete_file(self.db, file.path)
            writer.write(file)

    def add(self, pieces: Iterable[FileText]) -> None:
        """Take in what known files grew by, inside the transaction that `replace` opened."""
        writer = tables.Inserter(self.db)
        for piece in pieces:
            writer.add(piece)

    def is_clean(self, path: str) -> bool:
        """Tell whether the file is known and was read without a problem."""
        query = "SELECT count(problem.code) FROM file LEFT JOIN problem ON problem.file ="
        row = self.db.execute(query + " file.id WHERE path = ? GROUP BY path", (path,)).fetchone()
        return row is not None and row[0] == 0

    def last_number(self, prefix: str) -> int:
        """The highest number given after `awalan` (`KS-2603-`), 0 when there is none."""
        rows = self.db.execute(
            """SELECT bukti FROM entry WHERE bukti >= ?1 AND bukti < ?2
            UNION ALL SELECT bukti FROM note WHERE bukti >= ?1 AND bukti < ?2""",
            (prefix, prefix + "~"),
        )
        tails = (str(row[0])[len(prefix) :] for row in rows)
        return max((int(tail) for tail in tails if tail.isdecimal()), default=0)

    def entry_numbered(self, bukti: str) -> Entry | None:
        """The entry with this number, or None."""
        where = " WHERE movement.entry IN (SELECT id FROM entry WHERE bukti = ?)"
        return next(self._entries(where, [bukti]), None)

    def reversal(self, bukti: str) -> str:
        """The number of what reverses this entry or takes this count back, "" when nothing does."""
        query = queries.REVERSAL.format("entry.membalik = ?")
        row = self.db.execute(query, (bukti,)).fetchone()
        if row:
            return str(row[1])
        row = self.db.execute("SELECT bukti FROM note WHERE membalik = ?", (bukti,)).fetchone()
        return str(row[0]) if row else ""

    def note_numbered(self, bukti: str) -> Note | None:
        """The note of a count, or of what takes one back, with this number; None for none."""
        row = self.db.execute(queries.NOTE + " WHERE bukti = ?", (bukti,)).fetchone()
        return queries.note(row) if row else None

    def doubled_bukti(self, bukti: Iterable[str]) -> set[str]:
        """Those of the numbers that more than one entry has."""
        query = "SELECT count(*) FROM entry WHERE bukti = ?"
        return {b for b in bukti if self.db.execute(query, (b,)).fetchone()[0] > 1}

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

    def children(self, parent: str) -> list[str]:
        """The accounts at and under a parent that ever moved."""
        ids = self._ids([parent])
        rows = self.db.execute(f"SELECT nama FROM akun WHERE id IN {ids}")  # noqa: S608  # numbers
        return [row[0] for row in rows]

    def opening_days(self, akun: Iterable[str]) -> dict[str, date]:
        """The day on which each of these accounts was opened; without those never opened."""
        query = "SELECT min(tanggal) FROM opening WHERE akun = ?"
        rows = ((a, self.db.execute(query, (a,)).fetchone()[0]) for a in akun)
        return {a: tables.read_date(day) for a, day in rows if day}

    def stated_balances(self, akun: Iterable[str], sejak: date) -> list[Assertion]:
        """The `balance` lines on these accounts dated after the day."""
        query = queries.BALANCE + " AND akun = ? AND tanggal > ? ORDER BY tanggal, path, line"
        return [
            queries.assertion(row)
            for a in akun
            for row in self.db.execute(query, (a, sejak.isoformat()))
        ]

    def days(self, akun: str, since: date) -> list[tuple[date, Decimal]]:
        """What each day from then on came to on just this account, in order."""
        values = (akun, since.isoformat())
        found = {day: tables.read_sen(sen) for day, sen in self.db.execute(queries.DAYS, values)}
        for odd_day, nama, odd in self._odd(Period(since, date.max)):
            if nama == akun:
                found[odd_day] += odd
        return [(tables.read_date(day), jumlah) for day, jumlah in found.items()]

    # Ledger

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

    def recorded(self, many: int) -> tuple[list[Entry], list[Assertion]]:
        """The last entries and counts that somebody recorded (`dicatat`), the newest first."""
        keys = self.db.execute(
            """SELECT id FROM entry WHERE dicatat IS NOT NULL
            ORDER BY dicatat DESC, id DESC LIMIT ?""",
            (many,),
        )
        entries = [
            entry
            for (key,) in keys.fetchall()
            for entry in self._entries(" WHERE movement.entry = ?", [str(key)])
        ]
        newest = " AND dicatat IS NOT NULL ORDER BY dicatat DESC, line DESC LIMIT ?"
        rows = self.db.execute(queries.BALANCE + newest, (many,))
        return entries, [queries.assertion(row) for row in rows]

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
