"""The commands that turn the raw inputs into the book: `langkah.txt`, in order of time."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Bulan

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

OLEH = "bendahara"
_KEPALA = """\
# FIKTIF: koperasi, orang, dan angka di sini karangan untuk contoh.
#
# Perintah-perintah yang menyusun buku Koperasi Kelurahan Merah Putih Tirtamaya dari berkas mentah
# di folder ini, menurut urutan waktu. Satu baris satu perintah, ditulis seperti di terminal.
# Jalankan dari folder ini; ganti {buku} dengan folder buku yang baru, dan {hasil} dengan folder
# untuk cetakan (kuitansi, buku RAT). --waktu dan --oleh membuat hasilnya sama setiap kali.
#
# Bendahara bekerja seperti ini: yang penting dicatat hari itu juga; tiap tanggal 1 malam ekspor
# kasir dan lembar bulan lalu diimpor, buku tabungan dicocokkan, kas dihitung, bulannya ditutup.
"""


class Langkah:
    """Collects the commands; they are laid out by month when all are known."""

    def __init__(self) -> None:
        """Start without any."""
        self._langsung: dict[Bulan, list[tuple[datetime, str]]] = defaultdict(list)
        self._catat: dict[Bulan, list[tuple[date, str]]] = defaultdict(list)
        self._impor: dict[Bulan, list[str]] = defaultdict(list)
        self._penutup: dict[Bulan, list[str]] = defaultdict(list)

    def langsung(self, hari: date, perintah: str, *, tanggal: bool = True) -> None:
        """A command given on the day itself, in the afternoon.

        Never on the 1st: that evening the month before is closed.
        """
        assert hari.day > 1, perintah
        daftar = self._langsung[Bulan.of(hari)]
        sama = sum(1 for waktu, _ in daftar if waktu.date() == hari)
        waktu = datetime.combine(hari, time(15, 10)) + timedelta(minutes=4 * sama)
        daftar.append((waktu, f"{perintah} --tanggal {hari}" if tanggal else perintah))

    def catat(self, hari: date, perintah: str) -> None:
        """A command dated on the day, given when its month is being finished."""
        self._catat[Bulan.of(hari)].append((hari, f"catat {perintah} --tanggal {hari}"))

    def impor(self, bulan: Bulan, perintah: str) -> None:
        """A command that brings in a file of the month; it goes before the month's `catat`."""
        self._impor[bulan].append(perintah)

    def penutup(self, bulan: Bulan, perintah: str) -> None:
        """One of the last commands of the month: counts, checks, the close."""
        self._penutup[bulan].append(perintah)

    def teks(self) -> str:
        """The text of `langkah.txt`."""
        baris = [_KEPALA]
        for bulan in sorted({*self._langsung, *self._catat, *self._impor, *self._penutup}):
            langsung = sorted(self._langsung[bulan], key=lambda pair: pair[0])
            if langsung:
                baris.append(f"\n# {bulan.judul}: hari itu juga")
                baris += [_tulis(perintah, waktu) for waktu, perintah in langsung]
            baris.append(f"\n# {bulan.judul}: awal bulan berikutnya")
            catat = [p for _, p in sorted(self._catat[bulan], key=lambda pair: pair[0])]
            waktu = datetime.combine(bulan.until, time(19, 0))
            for perintah in [*self._impor[bulan], *catat, *self._penutup[bulan]]:
                baris.append(_tulis(perintah, waktu))
                waktu += timedelta(minutes=1)
        return "\n".join(baris) + "\n"


# What only looks writes nothing, and so has no time and no author.
_MELIHAT = ("cek", "shu hitung", "rat susun", "laporan")


def _tulis(perintah: str, waktu: datetime) -> str:
    buku = "" if perintah.startswith("init ") else "-C {buku} "
    akhir = "" if perintah.startswith(_MELIHAT) else f" --waktu {waktu.isoformat()} --oleh {OLEH}"
    return f"kkmp {buku}{perintah}{akhir}"


def kutip(kata: str) -> str:
    """A word as it is typed: in double quotes when it needs them."""
    if re.fullmatch(r"[\w.,/{}-]+", kata):
        return kata
    assert not re.search(r'["\\$`!]', kata), kata
    return f'"{kata}"'


def sen(jumlah: Decimal) -> str:
    """An amount of a bank as it is typed: `1.234,56`."""
    return f"{jumlah:,.2f}".translate(str.maketrans(",.", ".,"))
