"""`kkmp setor`, `kkmp tarik`, `kkmp simpanan`: members' deposits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.app.catat import catat as bukukan
from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.cli.umum import Rupiah
from kkmp_ledger.cli.umum import Tanggal
from kkmp_ledger.cli.umum import konteks
from kkmp_ledger.cli.umum import menulis
from kkmp_ledger.cli.umum import simpan
from kkmp_ledger.cli.umum import tunjukkan_hasil
from kkmp_ledger.koperasi import simpanan as resep

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal

    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.cli.umum import Konteks

_MACAM = click.Choice(["pokok", "wajib", "sukarela"])
_KUITANSI = click.option(
    "-o",
    "keluaran",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Simpan kuitansi sebagai PDF.",
)


@click.command()
@click.argument("nomor")
@click.argument("macam", type=_MACAM)
@click.argument("jumlah", type=Rupiah())
@click.option("--ke", required=True, help='Kas atau bank, misalnya "Kas Kantor".')
@_KUITANSI
@menulis
@konteks
def setor(
    konteks: Konteks,
    nomor: str,
    macam: Literal["pokok", "wajib", "sukarela"],
    jumlah: int,
    ke: str,
    keluaran: Path | None,
    tanggal: date,
    catat: Pencatat,
) -> None:
    """Terima setoran simpanan, dan cetak kuitansinya."""
    folder = konteks.buka()
    hasil = bukukan(
        folder,
        catat,
        lambda _: resep.setor(
            folder.sebutan,
            folder.register,
            tanggal=tanggal,
            nomor=nomor,
            macam=macam,
            jumlah=jumlah,
            ke=ke,
        ),
    )
    tunjukkan_hasil(hasil, konteks, coba=catat.coba)
    if not catat.coba:
        from kkmp_ledger.app.kuitansi import kuitansi
        from kkmp_ledger.render import kuitansi as cetak

        receipt = kuitansi(
            folder, catat, bukti=hasil.bukti[0], nomor=nomor, macam=macam, jumlah=jumlah,
            kas=ke, tanggal=tanggal,
        )  # fmt: skip
        click.echo(cetak.teks(receipt), nl=False)
        if keluaran is not None:
            simpan(cetak.pdf(receipt), keluaran, biner=True)


@click.command()
@click.argument("nomor")
@click.argument("macam", type=_MACAM)
@click.argument("jumlah", type=Rupiah())
@click.option("--dari", required=True, help='Kas atau bank, misalnya "Kas Kantor".')
@menulis
@konteks
def tarik(
    konteks: Konteks,
    nomor: str,
    macam: Literal["pokok", "wajib", "sukarela"],
    jumlah: int,
    dari: str,
    tanggal: date,
    catat: Pencatat,
) -> None:
    """Bayarkan penarikan simpanan sukarela."""
    folder = konteks.buka()
    hasil = bukukan(
        folder,
        catat,
        lambda _: resep.tarik(
            folder.sebutan,
            folder.register,
            tanggal=tanggal,
            nomor=nomor,
            macam=macam,
            jumlah=jumlah,
            dari=dari,
        ),
    )
    tunjukkan_hasil(hasil, konteks, coba=catat.coba)


@click.group()
def simpanan() -> None:
    """Simpanan anggota."""


@simpanan.command()
@click.option("--sampai", type=Tanggal(), help="Sampai dengan tanggal ini (bila bukan hari ini).")
@konteks
def tunggakan(konteks: Konteks, sampai: date | None) -> None:
    """Siapa yang menunggak simpanan wajib, dan berapa."""
    import datetime

    from kkmp_ledger.app.baca import dengan_indeks

    folder = konteks.buka()
    folder.tuntut_data()
    day = sampai or datetime.datetime.now().astimezone().date()
    with dengan_indeks(folder) as index:
        rows = resep.tunggakan(index, folder.register, folder.koperasi, day)
    behind = [row for row in rows if row.jumlah]
    for row in behind:
        due, paid = tulis_rupiah(row.kewajiban), tulis_rupiah(row.dibayar)
        left = tulis_rupiah(row.jumlah)
        click.echo(f"{row.nomor}  {row.bulan:>3} bulan  wajib {due:>9}  dibayar {paid:>9}"
                   f"  tunggakan {left:>9}")  # fmt: skip
    total = tulis_rupiah(sum(row.jumlah for row in behind))
    click.echo(f"{len(behind)} dari {len(rows)} anggota menunggak, jumlah {total}, s.d. {day}")
