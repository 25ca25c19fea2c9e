"""The members' personal data: only the name ever leaves it, and only for a report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.words import folded
from kkmp_ledger.koperasi.lists import read_list
from kkmp_ledger.koperasi.lists import write_list
from kkmp_ledger.schema.chart import NOMOR_ANGGOTA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

COLUMNS = ("nomor", "nama", "nik", "alamat", "telepon")
_NIK = re.compile(r"[0-9]{16}")
_DIGITS = re.compile(r"[0-9]+")
_COPY = "salin dari KTP, atau kosongkan"
_TWO = (
    "satu NIK satu orang: kosongkan yang keliru; bila satu orang terdaftar dua kali, kosongkan di"
    " satu nomor lalu keluarkan nomor itu"
)


@dataclass(frozen=True, slots=True)
class Pribadi:
    """One member's row of `pribadi.csv`; its repr shows the number alone (UU 27/2022)."""

    nomor: str
    nama: str = field(repr=False)
    nik: str = field(default="", repr=False)
    alamat: str = field(default="", repr=False)
    telepon: str = field(default="", repr=False)
    known_by: tuple[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fold once what people without a NIK are told apart by: name and address."""
        object.__setattr__(self, "known_by", (folded(self.nama), folded(self.alamat)))


def read_pribadi(text: str, path: str) -> tuple[dict[str, Pribadi], list[Problem]]:
    """Read the text of `pribadi.csv` by number; problems name the line and the number only."""
    rows, problems = read_list(text, path, COLUMNS)
    found: dict[str, Pribadi] = {}
    owner: dict[str, str] = {}
    for row in rows:
        nomor = row["nomor"]
        if not NOMOR_ANGGOTA.fullmatch(nomor):
            wrong = ("nomor anggota tidak berbentuk A0001", "tulis huruf A dan empat angka")
        elif nomor in found:
            wrong = (f"nomor {nomor} ada dua kali", "hapus salah satu barisnya")
        elif not row["nama"]:
            wrong = (f"nama {nomor} kosong", "isi namanya")
        elif fault := nik_fault(row["nik"]):
            wrong = (f"{nomor}: {fault}", _COPY)
        elif row["nik"] in owner:
            wrong = (f"NIK {nomor} sama dengan NIK {owner[row['nik']]}", _TWO)
        else:
            if row["nik"]:
                owner[row["nik"]] = nomor
            found[nomor] = Pribadi(*(row[k] for k in COLUMNS))
            continue
        problems.append(Problem("ANGGOTA-BERKAS", *wrong, Place(path, row.line)))
    return found, problems


def write_pribadi(orang: Iterable[Pribadi]) -> str:
    """The text of `pribadi.csv`; reading it gives the same people."""
    return write_list(COLUMNS, ((p.nomor, p.nama, p.nik, p.alamat, p.telepon) for p in orang))


def member_names(orang: dict[str, Pribadi]) -> dict[str, str]:
    """Number -> name: all that a report may know."""
    return {nomor: p.nama for nomor, p in orang.items()}


def nik_fault(nik: str) -> str:
    """What is wrong with the form of a NIK, without the NIK; "" for nothing, and for none."""
    if not nik or _NIK.fullmatch(nik):
        return ""
    if not _DIGITS.fullmatch(nik):
        return "NIK memuat selain angka"
    return f"NIK berisi {len(nik)} angka, bukan 16"


def holder(people: Mapping[str, Pribadi], nik: str) -> str | None:
    """The number of the member whose NIK it is; None for nobody's, and for an empty one."""
    return next((nomor for nomor, p in people.items() if nik and p.nik == nik), None)


def perhaps_same(people: Mapping[str, Pribadi], person: Pribadi) -> str | None:
    """The number of a member of the same name and address, where no two NIK tell them apart."""
    for nomor, p in people.items():
        if p.known_by == person.known_by and not (p.nik and person.nik):
            return nomor
    return None
