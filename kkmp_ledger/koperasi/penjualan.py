"""From till receipts to the books: one entry per day, outlet and kind (docs/ACCOUNTING.md 2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.anggota import by_number
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from datetime import datetime

    from kkmp_ledger.schema.chart import Chart

SaleKind = Literal["jual", "retur"]
BON = "bon"  # the tender of a receipt that the member owes: his own receivable account per unit
# Revenue and cost of sales, to members and to the public.
_MEMBERS = (Role.PENDAPATAN_ANGGOTA, Role.HPP_ANGGOTA)
_PUBLIC = (Role.PENDAPATAN_NON_ANGGOTA, Role.HPP_NON_ANGGOTA)
_GLYPHS: dict[str, str] = {"jual": "J", "retur": "R"}
_PIHAK: dict[str, str] = {"jual": "Penjualan", "retur": "Retur penjualan"}


@dataclass(frozen=True, slots=True)
class MappedReceipt:
    """One receipt, read and mapped. Amounts are whole rupiah, positive for both kinds.

    `anggota` is the number of a member who is active that day, else ""; `unknown_customer` says
    that the receipt had a customer who is none. `bayar` pairs an account (or `BON`) and an
    amount; `baris` is unit segment, net sale, and cost (None for a unit that books none).
    """

    key: str
    outlet: str
    nomor: str
    kind: SaleKind
    time: datetime
    anggota: str
    unknown_customer: bool
    bayar: tuple[tuple[str, int], ...]
    lines: tuple[tuple[str, int, int | None], ...]


@dataclass(slots=True)
class _DayTotals:
    """What one day, outlet and kind adds up to. Filled in place: it never leaves this module."""

    bayar: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    # (unit, anggota or "") -> net sale, cost
    jual: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    hpp: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))


def daily_entries(
    receipt: Iterable[MappedReceipt],
    chart: Chart,
    perpetual: Collection[str],
    *,
    store_names: Mapping[str, str] | None = None,
    source: str = "",
) -> list[Draft]:
    """The entries of the receipts, in order of day, outlet and kind; the receipts' order is free.

    `perpetual` names the unit segments whose cost comes from the till; the cost of others is not
    booked here. `store_names` gives an outlet's name for the narration. Only sums are kept, so a
    month may be streamed. Raises ProblemError with every receipt that cannot be booked:
    JUAL-TIDAK-COCOK, HPP-TIADA, JUAL-ANGGOTA (bon without a member).
    """
    days: dict[tuple[date, str, SaleKind], _DayTotals] = defaultdict(_DayTotals)
    problems: list[Problem] = []
    with_cost = frozenset(perpetual)
    for s in receipt:
        wrong = _add(days[s.time.date(), s.outlet, s.kind], s, chart, with_cost)
        if wrong:
            problems.append(wrong)
    if problems:
        raise ProblemError(problems)
    names = store_names or {}
    meta = {"sumber": source} if source else {}
    drafts = []
    for (one_day, outlet, kind), totals in sorted(days.items()):
        legs = _leg(totals, chart, with_cost, -1 if kind == "retur" else 1)
        if not legs:
            continue
        draft = Draft(
            one_day,
            kind,
            f"{names.get(outlet, outlet)}, {long_date(one_day)}",
            legs,
            pihak=_PIHAK[kind],
            bukti=f"TK-{one_day:%y%m%d}-{outlet}-{_GLYPHS[kind]}",
            meta=meta,
        )
        ensure(draft.jumlah == 0, draft.bukti)
        drafts.append(draft)
    return drafts


def _add(
    totals: _DayTotals, s: MappedReceipt, chart: Chart, with_cost: frozenset[str]
) -> Problem | None:
    anggota = s.anggota
    total = 0
    for unit, neto, hpp in s.lines:
        key = (unit, anggota)
        totals.jual[key] += neto
        total += neto
        if unit in with_cost:
            if hpp is None:
                return _without_hpp(s, unit)
            totals.hpp[key] += hpp
    for akun, jumlah in s.bayar:
        total -= jumlah
        if akun != BON:
            totals.bayar[akun] += jumlah
        elif anggota:
            for bon, part in _bon(s, chart, jumlah):
                totals.bayar[bon] += part
        else:
            fact = f"struk {s.nomor} dibayar bon tanpa anggota"
            hint = "petakan pelanggannya di pelanggan.csv, atau perbaiki pembayarannya di kasir"
            return Problem("JUAL-ANGGOTA", fact, hint)
    return _mismatch(s, total) if total else None


def _without_hpp(s: MappedReceipt, unit: str) -> Problem:
    fact = f"struk {s.nomor}: barang {unit} tanpa harga pokok"
    hint = "isi harga pokok barangnya di kasir, lalu ekspor ulang"
    return Problem("HPP-TIADA", fact, hint)


def _mismatch(s: MappedReceipt, difference: int) -> Problem:
    fact = f"struk {s.nomor}: jumlah barang dan pembayaran berbeda {write_rupiah(difference)}"
    return Problem("JUAL-TIDAK-COCOK", fact, "ekspor ulang kedua berkas untuk rentang yang sama")


def _bon(s: MappedReceipt, chart: Chart, jumlah: int) -> list[tuple[str, int]]:
    """What is owed, split over the receipt's units by their sales."""
    neto: dict[str, int] = defaultdict(int)
    for unit, amount, _ in s.lines:
        neto[unit] += max(0, amount)
    units = sorted(neto)
    weights = [neto[u] for u in units]
    if not any(weights):
        weights = [1] * len(units)
    accounts = [chart.path(Role.PIUTANG_BON, unit=u, anggota=s.anggota) for u in units]
    return list(zip(accounts, allocate(jumlah, weights), strict=True))


def _leg(totals: _DayTotals, chart: Chart, with_cost: frozenset[str], sign: int) -> tuple[Leg, ...]:
    """A leg per tender; revenue per member and unit, then the public's; HPP; stock."""
    legs = [
        Leg(akun, Decimal(sign * jumlah)) for akun, jumlah in sorted(totals.bayar.items()) if jumlah
    ]
    keys = sorted(totals.jual, key=lambda k: (not k[1], k[0], by_number(k[1])))
    cost: dict[tuple[Role, str], int] = defaultdict(int)
    for unit, anggota in keys:
        neto, hpp = totals.jual[unit, anggota], totals.hpp.get((unit, anggota), 0)
        revenue, spent = _MEMBERS if anggota else _PUBLIC
        meta: dict[str, str | Decimal] = {"anggota": anggota} if anggota else {}
        if anggota and unit in with_cost:
            meta["hpp"] = Decimal(sign * hpp)
        if neto or hpp:
            legs.append(Leg(chart.path(revenue, unit=unit), Decimal(-sign * neto), meta))
        cost[spent, unit] += hpp
    stock: dict[str, int] = defaultdict(int)
    for (spent, unit), hpp in cost.items():
        if hpp:
            legs.append(Leg(chart.path(spent, unit=unit), Decimal(sign * hpp)))
        stock[unit] += hpp
    legs += (
        Leg(chart.path(Role.PERSEDIAAN, unit=unit), Decimal(-sign * hpp))
        for unit, hpp in stock.items()
        if hpp
    )
    return tuple(legs)
