"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.dates import read_date
from kkmp_ledger.base.period import long_date


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14", "14/3/2026", "14/03/2026", "14-03-2026", "14-3-2026", "14 Maret 2026",
        "14 maret 2026", "14 MARET 2026", "14 Mar 2026", "14-mar-2026", "  14  Maret\u00a02026 ",
    ],
)  # fmt: skip
def test_one_day_in_many_words(text: str) -> None:
    assert read_date(text) == date(2026, 3, 14)


@pytest.mark.parametrize(
    ("text", "month"),
    [("Agt", 8), ("Ags", 8), ("Agu", 8), ("Sept", 9), ("Nop", 11), ("Pebruari", 2), ("Mei", 5)],
)
def test_other_short_forms(text: str, month: int) -> None:
    assert read_date(f"1 {text} 2026") == date(2026, month, 1)


@pytest.mark.parametrize(
    "text",
    [
        "", "kemarin", "14", "14/3", "14/3/26", "5-7-25", "3/14/2026", "31/02/2025", "0/1/2026",
        "14/3-2026", "14 Maret", "14 March 2026", "14 M 2026", "2026-3-14", "2026/03/14",
        "20260314", "14.03.2026", "٢٠٢٦-٠٣-١٤", "\uff11\uff14/3/2026", "14 Maret ٢٠٢٦",
        "9999-12-31",
        "0999-12-31", "2026-03-14 08:00", "14 Maret 2026 M", "1²/3/2026", "29 Februari 2025",
    ],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_what_is_printed_is_read(day: date) -> None:
    for text in (day.isoformat(), long_date(day), f"{day.day}/{day.month}/{day.year}"):
        assert read_date(text) == day
