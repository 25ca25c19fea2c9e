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

_LISTED = 10


@click.group(cls=EventGroup, prefix="anggota")
def anggota() -> None:
    """Buku anggota: masuk, keluar, daftar."""


@anggota.command(name="impor")
@click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False))
@recording
@session
def import_(session: Session, berkas: Path, recorder: Recorder) -> None:
    """Terima anggota dari lembar Excel (lihat kkmp templat anggota)."""
    from kkmp_ledger.app.writing.new_members import join

    joined = join(session.opened(), recorder, berkas)
    said = ["tidak ada anggota baru"]
    if joined.new:
        said = [f"{len(joined.new)} anggota baru, {joined.new[0]} sampai {joined.new[-1]}"]
    if joined.known:
        listed = ", ".join(f"baris {row} = {nomor}" for row, nomor in joined.known[:_LISTED])
        more = len(joined.known) - _LISTED
        said.append(f"sudah terdaftar: {listed}" + (f", dan {more} lagi" if more > 0 else ""))
    show_result(joined.written, session, rehearsal=recorder.rehearsal, told=said)
    if joined.said:
        show(joined.said, session.path())


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
