"""Opens the database of the index: refreshes it, makes it anew, or does without a file."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.book.index import tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAMA = "indeks.sqlite"
_KEY = "indeks.kunci"
# The index is good, but not for this process now: it must not be made anew.
_NOT_TO_BE_HAD = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY", "SQLITE_LOCKED")


def open_database(derived: Path | None, content: Mapping[str, bytes]) -> sqlite3.Connection:
    """The database, fresh for these ledger files; files whose digest changed are read again.

    It lies in the folder of derived things; where there is none, it lasts one command.
    """
    if derived is not None:
        path = derived / _NAMA
        try:
            return _connect(path, content) or _build(path, content)
        except (OSError, sqlite3.OperationalError):
            pass  # a full disk, or a cache that cannot be written, fails nothing
    db = sqlite3.connect(":memory:")
    _fill(db, content)
    return db


def _connect(path: Path, content: Mapping[str, bytes]) -> sqlite3.Connection | None:
    """Open and refresh an index that this version wrote; None when there is none to use."""
    if not path.exists():
        return None
    db = sqlite3.connect(path, timeout=30)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        if db.execute("PRAGMA user_version").fetchone() == (tables.VERSION,):
            _refresh(db, content)
            return db
    except sqlite3.OperationalError as error:
        db.close()
        if in_use(error):
            raise
    except sqlite3.DatabaseError:
        pass  # a damaged index is made anew from the text: nothing is lost with it
    db.close()
    return None


def in_use(error: sqlite3.DatabaseError) -> bool:
    """Tell whether the index is good, but not to be had by this process now."""
    name = getattr(error, "sqlite_errorname", "")
    return isinstance(error, sqlite3.OperationalError) and name.startswith(_NOT_TO_BE_HAD)


def discard(derived: Path) -> None:
    """Throw the index away; the next look makes it anew from the text."""
    for path in derived.glob(f"{_NAMA}*"):
        path.unlink(missing_ok=True)


def digests(db: sqlite3.Connection) -> dict[str, str]:
    """The SHA-256 of every ledger file, by path."""
    return dict(db.execute("SELECT path, digest FROM file").fetchall())


def _build(path: Path, content: Mapping[str, bytes]) -> sqlite3.Connection:
    """Make the index anew, beside the old one, and put it in its place when it is whole."""
    from filelock import FileLock  # noqa: PLC0415  # the index is nearly always there

    with FileLock(path.with_name(_KEY)):  # two who look at the same moment build it once
        if found := _connect(path, content):
            return found
        new = path.with_suffix(".baru")
        for leftover in (new, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            leftover.unlink(missing_ok=True)
        new.touch(mode=0o600)
        db = sqlite3.connect(new)
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        _fill(db, content)
        db.close()
        new.replace(path)
        opened = _connect(path, content)
    assert opened is not None
    return opened


def _fill(db: sqlite3.Connection, content: Mapping[str, bytes]) -> None:
    from kkmp_ledger.book.parsed import without_gc  # noqa: PLC0415  # Beancount when it is needed
    from kkmp_ledger.book.read import read  # noqa: PLC0415

    with without_gc():
        db.executescript(tables.TABLES)
        db.execute("BEGIN")
        writer = tables.Inserter(db)
        for name in sorted(content):
            writer.write(read(content[name], name))
        db.commit()
        db.executescript(tables.INDEXES + f"PRAGMA user_version = {tables.VERSION};")


def _refresh(db: sqlite3.Connection, content: Mapping[str, bytes]) -> None:
    now = {name: digest_bytes(data) for name, data in content.items()}
    if digests(db) == now:
        return
    from kkmp_ledger.book.read import read  # noqa: PLC0415  # Beancount's parser only when needed

    db.execute("BEGIN IMMEDIATE")
    known = digests(db)  # somebody may have refreshed it in the meantime
    for name in known:
        if now.get(name) != known[name]:
            tables.delete_file(db, name)
    writer = tables.Inserter(db)
    for name in content:
        if known.get(name) != now[name]:
            writer.write(read(content[name], name))
    db.commit()
