"""New members from a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.writing.booking import Happening
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import sheet_events
from kkmp_ledger.importing.kinds.sheet import MEMBERS
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.koperasi.events.keanggotaan import AnggotaMasuk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from kkmp_ledger.importing.sheet_events import EventRow


def joining(path: Path) -> tuple[list[Happening], tuple[Problem, ...]]:
    """The events of those who join, in order of rows, and what was left out of the sheet.

    Raises ProblemError with every wrong cell.
    """
    file = SourceFile.at(path)
    rows, left_out = sheet_events.read(file, (MEMBERS,))
    if problems := [*_twice(rows, file, "NIK"), *_twice(rows, file, "Nomor")]:
        raise ProblemError(problems)
    return [Happening(row.event, row.day, file.place(row.row)) for row in rows], left_out


def _twice(rows: Iterable[EventRow], file: SourceFile, column: str) -> Iterator[Problem]:
    """Two people of one sheet with the same number: one of them is mistyped."""
    first: dict[str, int] = {}
    for row, event, *_ in rows:
        if not isinstance(event, AnggotaMasuk):
            continue
        value = event.nik if column == "NIK" else event.nomor.upper()
        if value and value in first:
            fact = f"{column} sama dengan baris {first[value]}"
            hint = "satu orang satu baris; hapus atau perbaiki salah satunya"
            yield Problem("SEL-SALAH", fact, hint, file.place(row))
        elif value:
            first[value] = row
