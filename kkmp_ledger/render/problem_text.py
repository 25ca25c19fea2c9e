"""Problems as a person reads them at a terminal, and as a tool reads them."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.render.wording import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.base.problem import Problem

NOT_CHANGED = "tidak ada berkas yang diubah"
_MOST_ROWS = 120
_SHOWN = 5  # of one kind in one file
_NAMED_ROWS = 8
# Only these hold no names, identity numbers or phones; a till export or a register is never quoted.
_MAY_BE_QUOTED = frozenset({".beancount", ".toml"})


def text(
    problems: Iterable[Problem],
    row: Callable[[str, int], str | None],
    *,
    unchanged: bool = False,
) -> str:
    """Every problem once, in file order, then the count; "" when there is none.

    Of many in one file with one remedy the first are shown, and the rows of the rest are named.

    `baris(path, line)` gives the user's own line, or None where it cannot be read. With
    `unchanged` the last line says that no file was changed.
    """
    found = _ordered(problems)
    if not found:
        return ""
    groups: dict[object, list[Problem]] = {}
    for problem in found:
        groups.setdefault(_kind(problem), []).append(problem)
    told: dict[object, int] = defaultdict(int)
    lines: list[str] = []
    for problem in found:
        kind = _kind(problem)
        told[kind] += 1
        if told[kind] <= _SHOWN:
            lines += _one(problem, row)
        elif told[kind] == _SHOWN + 1:
            lines.append(_rest(groups[kind][_SHOWN:]))
    lines.append(count(found))
    if unchanged:
        lines.append(NOT_CHANGED)
    return "\n".join(lines) + "\n"


def as_json(problems: Iterable[Problem]) -> str:
    """The same list for tools: code, weight, fact, hint, file, sheet, line (0 when unknown)."""
    rows = [
        {
            "kode": p.code,
            "berat": p.severity.value,
            "fakta": p.fact,
            "saran": p.hint,
            "berkas": p.place.path if p.place else "",
            "lembar": p.place.sheet if p.place else "",
            "baris": p.place.line if p.place else 0,
        }
        for p in _ordered(problems)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def count(problems: Iterable[Problem]) -> str:
    """Count what was found: `3 masalah, 1 perhatian dalam 2 berkas`."""
    found = list(problems)
    heavy = sum(p.severity is Severity.ERROR for p in found)
    light = len(found) - heavy
    words = [f"{write_rupiah(heavy)} masalah"] if heavy or not light else []
    if light:
        words.append(f"{write_rupiah(light)} perhatian")
    files = {p.place.path for p in found if p.place}
    return ", ".join(words) + (f" dalam {len(files)} berkas" if files else "")


def _ordered(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda p: p.order)


def _kind(problem: Problem) -> object:
    return _file(problem.place), problem.code, problem.severity, problem.hint


def _file(place: Place | None) -> str:
    """The file, and the sheet of a workbook that has several."""
    if place is None:
        return ""
    return f"{place.path}, lembar {place.sheet}" if place.sheet else place.path


def _rest(problems: Sequence[Problem]) -> str:
    """One line for those that are not shown: how many, and on which rows the first of them are."""
    first = problems[0]
    rows = [p.place.line for p in problems if p.place and p.place.line]
    named = ", ".join(str(line) for line in rows[:_NAMED_ROWS])
    more = f" dan {write_rupiah(len(rows) - _NAMED_ROWS)} baris lain"
    where = f", baris {named}{more if len(rows) > _NAMED_ROWS else ''}" if rows else ""
    path = f"{_file(first.place)}: " if first.place else ""
    return clean(f"{path}{first.code}: {write_rupiah(len(problems))} lagi seperti itu{where}")


def _one(problem: Problem, quoted: Callable[[str, int], str | None]) -> list[str]:
    place = problem.place
    head = problem.code + (" (perhatian)" if problem.severity is Severity.WARNING else "")
    where = ""
    own: str | None = None
    if place is not None:
        row = f", baris {place.line}" if place.sheet else f":{place.line}"
        where = f"{_file(place)}{row if place.line else ''}: "
        if place.line and PurePath(place.path).suffix in _MAY_BE_QUOTED:
            own = quoted(place.path, place.line)
    lines = [clean(f"{where}{head}: {problem.fact}")]
    if place is not None and own is not None and own.strip():
        lines.append(f"{place.line:5d} | {_short(own)}")
    lines.append(clean(f"saran: {problem.hint}"))
    return lines


def _short(line: str) -> str:
    text = clean(line.expandtabs(4)).rstrip()
    return text if len(text) <= _MOST_ROWS else f"{text[: _MOST_ROWS - 1]}…"
