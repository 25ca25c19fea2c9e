"""Proofs 5 and 6 of docs/ACCOUNTING.md 5: members' purchases, receipts, and the register's list."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import bulat
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.koperasi.simpanan import INDUK
from kkmp_ledger.statements.model import Banding
from kkmp_ledger.statements.model import Bukti
from kkmp_ledger.statements.saldo import NOL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.simpanan import PosisiSimpanan
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.statements.model import Laporan

HariToko = tuple[date, str]  # the receipts' day and outlet code
TIADA = "sumber tidak ada di sini"
_PENDAPATAN = "Pendapatan"
_DOKUMEN = re.compile(r"TK-\d{6}-(\w+)-[JR]\w*")
_PENJUALAN = ("pendapatan_anggota", "pendapatan_non_anggota")


def bukti_jual(
    ledger: Ledger,
    chart: Chart,
    period: Period,
    hasil: Laporan,
    struk: Mapping[HariToko, int] | None,
    *,
    dokumen_lengkap: bool,
) -> Bukti:
    """Proof 5. Purchases by member against pendapatan anggota; receipts against what was booked.

    `struk`: per day and outlet the receipts' net revenue in the documents that are here, returns
    subtracted. Without `dokumen_lengkap` only the days in `struk` are compared, and the proof
    says that sources are missing.
    """
    bought: dict[str, Decimal] = defaultdict(Decimal)
    for m in ledger.movements(period, [_PENDAPATAN]):
        akun = chart.akun(m.akun)
        if m.anggota and akun and akun.templat.kunci_unit in _PENJUALAN:
            bought[m.anggota] -= m.jumlah
    line = hasil.nilai("jumlah_pelayanan_bruto_anggota")
    found = [Banding("belanja semua anggota", bulat(sum(bought.values(), NOL)), line)]
    receipts = {k: v for k, v in (struk or {}).items() if k[0] in period}
    booked = _dibukukan(ledger, period)
    days = sorted({*receipts, *booked} if dokumen_lengkap else receipts)
    left = sum(receipts.get(day, 0) for day in days)
    right = sum((booked.get(day, NOL) for day in days), NOL)
    found.append(Banding("struk dokumen dan penjualan yang dibukukan", left, bulat(right)))
    for day in days:
        one = Banding(
            f"{day[1]}, {tanggal_panjang(day[0])}",
            receipts.get(day, 0),
            bulat(booked.get(day, NOL)),
        )
        if not one.cocok:
            found.append(one)
    return Bukti(
        5,
        "Belanja anggota dan struk sama dengan pendapatan",
        "jumlah belanja tiap anggota; jumlah struk dalam dokumen",
        "pendapatan anggota; penjualan yang dibukukan dari dokumen",
        tuple(found),
        () if dokumen_lengkap else (TIADA,),
    )


def _dibukukan(ledger: Ledger, period: Period) -> dict[HariToko, Decimal]:
    """Revenue booked from documents whose receipts are of the period, by the receipts' own day.

    A receipt that came late stands on a later day, maybe in a later year: the whole book is read.
    """
    sums: dict[HariToko, Decimal] = defaultdict(Decimal)
    for entry in ledger.entries(Period(period.start, date.max), [_PENDAPATAN]):
        match = _DOKUMEN.fullmatch(entry.bukti)
        day = _tanggal_struk(entry)
        if match and day in period:
            for m in entry.movements:
                if m.akun.partition(":")[0] == _PENDAPATAN:
                    sums[day, match[1]] -= m.jumlah
    return sums


def _tanggal_struk(entry: Entry) -> date:
    original = str(entry.meta.get("tanggal_asli", ""))
    return date.fromisoformat(original) if original else entry.tanggal


def bukti_daftar(
    ledger: Ledger,
    chart: Chart,
    period: Period,
    register: Register,
    posisi: Sequence[PosisiSimpanan],
) -> Bukti:
    """Proof 6. What the register's members hold, against the leaf accounts, family by family.

    `posisi` is the list of deposits (`koperasi.simpanan.posisi`); only registered numbers count.
    For the other families, the registered members' movements.
    """
    saldo = ledger.saldo(period.until)
    parents = {parent: macam for macam, parent in INDUK.items()}
    found: list[Banding] = []
    for family in chart.keluarga():
        sign = 1 if family.startswith("Aset:") else -1
        leaves = [v for akun, v in saldo.items() if akun.rpartition(":")[0] == family]
        macam = parents.get(family)
        if macam:
            own = [p for p in posisi if register.terdaftar(p.nomor)]
            left = sum(getattr(p, macam).akhir for p in own)
        else:
            left = sign * bulat(_gerak(ledger, family, period.until, register))
        if leaves or left:
            text = family.partition(":")[2].replace(":", " ").lower()
            found.append(Banding(text, left, sign * bulat(sum(leaves, NOL))))
    strange = sum(
        bool(v) and akun.rpartition(":")[0] in chart.keluarga() and not register.terdaftar(nomor)
        for akun, v in saldo.items()
        if (nomor := akun.rpartition(":")[2])
    )
    found.append(Banding("akun anggota yang tidak terdaftar", strange, 0))
    return Bukti(
        6,
        "Daftar anggota sama dengan akunnya",
        "posisi setiap anggota terdaftar",
        "saldo akun anggota, keluarga demi keluarga",
        tuple(found),
    )


def _gerak(ledger: Ledger, family: str, until: date, register: Register) -> Decimal:
    moves = ledger.movements(Period(date.min, until), [family])
    return sum((m.jumlah for m in moves if register.terdaftar(m.akun.rpartition(":")[2])), NOL)
