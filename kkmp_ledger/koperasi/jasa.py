"""The two bases of the SHU per member: what he keeps in the cooperative, what he buys there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.base.money import bulat
from kkmp_ledger.koperasi.anggota import urutan_nomor
from kkmp_ledger.koperasi.simpanan import INDUK

if TYPE_CHECKING:
    from typing import Literal

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.anggota import Register

_JUAL = "Pendapatan:Anggota"


class Dasar(NamedTuple):
    """One member's bases in rupiah, as they are: a year of returns makes `usaha` negative."""

    modal: int
    usaha: int


def dasar_jasa(
    ledger: Ledger,
    register: Register,
    tahun: Period,
    anggota_keluar: Literal["ikut", "tidak"] = "ikut",
) -> dict[str, Dasar]:
    """The bases of every member of the book year, in order of number.

    `modal`: simpanan pokok and wajib at the year's end (a leaver has none). `usaha`: the year's
    sales to the member, returns deducted. With "tidak", who is no member on the year's last day
    has no part, and his purchases are not in the sum either.
    """
    saldo = ledger.saldo(tahun.until)
    usaha: dict[str, int] = defaultdict(int)
    for m in ledger.movements(tahun, [_JUAL]):
        if m.anggota:
            usaha[m.anggota] -= bulat(m.jumlah)
    modal: dict[str, int] = defaultdict(int)
    for akun, jumlah in saldo.items():
        parent, _, nomor = akun.rpartition(":")
        if parent in (INDUK["pokok"], INDUK["wajib"]):
            modal[nomor] -= bulat(jumlah)
    members = {
        nomor
        for nomor in register.nomor()
        if any(
            masa.masuk < tahun.until and (masa.keluar is None or masa.keluar > tahun.start)
            for masa in register.masa(nomor)
        )
    } | {*usaha, *(n for n, amount in modal.items() if amount)}
    if anggota_keluar == "tidak":
        members = {n for n in members if register.aktif(n, tahun.akhir)}
    return {n: Dasar(modal[n], usaha[n]) for n in sorted(members, key=urutan_nomor)}
