"""`kkmp init` and `kkmp templat`: a new cooperative, and the spreadsheets to fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from kkmp_ledger.app.writing.new_folder import check_new
from kkmp_ledger.app.writing.new_folder import koperasi_from
from kkmp_ledger.app.writing.new_folder import make
from kkmp_ledger.app.writing.new_folder import new_koperasi
from kkmp_ledger.cli.session import DATE
from kkmp_ledger.cli.session import RUPIAH
from kkmp_ledger.cli.session import save
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import will_write
from kkmp_ledger.koperasi.events.registry import EVENTS
from kkmp_ledger.koperasi.events.registry import WORKBOOKS
from kkmp_ledger.koperasi.events.registry import sheets

if TYPE_CHECKING:
    from kkmp_ledger.cli.session import Session

_ASK: dict[str, tuple[str, click.ParamType[Any]]] = {
    "nama": ("Nama koperasi", click.STRING),
    "kelurahan": ("Kelurahan", click.STRING),
    "kota": ("Kota atau kabupaten", click.STRING),
    "berdiri": ("Hari koperasi didirikan (misalnya 2025-06-24)", DATE),
    "pembukuan_sejak": ("Hari pertama yang dicatat di buku ini", DATE),
    "pokok": ("Simpanan pokok, rupiah", RUPIAH),
    "wajib": ("Simpanan wajib sebulan, rupiah", RUPIAH),
}


def _renamed(_context: click.Context, _option: click.Parameter, given: object) -> None:
    """Let the old word answer with the new ones."""
    if given is not None:
        raise click.UsageError("--mulai kini ditulis --berdiri, dan --pembukuan-sejak bila lain")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--koperasi",
    "berkas",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Pakai koperasi.toml yang sudah disiapkan.",
)
@click.option("--nama", help="Nama koperasi.")
@click.option("--kelurahan", help="Nama kelurahan.")
@click.option("--kota", help="Nama kota atau kabupaten.")
@click.option("--berdiri", type=DATE, help="Hari koperasi didirikan.")
@click.option(
    "--pembukuan-sejak",
    type=DATE,
    help="Hari pertama yang dicatat di buku ini (bila bukan hari berdirinya).",
)
@click.option("--mulai", hidden=True, expose_value=False, callback=_renamed, help="-")
@click.option("--pokok", type=RUPIAH, help="Simpanan pokok.")
@click.option("--wajib", type=RUPIAH, help="Simpanan wajib sebulan.")
@click.option("--coba", "rehearsal", is_flag=True, help="Perlihatkan saja; tidak ada yang ditulis.")
def init(folder: Path, berkas: Path | None, rehearsal: bool, **answers: object) -> None:
    """Buat folder buku koperasi baru."""
    will_write()
    if berkas is not None:
        text = koperasi_from(berkas)
    else:
        for key, (question, kind) in _ASK.items():
            if answers[key] is None:
                usual = answers["berdiri"] if key == "pembukuan_sejak" else None
                if sys.stdin.isatty():
                    answers[key] = click.prompt(question, type=kind, default=usual)
                elif usual is not None:
                    answers[key] = usual
                else:
                    raise click.UsageError(f"isi --{key}, atau pakai --koperasi BERKAS")
        text = new_koperasi(answers)
    if rehearsal:
        for name in check_new(folder, text):
            click.echo(f"akan dibuat: {folder / name}")
        click.echo("hanya percobaan: tidak ada berkas yang diubah")
        return
    make(folder, text)
    click.echo(f"buku baru di {folder}; sunting koperasi.toml, lalu kkmp -C {folder} cek")


@click.command()
@click.argument(
    "nama", type=click.Choice([*sheets(), *WORKBOOKS]), required=False, metavar="[NAMA]"
)
@click.option(
    "-o",
    "keluaran",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas .xlsx yang dibuat.",
)
@session
def templat(session: Session, nama: str | None, keluaran: Path | None) -> None:
    """Lembar Excel kosong untuk diisi, lalu diimpor; tanpa NAMA menyebut semua lembar."""
    if nama is None:
        width = max(map(len, sheets()))
        for name in sheets():
            told = " ".join(event.help for event in EVENTS if event.sheet == name)
            click.echo(f"{name:<{width}}  {told}")
        for name, book in WORKBOOKS.items():
            click.echo(f"{name:<{width}}  {book.help} Lembarnya: {', '.join(book.sheets)}.")
        return
    if keluaran is None:
        raise click.UsageError(f"sebut berkas yang dibuat, misalnya -o {nama}.xlsx")
    from kkmp_ledger.book.text_book import TextBook
    from kkmp_ledger.render.sheet_templates import template as make  # openpyxl is slow

    folder = session.opened()
    save(make(nama, folder.books(TextBook(()))), keluaran, binary=True)
