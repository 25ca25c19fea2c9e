"""Amounts, dates and names as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.render.wording import clean
from kkmp_ledger.render.wording import number
from kkmp_ledger.render.wording import tanggal


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "-"),
        (7, "7"),
        (1_250_000, "1.250.000"),
        (-1, "(1)"),
        (-2_498_500, "(2.498.500)"),
    ],
)
def test_an_amount_as_it_is_printed(value: int | None, text: str) -> None:
    assert number(value) == text


@given(st.integers(min_value=-(10**15), max_value=10**15).filter(bool))
def test_an_amount_can_be_read_back(value: int) -> None:
    text = number(value)
    size = int(text.strip("()").replace(".", ""))
    assert (-size if text.startswith("(") else size) == value


def test_a_day_is_printed_as_people_write_it() -> None:
    assert tanggal("2026-03-14") == "14/03/2026"
    assert tanggal("belum ada") == "belum ada"


@pytest.mark.parametrize("char", ["\x1b", "\x00", "\r", "\n", "\t", "\u202e", "\u2028", "\ufeff"])
def test_a_character_that_moves_other_characters_is_a_blank(char: str) -> None:
    assert clean(f"a{char}b") == "a b"


def test_a_name_stays_as_it_is() -> None:
    assert clean("Nyi Rara Kéndra d'Almeida, S.Pd.") == "Nyi Rara Kéndra d'Almeida, S.Pd."
