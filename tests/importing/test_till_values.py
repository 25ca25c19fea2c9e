"""Numbers and dates of a till, by its account's marks and format (docs/FORMATS.md 4, 5)."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.importing.readers.till_values import Moments
from kkmp_ledger.importing.readers.till_values import Rupiah


@pytest.mark.parametrize(
    ("decimal", "thousands", "text", "values"),
    [
        (".", "", "15000", 15000),
        (".", "", "15000.00", 15000),
        (".", "", "15000.0", 15000),
        (".", "", "-180.00", -180),
        (".", "", "0.00", 0),
        (".", "", "-0.00", 0),
        (",", "", "15000,00", 15000),
        (",", ".", "1.250.000,00", 1250000),
        (",", ".", "12.500", 12500),
        (".", ",", "1,250,000.00", 1250000),
        (".", ",", "72100000.00", 72100000),
    ],
)
def test_rupiah(decimal: str, thousands: str, text: str, values: int) -> None:
    reader = Rupiah(decimal, thousands)
    assert reader[text] == values
    assert reader[text] == values  # from memory


@pytest.mark.parametrize(
    ("decimal", "thousands", "text"),
    [
        (".", "", "12.500,00"),  # the Indonesian marks in a file that says "."
        (".", "", "12.500"),  # twelve and a half, or twelve thousand five hundred: never guessed
        (".", "", "15.000"),  # three zeros behind the mark are not sen
        (".", "", "12,500.00"),
        (".", "", "12.50"),
        (".", "", ".00"),
        (".", "", ""),
        (".", "", "-"),
        (".", "", "(1000)"),
        (".", "", "Rp 12500"),
        (".", "", "1 000"),
        (".", "", "1_000"),
        (".", "", "+1"),
        (".", "", "١٢"),
        (".", "", "1e3"),
        (",", ".", "1250.000"),
        (",", ".", "15000.00"),
        (".", ",", "12,50"),
    ],
)
def test_not_rupiah(decimal: str, thousands: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"\A"):
        Rupiah(decimal, thousands)[text]


@given(st.integers(-(10**12), 10**12))
def test_rupiah_round_trip(amount: int) -> None:
    assert Rupiah(".")[f"{amount}.00"] == amount
    assert Rupiah(",", ".")[f"{amount:,}".replace(",", ".")] == amount


@pytest.mark.parametrize(
    ("form", "text", "time"),
    [
        ("%m/%d/%y %I:%M %p", "7/28/26 1:33 PM", datetime.fromisoformat("2026-07-28 13:33:00")),
        ("%m/%d/%y %I:%M %p", "7/28/26 12:03 AM", datetime.fromisoformat("2026-07-28 00:03:00")),
        ("%m/%d/%y %I:%M %p", "7/28/26 12:03 pm", datetime.fromisoformat("2026-07-28 12:03:00")),
        ("%d/%m/%Y %H:%M", "01/10/2026 23:50", datetime.fromisoformat("2026-10-01 23:50:00")),
        ("%m/%d/%Y %H:%M", "01/10/2026 23:50", datetime.fromisoformat("2026-01-10 23:50:00")),
        ("%Y-%m-%d %H:%M:%S", "2026-01-01 08:00:00", datetime.fromisoformat("2026-01-01 08:00:00")),
        ("%d/%m/%Y %H.%M.%S", "1/10/2026 23.50.05", datetime.fromisoformat("2026-10-01 23:50:05")),
        ("%d-%m-%Y %H:%M:%S", "03-07-2026 10:15:30", datetime.fromisoformat("2026-07-03 10:15:30")),
    ],
)
def test_moments(form: str, text: str, time: datetime) -> None:
    assert Moments(form)[text] == time


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%d/%m/%Y %H:%M", "2026-01-01 08:00:00"),
        ("%d/%m/%Y %H:%M", "31/02/2026 08:00"),
        ("%d/%m/%Y %H:%M", "10/13/2026 08:00"),
        ("%d/%m/%Y %H:%M", "01/10/2026 24:00"),
        ("%d/%m/%Y %H:%M", "01/10/2026"),
        ("%d/%m/%Y %H:%M", "01/10/2026 08:00 "),
        ("%m/%d/%y %I:%M %p", "7/28/26 13:33 PM"),
        ("%m/%d/%y %I:%M %p", "7/28/26 0:33 AM"),
    ],
)
def test_no_moments(form: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"\A"):
        Moments(form)[text]


@pytest.mark.parametrize(
    "form", ["%d/%m %H:%M", "%d/%m/%Y", "%d/%m/%Y %I:%M", "%d/%m/%Y %H:%M %d", "%d %b %Y %H:%M", ""]
)
def test_a_format_that_says_too_little(form: str) -> None:
    with pytest.raises(ValueError, match=r"\A"):
        Moments(form)


@given(
    st.datetimes(
        datetime.fromisoformat("2000-01-01 00:00:00"), datetime.fromisoformat("2068-12-31 00:00:00")
    )
)
def test_moments_agree_with_strptime(when: datetime) -> None:
    for form in ("%d/%m/%Y %H:%M", "%m/%d/%y %I:%M %p", "%Y-%m-%d %H:%M:%S"):
        text = when.strftime(form)
        assert Moments(form)[text] == datetime.strptime(text, form)  # noqa: DTZ007
