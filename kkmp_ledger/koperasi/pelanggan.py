"""The map from a till's customer to a member, dated: a list that the treasurer edits."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.koperasi.daftar import baca_daftar
from kkmp_ledger.koperasi.daftar import baca_tanggal
from kkmp_ledger.koperasi.daftar import rapi
from kkmp_ledger.koperasi.daftar import tulis_daftar
from kkmp_ledger.spec.chart import NOMOR_ANGGOTA

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.koperasi.anggota import Register

KOLOM = ("pelanggan", "nomor", "sejak")


@dataclass(frozen=True, slots=True)
class BarisPelanggan:
    """From `sejak` on, the customer as the till prints it is this member; "" means none."""

    pelanggan: str = field(repr=False)  # a person's name: never in a problem, a log or a repr
    nomor: str
    sejak: date
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class PetaPelanggan:
    """The rows in file order; capitals and double spaces in a customer do not matter."""

    baris: tuple[BarisPelanggan, ...] = ()
    _sejak: dict[str, list[tuple[date, str]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Order each customer's rows by date once."""
        found: dict[str, list[tuple[date, str]]] = {}
        for baris in self.baris:
            found.setdefault(_kunci(baris.pelanggan), []).append((baris.sejak, baris.nomor))
        object.__setattr__(self, "_sejak", {k: sorted(v) for k, v in found.items()})

    def nomor(self, pelanggan: str, pada: date) -> str | None:
        """The member's number that holds for the customer on the day, or None."""
        found = None
        for sejak, nomor in self._sejak.get(_kunci(pelanggan), ()):
            if sejak <= pada:
                found = nomor or None
        return found

    def asing(self, register: Register, path: str) -> list[Problem]:
        """The rows that name a number which is not in the register."""
        hint = "periksa nomornya di kkmp anggota daftar"
        return [
            Problem(
                "ANGGOTA-ASING",
                f"nomor {baris.nomor} tidak terdaftar",
                hint,
                Place(path, baris.line),
            )
            for baris in self.baris
            if baris.nomor and not register.terdaftar(baris.nomor)
        ]

    def dengan(self, pelanggan: str, nomor: str, sejak: date) -> PetaPelanggan:
        """The map with one more row; one that says the same already is not added again."""
        if self.nomor(pelanggan, sejak) == (nomor or None):
            return self
        kept = [
            b for b in self.baris if (_kunci(b.pelanggan), b.sejak) != (_kunci(pelanggan), sejak)
        ]
        return PetaPelanggan((*kept, BarisPelanggan(rapi(pelanggan), nomor, sejak)))

    def tulis(self) -> str:
        """The text of `pelanggan.csv`; reading it gives an equal map."""
        return tulis_daftar(KOLOM, ((b.pelanggan, b.nomor, str(b.sejak)) for b in self.baris))


def baca_pelanggan(text: str, path: str) -> tuple[PetaPelanggan, list[Problem]]:
    """Read the text of `pelanggan.csv`; the rows that are right, and what is wrong with others.

    Problems name the line and the number, never the customer.
    """
    rows, problems = baca_daftar(text, path, KOLOM)
    found: list[BarisPelanggan] = []
    line: dict[tuple[str, date], int] = {}
    for row in rows:
        place = Place(path, row.line)
        sejak = baca_tanggal(row["sejak"])
        if not row["pelanggan"]:
            wrong = ("nama pelanggan kosong", "isi seperti yang dicetak kasir, atau hapus barisnya")
        elif row["nomor"] and not NOMOR_ANGGOTA.fullmatch(row["nomor"]):
            wrong = ("nomor anggota tidak berbentuk A0001", "tulis huruf A dan empat angka")
        elif sejak is None:
            wrong = ("sejak tidak berbentuk 2026-03-31", "tulis tahun-bulan-hari")
        elif (key := (_kunci(row["pelanggan"]), sejak)) in line:
            fact = f"pelanggan ini sudah dipetakan sejak {sejak} di baris {line[key]}"
            wrong = (fact, "hapus salah satu barisnya")
        else:
            line[key] = row.line
            found.append(BarisPelanggan(row["pelanggan"], row["nomor"], sejak, row.line))
            continue
        problems.append(Problem("ANGGOTA-BERKAS", *wrong, place))
    return PetaPelanggan(tuple(found)), problems


def _kunci(pelanggan: str) -> str:
    return rapi(pelanggan).casefold()
