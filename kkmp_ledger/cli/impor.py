"""`kkmp impor`: till exports and spreadsheets into the books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.cli.session import recording
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show
from kkmp_ledger.cli.session import show_result

if TYPE_CHECKING:
    from kkmp_ledger.app.import_files import ImportResult
    from kkmp_ledger.app.recorder import Recorder
    from kkmp_ledger.cli.session import Session
    from kkmp_ledger.importing.till_sales import Summary


@click.command()
@click.argument("berkas", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@recording
@session
def impor(session: Session, berkas: tuple[Path, ...], recorder: Recorder) -> None:
    """Bukukan ekspor kasir dan lembar Excel; jenisnya dikenali dari judul kolomnya."""
    from kkmp_ledger.app.import_files import import_files as post

    done = post(session.opened(), recorder, berkas)
    _say(done)
    show_result(done.result, session, rehearsal=recorder.rehearsal)
    if done.summary and done.summary.warning:
        show(done.summary.warning, session.path())


def _say(done: ImportResult) -> None:
    for doc in done.already:
        click.echo(f"{doc.file}: sudah diterima sebagai {doc.nomor}, tidak ada yang berubah")
    for doc in done.new:
        click.echo(f"{doc.file}: diterima sebagai {doc.nomor}, {doc.dari} s.d. {doc.sampai}")
    if done.new and done.summary is None:
        click.echo(f"{done.entry_text} entri di bulan yang tersentuh")
    if done.summary is not None:
        _summary(done.summary)


def _summary(r: Summary) -> None:
    click.echo(
        f"struk: {r.jual} penjualan, {r.retur} retur, {r.cancelled} batal, {r.again} datang lagi"
    )
    click.echo(
        f"penjualan {write_rupiah(r.all_sales)}, anggota {write_rupiah(r.member_sales)}"
        f" ({r.member_percent or 0} %) dari {r.member_receipts} struk"
    )
    click.echo(
        f"pelanggan tak dikenal (dibukukan non-anggota): {r.unknown_customer} struk;"
        f" retur tanpa pelanggan: {r.retur_without_customer}"
    )
    for unit in r.unit:
        margin = "-" if unit.margin is None else f"{unit.margin} %"
        hpp = "-" if unit.hpp is None else write_rupiah(unit.hpp)
        click.echo(
            f"unit {unit.nama}: penjualan {write_rupiah(unit.jual)}, HPP {hpp}, margin {margin}"
        )
