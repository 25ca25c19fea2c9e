"""Which days the columns cover, and what their heads say."""

from __future__ import annotations

from datetime import date

from kkmp_ledger.base.period import Period
from kkmp_ledger.statements.rentang import kepala
from kkmp_ledger.statements.rentang import kolom_rentang
from kkmp_ledger.statements.rentang import kolom_tanggal
from kkmp_ledger.statements.rentang import rentang
from tests.statements.buku import KOPERASI
from tests.statements.buku import buku
from tests.statements.buku import contoh

KOSONG = buku("")


def test_a_closed_year_is_covered_whole() -> None:
    assert rentang(contoh(), KOPERASI, 2025, tutup=True) == Period(
        date(2025, 6, 24), date(2026, 1, 1)
    )
    assert rentang(KOSONG, KOPERASI, 2026, tutup=True) == Period(date(2026, 1, 1), date(2027, 1, 1))


def test_an_open_year_ends_with_the_last_month_that_has_an_entry() -> None:
    april = Period(date(2026, 1, 1), date(2026, 5, 1))
    assert rentang(contoh(), KOPERASI, 2026, tutup=False) == april
    # the last entry is in 2026, so 2025 is covered whole even while it is open
    assert rentang(contoh(), KOPERASI, 2025, tutup=False).until == date(2026, 1, 1)
    # a year that has no entry yet shows its first month
    assert rentang(contoh(), KOPERASI, 2027, tutup=False).until == date(2027, 2, 1)
    assert rentang(KOSONG, KOPERASI, 2025, tutup=False).until == date(2025, 7, 1)


def test_the_same_span_a_year_before() -> None:
    full = kolom_rentang(contoh(), KOPERASI, 2027, tutup=True)[1]
    assert full.period == Period(date(2026, 1, 1), date(2027, 1, 1))
    assert full.kolom.catatan == ""
    short = kolom_rentang(contoh(), KOPERASI, 2026, tutup=True)[1]
    assert short.period == Period(date(2025, 6, 24), date(2026, 1, 1))
    assert short.kolom.judul == "24 Juni - 31 Desember 2025"
    assert short.kolom.catatan == "24 Jun - 31 Des 2025, tidak sebanding penuh"
    none = kolom_rentang(contoh(), KOPERASI, 2026, tutup=False)[1]
    assert none.period is None
    assert none.kolom.judul == "1 Januari - 30 April 2025"
    assert none.kolom.catatan == "belum ada pembukuan"


def test_a_founding_on_a_leap_day_has_a_year_before() -> None:
    leap = KOPERASI.model_copy(update={"mulai": date(2024, 2, 29)})
    none = kolom_rentang(KOSONG, leap, 2024, tutup=True)[1]
    assert none.period is None
    assert none.kolom.judul == "28 Februari - 31 Desember 2023"


def test_posisi_keuangan_compares_with_the_end_of_the_last_book_year() -> None:
    kini, lalu = kolom_tanggal(contoh(), KOPERASI, 2026, tutup=False)
    assert kini.kolom.judul == "30 April 2026"
    assert kini.kolom.catatan == "belum ditutup, s.d. 30 April 2026"
    assert lalu.period == Period(date(2025, 6, 24), date(2026, 1, 1))
    assert lalu.kolom.judul == "31 Desember 2025"


def test_a_head_says_whether_the_year_is_open() -> None:
    period = rentang(contoh(), KOPERASI, 2026, tutup=False)
    head = kepala(KOPERASI, period, "f" * 16, tutup=False)
    assert head.periode == "1 Januari - 30 April 2026 (belum ditutup, s.d. 30 April 2026)"
    assert head.fiktif
    closed = rentang(contoh(), KOPERASI, 2025, tutup=True)
    one_day = kepala(KOPERASI, closed, "", tutup=True, per_tanggal=True)
    assert one_day.periode == "31 Desember 2025"
