"""Problems as a person reads them at a terminal, and as a tool reads them."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Severity
from kkmp_ledger.render.wording import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from kkmp_ledger.base.problem import Problem

NOT_CHANGED = "tidak ada berkas yang diubah"
_MOST_ROWS = 120
# Only these hold no names, identity numbers or phones; a till export or a register is never quoted.
_MAY_BE_QUOTED = frozenset({".beancount", ".toml"})


def text(
    problems: Iterable[Problem],
    row: Callable[[str, int], str | None],
    *,
    unchanged: bool = False,
) -> str:
    """Every problem once, in file order, then the count; "" when there is none.

    `baris(path, line)` gives the user's own line, or None where it cannot be read. With
    `unchanged` the last line says that no file was changed.
    """
    found = _ordered(problems)
    if not found:
        return ""
    lines = [line for problem in found for line in _one(problem, row)]
    lines.append(count(found))
    if unchanged:
        lines.append(NOT_CHANGED)
    return "\n".join(lines) + "\n"


def as_json(problems: Iterable[Problem]) -> str:
    """The same list for tools: code, weight, fact, hint, file and line (0 when unknown)."""
    rows = [
        {
            "kode": p.code,
            "berat": p.severity.value,
            "fakta": p.fact,
            "saran": p.hint,
            "berkas": p.place.path if p.place else "",
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
    words = [f"{heavy} masalah"] if heavy or not light else []
    if light:
        words.append(f"{light} perhatian")
    files = {p.place.path for p in found if p.place}
    return ", ".join(words) + (f" dalam {len(files)} berkas" if files else "")


def _ordered(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda p: p.order)


def _one(problem: Problem, row: Callable[[str, int], str | None]) -> list[str]:
    place = problem.place
    head = problem.code + (" (perhatian)" if problem.severity is Severity.WARNING else "")
    where = ""
    own: str | None = None
    if place is not None:
        where = f"{place.path}:{place.line}: " if place.line else f"{place.path}: "
        if place.line and PurePath(place.path).suffix in _MAY_BE_QUOTED:
            own = row(place.path, place.line)
    lines = [clean(f"{where}{head}: {problem.fact}")]
    if place is not None and own is not None and own.strip():
        lines.append(f"{place.line:5d} | {_short(own)}")
    lines.append(clean(f"saran: {problem.hint}"))
    return lines


def _short(line: str) -> str:
    text = clean(line.expandtabs(4)).rstrip()
    return text if len(text) <= _MOST_ROWS else f"{text[: _MOST_ROWS - 1]}…"
