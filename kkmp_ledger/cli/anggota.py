"""`kkmp anggota`: the register of members."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.umum import konteks
from kkmp_ledger.cli.umum import menulis
from kkmp_ledger.cli.umum import tunjukkan_hasil

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.cli.umum import Konteks


@click.group()
def anggota() -> None:
    """Buku anggota: masuk, keluar, daftar."""


@anggota.command()
@click.option("--nama", required=True, help="Nama lengkap.")
@click.option("--nik", default="", help="16 angka, seperti di KTP.")
@click.option("--alamat", default="", help="Alamat rumah.")
@click.option("--telepon", default="", help="Nomor telepon.")
@click.option("--di-kasir", default="", help="Nama pelanggan seperti dicetak kasir.")
@menulis
@konteks
def tambah(
    konteks: Konteks,
    nama: str,
    nik: str,
    alamat: str,
    telepon: str,
    di_kasir: str,
    tanggal: date,
    catat: Pencatat,
) -> None:
    """Terima satu anggota baru."""
    from kkmp_ledger.app.anggota import Calon
    from kkmp_ledger.app.anggota import masukkan

    one = Calon(tanggal, nama, nik, alamat, telepon, di_kasir=di_kasir)
    numbers, hasil = masukkan(konteks.buka(), catat, [one])
    click.echo(f"anggota baru {numbers[0]}, masuk {tanggal}")
    tunjukkan_hasil(hasil, konteks, coba=catat.coba)


@anggota.command(name="impor")
@click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False))
@menulis
@konteks
def impor_(konteks: Konteks, berkas: Path, tanggal: date, catat: Pencatat) -> None:
    """Terima anggota dari lembar Excel (lihat kkmp templat anggota)."""
    from kkmp_ledger.app.anggota import calon_dari_lembar
    from kkmp_ledger.app.anggota import masukkan

    numbers, hasil = masukkan(konteks.buka(), catat, calon_dari_lembar(berkas))
    click.echo(f"{len(numbers)} anggota baru, {numbers[0]} sampai {numbers[-1]}")
    tunjukkan_hasil(hasil, konteks, coba=catat.coba)


@anggota.command()
@click.argument("nomor")
@click.option("--alasan", required=True, help="Mengapa keluar.")
@menulis
@konteks
def keluar(konteks: Konteks, nomor: str, alasan: str, tanggal: date, catat: Pencatat) -> None:
    """Catat anggota yang keluar; simpanannya menjadi utang koperasi kepadanya."""
    from kkmp_ledger.app.anggota import keluarkan

    hasil = keluarkan(konteks.buka(), catat, nomor=nomor, tanggal=tanggal, alasan=alasan)
    click.echo(f"{nomor} keluar sejak {tanggal}")
    tunjukkan_hasil(hasil, konteks, coba=catat.coba)


@anggota.command()
@click.option("--semua", is_flag=True, help="Juga yang sudah keluar.")
@konteks
def daftar(konteks: Konteks, semua: bool) -> None:  # a flag of the command line
    """Daftar anggota menurut nomor."""
    folder = konteks.buka()
    folder.tuntut_data()
    for nomor in folder.register.nomor():
        left = folder.register.keluar(nomor)
        if left is None or semua:
            name = folder.pribadi[nomor].nama if nomor in folder.pribadi else ""
            since = f"sejak {folder.register.masuk(nomor)}"
            gone = f", keluar {left}" if left else ""
            click.echo(f"{nomor}  {name:<32}  {since}{gone}")
