"""`kkmp anggota`: the register of members."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.events import EventGroup
from kkmp_ledger.cli.session import recording
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show
from kkmp_ledger.cli.session import show_result

if TYPE_CHECKING:
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.cli.session import Session


@click.group(cls=EventGroup, prefix="anggota")
def anggota() -> None:
    """Buku anggota: masuk, keluar, daftar."""


@anggota.command(name="impor")
@click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False))
@recording
@session
def import_(session: Session, berkas: Path, recorder: Recorder) -> None:
    """Terima anggota dari lembar Excel (lihat kkmp templat anggota)."""
    from kkmp_ledger.app.writing.booking import book_all
    from kkmp_ledger.app.writing.new_members import joining

    people, left_out = joining(berkas)
    booked = book_all(session.opened(), recorder, people, "anggota masuk")
    numbers = [nomor for told in booked.events for nomor in told.members]
    said = f"{len(numbers)} anggota baru, {numbers[0]} sampai {numbers[-1]}"
    show_result(booked.written, session, rehearsal=recorder.rehearsal, told=[said])
    if left_out:
        show(left_out, session.path())


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
