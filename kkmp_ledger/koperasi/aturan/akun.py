"""Rules of accounts: in the chart, opened before they are used, not below 0 at a day's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.koperasi.aturan.kata import akun_terdekat
from kkmp_ledger.koperasi.aturan.kata import sebut
from kkmp_ledger.koperasi.aturan.kata import uang
from kkmp_ledger.koperasi.aturan.model import SELAMANYA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.aturan.model import Deret
    from kkmp_ledger.koperasi.aturan.model import Konteks


def akun_di_bagan(deret: Deret, konteks: Konteks) -> Iterator[Problem]:
    """AKUN-ASING: each account used is in the chart; a family's parent takes no posting."""
    if deret.akun is None and deret.titik:
        yield _asing(deret.nama, konteks, deret.titik[0].place)


def akun_dibuka_di_bagan(ledger: Ledger, konteks: Konteks) -> Iterator[Problem]:
    """AKUN-ASING: each opened account is in the chart, or the parent of a member family."""
    families = frozenset(konteks.chart.keluarga())
    used = {m.akun for m in ledger.movements(SELAMANYA)}
    for nama, opening in ledger.openings().items():
        if konteks.chart.akun(nama) is None and nama not in families and nama not in used:
            yield _asing(nama, konteks, opening.place)


def _asing(nama: str, konteks: Konteks, place: Place) -> Problem:
    if nama in konteks.chart.keluarga():
        fact = f"akun induk {nama} tidak menerima entri"
        hint = f"pakai akun anggotanya, misalnya {nama}:A0001"
        return Problem("AKUN-ASING", fact, hint, place)
    near = akun_terdekat(nama, konteks.chart)
    hint = f"maksud Anda {near}?" if near else "pakai akun dari akun.gen.beancount"
    return Problem("AKUN-ASING", f"akun {nama} tidak ada di bagan akun", hint, place)


def akun_terbuka(deret: Deret, konteks: Konteks) -> Iterator[Problem]:
    """AKUN-TUTUP: an account is opened on or before the first day on which it is used.

    One that is not in the chart, or of nobody in the register, is told as that alone.
    """
    akun = deret.akun
    if akun is None or not deret.titik:
        return
    if not akun.anggota or konteks.register.terdaftar(akun.anggota):
        first = deret.titik[0]
        yield from _tutup(deret.nama, first.tanggal, first.place, konteks)


def akun_saldo_terbuka(
    assertion: Assertion, _saldo: Decimal, konteks: Konteks
) -> Iterator[Problem]:
    """AKUN-TUTUP: a `balance` is stated for an opened account."""
    yield from _tutup(assertion.akun, assertion.tanggal, assertion.place, konteks)


def _tutup(nama: str, day: date, place: Place, konteks: Konteks) -> Iterator[Problem]:
    opened = konteks.dibuka.get(nama)
    if opened is not None and opened <= day:
        return
    if opened is None:
        fact = f"akun {nama} dipakai pada {tanggal_panjang(day)} tetapi tidak pernah dibuka"
    else:
        fact = (
            f"akun {nama} dipakai pada {tanggal_panjang(day)},"
            f" baru dibuka pada {tanggal_panjang(opened)}"
        )
    hint = "periksa nama akun dan tanggalnya, lalu jalankan kkmp susun"
    yield Problem("AKUN-TUTUP", fact, hint, place)


def saldo_tak_negatif(deret: Deret, konteks: Konteks) -> Iterator[Problem]:
    """SALDO-NEGATIF: cash, banks, stock and members' receivables at each day's end.

    Told where the balance crosses 0. In an open month a paper may still be missing.
    """
    if deret.akun is None or not deret.akun.templat.tak_negatif:
        return
    for titik, before, after in deret.saldo_harian():
        if after < 0 <= before:
            fact = (
                f"{sebut(deret.akun, deret.nama)} {uang(after)}"
                f" pada akhir {tanggal_panjang(titik.tanggal)}"
            )
            hint = "cari penerimaan yang belum dicatat, atau pengeluaran yang tercatat dua kali"
            berat = konteks.berat(titik.tanggal)
            yield Problem("SALDO-NEGATIF", fact, hint, titik.place, berat)
