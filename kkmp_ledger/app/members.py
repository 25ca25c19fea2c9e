"""The register: members join one by one or from a spreadsheet, and leave with what is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.app.accounts_file import ACCOUNTS
from kkmp_ledger.app.accounts_file import accounts_text
from kkmp_ledger.app.folder import ANGGOTA
from kkmp_ledger.app.folder import CUSTOMER
from kkmp_ledger.app.folder import PRIBADI
from kkmp_ledger.app.record import addition
from kkmp_ledger.app.recorder import write
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.batch import PRIBADI as MODE_PRIBADI
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.door import Write
from kkmp_ledger.importing import sheets
from kkmp_ledger.importing.readers import strict_xlsx
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.koperasi import simpanan
from kkmp_ledger.koperasi.anggota import Peristiwa
from kkmp_ledger.koperasi.pribadi import Pribadi
from kkmp_ledger.koperasi.pribadi import nik_is_right
from kkmp_ledger.koperasi.pribadi import write_pribadi

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.recorder import Recorder
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index


@dataclass(frozen=True, slots=True)
class Calon:
    """Someone who joins. `nomor` is "" for the next free one."""

    tanggal: date
    nama: str
    nik: str = ""
    alamat: str = ""
    telepon: str = ""
    nomor: str = ""
    di_kasir: str = ""  # the customer's name at the till
    keterangan: str = ""


def enter(folder: Folder, recorder: Recorder, calon: Sequence[Calon]) -> tuple[list[str], Written]:
    """Enter new members; gives their numbers in order. All of them or none. Raises ProblemError."""
    numbers: list[str] = []

    def make_plan(_index: Index) -> Write:
        register, people, customers = folder.register, dict(folder.pribadi), folder.customer
        for one in calon:
            _demand(one, folder)
            nomor = one.nomor or register.following()
            register = register.plus(Peristiwa(nomor, one.tanggal, "masuk", one.keterangan))
            people[nomor] = Pribadi(nomor, one.nama, one.nik, one.alamat, one.telepon)
            if one.di_kasir:
                customers = customers.plus(one.di_kasir, nomor, one.tanggal, register)
            numbers.append(nomor)
        sources = {
            ANGGOTA: Content(register.write().encode()),
            PRIBADI: Content(write_pribadi(people.values()).encode(), MODE_PRIBADI),
            CUSTOMER: Content(customers.write().encode(), MODE_PRIBADI),
        }
        return Write(
            source=sources,
            machine={ACCOUNTS: accounts_text(folder.koperasi, register, folder.closed.years)},
            read={name: folder.digest(name) for name in sources},
        )

    return numbers, write(folder, recorder, make_plan, "anggota masuk")


def remove(
    folder: Folder, recorder: Recorder, *, nomor: str, tanggal: date, alasan: str
) -> Written:
    """A member leaves: the register says so, and his deposits become the cooperative's debt."""

    def make_plan(index: Index) -> Write:
        draft = simpanan.keluar(
            folder.names, folder.register, index, tanggal=tanggal, nomor=nomor, alasan=alasan
        )
        register = folder.register.plus(Peristiwa(nomor, tanggal, "keluar", alasan))
        return Write(
            add=addition(recorder, [draft] if draft else []),
            source={ANGGOTA: Content(register.write().encode())},
            machine={ACCOUNTS: accounts_text(folder.koperasi, register, folder.closed.years)},
            read={ANGGOTA: folder.digest(ANGGOTA)},
        )

    return write(folder, recorder, make_plan, "anggota keluar")


def calon_from_sheet(path: Path) -> list[Calon]:
    """Those who join, from a spreadsheet. Raises ProblemError with every wrong cell."""
    file = SourceFile.at(path)
    rows = sheets.read_anggota(strict_xlsx.read(file))
    return [
        Calon(
            r.masuk, r.nama, r.nik, r.alamat, r.telepon, r.nomor, r.till_name,
            r.keterangan,
        )
        for r in rows
    ]  # fmt: skip


def _demand(one: Calon, folder: Folder) -> None:
    problems = []
    if not one.nama.strip():
        problems.append(Problem("ISIAN", "nama anggota kosong", "isi namanya"))
    if one.nik and not nik_is_right(one.nik):
        fact = "NIK bukan 16 angka"
        problems.append(Problem("ISIAN", fact, "salin NIK dari KTP, atau kosongkan"))
    if one.tanggal < folder.koperasi.mulai:
        fact = f"tanggal masuk {one.tanggal}, sebelum koperasi mulai {folder.koperasi.mulai}"
        problems.append(Problem("TANGGAL-LUAR", fact, "perbaiki tanggalnya"))
    if problems:
        raise ProblemError(problems)
