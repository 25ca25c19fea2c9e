"""The tables of the index, and moving facts in and out of them.

Amounts are whole sen (`odd` holds what is none). Everything hangs on `file`: when a file's
digest changes, its rows go and new ones come.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.money import from_sen
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.book.model import EMPTY

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import FileText

VERSION = 10  # raise it when a table or the meaning of a column changes: the index is then rebuilt
_LARGEST = 10**15  # sen: thousands of such amounts still fit in SQLite's 64 bits

TABLES = """
CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT UNIQUE, digest TEXT, includes TEXT,
    header TEXT);
CREATE TABLE akun (id INTEGER PRIMARY KEY, nama TEXT UNIQUE);
CREATE TABLE entry (id INTEGER PRIMARY KEY, file INTEGER, line INTEGER, tanggal TEXT,
    bukti TEXT, jenis TEXT, uraian TEXT, pihak TEXT, meta TEXT, links TEXT, tags TEXT, flag TEXT,
    membalik TEXT, tanggal_asli TEXT, sumber TEXT, lembar TEXT, oleh TEXT, dicatat TEXT,
    alasan TEXT);
CREATE TABLE kind (id INTEGER PRIMARY KEY, akun INTEGER, anggota TEXT, jenis TEXT, reverses INTEGER,
    arus_kas TEXT, UNIQUE (akun, anggota, jenis, reverses, arus_kas));
CREATE TABLE movement (entry INTEGER, file INTEGER, line INTEGER, tanggal TEXT, akun INTEGER,
    sen INTEGER, anggota TEXT, meta TEXT, odd TEXT, hpp TEXT, arus_kas TEXT, jasa TEXT,
    tanggal_asli TEXT, kind INTEGER);
CREATE TABLE month (file INTEGER, akun INTEGER, month TEXT, debit INTEGER, credit INTEGER);
CREATE TABLE assertion (file INTEGER, line INTEGER, tanggal TEXT, akun TEXT, jumlah TEXT,
    meta TEXT, dihitung TEXT, lembar TEXT, bukti TEXT, oleh TEXT, dicatat TEXT);
CREATE TABLE opening (file INTEGER, line INTEGER, tanggal TEXT, akun TEXT, meta TEXT);
CREATE TABLE note (file INTEGER, line INTEGER, tanggal TEXT, akun TEXT, content TEXT, meta TEXT,
    bukti TEXT, membalik TEXT);
CREATE TABLE problem (file INTEGER, line INTEGER, code TEXT, fact TEXT, hint TEXT,
    severity TEXT);
"""
INDEXES = """
CREATE INDEX entry_tanggal ON entry (tanggal);
CREATE INDEX entry_bukti ON entry (bukti);
CREATE INDEX entry_file ON entry (file);
CREATE INDEX entry_membalik ON entry (membalik) WHERE membalik != '';
CREATE INDEX entry_dicatat ON entry (dicatat) WHERE dicatat IS NOT NULL;
CREATE INDEX movement_akun ON movement (akun, tanggal, sen, kind);
CREATE INDEX movement_tanggal ON movement (tanggal, akun, sen);
CREATE INDEX movement_entry ON movement (entry, akun, arus_kas, tanggal, sen, kind);
CREATE INDEX movement_file ON movement (file);
CREATE INDEX movement_odd ON movement (tanggal) WHERE odd IS NOT NULL;
CREATE INDEX month_akun ON month (akun, month, debit, credit);
CREATE INDEX month_file ON month (file);
CREATE INDEX assertion_akun ON assertion (akun, tanggal);
CREATE INDEX note_bukti ON note (bukti) WHERE bukti != '';
CREATE INDEX note_membalik ON note (membalik) WHERE membalik != '';
CREATE INDEX opening_akun ON opening (akun);
"""
_NEW_KIND = """INSERT OR IGNORE INTO kind (akun, anggota, jenis, reverses, arus_kas)
    VALUES (?, ?, ?, ?, ?)"""
_KIND = """SELECT id FROM kind
    WHERE akun = ? AND anggota = ? AND jenis = ? AND reverses = ? AND arus_kas = ?"""
_OF_A_FILE = ("entry", "movement", "month", "assertion", "opening", "note", "problem")


def delete_file(db: sqlite3.Connection, path: str) -> None:
    """Take a file and all its rows out."""
    row = db.execute("SELECT id FROM file WHERE path = ?", (path,)).fetchone()
    if row is None:
        return
    for table in _OF_A_FILE:
        db.execute(f"DELETE FROM {table} WHERE file = ?", row)  # noqa: S608  # our own names
    db.execute("DELETE FROM file WHERE id = ?", row)


class Inserter:
    """Puts files into the tables; remembers the accounts and kinds it has met."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._akun: dict[str, int] = {n: i for i, n in db.execute("SELECT id, nama FROM akun")}
        self._kinds: dict[tuple[int | str, ...], int] = {}

    def _id(self, akun: str) -> int:
        found = self._akun.get(akun)
        if found is None:
            cursor = self._db.execute("INSERT INTO akun (nama) VALUES (?)", (akun,))
            found = self._akun[akun] = int(cursor.lastrowid or 0)
        return found

    def _kind(self, *kind: int | str) -> int:
        """The number of what movements share that are alike: see `Sum`."""
        found = self._kinds.get(kind)
        if found is None:
            self._db.execute(_NEW_KIND, kind)
            found = self._kinds[kind] = int(self._db.execute(_KIND, kind).fetchone()[0])
        return found

    def write(self, file: FileText) -> int:
        """Insert one file; its old rows are gone by now. Gives its id."""
        db = self._db
        includes, header = json.dumps(file.includes), _json(file.header)
        cursor = db.execute(
            "INSERT INTO file (path, digest, includes, header) VALUES (?, ?, ?, ?)",
            (file.path, file.digest, includes, header),
        )
        key = int(cursor.lastrowid or 0)
        self._rows(key, file)
        return key

    def add(self, piece: FileText) -> None:
        """Insert what a file grew by at its end; `digest` is the whole file's."""
        path, digest = piece.path, piece.digest
        self._db.execute("UPDATE file SET digest = ? WHERE path = ?", (digest, path))
        row = self._db.execute("SELECT id FROM file WHERE path = ?", (path,)).fetchone()
        self._rows(int(row[0]), piece)

    def _rows(self, key: int, file: FileText) -> None:
        db = self._db
        self._entries(key, file)
        db.executemany(
            "INSERT INTO assertion VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((key, a.place.line, *_assertion(a)) for a in file.assertions),
        )
        db.executemany(
            "INSERT INTO opening VALUES (?, ?, ?, ?, ?)",
            (
                (key, o.place.line, o.tanggal.isoformat(), o.akun, _json(o.meta))
                for o in file.openings
            ),
        )
        db.executemany(
            "INSERT INTO note VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    key,
                    n.place.line,
                    n.tanggal.isoformat(),
                    n.akun,
                    n.content,
                    _json(n.meta),
                    n.bukti,
                    n.membalik,
                )
                for n in file.notes
            ),
        )
        db.executemany(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?)",
            (
                (key, p.place.line if p.place else 0, p.code, p.fact, p.hint, p.severity.value)
                for p in file.problems
            ),
        )

    def _entries(self, key: int, file: FileText) -> None:
        row = self._db.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()
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
                    e.membalik, _iso(e.tanggal_asli), e.sumber, e.lembar, e.oleh,
                    _iso(e.dicatat), e.alasan,
                )
            )  # fmt: skip
            month = day[:7]
            for m in e.movements:
                akun, (sen, odd) = self._id(m.akun), _sen(m.jumlah)
                hpp = None if m.hpp is None else str(m.hpp)
                moves.append(
                    (
                        number, key, m.place.line, day, akun, sen, m.anggota, _json(m.meta), odd,
                        hpp, m.arus_kas, m.jasa, _iso(m.tanggal_asli),
                        self._kind(akun, m.anggota, e.jenis, bool(e.membalik), m.arus_kas),
                    )
                )  # fmt: skip
                both = sums.setdefault((akun, month), [0, 0])
                both[sen < 0] += abs(sen)
        for table, width, rows in (("entry", 19, entries), ("movement", 14, moves)):
            marks = ",".join("?" * width)
            self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        self._db.executemany(
            "INSERT INTO month VALUES (?, ?, ?, ?, ?)",
            ((key, akun, month, d, k) for (akun, month), (d, k) in sums.items()),
        )


def _assertion(a: Assertion) -> tuple[str | None, ...]:
    return (
        a.tanggal.isoformat(), a.akun, str(a.jumlah), _json(a.meta),
        _iso(a.dihitung), a.lembar, a.bukti, a.oleh, _iso(a.dicatat),
    )  # fmt: skip


def _sen(jumlah: Decimal) -> tuple[int, str | None]:
    """Whole sen; an amount that is none, or that no sum could hold, as text beside a 0.

    Such an amount is a mistake, but a wrong book is looked at too, and its sums must be true.
    """
    sen = jumlah * 100
    if abs(sen) < _LARGEST and sen == int(sen):
        return int(sen), None
    return 0, str(jumlah)


def _json(meta: Mapping[str, str | Decimal]) -> str | None:
    """Metadata as text; an amount is a list of one, so that it comes back as a Decimal."""
    if not meta:
        return None
    plain = {k: v if isinstance(v, str) else [str(v)] for k, v in meta.items()}
    return json.dumps(plain, ensure_ascii=False)


class StoredMeta(Mapping[str, "str | Decimal"]):
    """Metadata from the table, taken apart when somebody looks: nearly all who ask do not."""

    __slots__ = ("_read", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._read: dict[str, str | Decimal] | None = None

    def _values(self) -> dict[str, str | Decimal]:
        if self._read is None:
            pairs = json.loads(self._text).items()
            self._read = {k: v if isinstance(v, str) else Decimal(v[0]) for k, v in pairs}
        return self._read

    def __getitem__(self, key: str) -> str | Decimal:
        return self._values()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values())

    def __len__(self) -> int:
        return len(self._values())


def read_meta(text: str | None) -> Mapping[str, str | Decimal]:
    """Metadata from the table."""
    return StoredMeta(text) if text else EMPTY


def read_date(text: str) -> date:
    """A date from the table."""
    return date.fromisoformat(text)


def maybe_date(text: str | None) -> date | None:
    """A date from the table, or none."""
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def read_sen(sen: int) -> Decimal:
    """An amount from the table."""
    return from_sen(sen)


def read_problems(db: sqlite3.Connection) -> Iterator[Problem]:
    """The problems that reading the files found."""
    rows = db.execute(
        "SELECT path, line, code, fact, hint, severity FROM problem"
        " JOIN file ON file.id = problem.file ORDER BY path, line"
    )
    for path, line, code, fact, hint, severity in rows:
        yield Problem(code, fact, hint, Place(path, line), Severity(severity))
