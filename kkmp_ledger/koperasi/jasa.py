"""The two bases of the SHU per member: what he keeps in the cooperative, what he buys there."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.koperasi.anggota import by_number
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from typing import Literal

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.schema.chart import Chart


class Bases(NamedTuple):
    """One member's bases in rupiah, as they are: a year of returns makes `usaha` negative."""

    modal: int
    usaha: int


def jasa_bases(
    ledger: Ledger,
    chart: Chart,
    register: Register,
    year: Period,
    anggota_keluar: Literal["ikut", "tidak"] = "ikut",
) -> dict[str, Bases]:
    """The bases of every member of the book year, in order of number.

    `modal`: simpanan pokok and wajib at the year's end (a leaver has none). `usaha`: the year's
    sales to the member, returns deducted. With "tidak", who is no member on the year's last day
    has no part, and his purchases are not in the sum either.
    """
    bought: dict[str, Decimal] = defaultdict(Decimal)
    for s in ledger.sums(year, [chart.parent(Role.PENDAPATAN_ANGGOTA)], members=True):
        if s.anggota:
            bought[s.anggota] -= s.jumlah
    # Sales are in whole rupiah (RUPIAH-PECAHAN), so rounding their sum changes none of them.
    usaha = {nomor: round_rupiah(amount) for nomor, amount in bought.items()}
    deposits = chart.parents(Role.SIMPANAN_POKOK, Role.SIMPANAN_WAJIB)
    modal: dict[str, int] = defaultdict(int)
    for akun, jumlah in ledger.balances(year.until, deposits).items():
        parent, _, nomor = akun.rpartition(":")
        if parent in deposits:
            modal[nomor] -= round_rupiah(jumlah)
    members = {
        nomor
        for nomor in register.nomor()
        if any(
            term.masuk < year.until and (term.keluar is None or term.keluar > year.start)
            for term in register.memberships(nomor)
        )
    } | {*usaha, *(n for n, amount in modal.items() if amount)}
    if anggota_keluar == "tidak":
        members = {n for n in members if register.active(n, year.last_day)}
    return {n: Bases(modal[n], usaha.get(n, 0)) for n in sorted(members, key=by_number)}
