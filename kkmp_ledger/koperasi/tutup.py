"""What the close of a month books, and the balances that it writes down."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.book.digest import balance_dates
from kkmp_ledger.koperasi.aset import monthly_costs
from kkmp_ledger.koperasi.pajak import pph_final
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.base.period import Month
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.koperasi.aset import AssetRow
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi


def close_month(
    ledger: Ledger, chart: Chart, koperasi: Koperasi, aset: Sequence[AssetRow], month: Month
) -> list[Draft]:
    """Every entry that closing the month books, dated its last day: tax, then assets' costs.

    None of them depends on another, nor on what an earlier run of the same close booked.
    """
    tax = pph_final(ledger, chart, koperasi.pajak, month)
    return [*([tax] if tax else []), *monthly_costs(chart, aset, month)]


def held_counts(ledger: Ledger, month: Month) -> dict[tuple[date, str], Decimal]:
    """The counts of the month that still hold, by the day on whose morning they stand."""
    mornings = balance_dates(month.period)
    return {(a.tanggal, a.akun): a.jumlah for a in ledger.assertions(mornings) if a.bukti}


def closing_balances(
    ledger: Ledger,
    chart: Chart,
    month: Month,
    drafts: Iterable[Draft],
    *,
    year: bool = False,
) -> dict[str, Decimal]:
    """The balances to write at the month's end, with the closing entries `drafts` in them.

    Cash, banks and the parents of member families; with `setahun` every other account that is
    not a member's, too. What an earlier run of a month's close booked (`TP-yymm-`) is left out.
    """
    balances: dict[str, Decimal] = defaultdict(Decimal, ledger.balances(month.until))
    for entry in () if year else ledger.entries(month.period):
        if entry.bukti.startswith(f"TP-{month.start:%y%m}-"):
            for m in entry.movements:
                balances[m.akun] -= m.jumlah
    for draft in drafts:
        for leg in draft.legs:
            balances[leg.akun] += leg.jumlah
    opened = {akun for akun, o in ledger.openings().items() if o.tanggal < month.until}
    found = {parent: Decimal() for parent in chart.family() if parent in opened}
    for akun, jumlah in balances.items():
        parent = akun.rpartition(":")[0]
        if parent in found:
            found[parent] += jumlah
    boxes = chart.parents(Role.KAS, Role.BANK)
    for akun in opened:
        money = is_under(akun, *boxes)
        member = akun in found or akun.rpartition(":")[0] in found
        if money or (year and not member):
            found[akun] = balances.get(akun, Decimal())
    return dict(sorted(found.items()))
