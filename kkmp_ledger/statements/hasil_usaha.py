"""Laporan perhitungan hasil usaha: members' business and others' apart, down to the SHU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.schema.statement import statement_set
from kkmp_ledger.statements.fill import accounts_by_key
from kkmp_ledger.statements.fill import arrange
from kkmp_ledger.statements.line_balances import LineBalances
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.spans import span_columns

if TYPE_CHECKING:
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.statements.sections import Header


def hasil_usaha(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    year: int,
    header: Header,
    *,
    tutup: bool,
    complete: bool = False,
) -> Statement:
    """The statement of the book year's span, against the same span of the year before.

    `lengkap` keeps the lines of units that the cooperative does not have (the national form).
    Raises ProblemError: TANGGAL-LUAR, AKUN-ASING.
    """
    layout = statement_set(koperasi.rezim).hasil_usaha
    balances = LineBalances(ledger, chart, statement_set(koperasi.rezim))
    columns = span_columns(ledger, koperasi, year, tutup=tutup)
    return Statement(
        layout.id,
        layout.judul,
        header,
        tuple(c.columns for c in columns),
        arrange(
            layout,
            [balances.result(c.period) if c.period else None for c in columns],
            accounts_by_key(chart),
            complete=complete,
        ),
    )
