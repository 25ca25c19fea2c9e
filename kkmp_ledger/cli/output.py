"""Puts a report where it was asked: never onto a file of a book, and whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from kkmp_ledger.app.folder.folder import ANGGOTA
from kkmp_ledger.app.folder.folder import ASET
from kkmp_ledger.app.folder.folder import CUSTOMER
from kkmp_ledger.app.folder.folder import KOPERASI
from kkmp_ledger.app.folder.folder import PRIBADI
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.tree import MAIN

_FILES = {KOPERASI, ANGGOTA, PRIBADI, CUSTOMER, ASET, ".gitignore", ".gitattributes"}
_FOLDERS = {"segel", "rat", "dokumen", ".kkmp", ".batch", ".git"}
_LEDGER = ".beancount"
_OWNER_ONLY = 0o600


def demand_own_file(target: Path) -> None:
    """Refuse a file that belongs to a book, named as such or reached by a link (TULIS-GAGAL)."""
    for path in (Path(os.path.abspath(target)), target.resolve()):  # noqa: PTH100  # links stand
        for folder in path.parents:
            if (folder / MAIN).is_file() and _of_the_book(path.relative_to(folder)):
                fact = f'"{target}" adalah tempat berkas buku koperasi'
                hint = "pilih nama lain, sebaiknya di luar folder buku"
                raise ProblemError(Problem("TULIS-GAGAL", fact, hint))


def _of_the_book(name: Path) -> bool:
    """Tell whether a path inside a book's folder is the book's; Windows heeds no capitals."""
    parts = [part.casefold() for part in name.parts]
    alone = len(parts) == 1 and parts[0] in _FILES
    return alone or parts[0] in _FOLDERS or parts[-1].endswith(_LEDGER)


def put(content: bytes, target: Path, *, private: bool) -> None:
    """Write a file beside its place and move it there; `private` is for the owner's eyes alone.

    Raises ProblemError TULIS-GAGAL.
    """
    demand_own_file(target)
    try:
        _put(content, target.resolve(), private=private)
    except OSError:
        fact = f'"{target}" tidak dapat ditulis'
        hint = "pilih nama atau folder lain, atau tutup berkas itu bila sedang terbuka"
        raise ProblemError(Problem("TULIS-GAGAL", fact, hint)) from None


def _put(content: bytes, target: Path, *, private: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not target.is_file():  # a terminal or a pipe is nothing to replace
        target.write_bytes(content)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".kkmp-", suffix=target.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(_OWNER_ONLY if private else _mode(target))
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)  # it is still there where something failed


def _mode(target: Path) -> int:
    """The mode of the file that is replaced, else that of any new file."""
    if target.is_file():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
