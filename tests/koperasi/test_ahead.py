"""A ledger with drafts ahead answers as the book will when they are written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings

from kkmp_ledger.base.period import Period
from kkmp_ledger.book.model import holding
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.book.write import entry_text
from kkmp_ledger.koperasi.ahead import Ahead
from tests.book.random_books import AKUN
from tests.book.random_books import DRAFTS

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Ledger

ALWAYS = Period(date.min, date.max)
DAYS = (date(2025, 9, 1), date(2025, 12, 31), date.max)


def fact(entry: Entry) -> object:
    """What a draft knows of its entry; texts as they are kept, on one line."""
    words = (entry.sumber, entry.lembar, entry.alasan)
    return (
        entry.tanggal, entry.bukti, entry.jenis, entry.membalik, entry.tanggal_asli,
        [" ".join(word.split()) for word in words],
        [
            (
                m.akun, m.jumlah, m.bukti, m.jenis, m.membalik, m.hpp, m.tanggal_asli,
                [" ".join(word.split()) for word in (m.anggota, m.arus_kas, m.jasa)],
            )
            for m in entry.movements
        ],
    )  # fmt: skip


def answer(ledger: Ledger) -> list[object]:
    found: list[object] = [ledger.last()]
    for day in DAYS:
        found += [
            ledger.balances(day),
            ledger.account_balances(AKUN, day),
            set(ledger.reversals(day)),  # of two that reverse the same, either may be named
            sorted(map(fact, holding(ledger, day)), key=str),
        ]
    return [*found, sorted(map(fact, ledger.entries(ALWAYS)), key=str)]


@settings(max_examples=40, deadline=None)
@given(DRAFTS)
def test_what_is_ahead_is_what_will_be_read(drafts: list[Draft]) -> None:
    written = TextBook.from_text("\n".join(map(entry_text, drafts)))
    assert written.problems == ()
    for booked in (0, len(drafts) // 2):
        base = TextBook.from_text("\n".join(map(entry_text, drafts[:booked])))
        ahead = Ahead.of(base, drafts[booked:])
        assert answer(ahead) == answer(written)
