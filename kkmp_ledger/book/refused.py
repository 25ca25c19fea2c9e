"""Problems of entries that were refused: told without the numbers and lines they never had."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Entry


@dataclass(frozen=True, slots=True)
class Refused:
    """What was to be written. `lines` is how many each grown file has as it stands.

    `entries` are those that were read for it; `rows` says, by number, which row of a sheet
    brought a draft.
    """

    drafts: Mapping[str, Draft]
    lines: Mapping[str, int]
    entries: Iterable[Entry]
    rows: Mapping[str, Place]

    def told(self, problem: Problem) -> Problem:
        """The problem as who gave the command can follow it: by a sheet's row where one brought it.

        Else by the entry's kind, and without a place where there is none yet.
        """
        place, fact, hint = problem.place, problem.fact, problem.hint
        number = self._number(place)
        for bukti, draft in self.drafts.items():
            this = f"entri {draft.jenis} ini"
            if bukti in fact and bukti in self.rows:
                number = bukti
            fact, hint = fact.replace(bukti, this), hint.replace(bukti, this)
        if place and place.path in self.lines and place.line > self.lines[place.path]:
            place = None
        return dataclasses.replace(
            problem, place=place or self.rows.get(number), fact=fact, hint=hint
        )

    def _number(self, place: Place | None) -> str:
        """The number of the entry that the place lies in, "" for none."""
        if place is None:
            return ""
        before = [
            e for e in self.entries if e.place.path == place.path and e.place.line <= place.line
        ]
        return max(before, key=lambda e: e.place.line).bukti if before else ""
