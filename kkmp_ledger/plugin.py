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

try:
    from kkmp_ledger.app.checking.full_check import check_book
    from kkmp_ledger.app.folder.folder import ANGGOTA
    from kkmp_ledger.app.folder.folder import ASET
    from kkmp_ledger.app.folder.folder import CUSTOMER
    from kkmp_ledger.app.folder.folder import KOPERASI
    from kkmp_ledger.app.folder.folder import PRIBADI
    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.folder.folder import unreadable
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.base.problem import ProblemError
    from kkmp_ledger.base.problem import errors
    from kkmp_ledger.book.read import from_entries
    from kkmp_ledger.book.text_book import TextBook
    from kkmp_ledger.book.tree import INCLUDES
    from kkmp_ledger.book.tree import unlisted
    from kkmp_ledger.koperasi.checks.registry import BEANCOUNT_CODES
except ImportError as error:  # Beancount would print the whole traceback
    _missing: ImportError | None = error
else:
    _missing = None

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Directive

__plugins__ = ("check",)

_POLA = ("segel/*.txt", "rat/*.toml")


class Failure(NamedTuple):
    """An error as Beancount and Fava show it; it carries the problem that it speaks for."""

    source: dict[str, Any]
    message: str
    entry: None
    problem: Problem


class Incomplete(NamedTuple):
    """The one error where the rules cannot be loaded."""

    source: dict[str, Any]
    message: str
    entry: None


def check(
    entries: list[Directive], options: dict[str, Any]
) -> tuple[list[Directive], list[Failure] | list[Incomplete]]:
    """Give the entries back as they came, and every `galat` of the list of checks.

    What Beancount reports itself (an entry that does not balance, a `balance` that fails, an
    account that is not open) is left to it, so that it is said once. A `perhatian` is silent.
    """
    if _missing is not None:
        return entries, [_incomplete(_missing, options)]
    path = Path(options["filename"]).parent
    # Beancount's cache looks at these files only, and must see a register that changed.
    options["include"] = sorted({*options["include"], *map(str, _read(path))})
    if (path / INCLUDES).is_file() and str(path / INCLUDES) not in options["include"]:
        return entries, [_failure(unlisted(), path)]
    try:
        problems = check_book(Folder(path), _book(entries, path))
    except ProblemError as error:
        problems = error.problems
    except PermissionError as error:
        problems = _unreadable(error, path)
    except ModuleNotFoundError as error:  # of a library that only some books need
        return entries, [_incomplete(error, options)]
    told = [p for p in errors(problems) if p.code not in BEANCOUNT_CODES]
    return entries, [_failure(p, path) for p in told]


def _incomplete(error: ImportError, options: dict[str, Any]) -> Incomplete:
    source = {"filename": options["filename"], "lineno": 0}
    message = f"buku ini tidak diperiksa: kkmp-ledger terpasang tidak lengkap ({error})"
    hint = "pasang lagi kkmp-ledger menurut README, lalu ulangi"
    return Incomplete(source, f"{message}\nsaran: {hint}", None)


def _unreadable(error: PermissionError, path: Path) -> list[Problem]:
    """What to say of it; Beancount itself names a file outside the folder."""
    found = unreadable(error, path)
    if found is None:
        raise error
    return list(found.problems)


def _read(path: Path) -> Iterator[Path]:
    """The files beside the ledger that the rules look at."""
    names = (KOPERASI, ANGGOTA, CUSTOMER, PRIBADI, ASET)
    yield from (path / name for name in names if (path / name).is_file())
    for pattern in _POLA:
        yield from path.glob(pattern)


def _book(entries: list[Directive], path: Path) -> TextBook:
    """The loaded entries as plain facts, file by file."""
    by_file: dict[str, list[Directive]] = defaultdict(list)
    for entry in entries:
        by_file[entry.meta["filename"]].append(entry)
    return TextBook(from_entries(found, _relative(name, path)) for name, found in by_file.items())


def _relative(name: str, path: Path) -> str:
    file = Path(name)
    return file.relative_to(path).as_posix() if file.is_relative_to(path) else name


def _failure(problem: Problem, path: Path) -> Failure:
    place = problem.place
    source = {
        "filename": str(path / (place.path if place else KOPERASI)),
        "lineno": place.line if place else 0,
    }
    message = f"{problem.code}: {problem.fact}\nsaran: {problem.hint}"
    return Failure(source, message, None, problem)
