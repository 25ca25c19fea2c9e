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

from kkmp_ledger.base.period import Bulan
from ledgers.bahan.barang import BARANG
from ledgers.bahan.barang import RIBU
from ledgers.bahan.barang import Barang
from ledgers.bahan.barang import Pemasok
from ledgers.bahan.dadu import Dadu
from ledgers.bahan.kalender import TOKO_BUKA
from ledgers.bahan.kalender import akhir_bulan
from ledgers.bahan.kalender import semua_hari
from ledgers.bahan.kalender import toko_buka

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledgers.bahan.orang import Anggota

PERSEDIAAN_AWAL = date(2025, 7, 4)  # the first delivery, before the shop opens
_SENIN, _KAMIS, _SABTU = 0, 3, 5
_BUKA, _TUTUP = 7 * 60, 16 * 60 + 30  # minutes of the day
_HARI_STOK = 9  # a delivery fills the shelf for so many days
_HARI_PESAN = 5  # and is ordered when less than this is left
_STRUK_SEHARI, _BARIS_SESTRUK = 19, 2.2
# Neighbours who gave the cashier a name but are no members: the map does not know them.
_BUKAN_ANGGOTA = ("Bu Warung Soto", "Pak Ojek Pangkalan", "Katering Mawar", "Bu Kos Hijau")
# Working days of each month on which something comes back or is rung up by mistake.
_HARI_RETUR = (4, 9, 14, 18)
_HARI_BATAL = (3, 11, 17)


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of a receipt; amounts in whole rupiah, above 0 for refunds too."""

    barang: Barang
    jumlah: int  # thousandths
    bruto: int
    potongan: int
    hpp: int

    @property
    def neto(self) -> int:
        """What the customer pays for it."""
        return self.bruto - self.potongan


@dataclass(frozen=True, slots=True)
class Struk:
    """One receipt."""

    waktu: datetime
    nomor: str
    jenis: Literal["Sale", "Refund"]
    bayar: Literal["Tunai", "QRIS"]
    pelanggan: str
    kontak: str
    batal: bool
    baris: tuple[Baris, ...]

    @property
    def pos(self) -> int:
        """The till that printed it."""
        return int(self.nomor.partition("-")[0])

    @property
    def neto(self) -> int:
        """What was paid or given back."""
        return sum(b.neto for b in self.baris)

    @property
    def hpp(self) -> int:
        """What its goods had cost."""
        return sum(b.hpp for b in self.baris)

    @property
    def tanda(self) -> int:
        """How it counts: 1 for a sale, -1 for a refund, 0 when it was cancelled."""
        if self.batal:
            return 0
        return 1 if self.jenis == "Sale" else -1


@dataclass(frozen=True, slots=True)
class Belanja:
    """One supplier's delivery; its goods are on the shelf when it is listed."""

    tanggal: date
    pemasok: Pemasok
    uraian: str
    jumlah: int


class Toko:
    """The shelves and the two tills."""

    def __init__(self, anggota: Sequence[Anggota]) -> None:
        """Start with empty shelves."""
        self._dadu = Dadu("tirtamaya: toko")
        self._anggota = anggota
        self._stok = dict.fromkeys((b.sku for b in BARANG), 0)  # thousandths
        self._hpp = dict.fromkeys((b.sku for b in BARANG), 0)  # the till's average cost for one
        self._nomor = {1: 1000, 2: 1000}
        self._kembali: set[str] = set()  # sales that were refunded already
        self.struk: list[Struk] = []
        self._hari_ke = _hari_buka_ke()

    def belanja(self, hari: date) -> list[Belanja]:
        """The deliveries of the day, put on the shelves at once."""
        if hari < TOKO_BUKA:
            if hari != PERSEDIAAN_AWAL:
                return []
        elif hari.weekday() not in (_SENIN, _KAMIS) or not toko_buka(hari):
            return []
        per_pemasok: dict[str, list[tuple[Barang, int]]] = defaultdict(list)
        for barang in BARANG:
            sehari = _laku_sehari(barang)
            ada = self._stok[barang.sku]
            if ada >= sehari * _HARI_PESAN:
                continue
            kurang = sehari * _HARI_STOK - ada
            kemasan = -(-int(kurang) // (barang.kemasan * RIBU))
            per_pemasok[barang.pemasok.nama].append((barang, kemasan * barang.kemasan))
        return [self._terima(hari, isi) for isi in per_pemasok.values()]

    def _terima(self, hari: date, isi: list[tuple[Barang, int]]) -> Belanja:
        """Put a delivery on the shelves; the till averages the cost, in whole rupiah."""
        total = 0
        for barang, banyak in isi:
            beli = barang.beli(hari)
            total += beli * banyak
            lama, baru = self._stok[barang.sku], banyak * RIBU
            nilai = self._hpp[barang.sku] * lama + beli * baru
            self._hpp[barang.sku] = _bagi(nilai, lama + baru)
            self._stok[barang.sku] += baru
        uraian = ", ".join(f"{barang.nama} {banyak}" for barang, banyak in isi)
        return Belanja(hari, isi[0][0].pemasok, uraian, total)

    def jual(self, hari: date) -> list[Struk]:
        """The receipts of the day, oldest first."""
        if not toko_buka(hari):
            return []
        dadu, ke = self._dadu, self._hari_ke[hari]
        banyak = dadu.angka(_STRUK_SEHARI - 3, _STRUK_SEHARI + 3)
        banyak += 2 if hari.weekday() == _SABTU else 0
        # Half a day when the shop opens on a Sunday only to be counted.
        banyak = banyak if hari.weekday() <= _SABTU else banyak // 2
        menit = sorted(dadu.angka(_BUKA, _TUTUP) for _ in range(banyak))
        batal = dadu.angka(0, banyak - 1) if ke in _HARI_BATAL else -1
        hari_ini = [
            struk
            for i, m in enumerate(menit)
            if (struk := self._jual_satu(hari, m, batal=i == batal)) is not None
        ]
        if ke in _HARI_RETUR:
            hari_ini.append(self._retur(hari))
        self.struk += hari_ini
        return hari_ini

    def _jual_satu(self, hari: date, menit: int, *, batal: bool) -> Struk | None:
        dadu = self._dadu
        pelanggan, kontak, anggota = self._pelanggan(hari)
        baris: list[Baris] = []
        for _ in range(dadu.berbobot([(1, 33), (2, 35), (3, 21), (4, 11)])):
            barang = dadu.berbobot([(b, b.bobot) for b in BARANG])
            jumlah = dadu.berbobot(barang.jumlah)
            if jumlah > self._stok[barang.sku] or any(b.barang is barang for b in baris):
                continue
            satu = self._baris(hari, barang, jumlah, promo=anggota and dadu.peluang(11))
            baris.append(satu)
            if not batal:  # a cancelled receipt takes nothing off the shelf
                self._stok[barang.sku] -= jumlah
        if not baris:
            return None
        bayar: Literal["Tunai", "QRIS"] = "QRIS" if dadu.peluang(20) else "Tunai"
        waktu = datetime.combine(hari, time(menit // 60, menit % 60))
        nomor = self._nomor_baru(1 if dadu.peluang(68) else 2)
        return Struk(waktu, nomor, "Sale", bayar, pelanggan, kontak, batal, tuple(baris))

    def _baris(self, hari: date, barang: Barang, jumlah: int, *, promo: bool) -> Baris:
        bruto, sisa = divmod(barang.jual(hari) * jumlah, RIBU)
        assert sisa == 0, barang.nama
        hpp = _bagi(self._hpp[barang.sku] * jumlah, RIBU)
        potongan = 500 if promo and bruto - hpp > 1000 else 0
        return Baris(barang, jumlah, bruto, potongan, hpp)

    def _pelanggan(self, hari: date) -> tuple[str, str, bool]:
        """The customer and the phone as printed, and whether a member gave the name.

        Some give a name weeks before they join, and who has left goes on shopping: on those
        days the sale is not a member's.
        """
        dadu = self._dadu
        siapa = dadu.angka(1, 100)
        if siapa > 53:
            return "", "", False
        if siapa > 49:
            return dadu.pilih(_BUKAN_ANGGOTA), "", False
        dikenal = [
            (a, a.belanja)
            for a in self._anggota
            if a.di_kasir
            and a.masuk <= hari + timedelta(days=20)
            and (a.keluar is None or hari < a.keluar + timedelta(days=30))
        ]
        anggota = dadu.berbobot(dikenal)
        kontak = anggota.telepon if int(anggota.nomor[1:]) % 4 == 0 else ""
        return anggota.di_kasir, kontak, anggota.aktif(hari)

    def _retur(self, hari: date) -> Struk:
        """One line of a recent sale comes back whole, at its price, paid back as it was paid."""
        sejak = datetime.combine(hari - timedelta(days=6), time())
        bisa = [
            (s, b)
            for s in self.struk
            if s.waktu > sejak and s.tanda == 1 and s.nomor not in self._kembali
            for b in s.baris
            if not b.potongan and b.barang.kategori != "Gas"
        ]
        asal, baris = self._dadu.pilih(bisa)
        self._kembali.add(asal.nomor)
        self._stok[baris.barang.sku] += baris.jumlah
        waktu = datetime.combine(hari, time(16, 40 + self._dadu.angka(0, 15)))
        return replace(asal, waktu=waktu, nomor=self._nomor_baru(1), jenis="Refund", baris=(baris,))

    def _nomor_baru(self, pos: int) -> str:
        self._nomor[pos] += 1
        return f"{pos}-{self._nomor[pos]}"

    def opname(self) -> int:
        """Count the shelves: a few things are gone; the value at cost of what is there."""
        for barang in self._dadu.beberapa(BARANG, 5):
            hilang = min(self._stok[barang.sku], RIBU * self._dadu.angka(1, 2))
            self._stok[barang.sku] -= hilang
        return sum(_bagi(self._hpp[b.sku] * self._stok[b.sku], RIBU) for b in BARANG)


def _bagi(nilai: int, oleh: int) -> int:
    """Divide and round half up to whole rupiah."""
    return (2 * nilai + oleh) // (2 * oleh)


def _laku_sehari(barang: Barang) -> int:
    """How much of it is likely to be sold in a day, in thousandths."""
    bobot = sum(b.bobot for b in BARANG)
    jumlah = sum(j * w for j, w in barang.jumlah) / sum(w for _, w in barang.jumlah)
    return int(_STRUK_SEHARI * _BARIS_SESTRUK * barang.bobot / bobot * jumlah)


def _hari_buka_ke() -> dict[date, int]:
    """For each day that the shop opens, the how manyth of its month it is, from 1.

    The last day of a month counts as none: the till is quiet when it is counted.
    """
    ke: dict[Bulan, int] = defaultdict(int)
    found: dict[date, int] = {}
    for hari in semua_hari():
        if toko_buka(hari):
            ke[Bulan.of(hari)] += 1
            found[hari] = 0 if akhir_bulan(hari) else ke[Bulan.of(hari)]
    return found
