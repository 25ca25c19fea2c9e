"""Loads the ledger as Beancount itself does, for what only Beancount can say."""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core import data
from beancount.ops import summarize

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.dialect import CURRENCY
from kkmp_ledger.book.dialect import OPTIONS
from kkmp_ledger.book.dialect import PLUGIN
from kkmp_ledger.book.dialect import foreign_plugin
from kkmp_ledger.book.read import without_gc
from kkmp_ledger.book.tree import MAIN
from kkmp_ledger.book.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.base.period import Period

_without_plugin: ContextVar[bool] = ContextVar("tanpa_plugin", default=False)
_NAMED_PLUGIN = re.compile(r'^\s*plugin\s+"([^"]*)"')
_FAILED_PLUGIN = re.compile(r'Error (?:importing|applying plugin) "([^"]*)"')
_TRACEBACK = "Traceback (most recent call last)"
_HINT = "jalankan bean-check main.beancount untuk kata Beancount sendiri"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A ledger as Beancount loaded it: its directives, and its complaints as problems."""

    entries: list[data.Directive]
    options: dict[str, Any]
    problems: tuple[Problem, ...]


@contextmanager
def _plugin_still() -> Iterator[None]:
    token = _without_plugin.set(True)
    try:
        yield
    finally:
        _without_plugin.reset(token)


def plugin_is_still() -> bool:
    """Tell whether a load is under way that runs the rules itself and wants no plugin."""
    return _without_plugin.get()


def load(folder: Path) -> Loaded:
    """Load `main.beancount` through Beancount's loader, without its cache and our plugin.

    Raises ProblemError DIALEK as `demand_own_plugin` does.
    """
    demand_own_plugin(folder)
    with _plugin_still(), without_gc():
        # Its cache is a pickle beside the ledger: code for whoever may write there.
        loader.initialize(use_cache=False)
        entries, errors, options = loader.load_file(str(folder / MAIN))
    problems = tuple(_problem(error, folder.resolve()) for error in errors)
    return Loaded(entries, options, problems)


def demand_own_plugin(folder: Path) -> None:
    """Refuse a ledger that has Beancount run another plugin: that is a program, not a book.

    Raises ProblemError DIALEK before any of it is imported.
    """
    files, _ = read_tree(folder)
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

    What lies before is moved to equity by Beancount, so what is left is the period's result.
    """
    entries, _ = summarize.clamp_opt(loaded.entries, period.start, period.until, loaded.options)
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
