"""Names of accounts by their segments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.accounts import is_under

SEGMENT = st.from_regex(r"[A-Z][a-z]{1,5}", fullmatch=True)


@pytest.mark.parametrize(
    ("akun", "parent", "expected"),
    [
        ("Aset:Kas", "Aset:Kas", True),
        ("Aset:Kas:Toko", "Aset:Kas", True),
        ("Aset:Kasbon", "Aset:Kas", False),
        ("Aset", "Aset:Kas", False),
        ("Beban:Aset:Kas", "Aset:Kas", False),
    ],
)
def test_below_is_by_segment(akun: str, parent: str, *, expected: bool) -> None:
    assert is_under(akun, parent) is expected


@given(st.lists(SEGMENT, min_size=1, max_size=4), st.lists(SEGMENT, min_size=1, max_size=4))
def test_below_is_a_beginning_of_segments(akun: list[str], parent: list[str]) -> None:
    assert is_under(":".join(akun), ":".join(parent)) == (akun[: len(parent)] == parent)
    assert is_under(":".join([*parent, *akun]), ":".join(parent))


def test_below_one_of_several_is_below() -> None:
    assert is_under("Aset:Kas:Toko", "Beban", "Aset:Kas")
    assert not is_under("Aset:Kas:Toko", "Beban", "Aset:Bank")
    assert not is_under("Aset:Kas:Toko")
