"""A till receipt that ties out, and the merging of exports that overlap."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from datetime import datetime

    from kkmp_ledger.importing.berkas import Berkas

Macam = Literal["jual", "retur"]
Kunci = tuple[str, str, str, str]  # profile, outlet, receipt number, kind

BON = "bon"


@dataclass(frozen=True, slots=True)
class Struk:
    """One receipt, tied to its lines; amounts in whole rupiah, positive for refunds too.

    `pelanggan` is the customer as the till prints it ("" for none): never shown, only mapped.
    `bayar` is the `nama` of a kas, bank or acquirer, or "bon". `unit` has one row per business
    unit: its kode, net sales, and cost; the cost is None where stock is not perpetual.
    """

    profil: str
    outlet: str
    nomor: str
    macam: Macam
    waktu: datetime
    pelanggan: str
    bayar: str
    total: int
    unit: tuple[tuple[str, int, int | None], ...]
    baris: int  # of the receipts file

    @property
    def kunci(self) -> Kunci:
        """What makes it this receipt and no other, in every export."""
        return (self.profil, self.outlet, self.nomor, self.macam)

    @property
    def sidik(self) -> bytes:
        """A digest of what is booked of it.

        Words that a back office may rewrite for the past (an item's, category's or payment's
        name) count by what they map to; the customer counts as printed.
        """
        facts = (self.waktu, self.pelanggan, self.bayar, self.total, *sorted(self.unit, key=str))
        return hashlib.blake2b(repr(facts).encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class DokumenJual:
    """One accepted pair of exports: its receipts in book order, and those that were cancelled."""

    struk_dari: Berkas
    barang_dari: Berkas
    struk: tuple[Struk, ...]
    batal: Mapping[Kunci, int]  # cancelled receipt -> its row
    baris_barang: int
    dari: date  # first and last day in the receipts file, cancelled ones included
    sampai: date


@dataclass(frozen=True, slots=True)
class Gabungan:
    """Unique receipts of several documents, in book order."""

    struk: tuple[tuple[Struk, Berkas], ...]  # with the receipts file that brought it first
    ulang: int  # receipts that came again, unchanged
    batal: int  # different receipts that were cancelled


def urutan(struk: Struk) -> tuple[datetime, str, str, str]:
    """Book order of receipts: by time; shuffled rows of a file come out the same."""
    return (struk.waktu, struk.outlet, struk.nomor, struk.macam)


def gabung(dokumen: Iterable[DokumenJual]) -> tuple[Gabungan, list[Problem]]:
    """Take each receipt once, from the first document (in the order given) that has it.

    A receipt that comes again with other contents, or cancelled where it was not, is a problem
    at the later document's row; the first form is what stands in the result.
    """
    seen: dict[Kunci, bytes | None] = {}
    found: list[tuple[Struk, Berkas]] = []
    problems: list[Problem] = []
    again = 0
    for doc in dokumen:
        for struk in doc.struk:
            key, digest = struk.kunci, struk.sidik
            if key not in seen:
                seen[key] = digest
                found.append((struk, doc.struk_dari))
            elif seen[key] == digest:
                again += 1
            else:
                before = "batal" if seen[key] is None else "berisi lain"
                problems.append(_berubah(doc.struk_dari, key, struk.baris, before))
        for key, row in doc.batal.items():
            if seen.setdefault(key, None) is not None:
                problems.append(_berubah(doc.struk_dari, key, row, "tidak batal"))
    found.sort(key=lambda pair: urutan(pair[0]))
    cancelled = sum(1 for digest in seen.values() if digest is None)
    return Gabungan(tuple(found), again, cancelled), problems


def _berubah(berkas: Berkas, key: Kunci, row: int, before: str) -> Problem:
    _, outlet, nomor, macam = key
    fact = f"struk {nomor} ({macam}, {outlet}) sudah diterima dari dokumen terdahulu dan {before}"
    hint = "ekspor ulang hanya hari-hari yang belum diterima, atau cocokkan struk itu di kasir"
    return Problem("STRUK-BERUBAH", fact, hint, berkas.place(row))
