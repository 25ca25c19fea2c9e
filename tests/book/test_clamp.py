"""Beancount's own result of a period, and what waits for the collector after a load."""

from __future__ import annotations

import gc
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core.data import Transaction
from beancount.ops.summarize import clamp_opt

from kkmp_ledger.base.period import Period
from kkmp_ledger.book.load import clamp_result
from kkmp_ledger.book.load import load
from kkmp_ledger.book.parsed import LedgerText
from kkmp_ledger.book.parsed import without_gc
from kkmp_ledger.book.write import options

if TYPE_CHECKING:
    from pathlib import Path

    from kkmp_ledger.book.load import Loaded

ENTRY = """
{day} * "Listrik"
  Beban:Umum:Listrik  {amount} IDR
  Aset:Kas:Kantor  -{amount} IDR
"""
OPEN = """
2024-01-01 open Aset:Kas:Kantor IDR
2024-01-01 open Beban:Umum:Listrik IDR
"""
DAYS = ("2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01")


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    rows = (ENTRY.format(day=day, amount=10**place) for place, day in enumerate(DAYS))
    text = options() + OPEN + "".join(rows)
    (tmp_path / "main.beancount").write_text(text, encoding="utf-8")
    return load(LedgerText(tmp_path))


@pytest.mark.parametrize(
    ("first", "until", "result"),
    [
        ("2024-01-01", "2025-01-01", 1),
        ("2025-01-01", "2026-01-01", 110),
        ("2025-01-02", "2027-01-01", 1100),
        ("2027-01-01", "2028-01-01", 0),
    ],
)
def test_a_period_has_its_own_days(loaded: Loaded, first: str, until: str, result: int) -> None:
    period = Period(date.fromisoformat(first), date.fromisoformat(until))
    assert clamp_result(loaded, period) == result == _of_all(loaded, period)


def _of_all(loaded: Loaded, period: Period) -> Decimal:
    """By a clamp of every entry there is."""
    entries, _ = clamp_opt(loaded.entries, period.start, period.until, loaded.options)
    legs = (p for e in entries if isinstance(e, Transaction) for p in e.postings)
    amounts = [p.units.number for p in legs if p.units and p.account.startswith("Beban")]
    return sum((amount for amount in amounts if amount), Decimal())


def test_what_is_loaded_counts_as_old() -> None:
    with without_gc():
        made: list[object] = [[] for _ in range(5)]
    old = {id(one) for one in gc.get_objects(generation=2)}
    assert {id(made), *map(id, made)} <= old
    assert gc.isenabled()
