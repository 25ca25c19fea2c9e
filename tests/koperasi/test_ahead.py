"""A ledger with drafts ahead answers as the book will when they are written."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings

from kkmp_ledger.base.period import Period
from kkmp_ledger.book.ledger import holding
from kkmp_ledger.book.sums import merged
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.book.write import entry_text
from kkmp_ledger.koperasi.ahead import Ahead
from tests.book.random_books import AKUN
from tests.book.random_books import DRAFTS

if TYPE_CHECKING:
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import EntryTotals
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.book.model import Sum

ALWAYS = Period(date.min, date.max)
DAYS = (date(2025, 9, 1), date(2025, 12, 31), date.max)
AMONG = ((), ("Ekuitas:Simpanan", "Aset:Kas"), ("Aset:Bank:BRI",))
# what no draft brings: it stands in the book before
STANDING = """
2025-06-24 open Aset:Kas:Toko IDR
2025-10-01 balance Aset:Kas:Toko 0 IDR
2025-10-02 note Aset:Kas:Toko "laci diganti"
"""


def fact(entry: Entry) -> object:
    """What a draft knows of its entry; texts as they are kept, on one line."""
    words = (entry.sumber, entry.lembar, entry.alasan)
    return (
        entry.tanggal, entry.bukti, entry.jenis, entry.membalik, entry.tanggal_asli,
        [" ".join(word.split()) for word in words],
        list(map(moved, entry.movements)),
    )  # fmt: skip


def moved(m: Movement) -> object:
    return (
        m.tanggal, m.akun, m.jumlah, m.bukti, m.jenis, m.membalik, m.hpp, m.tanggal_asli,
        [" ".join(word.split()) for word in (m.anggota, m.arus_kas, m.jasa)],
    )  # fmt: skip


def plain(totals: EntryTotals) -> object:
    """The totals of an entry with their texts as they are kept."""
    legs: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for akun, line, jumlah in totals.legs:
        legs[akun, " ".join(line.split())] += jumlah
    return (*totals[:4], sorted(legs.items()))


def on_one_line(sums: list[Sum]) -> list[Sum]:
    """The sums with their texts as they are kept."""
    return merged(
        s._replace(anggota=" ".join(s.anggota.split()), arus_kas=" ".join(s.arus_kas.split()))
        for s in sums
    )


def answer(ledger: Ledger) -> list[object]:
    found: list[object] = [ledger.last()]
    for day in DAYS:
        found += [
            ledger.balances(day),
            *(ledger.balances(day, akun) for akun in AMONG),
            ledger.account_balances(AKUN, day),
            set(ledger.reversals(day)),  # of two that reverse the same, either may be named
            sorted(map(fact, holding(ledger, day)), key=str),
        ]
    for period in (ALWAYS, Period(*DAYS[:2])):
        turned = ledger.turnover(period).items()
        found += [{akun: both for akun, both in turned if any(both)}]
        found += [ledger.assertions(period), ledger.notes(period)]
        for akun in AMONG:
            found += [
                sorted(map(fact, ledger.entries(period, akun)), key=str),
                sorted(map(moved, ledger.movements(period, akun)), key=str),
                sorted(map(plain, ledger.entry_totals(period, akun)), key=str) if akun else [],
                on_one_line(ledger.sums(period, akun, beside=("Pendapatan",))),
                on_one_line(ledger.sums(period, akun, apart=("Aset:Bank",), members=True)),
            ]
    return [*found, ledger.openings()]


def book_of(drafts: list[Draft]) -> TextBook:
    return TextBook.from_text("\n".join([STANDING, *map(entry_text, drafts)]))


@settings(max_examples=40, deadline=None)
@given(DRAFTS)
def test_what_is_ahead_is_what_will_be_read(drafts: list[Draft]) -> None:
    written = book_of(drafts)
    assert written.problems == ()
    for booked in (0, len(drafts) // 2):
        base = book_of(drafts[:booked])
        ahead = Ahead.of(base, drafts[booked:])
        assert answer(ahead) == answer(written)
