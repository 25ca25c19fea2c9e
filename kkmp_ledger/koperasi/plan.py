"""What one event wants written, all of it or nothing: entries, counts, rows of registers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Count
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.koperasi.anggota import Peristiwa
    from kkmp_ledger.koperasi.aset import AssetRow
    from kkmp_ledger.koperasi.customers import CustomerRow
    from kkmp_ledger.koperasi.pribadi import Pribadi


@dataclass(frozen=True, slots=True)
class Plan:
    """One event's effects. Who writes it gives the number, which all of them carry.

    `peristiwa`, `aset`, `people` and `customers` are new rows of their registers.
    """

    drafts: tuple[Draft, ...] = ()
    counts: tuple[Count, ...] = ()
    peristiwa: tuple[Peristiwa, ...] = ()
    aset: tuple[AssetRow, ...] = ()
    people: tuple[Pribadi, ...] = ()
    customers: tuple[CustomerRow, ...] = ()
