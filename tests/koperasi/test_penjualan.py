"""Sales: what a day of receipts becomes, and that nothing is lost for any receipts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.penjualan import BON
from kkmp_ledger.koperasi.penjualan import MappedReceipt
from kkmp_ledger.koperasi.penjualan import SaleKind
from kkmp_ledger.koperasi.penjualan import daily_entries
from tests.koperasi.example import asset_row
from tests.koperasi.example import book_of
from tests.koperasi.example import names

CHART = names().chart
MARCH = Month(2026, 3).period
KAS = "Aset:Kas:Toko"
QRIS = "Aset:Piutang:QRIS:BRI"
FIXED = ("Sembako",)


def make_receipt(
    nomor: str,
    anggota: str,
    bayar: tuple[tuple[str, int], ...],
    row_: tuple[tuple[str, int, int | None], ...],
    *,
    kind: SaleKind = "jual",
    time: str = "2026-03-14T10:00",
) -> MappedReceipt:
    when = datetime.fromisoformat(time)
    return MappedReceipt(f"T1/{nomor}", "T1", nomor, kind, when, anggota, False, bayar, row_)


def test_a_day_as_the_design_shows_it() -> None:
    receipts = [
        make_receipt("1", "A0001", ((KAS, 100_000),), (("Sembako", 60_000, 50_000),) * 1
              + (("Sembako", 40_000, 38_000),)),
        make_receipt("2", "A0001", ((QRIS, 25_000),), (("Sembako", 25_000, 22_000),)),
        make_receipt(
            "3", "", ((KAS, 2_350_000), (QRIS, 285_000)), (("Sembako", 2_635_000, 2_300_000),)
        ),
    ]  # fmt: skip
    (draft,) = daily_entries(
        receipts, CHART, FIXED, store_names={"T1": "Toko Tirtamaya"}, source="receipts.csv"
    )
    assert (draft.bukti, draft.pihak, draft.uraian, dict(draft.meta)) == (
        "TK-260314-T1-J",
        "Penjualan",
        "Toko Tirtamaya, 14 Maret 2026",
        {"sumber": "receipts.csv"},
    )
    assert asset_row(draft) == [
        "Aset:Kas:Toko 2450000",
        "Aset:Piutang:QRIS:BRI 310000",
        "Pendapatan:Anggota:Sembako -125000 anggota=A0001 hpp=110000",
        "Pendapatan:Non-Anggota:Sembako -2635000",
        "Beban:HPP:Anggota:Sembako 110000",
        "Beban:HPP:Non-Anggota:Sembako 2300000",
        "Aset:Persediaan:Sembako -2410000",
    ]


def test_returns_stand_apart_with_opposite_signs() -> None:
    receipts = [
        make_receipt("1", "A0002", ((KAS, 50),), (("Sembako", 50, 40),)),
        make_receipt("2", "A0002", ((KAS, 50),), (("Sembako", 50, 40),), kind="retur"),
    ]
    sale, back = daily_entries(receipts, CHART, FIXED)
    assert (sale.bukti, back.bukti, back.jenis) == ("TK-260314-T1-J", "TK-260314-T1-R", "retur")
    assert asset_row(back) == [
        "Aset:Kas:Toko -50",
        "Pendapatan:Anggota:Sembako 50 anggota=A0002 hpp=-40",
        "Beban:HPP:Anggota:Sembako -40",
        "Aset:Persediaan:Sembako 40",
    ]


def test_services_have_no_cost_and_bon_is_the_members_own_debt_per_unit() -> None:
    receipt = make_receipt(
        "1",
        "A0001",
        ((BON, 90), (KAS, 10)),
        (("Logistik", 25, None), ("Sembako", 75, 60), ("Apotek", 0, 5)),
    )
    assert asset_row(daily_entries([receipt], CHART, FIXED)[0]) == [
        "Aset:Kas:Toko 10",
        "Aset:Piutang:Bon:Logistik:A0001 23",
        "Aset:Piutang:Bon:Sembako:A0001 67",
        "Pendapatan:Anggota:Logistik -25 anggota=A0001",
        "Pendapatan:Anggota:Sembako -75 anggota=A0001 hpp=60",
        "Beban:HPP:Anggota:Sembako 60",
        "Aset:Persediaan:Sembako -60",
    ]


def test_members_stand_in_order_of_number() -> None:
    numbers = ("A10000", "A0002", "A9999")
    receipts = [make_receipt("1", n, ((KAS, 5),), (("Logistik", 5, None),)) for n in numbers]
    (draft,) = daily_entries(receipts, CHART, FIXED)
    assert [leg.meta["anggota"] for leg in draft.legs[1:]] == ["A0002", "A9999", "A10000"]


def test_goods_given_away_still_cost() -> None:
    receipt = make_receipt("1", "A0001", (), (("Sembako", 0, 7),))
    assert asset_row(daily_entries([receipt], CHART, FIXED)[0]) == [
        "Pendapatan:Anggota:Sembako 0 anggota=A0001 hpp=7",
        "Beban:HPP:Anggota:Sembako 7",
        "Aset:Persediaan:Sembako -7",
    ]
    owed = replace(receipt, bayar=((BON, 0),))
    assert daily_entries([owed], CHART, FIXED) == daily_entries([receipt], CHART, FIXED)
    assert (
        daily_entries([make_receipt("1", "", ((KAS, 0),), (("Sembako", 0, 0),))], CHART, FIXED)
        == []
    )


def test_every_receipt_that_cannot_be_booked_is_named() -> None:
    with pytest.raises(ProblemError) as caught:
        daily_entries(
            [
                make_receipt("1", "", ((KAS, 9),), (("Sembako", 10, 8),)),
                make_receipt("2", "", ((KAS, 10),), (("Sembako", 10, None),)),
                make_receipt("3", "", ((BON, 10),), (("Sembako", 10, 8),)),
            ],
            CHART,
            FIXED,
        )
    assert [(p.code, p.fact) for p in caught.value.problems] == [
        ("HPP-TIADA", "struk 2: barang Sembako tanpa harga pokok"),
        ("JUAL-ANGGOTA", "struk 3 dibayar bon tanpa anggota"),
        ("JUAL-TIDAK-COCOK", "struk 1: jumlah barang dan pembayaran berbeda 1"),
    ]


ROW = st.lists(
    st.tuples(
        st.sampled_from(["Sembako", "Logistik", "Apotek"]),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
    ),
    max_size=4,
)


@st.composite
def receipts(draw: st.DrawFn) -> MappedReceipt:
    lines = tuple((unit, neto, hpp if unit == "Sembako" else None) for unit, neto, hpp in draw(ROW))
    total = sum(neto for _, neto, _ in lines)
    anggota = draw(st.sampled_from(["", "A0001", "A0002"]))
    tender = draw(st.sampled_from([KAS, QRIS, BON] if anggota and lines else [KAS, QRIS]))
    cash = draw(st.integers(0, total))
    day, hour = draw(st.integers(1, 3)), draw(st.integers(0, 23))
    kind: SaleKind = draw(st.sampled_from(["jual", "retur"]))
    return make_receipt(
        "1", anggota, ((KAS, cash), (tender, total - cash)), lines, kind=kind,
        time=f"2026-03-0{day}T{hour:02d}:59",
    )  # fmt: skip


SHUFFLED = st.lists(receipts(), max_size=8).flatmap(
    lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn))
)


@given(SHUFFLED)
def test_nothing_is_lost_and_order_is_free(
    both: tuple[list[MappedReceipt], list[MappedReceipt]],
) -> None:
    drawn, shuffled = both
    drafts = daily_entries(drawn, CHART, FIXED)
    assert daily_entries(shuffled, CHART, FIXED) == drafts
    assert len({d.bukti for d in drafts}) == len(drafts)
    sales: Counter[str] = Counter()
    stock = 0
    for s in drawn:
        sign = -1 if s.kind == "retur" else 1
        sales[s.anggota] += sign * sum(neto for _, neto, _ in s.lines)
        stock += sign * sum(hpp or 0 for _, _, hpp in s.lines)
    booked: Counter[str] = Counter()
    for draft in drafts:
        assert draft.jumlah == 0
        hpp = Decimal()
        for leg in draft.legs:
            if leg.akun.startswith("Pendapatan:"):
                booked[str(leg.meta.get("anggota", ""))] -= int(leg.jumlah)
                hpp += Decimal(leg.meta.get("hpp", 0))
                assert ("anggota" in leg.meta) == leg.akun.startswith("Pendapatan:Anggota:")
            if leg.akun == "Aset:Persediaan:Sembako":
                stock += int(leg.jumlah)
        cost = [leg.jumlah for leg in draft.legs if leg.akun == "Beban:HPP:Anggota:Sembako"]
        assert hpp == sum(cost)
    assert stock == 0
    assert {k: v for k, v in booked.items() if v} == {k: v for k, v in sales.items() if v}


def test_what_is_written_reads_back() -> None:
    receipt = make_receipt("1", "A0001", ((KAS, 50),), (("Sembako", 50, 40),))
    later = replace(receipt, time=datetime(2026, 3, 15, 23, 59))  # noqa: DTZ001  # tills print local time
    book = book_of(*daily_entries([receipt, later], CHART, FIXED))
    assert [e.bukti for e in book.entries(MARCH)] == ["TK-260314-T1-J", "TK-260315-T1-J"]
