"""The tables of the index, and moving facts in and out of them.

Amounts are whole sen (`ganjil` holds what is none). Everything hangs on `berkas`: when a file's
digest changes, its rows go and new ones come.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.money import dari_sen
from kkmp_ledger.base.problem import Berat
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import KOSONG

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from collections.abc import Mapping

    from kkmp_ledger.book.model import FileText

VERSI = 2  # raise it when a table or the meaning of a column changes: the index is then rebuilt
_TERBESAR = 10**15  # sen: thousands of such amounts still fit in SQLite's 64 bits

TABEL = """
CREATE TABLE berkas (id INTEGER PRIMARY KEY, path TEXT UNIQUE, digest TEXT, includes TEXT,
    header TEXT);
CREATE TABLE akun (id INTEGER PRIMARY KEY, nama TEXT UNIQUE);
CREATE TABLE entri (id INTEGER PRIMARY KEY, berkas INTEGER, baris INTEGER, tanggal TEXT,
    bukti TEXT, jenis TEXT, uraian TEXT, pihak TEXT, meta TEXT, links TEXT, tags TEXT, flag TEXT);
CREATE TABLE gerak (entri INTEGER, berkas INTEGER, baris INTEGER, tanggal TEXT, akun INTEGER,
    sen INTEGER, anggota TEXT, meta TEXT, ganjil TEXT);
CREATE TABLE bulan (berkas INTEGER, akun INTEGER, bulan TEXT, debit INTEGER, kredit INTEGER);
CREATE TABLE saldo (berkas INTEGER, baris INTEGER, tanggal TEXT, akun TEXT, jumlah TEXT,
    meta TEXT);
CREATE TABLE buka (berkas INTEGER, baris INTEGER, tanggal TEXT, akun TEXT, meta TEXT);
CREATE TABLE catatan (berkas INTEGER, baris INTEGER, tanggal TEXT, akun TEXT, isi TEXT);
CREATE TABLE masalah (berkas INTEGER, baris INTEGER, kode TEXT, fakta TEXT, saran TEXT,
    berat TEXT);
"""
PENUNJUK = """
CREATE INDEX entri_tanggal ON entri (tanggal);
CREATE INDEX entri_bukti ON entri (bukti);
CREATE INDEX entri_berkas ON entri (berkas);
CREATE INDEX gerak_akun ON gerak (akun, tanggal);
CREATE INDEX gerak_entri ON gerak (entri);
CREATE INDEX gerak_berkas ON gerak (berkas);
CREATE INDEX gerak_ganjil ON gerak (tanggal) WHERE ganjil IS NOT NULL;
CREATE INDEX bulan_akun ON bulan (akun, bulan);
CREATE INDEX bulan_berkas ON bulan (berkas);
CREATE INDEX saldo_akun ON saldo (akun, tanggal);
CREATE INDEX buka_akun ON buka (akun);
"""
_OF_A_FILE = ("entri", "gerak", "bulan", "saldo", "buka", "catatan", "masalah")


def hapus_berkas(db: sqlite3.Connection, path: str) -> None:
    """Take a file and all its rows out."""
    row = db.execute("SELECT id FROM berkas WHERE path = ?", (path,)).fetchone()
    if row is None:
        return
    for table in _OF_A_FILE:
        db.execute(f"DELETE FROM {table} WHERE berkas = ?", row)  # noqa: S608  # our own names
    db.execute("DELETE FROM berkas WHERE id = ?", row)


class Penulis:
    """Puts files into the tables; remembers the accounts it has met."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._akun: dict[str, int] = {n: i for i, n in db.execute("SELECT id, nama FROM akun")}

    def _id(self, akun: str) -> int:
        found = self._akun.get(akun)
        if found is None:
            cursor = self._db.execute("INSERT INTO akun (nama) VALUES (?)", (akun,))
            found = self._akun[akun] = int(cursor.lastrowid or 0)
        return found

    def tulis(self, file: FileText) -> int:
        """Insert one file; its old rows are gone by now. Gives its id."""
        db = self._db
        includes, header = json.dumps(file.includes), _json(file.header)
        cursor = db.execute(
            "INSERT INTO berkas (path, digest, includes, header) VALUES (?, ?, ?, ?)",
            (file.path, file.digest, includes, header),
        )
        key = int(cursor.lastrowid or 0)
        self._rows(key, file)
        return key

    def tambah(self, piece: FileText) -> None:
        """Insert what a file grew by at its end; `digest` is the whole file's."""
        path, digest = piece.path, piece.digest
        self._db.execute("UPDATE berkas SET digest = ? WHERE path = ?", (digest, path))
        row = self._db.execute("SELECT id FROM berkas WHERE path = ?", (path,)).fetchone()
        self._rows(int(row[0]), piece)

    def _rows(self, key: int, file: FileText) -> None:
        db = self._db
        self._entries(key, file)
        db.executemany(
            "INSERT INTO saldo VALUES (?, ?, ?, ?, ?, ?)",
            (
                (key, a.place.line, a.tanggal.isoformat(), a.akun, str(a.jumlah), _json(a.meta))
                for a in file.assertions
            ),
        )
        db.executemany(
            "INSERT INTO buka VALUES (?, ?, ?, ?, ?)",
            (
                (key, o.place.line, o.tanggal.isoformat(), o.akun, _json(o.meta))
                for o in file.openings
            ),
        )
        db.executemany(
            "INSERT INTO catatan VALUES (?, ?, ?, ?, ?)",
            ((key, n.place.line, n.tanggal.isoformat(), n.akun, n.isi) for n in file.notes),
        )
        db.executemany(
            "INSERT INTO masalah VALUES (?, ?, ?, ?, ?, ?)",
            (
                (key, p.place.line if p.place else 0, p.code, p.fact, p.hint, p.berat.value)
                for p in file.problems
            ),
        )

    def _entries(self, key: int, file: FileText) -> None:
        row = self._db.execute("SELECT coalesce(max(id), 0) FROM entri").fetchone()
        number = int(row[0])
        entries: list[tuple[Any, ...]] = []
        moves: list[tuple[Any, ...]] = []
        sums: dict[tuple[int, str], list[int]] = {}
        for number, e in enumerate(file.entries, number + 1):  # noqa: B020  # counts on
            day = e.tanggal.isoformat()
            entries.append(
                (
                    number, key, e.place.line, day, e.bukti, e.jenis, e.uraian, e.pihak,
                    _json(e.meta), " ".join(e.links), " ".join(e.tags), e.flag,
                )
            )  # fmt: skip
            month = day[:7]
            for m in e.movements:
                akun, (sen, ganjil) = self._id(m.akun), _sen(m.jumlah)
                line, meta = m.place.line, _json(m.meta)
                moves.append((number, key, line, day, akun, sen, m.anggota, meta, ganjil))
                both = sums.setdefault((akun, month), [0, 0])
                both[sen < 0] += abs(sen)
        marks = ",".join("?" * 12)
        self._db.executemany(f"INSERT INTO entri VALUES ({marks})", entries)  # noqa: S608
        self._db.executemany("INSERT INTO gerak VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", moves)
        self._db.executemany(
            "INSERT INTO bulan VALUES (?, ?, ?, ?, ?)",
            ((key, akun, month, d, k) for (akun, month), (d, k) in sums.items()),
        )


def _sen(jumlah: Decimal) -> tuple[int, str | None]:
    """Whole sen; an amount that is none, or that no sum could hold, as text beside a 0.

    Such an amount is a mistake, but a wrong book is looked at too, and its sums must be true.
    """
    sen = jumlah * 100
    if abs(sen) < _TERBESAR and sen == int(sen):
        return int(sen), None
    return 0, str(jumlah)


def _json(meta: Mapping[str, str | Decimal]) -> str | None:
    """Metadata as text; an amount is a list of one, so that it comes back as a Decimal."""
    if not meta:
        return None
    plain = {k: v if isinstance(v, str) else [str(v)] for k, v in meta.items()}
    return json.dumps(plain, ensure_ascii=False)


def baca_meta(text: str | None) -> Mapping[str, str | Decimal]:
    """Metadata from the table."""
    if not text:
        return KOSONG
    return {k: v if isinstance(v, str) else Decimal(v[0]) for k, v in json.loads(text).items()}


def baca_tanggal(text: str) -> date:
    """A date from the table."""
    return date.fromisoformat(text)


def baca_sen(sen: int) -> Decimal:
    """An amount from the table."""
    return dari_sen(sen)


def baca_masalah(db: sqlite3.Connection) -> Iterator[Problem]:
    """The problems that reading the files found."""
    rows = db.execute(
        "SELECT path, baris, kode, fakta, saran, berat FROM masalah"
        " JOIN berkas ON berkas.id = masalah.berkas ORDER BY path, baris"
    )
    for path, line, code, fact, hint, berat in rows:
        yield Problem(code, fact, hint, Place(path, line), Berat(berat))
