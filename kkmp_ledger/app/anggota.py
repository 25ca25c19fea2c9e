"""The register: members join one by one or from a spreadsheet, and leave with what is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.app.akun_gen import BERKAS
from kkmp_ledger.app.akun_gen import teks_akun
from kkmp_ledger.app.catat import tambahan
from kkmp_ledger.app.folder import ANGGOTA
from kkmp_ledger.app.folder import PELANGGAN
from kkmp_ledger.app.folder import PRIBADI
from kkmp_ledger.app.pencatat import tulis
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.batch import PRIBADI as MODE_PRIBADI
from kkmp_ledger.book.batch import Isi
from kkmp_ledger.book.door import Rencana
from kkmp_ledger.importing import lembar
from kkmp_ledger.importing.berkas import Berkas
from kkmp_ledger.importing.readers import xlsx_ketat
from kkmp_ledger.koperasi import simpanan
from kkmp_ledger.koperasi.anggota import Peristiwa
from kkmp_ledger.koperasi.pribadi import Pribadi
from kkmp_ledger.koperasi.pribadi import nik_benar
from kkmp_ledger.koperasi.pribadi import tulis_pribadi

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.book.door import Hasil
    from kkmp_ledger.book.index import Index


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


def masukkan(folder: Folder, pencatat: Pencatat, calon: Sequence[Calon]) -> tuple[list[str], Hasil]:
    """Enter new members; gives their numbers in order. All of them or none. Raises ProblemError."""
    numbers: list[str] = []

    def rencana(_index: Index) -> Rencana:
        register, people, customers = folder.register, dict(folder.pribadi), folder.pelanggan
        for one in calon:
            _demand(one, folder)
            nomor = one.nomor or register.berikut()
            register = register.dengan(Peristiwa(nomor, one.tanggal, "masuk", one.keterangan))
            people[nomor] = Pribadi(nomor, one.nama, one.nik, one.alamat, one.telepon)
            if one.di_kasir:
                customers = customers.dengan(one.di_kasir, nomor, one.tanggal, register)
            numbers.append(nomor)
        sources = {
            ANGGOTA: Isi(register.tulis().encode()),
            PRIBADI: Isi(tulis_pribadi(people.values()).encode(), MODE_PRIBADI),
            PELANGGAN: Isi(customers.tulis().encode(), MODE_PRIBADI),
        }
        return Rencana(
            sumber=sources,
            mesin={BERKAS: teks_akun(folder.koperasi, register, folder.tertutup.tahun)},
            dibaca={name: folder.sidik(name) for name in sources},
        )

    return numbers, tulis(folder, pencatat, rencana, "anggota masuk")


def keluarkan(
    folder: Folder, pencatat: Pencatat, *, nomor: str, tanggal: date, alasan: str
) -> Hasil:
    """A member leaves: the register says so, and his deposits become the cooperative's debt."""

    def rencana(index: Index) -> Rencana:
        draft = simpanan.keluar(
            folder.sebutan, folder.register, index, tanggal=tanggal, nomor=nomor, alasan=alasan
        )
        register = folder.register.dengan(Peristiwa(nomor, tanggal, "keluar", alasan))
        return Rencana(
            tambah=tambahan(pencatat, [draft] if draft else []),
            sumber={ANGGOTA: Isi(register.tulis().encode())},
            mesin={BERKAS: teks_akun(folder.koperasi, register, folder.tertutup.tahun)},
            dibaca={ANGGOTA: folder.sidik(ANGGOTA)},
        )

    return tulis(folder, pencatat, rencana, "anggota keluar")


def calon_dari_lembar(path: Path) -> list[Calon]:
    """Those who join, from a spreadsheet. Raises ProblemError with every wrong cell."""
    file = Berkas.di(path)
    rows = lembar.baca_anggota(xlsx_ketat.baca(file))
    return [
        Calon(
            r.masuk, r.nama, r.nik, r.alamat, r.telepon, r.nomor, r.nama_kasir,
            r.keterangan,
        )
        for r in rows
    ]  # fmt: skip


def _demand(one: Calon, folder: Folder) -> None:
    problems = []
    if not one.nama.strip():
        problems.append(Problem("ISIAN", "nama anggota kosong", "isi namanya"))
    if one.nik and not nik_benar(one.nik):
        fact = "NIK bukan 16 angka"
        problems.append(Problem("ISIAN", fact, "salin NIK dari KTP, atau kosongkan"))
    if one.tanggal < folder.koperasi.mulai:
        fact = f"tanggal masuk {one.tanggal}, sebelum koperasi mulai {folder.koperasi.mulai}"
        problems.append(Problem("TANGGAL-LUAR", fact, "perbaiki tanggalnya"))
    if problems:
        raise ProblemError(problems)
