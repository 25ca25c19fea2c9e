"""What the shop sells, for how much, and who supplies it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from typing import Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Cara = Literal["tunai", "transfer", "tempo"]
RIBU = 1000  # quantities are counted in thousandths, as the till prints them: 1.500 kg


@dataclass(frozen=True, slots=True)
class Pemasok:
    """A supplier, the way it is usually paid, and after how many days when on credit."""

    nama: str
    cara: Cara
    tempo: int = 14


LUMBUNG = Pemasok("UD Lumbung Padi (fiktif)", "transfer")
MANIS = Pemasok("CV Sumber Manis (fiktif)", "tempo", 14)
TELUR = Pemasok("Peternakan Sinar Pagi (fiktif)", "tunai")
KARYA = Pemasok("PT Distribusi Karya (fiktif)", "tempo", 21)
BERSIH = Pemasok("Grosir Bersih (fiktif)", "tunai")
GAS = Pemasok("Pangkalan Gas Wanasari (fiktif)", "tunai")


@dataclass(frozen=True, slots=True)
class Barang:
    """One article. `harga` has rows (from which day, selling price, buying price)."""

    sku: str
    nama: str
    kategori: str
    pemasok: Pemasok
    kemasan: int  # how many a supplier's pack holds
    bobot: int  # how often it lies in a basket
    jumlah: Sequence[tuple[int, int]]  # quantities in thousandths, each with its weight
    harga: Sequence[tuple[date, int, int]]

    def jual(self, hari: date) -> int:
        """The price on the shelf that day, rupiah for one."""
        return [jual for sejak, jual, _ in self.harga if sejak <= hari][-1]

    def beli(self, hari: date) -> int:
        """The supplier's price that day, rupiah for one."""
        return [beli for sejak, _, beli in self.harga if sejak <= hari][-1]


_SATU = ((1000, 9), (2000, 1))
_BEBERAPA = ((1000, 6), (2000, 3), (3000, 1))
_MIE = ((2000, 3), (3000, 2), (5000, 4), (10000, 1))
_KILO = ((500, 3), (1000, 6), (1500, 1), (2000, 1))
_AWAL = date(2025, 6, 1)
_OKT = date(2025, 10, 6)
_JAN = date(2026, 1, 5)
_MAR = date(2026, 2, 23)  # prices before Idulfitri


def _barang(
    sku: int,
    nama: str,
    kategori: str,
    pemasok: Pemasok,
    *,
    kemasan: int,
    bobot: int,
    jumlah: Sequence[tuple[int, int]],
    harga: Sequence[tuple[date, int, int]],
) -> Barang:
    return Barang(str(sku), nama, kategori, pemasok, kemasan, bobot, jumlah, harga)


# fmt: off
BARANG = (
    _barang(10101, "Beras Medium 5 kg", "Beras", LUMBUNG, kemasan=5, bobot=9, jumlah=_SATU,
            harga=((_AWAL, 67_500, 61_500), (_JAN, 69_000, 62_800))),
    _barang(10102, "Beras Premium 5 kg", "Beras", LUMBUNG, kemasan=5, bobot=6, jumlah=_SATU,
            harga=((_AWAL, 74_500, 67_800), (_OKT, 76_000, 69_200))),
    _barang(10103, "Beras Merah 1 kg", "Beras", LUMBUNG, kemasan=10, bobot=2, jumlah=_SATU,
            harga=((_AWAL, 21_000, 18_600),)),
    _barang(10201, "Minyak Goreng 1 L", "Minyak & Gula", MANIS, kemasan=12, bobot=12,
            jumlah=_BEBERAPA,
            harga=((_AWAL, 18_500, 16_700), (_OKT, 19_000, 17_100), (_MAR, 19_500, 17_700))),
    _barang(10202, "Minyak Goreng 2 L", "Minyak & Gula", MANIS, kemasan=6, bobot=5, jumlah=_SATU,
            harga=((_AWAL, 36_500, 33_000), (_MAR, 38_000, 34_600))),
    _barang(10203, "Gula Pasir 1 kg", "Minyak & Gula", MANIS, kemasan=20, bobot=11,
            jumlah=_BEBERAPA, harga=((_AWAL, 18_000, 16_200), (_JAN, 18_500, 16_600))),
    _barang(10204, "Tepung Terigu 1 kg", "Minyak & Gula", MANIS, kemasan=12, bobot=5,
            jumlah=_BEBERAPA, harga=((_AWAL, 12_500, 11_000),)),
    _barang(10301, "Telur Ayam (kg)", "Telur", TELUR, kemasan=15, bobot=13, jumlah=_KILO,
            harga=((_AWAL, 28_000, 25_400), (_OKT, 29_000, 26_300), (_MAR, 31_000, 28_300))),
    _barang(10401, "Mie Instan Goreng", "Bumbu & Mie", KARYA, kemasan=40, bobot=14, jumlah=_MIE,
            harga=((_AWAL, 3_200, 2_790), (_JAN, 3_300, 2_880))),
    _barang(10402, "Mie Instan Kuah", "Bumbu & Mie", KARYA, kemasan=40, bobot=9, jumlah=_MIE,
            harga=((_AWAL, 3_100, 2_700), (_JAN, 3_200, 2_790))),
    _barang(10403, "Kecap Manis 220 ml", "Bumbu & Mie", KARYA, kemasan=12, bobot=5, jumlah=_SATU,
            harga=((_AWAL, 9_500, 8_300),)),
    _barang(10404, "Garam 250 g", "Bumbu & Mie", KARYA, kemasan=20, bobot=5, jumlah=_BEBERAPA,
            harga=((_AWAL, 3_000, 2_500),)),
    _barang(10405, "Bumbu Racik", "Bumbu & Mie", KARYA, kemasan=20, bobot=6, jumlah=_BEBERAPA,
            harga=((_AWAL, 2_500, 2_060),)),
    _barang(10406, "Kopi Sachet Renteng", "Bumbu & Mie", KARYA, kemasan=12, bobot=8,
            jumlah=_BEBERAPA, harga=((_AWAL, 14_500, 12_800), (_JAN, 15_000, 13_300))),
    _barang(10407, "Teh Celup 25", "Bumbu & Mie", KARYA, kemasan=12, bobot=5, jumlah=_SATU,
            harga=((_AWAL, 6_500, 5_600),)),
    _barang(10501, "Sabun Mandi", "Kebersihan", BERSIH, kemasan=24, bobot=7, jumlah=_BEBERAPA,
            harga=((_AWAL, 4_500, 3_850),)),
    _barang(10502, "Sabun Cuci Piring 400 ml", "Kebersihan", BERSIH, kemasan=12, bobot=6,
            jumlah=_SATU, harga=((_AWAL, 9_000, 7_800), (_JAN, 9_500, 8_250))),
    _barang(10503, "Deterjen 800 g", "Kebersihan", BERSIH, kemasan=6, bobot=6, jumlah=_SATU,
            harga=((_AWAL, 19_500, 17_200),)),
    _barang(10504, "Sampo Renteng", "Kebersihan", BERSIH, kemasan=10, bobot=3, jumlah=_SATU,
            harga=((_AWAL, 11_000, 9_500),)),
    _barang(10505, "Pasta Gigi 190 g", "Kebersihan", BERSIH, kemasan=12, bobot=4, jumlah=_SATU,
            harga=((_AWAL, 13_000, 11_300),)),
    _barang(10601, "Gas LPG 3 kg", "Gas", GAS, kemasan=10, bobot=11, jumlah=_SATU,
            harga=((_AWAL, 18_000, 16_000),)),
)
# fmt: on
