"""A statement without its empty lines: what is handed out at a meeting shows what there is."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kkmp_ledger.statements.arus_kas import KAS_AWAL

if TYPE_CHECKING:
    from kkmp_ledger.statements.model import Baris
    from kkmp_ledger.statements.model import Laporan


def tanpa_nol(laporan: Laporan) -> Laporan:
    """The statement without lines of accounts that are 0 in every column, and what they leave bare.

    Outermost sums stay, and every sum adds only what is left. Openings stay too, so that a
    first year begins visibly at nothing. The whole form is in the statement itself.
    """
    gone = {
        b.kunci
        for b in laporan.baris
        if b.jenis == "pos" and b.akun and b.kunci != KAS_AWAL and not any(b.nilai)
    }
    kept = [
        dataclasses.replace(b, suku=tuple(s for s in b.suku if s[1] not in gone))
        for b in laporan.baris
        if b.kunci not in gone or b.jenis == "judul"
    ]
    # A sum of nothing, and a sum of such sums, until no more of them go.
    while True:
        empty = {
            b.kunci
            for b in kept
            if b.jenis == "jumlah" and b.tingkat and not b.suku and not any(b.nilai)
        }
        if not empty:
            break
        kept = [
            dataclasses.replace(b, suku=tuple(s for s in b.suku if s[1] not in empty))
            for b in kept
            if b.kunci not in empty or b.jenis != "jumlah"
        ]
    rows = tuple(b for i, b in enumerate(kept) if b.jenis != "judul" or _heads(kept, i))
    return dataclasses.replace(laporan, baris=rows)


def _heads(rows: list[Baris], at: int) -> bool:
    """Tell whether anything stands under the heading before the next one of its rank."""
    heading = rows[at]
    for row in rows[at + 1 :]:
        if row.jenis == "judul" and row.tingkat <= heading.tingkat:
            return False
        if row.jenis != "judul":
            closes = row.jenis == "jumlah" and row.tingkat == heading.tingkat
            return closes or row.tingkat > heading.tingkat
    return heading.tingkat == 0 and at == len(rows) - 1
