"""Puts figures into the rows of a statement, and leaves out what the cooperative does not have."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kkmp_ledger.statements.sections import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.statement import Layout
    from kkmp_ledger.schema.statement import LineSpec

_YEAR = 2000  # any year: only the parent of the yearly accounts is named
AccountsByKey = dict[str, tuple[str, ...]]


def accounts_by_key(chart: Chart, *, arus_kas: bool = False) -> AccountsByKey:
    """The cooperative's accounts on each line: families and yearly accounts by their parent.

    With `arus_kas` by the line of arus kas that they name, else by the form's key.
    """
    found: dict[str, list[str]] = defaultdict(list)
    pairs = [(akun.nama, akun) for akun in chart.fixed()]
    pairs += ((p, akun) for p in chart.family() if (akun := chart.akun(f"{p}:A0001")))
    yearly = chart.year_accounts(_YEAR)
    pairs += ((a.rpartition(":")[0], akun) for a in yearly if (akun := chart.akun(a)))
    for nama, akun in sorted(pairs, key=lambda p: (p[1].kode, p[0])):
        key = akun.arus_kas if arus_kas else akun.key
        if key:
            found[key].append(nama)
    return {key: tuple(names) for key, names in found.items()}


def arrange(
    layout: Layout,
    values: Sequence[Mapping[str, int] | None],
    akun: Mapping[str, tuple[str, ...]],
    *,
    complete: bool = False,
) -> tuple[Row, ...]:
    """The rows of a statement: `nilai` has each column's lines, None for a column without books.

    Unless `lengkap`, a line that is 0 in every column and has no account in `akun` is left out,
    and so is a sum or a heading of nothing but such lines.
    """
    columns = [None if column is None else _sum(layout, column) for column in values]
    kept = {b.kunci for b in layout.baris} if complete else _used(layout, columns, akun)
    return tuple(
        Row(
            b.kunci,
            b.label,
            b.jenis,
            b.tingkat,
            () if b.jenis == "judul" else tuple(c[b.kunci] if c else None for c in columns),
            tuple((sign, key) for sign, key in b.terms if key in kept),
            ((b.akun,) if b.akun else akun.get(b.kunci, ())) if b.jenis == "pos" else (),
            b.kurang,
        )
        for b in layout.baris
        if b.kunci in kept
    )


def _sum(layout: Layout, lines: Mapping[str, int]) -> dict[str, int]:
    """The lines and every sum of them; a sum only names what stands above it."""
    found = dict(lines)
    for b in layout.baris:
        if b.jenis == "jumlah":
            found[b.kunci] = sum(sign * found[key] for sign, key in b.terms)
    return found


def _used(
    layout: Layout,
    columns: Sequence[Mapping[str, int] | None],
    akun: Mapping[str, tuple[str, ...]],
) -> set[str]:
    kept: set[str] = set()
    for b in layout.baris:
        has_lines = b.hitungan or b.akun or b.kunci in akun or any(k in kept for _, k in b.terms)
        if b.jenis != "judul" and (has_lines or any(c[b.kunci] for c in columns if c)):
            kept.add(b.kunci)
    heads = [b for i, b in enumerate(layout.baris) if _filled(layout.baris[i:], kept)]
    return kept | {b.kunci for b in heads}


def _filled(rows: Sequence[LineSpec], kept: set[str]) -> bool:
    """Tell whether the heading that comes first has a kept line before the next such heading."""
    head, *below = rows
    if head.jenis != "judul":
        return False
    for b in below:
        if b.jenis == "judul" and b.tingkat <= head.tingkat:
            return False
        if b.jenis != "judul" and b.kunci in kept and b.tingkat > head.tingkat:
            return True
    return False
