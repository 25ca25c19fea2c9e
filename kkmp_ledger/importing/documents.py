"""The list of accepted documents, `dokumen/daftar.csv`, and how entries name what is in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.confined import is_named_inside
from kkmp_ledger.book.confined import outside
from kkmp_ledger.importing.kinds.registry import known_kind
from kkmp_ledger.koperasi.lists import read_date
from kkmp_ledger.koperasi.lists import read_list
from kkmp_ledger.koperasi.lists import write_list

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Note

COLUMNS = (
    "nomor", "sha256", "berkas", "profil", "dari", "sampai", "diterima", "terbuka_sejak",
)  # fmt: skip
# Written, at the end, from the first document on that is withdrawn.
WITHDRAWAL = ("ditarik", "alasan")
_PAPERS = "dokumen/"
_NOMOR = re.compile(r"D\d{4,}")
_SHA = re.compile(r"[0-9a-f]{64}")
_ROW = re.compile(r"D\d{4,}#(?:[\w ]+:)?\d+")
# Rows of sheets as they were numbered while files were generated of them.
_FORMER_ROW = re.compile(r"(?:SP|BL|BB)-(D\d{4,})-(\d+)")


@dataclass(frozen=True, slots=True)
class Document:
    """One accepted file. `berkas` is its path in the cooperative's folder, with `/`.

    `dari` and `sampai` are its first and last date, both included; `accepted` is an ISO time;
    `terbuka_sejak` is the first open day when it was accepted. `withdrawn` is the ISO time at
    which it was withdrawn, for the `reason`; both "" while it holds.
    """

    nomor: str
    sha256: str
    file: str
    profil: str
    dari: date
    sampai: date
    accepted: str
    terbuka_sejak: date
    withdrawn: str = ""
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether it is booked: accepted, and not withdrawn."""
        return not self.withdrawn


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as it is shown: what it is in words, and whether its file is here."""

    document: Document
    title: str
    is_here: bool


def read(text: str, path: str, folder: Path) -> tuple[list[Document], list[Problem]]:
    """Read the text of `daftar.csv`; what is right, in order, and what is wrong with the rest.

    Also wrong is a profile of no kind that this program knows: it is not read as another one. A
    file that is not among the papers of the cooperative's folder, links followed, is BERKAS-LUAR.
    """
    rows, problems = read_list(text, path, COLUMNS, WITHDRAWAL)
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
            or (row["ditarik"] and not _time(row["ditarik"]))
            or any(d.nomor == row["nomor"] for d in found)
        ):
            fact = "baris daftar dokumen tidak dapat dipahami, atau nomornya dua kali"
            hint = "kembalikan berkas ini seperti ditulis program; jangan menyuntingnya"
            problems.append(Problem("BERKAS-RUSAK", fact, hint, Place(path, row.line)))
            continue
        if known_kind(row["profil"]) is None:
            fact = f'jenis dokumen "{row["profil"]}" tidak dikenal program ini'
            hint = (
                "pakai versi kkmp yang menerima dokumen itu; bila baris ini pernah disunting,"
                " kembalikan berkasnya dari cadangan"
            )
            problems.append(Problem("PROFIL-ASING", fact, hint, Place(path, row.line)))
            continue
        if not (row["berkas"].startswith(_PAPERS) and is_named_inside(folder, row["berkas"])):
            problems.append(outside(row["berkas"], Place(path, row.line)))
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
                row["ditarik"],
                row["alasan"],
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
    found = list(document)
    withdrawal = WITHDRAWAL if any(not d.holds for d in found) else ()
    return write_list(
        (*COLUMNS, *withdrawal),
        (
            (d.nomor, d.sha256, d.file, d.profil, str(d.dari), str(d.sampai), d.accepted,
             str(d.terbuka_sejak), *((d.withdrawn, d.reason) if withdrawal else ()))
            for d in found
        ),
    )  # fmt: skip


def following(document: Sequence[Document], after: int = 0) -> str:
    """The next free number, `D0005`; `after` counts numbers already given away."""
    last = max((int(d.nomor[1:]) for d in document), default=0)
    return f"D{last + after + 1:04d}"


def find(document: Iterable[Document], sha256: str) -> Document | None:
    """The document with these bytes, if it was accepted before and holds."""
    return next((d for d in document if d.sha256 == sha256 and d.holds), None)


def row_key(nomor: str, row: int, sheet: str = "") -> str:
    """How an entry names the row of a sheet that it came of, in `sumber`: `D0051#12`.

    Of a workbook of several sheets `D0051#Beban:12`.
    """
    return f"{nomor}#{sheet}:{row}" if sheet else f"{nomor}#{row}"


def row_of(one: Entry | Note) -> str:
    """The row of a sheet that an entry or a count came of, as `row_key` writes it; else ""."""
    if former := _FORMER_ROW.fullmatch(one.bukti):
        return row_key(former[1], int(former[2]))
    sumber = str(one.meta.get("sumber", ""))
    return sumber if _ROW.fullmatch(sumber) else ""
