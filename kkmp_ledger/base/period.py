"""Time as the books need it: half-open spans, months, and book years."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from datetime import timedelta

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DECEMBER = 12


def long_date(day: date) -> str:
    """`14 Maret 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to, not including, `until`."""

    start: date
    until: date

    def __contains__(self, day: date) -> bool:
        """Tell whether the day falls inside."""
        return self.start <= day < self.until

    @property
    def last_day(self) -> date:
        """The last day, for people."""
        return self.until - timedelta(days=1)

    @property
    def title(self) -> str:
        """`24 Juni - 31 Desember 2025`; the year is said once when it is one."""
        first, last = self.start, self.last_day
        if first.year == last.year:
            return f"{first.day} {MONTHS[first.month - 1]} - {long_date(last)}"
        return f"{long_date(first)} - {long_date(last)}"

    def month(self) -> list[Month]:
        """Every month that the span touches, in order."""
        months = [Month.of(self.start)]
        while months[-1].until < self.until:
            months.append(months[-1].following)
        return months


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that the day falls in."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Month | None:
        """Read `2026-03`; None when it is anything else."""
        match = re.fullmatch(r"([12]\d{3})-(0[1-9]|1[0-2])", text, re.ASCII)
        return cls(int(match[1]), int(match[2])) if match else None

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def until(self) -> date:
        """The first day of the next month."""
        return self.following.start

    @property
    def last_day(self) -> date:
        """Its last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def period(self) -> Period:
        """The month as a span."""
        return Period(self.start, self.until)

    @property
    def following(self) -> Month:
        """The month after."""
        if self.month == DECEMBER:
            return Month(self.year + 1, 1)
        return Month(self.year, self.month + 1)

    @property
    def title(self) -> str:
        """`Maret 2026`."""
        return f"{MONTHS[self.month - 1]} {self.year}"

    def __str__(self) -> str:
        """`2026-03`, as it is written in file names."""
        return f"{self.year:04d}-{self.month:02d}"


def book_year(year: int, first: date) -> Period:
    """The book year: the calendar year, cut at the first day of the books.

    Empty (start == until) for a year before it.
    """
    start = max(date(year, 1, 1), first)
    until = date(year + 1, 1, 1)
    return Period(min(start, until), until)
