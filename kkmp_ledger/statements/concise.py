"""A statement without its empty lines: what is handed out at a meeting shows what there is."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kkmp_ledger.statements.arus_kas import KAS_AWAL

if TYPE_CHECKING:
    from kkmp_ledger.statements.sections import Row
    from kkmp_ledger.statements.sections import Statement


def without_zeros(statement: Statement) -> Statement:
    """The statement without lines of accounts that are 0 in every column, and what they leave bare.

    Outermost sums stay, and every sum adds only what is left. Openings stay too, so that a
    first year begins visibly at nothing. The whole form is in the statement itself.
    """
    gone = {
        b.key
        for b in statement.rows
        if b.jenis == "pos" and b.akun and b.key != KAS_AWAL and not any(b.values)
    }
    kept = [
        dataclasses.replace(b, terms=tuple(s for s in b.terms if s[1] not in gone))
        for b in statement.rows
        if b.key not in gone or b.jenis == "judul"
    ]
    # A sum of nothing, and a sum of such sums, until no more of them go.
    while True:
        empty = {
            b.key
            for b in kept
            if b.jenis == "jumlah" and b.level and not b.terms and not any(b.values)
        }
        if not empty:
            break
        kept = [
            dataclasses.replace(b, terms=tuple(s for s in b.terms if s[1] not in empty))
            for b in kept
            if b.key not in empty or b.jenis != "jumlah"
        ]
    rows = tuple(b for i, b in enumerate(kept) if b.jenis != "judul" or _heads(kept, i))
    return dataclasses.replace(statement, rows=rows)


def _heads(rows: list[Row], at: int) -> bool:
    """Tell whether anything stands under the heading before the next one of its rank."""
    heading = rows[at]
    for row in rows[at + 1 :]:
        if row.jenis == "judul" and row.level <= heading.level:
            return False
        if row.jenis != "judul":
            closes = row.jenis == "jumlah" and row.level == heading.level
            return closes or row.level > heading.level
    return heading.level == 0 and at == len(rows) - 1
