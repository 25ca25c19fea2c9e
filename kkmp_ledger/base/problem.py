"""What is wrong, where, and what to do about it: the one shape in which every room says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.base.codes import CODES
from kkmp_ledger.base.sure import ensure

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How heavy a problem weighs: a `galat` stops a booking, a `perhatian` is only shown."""

    ERROR = "galat"
    WARNING = "perhatian"


class Place(NamedTuple):
    """A line of a file. `path` as it was opened; `line` counts from 1, 0 when unknown.

    `sheet` names the sheet of a workbook that has several.
    """

    path: str
    line: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the data.

    `code` is one of `KODE`; `fact` has the numbers and the names, in Bahasa Indonesia;
    `hint` is one action. A `row` of a spreadsheet or till export is a line, too.
    """

    code: str
    fact: str
    hint: str
    place: Place | None = None
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        """Hold the list of codes closed: a new code is written in `KODE` first."""
        ensure(self.code in CODES, self.code)
        ensure(self.hint, self.code)

    @property
    def order(self) -> tuple[str, str, int, str, str]:
        """Sort key: file order, then code and fact, so that a run prints always the same."""
        place = self.place or Place("")
        return (place.path, place.sheet, place.line, self.code, self.fact)


class ProblemError(Exception):
    """Carries problems from an inner room to a shell; what was asked did not happen.

    With `written` it did, and only its last steps are left to the next command.
    """

    def __init__(self, problems: Problem | Iterable[Problem], *, written: bool = False) -> None:
        """Take one problem or many; they are kept in file order, each once."""
        self.written = written
        many = [problems] if isinstance(problems, Problem) else list(problems)
        ensure(many, "a ProblemError needs a problem")
        self.problems = sorted(dict.fromkeys(many), key=lambda p: p.order)
        super().__init__("; ".join(f"{p.code}: {p.fact}" for p in self.problems))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that stop a booking."""
    return [p for p in problems if p.severity is Severity.ERROR]
