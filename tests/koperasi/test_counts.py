"""Counts of cash, bank and goods: what each states, and what becomes of the difference."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.drafting import draft_entry
from kkmp_ledger.koperasi.events import hitungan
from kkmp_ledger.koperasi.undo import reverse
from tests.koperasi.event_material import DAY
from tests.koperasi.event_material import beli
from tests.koperasi.event_material import bunga
from tests.koperasi.event_material import hibah
from tests.koperasi.example import asset_row
from tests.koperasi.example import book_of
from tests.koperasi.example import books
from tests.koperasi.example import names
from tests.koperasi.example import on_day

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Draft


def compute(
    book: list[Draft], box: str, jumlah: int | Decimal
) -> tuple[list[str], tuple[str, Decimal]]:
    asked = hitungan.HitungKas(box, jumlah, "BA-01", alasan="salah kembalian", witness="pengawas")
    plan = asked.plan(books(book_of(*book)), DAY)
    (count,) = plan.counts
    assert (count.counted, count.meta["lembar"]) == (DAY, "BA-01")
    return [row for draft in plan.drafts for row in asset_row(draft)], (count.akun, count.jumlah)


def test_a_cash_count_books_its_difference() -> None:
    stand = [hibah(ke="Kas Toko", jumlah=1000)]
    akun = "Aset:Kas:Toko"
    assert compute(stand, "Kas Toko", 1000) == ([], (akun, Decimal(1000)))
    less = ["Aset:Kas:Toko -50", "Beban:Selisih-Kas 50"]
    assert compute(stand, "Kas Toko", 950) == (less, (akun, Decimal(950)))
    more = ["Aset:Kas:Toko 1", "Beban:Selisih-Kas -1"]
    assert compute(stand, "Kas Toko", 1001) == (more, (akun, Decimal(1001)))


def test_a_count_sees_its_own_day_and_not_the_next() -> None:
    tomorrow = hibah(ke="Kas Toko", jumlah=70, tanggal=on_day("2025-08-01"))
    assert compute([hibah(ke="Kas Toko", jumlah=30), tomorrow], "Kas Toko", 30)[0] == []


def test_a_bank_that_differs_is_refused() -> None:
    stand = [bunga()]
    assert compute(stand, "Bank BRI", Decimal("10.25"))[0] == []
    with pytest.raises(ProblemError) as caught:
        compute(stand, "Bank BRI", 11)
    assert [(p.code, p.fact) for p in caught.value.problems] == [
        (
            "SALDO-BEDA",
            "Bank BRI pada 31 Juli 2025 menurut rekening 11, menurut buku 10,25 (beda 0,75)",
        )
    ]
    with pytest.raises(ProblemError, match="tidak mengenal sen"):
        compute(stand, "Kas Toko", Decimal("0.50"))
    with pytest.raises(ProblemError, match="di bawah nol"):
        compute(stand, "Kas Toko", -1)


def opname(book: list[Draft], unit: str, value: int, day: str = "2025-07-31") -> list[str]:
    asked = hitungan.Opname(unit, value, "OP-1", alasan="susut", witness="pengawas")
    plan = asked.plan(books(book_of(*book)), on_day(day))
    assert [count.jumlah for count in plan.counts] == [value]
    assert all(draft.meta["lembar"] == "OP-1" for draft in plan.drafts)
    return [row for draft in plan.drafts for row in asset_row(draft)]


def test_a_perpetual_count_books_its_difference_to_susut() -> None:
    stand = [beli(jumlah=1000)]
    assert opname(stand, "sembako", 1000) == []
    assert opname(stand, "sembako", 940) == [
        "Beban:Susut-Barang:Sembako 60",
        "Aset:Persediaan:Sembako -60",
    ]
    assert opname(stand, "sembako", 1003) == [
        "Beban:Susut-Barang:Sembako -3",
        "Aset:Persediaan:Sembako 3",
    ]
    with pytest.raises(ProblemError, match="di bawah nol"):
        opname(stand, "sembako", -1)
    with pytest.raises(ProblemError, match="tidak punya persediaan"):
        opname(stand, "logistik", 1)


def jual(day: str, anggota: int, general: int) -> Draft:
    legs = [
        ("Aset:Kas:Toko", anggota + general),
        ("Pendapatan:Anggota:Apotek", -anggota),
        ("Pendapatan:Non-Anggota:Apotek", -general),
    ]
    return draft_entry(names().chart, tanggal=on_day(day), jenis="jual", uraian="jual", legs=legs)


def test_a_periodic_count_turns_what_is_gone_to_hpp_by_sales_since_the_last() -> None:
    stand = [beli(unit="apotek", jumlah=1000, tanggal=on_day("2025-07-01"))]
    # no sales: all of it is the public's
    assert opname(stand, "apotek", 900) == [
        "Beban:HPP:Non-Anggota:Apotek 100",
        "Aset:Persediaan:Apotek -100",
    ]
    stand.append(jual("2025-07-10", 300, 100))
    assert opname(stand, "apotek", 600) == [
        "Beban:HPP:Anggota:Apotek 300",
        "Beban:HPP:Non-Anggota:Apotek 100",
        "Aset:Persediaan:Apotek -400",
    ]
    (first,) = hitungan.Opname("apotek", 600, "OP-1").plan(books(book_of(*stand)), DAY).drafts
    later = [*stand, first, jual("2025-08-02", 50, 150)]
    assert opname(later, "apotek", 200, "2025-08-31") == [
        "Beban:HPP:Anggota:Apotek 100",
        "Beban:HPP:Non-Anggota:Apotek 300",
        "Aset:Persediaan:Apotek -400",
    ]


def test_a_count_that_was_reversed_is_no_count() -> None:
    """The sales since the last count that still holds divide what is gone."""
    stand = [beli(unit="apotek", jumlah=800_000), jual("2025-07-10", 500_000, 500_000)]
    (wrong,) = hitungan.Opname("apotek", 300_000, "OP-1").plan(books(book_of(*stand)), DAY).drafts
    entry = list(book_of(*stand, wrong).entries(Period(DAY, on_day("2025-08-01"))))[-1]
    evenly = [
        "Beban:HPP:Anggota:Apotek 200000",
        "Beban:HPP:Non-Anggota:Apotek 200000",
        "Aset:Persediaan:Apotek -400000",
    ]
    back = reverse(entry, tanggal=DAY, alasan="salah hitung")
    assert opname([*stand, wrong, back], "apotek", 400_000) == evenly
    # a count of a day on which the first one stood still follows it
    later = reverse(entry, tanggal=on_day("2025-08-20"), alasan="salah hitung")
    sold = jual("2025-08-05", 100, 300)
    stand = [*stand, wrong, sold, later]
    assert opname(stand, "apotek", 299_600, "2025-08-19") == [
        "Beban:HPP:Anggota:Apotek 100",
        "Beban:HPP:Non-Anggota:Apotek 300",
        "Aset:Persediaan:Apotek -400",
    ]
    assert opname(stand, "apotek", 400_000, "2025-08-20") == [
        "Beban:HPP:Anggota:Apotek 199960",
        "Beban:HPP:Non-Anggota:Apotek 200040",
        "Aset:Persediaan:Apotek -400000",
    ]


def test_only_a_difference_that_is_a_loss_is_asked_about() -> None:
    """Periodic stock that went is what was sold: nothing is lost, and nobody is asked."""
    at = books(book_of(beli(jumlah=1000), beli(unit="apotek", jumlah=1000)))
    asked = hitungan.Opname("sembako", 900, "OP-1").question(at, DAY)
    assert "selisih -100" in asked
    assert asked.endswith("?")
    assert hitungan.Opname("sembako", 1000, "OP-1").question(at, DAY) == ""
    assert hitungan.Opname("apotek", 900, "OP-1").question(at, DAY) == ""
