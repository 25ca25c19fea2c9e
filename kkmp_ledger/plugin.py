"""Beancount plugin that checks a loaded book by the cooperative's rules, and generates nothing.

`plugin "kkmp_ledger.plugin"` in `main.beancount` makes bean-check and Fava say what `kkmp cek` says
of the ledger, the registers and the spec. Documents and proofs are left to `kkmp cek`.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from kkmp_ledger.app.cek import periksa_buku
from kkmp_ledger.app.folder import ANGGOTA
from kkmp_ledger.app.folder import ASET
from kkmp_ledger.app.folder import KOPERASI
from kkmp_ledger.app.folder import PELANGGAN
from kkmp_ledger.app.folder import PRIBADI
from kkmp_ledger.app.folder import Folder
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import galat
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.book.muat import plugin_diam
from kkmp_ledger.book.read import dari_entri
from kkmp_ledger.koperasi.aturan.periksa import KODE_BEANCOUNT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Directive

__plugins__ = ("periksa",)

_DIBACA = (KOPERASI, ANGGOTA, PELANGGAN, PRIBADI, ASET)
_POLA = ("segel/*.txt", "rat/*.toml")


class Kesalahan(NamedTuple):
    """An error as Beancount and Fava show it; it carries the problem that it speaks for."""

    source: dict[str, Any]
    message: str
    entry: None
    problem: Problem


def periksa(
    entries: list[Directive], options: dict[str, Any]
) -> tuple[list[Directive], list[Kesalahan]]:
    """Give the entries back as they came, and every `galat` of the list of checks.

    What Beancount reports itself (an entry that does not balance, a `balance` that fails, an
    account that is not open) is left to it, so that it is said once. A `perhatian` is silent.
    """
    if plugin_diam():
        return entries, []
    path = Path(options["filename"]).parent
    # Beancount's cache looks at these files only, and must see a register that changed.
    options["include"] = sorted({*options["include"], *map(str, _dibaca(path))})
    try:
        problems = periksa_buku(Folder(path), _buku(entries, path))
    except ProblemError as error:
        problems = error.problems
    told = [p for p in galat(problems) if p.code not in KODE_BEANCOUNT]
    return entries, [_kesalahan(p, path) for p in told]


def _dibaca(path: Path) -> Iterator[Path]:
    """The files beside the ledger that the rules look at."""
    yield from (path / name for name in _DIBACA if (path / name).is_file())
    for pattern in _POLA:
        yield from path.glob(pattern)


def _buku(entries: list[Directive], path: Path) -> Buku:
    """The loaded entries as plain facts, file by file."""
    by_file: dict[str, list[Directive]] = defaultdict(list)
    for entry in entries:
        by_file[entry.meta["filename"]].append(entry)
    return Buku(dari_entri(found, _relatif(name, path)) for name, found in by_file.items())


def _relatif(name: str, path: Path) -> str:
    file = Path(name)
    return file.relative_to(path).as_posix() if file.is_relative_to(path) else name


def _kesalahan(problem: Problem, path: Path) -> Kesalahan:
    place = problem.place
    source = {
        "filename": str(path / (place.path if place else KOPERASI)),
        "lineno": place.line if place else 0,
    }
    message = f"{problem.code}: {problem.fact}\nsaran: {problem.hint}"
    return Kesalahan(source, message, None, problem)
