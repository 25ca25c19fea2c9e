"""Problems: a closed list of codes, each with an action, told in file order and once."""

from __future__ import annotations

import re

import pytest

from kkmp_ledger.base.kode import KODE
from kkmp_ledger.base.problem import Berat
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import galat


def _satu(fact: str, place: Place | None = None, berat: Berat = Berat.GALAT) -> Problem:
    return Problem("ISIAN", fact, "perbaiki isinya", place, berat)


def test_codes_are_words_with_a_sentence() -> None:
    for kode, arti in KODE.items():
        assert re.fullmatch(r"[A-Z]+(-[A-Z]+)*", kode), kode
        assert arti.endswith("."), kode
        assert arti[0].isupper(), kode
    assert len(set(KODE.values())) == len(KODE)


@pytest.mark.parametrize(("kode", "saran"), [("TIDAK-ADA", "saran"), ("ISIAN", "")])
def test_a_problem_has_a_known_code_and_an_action(kode: str, saran: str) -> None:
    with pytest.raises(AssertionError):
        Problem(kode, "fakta", saran)


def test_problems_travel_in_file_order_each_once() -> None:
    a = _satu("a", Place("b.csv", 2))
    b = _satu("b", Place("a.csv", 10))
    c = _satu("c", Place("a.csv", 9))
    error = ProblemError([a, b, c, a, _satu("d")])
    assert [p.fact for p in error.problems] == ["d", "c", "b", "a"]
    assert "ISIAN: c" in str(error)
    assert ProblemError(a).problems == [a]


def test_no_error_without_a_problem() -> None:
    with pytest.raises(AssertionError):
        ProblemError([])


def test_only_a_galat_stops_a_booking() -> None:
    heavy, light = _satu("a"), _satu("b", berat=Berat.PERHATIAN)
    assert galat([light, heavy]) == [heavy]
