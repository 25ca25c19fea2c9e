"""The days of the example: when it begins and ends, and when shop and office are closed."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

from kkmp_ledger.base.period import Bulan

MULAI = date(2025, 6, 24)  # founding, and the first day of the books
TOKO_BUKA = date(2025, 7, 7)
AKHIR = date(2026, 4, 30)
# Moved from the 21st that was thought of first: that day is Idulfitri 1447 H.
RAT = date(2026, 3, 14)

_MINGGU = 6
_SABTU = 5
_LIBUR = {
    date(2025, 8, 18),
    date(2025, 9, 5),
    date(2025, 12, 25),
    date(2025, 12, 26),
    date(2026, 1, 1),
    date(2026, 3, 19),
    *(date(2026, 3, hari) for hari in range(20, 25)),  # Idulfitri
    date(2026, 4, 3),
}


def hari_kerja(hari: date) -> bool:
    """Tell whether office and bank are open."""
    return hari.weekday() < _SABTU and hari not in _LIBUR


def toko_buka(hari: date) -> bool:
    """Tell whether the shop sells that day: not on Sundays and holidays.

    On a month's last day it always opens: the till is counted that evening.
    """
    if hari < TOKO_BUKA:
        return False
    return akhir_bulan(hari) or (hari.weekday() != _MINGGU and hari not in _LIBUR)


def akhir_bulan(hari: date) -> bool:
    """Tell whether it is the last day of its month."""
    return (hari + timedelta(days=1)).day == 1


def hari_kerja_sejak(hari: date) -> date:
    """The day itself or the first working day after it."""
    while not hari_kerja(hari):
        hari += timedelta(days=1)
    return hari


def semua_hari() -> list[date]:
    """Every day of the example."""
    return [MULAI + timedelta(days=i) for i in range((AKHIR - MULAI).days + 1)]


def semua_bulan() -> list[Bulan]:
    """Every month of the example."""
    bulan = [Bulan.of(MULAI)]
    while bulan[-1].until <= AKHIR:
        bulan.append(bulan[-1].berikut)
    return bulan
