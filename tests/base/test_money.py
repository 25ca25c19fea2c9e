"""Rupiah: what is read, how it is written, and that dividing loses none."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import from_sen
from kkmp_ledger.base.money import ke_sen
from kkmp_ledger.base.money import read_rupiah
from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.money import round_together
from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.sure import OurMistakeError

TOTAL = st.integers(-(10**13), 10**13)
WEIGHT = st.lists(
    st.one_of(
        st.integers(0, 10**9),
        st.decimals(0, 10**6, places=2),
        st.fractions(0, 1000, max_denominator=97),
    ),
    min_size=1,
    max_size=30,
).filter(any)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("10000", 10_000),
        ("10.000", 10_000),
        ("1.250.000", 1_250_000),
        (" Rp 1.250.000,00 ", 1_250_000),
        ("Rp.500", 500),
        ("rp500,-", 500),
        ("007", 7),
        ("10,5", None),
        ("10.00", None),
        ("1.25.000", None),
        ("1,250,000", None),
        ("10.000,50", None),
        ("-500", None),
        ("+500", None),
        ("1e6", None),
        ("", None),
        (".", None),
        ("1 000", None),
        ("lima ribu", None),
        ("1.0000", None),
        ("999999999999999", 10**15 - 1),
        ("1.000.000.000.000.000", None),
        ("١٢", None),  # digits, but nobody here types them
    ],
)
def test_reading(text: str, expected: int | None) -> None:
    assert read_rupiah(text) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.000"),
        (-1_250_000, "-1.250.000"),
        (Decimal("1234.5"), "1.234,50"),
        (Decimal("-0.05"), "-0,05"),
        (Decimal("3700000.00"), "3.700.000"),
    ],
)
def test_writing(amount: int | Decimal, expected: str) -> None:
    assert write_rupiah(amount) == expected


@given(st.integers(0, 10**15 - 1))
def test_what_is_written_reads_back(amount: int) -> None:
    assert read_rupiah(write_rupiah(amount)) == amount


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("0.5"), 1),
        (Decimal("-0.5"), 0),
        (Decimal("1.49"), 1),
        (Decimal("-1.5"), -1),
        (Decimal("-1.51"), -2),
        (Fraction(1, 3), 0),
        (Fraction(2, 3), 1),
        (7, 7),
    ],
)
def test_rounding_is_half_up(value: Decimal | Fraction | int, expected: int) -> None:
    assert round_rupiah(value) == expected


@given(st.decimals(-(10**9), 10**9, places=2), st.integers(-(10**9), 10**9))
def test_whole_rupiah_pass_through_rounding(value: Decimal, whole: int) -> None:
    assert round_rupiah(value + whole) == round_rupiah(value) + whole


@given(st.integers(-(10**15), 10**15))
def test_sen_there_and_back(sen: int) -> None:
    assert ke_sen(from_sen(sen)) == sen


def test_sen_shows_as_people_write_it() -> None:
    assert str(from_sen(12_345_600)) == "123456"
    assert str(from_sen(150)) == "1.50"
    with pytest.raises(ProblemError, match="RUPIAH-PECAHAN: jumlah 0,001 "):
        ke_sen(Decimal("0.001"))


@pytest.mark.parametrize(
    ("total", "weights", "unit", "rest", "expected"),
    [
        (100, [1, 1, 1], 1, None, [34, 33, 33]),  # T11: ties to the earlier
        (100, [1, 1, 1], 1, 2, [33, 33, 34]),
        (0, [3, 5], 1, None, [0, 0]),
        (-100, [1, 1, 1], 1, None, [-34, -33, -33]),
        (1000, [1, 2], 100, None, [300, 700]),
        (1050, [1, 2], 100, 0, [350, 700]),
        (7, [0, 1, 0], 1, None, [0, 7, 0]),
        # T10: 30, 20, 25, 10, 5, 5, 5 percent of 37.654.321
        (
            37_654_321,
            [30, 20, 25, 10, 5, 5, 5],
            1,
            None,
            [11_296_297, 7_530_864, 9_413_580, 3_765_432, 1_882_716, 1_882_716, 1_882_716],
        ),
    ],
)
def test_allocation(
    total: int, weights: list[int], unit: int, rest: int | None, expected: list[int]
) -> None:
    assert allocate(total, weights, unit, rest) == expected


@given(TOTAL, WEIGHT)
def test_nothing_is_lost_and_nobody_is_a_rupiah_off(
    total: int, weights: list[int | Decimal | Fraction]
) -> None:
    parts = allocate(total, weights)
    whole = sum(Fraction(w) for w in weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * Fraction(weight) / whole) < 1
        assert part == 0 or weight


@given(st.integers(0, 10**10), WEIGHT, st.sampled_from([1, 100, 500, 1000]), st.data())
def test_rounded_down_with_a_place_for_the_rest(
    total: int, weights: list[int | Decimal | Fraction], unit: int, data: st.DataObject
) -> None:
    rest = data.draw(st.integers(0, len(weights) - 1))
    parts = allocate(total, weights, unit, rest)
    whole = sum(Fraction(w) for w in weights)
    assert sum(parts) == total
    for i, (part, weight) in enumerate(zip(parts, weights, strict=True)):
        exact = total * Fraction(weight) / whole
        if i != rest:
            assert part % unit == 0
            assert 0 <= exact - part < unit
        else:
            assert part >= exact - unit


@given(TOTAL, WEIGHT)
def test_the_larger_weight_never_gets_less(
    total: int, weights: list[int | Decimal | Fraction]
) -> None:
    parts = allocate(abs(total), weights)
    ranked = sorted(zip(weights, parts, strict=True), key=lambda pair: Fraction(pair[0]))
    for (small, less), (large, more) in pairwise(ranked):
        assert less <= more or Fraction(small) == Fraction(large)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
def test_weights_that_divide_nothing(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(10, weights)


def test_a_total_in_steps_needs_a_place_for_the_rest() -> None:
    with pytest.raises(ValueError, match="rest"):
        allocate(150, [1, 1], unit=100)


@given(st.lists(st.decimals(-(10**6), 10**6, places=2), max_size=30))
def test_rounding_together(amounts: list[Decimal]) -> None:
    total = round_rupiah(sum(amounts, Decimal()))
    parts = round_together(amounts, total)
    assert sum(parts) == total
    assert all(abs(part - amount) < 1 for part, amount in zip(parts, amounts, strict=True))


def test_rounding_together_to_a_sum_out_of_reach() -> None:
    with pytest.raises(OurMistakeError):
        round_together([Decimal("1.5")], 3)


def test_money_is_guarded_where_python_drops_asserts() -> None:
    program = (
        "assert False, 'python -O drops this'\n"
        "from kkmp_ledger.base.money import round_together\n"
        "from kkmp_ledger.base.sure import OurMistakeError\n"
        "try:\n    print(round_together([0], 3))\n"
        "except OurMistakeError:\n    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-O", "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "refused\n"
