"""The flows of cash against a slow plain model: each entry taken apart, movement by movement."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import Period
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.statements.cash_lines import ANGGOTA
from kkmp_ledger.statements.cash_lines import NON_ANGGOTA
from kkmp_ledger.statements.cash_lines import Parser
from kkmp_ledger.statements.spans import spans
from tests.statements.books import CHART as EXAMPLE_CHART
from tests.statements.books import example
from tests.statements.random_statements import CHART
from tests.statements.random_statements import FULL
from tests.statements.random_statements import random_book

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.text_book import TextBook
    from kkmp_ledger.schema.chart import Chart

ALWAYS = Period(date.min, date.max)
SALES = (ANGGOTA, NON_ANGGOTA)
Flow = dict[str, Fraction]


class Model:
    """Reads everything for each entry anew, and knows nothing of sums."""

    def __init__(self, book: TextBook, chart: Chart) -> None:
        self.entries = list(book.entries(ALWAYS))
        self.chart = chart

    def flow(self, period: Period) -> Flow:
        found: Flow = defaultdict(Fraction)
        for entry in self.entries:
            if entry.tanggal in period and entry.jenis != SALDO_AWAL and self.touches_kas(entry):
                direct, shared = self.direct(entry), self.shared(entry)
                parts = self.parts(entry)
                for line in {*direct, *(parts if shared else ())}:
                    found[line] += direct.get(line, 0) + shared * parts.get(line, 0)
        return {line: amount for line, amount in found.items() if amount}

    def line(self, akun: str, said: str = "") -> str:
        found = self.chart.akun(akun)
        assert found is not None
        return said or found.arus_kas

    def touches_kas(self, entry: Entry) -> bool:
        return any(self.line(m.akun) == "" for m in entry.movements)

    def direct(self, entry: Entry) -> Flow:
        found: Flow = defaultdict(Fraction)
        for m in entry.movements:
            if self.line(m.akun) and self.line(m.akun, m.arus_kas) != "piutang_bersama":
                found[self.line(m.akun, m.arus_kas)] -= Fraction(m.jumlah)
        return found

    def shared(self, entry: Entry) -> Fraction:
        shared = (m for m in entry.movements if self.line(m.akun, m.arus_kas) == "piutang_bersama")
        return -sum((Fraction(m.jumlah) for m in shared), Fraction())

    def parts(self, entry: Entry) -> Flow:
        gross = self.revenue([entry])
        rest = {line: amount for line, amount in self.direct(entry).items() if line in gross}
        for weights in (rest, gross):
            turned = -1 if sum(weights.values()) < 0 else 1
            if any(turned * weight > 0 for weight in weights.values()):
                return share({line: turned * weight for line, weight in weights.items()})
        day = self.origin(entry).tanggal
        so_far = [
            e
            for e in self.entries
            if Month.of(e.tanggal) == Month.of(day) and e.tanggal <= day and e.jenis != SALDO_AWAL
        ]
        sums = {k: v for k, v in self.revenue(so_far, plain=True).items() if k in SALES}
        return share(sums) if any(v > 0 for v in sums.values()) else {NON_ANGGOTA: Fraction(1)}

    def revenue(self, entries: list[Entry], *, plain: bool = False) -> Flow:
        found: Flow = defaultdict(Fraction)
        for entry in entries:
            for m in entry.movements:
                if m.akun.startswith("Pendapatan:"):
                    line = self.line(m.akun, "" if plain else m.arus_kas)
                    found[line] -= Fraction(m.jumlah)
        return found

    def origin(self, entry: Entry) -> Entry:
        while entry.membalik:
            (entry,) = (e for e in self.entries if e.bukti == entry.membalik)
        return entry


def share(weights: Flow) -> Flow:
    """Each line's part of 1; a negative weight has none."""
    positive = {line: weight for line, weight in weights.items() if weight > 0}
    return {line: weight / sum(positive.values()) for line, weight in positive.items()}


@given(random_book())
@settings(deadline=None, max_examples=50)
def test_flows_are_those_of_each_entry_taken_apart(book: TextBook) -> None:
    for year in (2025, 2026):
        period = spans(book, FULL, year, tutup=True)
        flows = Parser(book, CHART).flow(period)
        assert {line: v for line, v in flows.items() if v} == Model(book, CHART).flow(period)


def test_flows_of_the_example_are_those_of_its_entries() -> None:
    """Its receivables are settled, and shared by members and the public."""
    period = Period(date(2025, 1, 1), date(2026, 1, 1))
    flows = Parser(example(), EXAMPLE_CHART).flow(period)
    model = Model(example(), EXAMPLE_CHART).flow(period)
    assert {line: v for line, v in flows.items() if v} == model
    assert any(v.denominator > 1 for v in model.values())
