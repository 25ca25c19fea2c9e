"""The ledger's files as they are now: each read from disk once, and parsed once for all who ask."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.parser import parser

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.book.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from beancount.core import data

    from kkmp_ledger.book.model import FileText

# A division outside a string or a comment; Beancount's parser dies of one by zero.
_DIVISION = re.compile(r'("(?:[^"\\]|\\.)*"|;[^\n]*)|(?<=[\d)])\s*/(?=[\s\d.(+-])', re.DOTALL)
_DATE = re.compile(r"\b\d{4}/\d{1,2}/\d{1,2}")
_NUMBER_ENDS = ("", *"0123456789)")
DIVISION = "pembagian tidak ditulis di buku koperasi"
_known: ContextVar[dict[tuple[str, int, str], FileText] | None] = ContextVar("known", default=None)


class Parsed(NamedTuple):
    """What Beancount's parser makes of one file."""

    directives: list[data.Directive]
    errors: list[Any]
    options: dict[str, Any]


class LedgerFile:
    """One file's bytes. It is parsed when somebody first asks what it says, and only then."""

    def __init__(
        self, content: bytes, path: str, first_line: int = 1, *, filename: str = ""
    ) -> None:
        """Take the bytes; `path` is relative to the folder, `filename` what Beancount calls it.

        `first_line` is the number of its first line, when it is a part of something larger.
        """
        self.content = content
        self.path = path
        self.first_line = first_line
        self._filename = filename or path

    @cached_property
    def parsed(self) -> Parsed:
        """The parser's result; a division by zero in the text would end the process."""
        with without_gc():
            return Parsed(
                *parser.parse_string(
                    self.content,
                    report_filename=self._filename,
                    report_firstline=self.first_line,
                )
            )


class LedgerText:
    """All files from `main.beancount` down its includes; `problems` are those of the tree.

    Facts (`TextBook.of`) and Beancount's verdict (`load`) come of the same bytes and one parse.
    """

    def __init__(self, folder: Path) -> None:
        """Read the tree. Raises ProblemError as `read_tree` does."""
        self.folder = folder.resolve()
        content, self.problems = read_tree(folder)
        self.files = {
            path: LedgerFile(found, path, filename=str(self.folder / path))
            for path, found in content.items()
        }


def division_problems(file: LedgerFile) -> tuple[Problem, ...]:
    """Each amount of the file that is a division: asked before the file is parsed."""
    hint = "tulis hasilnya"
    lines = _divisions(file.content.decode("utf-8", "replace"))
    return tuple(Problem("DIALEK", DIVISION, hint, Place(file.path, line)) for line in lines)


def _divisions(text: str) -> Iterator[int]:
    """The lines on which an amount is a division."""
    at = text.find("/")
    while at >= 0 and text[max(0, at - 9) : at].rstrip(" \t")[-1:] not in _NUMBER_ENDS:
        at = text.find("/", at + 1)
    if at < 0:  # the usual file: paths in comments and texts
        return
    plain = _DATE.sub(lambda match: match[0].replace("/", "-"), text)
    for match in _DIVISION.finditer(plain):
        if match[1] is None:
            yield plain.count("\n", 0, match.end()) + 1


@contextmanager
def each_read_once() -> Iterator[None]:
    """While it lasts, the same bytes are read once: by the index, for what proves, at the door."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once(file: LedgerFile, facts: Callable[[LedgerFile], FileText]) -> FileText:
    """The facts of a file, the same as before where these very bytes were read before."""
    known = _known.get()
    if known is None:
        return facts(file)
    key = (file.path, file.first_line, digest_bytes(file.content))
    if key not in known:
        known[key] = facts(file)
    return known[key]


@contextmanager
def without_gc() -> Iterator[None]:
    """Hold the garbage collector still while many objects are made: 40 % of a cold load.

    What was made then counts as old: else the collector would walk all of it several times over
    as soon as it wakes, and a ledger has nothing to collect.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # into the oldest generation
        if was:
            gc.enable()
