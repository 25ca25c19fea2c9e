"""`kkmp terakhir`: the last bookings, newest first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.cli.session import TEXT_OR_JSON
from kkmp_ledger.cli.session import session

if TYPE_CHECKING:
    from kkmp_ledger.app.looking.latest import Booking
    from kkmp_ledger.cli.session import Session


@click.command(name="terakhir")
@click.argument("many", metavar="[N]", type=click.IntRange(min=1), default=10)
@TEXT_OR_JSON
@session
def latest(session: Session, many: int, output_format: str) -> None:
    """Yang terakhir dicatat, terbaru lebih dulu (10, atau N)."""
    from kkmp_ledger.app.looking.latest import bookings

    found = bookings(session.opened(), many)
    if output_format == "json":
        rows = [
            {
                "bukti": b.bukti,
                "tanggal": b.tanggal.isoformat(),
                "jenis": b.jenis,
                "uraian": b.uraian,
                "jumlah": round_rupiah(b.jumlah),
                "oleh": b.oleh,
                "dicatat": b.time,
            }
            for b in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for booking in found:
        click.echo(_lines(booking))
    if not found:
        click.echo("belum ada yang dicatat")


def _lines(b: Booking) -> str:
    time = b.time.replace("T", " ")
    head = f"{b.bukti or '-':<13} {b.tanggal}  {write_rupiah(b.jumlah):>14}  {b.uraian}"
    return f"{head}\n{'':13} {b.jenis}, dicatat {time} oleh {b.oleh or '-'}"
