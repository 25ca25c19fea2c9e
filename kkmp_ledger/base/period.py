"""Time as the books need it: half-open spans, months, and book years."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from datetime import timedelta

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_DESEMBER = 12


def tanggal_panjang(day: date) -> str:
    """`14 Maret 2026`."""
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to, not including, `until`."""

    start: date
    until: date

    def __contains__(self, day: date) -> bool:
        """Tell whether the day falls inside."""
        return self.start <= day < self.until

    @property
    def akhir(self) -> date:
        """The last day, for people."""
        return self.until - timedelta(days=1)

    @property
    def judul(self) -> str:
        """`24 Juni - 31 Desember 2025`; the year is said once when it is one."""
        first, last = self.start, self.akhir
        if first.year == last.year:
            return f"{first.day} {BULAN[first.month - 1]} - {tanggal_panjang(last)}"
        return f"{tanggal_panjang(first)} - {tanggal_panjang(last)}"

    def bulan(self) -> list[Bulan]:
        """Every month that the span touches, in order."""
        months = [Bulan.of(self.start)]
        while months[-1].until < self.until:
            months.append(months[-1].berikut)
        return months


@dataclass(frozen=True, slots=True, order=True)
class Bulan:
    """One calendar month."""

    tahun: int
    bulan: int

    @classmethod
    def of(cls, day: date) -> Bulan:
        """The month that the day falls in."""
        return cls(day.year, day.month)

    @classmethod
    def baca(cls, text: str) -> Bulan | None:
        """Read `2026-03`; None when it is anything else."""
        match = re.fullmatch(r"([12]\d{3})-(0[1-9]|1[0-2])", text, re.ASCII)
        return cls(int(match[1]), int(match[2])) if match else None

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.tahun, self.bulan, 1)

    @property
    def until(self) -> date:
        """The first day of the next month."""
        return self.berikut.start

    @property
    def akhir(self) -> date:
        """Its last day."""
        return date(self.tahun, self.bulan, calendar.monthrange(self.tahun, self.bulan)[1])

    @property
    def period(self) -> Period:
        """The month as a span."""
        return Period(self.start, self.until)

    @property
    def berikut(self) -> Bulan:
        """The month after."""
        if self.bulan == _DESEMBER:
            return Bulan(self.tahun + 1, 1)
        return Bulan(self.tahun, self.bulan + 1)

    @property
    def judul(self) -> str:
        """`Maret 2026`."""
        return f"{BULAN[self.bulan - 1]} {self.tahun}"

    def __str__(self) -> str:
        """`2026-03`, as it is written in file names."""
        return f"{self.tahun:04d}-{self.bulan:02d}"


def tahun_buku(tahun: int, mulai: date) -> Period:
    """The book year: the calendar year, cut at the day the cooperative was founded.

    Empty (start == until) for a year before the founding.
    """
    start = max(date(tahun, 1, 1), mulai)
    until = date(tahun + 1, 1, 1)
    return Period(min(start, until), until)
