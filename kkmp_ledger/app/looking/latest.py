"""`kkmp terakhir`: the last bookings, so that after a broken-off command one sees what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.app.folder.open_index import opened_index
from kkmp_ledger.koperasi.checks.rule_words import account_words

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry

_COUNT = "hitung"


class Booking(NamedTuple):
    """One recorded entry or count. `jumlah` is what moved, or what was counted, in rupiah."""

    bukti: str  # "" for a `balance` line that somebody wrote
    tanggal: date
    jenis: str
    uraian: str
    jumlah: Decimal
    oleh: str
    time: str  # of recording, as the entry states it


def bookings(folder: Folder, many: int) -> list[Booking]:
    """The last `many` bookings by the time at which they were recorded, the newest first."""
    with opened_index(folder) as index:
        entries, counts = index.recorded(many)
    found = [
        Booking(
            e.bukti,
            e.tanggal,
            e.jenis,
            f"{e.pihak}: {e.uraian}" if e.pihak else e.uraian,
            sum((m.jumlah for m in e.movements if m.jumlah > 0), start=e.movements[0].jumlah * 0),
            *_who(e),
        )
        for e in entries
    ]
    known = {e.bukti for e in entries}
    for count in counts:
        if count.bukti and count.bukti in known:  # the entry of its difference tells it
            continue
        name = account_words(folder.chart.akun(count.akun), count.akun)
        day = count.dihitung or count.tanggal
        found.append(
            Booking(count.bukti, day, _COUNT, f"{name} dihitung", count.jumlah, *_who(count))
        )
    return sorted(found, key=lambda b: b.time, reverse=True)[:many]


def _who(booked: Entry | Assertion) -> tuple[str, str]:
    return booked.oleh, booked.dicatat.isoformat() if booked.dicatat else ""
