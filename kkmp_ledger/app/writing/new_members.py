"""New members from a spreadsheet; who is registered already is known again, and not added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.app.folder.folder import ANGGOTA
from kkmp_ledger.app.folder.folder import CUSTOMER
from kkmp_ledger.app.folder.folder import PRIBADI
from kkmp_ledger.app.writing.booking import Happening
from kkmp_ledger.app.writing.booking import book_found
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import folded
from kkmp_ledger.importing import sheet_events
from kkmp_ledger.importing.kinds.sheet import MEMBERS
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.koperasi.events.keanggotaan import AnggotaMasuk
from kkmp_ledger.koperasi.pribadi import holder
from kkmp_ledger.koperasi.pribadi import perhaps_same

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.koperasi.books import Books

_APART = (
    "hapus baris itu bila orangnya sama; bila orangnya lain, isi NIK keduanya, atau tulis nomor"
    " yang belum dipakai di kolom Nomor baris itu"
)


class _Row(NamedTuple):
    """One person of the sheet: the row, what it says, and since when."""

    row: int
    event: AnggotaMasuk
    day: date


class Known(NamedTuple):
    """A row of somebody who is registered already: never his name, always his number."""

    row: int
    nomor: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What a sheet of members did: who is new, who was known, and what is to be said of it."""

    written: Written
    new: tuple[str, ...]
    known: tuple[Known, ...]
    said: tuple[Problem, ...]


def join(folder: Folder, recorder: Recorder, path: Path) -> Joined:
    """Register who is new in the sheet, all of them or none; the rest is known again.

    Raises ProblemError with every wrong cell, or with every row that may be somebody known.
    """
    file = SourceFile.at(path)
    read, left_out = sheet_events.read(file, (MEMBERS,))
    rows = [_Row(r.row, r.event, r.day) for r in read if isinstance(r.event, AnggotaMasuk)]
    if problems := list(_twice(rows, file)):
        raise ProblemError(problems)
    known: list[Known] = []

    def find(at: Books) -> list[Happening]:
        new, registered = _sorted_out(at, rows, file)
        known.extend(registered)
        return [Happening(row.event, row.day, file.place(row.row)) for row in new]

    booked = book_found(folder, recorder, find, "anggota masuk", agreed=lambda _: True)
    new = tuple(nomor for told in booked.events for nomor in told.members)
    return Joined(booked.written, new, tuple(known), tuple(left_out))


def _twice(rows: Iterable[_Row], file: SourceFile) -> Iterator[Problem]:
    """Two rows of one sheet that are one person, or may be: one of them is mistyped."""
    by_nik: dict[str, int] = {}
    by_number: dict[str, int] = {}
    alike: dict[tuple[str, str], list[_Row]] = {}
    for row in rows:
        nik, nomor = row.event.nik, row.event.nomor.upper()
        for column, value, first in (("NIK", nik, by_nik), ("Nomor", nomor, by_number)):
            if value and first.setdefault(value, row.row) != row.row:
                fact = f"{column} sama dengan baris {first[value]}"
                hint = "satu orang satu baris; hapus atau perbaiki salah satunya"
                yield Problem("SEL-SALAH", fact, hint, file.place(row.row))
        before = alike.setdefault(row.event.person("").known_by, [])
        for other in before:
            if not (nik and other.event.nik) and not nomor:
                fact = f"nama dan alamat sama dengan baris {other.row}, dan NIK-nya tidak lengkap"
                yield Problem("ISIAN", fact, _APART, file.place(row.row))
                break
        before.append(row)


def _sorted_out(
    at: Books, rows: Iterable[_Row], file: SourceFile
) -> tuple[list[_Row], tuple[Known, ...]]:
    """The rows of who is new, and of who is known by NIK or number and is as the row says.

    Raises ProblemError ISIAN with every row that says otherwise, or may be somebody known.
    """
    new: list[_Row] = []
    known: list[Known] = []
    problems: list[Problem] = []
    for row in rows:
        nomor, wrong = _who(at, row)
        if wrong is not None:
            problems.append(Problem("ISIAN", *wrong, file.place(row.row)))
        elif nomor:
            known.append(Known(row.row, nomor))
        else:
            new.append(row)
    if problems:
        raise ProblemError(problems)
    return new, tuple(known)


def _who(at: Books, row: _Row) -> tuple[str, tuple[str, str] | None]:
    """The number of whom the row tells, "" for somebody new; and the fact and hint against it."""
    event, said = row.event, row.event.nomor.upper()
    owner = holder(at.people, event.nik)
    if owner and said and said != owner:
        fact = f"NIK baris ini terdaftar pada {owner}, sedangkan kolom Nomor berisi {said}"
        hint = f"tulis {owner} atau kosongkan Nomor; bila orangnya lain, periksa NIK di KTP"
        return "", (fact, hint)
    if owner and not at.register.registered(owner):
        fact = f"NIK baris ini ada di {PRIBADI} pada {owner}, yang tidak ada di {ANGGOTA}"
        return "", (fact, f"hapus baris {owner} dari {PRIBADI}, lalu impor lagi")
    nomor = owner or (said if at.register.registered(said) else "")
    if nomor:
        return nomor, _otherwise(at, row, nomor)
    alike = perhaps_same(at.people, event.person(""))
    if alike and not said:
        fact = f"nama dan alamat sama dengan {alike}, dan NIK-nya tidak lengkap"
        hint = (
            f"bila orangnya sama, hapus baris itu atau tulis {alike} di kolom Nomor; bila orangnya"
            f" lain, tulis nomor baru di kolom Nomor, misalnya {at.register.following()}"
        )
        return "", (fact, hint)
    return "", None


def _otherwise(at: Books, row: _Row, nomor: str) -> tuple[str, str] | None:
    """What the row says of a member that the books say otherwise, by column; None for nothing.

    An empty cell says nothing.
    """
    event, person = row.event, at.people.get(nomor)
    joined = next(
        (
            p
            for p in at.register.peristiwa
            if p.nomor == nomor and p.tanggal == row.day and not p.undone_by
            and p.peristiwa in ("masuk", "masuk-lagi")
        ),
        None,
    )  # fmt: skip
    wrote = {
        "Nama": (event.nama, person.nama if person else "", PRIBADI),
        "NIK": (event.nik, person.nik if person else "", PRIBADI),
        "Alamat": (event.alamat, person.alamat if person else "", PRIBADI),
        "Telepon": (event.telepon, person.telepon if person else "", PRIBADI),
        "Keterangan": (event.keterangan, joined.keterangan if joined else "", ANGGOTA),
    }
    differ = {
        column: path
        for column, (said, booked, path) in wrote.items()
        if folded(said) and folded(said) != folded(booked)
    }
    if joined is None:
        differ["Tanggal masuk"] = ANGGOTA
    if event.di_kasir and at.customers.nomor(event.di_kasir, row.day) != nomor:
        differ["Nama di kasir"] = CUSTOMER
    if not differ:
        return None
    fact = f"sudah terdaftar sebagai {nomor}, tetapi berbeda dari buku: {', '.join(differ)}"
    files = " dan ".join(dict.fromkeys(differ.values()))
    hint = (
        f"samakan barisnya dengan {files} atau hapus baris itu; bila bukunya yang keliru,"
        f" perbaiki {files}"
    )
    return fact, hint
