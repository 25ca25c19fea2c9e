"""Problems: a closed list of codes, each with an action, told in file order and once."""

from __future__ import annotations

import re

import pytest

from kkmp_ledger.base.codes import CODES
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.base.problem import errors
from kkmp_ledger.base.sure import OurMistakeError


def _one(fact: str, place: Place | None = None, severity: Severity = Severity.ERROR) -> Problem:
    return Problem("ISIAN", fact, "perbaiki isinya", place, severity)


def test_codes_are_words_with_a_sentence() -> None:
    for kode, meaning in CODES.items():
        assert re.fullmatch(r"[A-Z]+(-[A-Z]+)*", kode), kode
        assert meaning.endswith("."), kode
        assert meaning[0].isupper(), kode
    assert len(set(CODES.values())) == len(CODES)


@pytest.mark.parametrize(("kode", "hint"), [("TIDAK-ADA", "saran"), ("ISIAN", "")])
def test_a_problem_has_a_known_code_and_an_action(kode: str, hint: str) -> None:
    with pytest.raises(OurMistakeError):
        Problem(kode, "fakta", hint)


def test_problems_travel_in_file_order_each_once() -> None:
    a = _one("a", Place("b.csv", 2))
    b = _one("b", Place("a.csv", 10))
    c = _one("c", Place("a.csv", 9))
    error = ProblemError([a, b, c, a, _one("d")])
    assert [p.fact for p in error.problems] == ["d", "c", "b", "a"]
    assert "ISIAN: c" in str(error)
    assert ProblemError(a).problems == [a]


def test_no_error_without_a_problem() -> None:
    with pytest.raises(OurMistakeError):
        ProblemError([])


def test_only_an_error_stops_a_booking() -> None:
    heavy, light = _one("a"), _one("b", severity=Severity.WARNING)
    assert errors([light, heavy]) == [heavy]
