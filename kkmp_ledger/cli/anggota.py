"""`kkmp anggota`: the register of members."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show_result
from kkmp_ledger.cli.session import writing

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.recorder import Recorder
    from kkmp_ledger.cli.session import Session


@click.group()
def anggota() -> None:
    """Buku anggota: masuk, keluar, daftar."""


@anggota.command()
@click.option("--nama", required=True, help="Nama lengkap.")
@click.option("--nik", default="", help="16 angka, seperti di KTP.")
@click.option("--alamat", default="", help="Alamat rumah.")
@click.option("--telepon", default="", help="Nomor telepon.")
@click.option("--di-kasir", default="", help="Nama pelanggan seperti dicetak kasir.")
@writing
@session
def tambah(
    session: Session,
    nama: str,
    nik: str,
    alamat: str,
    telepon: str,
    di_kasir: str,
    tanggal: date,
    recorder: Recorder,
) -> None:
    """Terima satu anggota baru."""
    from kkmp_ledger.app.members import Calon
    from kkmp_ledger.app.members import enter

    one = Calon(tanggal, nama, nik, alamat, telepon, di_kasir=di_kasir)
    numbers, result = enter(session.opened(), recorder, [one])
    click.echo(f"anggota baru {numbers[0]}, masuk {tanggal}")
    show_result(result, session, rehearsal=recorder.rehearsal)


@anggota.command(name="impor")
@click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False))
@writing
@session
def import_(session: Session, berkas: Path, tanggal: date, recorder: Recorder) -> None:
    """Terima anggota dari lembar Excel (lihat kkmp templat anggota)."""
    from kkmp_ledger.app.members import calon_from_sheet
    from kkmp_ledger.app.members import enter

    numbers, result = enter(session.opened(), recorder, calon_from_sheet(berkas))
    click.echo(f"{len(numbers)} anggota baru, {numbers[0]} sampai {numbers[-1]}")
    show_result(result, session, rehearsal=recorder.rehearsal)


@anggota.command()
@click.argument("nomor")
@click.option("--alasan", required=True, help="Mengapa keluar.")
@writing
@session
def keluar(session: Session, nomor: str, alasan: str, tanggal: date, recorder: Recorder) -> None:
    """Catat anggota yang keluar; simpanannya menjadi utang koperasi kepadanya."""
    from kkmp_ledger.app.members import remove

    result = remove(session.opened(), recorder, nomor=nomor, tanggal=tanggal, alasan=alasan)
    click.echo(f"{nomor} keluar sejak {tanggal}")
    show_result(result, session, rehearsal=recorder.rehearsal)


@anggota.command()
@click.option("--semua", is_flag=True, help="Juga yang sudah keluar.")
@session
def daftar(session: Session, semua: bool) -> None:  # a flag of the command line
    """Daftar anggota menurut nomor."""
    folder = session.opened()
    folder.demand_data()
    for nomor in folder.register.nomor():
        left = folder.register.keluar(nomor)
        if left is None or semua:
            name = folder.pribadi[nomor].nama if nomor in folder.pribadi else ""
            since = f"sejak {folder.register.masuk(nomor)}"
            gone = f", keluar {left}" if left else ""
            click.echo(f"{nomor}  {name:<32}  {since}{gone}")
