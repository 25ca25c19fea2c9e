"""The members' personal data: only the name ever leaves it, and only for a report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.koperasi.lists import read_list
from kkmp_ledger.koperasi.lists import write_list
from kkmp_ledger.schema.chart import NOMOR_ANGGOTA

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ("nomor", "nama", "nik", "alamat", "telepon")
_NIK = re.compile(r"\d{16}")


@dataclass(frozen=True, slots=True)
class Pribadi:
    """One member's row of `pribadi.csv`; its repr shows the number alone (UU 27/2022)."""

    nomor: str
    nama: str = field(repr=False)
    nik: str = field(default="", repr=False)
    alamat: str = field(default="", repr=False)
    telepon: str = field(default="", repr=False)


def read_pribadi(text: str, path: str) -> tuple[dict[str, Pribadi], list[Problem]]:
    """Read the text of `pribadi.csv` by number; problems name the line and the number only."""
    rows, problems = read_list(text, path, COLUMNS)
    found: dict[str, Pribadi] = {}
    for row in rows:
        nomor = row["nomor"]
        if not NOMOR_ANGGOTA.fullmatch(nomor):
            wrong = ("nomor anggota tidak berbentuk A0001", "tulis huruf A dan empat angka")
        elif nomor in found:
            wrong = (f"nomor {nomor} ada dua kali", "hapus salah satu barisnya")
        elif not row["nama"]:
            wrong = (f"nama {nomor} kosong", "isi namanya")
        elif row["nik"] and not nik_is_right(row["nik"]):
            wrong = (f"NIK {nomor} bukan 16 angka", "salin dari KTP, atau kosongkan")
        else:
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


def nik_is_right(nik: str) -> bool:
    """Tell whether the text has the form of a NIK: 16 digits."""
    return _NIK.fullmatch(nik) is not None
