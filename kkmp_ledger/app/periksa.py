"""The rules as the door calls them: only what is new, and the accounts that it touches."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Period
from kkmp_ledger.koperasi.aturan.model import NOL
from kkmp_ledger.koperasi.aturan.model import SELAMANYA
from kkmp_ledger.koperasi.aturan.model import Konteks
from kkmp_ledger.koperasi.aturan.model import susun_deret
from kkmp_ledger.koperasi.aturan.periksa import periksa_tambahan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.berubah import Berubah
    from kkmp_ledger.book.index import Index
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.koperasi.aturan.model import Deret


def konteks(
    folder: Folder, dibuka: dict[str, date] | None = None, sampai: date | None = None
) -> Konteks:
    """What the rules know beside the ledger; `sampai` is the first day that is still to come."""
    return Konteks(
        chart=folder.chart,
        koperasi=folder.koperasi,
        register=folder.register,
        bulan_tertutup=folder.tertutup.bulan,
        tahun_tertutup=folder.tertutup.tahun,
        aset=tuple(folder.aset),
        dibuka=dibuka or {},
        sampai=sampai,
    )


class Periksa:
    """`book.door.Pemeriksa` with the cooperative's rules."""

    def __init__(self, folder: Folder, hari_ini: date | None = None) -> None:
        """Judge by the folder's data; nothing new may be dated after `hari_ini`."""
        self._folder = folder
        self._sampai = hari_ini + timedelta(days=1) if hari_ini else None

    def entri(self, ledger: Index, berubah: Berubah) -> list[Problem]:
        """See `Pemeriksa.entri`."""
        numbers = {e.bukti for e in berubah.entries if e.bukti}
        return periksa_tambahan(
            berubah.entries, (), (), self._konteks(ledger, ()), ledger.bukti_ganda(numbers)
        )

    def deret(self, ledger: Index, berubah: Berubah) -> list[Problem]:
        """See `Pemeriksa.deret`."""
        dates = [e.tanggal for e in (*berubah.entries, *berubah.dicabut)]
        dates += [a.tanggal - timedelta(days=1) for a in berubah.assertions]
        if not dates:
            return []
        start = min(dates)
        stated = list(_dinyatakan(ledger, berubah.akun, start))
        series = self._deret(ledger, sorted(berubah.akun), start)
        names = {*berubah.akun, *(a.akun for a, _ in stated)}
        return periksa_tambahan((), series, stated, self._konteks(ledger, names))

    def _konteks(self, ledger: Index, akun: Iterable[str]) -> Konteks:
        return konteks(self._folder, ledger.dibuka(akun), self._sampai)

    def _deret(self, ledger: Index, akun: list[str], start: date) -> list[Deret]:
        carried = ledger.saldo_akun(akun, start)
        moves = [
            m
            for m in ledger.movements(Period(start, SELAMANYA.until), akun)
            if m.akun in carried  # not those under a touched parent
        ]
        return susun_deret(moves, self._folder.chart, carried)


def _dinyatakan(
    ledger: Index, akun: Iterable[str], start: date
) -> Iterator[tuple[Assertion, Decimal]]:
    """Each later `balance` on a touched account or a parent, with what the book holds then."""
    names = {name for a in akun for name in _ke_atas(a)}
    for assertion in ledger.saldo_dinyatakan(sorted(names), start):
        under = ledger.anak(assertion.akun)
        yield assertion, sum(ledger.saldo_akun(under, assertion.tanggal).values(), NOL)


def _ke_atas(nama: str) -> Iterator[str]:
    while nama:
        yield nama
        nama = nama.rpartition(":")[0]
