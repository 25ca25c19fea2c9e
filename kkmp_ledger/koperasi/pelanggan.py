"""The map from a till's customer to a member, dated: a list that the treasurer edits."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import folded
from kkmp_ledger.base.words import one_line
from kkmp_ledger.koperasi.daftar import baca_daftar
from kkmp_ledger.koperasi.daftar import baca_tanggal
from kkmp_ledger.koperasi.daftar import tulis_daftar
from kkmp_ledger.spec.chart import NOMOR_ANGGOTA
from kkmp_ledger.spec.dated import Dated

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

    @property
    def span(self) -> tuple[date, date | None]:
        """See `Datable.span`."""
        return self.sejak, None


@dataclass(frozen=True, slots=True)
class PetaPelanggan:
    """The rows in file order; capitals and double spaces in a customer do not matter."""

    baris: tuple[BarisPelanggan, ...] = ()
    _sejak: dict[str, Dated[BarisPelanggan]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Order each customer's rows by date once."""
        found: dict[str, list[BarisPelanggan]] = {}
        for baris in self.baris:
            found.setdefault(folded(baris.pelanggan), []).append(baris)
        object.__setattr__(self, "_sejak", {k: Dated(v) for k, v in found.items()})

    def nomor(self, pelanggan: str, pada: date) -> str | None:
        """The member's number that holds for the customer on the day, or None."""
        found = self._sejak.get(folded(pelanggan), Dated[BarisPelanggan]()).at(pada)
        return found.nomor or None if found else None

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

    def dengan(self, pelanggan: str, nomor: str, sejak: date, register: Register) -> PetaPelanggan:
        """The map with one more row; one that says the same already is not added again.

        Raises ProblemError ISIAN when the customer belongs to another member who is active that
        day or later: the till prints one name for two people, and only they can tell who bought.
        """
        if self.nomor(pelanggan, sejak) == (nomor or None):
            return self
        rows = self._sejak.get(folded(pelanggan), Dated[BarisPelanggan]())
        holding = [rows.at(sejak), *(b for b in rows if b.sejak >= sejak)]
        for other in (b.nomor for b in holding if b is not None and b.nomor not in ("", nomor)):
            if register.aktif(other, sejak):
                fact = f"nama di kasir untuk {nomor} sudah menjadi nama {other}"
                hint = (
                    "beri nama yang berbeda kepada pelanggan itu di kasir, misalnya dengan nomor"
                    " anggota di belakangnya, lalu pakai nama itu di sini"
                )
                raise ProblemError(Problem("ISIAN", fact, hint))
        kept = [b for b in self.baris if b not in rows or b.sejak != sejak]
        return PetaPelanggan((*kept, BarisPelanggan(one_line(pelanggan), nomor, sejak)))

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
        elif (key := (folded(row["pelanggan"]), sejak)) in line:
            fact = f"pelanggan ini sudah dipetakan sejak {sejak} di baris {line[key]}"
            wrong = (fact, "hapus salah satu barisnya")
        else:
            line[key] = row.line
            found.append(BarisPelanggan(row["pelanggan"], row["nomor"], sejak, row.line))
            continue
        problems.append(Problem("ANGGOTA-BERKAS", *wrong, place))
    return PetaPelanggan(tuple(found)), problems
