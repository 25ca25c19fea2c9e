"""The year's SHU from a ledger: bases, sen, earlier losses, percentages, the public's part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import book_year
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.jasa import Bases
from kkmp_ledger.koperasi.jasa import jasa_bases
from kkmp_ledger.koperasi.shu_year import compute_shu
from kkmp_ledger.koperasi.shu_year import earlier_losses
from kkmp_ledger.koperasi.shu_year import shu_non_anggota
from kkmp_ledger.koperasi.shu_year import shu_of_period
from kkmp_ledger.koperasi.shu_year import shu_rule
from kkmp_ledger.koperasi.shu_year import summary
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.dated import Dated
from kkmp_ledger.schema.koperasi import Koperasi
from tests.koperasi.example import TOML
from tests.koperasi.example import book_of
from tests.koperasi.example import koperasi
from tests.koperasi.example import names
from tests.koperasi.example import register

CHART = names().chart
MULAI = koperasi().pembukuan_sejak
BOOK = """
2025-06-24 * "Setor" ^KS-2506-0001
  jenis: "setor-simpanan"
  Aset:Kas:Kantor                     150000 IDR
  Ekuitas:Simpanan:Pokok:A0001        -50000 IDR
  Ekuitas:Simpanan:Wajib:A0001        -40000 IDR
  Ekuitas:Simpanan:Pokok:A0002        -50000 IDR
  Liabilitas:Simpanan:Sukarela:A0001  -10000 IDR
2025-09-01 * "Toko" ^TK-250901-T1-J
  jenis: "jual"
  Aset:Kas:Toko                       100000 IDR
  Pendapatan:Anggota:Sembako          -30000 IDR
    anggota: "A0001"
    hpp: 20000 IDR
  Pendapatan:Anggota:Sembako          -10000 IDR
    anggota: "A0002"
    hpp: 5000 IDR
  Pendapatan:Non-Anggota:Sembako      -60000 IDR
  Beban:HPP:Anggota:Sembako            25000 IDR
  Beban:HPP:Non-Anggota:Sembako        50000 IDR
  Aset:Persediaan:Sembako             -75000 IDR
2025-09-02 * "Retur" ^TK-250902-T1-R
  jenis: "retur"
  Aset:Kas:Toko                        -8000 IDR
  Pendapatan:Anggota:Sembako            3000 IDR
    anggota: "A0001"
    hpp: -2000 IDR
  Pendapatan:Anggota:Sembako            5000 IDR
    anggota: "A0003"
    hpp: -4000 IDR
  Beban:HPP:Anggota:Sembako            -6000 IDR
  Aset:Persediaan:Sembako               6000 IDR
2025-11-30 * "Keluar" ^KS-2511-0001
  jenis: "keluar"
  Ekuitas:Simpanan:Pokok:A0002         50000 IDR
  Liabilitas:Anggota-Keluar:A0002     -50000 IDR
2025-12-31 * "Bunga" ^KS-2512-0001
  jenis: "bunga-bank"
  Aset:Bank:BRI                         0.50 IDR
  Pendapatan:Hasil-Investasi           -0.50 IDR
"""
YEAR = book_year(2025, MULAI)


def test_bases_at_the_years_end() -> None:
    book = TextBook.from_text(BOOK)
    assert jasa_bases(book, CHART, register(), YEAR) == {
        "A0001": Bases(90_000, 27_000),
        "A0002": Bases(0, 10_000),  # left in November: his purchases count, his capital is out
        "A0003": Bases(0, -5_000),
    }
    assert set(jasa_bases(book, CHART, register(), YEAR, "tidak")) == {"A0001", "A0003"}


def test_a_sale_to_a_member_that_names_none_is_in_no_base() -> None:
    """JUAL-ANGGOTA tells it; until it is mended the others' shares stand."""
    bought = '  Pendapatan:Anggota:Sembako            3000 IDR\n    anggota: "A0001"\n'
    assert bought in BOOK
    book = TextBook.from_text(BOOK.replace(bought, bought.partition("    anggota")[0]))
    bases = jasa_bases(book, CHART, register(), YEAR)
    assert {n: b.usaha for n, b in bases.items()} == {
        "A0001": 30_000, "A0002": 10_000, "A0003": -5_000,
    }  # fmt: skip


def test_what_stands_on_a_parent_of_deposits_is_of_nobody() -> None:
    """AKUN-INDUK tells it; no member is called by the parent's name."""
    book = TextBook.from_text(
        BOOK.replace("Ekuitas:Simpanan:Wajib:A0001", "Ekuitas:Simpanan:Wajib")
    )
    bases = jasa_bases(book, CHART, register(), YEAR)
    assert {n: b.modal for n, b in bases.items()} == {"A0001": 50_000, "A0002": 0, "A0003": 0}


def test_who_joins_later_is_not_in_the_year() -> None:
    early = Period(MULAI, date(2025, 8, 15))
    assert list(jasa_bases(book_of(), CHART, register(), early)) == ["A0001", "A0002"]
    between = Period(date(2025, 11, 30), date(2026, 2, 1))
    assert list(jasa_bases(book_of(), CHART, register(), between)) == ["A0001", "A0003"]


def test_the_year_as_a_whole() -> None:
    book = TextBook.from_text(BOOK)
    # 100.000 - 8.000 sales, 69.000 cost, half a rupiah of interest: 23.000,5 rounds up
    found = compute_shu(book, CHART, koperasi(), register(), 2025)
    assert found.shu == 23_001
    assert found.allocation["jasa_modal"] == 4_600
    assert {a.nomor: a.jasa_modal for a in found.anggota} == {
        "A0001": 4_600,
        "A0002": 0,
        "A0003": 0,
    }
    assert {a.nomor: a.jasa_usaha for a in found.anggota} == {
        "A0001": 4_196,
        "A0002": 1_554,
        "A0003": 0,
    }
    assert found.notes == ("dasar jasa usaha A0003 -5.000 dihitung 0",)
    assert summary(found) == "SHU 23.001, bagian anggota 10.350 untuk 2 orang"


def result(day: date, sen: int) -> Draft:
    amount = Decimal(sen) / 100
    legs = (Leg("Aset:Bank:BRI", amount), Leg("Pendapatan:Hasil-Investasi", -amount))
    return Draft(day, "bunga-bank", "Bunga", legs)


def decision(day: date, year: int, jumlah: int) -> Draft:
    legs = (
        Leg(f"Ekuitas:SHU:Dibagikan:{year}", Decimal(jumlah)),
        Leg("Ekuitas:Cadangan:Umum", Decimal(-jumlah)),
    )
    return Draft(day, "pembagian-shu", "RAT", legs)


SEN = st.integers(-(10**7), 10**7)


@settings(deadline=None)
@given(st.lists(SEN, min_size=3, max_size=3), st.integers(0, 10**6))
def test_years_add_up_to_what_stands_at_the_end_whatever_the_sen(sen: list[int], out: int) -> None:
    book = book_of(
        *(result(date(2025 + i, 12, 30), s) for i, s in enumerate(sen)),
        decision(date(2026, 3, 21), 2025, out),
    )
    years = [shu_of_period(book, CHART, book_year(2025 + i, MULAI)) for i in range(3)]
    whole = shu_of_period(book, CHART, Period(MULAI, date(2028, 1, 1)))
    assert sum(years) == whole
    assert abs(whole * 100 - sum(sen)) <= 50
    for year, exact in zip(years, sen, strict=True):
        assert abs(year * 100 - exact) <= 100


def test_a_decision_is_no_loss_of_the_year_it_is_booked_in() -> None:
    book = book_of(result(date(2025, 12, 30), 70_000), decision(date(2026, 3, 21), 2025, 700))
    assert shu_of_period(book, CHART, book_year(2025, MULAI)) == 700
    assert shu_of_period(book, CHART, book_year(2026, MULAI)) == 0


def test_earlier_losses_that_nothing_covered_yet() -> None:
    drafts = [
        result(date(2025, 12, 30), -90_000),
        result(date(2026, 12, 30), -20_000),
        result(date(2027, 12, 30), 500_000),
        decision(date(2026, 3, 21), 2025, -300),  # covered from cadangan by the meeting of 2026
    ]
    book = book_of(*drafts)
    assert earlier_losses(book, CHART, koperasi(), 2025) == {}
    assert earlier_losses(book, CHART, koperasi(), 2026) == {2025: 600}
    assert earlier_losses(book, CHART, koperasi(), 2027) == {2025: 600, 2026: 200}
    assert earlier_losses(book, CHART, koperasi(), 2028) == {2025: 600, 2026: 200}
    found = compute_shu(book, CHART, koperasi(), register(), 2027)
    assert (found.menutup_rugi, found.divided) == ({2025: 600, 2026: 200}, 4_200)
    # the decision on 2027 is booked in 2028, and does not change what 2027 looks like
    decided = Draft(
        date(2028, 3, 1),
        "pembagian-shu",
        "RAT",
        (
            Leg("Ekuitas:SHU:Dibagikan:2027", Decimal(800)),
            Leg("Ekuitas:SHU:Dibagikan:2025", Decimal(-600)),
            Leg("Ekuitas:SHU:Dibagikan:2026", Decimal(-200)),
        ),
    )
    after = book_of(*drafts, decided)
    assert compute_shu(after, CHART, koperasi(), register(), 2027) == found
    assert earlier_losses(after, CHART, koperasi(), 2028) == {}


def test_a_loss_says_so() -> None:
    book = book_of(result(date(2025, 12, 30), -90_000))
    found = compute_shu(book, CHART, koperasi(), register(), 2025)
    assert summary(found) == "rugi 900: tidak ada SHU yang dibagikan"


def test_the_public_s_part_follows_the_gross_margin() -> None:
    book = TextBook.from_text(BOOK)
    # margins: members 40.000 - 8.000 - 19.000 = 13.000; public 60.000 - 50.000 = 10.000
    assert shu_non_anggota(book, CHART, YEAR, 23_000) == 10_000
    assert shu_non_anggota(book, CHART, YEAR, 0) == 0
    assert shu_non_anggota(book, CHART, YEAR, -23_000) == 0
    assert shu_non_anggota(book_of(), CHART, YEAR, 23_000) == 0
    rule = replace(koperasi().shu[0], shu_non_anggota="cadangan")
    kept = replace(koperasi(), shu=Dated([rule]))
    found = compute_shu(book, CHART, kept, register(), 2025)
    assert found.retained == 10_000
    assert found.divided == 13_001


def changed(old: str, new: str) -> Koperasi:
    assert old in TOML
    return toml.loads(TOML.replace(old, new), "koperasi.toml", Koperasi)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "dana_sosial = 5",
            "dana_sosail = 5",
            [("ISI-SALAH", 'tujuan SHU "dana_sosail" tidak dikenal')],
        ),
        (
            "[shu.persen]",
            'sisa_ke = "jasa_usaha"\n[shu.persen]',
            [("ISI-SALAH", 'sisa_ke "jasa_usaha" tidak dapat menampung sisa pembulatan')],
        ),
        (
            "[[shu]]\nsejak = 2025-06-24",
            "[[shu]]\nsejak = 2026-01-01",
            [("SHU-PERSEN-TIADA", "persentase SHU belum ditetapkan pada 31 Desember 2025")],
        ),
    ],
)
def test_percentages_that_cannot_be_used(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    with pytest.raises(ProblemError) as caught:
        shu_rule(changed(old, new), CHART, 2025)
    assert [(p.code, p.fact) for p in caught.value.problems] == expected


def test_a_percentage_below_zero_is_refused_where_it_is_read() -> None:
    with pytest.raises(ProblemError, match='persentase "cadangan" di bawah nol'):
        changed("cadangan = 30\njasa_modal = 20", "cadangan = -30\njasa_modal = 80")
