"""The list of accepted documents, `dokumen/daftar.csv`: the source of every generated file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.koperasi.lists import read_date
from kkmp_ledger.koperasi.lists import read_list
from kkmp_ledger.koperasi.lists import write_list

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

COLUMNS = (
    "nomor", "sha256", "berkas", "profil", "dari", "sampai", "diterima", "terbuka_sejak",
)  # fmt: skip
_NOMOR = re.compile(r"D\d{4,}")
_SHA = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Document:
    """One accepted file. `berkas` is its path in the cooperative's folder, with `/`.

    `dari` and `sampai` are its first and last date, both included; `diterima` is an ISO time;
    `terbuka_sejak` is the first open day when it was accepted.
    """

    nomor: str
    sha256: str
    file: str
    profil: str
    dari: date
    sampai: date
    accepted: str
    terbuka_sejak: date


def read(text: str, path: str) -> tuple[list[Document], list[Problem]]:
    """Read the text of `daftar.csv`; what is right, in order, and what is wrong with the rest."""
    rows, problems = read_list(text, path, COLUMNS)
    found: list[Document] = []
    for row in rows:
        days = [read_date(row[k]) for k in ("dari", "sampai", "terbuka_sejak")]
        first, last, opened = days
        if (
            first is None
            or last is None
            or opened is None
            or not _NOMOR.fullmatch(row["nomor"])
            or not _SHA.fullmatch(row["sha256"])
            or not row["berkas"]
            or not row["profil"]
            or not _time(row["diterima"])
            or any(d.nomor == row["nomor"] for d in found)
        ):
            fact = "baris daftar dokumen tidak dapat dipahami, atau nomornya dua kali"
            hint = "kembalikan berkas ini seperti ditulis program; jangan menyuntingnya"
            problems.append(Problem("BERKAS-RUSAK", fact, hint, Place(path, row.line)))
            continue
        found.append(
            Document(
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


def _time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def write(document: Iterable[Document]) -> str:
    """The text of `daftar.csv`; reading it gives equal documents."""
    return write_list(
        COLUMNS,
        (
            (d.nomor, d.sha256, d.file, d.profil, str(d.dari), str(d.sampai), d.accepted,
             str(d.terbuka_sejak))
            for d in document
        ),
    )  # fmt: skip


def following(document: Sequence[Document], after: int = 0) -> str:
    """The next free number, `D0005`; `after` counts numbers already given away."""
    last = max((int(d.nomor[1:]) for d in document), default=0)
    return f"D{last + after + 1:04d}"


def find(document: Iterable[Document], sha256: str) -> Document | None:
    """The document with these bytes, if it was accepted before."""
    return next((d for d in document if d.sha256 == sha256), None)
