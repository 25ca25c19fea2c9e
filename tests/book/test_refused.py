"""A refused entry is told by the row that brought it, or by its kind; never by its lost number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.book.read import read
from kkmp_ledger.book.refused import Refused
from kkmp_ledger.book.write import entry_text
from kkmp_ledger.book.write import options

PATH = "2025/07-kas.beancount"
ROW = Place("setoran.xlsx", 7)


def draft(bukti: str) -> Draft:
    legs = (Leg("Aset:Kas:Toko", Decimal(9)), Leg("Ekuitas:Lain", Decimal(-9)))
    return Draft(date(2025, 7, 1), "setor-simpanan", "uji", legs, bukti=bukti)


def refused() -> Refused:
    """Two drafts behind a file of 20 lines; a row of a sheet brought the second."""
    drafts = {bukti: draft(bukti) for bukti in ("KS-2507-0002", "KS-2507-0003")}
    text = options() + "\n".join(map(entry_text, drafts.values()))
    file = read(text.encode(), PATH, first_line=21)
    return Refused(drafts, {PATH: 20}, file.entries, {"KS-2507-0003": ROW})


@pytest.mark.parametrize(
    ("fact", "line", "told", "place"),
    [
        # by its line: the row, or nowhere, for the line is not there
        ("saldo kurang", 99, "saldo kurang", ROW),
        ("KS-2507-0002 salah", 27, "entri setor-simpanan ini salah", None),
        # by its number in the words, wherever the problem stands
        ("KS-2507-0003 salah", 0, "entri setor-simpanan ini salah", ROW),
        ("KS-2507-0002 salah", 0, "entri setor-simpanan ini salah", None),
        # what stands in the file already keeps its line and its number
        ("KS-2507-0001 salah", 12, "KS-2507-0001 salah", Place(PATH, 12)),
        ("buku ini salah", 0, "buku ini salah", None),
    ],
)
def test_how_a_refusal_is_told(fact: str, line: int, told: str, place: Place | None) -> None:
    problem = Problem("ISIAN", fact, f"periksa: {fact}", Place(PATH, line) if line else None)
    found = refused().told(problem)
    assert (found.fact, found.hint, found.place) == (told, f"periksa: {told}", place)
