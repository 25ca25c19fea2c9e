"""What the shop sells, for how much, and who supplies it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from typing import Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Cara = Literal["tunai", "transfer", "tempo"]
THOUSAND = 1000  # quantities are counted in thousandths, as the till prints them: 1.500 kg


@dataclass(frozen=True, slots=True)
class Pemasok:
    """A supplier, the way it is usually paid, and after how many days when on credit."""

    nama: str
    cara: Cara
    tempo: int = 14


BARN = Pemasok("UD Lumbung Padi (fiktif)", "transfer")
SWEET = Pemasok("CV Sumber Manis (fiktif)", "tempo", 14)
EGG = Pemasok("Peternakan Sinar Pagi (fiktif)", "tunai")
WORK = Pemasok("PT Distribusi Karya (fiktif)", "tempo", 21)
CLEAN = Pemasok("Grosir Bersih (fiktif)", "tunai")
GAS = Pemasok("Pangkalan Gas Wanasari (fiktif)", "tunai")


@dataclass(frozen=True, slots=True)
class Barang:
    """One article. `harga` has rows (from which day, selling price, buying price)."""

    sku: str
    nama: str
    kategori: str
    pemasok: Pemasok
    packing: int  # how many a supplier's pack holds
    weight: int  # how often it lies in a basket
    jumlah: Sequence[tuple[int, int]]  # quantities in thousandths, each with its weight
    price: Sequence[tuple[date, int, int]]

    def jual(self, day: date) -> int:
        """The price on the shelf that day, rupiah for one."""
        return [jual for sejak, jual, _ in self.price if sejak <= day][-1]

    def beli(self, day: date) -> int:
        """The supplier's price that day, rupiah for one."""
        return [beli for sejak, _, beli in self.price if sejak <= day][-1]


_ONE = ((1000, 9), (2000, 1))
_SEVERAL = ((1000, 6), (2000, 3), (3000, 1))
_MIE = ((2000, 3), (3000, 2), (5000, 4), (10000, 1))
_KILO = ((500, 3), (1000, 6), (1500, 1), (2000, 1))
_OPENING = date(2025, 6, 1)
_OCT = date(2025, 10, 6)
_JAN = date(2026, 1, 5)
_MAR = date(2026, 2, 23)  # prices before Idulfitri


def _barang(
    sku: int,
    nama: str,
    kategori: str,
    pemasok: Pemasok,
    *,
    packing: int,
    weight: int,
    jumlah: Sequence[tuple[int, int]],
    price: Sequence[tuple[date, int, int]],
) -> Barang:
    return Barang(str(sku), nama, kategori, pemasok, packing, weight, jumlah, price)


# fmt: off
BARANG = (
    _barang(10101, "Beras Medium 5 kg", "Beras", BARN, packing=5, weight=9, jumlah=_ONE,
            price=((_OPENING, 67_500, 61_500), (_JAN, 69_000, 62_800))),
    _barang(10102, "Beras Premium 5 kg", "Beras", BARN, packing=5, weight=6, jumlah=_ONE,
            price=((_OPENING, 74_500, 67_800), (_OCT, 76_000, 69_200))),
    _barang(10103, "Beras Merah 1 kg", "Beras", BARN, packing=10, weight=2, jumlah=_ONE,
            price=((_OPENING, 21_000, 18_600),)),
    _barang(10201, "Minyak Goreng 1 L", "Minyak & Gula", SWEET, packing=12, weight=12,
            jumlah=_SEVERAL,
            price=((_OPENING, 18_500, 16_700), (_OCT, 19_000, 17_100), (_MAR, 19_500, 17_700))),
    _barang(10202, "Minyak Goreng 2 L", "Minyak & Gula", SWEET, packing=6, weight=5, jumlah=_ONE,
            price=((_OPENING, 36_500, 33_000), (_MAR, 38_000, 34_600))),
    _barang(10203, "Gula Pasir 1 kg", "Minyak & Gula", SWEET, packing=20, weight=11,
            jumlah=_SEVERAL, price=((_OPENING, 18_000, 16_200), (_JAN, 18_500, 16_600))),
    _barang(10204, "Tepung Terigu 1 kg", "Minyak & Gula", SWEET, packing=12, weight=5,
            jumlah=_SEVERAL, price=((_OPENING, 12_500, 11_000),)),
    _barang(10301, "Telur Ayam (kg)", "Telur", EGG, packing=15, weight=13, jumlah=_KILO,
            price=((_OPENING, 28_000, 25_400), (_OCT, 29_000, 26_300), (_MAR, 31_000, 28_300))),
    _barang(10401, "Mie Instan Goreng", "Bumbu & Mie", WORK, packing=40, weight=14, jumlah=_MIE,
            price=((_OPENING, 3_200, 2_790), (_JAN, 3_300, 2_880))),
    _barang(10402, "Mie Instan Kuah", "Bumbu & Mie", WORK, packing=40, weight=9, jumlah=_MIE,
            price=((_OPENING, 3_100, 2_700), (_JAN, 3_200, 2_790))),
    _barang(10403, "Kecap Manis 220 ml", "Bumbu & Mie", WORK, packing=12, weight=5, jumlah=_ONE,
            price=((_OPENING, 9_500, 8_300),)),
    _barang(10404, "Garam 250 g", "Bumbu & Mie", WORK, packing=20, weight=5, jumlah=_SEVERAL,
            price=((_OPENING, 3_000, 2_500),)),
    _barang(10405, "Bumbu Racik", "Bumbu & Mie", WORK, packing=20, weight=6, jumlah=_SEVERAL,
            price=((_OPENING, 2_500, 2_060),)),
    _barang(10406, "Kopi Sachet Renteng", "Bumbu & Mie", WORK, packing=12, weight=8,
            jumlah=_SEVERAL, price=((_OPENING, 14_500, 12_800), (_JAN, 15_000, 13_300))),
    _barang(10407, "Teh Celup 25", "Bumbu & Mie", WORK, packing=12, weight=5, jumlah=_ONE,
            price=((_OPENING, 6_500, 5_600),)),
    _barang(10501, "Sabun Mandi", "Kebersihan", CLEAN, packing=24, weight=7, jumlah=_SEVERAL,
            price=((_OPENING, 4_500, 3_850),)),
    _barang(10502, "Sabun Cuci Piring 400 ml", "Kebersihan", CLEAN, packing=12, weight=6,
            jumlah=_ONE, price=((_OPENING, 9_000, 7_800), (_JAN, 9_500, 8_250))),
    _barang(10503, "Deterjen 800 g", "Kebersihan", CLEAN, packing=6, weight=6, jumlah=_ONE,
            price=((_OPENING, 19_500, 17_200),)),
    _barang(10504, "Sampo Renteng", "Kebersihan", CLEAN, packing=10, weight=3, jumlah=_ONE,
            price=((_OPENING, 11_000, 9_500),)),
    _barang(10505, "Pasta Gigi 190 g", "Kebersihan", CLEAN, packing=12, weight=4, jumlah=_ONE,
            price=((_OPENING, 13_000, 11_300),)),
    _barang(10601, "Gas LPG 3 kg", "Gas", GAS, packing=10, weight=11, jumlah=_ONE,
            price=((_OPENING, 18_000, 16_000),)),
)
# fmt: on
