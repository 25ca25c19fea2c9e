"""`kkmp cek`, `kkmp susun`, `kkmp tutup`: is it right, make it fresh, close it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.problem import galat
from kkmp_ledger.cli.umum import dari_sini
from kkmp_ledger.cli.umum import keluar
from kkmp_ledger.cli.umum import konteks
from kkmp_ledger.cli.umum import menulis
from kkmp_ledger.cli.umum import tunjukkan_hasil

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.cli.umum import Konteks


@click.command()
@click.option("--json", "sebagai_json", is_flag=True, help="Daftar yang sama untuk program lain.")
@konteks
def cek(konteks: Konteks, sebagai_json: bool) -> None:  # a flag
    """Periksa semuanya: teks buku, aturan, dokumen, pembuktian."""
    from kkmp_ledger.app.cek import cek as periksa

    found = periksa(konteks.buka())
    if sebagai_json:
        from kkmp_ledger.render import masalah

        click.echo(masalah.json_teks(dari_sini(p, konteks.path()) for p in found), nl=False)
        raise SystemExit(1 if galat(found) else 0)
    keluar(found, konteks.path())
    if not found:
        click.echo("tidak ada masalah")


@click.command()
@menulis
@konteks
def susun(konteks: Konteks, tanggal: date, catat: Pencatat) -> None:
    """Buat ulang semua berkas mesin di bulan yang terbuka."""
    from kkmp_ledger.app.ulang import susun_ulang

    hasil = susun_ulang(konteks.buka(), catat)
    for path in hasil.berkas:
        click.echo(f"dibuat ulang: {path}")
    if not hasil.berkas:
        click.echo("semua sudah sesuai sumbernya")


@click.command()
@click.argument("periode")
@menulis
@konteks
def tutup(konteks: Konteks, periode: str, tanggal: date, catat: Pencatat) -> None:
    """Tutup bulan (2026-03) atau tahun buku (2026)."""
    from kkmp_ledger.app import tutup as tutup_

    folder = konteks.buka()
    month = Bulan.baca(periode)
    if month is not None:
        hasil = tutup_.tutup(folder, catat, month)
        what = month.judul
    elif re.fullmatch(r"[12]\d{3}", periode, re.ASCII):
        hasil = tutup_.tutup_tahun(folder, catat, int(periode))
        what = f"tahun buku {periode}"
    else:
        raise click.UsageError(f'"{periode}" bukan bulan atau tahun; tulis 2026-03 atau 2026')
    click.echo(f"{what} {'dapat ' if catat.coba else ''}ditutup")
    tunjukkan_hasil(hasil, konteks, coba=catat.coba)
    seal = next(path for path in hasil.berkas if path.startswith("segel/"))
    if not catat.coba:
        code = next(line for line in folder.teks(seal).splitlines() if line.startswith("kode: "))
        click.echo(f"segel {seal}, {code}")
