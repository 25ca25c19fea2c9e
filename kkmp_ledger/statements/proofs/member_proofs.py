"""Proofs 5 and 6 of docs/ACCOUNTING.md 5: members' purchases, receipts, and the register's list."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import long_date
from kkmp_ledger.koperasi.simpanan import DEPOSITS
from kkmp_ledger.schema.chart import ASET
from kkmp_ledger.schema.chart import PENDAPATAN
from kkmp_ledger.statements.line_balances import ZERO
from kkmp_ledger.statements.sections import Comparison
from kkmp_ledger.statements.sections import Proof

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.simpanan import DepositPosition
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.statements.sections import Statement

StoreDay = tuple[date, str]  # the receipts' day and outlet code
ABSENT = "sebagian berkas kasir tidak ada di folder ini, jadi struknya belum dibandingkan"
_DOCUMENT = re.compile(r"TK-\d{6}-(\w+)-[JR]\w*")
_PENJUALAN = ("pendapatan_anggota", "pendapatan_non_anggota")


def proof_sales(
    ledger: Ledger,
    chart: Chart,
    period: Period,
    result: Statement,
    receipt: Mapping[StoreDay, int] | None,
    *,
    documents_complete: bool,
) -> Proof:
    """Proof 5. Purchases by member against pendapatan anggota; receipts against what was booked.

    `struk`: per day and outlet the receipts' net revenue in the documents that are here, returns
    subtracted. Without `documents_complete` only the days in `struk` are compared, and the proof
    says that sources are missing.
    """
    bought: dict[str, Decimal] = defaultdict(Decimal)
    for m in ledger.movements(period, [PENDAPATAN]):
        akun = chart.akun(m.akun)
        if m.anggota and akun and akun.template.kunci_unit in _PENJUALAN:
            bought[m.anggota] -= m.jumlah
    line = result.values("jumlah_pelayanan_bruto_anggota")
    found = [Comparison("belanja semua anggota", round_rupiah(sum(bought.values(), ZERO)), line)]
    receipts = {k: v for k, v in (receipt or {}).items() if k[0] in period}
    booked = _posted(ledger, period)
    days = sorted({*receipts, *booked} if documents_complete else receipts)
    left = sum(receipts.get(day, 0) for day in days)
    right = sum((booked.get(day, ZERO) for day in days), ZERO)
    found.append(Comparison("struk kasir dan penjualan yang dibukukan", left, round_rupiah(right)))
    for day in days:
        one = Comparison(
            f"{day[1]}, {long_date(day[0])}",
            receipts.get(day, 0),
            round_rupiah(booked.get(day, ZERO)),
        )
        if not one.matches:
            found.append(one)
    return Proof(
        5,
        "Belanja anggota dan struk sama dengan pendapatan",
        "belanja tiap anggota; struk kasir",
        "penjualan kepada anggota; penjualan yang dibukukan",
        tuple(found),
        () if documents_complete else (ABSENT,),
    )


def _posted(ledger: Ledger, period: Period) -> dict[StoreDay, Decimal]:
    """Revenue booked from documents whose receipts are of the period, by the receipts' own day.

    A receipt that came late stands on a later day, maybe in a later year: the whole book is read.
    """
    sums: dict[StoreDay, Decimal] = defaultdict(Decimal)
    for entry in ledger.entries(Period(period.start, date.max), [PENDAPATAN]):
        match = _DOCUMENT.fullmatch(entry.bukti)
        day = entry.tanggal_asli or entry.tanggal  # the receipts' own
        if match and day in period:
            for m in entry.movements:
                if m.akun.partition(":")[0] == PENDAPATAN:
                    sums[day, match[1]] -= m.jumlah
    return sums


def proof_register(
    ledger: Ledger,
    chart: Chart,
    period: Period,
    register: Register,
    position: Sequence[DepositPosition],
) -> Proof:
    """Proof 6. What the register's members hold, against the leaf accounts, family by family.

    `posisi` is the list of deposits (`koperasi.simpanan.posisi`); only registered numbers count.
    For the other families, the registered members' movements.
    """
    balances = ledger.balances(period.until)
    parents = {chart.parent(role): kind for kind, role in DEPOSITS.items()}
    families = chart.family()
    others = [family for family in families if family not in parents]
    moved = _movements(ledger, others, period.until, register)
    found: list[Comparison] = []
    for family in families:
        sign = 1 if is_under(family, ASET) else -1
        leaves = [v for akun, v in balances.items() if akun.rpartition(":")[0] == family]
        kind = parents.get(family)
        if kind:
            own = [p for p in position if register.registered(p.nomor)]
            left = sum(getattr(p, kind).closing for p in own)
        else:
            left = sign * round_rupiah(moved.get(family, ZERO))
        if leaves or left:
            text = family.partition(":")[2].replace(":", " ").lower()
            found.append(Comparison(text, left, sign * round_rupiah(sum(leaves, ZERO))))
    strange = sum(
        bool(v) and akun.rpartition(":")[0] in families and not register.registered(nomor)
        for akun, v in balances.items()
        if (nomor := akun.rpartition(":")[2])
    )
    found.append(Comparison("akun anggota yang tidak terdaftar", strange, 0))
    return Proof(
        6,
        "Daftar anggota sama dengan buku",
        "jumlah tiap anggota terdaftar",
        "saldo di buku",
        tuple(found),
    )


def _movements(
    ledger: Ledger, families: Sequence[str], until: date, register: Register
) -> dict[str, Decimal]:
    """Of each family: what was booked on the accounts of registered members before the day."""
    by_account: dict[str, Decimal] = defaultdict(Decimal)
    for m in ledger.movements(Period(date.min, until), families) if families else ():
        by_account[m.akun] += m.jumlah
    found: dict[str, Decimal] = defaultdict(Decimal)
    for akun, amount in by_account.items():
        family, _, nomor = akun.rpartition(":")
        if register.registered(nomor):
            found[family] += amount
    return found
