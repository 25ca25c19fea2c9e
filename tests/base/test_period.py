"""Spans of days, months and book years: half-open inside, in words for people."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import book_year
from kkmp_ledger.base.period import long_date

DAY = st.dates(date(1990, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03", Month(2026, 3)),
        ("2025-12", Month(2025, 12)),
        ("2026-13", None),
        ("2026-00", None),
        ("2026-3", None),
        ("2026", None),
        ("2026-03-01", None),
        (" 2026-03", None),
        ("2026-03\n", None),
        ("", None),
    ],
)
def test_reading_a_month(text: str, expected: Month | None) -> None:
    assert Month.read(text) == expected


@given(DAY)
def test_a_month_holds_its_days_and_no_other(day: date) -> None:
    month = Month.of(day)
    assert day in month.period
    assert month.start in month.period
    assert month.last_day in month.period
    assert month.until not in month.period
    assert month.last_day + timedelta(days=1) == month.until == month.following.start
    assert Month.read(str(month)) == month


@given(DAY, DAY)
def test_the_months_of_a_span_cover_it(a: date, b: date) -> None:
    span = Period(min(a, b), max(a, b) + timedelta(days=1))
    months = span.month()
    assert months[0].start <= span.start < months[0].until
    assert months[-1].start < span.until <= months[-1].until
    assert all(one.following == two for one, two in pairwise(months))


@pytest.mark.parametrize(
    ("start", "until", "title"),
    [
        (date(2025, 6, 24), date(2026, 1, 1), "24 Juni - 31 Desember 2025"),
        (date(2026, 1, 1), date(2027, 1, 1), "1 Januari - 31 Desember 2026"),
        (date(2025, 12, 1), date(2026, 2, 1), "1 Desember 2025 - 31 Januari 2026"),
    ],
)
def test_a_span_in_words(start: date, until: date, title: str) -> None:
    assert Period(start, until).title == title


def test_a_day_and_a_month_in_words() -> None:
    assert long_date(date(2026, 3, 14)) == "14 Maret 2026"
    assert Month(2025, 8).title == "Agustus 2025"


@pytest.mark.parametrize(
    ("year", "start", "until"),
    [
        (2025, date(2025, 6, 24), date(2026, 1, 1)),  # the first year is shorter
        (2026, date(2026, 1, 1), date(2027, 1, 1)),
        (2024, date(2025, 1, 1), date(2025, 1, 1)),  # before the founding: empty
    ],
)
def test_book_years(year: int, start: date, until: date) -> None:
    assert book_year(year, date(2025, 6, 24)) == Period(start, until)


@given(DAY, DAY)
def test_a_day_is_in_its_own_book_year_or_before_the_books(first: date, day: date) -> None:
    for year in (day.year - 1, day.year, day.year + 1):
        inside = day in book_year(year, first)
        assert inside == (year == day.year and day >= first)
