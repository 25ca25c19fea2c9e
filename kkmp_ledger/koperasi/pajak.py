"""PPh final on turnover, month by month: due in a loss year too (docs/LAW.md 5)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import bulat
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.book.model import bersih
from kkmp_ledger.book.model import jumlah_di_bawah

if TYPE_CHECKING:
    from kkmp_ledger.base.period import Bulan
    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.spec.dated import Dated
    from kkmp_ledger.spec.koperasi import Pajak

AKUN_BEBAN = "Beban:Pajak-Penghasilan"
AKUN_UTANG = "Liabilitas:Utang-Pajak:PPh-Final"
OMZET = (
    "Pendapatan:Anggota",
    "Pendapatan:Non-Anggota",
    "Pendapatan:Lain-Anggota",
    "Pendapatan:Lain-Non-Anggota",
)
_PERMIL = 1000


def omzet(ledger: Ledger, period: Period) -> Decimal:
    """The span's turnover in rupiah: sales and other revenue of units, returns deducted.

    Bank interest is no part of it: it bears its own final tax.
    """
    changed = bersih(ledger.mutasi(period))
    return -sum((jumlah_di_bawah(changed, akun) for akun in OMZET), Decimal())


def pph_bulan(ledger: Ledger, pajak: Dated[Pajak], bulan: Bulan) -> int:
    """PPh final of the month in whole rupiah, rounded half up once; never below 0.

    A rate counts for the days of the month on which it holds.
    """
    due = Fraction(0)
    for days, rate in pajak.within(bulan.period):
        due += Fraction(omzet(ledger, days)) * Fraction(rate.tarif_permil, _PERMIL)
    return max(0, bulat(due))


def pph_final(ledger: Ledger, pajak: Dated[Pajak], bulan: Bulan) -> Draft | None:
    """The month's PPh final as an entry on its last day; None when nothing is due."""
    due = pph_bulan(ledger, pajak, bulan)
    if not due:
        return None
    return Draft(
        bulan.akhir,
        "pph-final",
        f"PPh final {bulan.judul}",
        (Leg(AKUN_BEBAN, Decimal(due)), Leg(AKUN_UTANG, Decimal(-due))),
        bukti=f"TP-{bulan.start:%y%m}-PPH",
        meta={"sumber": "koperasi.toml"},
    )
