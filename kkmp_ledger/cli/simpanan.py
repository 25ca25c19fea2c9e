"""`kkmp setor`, `kkmp tarik`, `kkmp simpanan`: members' deposits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.app.record import record as post
from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.cli.session import DateType
from kkmp_ledger.cli.session import RupiahType
from kkmp_ledger.cli.session import save
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show_result
from kkmp_ledger.cli.session import writing
from kkmp_ledger.koperasi import simpanan as resep

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal

    from kkmp_ledger.app.recorder import Recorder
    from kkmp_ledger.cli.session import Session

_KIND = click.Choice(["pokok", "wajib", "sukarela"])
_KUITANSI = click.option(
    "-o",
    "keluaran",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Simpan kuitansi sebagai PDF.",
)


@click.command()
@click.argument("nomor")
@click.argument("macam", type=_KIND)
@click.argument("jumlah", type=RupiahType())
@click.option("--ke", required=True, help='Kas atau bank, misalnya "Kas Kantor".')
@_KUITANSI
@writing
@session
def setor(
    session: Session,
    nomor: str,
    macam: Literal["pokok", "wajib", "sukarela"],
    jumlah: int,
    ke: str,
    keluaran: Path | None,
    tanggal: date,
    recorder: Recorder,
) -> None:
    """Terima setoran simpanan, dan cetak kuitansinya."""
    folder = session.opened()
    result = post(
        folder,
        recorder,
        lambda _: resep.setor(
            folder.names,
            folder.register,
            tanggal=tanggal,
            nomor=nomor,
            macam=macam,
            jumlah=jumlah,
            ke=ke,
        ),
    )
    show_result(result, session, rehearsal=recorder.rehearsal)
    if not recorder.rehearsal:
        from kkmp_ledger.app.kuitansi_paper import kuitansi
        from kkmp_ledger.render import kuitansi as receipt_paper

        receipt = kuitansi(
            folder, recorder, bukti=result.bukti[0], nomor=nomor, macam=macam, jumlah=jumlah,
            kas=ke, tanggal=tanggal,
        )  # fmt: skip
        click.echo(receipt_paper.text(receipt), nl=False)
        if keluaran is not None:
            save(receipt_paper.pdf(receipt), keluaran, binary=True)


@click.command()
@click.argument("nomor")
@click.argument("macam", type=_KIND)
@click.argument("jumlah", type=RupiahType())
@click.option("--dari", required=True, help='Kas atau bank, misalnya "Kas Kantor".')
@writing
@session
def tarik(
    session: Session,
    nomor: str,
    macam: Literal["pokok", "wajib", "sukarela"],
    jumlah: int,
    dari: str,
    tanggal: date,
    recorder: Recorder,
) -> None:
    """Bayarkan penarikan simpanan sukarela."""
    folder = session.opened()
    result = post(
        folder,
        recorder,
        lambda _: resep.tarik(
            folder.names,
            folder.register,
            tanggal=tanggal,
            nomor=nomor,
            macam=macam,
            jumlah=jumlah,
            dari=dari,
        ),
    )
    show_result(result, session, rehearsal=recorder.rehearsal)


@click.group()
def simpanan() -> None:
    """Simpanan anggota."""


@simpanan.command()
@click.option("--sampai", type=DateType(), help="Sampai dengan tanggal ini (bila bukan hari ini).")
@session
def tunggakan(session: Session, sampai: date | None) -> None:
    """Siapa yang menunggak simpanan wajib, dan berapa."""
    import datetime

    from kkmp_ledger.app.look import opened_index

    folder = session.opened()
    folder.demand_data()
    day = sampai or datetime.datetime.now().astimezone().date()
    with opened_index(folder) as index:
        rows = resep.tunggakan(index, folder.register, folder.koperasi, day)
    behind = [row for row in rows if row.jumlah]
    for row in behind:
        due, paid = write_rupiah(row.due), write_rupiah(row.paid)
        left = write_rupiah(row.jumlah)
        click.echo(f"{row.nomor}  {row.bulan:>3} bulan  wajib {due:>9}  dibayar {paid:>9}"
                   f"  tunggakan {left:>9}")  # fmt: skip
    total = write_rupiah(sum(row.jumlah for row in behind))
    click.echo(f"{len(behind)} dari {len(rows)} anggota menunggak, jumlah {total}, s.d. {day}")
