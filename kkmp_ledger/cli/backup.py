"""`kkmp cadangkan` and `kkmp pulihkan`: one file of everything, and back again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.base.problem import errors
from kkmp_ledger.cli.session import cache
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show
from kkmp_ledger.cli.session import will_write

if TYPE_CHECKING:
    from kkmp_ledger.app.keeping.archive import Manifest
    from kkmp_ledger.cli.session import Session


@click.command("cadangkan")
@click.argument("place", metavar="[LETAK]", type=click.Path(path_type=Path), required=False)
@click.option(
    "-o", "output", type=click.Path(path_type=Path), help="Sama dengan LETAK: berkas atau folder."
)
@session
def back_up(session: Session, place: Path | None, output: Path | None) -> None:
    """Simpan seluruh buku dalam satu berkas di LETAK, lalu baca lagi dan bandingkan."""
    from kkmp_ledger.app.keeping.backup import back_up as write

    target = place or output
    if target is None or (place and output):
        raise click.UsageError("sebut satu tempat, misalnya: kkmp cadangkan /media/usb/")
    will_write()
    done = write(session.opened(), target, datetime.now().astimezone().date())
    click.echo(f"cadangan: {done.path}")
    _tell(done.manifest)
    click.echo(f"ukuran {done.size} bita, SHA-256 {done.digest}")
    click.echo("sudah dibaca lagi dan dibandingkan: semua berkas sama")
    if done.with_git:
        click.echo("riwayat git tidak ikut; git menyimpannya sendiri")
    click.echo("di dalamnya ada data pribadi anggota: simpan di tempat yang terkunci")


@click.command("pulihkan")
@click.argument("berkas", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--periksa", "only_check", is_flag=True, help="Periksa saja; tidak ada yang ditulis.")
def restore(berkas: Path, folder: Path | None, only_check: bool) -> None:
    """Kembalikan cadangan BERKAS ke FOLDER yang baru atau kosong."""
    from kkmp_ledger.app.keeping.backup import check
    from kkmp_ledger.app.keeping.restore import restore as bring_back

    if only_check:
        if folder is not None:
            raise click.UsageError("--periksa tidak memakai FOLDER")
        _tell(check(berkas))
        click.echo("cadangan utuh: semua berkas sama dengan daftarnya")
        return
    if folder is None:
        raise click.UsageError("sebut folder yang baru, atau pakai --periksa")
    will_write()
    manifest = bring_back(berkas, folder)
    click.echo(f"dipulihkan ke {folder}")
    _tell(manifest)
    _say_what_check_finds(folder)


def _tell(manifest: Manifest) -> None:
    click.echo(f"{manifest.koperasi}: {len(manifest.files)} berkas, {manifest.size} bita")
    until = f"sampai entri {manifest.last}" if manifest.last else "belum ada entri"
    click.echo(f"{until}, segel terakhir {manifest.seal or 'belum ada'}")


def _say_what_check_finds(folder: Path) -> None:
    """Say what `kkmp cek` says of the book: it is back as it was, right or wrong."""
    from kkmp_ledger.app.checking.full_check import check
    from kkmp_ledger.app.folder.folder import Folder

    found = check(Folder(folder, cache=cache()))
    if found:
        show(found, folder)
    many = len(errors(found))
    said = f"menemukan {many} galat, yang ada di cadangannya juga" if many else "tidak ada galat"
    click.echo(f"kkmp cek: {said}")
