"""Laporan arus kas by the direct method: where the cash came from and where it went."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.money import round_together
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.schema.statement import SHARED_PIUTANG
from kkmp_ledger.schema.statement import statement_set
from kkmp_ledger.statements.cash_lines import Parser
from kkmp_ledger.statements.fill import accounts_by_key
from kkmp_ledger.statements.fill import arrange
from kkmp_ledger.statements.line_balances import ZERO
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.spans import span_columns

if TYPE_CHECKING:
    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.schema.statement import Layout
    from kkmp_ledger.statements.sections import Header

KAS_AWAL = "kas_awal"
_NOTHING = Fraction()
_SHARED_NOTE = (
    "Uang dari QRIS dan kartu dibagi antara anggota dan non-anggota menurut penjualannya."
    " Hasilnya dibulatkan ke rupiah satu kali, di baris laporan."
)


def arus_kas(
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

    Raises ProblemError: TANGGAL-LUAR, AKUN-ASING, ARUS-KAS-MENDUA (a posting names no line).
    """
    layout = statement_set(koperasi.rezim).arus_kas
    columns = span_columns(ledger, koperasi, year, tutup=tutup)
    accounts = accounts_by_key(chart, arus_kas=True)
    reader = Parser(ledger, chart)
    accounts[KAS_AWAL] = reader.kas
    return Statement(
        layout.id,
        layout.judul,
        header,
        tuple(c.columns for c in columns),
        arrange(
            layout,
            [_content(ledger, reader, layout, c.period) if c.period else None for c in columns],
            accounts,
            complete=complete,
        ),
        (_SHARED_NOTE,) if accounts.get(SHARED_PIUTANG) else (),
    )


def _content(ledger: Ledger, reader: Parser, layout: Layout, period: Period) -> dict[str, int]:
    """The lines in whole rupiah; they sum to the change of the rounded cash."""
    opening = sum(ledger.account_balances(reader.kas, period.start).values(), ZERO)
    # An opening entry is an opening wherever it is dated.
    openings = (s for s in ledger.sums(period, reader.kas) if s.jenis == SALDO_AWAL)
    opening += sum((s.jumlah for s in openings), ZERO)
    flows = reader.flow(period)
    lines = [b.kunci for b in layout.lines() if not b.hitungan]
    exact = [flows.get(line, _NOTHING) for line in lines]
    rise = round_rupiah(Fraction(opening) + sum(exact)) - round_rupiah(opening)
    found = dict(zip(lines, round_together(exact, rise), strict=True))
    return found | {KAS_AWAL: round_rupiah(opening)}
