"""Laporan perubahan ekuitas: what moved each part of equity, row by row."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.schema.chart import EKUITAS
from kkmp_ledger.schema.roles import Role
from kkmp_ledger.schema.statement import statement_set
from kkmp_ledger.statements.line_balances import LineBalances
from kkmp_ledger.statements.sections import Column
from kkmp_ledger.statements.sections import Row
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.spans import span_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.model import Sum
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.schema.statement import EquityLayout
    from kkmp_ledger.statements.sections import Header
    from kkmp_ledger.statements.spans import Spans

SHU = "shu"
JUMLAH = "jumlah"
PREVIOUS = "lalu_"  # before the key of a row of the year before

Cells = dict[tuple[str, str], int]  # (row, column) -> whole rupiah


def perubahan_ekuitas(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    year: int,
    header: Header,
    *,
    tutup: bool,
) -> Statement:
    """The statement of the book year's span; the year before follows in rows keyed `lalu_...`.

    Raises ProblemError: TANGGAL-LUAR, AKUN-ASING.
    """
    forms = statement_set(koperasi.rezim)
    layout = forms.perubahan_ekuitas
    balances = LineBalances(ledger, chart, forms)
    rows: list[Row] = []
    spans = span_columns(ledger, koperasi, year, tutup=tutup)
    for prefix, span in zip(("", PREVIOUS), spans, strict=True):
        cells = equity_movements(ledger, chart, balances, span.period) if span.period else None
        rows += _row(layout, span, cells, prefix)
    columns = tuple(Column(k.kunci, k.judul) for k in layout.kolom)
    total = Column(JUMLAH, "Jumlah", terms=tuple(k.kunci for k in layout.kolom))
    return Statement(layout.id, layout.judul, header, (*columns, total), tuple(rows))


def equity_movements(ledger: Ledger, chart: Chart, balances: LineBalances, period: Period) -> Cells:
    """Every cell but the sums: the opening and the result by balances, the rest by movements.

    Opening entries count as opening wherever they are dated.
    """
    exact: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for amounts in balances.on(period.start).values():
        for akun, amount in amounts.items():
            if is_under(akun, EKUITAS):
                exact["saldo_awal", _column(chart, balances, akun)] -= amount
    for s in ledger.sums(period, [EKUITAS]):
        column, role = _column(chart, balances, s.akun), chart.role(s.akun)
        for amount in (s.credit, -s.debit):
            if amount:
                exact[_position(s, amount, role, column), column] += amount
    found = {cell: round_rupiah(amount) for cell, amount in exact.items()}
    earlier = round_rupiah(balances.cumulative_result(period.start)) - round_rupiah(
        balances.decided(period.start)
    )
    found["saldo_awal", SHU] = found.get(("saldo_awal", SHU), 0) + earlier
    found["shu_tahun_berjalan", SHU] = balances.shu(period)
    return found


def _column(chart: Chart, balances: LineBalances, akun: str) -> str:
    found = chart.akun(akun)
    if found is None:
        raise ProblemError(balances.unknown(akun))
    return found.template.kolom_ekuitas


def _position(s: Sum, amount: Decimal, role: Role | None, column: str) -> str:
    """The row of a sum's credit, or of its debit as a negative amount.

    A reversal stands where the original stands (docs/ACCOUNTING.md 2).
    """
    if s.jenis == SALDO_AWAL:
        return "saldo_awal"
    if s.jenis == "koreksi" or role is Role.SHU_KOREKSI:
        return "koreksi"
    if s.jenis == "shu-ke-simpanan":
        return "shu_ke_simpanan"
    if s.jenis == "pembagian-shu" or column == SHU:
        return "pembagian_shu"
    return "penambahan" if (amount > 0) != s.reverses else "pengurangan"


def _row(layout: EquityLayout, span: Spans, cells: Cells | None, prefix: str) -> Iterator[Row]:
    """A block of rows under a heading that gives its dates; only the heading when none exists."""
    note = f" ({span.columns.notes})" if span.columns.notes else ""
    yield Row(f"{prefix}rentang", f"{span.columns.title}{note}", "judul", 0)
    if cells is None:
        return
    by_row: dict[str, tuple[int, ...]] = {}
    for b in layout.baris:
        if b.jenis == "jumlah":
            parts = [tuple(sign * v for v in by_row[key]) for sign, key in b.terms]
            row = tuple(sum(column) for column in zip(*parts, strict=True))
        else:
            values = [cells.get((b.kunci, k.kunci), 0) for k in layout.kolom]
            row = (*values, sum(values))
        by_row[b.kunci] = row
        terms = tuple((sign, prefix + key) for sign, key in b.terms)
        yield Row(prefix + b.kunci, b.label, b.jenis, b.tingkat, row, terms, deducted=b.kurang)
