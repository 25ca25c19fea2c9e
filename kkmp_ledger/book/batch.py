"""Replaces several files as if they were one: after a crash all of them are new, or none.

New contents are first written whole into `.batch/`, then a list of where they belong, then the
marker `selesai`; only then does each take its place. Whoever comes next under the lock finishes
a `.batch` that has the marker and throws away one that has not.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book import confined
from kkmp_ledger.book.batch_list import DONE
from kkmp_ledger.book.batch_list import LIST
from kkmp_ledger.book.batch_list import NAMA
from kkmp_ledger.book.batch_list import SOURCE
from kkmp_ledger.book.batch_list import TARGET
from kkmp_ledger.book.batch_list import demand_own
from kkmp_ledger.book.batch_list import read_steps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

PLAIN = 0o644
PRIBADI = 0o600


class Content(NamedTuple):
    """What a file is to hold, and who may read it."""

    content: bytes
    mode: int = PLAIN


def replace(folder: Path, new: Mapping[str, Content], delete: Sequence[str] = ()) -> None:
    """Write every file of `baru` and remove those of `hapus`, all or none.

    Paths are relative to the folder; a link inside it is followed. Raises ProblemError
    (TULIS-GAGAL, BERKAS-DIPEGANG) with nothing changed. The caller holds the lock.
    """
    targets = [real_path(folder, path) for path in new]
    if len(set(targets)) < len(targets):
        twice = next(path for path, t in zip(new, targets, strict=True) if targets.count(t) > 1)
        raise _foreign_link(twice, "tautan ke berkas buku yang lain")
    delete = [real_path(folder, path) for path in delete]
    for path in (*targets, *delete):
        if confined.is_guarded(path):
            raise _foreign_link(path, "tempat yang bukan milik buku")
        _demand_free(folder, path)
    area = folder / NAMA
    try:
        area.mkdir(mode=0o700)
        steps = []
        for number, (path, content) in enumerate(zip(targets, new.values(), strict=True)):
            name = f"{number:04d}"
            _write(area / name, content.content, content.mode)
            steps.append({TARGET: path, SOURCE: name})
        steps += [{TARGET: path, SOURCE: ""} for path in delete]
        _write(area / LIST, json.dumps(steps).encode(), PRIBADI)
        _sync(area)
        if len(steps) > 1:
            _write(area / DONE, b"", PRIBADI)
            _sync(area)
    except OSError as error:
        shutil.rmtree(area, ignore_errors=True)
        raise failed(error, folder) from error
    # One file needs no marker: its own replacement is the moment from which it is booked.
    try:
        _finish(folder, steps)
    except OSError as error:
        begun = len(steps) > 1 and not all((area / s[SOURCE]).exists() for s in steps)
        if not begun:
            (area / DONE).unlink(missing_ok=True)
            shutil.rmtree(area, ignore_errors=True)
        raise failed(error, folder, done=begun) from error


def real_path(folder: Path, path: str) -> str:
    """Where a file of the folder lies when links are followed, relative to the folder.

    Raises ProblemError TULIS-GAGAL for what lies outside: a write there is nobody's wish.
    """
    real = confined.real_path(folder, path)
    if real is None:
        raise _foreign_link(path, "tautan ke luar folder buku")
    return real


def _foreign_link(path: str, what: str) -> ProblemError:
    hint = "ganti tautan itu dengan berkasnya sendiri, lalu ulangi perintahnya"
    return ProblemError(Problem("TULIS-GAGAL", f"{path} adalah {what}", hint, Place(path)))


def is_unfinished(folder: Path) -> bool:
    """Tell whether a killed writer got past its commit point: what one reads now may be half old.

    Before it nothing was replaced; what it left is litter, which the next writer takes away. Of
    what somebody else left and nobody may look into, the worse is supposed.
    """
    try:
        (folder / NAMA / DONE).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def recover(folder: Path) -> bool:
    """Finish or throw away what a killed writer left. True when something was finished.

    The caller holds the lock. Raises ProblemError TULIS-GAGAL, and BATCH-ASING with nothing done
    where the `.batch` is not the caller's own, is damaged, or reaches out of the folder.
    """
    area = folder / NAMA
    if not os.path.lexists(area):
        return False
    try:
        demand_own(folder)
        if not os.path.lexists(area / DONE):
            shutil.rmtree(area)
            return False
        _finish(folder, read_steps(folder))
    except OSError as error:
        raise failed(error, folder, done=True) from error
    return True


def _finish(folder: Path, steps: Sequence[Mapping[str, str]]) -> None:
    area = folder / NAMA
    for step in steps:
        target = folder / step[TARGET]
        source = area / step[SOURCE] if step[SOURCE] else None
        if source is None:
            target.unlink(missing_ok=True)
        elif source.exists():  # else it took its place before the crash
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    # It is booked now, whatever happens to the rest: to say that it failed would have it twice.
    try:
        for parent in {(folder / step[TARGET]).parent for step in steps}:
            _sync(parent)
        # The marker goes first: without it the rest of the folder is only litter.
        (area / DONE).unlink(missing_ok=True)
        shutil.rmtree(area)
    except OSError:
        return  # the next command tidies up


def _demand_free(folder: Path, path: str) -> None:
    """Ask the system whether the file may be replaced: Windows refuses while Excel holds it."""
    target = folder / path
    parent = next(p for p in target.parents if p.is_dir())
    effective = os.access in os.supports_effective_ids
    if not os.access(parent, os.W_OK, effective_ids=effective):
        raise failed(PermissionError(errno.EACCES, path), folder)
    if target.exists():
        try:
            with target.open("r+b"):
                pass
        except PermissionError as error:
            fact = f"berkas {path} dipegang program lain atau tidak boleh ditulis"
            hint = "tutup berkas itu dulu, lalu ulangi perintahnya"
            raise ProblemError(Problem("BERKAS-DIPEGANG", fact, hint, Place(path))) from error


def failed(error: OSError, folder: Path, *, done: bool = False) -> ProblemError:
    """TULIS-GAGAL: nothing was written; with `selesai` the next command writes the rest."""
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    fact = f"tidak dapat menulis ke folder {folder.name}: {reason}"
    hint = "periksa sisa ruang dan izin folder; tidak ada yang berubah"
    if done:
        hint = "tutup program lain yang memegang berkasnya; perintah berikutnya menyelesaikannya"
    return ProblemError(Problem("TULIS-GAGAL", fact, hint), written=done)


def _write(path: Path, content: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the folder's names durable, where the system knows how."""
    if sys.platform == "win32":  # pragma: no cover  # no CI runs there; it cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
