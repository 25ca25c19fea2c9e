"""The day of the founding and the first day of the books, and books that knew only one."""

from __future__ import annotations

from datetime import date

import pytest

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.koperasi import Koperasi
from tests.schema.test_koperasi import EXAMPLE

NOW = "berdiri = 2025-06-24\npembukuan_sejak = 2025-06-24\n"
OLD = EXAMPLE.replace(NOW, "mulai = 2025-06-24\n")
LINE = EXAMPLE[: EXAMPLE.index(NOW)].count("\n") + 1


def read(text: str) -> Koperasi:
    return toml.loads(text, "koperasi.toml", Koperasi)


def refused(text: str) -> list[tuple[str, str, Place | None]]:
    with pytest.raises(ProblemError) as caught:
        read(text)
    return [(p.code, p.fact, p.place) for p in caught.value.problems]


def test_a_book_with_one_day_means_both_by_it() -> None:
    """And its digest stays what it was, so that no file made from it grows stale."""
    k = read(OLD)
    assert (k.berdiri, k.pembukuan_sejak) == (date(2025, 6, 24), date(2025, 6, 24))
    assert k.part("mulai", "berdiri", "pembukuan_sejak") == {"mulai": date(2025, 6, 24)}
    both = read(EXAMPLE).part("mulai", "berdiri", "pembukuan_sejak")
    assert both == {"berdiri": date(2025, 6, 24), "pembukuan_sejak": date(2025, 6, 24)}


def test_the_books_may_begin_later_but_not_before_the_founding() -> None:
    later = EXAMPLE.replace(NOW, "berdiri = 2019-02-03\npembukuan_sejak = 2025-10-01\n")
    k = read(later)
    assert (k.berdiri, k.pembukuan_sejak) == (date(2019, 2, 3), date(2025, 10, 1))
    early = EXAMPLE.replace(NOW, "berdiri = 2025-06-24\npembukuan_sejak = 2025-06-23\n")
    fact = "pembukuan_sejak 2025-06-23, sebelum koperasi berdiri 2025-06-24"
    assert refused(early) == [("ISI-SALAH", fact, Place("koperasi.toml", LINE + 1))]


@pytest.mark.parametrize("key", ["berdiri", "pembukuan_sejak"])
def test_the_old_key_beside_a_new_one_is_refused(key: str) -> None:
    text = EXAMPLE.replace(NOW, f"{key} = 2025-06-24\nmulai = 2025-06-24\n")
    fact = '"mulai" kini ditulis "berdiri" dan "pembukuan_sejak"'
    assert refused(text) == [("ISI-SALAH", fact, Place("koperasi.toml", LINE + 1))]


@pytest.mark.parametrize("day", ['"24 Juni"', "2025", "2025-06-24T10:00:00", "[2025-06-24]"])
def test_an_old_day_that_is_no_date_is_named_once(day: str) -> None:
    fact = 'isi "mulai" harus tanggal, misalnya 2026-03-31'
    text = OLD.replace("mulai = 2025-06-24", f"mulai = {day}")
    assert refused(text) == [("ISI-SALAH", fact, Place("koperasi.toml", LINE))]


def test_a_day_that_is_missing_is_asked_for_by_its_new_name() -> None:
    found = refused(EXAMPLE.replace(NOW, ""))
    assert [(code, fact) for code, fact, _ in found] == [
        ("KUNCI-KURANG", 'kunci "berdiri" belum ada'),
        ("KUNCI-KURANG", 'kunci "pembukuan_sejak" belum ada'),
    ]
