"""Rules of a month's papers: its tax, its counts, and the list of assets."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import bersih
from kkmp_ledger.koperasi.aset import menurut_daftar
from kkmp_ledger.koperasi.aturan.kata import sebut
from kkmp_ledger.koperasi.aturan.kata import uang
from kkmp_ledger.koperasi.aturan.model import KOPERASI
from kkmp_ledger.koperasi.aturan.model import NOL
from kkmp_ledger.koperasi.aturan.model import SELAMANYA
from kkmp_ledger.koperasi.pajak import AKUN_BEBAN
from kkmp_ledger.koperasi.pajak import pph_bulan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.aset import BarisAset
    from kkmp_ledger.koperasi.aturan.model import Konteks
    from kkmp_ledger.spec.chart import Akun

ASET = "aset.csv"
_AKUMULASI = ("Aset:Akumulasi-Penyusutan", "Aset:Akumulasi-Amortisasi")


def _bulan(ledger: Ledger, konteks: Konteks) -> list[Bulan]:
    """The months to judge: every closed one, and the open ones before the book's last month.

    The last month is still being written; its papers are nobody's omission yet.
    """
    last = ledger.terakhir()
    mulai = konteks.koperasi.mulai
    if last is None or last < mulai:
        return sorted(konteks.bulan_tertutup)
    months = {b for b in Period(mulai, last + timedelta(days=1)).bulan() if b < Bulan.of(last)}
    return sorted(months | konteks.bulan_tertutup)


def pajak_bulanan(ledger: Ledger, konteks: Konteks) -> Iterator[Problem]:
    """PAJAK-BEDA: per month, turnover x rate is the tax that was booked (docs/ACCOUNTING.md 2)."""
    for bulan in _bulan(ledger, konteks):
        due = pph_bulan(ledger, konteks.koperasi.pajak, bulan)
        changed = bersih(ledger.mutasi(bulan.period))
        booked = changed.get(AKUN_BEBAN, NOL)
        if booked != due:
            fact = (
                f"PPh final {bulan.judul} dibukukan {uang(booked)},"
                f" menurut omzet seharusnya {uang(NOL + due)}"
            )
            hint = f"jalankan kkmp tutup {bulan}"
            if konteks.tertutup(bulan.start):
                hint = "jalankan kkmp susun, atau periksa [[pajak]] di koperasi.toml"
            berat = konteks.berat(bulan.start)
            yield Problem("PAJAK-BEDA", fact, hint, KOPERASI, berat)


def uang_dihitung(ledger: Ledger, konteks: Konteks) -> Iterator[Problem]:
    """BELUM-DIHITUNG: each cash box and bank in use was counted on the evening a month ended."""
    months = _bulan(ledger, konteks)
    if not months:
        return
    counted = {(a.akun, a.dihitung) for a in ledger.assertions(SELAMANYA)}
    first: dict[str, tuple[date, Akun]] = {}
    for m in ledger.movements(SELAMANYA, ("Aset:Kas", "Aset:Bank")):
        akun = konteks.chart.akun(m.akun)
        if akun is not None and m.akun not in first:
            first[m.akun] = (m.tanggal, akun)
    for bulan in months:
        for nama, (since, akun) in sorted(first.items()):
            if since <= bulan.akhir and (nama, bulan.akhir.isoformat()) not in counted:
                what = sebut(akun, nama)
                fact = f"{what} belum dihitung pada {tanggal_panjang(bulan.akhir)}"
                hint = f'catat dengan kkmp catat hitung-kas "{what}" JUMLAH --tanggal {bulan.akhir}'
                berat = konteks.berat(bulan.start)
                yield Problem("BELUM-DIHITUNG", fact, hint, berat=berat)


def aset_sesuai_daftar(ledger: Ledger, konteks: Konteks) -> Iterator[Problem]:
    """ASET-BEDA: the list of assets ties to its accounts, at cost and in what was spent.

    Only closed months have cost anything yet, so nothing here depends on time alone.
    """
    closed = max(konteks.bulan_tertutup, default=None)
    listed = menurut_daftar(konteks.aset, date.max, closed)
    booked = {a: v for a, v in ledger.saldo(date.max).items() if _berdaftar(a, konteks)}
    for nama in sorted({*listed, *booked}):
        want, have = NOL + listed.get(nama, 0), booked.get(nama, NOL)
        if want != have:
            fact = (
                f"{sebut(konteks.chart.akun(nama), nama)} menurut {ASET} {uang(want)},"
                f" menurut buku {uang(have)} (beda {uang(have - want)})"
            )
            hint = (
                "catat pembeliannya dengan kkmp catat aset atau dibayar-di-muka,"
                f" atau perbaiki barisnya di {ASET}"
            )
            yield Problem("ASET-BEDA", fact, hint, _baris(nama, konteks.aset))


def _berdaftar(nama: str, konteks: Konteks) -> bool:
    akun = konteks.chart.akun(nama)
    return nama in _AKUMULASI or (akun is not None and akun.templat.resep in ("aset", "muka"))


def _baris(nama: str, rows: tuple[BarisAset, ...]) -> Place:
    """The first row of the list that names the account."""
    return Place(ASET, next((r.line for r in rows if nama in (r.akun, r.lawan)), 0))
