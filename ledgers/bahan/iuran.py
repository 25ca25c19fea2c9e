"""Members' deposits: pokok on joining, wajib by the month with real arrears, some sukarela."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Bulan
from ledgers.bahan.dadu import Dadu
from ledgers.bahan.kalender import AKHIR
from ledgers.bahan.kalender import hari_kerja
from ledgers.bahan.kalender import semua_bulan
from ledgers.bahan.orang import LEWAT_PERINTAH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledgers.bahan.orang import Anggota

POKOK, WAJIB = 50_000, 10_000
_PENABUNG = 9
# How likely a member pays in a month (percent), and how many members are so.
_SIFAT = ((97, 80), (48, 15), (22, 5))
# Deposits that the treasurer enters at the counter instead of in the month's sheet.
_LANGSUNG = {("wajib", 2025, 9), ("sukarela", 2025, 12), ("tarik", 2026, 1), ("wajib", 2026, 3)}


@dataclass(frozen=True, slots=True)
class Setoran:
    """One deposit, or withdrawal when `jumlah` is below 0; always over the office's cash box."""

    tanggal: date
    nomor: str
    simpanan: str
    jumlah: int
    keterangan: str = ""
    langsung: bool = False  # by command, not in the sheet


def semua_setoran(anggota: Sequence[Anggota]) -> list[Setoran]:
    """Every deposit and withdrawal, in order of date and member."""
    dadu = Dadu("tirtamaya: simpanan")
    found: list[Setoran] = []
    for orang in anggota:
        langsung = orang.nomor == LEWAT_PERINTAH
        found.append(Setoran(orang.masuk, orang.nomor, "pokok", POKOK, "", langsung))
        found += _wajib(dadu, orang)
    # Who leaves has no savings here: what is paid back then is pokok and wajib.
    setia = [a for a in anggota if a.keluar is None and a.masuk < date(2025, 9, 1)]
    for orang in dadu.beberapa(setia, _PENABUNG):
        found += _sukarela(dadu, orang)
    found.sort(key=lambda s: (s.tanggal, s.nomor, s.simpanan))
    return _tandai(found)


def _wajib(dadu: Dadu, orang: Anggota) -> list[Setoran]:
    """What one member pays of 10.000 a month, due from the month of joining on."""
    bisa = dadu.berbobot(_SIFAT) if orang.keluar is None else _SIFAT[0][0]
    found: list[Setoran] = []
    tunggak = 0
    for bulan in semua_bulan():
        if bulan < Bulan.of(orang.masuk):
            continue
        if orang.keluar is not None and bulan >= Bulan.of(orang.keluar):
            break
        tunggak += 1
        if not dadu.peluang(bisa):
            continue
        # Who is far behind sometimes pays only a part.
        kali = dadu.angka(1, tunggak) if tunggak > 3 else tunggak
        tunggak -= kali
        hari = orang.masuk if bulan == Bulan.of(orang.masuk) else _hari(dadu, bulan)
        keterangan = f"Untuk {kali} bulan" if kali > 1 else ""
        found.append(Setoran(hari, orang.nomor, "wajib", kali * WAJIB, keterangan))
    return found


def _sukarela(dadu: Dadu, orang: Anggota) -> list[Setoran]:
    """One saver's deposits, and withdrawals of what was there when the month began."""
    found: list[Setoran] = []
    saldo = 0
    for bulan in semua_bulan():
        if bulan <= Bulan.of(orang.masuk):
            continue
        awal = saldo
        if dadu.peluang(45):
            jumlah = 50_000 * dadu.angka(1, 6)
            saldo += jumlah
            found.append(Setoran(_hari(dadu, bulan), orang.nomor, "sukarela", jumlah))
        if awal >= 200_000 and dadu.peluang(25):
            jumlah = 50_000 * dadu.angka(1, awal // 100_000)
            saldo -= jumlah
            found.append(Setoran(_hari(dadu, bulan), orang.nomor, "sukarela", -jumlah))
    return found


def _hari(dadu: Dadu, bulan: Bulan) -> date:
    """A working day of the month, never its first: then the month before is being closed."""
    hari = [date(bulan.tahun, bulan.bulan, h) for h in range(2, 27)]
    return dadu.pilih([h for h in hari if hari_kerja(h) and h <= AKHIR])


def _tandai(setoran: list[Setoran]) -> list[Setoran]:
    """Mark the few that go in by command: the first of the kind in its month."""
    sisa = set(_LANGSUNG)
    found: list[Setoran] = []
    for s in setoran:
        macam = "tarik" if s.jumlah < 0 else s.simpanan
        kunci = (macam, s.tanggal.year, s.tanggal.month)
        if kunci in sisa:
            sisa.remove(kunci)
            found.append(replace(s, keterangan="", langsung=True))
        else:
            found.append(s)
    assert not sisa, sisa
    return found
