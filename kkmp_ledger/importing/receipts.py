"""A till receipt that ties out, and the merging of exports that overlap."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from datetime import datetime

    from kkmp_ledger.importing.source_file import SourceFile

Kind = Literal["jual", "retur"]
Key = tuple[str, str, str, str]  # profile, outlet, receipt number, kind

BON = "bon"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt, tied to its lines; amounts in whole rupiah, positive for refunds too.

    `pelanggan` is the customer as the till prints it ("" for none): never shown, only mapped.
    `bayar` is the `nama` of a kas, bank or acquirer, or "bon". `unit` has one row per business
    unit: its kode, net sales, and cost; the cost is None where stock is not perpetual.
    """

    profil: str
    outlet: str
    nomor: str
    kind: Kind
    time: datetime
    customer: str
    bayar: str
    total: int
    unit: tuple[tuple[str, int, int | None], ...]
    row: int  # of the receipts file

    @property
    def key(self) -> Key:
        """What makes it this receipt and no other, in every export."""
        return (self.profil, self.outlet, self.nomor, self.kind)

    def digest(self, who: str) -> bytes:
        """A digest of what is booked of it, for the customer as `who` stands for him.

        Words that a back office may rewrite for the past (an item's, category's, payment's or
        customer's name) count by what they map to.
        """
        facts = (self.time, who, self.bayar, self.total, *sorted(self.unit, key=str))
        return hashlib.blake2b(repr(facts).encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class TillDocument:
    """One accepted pair of exports: its receipts in book order, and those that were cancelled."""

    receipts_from: SourceFile
    items_from: SourceFile
    receipt: tuple[Receipt, ...]
    cancelled: Mapping[Key, int]  # cancelled receipt -> its row
    item_rows: int
    dari: date  # first and last day in the receipts file, cancelled ones included
    sampai: date
    left_out: tuple[Problem, ...] = ()  # rows that hold no receipt, each a `perhatian`


@dataclass(frozen=True, slots=True)
class Merged:
    """Unique receipts of several documents, in book order."""

    receipt: tuple[tuple[Receipt, SourceFile], ...]  # with the receipts file that brought it first
    again: int  # receipts that came again, unchanged
    cancelled: int  # different receipts that were cancelled


def order(receipt: Receipt) -> tuple[datetime, str, str, str]:
    """Book order of receipts: by time; shuffled rows of a file come out the same."""
    return (receipt.time, receipt.outlet, receipt.nomor, receipt.kind)


def merge(
    document: Iterable[TillDocument], who: Callable[[str, date], str]
) -> tuple[Merged, list[Problem]]:
    """Take each receipt once, from the first document (in the order given) that has it.

    `who` is what a customer counts as on a day: one member under two names is the same one.
    A receipt that comes again with other contents, or cancelled where it was not, is a problem
    at the later document's row; the first form is what stands in the result.
    """
    seen: dict[Key, bytes | None] = {}
    found: list[tuple[Receipt, SourceFile]] = []
    problems: list[Problem] = []
    again = 0
    for doc in document:
        for receipt in doc.receipt:
            key = receipt.key
            digest = receipt.digest(who(receipt.customer, receipt.time.date()))
            if key not in seen:
                seen[key] = digest
                found.append((receipt, doc.receipts_from))
            elif seen[key] == digest:
                again += 1
            else:
                before = "batal" if seen[key] is None else "berisi lain"
                problems.append(_changed(doc.receipts_from, key, receipt.row, before))
        for key, row in doc.cancelled.items():
            if seen.setdefault(key, None) is not None:
                problems.append(_changed(doc.receipts_from, key, row, "tidak batal"))
    found.sort(key=lambda pair: order(pair[0]))
    cancelled = sum(1 for digest in seen.values() if digest is None)
    return Merged(tuple(found), again, cancelled), problems


def _changed(file: SourceFile, key: Key, row: int, before: str) -> Problem:
    _, outlet, nomor, kind = key
    fact = f"struk {nomor} ({kind}, {outlet}) sudah diterima dari dokumen terdahulu dan {before}"
    hint = "ekspor ulang hanya hari-hari yang belum diterima, atau cocokkan struk itu di kasir"
    return Problem("STRUK-BERUBAH", fact, hint, file.place(row))
