"""Where the derived things of a folder lie: in the reader's own cache, never in the folder itself.

What is handed over proves nothing: an index or a verdict that came with a book is not looked at.
"""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from kkmp_ledger.base.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

_OF_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def derived_folder(cache: Path | None, folder: Path) -> Path | None:
    """The folder for what is derived of the book in `folder`, made with mode 0700.

    Named by the book's real path and the program's version. None where there is no cache that only
    the reader can write: nothing is kept then, and everything is computed in memory.
    """
    if cache is None:
        return None
    try:
        book, cache = folder.resolve(), cache.resolve()
        if cache.is_relative_to(book):  # it would be handed over with the book
            return None
        _make(cache)
        if not _is_own(cache):
            return None
        name = os.fsencode(book) + b"\0" + VERSION.encode()
        path = cache / hashlib.sha256(name).hexdigest()[:32]
        _make(path)
        if not _is_own(path):
            _remove(path)
            path.mkdir(mode=0o700)
        return path if _is_own(path) else None
    except (OSError, RuntimeError):  # a full disk, no permission, links in a circle
        return None


def write_derived(file: Path, text: str) -> None:
    """Replace a derived file at once, for its owner alone; where that fails, it is as it was.

    A full disk or a cache that cannot be written fails nobody: it is only computed again.
    """
    new = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        new.touch(mode=0o600)
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(file)
    except OSError:
        return


def _make(path: Path) -> None:
    """Make the folder and those above it that are missing, each for its owner alone."""
    if not path.exists():
        _make(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def _is_own(path: Path) -> bool:
    """Tell whether it is a folder of ours that nobody else can write, and no link to one."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows: a user's profile is his own by the system's rules
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & _OF_OTHERS


def _remove(path: Path) -> None:
    import shutil  # noqa: PLC0415  # it brings three compressors, and next to no look removes

    if path.is_symlink() or not path.is_dir():
        path.unlink()
    else:
        shutil.rmtree(path)
