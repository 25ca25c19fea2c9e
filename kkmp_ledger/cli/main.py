"""The command `kkmp`: parse words, call one use case, print."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kkmp_ledger.cli import language
from kkmp_ledger.cli.events import EventGroup
from kkmp_ledger.cli.session import Session

language.install()

_LAZY = {
    "init": "kkmp_ledger.cli.start:init",
    "templat": "kkmp_ledger.cli.start:templat",
    "anggota": "kkmp_ledger.cli.anggota:anggota",
    "simpanan": "kkmp_ledger.cli.simpanan:simpanan",
    "catat": "kkmp_ledger.cli.events:catat",
    "balik": "kkmp_ledger.cli.events:balik",
    "impor": "kkmp_ledger.cli.impor:impor",
    "dokumen": "kkmp_ledger.cli.documents:documents",
    "susun": "kkmp_ledger.cli.checks:susun",
    "cek": "kkmp_ledger.cli.checks:cek",
    "tutup": "kkmp_ledger.cli.checks:tutup",
    "terakhir": "kkmp_ledger.cli.latest:latest",
    "laporan": "kkmp_ledger.cli.laporan:laporan",
    "shu": "kkmp_ledger.cli.rat:shu",
    "rat": "kkmp_ledger.cli.rat:rat",
    "buka": "kkmp_ledger.cli.buka:buka",
}


@click.group(
    cls=EventGroup,
    prefix="",
    lazy=_LAZY,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder buku koperasi (bila bukan folder ini atau yang di atasnya).",
)
@click.version_option(package_name="kkmp-ledger", prog_name="kkmp", message="%(prog)s %(version)s")
@click.pass_context
def kkmp(ctx: click.Context, folder: Path | None) -> None:
    """Buku koperasi kelurahan yang dapat dibuktikan."""
    ctx.obj = Session(folder)


def main() -> None:
    """Run `kkmp`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows would write the local code page
            stream.reconfigure(encoding="utf-8")
    kkmp(prog_name="kkmp")


if __name__ == "__main__":
    main()
