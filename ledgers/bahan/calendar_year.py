"""The days of the example: when it begins and ends, and when shop and office are closed."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

from kkmp_ledger.base.period import Month

MULAI = date(2025, 6, 24)  # founding, and the first day of the books
STORE_OPENS = date(2025, 7, 7)
END = date(2026, 4, 30)
# Moved from the 21st that was thought of first: that day is Idulfitri 1447 H.
RAT = date(2026, 3, 14)

_SUNDAY = 6
_SATURDAY = 5
_HOLIDAY = {
    date(2025, 8, 18),
    date(2025, 9, 5),
    date(2025, 12, 25),
    date(2025, 12, 26),
    date(2026, 1, 1),
    date(2026, 3, 19),
    *(date(2026, 3, day) for day in range(20, 25)),  # Idulfitri
    date(2026, 4, 3),
}


def workday(day: date) -> bool:
    """Tell whether office and bank are open."""
    return day.weekday() < _SATURDAY and day not in _HOLIDAY


def store_opens(day: date) -> bool:
    """Tell whether the shop sells that day: not on Sundays and holidays.

    On a month's last day it always opens: the till is counted that evening.
    """
    if day < STORE_OPENS:
        return False
    return month_end(day) or (day.weekday() != _SUNDAY and day not in _HOLIDAY)


def month_end(day: date) -> bool:
    """Tell whether it is the last day of its month."""
    return (day + timedelta(days=1)).day == 1


def workday_since(day: date) -> date:
    """The day itself or the first working day after it."""
    while not workday(day):
        day += timedelta(days=1)
    return day


def all_days() -> list[date]:
    """Every day of the example."""
    return [MULAI + timedelta(days=i) for i in range((END - MULAI).days + 1)]


def all_months() -> list[Month]:
    """Every month of the example."""
    month = [Month.of(MULAI)]
    while month[-1].until <= END:
        month.append(month[-1].following)
    return month
