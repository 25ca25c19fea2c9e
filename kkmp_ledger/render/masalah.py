"""Problems as a person reads them at a terminal, and as a tool reads them."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Berat
from kkmp_ledger.render.tulisan import bersih

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from kkmp_ledger.base.problem import Problem

TIDAK_DIUBAH = "tidak ada berkas yang diubah"
_BARIS_MAX = 120
# Only these hold no names, identity numbers or phones; a till export or a register is never quoted.
_BOLEH_DIKUTIP = frozenset({".beancount", ".toml"})


def teks(
    problems: Iterable[Problem],
    baris: Callable[[str, int], str | None],
    *,
    tidak_diubah: bool = False,
) -> str:
    """Every problem once, in file order, then the count; "" when there is none.

    `baris(path, line)` gives the user's own line, or None where it cannot be read. With
    `tidak_diubah` the last line says that no file was changed.
    """
    found = _urut(problems)
    if not found:
        return ""
    lines = [line for problem in found for line in _satu(problem, baris)]
    lines.append(hitungan(found))
    if tidak_diubah:
        lines.append(TIDAK_DIUBAH)
    return "\n".join(lines) + "\n"


def json_teks(problems: Iterable[Problem]) -> str:
    """The same list for tools: code, weight, fact, hint, file and line (0 when unknown)."""
    rows = [
        {
            "kode": p.code,
            "berat": p.berat.value,
            "fakta": p.fact,
            "saran": p.hint,
            "berkas": p.place.path if p.place else "",
            "baris": p.place.line if p.place else 0,
        }
        for p in _urut(problems)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def hitungan(problems: Iterable[Problem]) -> str:
    """Count what was found: `3 masalah, 1 perhatian dalam 2 berkas`."""
    found = list(problems)
    heavy = sum(p.berat is Berat.GALAT for p in found)
    light = len(found) - heavy
    words = [f"{heavy} masalah"] if heavy or not light else []
    if light:
        words.append(f"{light} perhatian")
    files = {p.place.path for p in found if p.place}
    return ", ".join(words) + (f" dalam {len(files)} berkas" if files else "")


def _urut(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda p: p.urutan)


def _satu(problem: Problem, baris: Callable[[str, int], str | None]) -> list[str]:
    place = problem.place
    head = problem.code + (" (perhatian)" if problem.berat is Berat.PERHATIAN else "")
    where = ""
    own: str | None = None
    if place is not None:
        where = f"{place.path}:{place.line}: " if place.line else f"{place.path}: "
        if place.line and PurePath(place.path).suffix in _BOLEH_DIKUTIP:
            own = baris(place.path, place.line)
    lines = [bersih(f"{where}{head}: {problem.fact}")]
    if place is not None and own is not None and own.strip():
        lines.append(f"{place.line:5d} | {_pendek(own)}")
    lines.append(bersih(f"saran: {problem.hint}"))
    return lines


def _pendek(line: str) -> str:
    text = bersih(line.expandtabs(4)).rstrip()
    return text if len(text) <= _BARIS_MAX else f"{text[: _BARIS_MAX - 1]}…"
