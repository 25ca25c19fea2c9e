"""What Beancount itself makes of the ledger, for what only Beancount can say."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core import data
from beancount.ops import summarize
from beancount.ops import validation
from beancount.parser import booking

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.dialect import CURRENCY
from kkmp_ledger.book.dialect import OPTIONS
from kkmp_ledger.book.dialect import PLUGIN
from kkmp_ledger.book.dialect import foreign_plugin
from kkmp_ledger.book.parsed import division_problems
from kkmp_ledger.book.parsed import without_gc
from kkmp_ledger.book.tree import MAIN
from kkmp_ledger.book.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.parsed import LedgerText

_NAMED_PLUGIN = re.compile(r'^\s*plugin\s+"([^"]*)"')
_FAILED_PLUGIN = re.compile(r'Error (?:importing|applying plugin) "([^"]*)"')
_TRACEBACK = "Traceback (most recent call last)"
_HINT = "jalankan bean-check main.beancount untuk kata Beancount sendiri"
_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A ledger as Beancount loads it: its directives, and its complaints as problems."""

    entries: list[data.Directive]
    options: dict[str, Any]
    problems: tuple[Problem, ...]


def load(text: LedgerText) -> Loaded:
    """What Beancount's loader makes of the ledger, from the parse that our facts come of.

    The steps of `beancount.loader.load_file` after parsing, in its order: include, sort, book, its
    own checks, validate. No plugin runs, not even ours: who loads here runs the rules himself.
    Raises ProblemError DIALEK for a foreign plugin and for what Beancount's parser dies of, and
    BERKAS-TIADA without `main.beancount`.
    """
    _demand_own_plugin({path: file.content for path, file in text.files.items()})
    divided = [p for file in text.files.values() for p in division_problems(file)]
    if divided or MAIN not in text.files:
        raise ProblemError(divided or text.problems)
    with without_gc():
        entries, errors, options = _gathered(text)
        entries.sort(key=data.entry_sortkey)
        entries, wrong = booking.book(entries, options)  # type: ignore[no-untyped-call]
        entries, errors = loader.run_transformations(entries, [*errors, *wrong], options, None)
        errors += validation.validate(entries, options)  # type: ignore[no-untyped-call]
    problems = tuple(_problem(error, text.folder) for error in errors)
    return Loaded(entries, options, problems)


def _gathered(text: LedgerText) -> tuple[list[data.Directive], list[Any], dict[str, Any]]:
    """The directives of all files, in the order in which Beancount's loader comes to them.

    Of files that do not belong to the book (outside the folder, behind a glob) it is said that they
    are not there: `read_tree` has named them.
    """
    entries: list[data.Directive] = []
    errors: list[Any] = []
    options: dict[str, dict[str, Any]] = {}
    queue = deque([MAIN])
    while queue:
        path = queue.popleft()
        if path in options:
            errors.append(_not_loaded(f'Duplicate filename parsed: "{text.folder / path}"'))
            continue
        found = text.files[path].parsed
        entries += found.directives
        errors += found.errors
        options[path] = found.options
        for name in found.options["include"]:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
            if target in text.files and not _WILD & set(name):
                queue.append(target)
            else:
                errors.append(_not_loaded(f'File glob "{name}" does not match any files'))
    main, *others = options.values()
    files = sorted(str(text.folder / path) for path in options)
    merged = loader.aggregate_options_map({**main, "include": files}, others)
    return entries, errors, {**merged, "plugin": []}


def _not_loaded(message: str) -> loader.LoadError:
    return loader.LoadError(data.new_metadata("<load>", 0), message)


def demand_own_plugin(folder: Path) -> None:
    """Refuse a ledger that has Beancount run another plugin: that is a program, not a book.

    Raises ProblemError DIALEK before any of it is imported.
    """
    _demand_own_plugin(read_tree(folder)[0])


def _demand_own_plugin(files: Mapping[str, bytes]) -> None:
    found = [
        foreign_plugin(name, Place(path, number))
        for path, content in files.items()
        if b"plugin" in content
        for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), 1)
        for name in _NAMED_PLUGIN.findall(line)
        if name != PLUGIN
    ]
    if found:
        raise ProblemError(found)


def sentence(message: str) -> str:
    """What Beancount says, on one line; of a traceback only what it ends in."""
    text = message.strip()
    if _TRACEBACK in text:
        named = _FAILED_PLUGIN.match(text)
        what = f'plugin "{named[1]}"' if named else "Beancount"
        return f"{what} tidak dapat berjalan di sini: {text.splitlines()[-1].strip()}"
    return " ".join(text.split())


def _problem(error: Any, folder: Path) -> Problem:
    source = error.source or {}
    name = Path(str(source.get("filename", MAIN)))
    path = name.relative_to(folder) if name.is_relative_to(folder) else Path(name.name)
    line = int(source.get("lineno", 0))
    fact = f"Beancount menolak baris ini: {sentence(str(error.message))}"
    return Problem("BEANCOUNT", fact, _HINT, Place(path.as_posix(), line))


def clamp_result(loaded: Loaded, period: Period) -> Decimal:
    """Beancount's own sum of income and expense in the period, by its `clamp` (debit positive).

    What lies before it would move to equity, and of income and expense nothing would be left:
    walking all of that again for each year is spared by not handing it over.
    """
    day = attrgetter("date")  # Beancount hands its entries out in order of date
    first = bisect_left(loaded.entries, period.start, key=day)
    within = loaded.entries[first : bisect_left(loaded.entries, period.until, key=day)]
    entries, _ = summarize.clamp_opt(within, period.start, period.until, loaded.options)
    roots = (OPTIONS["name_income"], OPTIONS["name_expenses"])
    total = Decimal()
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                root = posting.account.partition(":")[0]
                units = posting.units
                if root in roots and units and units.currency == CURRENCY and units.number:
                    total += units.number
    return total
