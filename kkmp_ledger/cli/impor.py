"""`kkmp impor`: till exports and spreadsheets into the books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.session import recording
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show
from kkmp_ledger.cli.session import show_result

if TYPE_CHECKING:
    from kkmp_ledger.app.import_files import ImportResult
    from kkmp_ledger.app.recorder import Recorder
    from kkmp_ledger.cli.session import Session


@click.command()
@click.argument("berkas", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@recording
@session
def impor(session: Session, berkas: tuple[Path, ...], recorder: Recorder) -> None:
    """Bukukan ekspor kasir dan lembar Excel; jenisnya dikenali dari judul kolomnya."""
    from kkmp_ledger.app.import_files import import_files as post

    done = post(session.opened(), recorder, berkas)
    _say(done)
    show_result(done.result, session, rehearsal=recorder.rehearsal)
    if done.warnings:
        show(done.warnings, session.path())


def _say(done: ImportResult) -> None:
    for doc in done.already:
        click.echo(f"{doc.file}: sudah diterima sebagai {doc.nomor}, tidak ada yang berubah")
    for doc in done.new:
        click.echo(f"{doc.file}: diterima sebagai {doc.nomor}, {doc.dari} s.d. {doc.sampai}")
    if done.new and not done.told:
        click.echo(f"{done.entry_text} entri di bulan yang tersentuh")
    for line in done.told:
        click.echo(line)
