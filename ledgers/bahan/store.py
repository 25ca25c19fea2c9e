"""The shop, day by day: what is bought for the shelves, what is sold, what comes back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.period import Month
from ledgers.bahan.calendar_year import STORE_OPENS
from ledgers.bahan.calendar_year import all_days
from ledgers.bahan.calendar_year import month_end
from ledgers.bahan.calendar_year import store_opens
from ledgers.bahan.dice import Dice
from ledgers.bahan.goods import BARANG
from ledgers.bahan.goods import THOUSAND
from ledgers.bahan.goods import Barang
from ledgers.bahan.goods import Pemasok

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledgers.bahan.people import Anggota

OPENING_PERSEDIAAN = date(2025, 7, 4)  # the first delivery, before the shop opens
_MONDAY, _THURSDAY, _SATURDAY = 0, 3, 5
_OPEN, _TUTUP = 7 * 60, 16 * 60 + 30  # minutes of the day
_STOCK_DAY = 9  # a delivery fills the shelf for so many days
_ORDER_DAY = 5  # and is ordered when less than this is left
_RECEIPTS_A_DAY, _LINES_PER_RECEIPT = 19, 2.2
# Neighbours who gave the cashier a name but are no members: the map does not know them.
_NO_ANGGOTA = ("Bu Warung Soto", "Pak Ojek Pangkalan", "Katering Mawar", "Bu Kos Hijau")
# Working days of each month on which something comes back or is rung up by mistake.
_RETUR_DAY = (4, 9, 14, 18)
_CANCELLED_DAY = (3, 11, 17)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a receipt; amounts in whole rupiah, above 0 for refunds too."""

    barang: Barang
    jumlah: int  # thousandths
    bruto: int
    cut: int
    hpp: int

    @property
    def neto(self) -> int:
        """What the customer pays for it."""
        return self.bruto - self.cut


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt."""

    moment: datetime
    nomor: str
    jenis: Literal["Sale", "Refund"]
    bayar: Literal["Tunai", "QRIS"]
    customer: str
    contact: str
    cancelled: bool
    rows: tuple[Row, ...]

    @property
    def till(self) -> int:
        """The till that printed it."""
        return int(self.nomor.partition("-")[0])

    @property
    def neto(self) -> int:
        """What was paid or given back."""
        return sum(b.neto for b in self.rows)

    @property
    def hpp(self) -> int:
        """What its goods had cost."""
        return sum(b.hpp for b in self.rows)

    @property
    def sign(self) -> int:
        """How it counts: 1 for a sale, -1 for a refund, 0 when it was cancelled."""
        if self.cancelled:
            return 0
        return 1 if self.jenis == "Sale" else -1


@dataclass(frozen=True, slots=True)
class Purchases:
    """One supplier's delivery; its goods are on the shelf when it is listed."""

    tanggal: date
    pemasok: Pemasok
    uraian: str
    jumlah: int


class Toko:
    """The shelves and the two tills."""

    def __init__(self, anggota: Sequence[Anggota]) -> None:
        """Start with empty shelves."""
        self._dice = Dice("tirtamaya: toko")
        self._anggota = anggota
        self._stok = dict.fromkeys((b.sku for b in BARANG), 0)  # thousandths
        self._hpp = dict.fromkeys((b.sku for b in BARANG), 0)  # the till's average cost for one
        self._nomor = {1: 1000, 2: 1000}
        self._back: set[str] = set()  # sales that were refunded already
        self.receipt: list[Receipt] = []
        self._nth_day = _open_day()

    def purchases(self, day: date) -> list[Purchases]:
        """The deliveries of the day, put on the shelves at once."""
        if day < STORE_OPENS:
            if day != OPENING_PERSEDIAAN:
                return []
        elif day.weekday() not in (_MONDAY, _THURSDAY) or not store_opens(day):
            return []
        per_pemasok: dict[str, list[tuple[Barang, int]]] = defaultdict(list)
        for barang in BARANG:
            daily = _sold_a_day(barang)
            there = self._stok[barang.sku]
            if there >= daily * _ORDER_DAY:
                continue
            lacking = daily * _STOCK_DAY - there
            packing = -(-int(lacking) // (barang.packing * THOUSAND))
            per_pemasok[barang.pemasok.nama].append((barang, packing * barang.packing))
        return [self._receive(day, content) for content in per_pemasok.values()]

    def _receive(self, day: date, content: list[tuple[Barang, int]]) -> Purchases:
        """Put a delivery on the shelves; the till averages the cost, in whole rupiah."""
        total = 0
        for barang, many in content:
            beli = barang.beli(day)
            total += beli * many
            old, new = self._stok[barang.sku], many * THOUSAND
            values = self._hpp[barang.sku] * old + beli * new
            self._hpp[barang.sku] = _divide(values, old + new)
            self._stok[barang.sku] += new
        uraian = ", ".join(f"{barang.nama} {many}" for barang, many in content)
        return Purchases(day, content[0][0].pemasok, uraian, total)

    def jual(self, day: date) -> list[Receipt]:
        """The receipts of the day, oldest first."""
        if not store_opens(day):
            return []
        dice, ke = self._dice, self._nth_day[day]
        many = dice.number(_RECEIPTS_A_DAY - 3, _RECEIPTS_A_DAY + 3)
        many += 2 if day.weekday() == _SATURDAY else 0
        # Half a day when the shop opens on a Sunday only to be counted.
        many = many if day.weekday() <= _SATURDAY else many // 2
        minute = sorted(dice.number(_OPEN, _TUTUP) for _ in range(many))
        cancelled = dice.number(0, many - 1) if ke in _CANCELLED_DAY else -1
        today = [
            receipt
            for i, m in enumerate(minute)
            if (receipt := self._sell_one(day, m, cancelled=i == cancelled)) is not None
        ]
        if ke in _RETUR_DAY:
            today.append(self._retur(day))
        self.receipt += today
        return today

    def _sell_one(self, day: date, minute: int, *, cancelled: bool) -> Receipt | None:
        dice = self._dice
        customer, contact, anggota = self._customer(day)
        row: list[Row] = []
        for _ in range(dice.weighted([(1, 33), (2, 35), (3, 21), (4, 11)])):
            barang = dice.weighted([(b, b.weight) for b in BARANG])
            jumlah = dice.weighted(barang.jumlah)
            if jumlah > self._stok[barang.sku] or any(b.barang is barang for b in row):
                continue
            one = self._row(day, barang, jumlah, promo=anggota and dice.chance(11))
            row.append(one)
            if not cancelled:  # a cancelled receipt takes nothing off the shelf
                self._stok[barang.sku] -= jumlah
        if not row:
            return None
        bayar: Literal["Tunai", "QRIS"] = "QRIS" if dice.chance(20) else "Tunai"
        moment = datetime.combine(day, time(minute // 60, minute % 60))
        nomor = self._new_nomor(1 if dice.chance(68) else 2)
        return Receipt(moment, nomor, "Sale", bayar, customer, contact, cancelled, tuple(row))

    def _row(self, day: date, barang: Barang, jumlah: int, *, promo: bool) -> Row:
        bruto, rest = divmod(barang.jual(day) * jumlah, THOUSAND)
        assert rest == 0, barang.nama
        hpp = _divide(self._hpp[barang.sku] * jumlah, THOUSAND)
        cut = 500 if promo and bruto - hpp > 1000 else 0
        return Row(barang, jumlah, bruto, cut, hpp)

    def _customer(self, day: date) -> tuple[str, str, bool]:
        """The customer and the phone as printed, and whether a member gave the name.

        Some give a name weeks before they join, and who has left goes on shopping: on those
        days the sale is not a member's.
        """
        dice = self._dice
        who = dice.number(1, 100)
        if who > 53:
            return "", "", False
        if who > 49:
            return dice.choose(_NO_ANGGOTA), "", False
        known = [
            (a, a.purchases)
            for a in self._anggota
            if a.di_kasir
            and a.masuk <= day + timedelta(days=20)
            and (a.keluar is None or day < a.keluar + timedelta(days=30))
        ]
        anggota = dice.weighted(known)
        contact = anggota.telepon if int(anggota.nomor[1:]) % 4 == 0 else ""
        return anggota.di_kasir, contact, anggota.active(day)

    def _retur(self, day: date) -> Receipt:
        """One line of a recent sale comes back whole, at its price, paid back as it was paid."""
        sejak = datetime.combine(day - timedelta(days=6), time())
        able = [
            (s, b)
            for s in self.receipt
            if s.moment > sejak and s.sign == 1 and s.nomor not in self._back
            for b in s.rows
            if not b.cut and b.barang.kategori != "Gas"
        ]
        origin, row = self._dice.choose(able)
        self._back.add(origin.nomor)
        self._stok[row.barang.sku] += row.jumlah
        moment = datetime.combine(day, time(16, 40 + self._dice.number(0, 15)))
        return replace(origin, moment=moment, nomor=self._new_nomor(1), jenis="Refund", rows=(row,))

    def _new_nomor(self, lines: int) -> str:
        self._nomor[lines] += 1
        return f"{lines}-{self._nomor[lines]}"

    def opname(self) -> int:
        """Count the shelves: a few things are gone; the value at cost of what is there."""
        for barang in self._dice.several(BARANG, 5):
            lost = min(self._stok[barang.sku], THOUSAND * self._dice.number(1, 2))
            self._stok[barang.sku] -= lost
        return sum(_divide(self._hpp[b.sku] * self._stok[b.sku], THOUSAND) for b in BARANG)


def _divide(values: int, oleh: int) -> int:
    """Divide and round half up to whole rupiah."""
    return (2 * values + oleh) // (2 * oleh)


def _sold_a_day(barang: Barang) -> int:
    """How much of it is likely to be sold in a day, in thousandths."""
    weight = sum(b.weight for b in BARANG)
    jumlah = sum(j * w for j, w in barang.jumlah) / sum(w for _, w in barang.jumlah)
    return int(_RECEIPTS_A_DAY * _LINES_PER_RECEIPT * barang.weight / weight * jumlah)


def _open_day() -> dict[date, int]:
    """For each day that the shop opens, the how manyth of its month it is, from 1.

    The last day of a month counts as none: the till is quiet when it is counted.
    """
    ke: dict[Month, int] = defaultdict(int)
    found: dict[date, int] = {}
    for day in all_days():
        if store_opens(day):
            ke[Month.of(day)] += 1
            found[day] = 0 if month_end(day) else ke[Month.of(day)]
    return found
