"""A ledger asked by many answers the same to each, and walks its postings once a day asked."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Period
from kkmp_ledger.book.asked_once import AskedOnce
from kkmp_ledger.book.text_book import TextBook

if TYPE_CHECKING:
    import pytest

    from kkmp_ledger.book.ledger import Ledger

BOOK = """
    2025-06-24 open Aset:Kas:Kantor IDR
    2025-07-01 * "Setoran"
      bukti: "KS-0001"
      jenis: "setor-simpanan"
      Aset:Kas:Kantor  100000 IDR
      Ekuitas:Simpanan:Pokok:A0001  -100000 IDR
    2025-07-02 * "Pembalik"
      bukti: "KS-0002"
      jenis: "pembalik"
      membalik: "KS-0001"
      Aset:Kas:Kantor  -40000 IDR
      Ekuitas:Simpanan:Pokok:A0001  40000 IDR
    2025-07-03 balance Aset:Kas:Kantor  60000 IDR
    2025-07-04 note Aset:Kas:Kantor "dihitung berdua"
"""
DAY = date(2026, 1, 1)
YEAR = Period(date(2025, 1, 1), DAY)


def test_each_sum_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    book = TextBook.from_text(BOOK)
    asked: Counter[str] = Counter()
    balances, turnover, sums = book.balances, book.turnover, book.sums
    monkeypatch.setattr(book, "balances", lambda *a: (asked.update(["saldo"]), balances(*a))[1])
    monkeypatch.setattr(book, "turnover", lambda p: (asked.update(["mutasi"]), turnover(p))[1])
    monkeypatch.setattr(
        book, "sums", lambda p, *a, **k: (asked.update(["jumlah"]), sums(p, *a, **k))[1]
    )
    once = AskedOnce(book)
    box = ["Aset:Kas:Kantor"]
    for _ in range(3):
        assert once.balances(DAY) == balances(DAY) != {}
        assert once.balances(DAY, box) == balances(DAY, box) != balances(DAY)
        assert once.turnover(YEAR) == turnover(YEAR) != {}
        assert once.sums(YEAR, box) == sums(YEAR, box) != once.sums(YEAR, beside=box)
    assert asked == {"saldo": 1, "mutasi": 1, "jumlah": 2}
    assert once.balances(date(2025, 7, 1)) == {}


def test_every_answer_is_the_ledgers_own() -> None:
    book = TextBook.from_text(BOOK)
    assert _answers(book) == _answers(AskedOnce(book))
    assert all(_answers(book))


def _answers(ledger: Ledger) -> list[object]:
    box = ["Aset:Kas:Kantor"]
    return [
        ledger.balances(DAY),
        ledger.balances(DAY, box),
        ledger.account_balances(box, DAY),
        ledger.turnover(YEAR),
        ledger.sums(YEAR),
        ledger.sums(YEAR, box),
        ledger.sums(YEAR, beside=box, members=True),
        ledger.sums(YEAR, apart=["Aset:Bank"]),
        list(ledger.entry_totals(YEAR, box)),
        list(ledger.entries(YEAR)),
        list(ledger.entries(YEAR, box)),
        list(ledger.movements(YEAR)),
        list(ledger.movements(YEAR, box)),
        ledger.assertions(YEAR),
        ledger.notes(YEAR),
        ledger.openings(),
        ledger.last(),
        ledger.reversals(DAY),
    ]


def test_who_changes_an_answer_changes_his_own() -> None:
    once = AskedOnce(TextBook.from_text(BOOK))
    once.balances(DAY)["Aset:Kas:Kantor"] = Decimal(1)
    once.turnover(YEAR).clear()
    once.sums(YEAR).clear()
    assert once.balances(DAY)["Aset:Kas:Kantor"] == 60_000
    assert once.turnover(YEAR)["Aset:Kas:Kantor"] == (Decimal(100_000), Decimal(40_000))
    assert len(once.sums(YEAR)) == 4
