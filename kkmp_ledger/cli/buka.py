"""`kkmp buka`: look at the books in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.umum import konteks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.cli.umum import Konteks
    from kkmp_ledger.statements.model import Laporan
    from kkmp_ledger.statements.model import Tabel


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=5000,
    show_default=True,
    help="Nomor port di komputer ini.",
)
@konteks
def buka(konteks: Konteks, port: int) -> None:
    """Buka buku di peramban, hanya di komputer ini dan hanya untuk dilihat."""
    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.laporan import semua
    from kkmp_ledger.web.server import jalankan

    folder = konteks.buka()

    def laporan(tahun: int) -> Sequence[Laporan | Tabel]:
        # Read anew each time: somebody books while the window is open.
        return semua(Folder(folder.path), tahun)

    jalankan(folder.path, port, laporan, beri_tahu=click.echo)
