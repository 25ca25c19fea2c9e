"""From till receipts to the books: one entry per day, outlet and kind (docs/ACCOUNTING.md 2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.anggota import urutan_nomor

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from datetime import datetime

MacamJual = Literal["jual", "retur"]
BON = "bon"  # the tender of a receipt that the member owes: his own receivable account per unit
_HURUF: dict[str, str] = {"jual": "J", "retur": "R"}
_PIHAK: dict[str, str] = {"jual": "Penjualan", "retur": "Retur penjualan"}


@dataclass(frozen=True, slots=True)
class StrukJual:
    """One receipt, read and mapped. Amounts are whole rupiah, positive for both kinds.

    `anggota` is the number of a member who is active that day, else ""; `pelanggan_asing` says
    that the receipt had a customer who is none. `bayar` pairs an account (or `BON`) and an
    amount; `baris` is unit segment, net sale, and cost (None for a unit that books none).
    """

    key: str
    outlet: str
    nomor: str
    macam: MacamJual
    waktu: datetime
    anggota: str
    pelanggan_asing: bool
    bayar: tuple[tuple[str, int], ...]
    baris: tuple[tuple[str, int, int | None], ...]


@dataclass(slots=True)
class _Hari:
    """What one day, outlet and kind adds up to. Filled in place: it never leaves this module."""

    bayar: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    # (unit, anggota or "") -> net sale, cost
    jual: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    hpp: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))


def buku_harian(
    struk: Iterable[StrukJual],
    perpetual: Collection[str],
    *,
    nama_toko: Mapping[str, str] | None = None,
    sumber: str = "",
) -> list[Draft]:
    """The entries of the receipts, in order of day, outlet and kind; the receipts' order is free.

    `perpetual` names the unit segments whose cost comes from the till; the cost of others is not
    booked here. `nama_toko` gives an outlet's name for the narration. Only sums are kept, so a
    month may be streamed. Raises ProblemError with every receipt that cannot be booked:
    JUAL-TIDAK-COCOK, HPP-TIADA, JUAL-ANGGOTA (bon without a member).
    """
    days: dict[tuple[date, str, MacamJual], _Hari] = defaultdict(_Hari)
    problems: list[Problem] = []
    with_cost = frozenset(perpetual)
    for s in struk:
        wrong = _tambah(days[s.waktu.date(), s.outlet, s.macam], s, with_cost)
        if wrong:
            problems.append(wrong)
    if problems:
        raise ProblemError(problems)
    names = nama_toko or {}
    meta = {"sumber": sumber} if sumber else {}
    drafts = []
    for (day, outlet, macam), hari in sorted(days.items()):
        legs = _kaki(hari, with_cost, -1 if macam == "retur" else 1)
        if not legs:
            continue
        draft = Draft(
            day,
            macam,
            f"{names.get(outlet, outlet)}, {tanggal_panjang(day)}",
            legs,
            pihak=_PIHAK[macam],
            bukti=f"TK-{day:%y%m%d}-{outlet}-{_HURUF[macam]}",
            meta=meta,
        )
        assert draft.jumlah == 0, draft.bukti
        drafts.append(draft)
    return drafts


def _tambah(hari: _Hari, s: StrukJual, with_cost: frozenset[str]) -> Problem | None:
    anggota = s.anggota
    total = 0
    for unit, neto, hpp in s.baris:
        key = (unit, anggota)
        hari.jual[key] += neto
        total += neto
        if unit in with_cost:
            if hpp is None:
                return _tanpa_hpp(s, unit)
            hari.hpp[key] += hpp
    for akun, jumlah in s.bayar:
        total -= jumlah
        if akun != BON:
            hari.bayar[akun] += jumlah
        elif anggota:
            for bon, part in _bon(s, jumlah):
                hari.bayar[bon] += part
        else:
            fact = f"struk {s.nomor} dibayar bon tanpa anggota"
            hint = "petakan pelanggannya di pelanggan.csv, atau perbaiki pembayarannya di kasir"
            return Problem("JUAL-ANGGOTA", fact, hint)
    return _tidak_cocok(s, total) if total else None


def _tanpa_hpp(s: StrukJual, unit: str) -> Problem:
    fact = f"struk {s.nomor}: barang {unit} tanpa harga pokok"
    hint = "isi harga pokok barangnya di kasir, lalu ekspor ulang"
    return Problem("HPP-TIADA", fact, hint)


def _tidak_cocok(s: StrukJual, beda: int) -> Problem:
    fact = f"struk {s.nomor}: jumlah barang dan pembayaran berbeda {tulis_rupiah(beda)}"
    return Problem("JUAL-TIDAK-COCOK", fact, "ekspor ulang kedua berkas untuk rentang yang sama")


def _bon(s: StrukJual, jumlah: int) -> list[tuple[str, int]]:
    """What is owed, split over the receipt's units by their sales."""
    neto: dict[str, int] = defaultdict(int)
    for unit, amount, _ in s.baris:
        neto[unit] += max(0, amount)
    units = sorted(neto)
    weights = [neto[u] for u in units]
    if not any(weights):
        weights = [1] * len(units)
    accounts = [f"Aset:Piutang:Bon:{u}:{s.anggota}" for u in units]
    return list(zip(accounts, allocate(jumlah, weights), strict=True))


def _kaki(hari: _Hari, with_cost: frozenset[str], sign: int) -> tuple[Leg, ...]:
    """A leg per tender; revenue per member and unit, then the public's; HPP; stock."""
    legs = [
        Leg(akun, Decimal(sign * jumlah)) for akun, jumlah in sorted(hari.bayar.items()) if jumlah
    ]
    keys = sorted(hari.jual, key=lambda k: (not k[1], k[0], urutan_nomor(k[1])))
    cost: dict[str, int] = defaultdict(int)
    for unit, anggota in keys:
        neto, hpp = hari.jual[unit, anggota], hari.hpp.get((unit, anggota), 0)
        side = "Anggota" if anggota else "Non-Anggota"
        meta: dict[str, str | Decimal] = {"anggota": anggota} if anggota else {}
        if anggota and unit in with_cost:
            meta["hpp"] = Decimal(sign * hpp)
        if neto or hpp:
            legs.append(Leg(f"Pendapatan:{side}:{unit}", Decimal(-sign * neto), meta))
        cost[f"{side}:{unit}"] += hpp
    stock: dict[str, int] = defaultdict(int)
    for account, hpp in cost.items():
        if hpp:
            legs.append(Leg(f"Beban:HPP:{account}", Decimal(sign * hpp)))
        stock[account.partition(":")[2]] += hpp
    legs += (
        Leg(f"Aset:Persediaan:{unit}", Decimal(-sign * hpp)) for unit, hpp in stock.items() if hpp
    )
    return tuple(legs)
