"""`kkmp impor`: till exports and spreadsheets into the books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.cli.umum import konteks
from kkmp_ledger.cli.umum import menulis
from kkmp_ledger.cli.umum import tunjukkan
from kkmp_ledger.cli.umum import tunjukkan_hasil

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.impor import HasilImpor
    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.cli.umum import Konteks
    from kkmp_ledger.importing.jual import Ringkasan


@click.command()
@click.argument("berkas", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@menulis
@konteks
def impor(konteks: Konteks, berkas: tuple[Path, ...], tanggal: date, catat: Pencatat) -> None:
    """Bukukan ekspor kasir dan lembar Excel; jenisnya dikenali dari judul kolomnya."""
    from kkmp_ledger.app.impor import impor as bukukan

    done = bukukan(konteks.buka(), catat, berkas)
    _katakan(done)
    tunjukkan_hasil(done.hasil, konteks, coba=catat.coba)
    if done.ringkasan and done.ringkasan.perhatian:
        tunjukkan(done.ringkasan.perhatian, konteks.path())


def _katakan(done: HasilImpor) -> None:
    for doc in done.sudah:
        click.echo(f"{doc.berkas}: sudah diterima sebagai {doc.nomor}, tidak ada yang berubah")
    for doc in done.baru:
        click.echo(f"{doc.berkas}: diterima sebagai {doc.nomor}, {doc.dari} s.d. {doc.sampai}")
    if done.baru and done.ringkasan is None:
        click.echo(f"{done.entri} entri di bulan yang tersentuh")
    if done.ringkasan is not None:
        _ringkas(done.ringkasan)


def _ringkas(r: Ringkasan) -> None:
    click.echo(
        f"struk: {r.jual} penjualan, {r.retur} retur, {r.batal} batal, {r.ulang} datang lagi"
    )
    click.echo(
        f"penjualan {tulis_rupiah(r.jual_semua)}, anggota {tulis_rupiah(r.jual_anggota)}"
        f" ({r.persen_anggota or 0} %) dari {r.struk_anggota} struk"
    )
    click.echo(
        f"pelanggan tak dikenal (dibukukan non-anggota): {r.pelanggan_asing} struk;"
        f" retur tanpa pelanggan: {r.retur_tanpa_pelanggan}"
    )
    for unit in r.unit:
        margin = "-" if unit.margin is None else f"{unit.margin} %"
        hpp = "-" if unit.hpp is None else tulis_rupiah(unit.hpp)
        click.echo(
            f"unit {unit.nama}: penjualan {tulis_rupiah(unit.jual)}, HPP {hpp}, margin {margin}"
        )
