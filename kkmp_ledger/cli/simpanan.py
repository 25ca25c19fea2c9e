"""`kkmp simpanan`: what members owe of their deposits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.cli.session import DATE
from kkmp_ledger.cli.session import session

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.cli.session import Session


@click.group()
def simpanan() -> None:
    """Simpanan anggota."""


@simpanan.command()
@click.option("--sampai", type=DATE, help="Sampai dengan tanggal ini (bila bukan hari ini).")
@session
def tunggakan(session: Session, sampai: date | None) -> None:
    """Siapa yang menunggak simpanan wajib, dan berapa."""
    import datetime

    from kkmp_ledger.app.folder.open_index import opened_index
    from kkmp_ledger.koperasi.simpanan import tunggakan as arrears

    folder = session.opened()
    folder.demand_data()
    day = sampai or datetime.datetime.now().astimezone().date()
    with opened_index(folder) as index:
        rows = arrears(index, folder.chart, folder.register, folder.koperasi, day)
    behind = [row for row in rows if row.jumlah]
    for row in behind:
        due, paid = write_rupiah(row.due), write_rupiah(row.paid)
        left = write_rupiah(row.jumlah)
        name = folder.pribadi[row.nomor].nama if row.nomor in folder.pribadi else ""
        click.echo(f"{row.nomor}  {row.months:>3} bulan  wajib {due:>9}  dibayar {paid:>9}"
                   f"  tunggakan {left:>9}  {name}")  # fmt: skip
    total = write_rupiah(sum(row.jumlah for row in behind))
    click.echo(f"{len(behind)} dari {len(rows)} anggota menunggak, jumlah {total}, s.d. {day}")
