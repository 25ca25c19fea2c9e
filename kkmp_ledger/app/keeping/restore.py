"""Brings a backup back into a new folder: all of it, compared byte for byte, or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kkmp_ledger.app.folder.folder import CUSTOMER
from kkmp_ledger.app.folder.folder import PRIBADI
from kkmp_ledger.app.keeping import archive as form
from kkmp_ledger.app.keeping.backup import opened
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.tree import MAIN

if TYPE_CHECKING:
    import zipfile

    from kkmp_ledger.app.keeping.archive import Manifest

_OWNER_ONLY = 0o600
_GUARDED = frozenset({PRIBADI, CUSTOMER})


def restore(path: Path, target: Path) -> Manifest:
    """Bring the backup `path` back as the folder `target`, which is new or empty.

    Raises ProblemError with nothing left behind.
    """
    target = target.resolve()
    _demand_new(target)
    with opened(path) as archive:
        manifest = form.read_manifest(archive)
        try:
            _restore(archive, manifest, target)
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else type(error).__name__
            fact = f'folder "{target}" tidak dapat ditulis: {reason}'
            hint = "periksa sisa ruang dan izin di sana, atau pilih folder lain"
            raise ProblemError(Problem("TULIS-GAGAL", fact, hint)) from error
    return manifest


def _demand_new(target: Path) -> None:
    if os.path.lexists(target) and not (target.is_dir() and not any(target.iterdir())):
        fact = f"folder {target.name} sudah berisi"
        raise ProblemError(Problem("FOLDER-ISI", fact, "pakai nama folder yang belum ada"))
    if any((parent / MAIN).is_file() for parent in target.parents):
        fact = f'"{target}" ada di dalam folder buku lain'
        raise ProblemError(Problem("FOLDER-ISI", fact, "pakai folder di luar buku itu"))
    if not target.parent.is_dir():
        fact = f'folder "{target.parent}" tidak ada'
        raise ProblemError(Problem("TULIS-GAGAL", fact, "buat foldernya dulu, atau pilih yang ada"))


def _restore(archive: zipfile.ZipFile, manifest: Manifest, target: Path) -> None:
    """Unpack beside the target, then give the folder its name. Raises OSError, ProblemError."""
    free = shutil.disk_usage(target.parent).free
    if free < manifest.size:
        fact = f"diska tidak cukup: perlu {manifest.size // 1024**2 + 1} MB"
        hint = "kosongkan ruang di sana, atau pilih folder di diska lain"
        raise ProblemError(Problem("TULIS-GAGAL", fact, hint))
    made = Path(tempfile.mkdtemp(dir=target.parent, prefix=".kkmp-pulih-"))
    try:
        for folder in manifest.folders:
            (made / folder).mkdir(parents=True, exist_ok=True)
        for file in manifest.files:
            place = made / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            content = form.pieces(archive, form.INSIDE + file.path, file.size)
            mode = _OWNER_ONLY if file.path in _GUARDED else file.mode | _OWNER_ONLY
            handle = os.open(place, _FLAGS, _OWNER_ONLY)
            with os.fdopen(handle, "wb") as written:
                form.demand_same(file, form.digest_of(content, written)[0])
                written.flush()
                os.fsync(written.fileno())
            place.chmod(mode)  # who restores a book may always write it, also from a read-only copy
        _demand_written(made, manifest)
        mask = os.umask(0)
        os.umask(mask)
        made.chmod(0o777 & ~mask)
        if target.is_dir():
            target.rmdir()  # it is empty: Windows renames onto no folder
        made.rename(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)  # it is still there where something failed


_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _demand_written(made: Path, manifest: Manifest) -> None:
    """Read every file again from where it was put: what the disk gives back is what counts."""
    for file in manifest.files:
        with (made / file.path).open("rb") as source:
            form.demand_same(file, form.digest_of(form.read_pieces(source))[0])
