"""Where a path that some file of the folder names really lies: in the folder, or out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

# What a batch of the books never touches, as any file system may spell it: git runs what lies in
# its own folder.
_GUARDED = frozenset({".git", "git~1", ".kkmp", ".batch"})
_SHOWN = 80  # characters of a path that is told


def real_path(folder: Path, path: str) -> str | None:
    """Where a file of the folder lies when links are followed, relative to it; None outside."""
    try:
        root = folder.resolve()
        return (root / path).resolve().relative_to(root).as_posix()
    except (OSError, RuntimeError, ValueError):  # a link that ends nowhere, or no path at all
        return None


def is_named_inside(folder: Path, path: str) -> bool:
    """Tell whether a path as a file names it, with `/`, stays in the folder, links followed."""
    plain = "\\" not in path and not {"", ".", ".."} & {*path.split("/")}
    return plain and real_path(folder, path) is not None


def is_guarded(path: str) -> bool:
    """Tell whether a real path is the folder itself, or lies where no batch may write."""
    parts = [part.rstrip(" .").casefold() for part in path.split("/")]
    return parts == [""] or any(part in _GUARDED for part in parts)


def outside(path: str, place: Place) -> Problem:
    """BERKAS-LUAR: what the file at `place` names is not opened."""
    fact = f'"{path[:_SHOWN]}" bukan berkas di dalam folder buku, jadi tidak dibuka'
    hint = (
        "kembalikan baris ini dari cadangan; bila itu tautan ke luar, ganti dengan berkasnya"
        " sendiri"
    )
    return Problem("BERKAS-LUAR", fact, hint, place)
