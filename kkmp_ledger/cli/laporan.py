"""`kkmp laporan`: the statements of a book year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.session import YearType
from kkmp_ledger.cli.session import save
from kkmp_ledger.cli.session import session

if TYPE_CHECKING:
    from kkmp_ledger.cli.session import Session
    from kkmp_ledger.render.choose import Format

NAMA = ("posisi-keuangan", "hasil-usaha", "perubahan-ekuitas", "arus-kas", "neraca-saldo")
FORMAT = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "csv", "html", "xlsx", "pdf"]),
    help="Bentuk keluaran (bila tidak tampak dari nama berkas -o).",
)
OUTPUT = click.option(
    "-o", "keluaran", type=click.Path(path_type=Path, dir_okay=False), help="Tulis ke berkas."
)
YEAR = click.option("--tahun", "year", type=YearType(), required=True, help="Tahun buku.")
_SUFFIXES = {".json": "json", ".csv": "csv", ".html": "html", ".xlsx": "xlsx", ".pdf": "pdf"}


def choose_format(output_format: str | None, keluaran: Path | None) -> Format:
    """The format asked for, else the one that the file's name says, else text."""
    named = _SUFFIXES.get(keluaran.suffix.lower(), "text") if keluaran else "text"
    return output_format or named  # type: ignore[return-value]  # click allows only these


@click.command()
@click.argument("nama", type=click.Choice(NAMA))
@YEAR
@click.option("--bukti", is_flag=True, help="Buktikan lagi dari teks buku, dan cetak buktinya.")
@FORMAT
@OUTPUT
@session
def laporan(
    session: Session,
    nama: str,
    year: int,
    bukti: bool,  # a flag
    output_format: str | None,
    keluaran: Path | None,
) -> None:
    """Satu laporan keuangan, dengan pembandingnya."""
    from kkmp_ledger.app.looking import reports as app
    from kkmp_ledger.render.choose import ACCOUNTS
    from kkmp_ledger.render.choose import render

    folder = session.opened()
    folder.demand_data()
    found = app.prove(folder, nama, year) if bukti else app.show(folder, nama, year)
    kind = choose_format(output_format, keluaran)
    made = render(found.report, kind, made=folder.year(year).last_day)
    save(made, keluaran, binary=kind in ACCOUNTS)
    if kind == "text" and found.notes:
        click.echo(found.notes, err=keluaran is not None)
