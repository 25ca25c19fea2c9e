"""Receipts with the member who bought, ready to be booked, and a summary for the treasurer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.importing.receipts import BON as LABEL_BON
from kkmp_ledger.koperasi.naming import box_accounts
from kkmp_ledger.koperasi.penjualan import BON
from kkmp_ledger.koperasi.penjualan import MappedReceipt

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.importing.receipts import Merged
    from kkmp_ledger.importing.receipts import Receipt
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.customers import CustomerMap
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """One unit's sales less refunds, and its cost (None where stock is not perpetual)."""

    nama: str
    jual: int
    hpp: int | None

    @property
    def margin(self) -> int | None:
        """Percent of sales that is left above cost, rounded; None without sales or cost."""
        exact = self.exact_margin
        return None if exact is None else round_rupiah(exact)

    @property
    def exact_margin(self) -> Fraction | None:
        """The same, exact."""
        if self.hpp is None or self.jual <= 0:
            return None
        return Fraction(_HUNDRED * (self.jual - self.hpp), self.jual)


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import brought: counts of receipts, and rupiah net of refunds."""

    jual: int  # receipts of sales
    retur: int
    cancelled: int  # cancelled at the till, not booked
    again: int  # came again unchanged in an overlapping export
    member_receipts: int
    unknown_customer: int  # receipts whose customer maps to no active member
    retur_without_customer: int
    member_sales: int  # rupiah
    all_sales: int
    unit: tuple[UnitSummary, ...]
    warning: tuple[Problem, ...]  # MARGIN

    @property
    def member_percent(self) -> int | None:
        """Percent of sales that is members', rounded; None without sales."""
        if self.all_sales <= 0:
            return None
        return round_rupiah(Fraction(_HUNDRED * self.member_sales, self.all_sales))


@dataclass(frozen=True, slots=True)
class Mapped:
    """Receipts in book order, each with the file it came from, and their summary."""

    receipt: tuple[tuple[MappedReceipt, SourceFile], ...]
    summary: Summary


def map_receipts(
    merged: Merged,
    koperasi: Koperasi,
    chart: Chart,
    register: Register,
    customer: CustomerMap,
) -> tuple[Mapped, list[Problem]]:
    """Give each receipt its member, accounts and unit segments.

    A customer who maps to nobody, or to a member who is not active that day, is non-anggota and
    counted. A problem: a receipt on bon without a member, by its row.
    """
    boxes: dict[str, str] = {}
    for accounts in box_accounts(koperasi, chart).values():
        boxes |= accounts
    segments: dict[str, str] = {u.kode: u.segmen for u in koperasi.unit}
    members: dict[tuple[str, date], str] = {}
    found: list[tuple[MappedReceipt, SourceFile]] = []
    problems: list[Problem] = []
    for receipt, file in merged.receipt:
        day = receipt.time.date()
        who = (receipt.customer, day)
        if who not in members:
            members[who] = member_of(receipt.customer, day, register, customer)
        anggota = members[who]
        if receipt.bayar == LABEL_BON and not anggota:
            problems.append(_bon_without_anggota(receipt, file))
        paid = BON if receipt.bayar == LABEL_BON else boxes.get(receipt.bayar, "")
        found.append(
            (
                MappedReceipt(
                    key="|".join(receipt.key),
                    outlet=receipt.outlet,
                    nomor=receipt.nomor,
                    kind=receipt.kind,
                    time=receipt.time,
                    anggota=anggota,
                    unknown_customer=bool(receipt.customer) and not anggota,
                    bayar=((paid, receipt.total),) if receipt.total else (),
                    lines=tuple((segments[unit], net, cost) for unit, net, cost in receipt.unit),
                ),
                file,
            )
        )
    return Mapped(tuple(found), _summary(merged, found, koperasi)), problems


def member_of(customer: str, day: date, register: Register, customers: CustomerMap) -> str:
    """The member behind a customer, when active on the day; else ""."""
    nomor = customers.nomor(customer, day) if customer else None
    return nomor if nomor and register.active(nomor, day) else ""


def _bon_without_anggota(receipt: Receipt, file: SourceFile) -> Problem:
    fact = (
        f"struk {receipt.nomor} ({receipt.outlet}) dibayar bon, tetapi bukan anggota aktif hari itu"
    )
    hint = "isi pelanggan.csv untuk pelanggan itu, atau perbaiki pembayarannya di kasir"
    return Problem("JUAL-ANGGOTA", fact, hint, file.place(receipt.row))


def _summary(
    merged: Merged, found: list[tuple[MappedReceipt, SourceFile]], koperasi: Koperasi
) -> Summary:
    sales: dict[str, int] = defaultdict(int)
    cost: dict[str, int] = defaultdict(int)
    count = {"jual": 0, "retur": 0}
    members = strangers = nameless = member_sales = 0
    for (receipt, _), (raw, _) in zip(found, merged.receipt, strict=True):
        sign = 1 if receipt.kind == "jual" else -1
        count[receipt.kind] += 1
        members += bool(receipt.anggota)
        strangers += receipt.unknown_customer
        nameless += sign < 0 and not raw.customer
        for unit, net, hpp in receipt.lines:
            sales[unit] += sign * net
            cost[unit] += sign * (hpp or 0)
            if receipt.anggota:
                member_sales += sign * net
    units = [u for u in koperasi.unit if u.segmen in sales]
    rows = tuple(
        UnitSummary(u.nama, sales[u.segmen], cost[u.segmen] if u.stok == "perpetual" else None)
        for u in units
    )
    warnings = (_margin(row, unit.margin) for row, unit in zip(rows, units, strict=True))
    return Summary(
        jual=count["jual"],
        retur=count["retur"],
        cancelled=merged.cancelled,
        again=merged.again,
        member_receipts=members,
        unknown_customer=strangers,
        retur_without_customer=nameless,
        member_sales=member_sales,
        all_sales=sum(sales.values()),
        unit=rows,
        warning=tuple(w for w in warnings if w),
    )


def _margin(row: UnitSummary, band: tuple[int, int]) -> Problem | None:
    exact = row.exact_margin
    if exact is None or row.hpp is None or band[0] <= exact <= band[1]:
        return None
    fact = (
        f"margin {row.nama} {row.margin} %, di luar {band[0]} sampai {band[1]} %:"
        f" penjualan {write_rupiah(row.jual)}, harga pokok {write_rupiah(row.hpp)}"
    )
    hint = "periksa harga pokok barang di kasir, atau batas margin unitnya di koperasi.toml"
    return Problem("MARGIN", fact, hint, severity=Severity.WARNING)
