"""The one list of rules of a ledger, and the two ways to run it: all of it, or what was added."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kkmp_ledger.koperasi.checks import akun
from kkmp_ledger.koperasi.checks import asserted
from kkmp_ledger.koperasi.checks import bukti
from kkmp_ledger.koperasi.checks import cash_flow
from kkmp_ledger.koperasi.checks import entries
from kkmp_ledger.koperasi.checks import member_accounts
from kkmp_ledger.koperasi.checks import monthly
from kkmp_ledger.koperasi.checks import sales
from kkmp_ledger.koperasi.checks.context import ALWAYS
from kkmp_ledger.koperasi.checks.context import ZERO
from kkmp_ledger.koperasi.checks.context import BalanceRule
from kkmp_ledger.koperasi.checks.context import BookRule
from kkmp_ledger.koperasi.checks.context import EntryRule
from kkmp_ledger.koperasi.checks.context import Rule
from kkmp_ledger.koperasi.checks.context import SeriesRule
from kkmp_ledger.koperasi.checks.context import make_series

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.koperasi.checks.context import Context
    from kkmp_ledger.koperasi.checks.context import Series

ENTRY: tuple[Rule[EntryRule], ...] = (
    Rule(entries.completeness, ("ENTRI-KURANG",)),
    Rule(entries.direction, ("JENIS-ARAH",)),
    Rule(entries.balanced, ("TIDAK-SEIMBANG",)),
    Rule(entries.whole_rupiah, ("RUPIAH-PECAHAN",)),
    Rule(entries.tanggal_in_book, ("TANGGAL-LUAR",)),
    Rule(bukti.bukti_of_its_month, ("BUKTI-URUT",)),
    Rule(member_accounts.anggota_active, ("ANGGOTA-TIDAK-AKTIF",)),
    Rule(sales.anggota_in_penjualan, ("JUAL-ANGGOTA",)),
    Rule(sales.anggota_buyer, ("ANGGOTA-ASING", "ANGGOTA-TIDAK-AKTIF")),
    Rule(sales.hpp_anggota, ("HPP-BEDA",)),
    Rule(cash_flow.cash_lines_clear, ("ARUS-KAS-MENDUA",)),
)
# What a new entry must also obey; what stood before a close is the seal's business.
NEW_ENTRY: tuple[Rule[EntryRule], ...] = (Rule(entries.month_open, ("BULAN-TERTUTUP",)),)
SERIES: tuple[Rule[SeriesRule], ...] = (
    Rule(akun.account_in_chart, ("AKUN-ASING",)),
    Rule(akun.account_open, ("AKUN-TUTUP",)),
    Rule(member_accounts.anggota_registered, ("ANGGOTA-ASING",)),
    Rule(member_accounts.simpanan_not_negative, ("SIMPANAN-NEGATIF",)),
    Rule(member_accounts.pokok_as_in_adart, ("POKOK-BEDA",)),
    Rule(member_accounts.emptied_on_leaving, ("SIMPANAN-SISA",)),
    Rule(akun.balance_not_negative, ("SALDO-NEGATIF",)),
)
BALANCE: tuple[Rule[BalanceRule], ...] = (
    Rule(asserted.balance_as_stated, ("SALDO-BEDA",)),
    Rule(akun.asserted_account_open, ("AKUN-TUTUP",)),
)
BOOK: tuple[Rule[BookRule], ...] = (
    Rule(bukti.bukti_once, ("BUKTI-GANDA",)),
    Rule(bukti.bukti_without_gap, ("BUKTI-URUT",)),
    Rule(bukti.has_opening, ("SALDO-AWAL-TIADA",)),
    Rule(bukti.reversal, ("ENTRI-KURANG",)),
    Rule(akun.opened_account_in_chart, ("AKUN-ASING",)),
    Rule(monthly.monthly_pajak, ("PAJAK-BEDA",)),
    Rule(monthly.money_counted, ("BELUM-DIHITUNG",)),
    Rule(monthly.aset_as_listed, ("ASET-BEDA",)),
)
# Every code that the rules of a ledger may give.
RULE_CODES = frozenset(
    kode for rules in (ENTRY, NEW_ENTRY, SERIES, BALANCE, BOOK) for r in rules for kode in r.kode
)
# What Beancount itself reports when it loads the book: the plugin leaves these to it.
BEANCOUNT_CODES = frozenset({"TIDAK-SEIMBANG", "SALDO-BEDA", "AKUN-TUTUP"})


def check_all(ledger: Ledger, context: Context) -> list[Problem]:
    """Run every rule over a whole ledger; what the ledger opens is looked up in it.

    In file order, each problem once. Takes the entries in memory once: for a ledger read from
    its text (`TextBook`), not for the index.
    """
    context = context.with_openings(ledger)
    entries = list(ledger.entries(ALWAYS))
    movements = [m for e in entries for m in e.movements]
    stated = _balances_at(ledger.assertions(ALWAYS), movements)
    found = [
        *_entry(ENTRY, entries, context),
        *_series(make_series(movements, context.chart), context),
        *_balance(stated, context),
        *(p for rule in BOOK for p in rule.check(ledger, context)),
    ]
    return _ordered(found)


def check_new_entries(
    entries: Iterable[Entry], context: Context, used_bukti: Collection[str] = ()
) -> list[Problem]:
    """What is wrong with new entries themselves; `used_bukti`: their numbers already in use.

    The rules of a whole book (gaps, tax, counts, assets) are left to `check_all`: the door
    gives the numbers itself, and the rest is judged by the month.
    """
    new = list(entries)
    once: set[str] = set(used_bukti)
    found = list(_entry((*ENTRY, *NEW_ENTRY), new, context))
    for entry in new:
        if entry.bukti and entry.bukti in once:
            found.append(bukti.doubled_bukti(entry, "buku ini"))
        once.add(entry.bukti)
    return _ordered(found)


def check_accounts(
    account_series: Iterable[Series],
    asserted: Iterable[tuple[Assertion, Decimal]],
    context: Context,
) -> list[Problem]:
    """What is wrong with the touched accounts: asked at the door before and after a change.

    `deret` holds each account from some day before the change to its last day, with the balance
    carried in; `saldo` each later `balance` on such an account or a parent of one, with what the
    book holds; `konteks.dibuka` knows at least these accounts. Costs nothing for the others.
    """
    return _ordered([*_series(account_series, context), *_balance(asserted, context)])


def check_additions(
    entries: Iterable[Entry],
    account_series: Iterable[Series],
    asserted: Iterable[tuple[Assertion, Decimal]],
    context: Context,
    used_bukti: Collection[str] = (),
) -> list[Problem]:
    """All that new entries can break, in one list; its cost does not grow with the book."""
    found = check_new_entries(entries, context, used_bukti)
    return _ordered([*found, *check_accounts(account_series, asserted, context)])


def _entry(
    rules: Iterable[Rule[EntryRule]], entries: list[Entry], context: Context
) -> Iterator[Problem]:
    for rule in rules:
        check = rule.check
        for entry in entries:
            yield from check(entry, context)


def _series(account_series: Iterable[Series], context: Context) -> Iterator[Problem]:
    for series in account_series:
        for rule in SERIES:
            yield from rule.check(series, context)


def _balance(stated: Iterable[tuple[Assertion, Decimal]], context: Context) -> Iterator[Problem]:
    for assertion, book_balance in stated:
        for rule in BALANCE:
            yield from rule.check(assertion, book_balance, context)


def _balances_at(
    assertions: Iterable[Assertion], movements: Iterable[Movement]
) -> Iterator[tuple[Assertion, Decimal]]:
    """Each assertion with what the book holds at the start of its day, children included.

    One walk along the days, keeping the balance of exactly the accounts that are asserted.
    """
    due = sorted(assertions, key=lambda a: a.tanggal)
    asserted = {a.akun for a in due}
    feeds: dict[str, list[str]] = {}
    running: dict[str, Decimal] = defaultdict(lambda: ZERO)
    moves = iter(movements)
    move = next(moves, None)
    for assertion in due:
        while move is not None and move.tanggal < assertion.tanggal:
            names = feeds.get(move.akun)
            if names is None:
                names = feeds[move.akun] = [n for n in _upwards(move.akun) if n in asserted]
            for name in names:
                running[name] += move.jumlah
            move = next(moves, None)
        yield assertion, running[assertion.akun]


def _upwards(nama: str) -> Iterator[str]:
    """The account and its parents, by segment."""
    while nama:
        yield nama
        nama = nama.rpartition(":")[0]


def _ordered(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda p: p.order)
