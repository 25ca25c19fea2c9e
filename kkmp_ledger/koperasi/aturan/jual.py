"""Rules of sales: a member's purchases carry his number and their cost, the public's do not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.koperasi.aturan.kata import entri
from kkmp_ledger.koperasi.aturan.kata import uang
from kkmp_ledger.koperasi.aturan.model import NOL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.koperasi.aturan.model import Konteks

_ANGGOTA = "Pendapatan:Anggota:"
_NON_ANGGOTA = "Pendapatan:Non-Anggota:"
_HPP = "Beban:HPP:Anggota:"


def anggota_di_penjualan(entry: Entry, _: Konteks) -> Iterator[Problem]:
    """JUAL-ANGGOTA: every posting on Pendapatan:Anggota names its member, no other side does."""
    for m in entry.movements:
        if m.akun.startswith(_ANGGOTA) and not m.anggota:
            fact = f"penjualan anggota {uang(-m.jumlah)} pada {entri(entry)} tanpa nomor anggota"
            hint = "tulis anggota di bawah barisnya, atau pakai akun Pendapatan:Non-Anggota"
            yield Problem("JUAL-ANGGOTA", fact, hint, m.place)
        elif m.anggota and m.akun.startswith(_NON_ANGGOTA):
            fact = (
                f"penjualan non-anggota {uang(-m.jumlah)} pada {entri(entry)}"
                f" menyebut anggota {m.anggota}"
            )
            hint = "pakai akun Pendapatan:Anggota, atau hapus nomor anggotanya"
            yield Problem("JUAL-ANGGOTA", fact, hint, m.place)


def pembeli_anggota(entry: Entry, konteks: Konteks) -> Iterator[Problem]:
    """ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF: who is named beside a posting was a member that day.

    A refund follows the sale's side and member, so it may come after he has left; what arrives
    late counts by the day on which it was sold.
    """
    register = konteks.register
    returned = entry.jenis == "retur" or bool(entry.membalik) or entry.jenis == SALDO_AWAL
    for m in entry.movements:
        nomor = m.anggota
        if not nomor:
            continue
        day = _tanggal_asli(entry, m)
        if register.aktif(nomor, day):
            continue
        if not register.terdaftar(nomor):
            fact = f"nomor {nomor} pada {entri(entry)} tidak terdaftar"
            hint = "periksa nomornya di kkmp anggota daftar"
            yield Problem("ANGGOTA-ASING", fact, hint, m.place)
        elif not returned and m.akun.startswith(_ANGGOTA):
            fact = f"pembelian {nomor} pada {tanggal_panjang(day)}, saat ia bukan anggota"
            hint = "pakai akun Pendapatan:Non-Anggota, atau perbaiki tanggal masuk dan keluarnya"
            yield Problem("ANGGOTA-TIDAK-AKTIF", fact, hint, m.place)


def _tanggal_asli(entry: Entry, m: Movement) -> date:
    text = m.meta.get("tanggal_asli") or entry.meta.get("tanggal_asli")
    if not text:
        return entry.tanggal
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return entry.tanggal


def hpp_anggota(entry: Entry, konteks: Konteks) -> Iterator[Problem]:
    """HPP-BEDA: per unit with perpetual stock, HPP:Anggota is the sum of its sales' `hpp`."""
    cost: dict[str, Decimal] = {}
    bare: set[str] = set()
    for m in entry.movements:
        akun = m.akun
        if akun.startswith(_ANGGOTA):
            unit = akun[len(_ANGGOTA) :]
            if unit not in konteks.perpetual:
                continue
            hpp = m.meta.get("hpp")
            if isinstance(hpp, Decimal):
                cost[unit] = cost.get(unit, NOL) - hpp
            else:
                bare.add(unit)
                who = m.anggota or "anggota"
                fact = f"penjualan {who} {uang(-m.jumlah)} pada {entri(entry)} tanpa hpp"
                hint = "tulis hpp di bawah barisnya, misalnya hpp: 110000 IDR"
                yield Problem("HPP-BEDA", fact, hint, m.place)
        elif akun.startswith(_HPP):
            unit = akun[len(_HPP) :]
            if unit in konteks.perpetual:
                cost[unit] = cost.get(unit, NOL) + m.jumlah
    if entry.jenis == SALDO_AWAL:
        return
    for unit, left in cost.items():
        if left and unit not in bare:
            fact = f"HPP anggota {unit} pada {entri(entry)} berbeda {uang(left)} dari jumlah hpp"
            hint = "samakan Beban:HPP:Anggota dengan jumlah hpp pada baris penjualannya"
            yield Problem("HPP-BEDA", fact, hint, entry.place)
