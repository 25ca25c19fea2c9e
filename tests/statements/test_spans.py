"""Which days the columns cover, and what their heads say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.statements.spans import header
from kkmp_ledger.statements.spans import span_columns
from kkmp_ledger.statements.spans import spans
from kkmp_ledger.statements.spans import tanggal_column
from tests.statements.books import KOPERASI
from tests.statements.books import book_of
from tests.statements.books import example

EMPTY = book_of("")


def test_a_closed_year_is_covered_whole() -> None:
    assert spans(example(), KOPERASI, 2025, tutup=True) == Period(
        date(2025, 6, 24), date(2026, 1, 1)
    )
    assert spans(EMPTY, KOPERASI, 2026, tutup=True) == Period(date(2026, 1, 1), date(2027, 1, 1))


def test_an_open_year_ends_with_the_last_month_that_has_an_entry() -> None:
    april = Period(date(2026, 1, 1), date(2026, 5, 1))
    assert spans(example(), KOPERASI, 2026, tutup=False) == april
    # the last entry is in 2026, so 2025 is covered whole even while it is open
    assert spans(example(), KOPERASI, 2025, tutup=False).until == date(2026, 1, 1)
    # the first year shows its first month while it has no entry, a later one is refused
    assert spans(EMPTY, KOPERASI, 2025, tutup=False).until == date(2025, 7, 1)
    for ledger, named in ((example(), 2026), (EMPTY, 2025)):
        with pytest.raises(ProblemError) as error:
            spans(ledger, KOPERASI, 2027, tutup=False)
        assert f"--tahun {named}" in error.value.problems[0].hint


def test_the_same_span_a_year_before() -> None:
    full = span_columns(example(), KOPERASI, 2027, tutup=True)[1]
    assert full.period == Period(date(2026, 1, 1), date(2027, 1, 1))
    assert full.columns.notes == ""
    short = span_columns(example(), KOPERASI, 2026, tutup=True)[1]
    assert short.period == Period(date(2025, 6, 24), date(2026, 1, 1))
    assert short.columns.title == "24 Juni - 31 Desember 2025"
    assert short.columns.notes == "24 Jun - 31 Des 2025, tidak sebanding penuh"
    none = span_columns(example(), KOPERASI, 2026, tutup=False)[1]
    assert none.period is None
    assert none.columns.title == "1 Januari - 30 April 2025"
    assert none.columns.notes == "belum ada pembukuan"


def test_a_founding_on_a_leap_day_has_a_year_before() -> None:
    leap = replace(KOPERASI, berdiri=date(2024, 2, 29), pembukuan_sejak=date(2024, 2, 29))
    none = span_columns(EMPTY, leap, 2024, tutup=True)[1]
    assert none.period is None
    assert none.columns.title == "28 Februari - 31 Desember 2023"


def test_posisi_keuangan_compares_with_the_end_of_the_last_book_year() -> None:
    now, previous = tanggal_column(example(), KOPERASI, 2026, tutup=False)
    assert now.columns.title == "30 April 2026"
    assert now.columns.notes == "belum ditutup, s.d. 30 April 2026"
    assert previous.period == Period(date(2025, 6, 24), date(2026, 1, 1))
    assert previous.columns.title == "31 Desember 2025"


def test_a_head_says_whether_the_year_is_open() -> None:
    period = spans(example(), KOPERASI, 2026, tutup=False)
    head = header(KOPERASI, period, "f" * 16, tutup=False, state="RANCANGAN")
    assert head.state == "RANCANGAN"
    assert head.period == "1 Januari - 30 April 2026 (belum ditutup, s.d. 30 April 2026)"
    assert head.fiktif
    closed = spans(example(), KOPERASI, 2025, tutup=True)
    one_day = header(KOPERASI, closed, "", tutup=True, state="", per_tanggal=True)
    assert one_day.period == "31 Desember 2025"
