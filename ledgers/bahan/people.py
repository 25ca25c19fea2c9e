"""Members: invented people with impossible NIK and phone numbers, and what the till calls them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ledgers.bahan.calendar_year import MULAI
from ledgers.bahan.calendar_year import workday
from ledgers.bahan.dice import Dice

if TYPE_CHECKING:
    from collections.abc import Sequence

# First names with the short form that a cashier types.
_FEMALE = (
    ("Sulistyowati", "Sulis"), ("Endang", "Endang"), ("Wahyuningsih", "Yuni"),
    ("Ngatinah", "Tinah"), ("Rahayu", "Yayuk"), ("Kartika", "Tika"), ("Nur'aini", "Aini"),
    ("Lestari", "Tari"), ("Purwanti", "Pur"), ("Murniati", "Murni"), ("Suminah", "Minah"),
    ("Retno", "Retno"), ("Fitriani", "Fitri"), ("Hartini", "Tini"), ("Indriani", "Indri"),
    ("Maryati", "Yati"), ("Puji", "Puji"), ("Widyastuti", "Tuti"), ("Umi", "Umi"),
    ("Khotimah", "Imah"), ("Yuliana", "Yuli"), ("Ambarwati", "Ambar"), ("Jumiati", "Jum"),
)  # fmt: skip
_MALE = (
    ("Sutrisno", "Tris"), ("Ngadiman", "Diman"), ("Slamet", "Slamet"), ("Wahyudi", "Yudi"),
    ("Haryanto", "Yanto"), ("Sukardi", "Kardi"), ("Mulyono", "Mul"), ("Rohmat", "Rohmat"),
    ("Imam", "Imam"), ("Teguh", "Teguh"), ("Kuncoro", "Kun"), ("Sarjono", "Jono"),
    ("Paijan", "Paijan"), ("Fajar", "Fajar"), ("Galih", "Galih"), ("Dimas", "Dimas"),
    ("Arif", "Arif"), ("Hadi", "Hadi"), ("Sugeng", "Sugeng"), ("Karjo", "Karjo"),
    ("Tugiman", "Giman"), ("Zaenal", "Zaenal"), ("Eko", "Eko"),
)  # fmt: skip
_FEMALE_SUFFIXES = (
    "Handayani", "Astuti", "Ningrum", "Utami", "Setyowati", "Kusumaningtyas", "Pertiwi",
    "Anggraini", "Susilowati", "Rahmawati", "Damayanti", "Pangestuti",
)  # fmt: skip
_MALE_SUFFIXES = (
    "Wibisono", "Prasetya", "Nugraha", "Saputro", "Hidayat", "Wicaksono", "Purnomo",
    "Firmansyah", "Pamungkas", "Laksono", "Setiawan", "Kurniadi",
)  # fmt: skip
_RUN = ("Melati", "Kenanga", "Cempaka", "Anggrek", "Dahlia", "Flamboyan", "Teratai")

# How many join later: after the founding week a few neighbours a month.
_FOUNDER = 92
_LATE = {
    (2025, 7): 6, (2025, 8): 4, (2025, 9): 3, (2025, 10): 3, (2025, 11): 2,
    (2025, 12): 1, (2026, 1): 4, (2026, 2): 2, (2026, 3): 2, (2026, 4): 1,
}  # fmt: skip
# Two members leave again, for reasons that go into the register.
KELUAR = {
    "A0038": (date(2025, 11, 18), "Pindah ke luar kota"),
    "A0071": (date(2026, 2, 10), "Mengundurkan diri atas permintaan sendiri"),
}
# One late-comer is entered at the counter with `kkmp anggota tambah`, not by a spreadsheet.
THROUGH_COMMAND = "A0109"
_PENGURUS = 7  # koperasi.toml names A0001 to A0007


@dataclass(frozen=True, slots=True)
class Anggota:
    """One member; `di_kasir` is "" for who never gave a name at the till."""

    nomor: str
    nama: str
    nik: str
    alamat: str
    telepon: str
    masuk: date
    di_kasir: str
    keterangan: str = ""
    purchases: int = 1  # how often this member is the one who shops

    @property
    def keluar(self) -> date | None:
        """The day from which this is no member any more."""
        return KELUAR[self.nomor][0] if self.nomor in KELUAR else None

    def active(self, day: date) -> bool:
        """Tell whether the person is a member on the day."""
        return self.masuk <= day and (self.keluar is None or day < self.keluar)


def all_anggota() -> list[Anggota]:
    """Everyone who ever joins, in order of their numbers."""
    dice = Dice("tirtamaya: anggota")
    masuk = _joining_day(dice)
    used_names: set[str] = set()
    used_till: set[str] = set()
    found: list[Anggota] = []
    for i, day in enumerate(masuk, 1):
        nomor = f"A{i:04d}"
        nama, greeting, call = _nama(dice, used_names)
        rt, rw = dice.number(1, 6), dice.number(1, 4)
        alamat = f"Jalan {dice.choose(_RUN)} {dice.number(1, 48)}, RT {rt:02d} RW {rw:02d}"
        orang = Anggota(
            nomor,
            nama,
            # No region has the code 000000, no month the number 13.
            nik=f"000000001300{i:04d}",
            alamat=alamat,
            telepon=f"0800-000-{i:04d}",
            masuk=day,
            di_kasir="",
            keterangan="Pengurus atau pengawas" if i <= _PENGURUS else "",
            purchases=dice.weighted([(1, 3), (2, 3), (4, 3), (7, 1)]),
        )
        needed = nomor in KELUAR  # who leaves goes on shopping under the old name
        if (dice.chance(87) or needed) and nomor != THROUGH_COMMAND:
            di_kasir = _di_kasir(dice, nama, f"{greeting} {call}", rt, used_till)
            orang = replace(orang, di_kasir=di_kasir)
        found.append(orang)
    return found


def _joining_day(dice: Dice) -> list[date]:
    """Days of joining, in order: the officers first, most in the founding week."""
    week = [(date(2025, 6, h), b) for h, b in ((24, 34), (25, 16), (26, 12), (27, 10), (30, 20))]
    day = [MULAI] * _PENGURUS
    day += [dice.weighted(week) for _ in range(_FOUNDER - _PENGURUS)]
    for (year, month), many in _LATE.items():
        able = [date(year, month, h) for h in range(3, 27)]
        day += dice.several([h for h in able if workday(h)], many)
    return sorted(day)


def _nama(dice: Dice, used: set[str]) -> tuple[str, str, str]:
    """A full name that nobody has yet, how the person is addressed, and the short form."""
    while True:
        female = dice.chance(55)
        front, call = dice.choose(_FEMALE if female else _MALE)
        nama = front
        if not dice.chance(9):  # some people have one name only
            nama += " " + dice.choose(_FEMALE_SUFFIXES if female else _MALE_SUFFIXES)
        if nama in used:
            continue
        used.add(nama)
        title: Sequence[tuple[str, int]] = (
            (("", 94), ("Hj. ", 6)) if female else (("", 94), ("H. ", 6))
        )
        complete = dice.weighted(title) + nama + (", S.Pd." if dice.chance(3) else "")
        return complete, "Bu" if female else "Pak", call


def _di_kasir(dice: Dice, nama: str, greeting: str, rt: int, used: set[str]) -> str:
    """What the till prints: rarely the full name, and never two people alike."""
    plain = nama.removeprefix("Hj. ").removeprefix("H. ").removesuffix(", S.Pd.")
    statement_set = [(greeting, 5), (f"{greeting} RT {rt:02d}", 3), (plain.upper(), 1), (plain, 3)]
    optional = dice.weighted(statement_set)
    for calon in (optional, f"{greeting} RT {rt:02d}", plain):
        if calon.casefold() not in used:
            used.add(calon.casefold())
            return calon
    raise AssertionError("full names are unique")
