"""Reverses an entry: the only way to correct a book in which nothing is deleted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.resep import filled
from kkmp_ledger.koperasi.resep import refusal

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement


def reverse(entry: Entry, *, tanggal: date, alasan: str) -> Draft:
    """The entry with every sign turned, `hpp` too, linked to what it reverses.

    It keeps the jenis, so that every report puts it on the very line of the original.
    Raises ProblemError ISIAN for a reversal, an opening entry, an earlier date, or no reason.
    """
    reason = filled(alasan, "alasan")
    if entry.membalik:
        fact = f"{entry.bukti} sendiri membalik {entry.membalik}"
        raise refusal(fact, "catat ulang entri yang benar")
    if entry.jenis == SALDO_AWAL:
        raise refusal(
            f"{entry.bukti} adalah saldo awal", "perbaiki saldo awalnya, lalu susun ulang"
        )
    if tanggal < entry.tanggal:
        fact = f"tanggal pembalikan {tanggal} mendahului {entry.bukti} ({entry.tanggal})"
        raise refusal(fact, f"pakai tanggal {entry.tanggal} atau sesudahnya")
    return Draft(
        tanggal,
        entry.jenis,
        f"Pembalikan {entry.bukti}: {entry.uraian}",
        tuple(_reversed(m) for m in entry.movements),
        pihak=entry.pihak,
        meta={"membalik": entry.bukti, "alasan": reason},
    )


def _reversed(m: Movement) -> Leg:
    meta = {k: -v if isinstance(v, Decimal) else v for k, v in m.meta.items()}
    return Leg(m.akun, -m.jumlah, meta)
