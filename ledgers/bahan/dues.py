"""Members' deposits: pokok on joining, wajib by the month with real arrears, some sukarela."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Month
from ledgers.bahan.calendar_year import END
from ledgers.bahan.calendar_year import all_months
from ledgers.bahan.calendar_year import workday
from ledgers.bahan.dice import Dice
from ledgers.bahan.people import THROUGH_COMMAND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledgers.bahan.people import Anggota

POKOK, WAJIB = 50_000, 10_000
_SAVER = 9
# How likely a member pays in a month (percent), and how many members are so.
_PROPERTY = ((97, 80), (48, 15), (22, 5))
# Deposits that the treasurer enters at the counter instead of in the month's sheet.
_DIRECT = {("wajib", 2025, 9), ("sukarela", 2025, 12), ("tarik", 2026, 1), ("wajib", 2026, 3)}


@dataclass(frozen=True, slots=True)
class Setoran:
    """One deposit, or withdrawal when `jumlah` is below 0; always over the office's cash box."""

    tanggal: date
    nomor: str
    simpanan: str
    jumlah: int
    keterangan: str = ""
    direct: bool = False  # by command, not in the sheet


def all_setoran(anggota: Sequence[Anggota]) -> list[Setoran]:
    """Every deposit and withdrawal, in order of date and member."""
    dice = Dice("tirtamaya: simpanan")
    found: list[Setoran] = []
    for orang in anggota:
        direct = orang.nomor == THROUGH_COMMAND
        found.append(Setoran(orang.masuk, orang.nomor, "pokok", POKOK, "", direct))
        found += _wajib(dice, orang)
    # Who leaves has no savings here: what is paid back then is pokok and wajib.
    loyal = [a for a in anggota if a.keluar is None and a.masuk < date(2025, 9, 1)]
    for orang in dice.several(loyal, _SAVER):
        found += _sukarela(dice, orang)
    found.sort(key=lambda s: (s.tanggal, s.nomor, s.simpanan))
    return _mark(found)


def _wajib(dice: Dice, orang: Anggota) -> list[Setoran]:
    """What one member pays of 10.000 a month, due from the month of joining on."""
    able = dice.weighted(_PROPERTY) if orang.keluar is None else _PROPERTY[0][0]
    found: list[Setoran] = []
    arrear = 0
    for month in all_months():
        if month < Month.of(orang.masuk):
            continue
        if orang.keluar is not None and month >= Month.of(orang.keluar):
            break
        arrear += 1
        if not dice.chance(able):
            continue
        # Who is far behind sometimes pays only a part.
        times = dice.number(1, arrear) if arrear > 3 else arrear
        arrear -= times
        day = orang.masuk if month == Month.of(orang.masuk) else _day(dice, month)
        keterangan = f"Untuk {times} bulan" if times > 1 else ""
        found.append(Setoran(day, orang.nomor, "wajib", times * WAJIB, keterangan))
    return found


def _sukarela(dice: Dice, orang: Anggota) -> list[Setoran]:
    """One saver's deposits, and withdrawals of what was there when the month began."""
    found: list[Setoran] = []
    balances = 0
    for month in all_months():
        if month <= Month.of(orang.masuk):
            continue
        opening = balances
        if dice.chance(45):
            jumlah = 50_000 * dice.number(1, 6)
            balances += jumlah
            found.append(Setoran(_day(dice, month), orang.nomor, "sukarela", jumlah))
        if opening >= 200_000 and dice.chance(25):
            jumlah = 50_000 * dice.number(1, opening // 100_000)
            balances -= jumlah
            found.append(Setoran(_day(dice, month), orang.nomor, "sukarela", -jumlah))
    return found


def _day(dice: Dice, month: Month) -> date:
    """A working day of the month, never its first: then the month before is being closed."""
    day = [date(month.year, month.month, h) for h in range(2, 27)]
    return dice.choose([h for h in day if workday(h) and h <= END])


def _mark(setoran: list[Setoran]) -> list[Setoran]:
    """Mark the few that go in by command: the first of the kind in its month."""
    rest = set(_DIRECT)
    found: list[Setoran] = []
    for s in setoran:
        kind = "tarik" if s.jumlah < 0 else s.simpanan
        key = (kind, s.tanggal.year, s.tanggal.month)
        if key in rest:
            rest.remove(key)
            found.append(replace(s, keterangan="", direct=True))
        else:
            found.append(s)
    assert not rest, rest
    return found
