"""The list of accepted documents, `dokumen/daftar.csv`: the source of every generated file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.koperasi.daftar import baca_daftar
from kkmp_ledger.koperasi.daftar import baca_tanggal
from kkmp_ledger.koperasi.daftar import tulis_daftar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

KOLOM = (
    "nomor", "sha256", "berkas", "profil", "dari", "sampai", "diterima", "terbuka_sejak",
)  # fmt: skip
_NOMOR = re.compile(r"D\d{4,}")
_SHA = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Dokumen:
    """One accepted file. `berkas` is its path in the cooperative's folder, with `/`.

    `dari` and `sampai` are its first and last date, both included; `diterima` is an ISO time;
    `terbuka_sejak` is the first open day when it was accepted.
    """

    nomor: str
    sha256: str
    berkas: str
    profil: str
    dari: date
    sampai: date
    diterima: str
    terbuka_sejak: date


def baca(text: str, path: str) -> tuple[list[Dokumen], list[Problem]]:
    """Read the text of `daftar.csv`; what is right, in order, and what is wrong with the rest."""
    rows, problems = baca_daftar(text, path, KOLOM)
    found: list[Dokumen] = []
    for row in rows:
        days = [baca_tanggal(row[k]) for k in ("dari", "sampai", "terbuka_sejak")]
        first, last, opened = days
        if (
            first is None
            or last is None
            or opened is None
            or not _NOMOR.fullmatch(row["nomor"])
            or not _SHA.fullmatch(row["sha256"])
            or not row["berkas"]
            or not row["profil"]
            or not _waktu(row["diterima"])
            or any(d.nomor == row["nomor"] for d in found)
        ):
            fact = "baris daftar dokumen tidak dapat dipahami, atau nomornya dua kali"
            hint = "kembalikan berkas ini seperti ditulis program; jangan menyuntingnya"
            problems.append(Problem("BERKAS-RUSAK", fact, hint, Place(path, row.line)))
            continue
        found.append(
            Dokumen(
                row["nomor"],
                row["sha256"],
                row["berkas"],
                row["profil"],
                first,
                last,
                row["diterima"],
                opened,
            )
        )
    return found, problems


def _waktu(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def tulis(dokumen: Iterable[Dokumen]) -> str:
    """The text of `daftar.csv`; reading it gives equal documents."""
    return tulis_daftar(
        KOLOM,
        (
            (d.nomor, d.sha256, d.berkas, d.profil, str(d.dari), str(d.sampai), d.diterima,
             str(d.terbuka_sejak))
            for d in dokumen
        ),
    )  # fmt: skip


def berikut(dokumen: Sequence[Dokumen], after: int = 0) -> str:
    """The next free number, `D0005`; `after` counts numbers already given away."""
    last = max((int(d.nomor[1:]) for d in dokumen), default=0)
    return f"D{last + after + 1:04d}"


def cari(dokumen: Iterable[Dokumen], sha256: str) -> Dokumen | None:
    """The document with these bytes, if it was accepted before."""
    return next((d for d in dokumen if d.sha256 == sha256), None)
