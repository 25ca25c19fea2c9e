"""The door sees what a whole check sees: adding entries shows the same new problems either way."""

from __future__ import annotations

from collections import Counter
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Place
from kkmp_ledger.book.ledger import sum_under
from kkmp_ledger.book.model import Assertion
from kkmp_ledger.book.model import Entry
from kkmp_ledger.book.model import FileText
from kkmp_ledger.book.model import Movement
from kkmp_ledger.book.model import Opening
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.checks.context import ALWAYS
from kkmp_ledger.koperasi.checks.context import make_series
from kkmp_ledger.koperasi.checks.registry import BALANCE
from kkmp_ledger.koperasi.checks.registry import ENTRY
from kkmp_ledger.koperasi.checks.registry import SERIES
from kkmp_ledger.koperasi.checks.registry import check_accounts
from kkmp_ledger.koperasi.checks.registry import check_all
from kkmp_ledger.koperasi.checks.registry import check_new_entries
from tests.koperasi.rule_material import context_of

if TYPE_CHECKING:
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.koperasi.checks.context import Context

AKUN = (
    "Aset:Kas:Kantor",
    "Ekuitas:Simpanan:Pokok:A0001",
    "Ekuitas:Simpanan:Wajib:A0002",
    "Liabilitas:Simpanan:Sukarela:A0002",
    "Ekuitas:Simpanan:Wajib:A0009",
    "Aset:Kas:Tiada",
)
PARENT = ("Ekuitas:Simpanan:Wajib", "Ekuitas:Simpanan:Pokok")
MULAI = date(2025, 11, 1)
OPEN = [Opening(MULAI, akun, {}, Place("akun.gen.beancount", 1)) for akun in (*AKUN, *PARENT)]
DOOR_CODES = {kode for rules in (ENTRY, SERIES, BALANCE) for r in rules for kode in r.kode}

on_day = st.integers(0, 120).map(lambda n: MULAI + timedelta(days=n))
jumlah = st.sampled_from([-60_000, -50_000, -10_000, 10_000, 50_000])
leg = st.lists(st.tuples(st.sampled_from(AKUN), jumlah), min_size=1, max_size=2)
entry_text = st.tuples(on_day, leg)
real = st.tuples(on_day, st.sampled_from((*AKUN, *PARENT)), st.sampled_from([0, -10_000, 50_000]))


def one(number: int, day: date, legs: list[tuple[str, int]]) -> Entry:
    bukti = f"SP-D0001-{number:04d}"
    rest = ("Liabilitas:Lancar-Lain", -sum(amount for _, amount in legs))
    moves = tuple(
        Movement(
            day, akun, Decimal(amount), "", bukti, "koreksi", "", Place("s.gen.beancount", number)
        )
        for akun, amount in (*legs, rest)
    )
    place = Place("s.gen.beancount", number)
    return Entry(
        day, bukti, "koreksi", "Uji", "", {"jenis": "koreksi"}, moves, place, (bukti,)
    )  # fmt: skip


def book_of(entries: list[Entry], assertions: list[Assertion]) -> TextBook:
    extra = Opening(MULAI, "Liabilitas:Lancar-Lain", {}, Place("akun.gen.beancount", 1))
    return TextBook(
        [FileText("s.gen.beancount", "", tuple(entries), tuple(assertions), (*OPEN, extra), (), ())]
    )


def touched_accounts(book: TextBook, new: list[Entry], context: Context) -> list[Problem]:
    """What the door asks: touched accounts from the first new day, with what was carried in."""
    start = min(e.tanggal for e in new)
    touched = {m.akun for e in new for m in e.movements}
    parents = {akun.rpartition(":")[0] for akun in touched}
    moves = [m for m in book.movements(Period(start, date.max)) if m.akun in touched]
    stated = [
        (a, sum_under(book.balances(a.tanggal), a.akun))
        for a in book.assertions(ALWAYS)
        if a.akun in touched | parents and a.tanggal > start
    ]
    return check_accounts(make_series(moves, context.chart, book.balances(start)), stated, context)


def compute(problems: list[Problem]) -> Counter[tuple[str, str]]:
    """A whole book's own rules are left out: the door leaves them, too."""
    return Counter((p.code, p.fact) for p in problems if p.code in DOOR_CODES)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(entry_text, max_size=8), st.lists(entry_text, min_size=1, max_size=3), st.lists(real)
)
def test_the_door_finds_every_problem_that_new_entries_add(
    old_: list[tuple[date, list[tuple[str, int]]]],
    new_: list[tuple[date, list[tuple[str, int]]]],
    balances: list[tuple[date, str, int]],
) -> None:
    old = [one(n, *e) for n, e in enumerate(old_, 1)]
    new = [one(100 + n, *e) for n, e in enumerate(new_)]
    stated = [
        Assertion(day, akun, Decimal(amount), {}, Place("s.gen.beancount", 900 + n))
        for n, (day, akun, amount) in enumerate(balances)
    ]
    before, after = book_of(old, stated), book_of([*old, *new], stated)
    context = context_of().with_openings(after)
    whole = compute(check_all(after, context)) - compute(check_all(before, context))
    door = compute(check_new_entries(new, context))
    door += compute(touched_accounts(after, new, context)) - compute(
        touched_accounts(before, new, context)
    )
    # An account that was wrong before is told again where it is used again: never less, then.
    assert not whole - door
