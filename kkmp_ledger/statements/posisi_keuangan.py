"""Laporan posisi keuangan: what the cooperative has and owes, against the end of the last year.

Only balances are asked of the ledger, nothing per entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.schema.chart import RESULT
from kkmp_ledger.schema.statement import statement_set
from kkmp_ledger.statements.fill import accounts_by_key
from kkmp_ledger.statements.fill import arrange
from kkmp_ledger.statements.line_balances import LineBalances
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.spans import tanggal_column

if TYPE_CHECKING:
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.statements.sections import Header


def posisi_keuangan(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    year: int,
    header: Header,
    *,
    tutup: bool,
    complete: bool = False,
) -> Statement:
    """The statement at the end of the book year's span (see `rentang`).

    `lengkap` keeps the lines of units that the cooperative does not have (the national form).
    Raises ProblemError: TANGGAL-LUAR, AKUN-ASING.
    """
    layout = statement_set(koperasi.rezim).posisi_keuangan
    balances = LineBalances(ledger, chart, statement_set(koperasi.rezim))
    columns = tanggal_column(ledger, koperasi, year, tutup=tutup)
    accounts = accounts_by_key(chart) | {"shu_tahun_berjalan": RESULT}
    return Statement(
        layout.id,
        layout.judul,
        header,
        tuple(c.columns for c in columns),
        arrange(
            layout,
            [balances.position(c.period) if c.period else None for c in columns],
            accounts,
            complete=complete,
        ),
    )
