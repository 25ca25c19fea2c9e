"""The numbers of what is booked: given in order under the lock, and put on all of a plan."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kkmp_ledger.app.folder.folder import ANGGOTA
from kkmp_ledger.book.door import last_number
from kkmp_ledger.schema.numbering import REGISTER
from kkmp_ledger.schema.numbering import code_prefix
from kkmp_ledger.schema.numbering import kas_file

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.koperasi.plan import Plan

KAS = "KS"


class Numbers:
    """Gives each event its number under the lock: `KS-2603-0014`, or `AG-` without an entry."""

    def __init__(self, folder: Folder, index: Index) -> None:
        """Start from the book as it stands."""
        self._folder, self._index = folder, index
        self._last: dict[str, int] = {}

    def following(self, plan: Plan, tanggal: date) -> str:
        """The next number of the plan's series."""
        if plan.drafts or plan.counts:
            return self._next(code_prefix(KAS, tanggal), kas_file(tanggal))
        return self._next(code_prefix(REGISTER, tanggal), ANGGOTA)

    def _next(self, prefix: str, path: str) -> str:
        if prefix not in self._last:
            target = self._folder.path / path
            content = target.read_bytes() if target.is_file() else b""
            if path == ANGGOTA:
                rows = self._folder.register.peristiwa
                given = [n for p in rows for n in (p.bukti, p.undone_by) if n.startswith(prefix)]
                self._last[prefix] = max((int(n[len(prefix) :]) for n in given), default=0)
            else:
                self._last[prefix] = last_number(self._index, content, prefix)
        self._last[prefix] += 1
        return f"{prefix}{self._last[prefix]:04d}"


def numbered(plan: Plan, number: str, sumber: str) -> Plan:
    """The plan with its number on everything that carries one, and the row that it came of."""
    said = {"sumber": sumber} if sumber else {}
    return dataclasses.replace(
        plan,
        drafts=tuple(
            dataclasses.replace(d, bukti=number, meta={**d.meta, **said}) for d in plan.drafts
        ),
        counts=tuple(
            dataclasses.replace(c, bukti=number, meta={**c.meta, **said}) for c in plan.counts
        ),
        peristiwa=tuple(dataclasses.replace(p, bukti=number) for p in plan.peristiwa),
        aset=tuple(dataclasses.replace(a, bukti=number) for a in plan.aset),
    )
