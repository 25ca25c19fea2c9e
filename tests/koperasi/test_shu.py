"""Dividing the SHU: the textbook tables (T1-T14) and what must hold for any input."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.money import allocate
from kkmp_ledger.koperasi.shu import divide
from kkmp_ledger.koperasi.shu import weights_of
from kkmp_ledger.schema.koperasi import NestedShare
from kkmp_ledger.schema.koperasi import ShuPercentages

if TYPE_CHECKING:
    from kkmp_ledger.koperasi.shu import Division

Persen = dict[str, int | str | NestedShare]


def rule_of(persen: Persen, **other: Any) -> ShuPercentages:
    """Percentages; what they leave open of 100 goes to cadangan."""
    filled = {k: Decimal(v) if isinstance(v, int | str) else v for k, v in persen.items()}
    given_ = sum(v.bagian if isinstance(v, NestedShare) else v for v in filled.values())
    if given_ != 100:
        filled["cadangan"] = Decimal(filled.get("cadangan", 0)) + 100 - given_  # type: ignore[arg-type]  # never nested here
    return ShuPercentages(
        sejak=date(2000, 1, 1),
        sumber="buku teks",
        persen=filled,
        **other,
    )


def part(division: Division, nomor: str) -> tuple[int, int, int]:
    row = next(a for a in division.anggota if a.nomor == nomor)
    return (row.jasa_modal, row.jasa_usaha, row.total)


# Textbook examples name one member of many: what he leaves of both bases is one other member's.
# shu, percent modal, percent usaha, (S, sum S), (V, sum V), jasa modal, jasa usaha, exact total
LEDGER_TEXT = {
    "T1": (6_400_000, 25, 20, (8_000_000, 16_000_000), (0, 0), 800_000, 0, Fraction(800_000)),
    "T2": (
        25_000_000,
        20,
        30,
        (100_000 + 1_100_000, 70_000_000),
        (1_500_000, 20_000_000),
        85_714,
        562_500,
        Fraction(4_537_500, 7),
    ),
    "T3": (
        40_000_000, 25, 30, (3_000_000, 60_000_000), (1_000_000, 100_000_000),
        500_000, 120_000, Fraction(620_000),
    ),
    "T4": (
        60_000_000, 20, 25, (1_800_000 + 200_000, 100_000_000), (5_000_000, 75_000_000),
        240_000, 1_000_000, Fraction(1_240_000),
    ),
    "T5": (
        2_000_000, 20, 30, (500_000, 10_000_000), (1_000_000, 15_000_000),
        20_000, 40_000, Fraction(60_000),
    ),
    "T6": (
        56_000_000, 25, 30, (600_000, 28_000_000), (8_400_000, 168_000_000),
        300_000, 840_000, Fraction(1_140_000),
    ),
    "T7": (
        15_000_000, 25, 20, (500_000 + 4_000_000, 75_000_000), (6_000_000, 45_000_000),
        225_000, 400_000, Fraction(625_000),
    ),
}  # fmt: skip


@pytest.mark.parametrize("vector", LEDGER_TEXT)
def test_textbook_members(vector: str) -> None:
    shu, modal, usaha, (s, all_s), (v, all_v), jm, ju, exact = LEDGER_TEXT[vector]
    rule = rule_of({"jasa_modal": modal, "jasa_usaha": usaha})
    found = divide(shu, rule, {"A001": (s, v), "A002": (all_s - s, all_v - v)})
    assert part(found, "A001") == (jm, ju, jm + ju)
    by_hand = Fraction(shu * modal * s, 100 * all_s)
    by_hand += Fraction(shu * usaha * v, 100 * all_v) if all_v else 0
    assert by_hand == exact
    assert abs(jm + ju - exact) < 1
    assert sum(found.allocation.values()) == shu


def test_t1_has_no_trade_so_that_pool_goes_to_cadangan_and_says_so() -> None:
    rule = rule_of({"jasa_modal": 25, "jasa_usaha": 20})
    found = divide(6_400_000, rule, {"A001": (8_000_000, 0), "A002": (8_000_000, 0)})
    assert found.allocation == {
        "jasa_modal": 1_600_000,
        "jasa_usaha": 0,
        "cadangan": 3_520_000 + 1_280_000,
    }
    assert found.notes == ("tidak ada dasar jasa usaha: 1.280.000 masuk cadangan",)


def test_t3_destinations() -> None:
    rule = rule_of(
        {
            "jasa_modal": 25,
            "jasa_usaha": 30,
            "dana_pengurus": 10,
            "dana_sosial": 10,
            "dana_pendidikan": 15,
            "cadangan": 10,
        }
    )
    found = divide(40_000_000, rule, {"A001": (1, 1)})
    assert found.allocation == {
        "jasa_modal": 10_000_000,
        "jasa_usaha": 12_000_000,
        "dana_pengurus": 4_000_000,
        "dana_sosial": 4_000_000,
        "dana_pendidikan": 6_000_000,
        "cadangan": 4_000_000,
    }


T10_PERSEN: Persen = {
    "cadangan": 30,
    "jasa_modal": 20,
    "jasa_usaha": 25,
    "dana_pengurus": 10,
    "dana_pendidikan": 5,
    "dana_sosial": 5,
    "dana_pembangunan": 5,
}
T10_BASES = {
    "A001": (1_250_000, 4_325_500),
    "A002": (850_000, 0),
    "A003": (850_000, 12_870_250),
    "A004": (600_000, 1_999_900),
    "A005": (350_000, 7_350_350),
}
T10_SHU = 37_654_321


def test_t10_largest_remainder() -> None:
    found = divide(T10_SHU, rule_of(T10_PERSEN), T10_BASES)
    assert found.allocation == {
        "cadangan": 11_296_297,
        "jasa_modal": 7_530_864,
        "jasa_usaha": 9_413_580,
        "dana_pengurus": 3_765_432,
        "dana_pendidikan": 1_882_716,
        "dana_sosial": 1_882_716,
        "dana_pembangunan": 1_882_716,
    }
    assert [(a.nomor, a.jasa_modal, a.jasa_usaha, a.total) for a in found.anggota] == [
        ("A001", 2_413_739, 1_533_883, 3_947_622),
        ("A002", 1_641_342, 0, 1_641_342),
        ("A003", 1_641_342, 4_563_969, 6_205_311),
        ("A004", 1_158_594, 709_192, 1_867_786),
        ("A005", 675_847, 2_606_536, 3_282_383),
    ]
    assert sum(a.total for a in found.anggota) == 16_944_444
    assert (found.rest_, found.notes) == (0, ())


def test_t10_rounded_down() -> None:
    found = divide(T10_SHU, rule_of(T10_PERSEN, pembulatan="ke-bawah"), T10_BASES)
    assert found.allocation["jasa_modal"] == 7_530_862
    assert found.allocation["jasa_usaha"] == 9_413_579
    assert found.allocation["cadangan"] == 11_296_297 + 3
    assert found.rest_ == 3
    assert found.notes == ("sisa pembulatan 3 masuk cadangan",)


def test_t10_in_steps_of_a_thousand_to_another_destination() -> None:
    rule = rule_of(T10_PERSEN, satuan=1000, sisa_ke="dana_sosial")
    found = divide(T10_SHU, rule, T10_BASES)
    assert found.allocation["jasa_modal"] == 7_530_000
    assert found.allocation["jasa_usaha"] == 9_413_000
    assert found.allocation["dana_sosial"] == 1_882_716 + 864 + 580
    assert found.rest_ == 864 + 580
    assert all(a.jasa_modal % 1000 == 0 == a.jasa_usaha % 1000 for a in found.anggota)


@pytest.mark.parametrize(
    ("pembulatan", "parts", "cadangan"),
    [("sisa-terbesar", [34, 33, 33], 0), ("ke-bawah", [33, 33, 33], 1)],
)
def test_t11_a_tie_goes_to_the_lower_number(
    pembulatan: str, parts: list[int], cadangan: int
) -> None:
    rule = rule_of({"jasa_modal": 100}, pembulatan=pembulatan)
    found = divide(100, rule, dict.fromkeys(("A003", "A001", "A002"), (7, 0)))
    assert [a.nomor for a in found.anggota] == ["A001", "A002", "A003"]
    assert [a.jasa_modal for a in found.anggota] == parts
    assert found.allocation.get("cadangan", 0) == cadangan


def test_t12_the_village_comes_first() -> None:
    desa, shu = allocate(50_000_000, [20, 80])
    assert desa == 10_000_000
    rule = rule_of(
        {
            "cadangan": 25,
            "jasa_modal": 20,
            "jasa_usaha": 30,
            "dana_pengurus": 10,
            "dana_karyawan": 5,
            "dana_pendidikan": 5,
            "dana_sosial": 5,
        }
    )
    assert list(divide(shu, rule, {"A001": (1, 1)}).allocation.values()) == [
        10_000_000,
        8_000_000,
        12_000_000,
        4_000_000,
        2_000_000,
        2_000_000,
        2_000_000,
    ]


@pytest.mark.parametrize(
    ("shu", "said"),
    [
        (-4_603_356, "rugi 4.603.356: tidak ada SHU yang dibagikan"),  # T13
        (0, "SHU nihil: tidak ada yang dibagikan"),  # T14
    ],
)
def test_t13_t14_nothing_to_divide(shu: int, said: str) -> None:
    found = divide(shu, rule_of(T10_PERSEN), T10_BASES, {2024: 5}, shu_non_anggota=9)
    assert set(found.allocation) == set(T10_PERSEN)
    assert not any(found.allocation.values())
    assert not any(a.total for a in found.anggota)
    assert (found.menutup_rugi, found.retained, found.rest_) == ({}, 0, 0)
    assert found.notes == (said,)


def test_nested_percentages_are_multiplied_out_and_divided_once() -> None:
    inner = NestedShare(
        bagian=Decimal(40), isi={"jasa_modal": Decimal(30), "jasa_usaha": Decimal(70)}
    )
    nested = rule_of({"anggota": inner, "cadangan": "47.5", "jasa_modal": "12.5"})
    assert weights_of(nested) == {
        "jasa_modal": Fraction(245, 1000),
        "jasa_usaha": Fraction(28, 100),
        "cadangan": Fraction(475, 1000),
    }
    # 1.000 in two steps of rounding would differ; once: 245, 280, 475
    assert dict(divide(1_000, nested, {"A001": (1, 1)}).allocation) == {
        "jasa_modal": 245,
        "jasa_usaha": 280,
        "cadangan": 475,
    }


def test_earlier_losses_come_first_oldest_first() -> None:
    rule = rule_of({"cadangan": 100})
    found = divide(1_000, rule, {}, {2024: 500, 2023: 300, 2022: 0})
    assert (found.menutup_rugi, dict(found.allocation)) == (
        {2023: 300, 2024: 500},
        {"cadangan": 200},
    )
    assert found.notes == (
        "menutup rugi tahun 2023 sebesar 300",
        "menutup rugi tahun 2024 sebesar 500",
    )
    eaten = divide(1_000, rule_of(T10_PERSEN), T10_BASES, {2023: 700, 2024: 500})
    assert eaten.menutup_rugi == {2023: 700, 2024: 300}
    assert not any(eaten.allocation.values())
    assert not any(a.total for a in eaten.anggota)


@pytest.mark.parametrize(("non", "retained"), [(400, 400), (0, 0), (-5, 0), (5_000, 1_000)])
def test_trade_with_the_public_may_be_kept_back(non: int, retained: int) -> None:
    rule = rule_of({"jasa_usaha": 100}, shu_non_anggota="cadangan")
    found = divide(1_000, rule, {"A001": (0, 1)}, shu_non_anggota=non)
    assert (found.retained, found.allocation["jasa_usaha"]) == (retained, 1_000 - retained)
    off = divide(1_000, rule_of({"jasa_usaha": 100}), {"A001": (0, 1)}, shu_non_anggota=non)
    assert off.retained == 0


def test_a_negative_base_counts_as_nothing_and_is_said() -> None:
    rule = rule_of({"jasa_usaha": 100})
    found = divide(100, rule, {"A001": (0, -20_000), "A002": (0, 5)})
    assert [a.jasa_usaha for a in found.anggota] == [0, 100]
    assert found.notes == ("dasar jasa usaha A001 -20.000 dihitung 0",)


PERSEN = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(
    lambda cuts: [b - a for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), 100], strict=True)]
)
BASE = st.dictionaries(
    st.integers(1, 12_000).map(lambda n: f"A{n:04d}"),
    st.tuples(st.integers(-(10**6), 10**9), st.integers(-(10**6), 10**9)),
    max_size=12,
)


@given(
    shu=st.integers(-(10**10), 10**10),
    persen=PERSEN,
    pembulatan=st.sampled_from(["sisa-terbesar", "ke-bawah"]),
    satuan=st.sampled_from([1, 100, 500, 1000]),
    non=st.sampled_from(["dibagi", "cadangan"]),
    both=BASE.flatmap(lambda d: st.tuples(st.just(d), st.permutations(list(d.items())))),
    rugi=st.dictionaries(st.integers(2015, 2024), st.integers(0, 10**9), max_size=3),
)
def test_nothing_is_lost_members_are_treated_alike_and_order_is_free(
    *,
    shu: int,
    persen: list[int],
    pembulatan: str,
    satuan: int,
    non: str,
    both: tuple[dict[str, tuple[int, int]], list[tuple[str, tuple[int, int]]]],
    rugi: dict[int, int],
) -> None:
    base_of, shuffled = both
    names = ("cadangan", "jasa_modal", "jasa_usaha", "dana_sosial")
    rule = rule_of(
        dict(zip(names, persen, strict=True)),
        pembulatan=pembulatan,
        satuan=satuan,
        shu_non_anggota=non,
        sisa_ke="dana_sosial",
    )
    found = divide(shu, rule, base_of, rugi, shu_non_anggota=shu // 3)
    assert divide(shu, rule, dict(shuffled), rugi, shu_non_anggota=shu // 3) == found
    total = sum(found.menutup_rugi.values()) + found.retained + found.divided
    assert total == max(0, shu)
    assert min(found.allocation.values()) >= 0
    rest = found.divided
    for index, pool in enumerate(("jasa_modal", "jasa_usaha")):
        parts = {a.nomor: getattr(a, pool) for a in found.anggota}
        assert sum(parts.values()) == found.allocation[pool]
        bases = {n: max(0, base[index]) for n, base in base_of.items()}
        if shu > 0 and any(bases.values()):
            # in steps, the pool that was printed is the one that was divided; rounded down, each
            # part stays below the share of the whole pool (which itself is within 1 rupiah)
            down = pembulatan == "ke-bawah"
            exact_pool = Fraction(rest * persen[names.index(pool)], 100)
            whole = exact_pool if down else Fraction(found.allocation[pool])
            assert abs(exact_pool - whole) < satuan + 1
            for nomor, part in parts.items():
                short = whole * bases[nomor] / sum(bases.values()) - part
                assert (-1 < short < satuan + 1) if down else (abs(short) < satuan)
                assert part % satuan == 0
                richer = [parts[n] for n, base in bases.items() if base > bases[nomor]]
                assert all(part <= more for more in richer)
        else:
            assert not any(parts.values())
