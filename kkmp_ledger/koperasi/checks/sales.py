"""Rules of sales: a member's purchases carry his number and their cost, the public's do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.koperasi.checks.context import ZERO
from kkmp_ledger.koperasi.checks.rule_words import amount_text
from kkmp_ledger.koperasi.checks.rule_words import entry_name
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.koperasi.checks.context import Context


def anggota_in_penjualan(entry: Entry, context: Context) -> Iterator[Problem]:
    """JUAL-ANGGOTA: every posting on Pendapatan:Anggota names its member, no other side does."""
    members = f"{context.chart.parent(Role.PENDAPATAN_ANGGOTA)}:"
    public = f"{context.chart.parent(Role.PENDAPATAN_NON_ANGGOTA)}:"
    for m in entry.movements:
        if m.akun.startswith(members) and not m.anggota:
            amount = amount_text(-m.jumlah)
            fact = f"penjualan anggota {amount} pada {entry_name(entry)} tanpa nomor anggota"
            hint = f"tulis anggota di bawah barisnya, atau pakai akun {public[:-1]}"
            yield Problem("JUAL-ANGGOTA", fact, hint, m.place)
        elif m.anggota and m.akun.startswith(public):
            fact = (
                f"penjualan non-anggota {amount_text(-m.jumlah)} pada {entry_name(entry)}"
                f" menyebut anggota {m.anggota}"
            )
            hint = f"pakai akun {members[:-1]}, atau hapus nomor anggotanya"
            yield Problem("JUAL-ANGGOTA", fact, hint, m.place)


def anggota_buyer(entry: Entry, context: Context) -> Iterator[Problem]:
    """ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF: who is named beside a posting was a member that day.

    A refund follows the sale's side and member, so it may come after he has left; what arrives
    late counts by the day on which it was sold.
    """
    register = context.register
    returned = entry.jenis == "retur" or bool(entry.membalik) or entry.jenis == SALDO_AWAL
    for m in entry.movements:
        nomor = m.anggota
        if not nomor:
            continue
        day = m.tanggal_asli or m.tanggal
        if register.active(nomor, day):
            continue
        if not register.registered(nomor):
            fact = f"nomor {nomor} pada {entry_name(entry)} tidak terdaftar"
            hint = "periksa nomornya di kkmp anggota daftar"
            yield Problem("ANGGOTA-ASING", fact, hint, m.place)
        elif not returned and context.chart.role(m.akun) is Role.PENDAPATAN_ANGGOTA:
            fact = f"pembelian {nomor} pada {long_date(day)}, saat ia bukan anggota"
            right = context.chart.parent(Role.PENDAPATAN_NON_ANGGOTA)
            hint = f"pakai akun {right}, atau perbaiki tanggal masuk dan keluarnya"
            yield Problem("ANGGOTA-TIDAK-AKTIF", fact, hint, m.place)


def hpp_anggota(entry: Entry, context: Context) -> Iterator[Problem]:
    """HPP-BEDA: per unit with perpetual stock, HPP:Anggota is the sum of its sales' `hpp`."""
    sold = f"{context.chart.parent(Role.PENDAPATAN_ANGGOTA)}:"
    spent = f"{context.chart.parent(Role.HPP_ANGGOTA)}:"
    cost: dict[str, Decimal] = {}
    bare: set[str] = set()
    for m in entry.movements:
        akun = m.akun
        if akun.startswith(sold):
            unit = akun[len(sold) :]
            if unit not in context.perpetual:
                continue
            if m.hpp is not None:
                cost[unit] = cost.get(unit, ZERO) - m.hpp
                continue
            bare.add(unit)
            if m.meta.get("hpp", "") == "":  # one of a wrong form was told when it was read
                who = m.anggota or "anggota"
                fact = (
                    f"penjualan {who} {amount_text(-m.jumlah)} pada {entry_name(entry)} tanpa hpp"
                )
                hint = "tulis hpp di bawah barisnya, misalnya hpp: 110000 IDR"
                yield Problem("HPP-BEDA", fact, hint, m.place)
        elif akun.startswith(spent):
            unit = akun[len(spent) :]
            if unit in context.perpetual:
                cost[unit] = cost.get(unit, ZERO) + m.jumlah
    if entry.jenis == SALDO_AWAL:
        return
    for unit, left in cost.items():
        if left and unit not in bare:
            difference = amount_text(left)
            fact = (
                f"HPP anggota {unit} pada {entry_name(entry)} berbeda {difference} dari jumlah hpp"
            )
            hint = f"samakan {spent[:-1]} dengan jumlah hpp pada baris penjualannya"
            yield Problem("HPP-BEDA", fact, hint, entry.place)
