"""Receipts: amounts in figures and in words, as text and as a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.render.kuitansi import in_words

UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def _spell(n: int, *, opening: bool = True) -> str:
    """Numbers in words by the school's rules, written here a second time.

    A thousand is `seribu` where the number begins with it, else `satu ribu`.
    """
    if n < 10:
        return UNITS[n]
    if n in (10, 11):
        return "sepuluh" if n == 10 else "sebelas"
    if n < 20:
        return f"{UNITS[n - 10]} belas"
    for size, name in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"),
                       (100, "ratus"), (10, "puluh")):  # fmt: skip
        if n >= size:
            head, rest = divmod(n, size)
            one = head == 1 and (size == 100 or (size == 1000 and opening))
            first = f"se{name}" if one else f"{_spell(head)} {name}"
            return f"{first} {_spell(rest, opening=False)}".strip()
    raise AssertionError(n)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Nol rupiah"),
        (1_000, "Seribu rupiah"),
        (10_000, "Sepuluh ribu rupiah"),
        (50_000, "Lima puluh ribu rupiah"),
        (111_111, "Seratus sebelas ribu seratus sebelas rupiah"),
        (1_001_000, "Satu juta satu ribu rupiah"),
    ],
)
def test_words_of_an_amount(amount: int, words: str) -> None:
    assert in_words(amount) == words


@given(st.integers(min_value=1, max_value=10**13 - 1))
def test_words_are_the_amount(amount: int) -> None:
    assert in_words(amount).lower().removesuffix(" rupiah") == _spell(amount)
