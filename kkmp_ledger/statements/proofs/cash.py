"""Proofs 3 and 4 of docs/ACCOUNTING.md 5: cash flow by the indirect way, and what was counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import ke_sen
from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import long_date
from kkmp_ledger.book.ledger import sum_under
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.schema.chart import NERACA
from kkmp_ledger.schema.statement import SHARED_PIUTANG
from kkmp_ledger.schema.statement import statement_set
from kkmp_ledger.statements.cash_lines import Parser
from kkmp_ledger.statements.line_balances import ZERO
from kkmp_ledger.statements.proofs.ledger_totals import RUNNING
from kkmp_ledger.statements.sections import Comparison
from kkmp_ledger.statements.sections import Proof

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.schema.chart import Akun
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.statements.sections import Statement

OPERATION = "arus_kas_operasi"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Operating cash flow by the indirect method: each part in rupiah, what adds cash positive."""

    shu: int
    working_capital: Decimal  # falls of stock and receivables, rises of payables
    non_cash: Decimal  # depreciation and other entries that never touched cash
    moved: Decimal  # legs that name another activity than their account's

    @property
    def jumlah(self) -> int:
        """The total in whole rupiah."""
        return self.shu + round_rupiah(self.working_capital + self.non_cash + self.moved)


def reconciliation(
    ledger: Ledger, chart: Chart, koperasi: Koperasi, period: Period, result: Statement
) -> Reconciliation:
    """The indirect method: the SHU, balances' changes, and the entries without cash.

    It reads neither the cash legs nor the lines of the direct method.
    """
    lines = {key for _, key in statement_set(koperasi.rezim).arus_kas.expand(OPERATION)}
    lines.add(SHARED_PIUTANG)
    reader = Parser(ledger, chart)
    changed: dict[str, Decimal] = defaultdict(Decimal, ledger.balances(period.until))
    for akun, amount in ledger.balances(period.start).items():
        changed[akun] -= amount
    other = moved = ZERO
    for entry in ledger.entries(period):
        if entry.jenis == SALDO_AWAL:
            for m in entry.movements:
                changed[m.akun] -= m.jumlah
        elif any(reader.setara_kas(m.akun) for m in entry.movements):
            moved += _moved(entry, reader, lines)
        else:
            # What such an entry did to the other activities' accounts, it did to SHU or
            # working capital with the opposite sign.
            for m in entry.movements:
                if reader.account_row(m.akun) not in lines:
                    other -= m.jumlah
    working = -sum(
        (
            amount
            for akun, amount in changed.items()
            if akun.partition(":")[0] in NERACA
            and not reader.setara_kas(akun)
            and reader.account_row(akun) in lines
        ),
        ZERO,
    )
    return Reconciliation(result.values(RUNNING), working, other, moved)


def _moved(entry: Entry, reader: Parser, lines: set[str]) -> Decimal:
    """Legs of a cash entry that say `arus_kas` of another activity than their account's."""
    moved = ZERO
    for m in entry.movements:
        said = m.arus_kas
        if said and not reader.setara_kas(m.akun):
            was, is_now = reader.account_row(m.akun) in lines, said in lines
            moved += m.jumlah * (was - is_now)
    return moved


def proof_cash_flow(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    period: Period,
    *,
    arus: Statement,
    result: Statement,
) -> Proof:
    """Proof 3. Direct against indirect; the end against the sum of the counted balances."""
    indirect = reconciliation(ledger, chart, koperasi, period, result)
    found = [Comparison("arus kas dari aktivitas operasi", arus.values(OPERATION), indirect.jumlah)]
    counted, missing = ZERO, []
    for akun in _used(ledger, period.until, (a for a in chart.fixed() if a.template.setara_kas)):
        count = _count(ledger, akun.nama, Period(period.last_day, period.until))
        if count is None:
            missing.append(_missing(akun, period))
        else:
            counted += count.jumlah
    if not missing:
        found.append(
            Comparison(
                "kas akhir dan hasil hitung", arus.values("kas_akhir"), round_rupiah(counted)
            )
        )
    return Proof(
        3,
        "Arus kas dari dua cara hitung sama, dan berakhir di kas yang dihitung",
        "laporan arus kas",
        "SHU, penyusutan, dan perubahan piutang, persediaan, utang; hasil hitung kas dan bank",
        tuple(found),
        tuple(missing),
    )


def proof_counts(ledger: Ledger, chart: Chart, period: Period) -> Proof:
    """Proof 4. Book balances against counts.

    Kas and bank: the count of the period's last evening. Stock: the last opname in the period.
    Accounts that were never used need none.
    """
    found: list[Comparison] = []
    missing: list[str] = []
    last_day = Period(period.last_day, period.until)
    wanted = [(a, last_day) for a in chart.fixed() if a.template.setara_kas]
    wanted += ((a, period) for a in chart.fixed() if a.template.kunci_unit == "persediaan")
    used = {a.nama for a in _used(ledger, period.until, (a for a, _ in wanted))}
    for akun, days in wanted:
        if akun.nama not in used:
            continue
        count = _count(ledger, akun.nama, days)
        if count is None:
            missing.append(_missing(akun, period))
            continue
        book = sum_under(ledger.balances(count.tanggal), akun.nama)
        text = f"{akun.title}, {long_date(count.tanggal - _DAY)}"
        found.append(_comparison(text, book, count.jumlah))
    return Proof(
        4,
        "Kas, bank, dan persediaan sama dengan hasil hitung",
        "saldo buku",
        "hasil hitung kas, rekening koran, dan opname",
        tuple(found),
        tuple(missing),
    )


def _used(ledger: Ledger, until: date, accounts: Iterable[Akun]) -> list[Akun]:
    wanted = list(accounts)
    moves = ledger.movements(Period(date.min, until), [a.nama for a in wanted]) if wanted else ()
    touched = {m.akun for m in moves}
    return [a for a in wanted if a.nama in touched]


def _count(ledger: Ledger, akun: str, days: Period) -> Assertion | None:
    """The last count of the account on one of the evenings; a balance nobody counted is none."""
    shifted = Period(days.start + _DAY, days.until + _DAY)
    found = [
        a for a in ledger.assertions(shifted) if a.akun == akun and a.dihitung == a.tanggal - _DAY
    ]
    return max(found, key=lambda a: a.tanggal, default=None)


def _comparison(text: str, book: Decimal, counted: Decimal) -> Comparison:
    """In rupiah; in sen where only those differ."""
    if round_rupiah(book) == round_rupiah(counted) and book != counted:
        return Comparison(f"{text} (sen)", ke_sen(book), ke_sen(counted))
    return Comparison(text, round_rupiah(book), round_rupiah(counted))


def _missing(akun: Akun, period: Period) -> str:
    return f"{akun.title} belum dihitung per {long_date(period.last_day)}"
