"""The index: what the files hold, kept in SQLite by each file's digest, so that looking is quick.

It is derived and safe to delete. What looks reads it; what proves reads the text (`TextBook`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Period
from kkmp_ledger.book.index import queries
from kkmp_ledger.book.index import tables
from kkmp_ledger.book.index.answers import Answers
from kkmp_ledger.book.index.build import digests
from kkmp_ledger.book.index.build import open_database
from kkmp_ledger.book.tree import read_tree

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal
    from pathlib import Path

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import FileText
    from kkmp_ledger.book.model import Note


class Index(Answers):
    """A ledger answered from the index. Use `buka`; close it when done."""

    def __init__(self, folder: Path, db: sqlite3.Connection, problems: list[Problem]) -> None:
        """Wrap an opened, fresh index."""
        super().__init__(db)
        self.folder = folder
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
        """The highest number given after the prefix (`KS-2603-`), 0 when there is none."""
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
