"""The costs of each month: wages, electricity, meetings, transport, the bank's fee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledgers.bahan.calendar_year import RAT
from ledgers.bahan.calendar_year import STORE_OPENS
from ledgers.bahan.calendar_year import all_months
from ledgers.bahan.calendar_year import store_opens
from ledgers.bahan.calendar_year import workday_since
from ledgers.bahan.dice import Dice
from ledgers.bahan.saldo import BANK
from ledgers.bahan.saldo import KAS_KANTOR
from ledgers.bahan.saldo import KAS_TOKO

if TYPE_CHECKING:
    from kkmp_ledger.base.period import Month

# The chart's names of the kinds of cost.
_EMPLOYEE = "Beban kepegawaian"
_LISTRIK = "Beban listrik, air, dan telepon"
_GENERAL = "Beban administrasi dan umum"
_RAPAT = "Beban rapat anggota"
_TRAIN = "Beban pelatihan"
_OTHER = "Beban operasional lain-lain"
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
    direct: bool = False  # by command, not in the sheet


_ONCE = (
    Beban(date(2025, 6, 25), _GENERAL, "Buku, map, dan stempel", 185_000, KAS_KANTOR),
    Beban(date(2025, 6, 28), _RAPAT, "Konsumsi rapat pembentukan", 360_000, KAS_KANTOR),
    Beban(date(2025, 8, 15), _OTHER, "Sumbangan lomba kemerdekaan", 150_000, KAS_KANTOR),
    Beban(date(2025, 10, 14), _TRAIN, "Pelatihan pembukuan bendahara", 250_000, KAS_KANTOR),
    Beban(date(2025, 11, 12), _GENERAL, "Servis printer nota", 95_000, KAS_KANTOR, direct=True),
    Beban(RAT, _RAPAT, "Konsumsi dan undangan RAT", 1_150_000, KAS_KANTOR),
)


def beban_plan() -> list[Beban]:
    """Every cost, in order of date."""
    dice = Dice("tirtamaya: beban")
    found = list(_ONCE)
    for month in all_months():
        if month.start >= STORE_OPENS.replace(day=1):
            found += _monthly(dice, month)
    return sorted(found, key=lambda b: (b.tanggal, b.jenis))


def _monthly(dice: Dice, month: Month) -> list[Beban]:
    def on(day: int) -> date:
        return workday_since(date(month.year, month.month, day))

    def thousand(dari: int, sampai: int) -> int:
        return dice.number(dari, sampai) * 1000

    # The cashier starts in the second week, and gets a little more in the second year.
    honor = 800_000 if month.year == 2025 else 850_000
    if month.start < STORE_OPENS:
        honor = 640_000
    found = [
        Beban(on(10), _LISTRIK, "Token listrik toko", thousand(165, 225), KAS_KANTOR),
        Beban(on(16), _GENERAL, "Nota, kantong, dan alat tulis", thousand(35, 75), KAS_KANTOR),
        Beban(on(20), _RAPAT, "Konsumsi rapat pengurus", thousand(50, 90), KAS_KANTOR),
        Beban(on(26), _EMPLOYEE, "Honor kasir (satu orang)", honor, BANK),
        Beban(month.last_day, _BANK, "Biaya administrasi bulanan", 5_500, BANK),
    ]
    opens = [date(month.year, month.month, h) for h in range(8, 27)]
    day = dice.several([h for h in opens if store_opens(h)], 3)
    found += [Beban(h, _TOKO, "Ongkos angkut barang", thousand(25, 45), KAS_TOKO) for h in day]
    return found
