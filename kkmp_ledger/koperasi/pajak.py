"""PPh final on turnover, month by month: due in a loss year too (docs/LAW.md 5)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.book.model import net
from kkmp_ledger.book.model import sum_under

if TYPE_CHECKING:
    from kkmp_ledger.base.period import Month
    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.schema.dated import Dated
    from kkmp_ledger.schema.koperasi import Pajak

AKUN_BEBAN = "Beban:Pajak-Penghasilan"
AKUN_UTANG = "Liabilitas:Utang-Pajak:PPh-Final"
OMZET = (
    "Pendapatan:Anggota",
    "Pendapatan:Non-Anggota",
    "Pendapatan:Lain-Anggota",
    "Pendapatan:Lain-Non-Anggota",
)
_PERMILLE = 1000


def omzet(ledger: Ledger, period: Period) -> Decimal:
    """The span's turnover in rupiah: sales and other revenue of units, returns deducted.

    Bank interest is no part of it: it bears its own final tax.
    """
    changed = net(ledger.turnover(period))
    return -sum((sum_under(changed, akun) for akun in OMZET), Decimal())


def monthly_pph(ledger: Ledger, pajak: Dated[Pajak], month: Month) -> int:
    """PPh final of the month in whole rupiah, rounded half up once; never below 0.

    A rate counts for the days of the month on which it holds.
    """
    due = Fraction(0)
    for days, rate in pajak.within(month.period):
        due += Fraction(omzet(ledger, days)) * Fraction(rate.tarif_permil, _PERMILLE)
    return max(0, round_rupiah(due))


def pph_final(ledger: Ledger, pajak: Dated[Pajak], month: Month) -> Draft | None:
    """The month's PPh final as an entry on its last day; None when nothing is due."""
    due = monthly_pph(ledger, pajak, month)
    if not due:
        return None
    return Draft(
        month.last_day,
        "pph-final",
        f"PPh final {month.title}",
        (Leg(AKUN_BEBAN, Decimal(due)), Leg(AKUN_UTANG, Decimal(-due))),
        bukti=f"TP-{month.start:%y%m}-PPH",
        meta={"sumber": "koperasi.toml"},
    )
