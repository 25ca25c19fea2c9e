"""The commands that turn the raw inputs into the book: `langkah.txt`, in order of time."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Month

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

OLEH = "bendahara"
_HEADER = """\
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


class Step:
    """Collects the commands; they are laid out by month when all are known."""

    def __init__(self) -> None:
        """Start without any."""
        self._direct: dict[Month, list[tuple[datetime, str]]] = defaultdict(list)
        self._record: dict[Month, list[tuple[date, str]]] = defaultdict(list)
        self._import: dict[Month, list[str]] = defaultdict(list)
        self._closing: dict[Month, list[str]] = defaultdict(list)

    def direct(self, day: date, command: str, *, tanggal: bool = True) -> None:
        """A command given on the day itself, in the afternoon.

        Never on the 1st: that evening the month before is closed.
        """
        assert day.day > 1, command
        listed = self._direct[Month.of(day)]
        same = sum(1 for clock, _ in listed if clock.date() == day)
        clock = datetime.combine(day, time(15, 10)) + timedelta(minutes=4 * same)
        listed.append((clock, f"{command} --tanggal {day}" if tanggal else command))

    def record(self, day: date, command: str) -> None:
        """A command dated on the day, given when its month is being finished."""
        self._record[Month.of(day)].append((day, f"catat {command} --tanggal {day}"))

    def imports(self, month: Month, command: str) -> None:
        """A command that brings in a file of the month; it goes before the month's `catat`."""
        self._import[month].append(command)

    def closing(self, month: Month, command: str) -> None:
        """One of the last commands of the month: counts, checks, the close."""
        self._closing[month].append(command)

    def text(self) -> str:
        """The text of `langkah.txt`."""
        row = [_HEADER]
        for month in sorted({*self._direct, *self._record, *self._import, *self._closing}):
            direct = sorted(self._direct[month], key=lambda pair: pair[0])
            if direct:
                row.append(f"\n# {month.title}: hari itu juga")
                row += [_write(command, clock) for clock, command in direct]
            row.append(f"\n# {month.title}: awal bulan berikutnya")
            record = [p for _, p in sorted(self._record[month], key=lambda pair: pair[0])]
            clock = datetime.combine(month.until, time(19, 0))
            for command in [*self._import[month], *record, *self._closing[month]]:
                row.append(_write(command, clock))
                clock += timedelta(minutes=1)
        return "\n".join(row) + "\n"


# What books nothing has no time and no author.
_LOOKS = ("init", "cek", "shu hitung", "rat susun", "laporan")


def _write(command: str, clock: datetime) -> str:
    book = "" if command.startswith("init ") else "-C {buku} "
    last_day = "" if command.startswith(_LOOKS) else f" --waktu {clock.isoformat()} --oleh {OLEH}"
    return f"kkmp {book}{command}{last_day}"


def quote(words: str) -> str:
    """A word as it is typed: in double quotes when it needs them."""
    if re.fullmatch(r"[\w.,/{}-]+", words):
        return words
    assert not re.search(r'["\\$`!]', words), words
    return f'"{words}"'


def explained(difference: int | Decimal, limit: int, reason: str) -> str:
    """What a count that differs by more than the limit needs besides; "" for any other."""
    if -limit <= difference <= limit:
        return ""
    return f" --alasan {quote(reason)} --saksi {quote('Pengawas A0006')} --ya"


def sen(jumlah: Decimal) -> str:
    """An amount of a bank as it is typed: `1.234,56`."""
    return f"{jumlah:,.2f}".translate(str.maketrans(",.", ".,"))
