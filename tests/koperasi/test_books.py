"""Whom the treasurer means: a member by number or by a name that is his alone, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.anggota import Peristiwa
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.pribadi import Pribadi
from tests.koperasi.example import books

if TYPE_CHECKING:
    from kkmp_ledger.koperasi.books import Books


def books_of(*names: str) -> Books:
    """The members A0001, A0002 ... of these (fictional) names."""
    numbered = {f"A{n:04d}": name for n, name in enumerate(names, 1)}
    joined = (Peristiwa(nomor, date(2025, 7, 1), "masuk") for nomor in numbered)
    people = {nomor: Pribadi(nomor, nama) for nomor, nama in numbered.items()}
    return replace(books(of=Register(tuple(joined))), people=people)


def refused(at: Books, written: str) -> tuple[str, str, str]:
    with pytest.raises(ProblemError) as caught:
        at.member(written)
    (problem,) = caught.value.problems
    return problem.code, problem.fact, problem.hint


@pytest.mark.parametrize(
    ("written", "nomor"),
    [
        ("a0002", "A0002"),
        (" A0001 ", "A0001"),
        ("wulan  sari", "A0001"),
        ("Wulan", "A0001"),
        ("sari wulan", "A0001"),
        # a whole name is meant before a part of another's
        ("Siti", "A0002"),
        ("Siti Karangan", "A0003"),
    ],
)
def test_a_member_by_number_or_by_a_name_that_is_unique(written: str, nomor: str) -> None:
    assert books_of("Wulan Sari", "Siti", "Siti Karangan").member(written) == nomor


def test_a_name_of_several_shows_their_numbers() -> None:
    two = books_of("Siti Karangan", "Wulan Sari", "Siti Rekaan")
    fact, hint = '"siti" dapat berarti 2 anggota', "A0001 Siti Karangan, A0003 Siti Rekaan"
    assert refused(two, "siti") == ("ISIAN", fact, f"tulis nomornya: {hint}")
    same = books_of("Siti", "Siti")
    hint = "tulis nomornya: A0001 Siti, A0002 Siti"
    assert refused(same, "Siti") == ("ISIAN", '"Siti" dapat berarti 2 anggota', hint)


def test_of_many_the_first_are_shown_and_the_others_counted() -> None:
    six, eight = ([f"Siti {n}" for n in range(1, count + 1)] for count in (6, 8))
    _, fact, hint = refused(books_of(*six), "siti")
    assert (fact, hint.endswith("A0006 Siti 6")) == ('"siti" dapat berarti 6 anggota', True)
    _, fact, hint = refused(books_of(*eight), "siti")
    assert fact == '"siti" dapat berarti 8 anggota'
    assert hint.endswith("A0006 Siti 6 dan 2 lagi")


@pytest.mark.parametrize("written", ["Dewi", "", "  ", "Wulan Dewi"])
def test_a_name_of_nobody_is_told(written: str) -> None:
    hint = "tulis nomornya seperti A0001, atau periksa namanya di kkmp anggota daftar"
    fact = f'anggota "{written.strip()}" tidak ditemukan'
    assert refused(books_of("Wulan Sari"), written) == ("ISIAN", fact, hint)


def test_a_number_of_nobody_is_told() -> None:
    hint = "periksa nomornya di kkmp anggota daftar"
    fact = "nomor A0009 tidak terdaftar"
    assert refused(books_of("Wulan Sari"), "a0009") == ("ANGGOTA-ASING", fact, hint)
