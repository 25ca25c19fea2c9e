"""`kkmp laporan`: the statements of a book year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.umum import Tahun
from kkmp_ledger.cli.umum import konteks
from kkmp_ledger.cli.umum import simpan

if TYPE_CHECKING:
    from kkmp_ledger.cli.umum import Konteks
    from kkmp_ledger.render.pilih import Format

NAMA = ("posisi-keuangan", "hasil-usaha", "perubahan-ekuitas", "arus-kas", "neraca-saldo")
FORMAT = click.option(
    "--format",
    "bentuk",
    type=click.Choice(["text", "json", "csv", "html", "xlsx", "pdf"]),
    help="Bentuk keluaran (bila tidak tampak dari nama berkas -o).",
)
KELUARAN = click.option(
    "-o", "keluaran", type=click.Path(path_type=Path, dir_okay=False), help="Tulis ke berkas."
)
TAHUN = click.option("--tahun", type=Tahun(), required=True, help="Tahun buku.")
_AKHIRAN = {".json": "json", ".csv": "csv", ".html": "html", ".xlsx": "xlsx", ".pdf": "pdf"}


def pilih_bentuk(bentuk: str | None, keluaran: Path | None) -> Format:
    """The format asked for, else the one that the file's name says, else text."""
    named = _AKHIRAN.get(keluaran.suffix.lower(), "text") if keluaran else "text"
    return bentuk or named  # type: ignore[return-value]  # click allows only these


@click.command()
@click.argument("nama", type=click.Choice(NAMA))
@TAHUN
@click.option("--bukti", is_flag=True, help="Buktikan lagi dari teks buku, dan cetak buktinya.")
@FORMAT
@KELUARAN
@konteks
def laporan(
    konteks: Konteks,
    nama: str,
    tahun: int,
    bukti: bool,  # a flag
    bentuk: str | None,
    keluaran: Path | None,
) -> None:
    """Satu laporan keuangan, dengan pembandingnya."""
    from kkmp_ledger.app import laporan as app
    from kkmp_ledger.render.pilih import BERKAS
    from kkmp_ledger.render.pilih import render

    folder = konteks.buka()
    folder.tuntut_data()
    found = app.buktikan(folder, nama, tahun) if bukti else app.lihat(folder, nama, tahun)
    kind = pilih_bentuk(bentuk, keluaran)
    made = render(
        found.laporan,
        kind,
        dibuat=folder.tahun(tahun).akhir,
        bukti=found.bukti if bukti else None,
    )
    simpan(made, keluaran, biner=kind in BERKAS)
    if kind == "text" and found.catatan:
        click.echo(found.catatan, err=keluaran is not None)
