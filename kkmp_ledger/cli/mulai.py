"""`kkmp init` and `kkmp templat`: a new cooperative, and the spreadsheets to fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from kkmp_ledger.app.init import koperasi_baru
from kkmp_ledger.app.init import koperasi_dari
from kkmp_ledger.cli.umum import Rupiah
from kkmp_ledger.cli.umum import Tanggal
from kkmp_ledger.cli.umum import konteks
from kkmp_ledger.cli.umum import menulis
from kkmp_ledger.cli.umum import simpan

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.cli.umum import Konteks
    from kkmp_ledger.importing.lembar import Jenis

_TANYA: dict[str, tuple[str, click.ParamType[Any]]] = {
    "nama": ("Nama koperasi", click.STRING),
    "kelurahan": ("Kelurahan", click.STRING),
    "kota": ("Kota atau kabupaten", click.STRING),
    "mulai": ("Hari pertama buku (misalnya 2025-06-24)", Tanggal()),
    "pokok": ("Simpanan pokok, rupiah", Rupiah()),
    "wajib": ("Simpanan wajib sebulan, rupiah", Rupiah()),
}


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
@click.option("--mulai", type=Tanggal(), help="Hari pertama buku.")
@click.option("--pokok", type=Rupiah(), help="Simpanan pokok.")
@click.option("--wajib", type=Rupiah(), help="Simpanan wajib sebulan.")
@menulis
def init(
    folder: Path, berkas: Path | None, tanggal: date, catat: Pencatat, **isian: object
) -> None:
    """Buat folder buku koperasi baru."""
    if berkas is not None:
        koperasi_dari(folder, berkas)
    else:
        for key, (question, kind) in _TANYA.items():
            if isian[key] is None:
                if not sys.stdin.isatty():
                    raise click.UsageError(f"isi --{key}, atau pakai --koperasi BERKAS")
                isian[key] = click.prompt(question, type=kind)
        koperasi_baru(folder, isian)
    click.echo(f"buku baru di {folder}; sunting koperasi.toml, lalu kkmp -C {folder} cek")


@click.command()
@click.argument("nama", type=click.Choice(["anggota", "setoran", "beli", "beban"]))
@click.option(
    "-o",
    "keluaran",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Berkas .xlsx yang dibuat.",
)
@konteks
def templat(konteks: Konteks, nama: Jenis, keluaran: Path) -> None:
    """Lembar Excel kosong untuk diisi, lalu diimpor."""
    from kkmp_ledger.render.templat import templat as buat  # openpyxl is slow

    folder = konteks.buka()
    simpan(buat(nama, folder.koperasi, folder.chart), keluaran, biner=True)
