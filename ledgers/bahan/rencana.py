"""The costs of each month: wages, electricity, meetings, transport, the bank's fee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledgers.bahan.dadu import Dadu
from ledgers.bahan.kalender import RAT
from ledgers.bahan.kalender import TOKO_BUKA
from ledgers.bahan.kalender import hari_kerja_sejak
from ledgers.bahan.kalender import semua_bulan
from ledgers.bahan.kalender import toko_buka
from ledgers.bahan.saldo import BANK
from ledgers.bahan.saldo import KAS_KANTOR
from ledgers.bahan.saldo import KAS_TOKO

if TYPE_CHECKING:
    from kkmp_ledger.base.period import Bulan

# The chart's names of the kinds of cost.
_PEGAWAI = "Beban kepegawaian"
_LISTRIK = "Beban listrik, air, dan telepon"
_UMUM = "Beban administrasi dan umum"
_RAPAT = "Beban rapat anggota"
_LATIH = "Beban pelatihan"
_LAIN = "Beban operasional lain-lain"
_BANK = "Beban administrasi bank dan QRIS"
_TOKO = "Beban usaha Gerai Sembako"


@dataclass(frozen=True, slots=True)
class Beban:
    """One cost, and from which purse it is paid."""

    tanggal: date
    jenis: str
    uraian: str
    jumlah: int
    dari: str
    langsung: bool = False  # by command, not in the sheet


_SEKALI = (
    Beban(date(2025, 6, 25), _UMUM, "Buku, map, dan stempel", 185_000, KAS_KANTOR),
    Beban(date(2025, 6, 28), _RAPAT, "Konsumsi rapat pembentukan", 360_000, KAS_KANTOR),
    Beban(date(2025, 8, 15), _LAIN, "Sumbangan lomba kemerdekaan", 150_000, KAS_KANTOR),
    Beban(date(2025, 10, 14), _LATIH, "Pelatihan pembukuan bendahara", 250_000, KAS_KANTOR),
    Beban(date(2025, 11, 12), _UMUM, "Servis printer nota", 95_000, KAS_KANTOR, langsung=True),
    Beban(RAT, _RAPAT, "Konsumsi dan undangan RAT", 1_150_000, KAS_KANTOR),
)


def rencana_beban() -> list[Beban]:
    """Every cost, in order of date."""
    dadu = Dadu("tirtamaya: beban")
    found = list(_SEKALI)
    for bulan in semua_bulan():
        if bulan.start >= TOKO_BUKA.replace(day=1):
            found += _bulanan(dadu, bulan)
    return sorted(found, key=lambda b: (b.tanggal, b.jenis))


def _bulanan(dadu: Dadu, bulan: Bulan) -> list[Beban]:
    def pada(hari: int) -> date:
        return hari_kerja_sejak(date(bulan.tahun, bulan.bulan, hari))

    def seribu(dari: int, sampai: int) -> int:
        return dadu.angka(dari, sampai) * 1000

    # The cashier starts in the second week, and gets a little more in the second year.
    honor = 800_000 if bulan.tahun == 2025 else 850_000
    if bulan.start < TOKO_BUKA:
        honor = 640_000
    found = [
        Beban(pada(10), _LISTRIK, "Token listrik toko", seribu(165, 225), KAS_KANTOR),
        Beban(pada(16), _UMUM, "Nota, kantong, dan alat tulis", seribu(35, 75), KAS_KANTOR),
        Beban(pada(20), _RAPAT, "Konsumsi rapat pengurus", seribu(50, 90), KAS_KANTOR),
        Beban(pada(26), _PEGAWAI, "Honor kasir (satu orang)", honor, BANK),
        Beban(bulan.akhir, _BANK, "Biaya administrasi bulanan", 5_500, BANK),
    ]
    buka = [date(bulan.tahun, bulan.bulan, h) for h in range(8, 27)]
    hari = dadu.beberapa([h for h in buka if toko_buka(h)], 3)
    found += [Beban(h, _TOKO, "Ongkos angkut barang", seribu(25, 45), KAS_TOKO) for h in hari]
    return found
