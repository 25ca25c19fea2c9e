"""What the close of a month books, and the balances that it writes down."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.koperasi.aset import beban_bulan
from kkmp_ledger.koperasi.pajak import pph_final
from kkmp_ledger.spec.chart import di_bawah

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.base.period import Bulan
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.aset import BarisAset
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi

_UANG = ("Aset:Kas", "Aset:Bank")


def tutup_bulan(
    ledger: Ledger, koperasi: Koperasi, aset: Sequence[BarisAset], bulan: Bulan
) -> list[Draft]:
    """Every entry that closing the month books, dated its last day: tax, then assets' costs.

    None of them depends on another, nor on what an earlier run of the same close booked.
    """
    tax = pph_final(ledger, koperasi.pajak, bulan)
    return [*([tax] if tax else []), *beban_bulan(aset, bulan)]


def saldo_tutup(
    ledger: Ledger,
    chart: Chart,
    bulan: Bulan,
    drafts: Iterable[Draft],
    *,
    setahun: bool = False,
) -> dict[str, Decimal]:
    """The balances to write at the month's end, with the closing entries `drafts` in them.

    Cash, banks and the parents of member families; with `setahun` every other account that is
    not a member's, too. What an earlier run of a month's close booked (`TP-yymm-`) is left out.
    """
    saldo: dict[str, Decimal] = defaultdict(Decimal, ledger.saldo(bulan.until))
    for entry in () if setahun else ledger.entries(bulan.period):
        if entry.bukti.startswith(f"TP-{bulan.start:%y%m}-"):
            for m in entry.movements:
                saldo[m.akun] -= m.jumlah
    for draft in drafts:
        for leg in draft.legs:
            saldo[leg.akun] += leg.jumlah
    opened = {akun for akun, o in ledger.openings().items() if o.tanggal < bulan.until}
    found = {parent: Decimal() for parent in chart.keluarga() if parent in opened}
    for akun, jumlah in saldo.items():
        parent = akun.rpartition(":")[0]
        if parent in found:
            found[parent] += jumlah
    for akun in opened:
        money = any(di_bawah(akun, induk) for induk in _UANG)
        member = akun in found or akun.rpartition(":")[0] in found
        if money or (setahun and not member):
            found[akun] = saldo.get(akun, Decimal())
    return dict(sorted(found.items()))
