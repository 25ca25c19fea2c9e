"""Adds movements up: those that are alike in all that a statement asks become one sum."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.book.model import EntryTotals
from kkmp_ledger.book.model import Sum

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement

ZERO = Decimal()


def add_up(
    entries: Iterable[Entry],
    akun: Sequence[str] = (),
    *,
    beside: Sequence[str] = (),
    apart: Sequence[str] = (),
    members: bool = False,
) -> list[Sum]:
    """The sums of these entries' movements; see `Ledger.sums`."""
    known: dict[tuple[str, Sequence[str]], bool] = {}  # each name is compared once

    def among(name: str, parents: Sequence[str]) -> bool:
        found = known.get((name, parents))
        if found is None:
            found = is_under(name, *parents)
            known[name, parents] = found
        return found

    akun, beside, apart = tuple(akun), tuple(beside), tuple(apart)
    return merged(
        sum_of(m, members=members)
        for entry in entries
        if (not beside or any(among(m.akun, beside) for m in entry.movements))
        and not any(among(m.akun, apart) for m in entry.movements)
        for m in entry.movements
        if not akun or among(m.akun, akun)
    )


def totals_of(entry: Entry) -> EntryTotals:
    """What the entry comes to on each account and line."""
    found: dict[tuple[str, str], Decimal] = {}
    for m in entry.movements:
        found[m.akun, m.arus_kas] = found.get((m.akun, m.arus_kas), ZERO) + m.jumlah
    legs = tuple(sorted((*leg, jumlah) for leg, jumlah in found.items()))
    return EntryTotals(entry.tanggal, entry.bukti, entry.jenis, entry.membalik, legs)


def sum_of(m: Movement, *, members: bool) -> Sum:
    """One movement as a sum of its own."""
    both = max(m.jumlah, ZERO), max(-m.jumlah, ZERO)
    anggota = m.anggota if members else ""
    return Sum(m.akun, anggota, m.jenis, bool(m.membalik), m.arus_kas, *both)


def merged(sums: Iterable[Sum]) -> list[Sum]:
    """Sums from several places, each kind once, sorted."""
    found: dict[tuple[str, str, str, bool, str], tuple[Decimal, Decimal]] = {}
    for one in sums:
        kind = one[:5]
        before = found.get(kind)
        both = one[5:]
        found[kind] = (before[0] + both[0], before[1] + both[1]) if before else both
    return [Sum(*kind, *both) for kind, both in sorted(found.items())]
