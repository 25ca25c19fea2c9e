"""PPh final on turnover, month by month: due in a loss year too (docs/LAW.md 5)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.book.ledger import net
from kkmp_ledger.book.ledger import sum_under
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from kkmp_ledger.base.period import Month
    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.dated import Dated
    from kkmp_ledger.schema.koperasi import Pajak

OMZET = (
    Role.PENDAPATAN_ANGGOTA,
    Role.PENDAPATAN_NON_ANGGOTA,
    Role.PENDAPATAN_LAIN_ANGGOTA,
    Role.PENDAPATAN_LAIN_NON_ANGGOTA,
)
_PERMILLE = 1000


def omzet(ledger: Ledger, chart: Chart, period: Period) -> Decimal:
    """The span's turnover in rupiah: sales and other revenue of units, returns deducted.

    Bank interest is no part of it: it bears its own final tax.
    """
    return -sum_under(net(ledger.turnover(period)), *chart.parents(*OMZET))


def monthly_pph(ledger: Ledger, chart: Chart, pajak: Dated[Pajak], month: Month) -> int:
    """PPh final of the month in whole rupiah, rounded half up once; never below 0.

    A rate counts for the days of the month on which it holds.
    """
    due = Fraction(0)
    for days, rate in pajak.within(month.period):
        due += Fraction(omzet(ledger, chart, days)) * Fraction(rate.tarif_permil, _PERMILLE)
    return max(0, round_rupiah(due))


def pph_final(ledger: Ledger, chart: Chart, pajak: Dated[Pajak], month: Month) -> Draft | None:
    """The month's PPh final as an entry on its last day; None when nothing is due."""
    due = monthly_pph(ledger, chart, pajak, month)
    if not due:
        return None
    cost, owed = chart.path(Role.PAJAK_PENGHASILAN), chart.path(Role.UTANG_PPH_FINAL)
    return Draft(
        month.last_day,
        "pph-final",
        f"PPh final {month.title}",
        (Leg(cost, Decimal(due)), Leg(owed, Decimal(-due))),
        bukti=f"TP-{month.start:%y%m}-PPH",
        meta={"sumber": "koperasi.toml"},
    )
