"""A workbook as the tables that it holds: its first sheet, or those that have our names."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Generic
from typing import NamedTuple
from typing import TypeVar

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import folded
from kkmp_ledger.importing.readers import strict_xlsx
from kkmp_ledger.importing.readers.left_out import other_sheets

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

    from kkmp_ledger.importing.readers.strict_xlsx import Listed
    from kkmp_ledger.importing.readers.strict_xlsx import RawSheet
    from kkmp_ledger.importing.source_file import SourceFile


T = TypeVar("T")  # what is made of a table


class Tables(NamedTuple, Generic[T]):
    """What was made of the tables of a workbook, by name, and what to say of its other sheets.

    The table of a workbook whose sheets need no names is called "".
    """

    found: dict[str, T]
    left_out: tuple[Problem, ...]


def read(file: SourceFile, names: Collection[str], take: Callable[[str, RawSheet], T]) -> Tables[T]:
    """Make something of each sheet that is shown under one of the names, in their order.

    Without names of the first that is shown. A named one that is empty, or not there, is no table.
    Raises ProblemError: LEMBAR-GANDA, and whatever is wrong with any of the sheets.
    """
    listed = strict_xlsx.sheets(file)
    if not names:
        others = [s.name for s in listed if s.holds and s.index != strict_xlsx.first(listed)]
        told = other_sheets(file, others, "yang dibaca hanya lembar pertama yang terlihat")
        return Tables({"": take("", strict_xlsx.read(file))}, tuple(told))
    shown = [s for s in listed if s.shown and s.holds]
    if twice := [*_twice(file, shown, names)]:
        raise ProblemError(twice)
    problems: list[Problem] = []
    found: dict[str, T] = {}
    wanted = [(name, s.index) for name in names for s in shown if alike(s.name, name)]
    for name, raw in strict_xlsx.read_several(file, wanted):
        if isinstance(raw, ProblemError):
            problems += raw.problems
        elif raw.row:
            try:
                found[name] = take(name, raw)
            except ProblemError as error:
                problems += error.problems
    if problems:
        raise ProblemError(problems)
    return Tables(found, tuple(_others(file, listed, names)))


def alike(one: str, other: str) -> bool:
    """Tell whether two names of sheets say the same: capitals, spaces and hyphens do not count."""
    return folded(one.replace("-", " ")) == folded(other.replace("-", " "))


def named(listed: Iterable[str], names: Iterable[str]) -> list[str]:
    """Those of the sheets that have one of the names."""
    return [one for one in listed if any(alike(one, name) for name in names)]


def _twice(file: SourceFile, shown: Iterable[Listed], names: Iterable[str]) -> Iterator[Problem]:
    for name in names:
        same = [sheet.name for sheet in shown if alike(sheet.name, name)]
        if len(same) > 1:
            fact = f"lembar {name} ada {len(same)} kali: {', '.join(same)}"
            hint = "jadikan satu lembar, atau ganti nama lembar yang tidak ikut dibukukan"
            yield Problem("LEMBAR-GANDA", fact, hint, file.place())


def _others(
    file: SourceFile, listed: Iterable[Listed], names: Collection[str]
) -> Iterator[Problem]:
    """Sheets with other names; and those with ours that are hidden, which are nobody's."""
    filled = [sheet for sheet in listed if sheet.holds]
    ours = named((sheet.name for sheet in filled), names)
    hidden = [s.name for s in filled if s.name in ours and not s.shown]
    others = [s.name for s in filled if s.name not in ours]
    yield from other_sheets(file, hidden, "lembar yang disembunyikan dilewati")
    yield from other_sheets(
        file, others, "yang dibaca hanya lembar yang dinamai seperti di kkmp templat"
    )
