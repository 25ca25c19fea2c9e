"""The index: what the files hold, kept in SQLite by each file's digest, so that looking is quick.

It is derived and safe to delete. What looks reads it; what proves reads the text (`Buku`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book import kueri
from kkmp_ledger.book import skema
from kkmp_ledger.book.bangun import TURUNAN
from kkmp_ledger.book.bangun import buka_basis
from kkmp_ledger.book.bangun import digests
from kkmp_ledger.book.model import Assertion
from kkmp_ledger.book.model import Entry
from kkmp_ledger.book.model import Movement
from kkmp_ledger.book.model import Note
from kkmp_ledger.book.model import Opening
from kkmp_ledger.book.pohon import baca_pohon

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.book.model import FileText

NOL = Decimal()


class Index:
    """A ledger answered from the index. Use `buka`; close it when done."""

    def __init__(self, folder: Path, db: sqlite3.Connection, problems: list[Problem]) -> None:
        """Wrap an opened, fresh index."""
        self.folder = folder
        self.db = db
        self._tree_problems = problems

    @classmethod
    def buka(cls, folder: Path) -> Index:
        """Open the folder's index, reading again the files whose digest changed."""
        content, problems = baca_pohon(folder)
        return cls(folder, buka_basis(folder / TURUNAN, content), problems)

    def tutup(self) -> None:
        """Let go of the database."""
        self.db.close()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What reading the files found."""
        return (*self._tree_problems, *skema.baca_masalah(self.db))

    # the files behind it

    def digests(self) -> dict[str, str]:
        """The SHA-256 of every ledger file, by path."""
        return digests(self.db)

    def header(self, path: str) -> Mapping[str, str | Decimal]:
        """The header of a generated file; empty when the file is not in the index."""
        row = self.db.execute("SELECT header FROM berkas WHERE path = ?", (path,)).fetchone()
        return skema.baca_meta(row[0]) if row else {}

    def ganti(self, files: Iterable[FileText], hapus: Iterable[str] = ()) -> None:
        """Replace files inside the open transaction; `db.rollback()` brings the old ones back."""
        if not self.db.in_transaction:
            self.db.execute("BEGIN IMMEDIATE")
        for path in hapus:
            skema.hapus_berkas(self.db, path)
        writer = skema.Penulis(self.db)
        for file in files:
            skema.hapus_berkas(self.db, file.path)
            writer.tulis(file)

    def tambah(self, pieces: Iterable[FileText]) -> None:
        """Take in what known files grew by, inside the open transaction."""
        if not self.db.in_transaction:
            self.db.execute("BEGIN IMMEDIATE")
        writer = skema.Penulis(self.db)
        for piece in pieces:
            writer.tambah(piece)

    def bersih(self, path: str) -> bool:
        """Tell whether the file is known and was read without a problem."""
        query = "SELECT count(masalah.kode) FROM berkas LEFT JOIN masalah ON masalah.berkas ="
        row = self.db.execute(query + " berkas.id WHERE path = ? GROUP BY path", (path,)).fetchone()
        return row is not None and row[0] == 0

    def nomor_terakhir(self, awalan: str) -> int:
        """The highest number given after `awalan` (`KS-2603-`), 0 when there is none."""
        rows = self.db.execute(
            "SELECT bukti FROM entri WHERE bukti >= ? AND bukti < ?", (awalan, awalan + "~")
        )
        tails = (str(row[0])[len(awalan) :] for row in rows)
        return max((int(tail) for tail in tails if tail.isdecimal()), default=0)

    def entri_bukti(self, bukti: str) -> Entry | None:
        """The entry with this number, or None."""
        where = " WHERE gerak.entri IN (SELECT id FROM entri WHERE bukti = ?)"
        return next(self._entries(where, [bukti]), None)

    def pembalik(self, bukti: str) -> str:
        """The number of the entry that reverses this one, "" when none does."""
        rows = self.db.execute(
            "SELECT bukti, meta FROM entri WHERE meta LIKE ?", (f'%"membalik": "{bukti}"%',)
        )
        return next((row[0] for row in rows), "")

    def bukti_ganda(self, bukti: Iterable[str]) -> set[str]:
        """Those of the numbers that more than one entry has."""
        query = "SELECT count(*) FROM entri WHERE bukti = ?"
        return {b for b in bukti if self.db.execute(query, (b,)).fetchone()[0] > 1}

    def saldo_akun(self, akun: Iterable[str], until: date) -> dict[str, Decimal]:
        """The balance before the day of just these accounts, without those under them.

        What `saldo` gives, at a cost that does not grow with the number of accounts.
        """
        month = Bulan.of(until).start.isoformat()
        found = {}
        for nama in akun:
            row = self.db.execute(
                """SELECT
                (SELECT sum(debit - kredit) FROM bulan WHERE akun = a.id AND bulan < ?),
                (SELECT sum(sen) FROM gerak WHERE akun = a.id AND tanggal >= ? AND tanggal < ?)
                FROM akun a WHERE nama = ?""",
                (month[:7], month, until.isoformat(), nama),
            ).fetchone()
            found[nama] = skema.baca_sen(sum(v or 0 for v in row or ()))
        for nama, jumlah in self._ganjil(Period(date.min, until)):
            if nama in found:
                found[nama] += jumlah
        return found

    def anak(self, induk: str) -> list[str]:
        """The accounts at and under a parent that ever moved."""
        ids = self._ids([induk])
        rows = self.db.execute(f"SELECT nama FROM akun WHERE id IN {ids}")  # noqa: S608  # numbers
        return [row[0] for row in rows]

    def dibuka(self, akun: Iterable[str]) -> dict[str, date]:
        """The day on which each of these accounts was opened; without those never opened."""
        query = "SELECT min(tanggal) FROM buka WHERE akun = ?"
        rows = ((a, self.db.execute(query, (a,)).fetchone()[0]) for a in akun)
        return {a: skema.baca_tanggal(day) for a, day in rows if day}

    def saldo_dinyatakan(self, akun: Iterable[str], sejak: date) -> list[Assertion]:
        """The `balance` lines on these accounts dated after the day."""
        query = kueri.SALDO + " WHERE akun = ? AND tanggal > ? ORDER BY tanggal, path, baris"
        return [
            kueri.assertion(row)
            for a in akun
            for row in self.db.execute(query, (a, sejak.isoformat()))
        ]

    # Ledger

    def saldo(self, until: date) -> dict[str, Decimal]:
        """See `Ledger.saldo`."""
        month = Bulan.of(until).start.isoformat()
        rows = self.db.execute(
            """SELECT nama, sum(sen) FROM (
                SELECT akun, sum(debit - kredit) AS sen FROM bulan WHERE bulan < ? GROUP BY akun
                UNION ALL
                SELECT akun, sum(sen) FROM gerak WHERE tanggal >= ? AND tanggal < ? GROUP BY akun
            ) JOIN akun ON akun.id = akun GROUP BY nama HAVING sum(sen) != 0""",
            (month[:7], month, until.isoformat()),
        )
        found = {nama: skema.baca_sen(sen) for nama, sen in rows}
        for nama, jumlah in self._ganjil(Period(date.min, until)):
            found[nama] = found.get(nama, Decimal()) + jumlah
        return {nama: jumlah for nama, jumlah in found.items() if jumlah}

    def mutasi(self, period: Period) -> dict[str, tuple[Decimal, Decimal]]:
        """See `Ledger.mutasi`."""
        sums: dict[str, tuple[int, int]] = {}
        for query, values in kueri.mutasi(period):
            for nama, debit, kredit in self.db.execute(query, values):
                d, k = sums.get(nama, (0, 0))
                sums[nama] = (d + debit, k + kredit)
        found = {n: (skema.baca_sen(d), skema.baca_sen(k)) for n, (d, k) in sums.items()}
        for nama, jumlah in self._ganjil(period):
            both = found[nama]  # its row with 0 sen is there
            found[nama] = (both[0] + max(jumlah, NOL), both[1] + max(-jumlah, NOL))
        return found

    def _ganjil(self, period: Period) -> list[tuple[str, Decimal]]:
        """The amounts that are no whole sen; a right book has none."""
        rows = self.db.execute(
            """SELECT nama, ganjil FROM gerak JOIN akun ON akun.id = akun
            WHERE ganjil IS NOT NULL AND tanggal >= ? AND tanggal < ?""",
            (period.start.isoformat(), period.until.isoformat()),
        )
        return [(nama, Decimal(ganjil)) for nama, ganjil in rows]

    def entries(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Entry]:
        """See `Ledger.entries`."""
        where, values = kueri.dalam(period)
        if akun:
            where += " AND gerak.entri IN (SELECT g.entri FROM gerak g WHERE g.akun IN "
            where += self._ids(akun) + " AND g.tanggal >= ? AND g.tanggal < ?)"
            values = [*values, *values]
        yield from self._entries(where, values)

    def movements(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Movement]:
        """See `Ledger.movements`."""
        where, values = kueri.dalam(period)
        if akun:
            where += f" AND gerak.akun IN {self._ids(akun)}"
        for row in self.db.execute(kueri.GERAK + where + kueri.URUT, values):
            yield kueri.movement(row)

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
        current: int | None = None
        moves: list[Movement] = []
        for row in self.db.execute(kueri.GERAK + where + kueri.URUT, values):
            if row[-1] != current:
                if moves:
                    yield self._entry(current, moves)
                current, moves = row[-1], []
            moves.append(kueri.movement(row))
        if moves:
            yield self._entry(current, moves)

    def _entry(self, key: int | None, moves: list[Movement]) -> Entry:
        baris, uraian, pihak, meta, links, tags, flag = self.db.execute(
            "SELECT baris, uraian, pihak, meta, links, tags, flag FROM entri WHERE id = ?", (key,)
        ).fetchone()
        first = moves[0]
        place = Place(first.place.path, baris)
        own, refs, marks = skema.baca_meta(meta), tuple(links.split()), tuple(tags.split())
        return Entry(
            first.tanggal, first.bukti, first.jenis, uraian, pihak, own, tuple(moves), place,
            refs, marks, flag,
        )  # fmt: skip

    def assertions(self, period: Period) -> list[Assertion]:
        """See `Ledger.assertions`."""
        query = kueri.SALDO + " WHERE tanggal >= ? AND tanggal < ? ORDER BY tanggal, path, baris"
        values = (period.start.isoformat(), period.until.isoformat())
        return [kueri.assertion(row) for row in self.db.execute(query, values)]

    def notes(self, period: Period) -> list[Note]:
        """The `note` lines with a date in the period, in book order."""
        rows = self.db.execute(
            """SELECT tanggal, akun, isi, path, baris FROM catatan
            JOIN berkas ON berkas.id = catatan.berkas WHERE tanggal >= ? AND tanggal < ?
            ORDER BY tanggal, path, baris""",
            (period.start.isoformat(), period.until.isoformat()),
        )
        return [
            Note(skema.baca_tanggal(day), akun, isi, Place(path, line))
            for day, akun, isi, path, line in rows
        ]

    def openings(self) -> dict[str, Opening]:
        """See `Ledger.openings`."""
        rows = self.db.execute(
            """SELECT tanggal, akun, meta, path, baris FROM buka
            JOIN berkas ON berkas.id = buka.berkas ORDER BY path DESC, baris DESC"""
        )
        return {
            akun: Opening(skema.baca_tanggal(day), akun, skema.baca_meta(meta), Place(path, line))
            for day, akun, meta, path, line in rows
        }

    def terakhir(self) -> date | None:
        """See `Ledger.terakhir`."""
        row = self.db.execute("SELECT max(tanggal) FROM entri").fetchone()
        return skema.baca_tanggal(row[0]) if row[0] else None
