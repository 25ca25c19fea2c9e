"""`kkmp shu` and `kkmp rat`: the surplus, the meeting's decision, the meeting's book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.events import EventGroup
from kkmp_ledger.cli.laporan import FORMAT
from kkmp_ledger.cli.laporan import OUTPUT
from kkmp_ledger.cli.laporan import YEAR
from kkmp_ledger.cli.laporan import choose_format
from kkmp_ledger.cli.session import save
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show_result
from kkmp_ledger.cli.session import writing

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.cli.session import Session


@click.group(cls=EventGroup, prefix="shu")
def shu() -> None:
    """Sisa hasil usaha dan pembagiannya."""


@shu.command()
@YEAR
@FORMAT
@OUTPUT
@session
def hitung(session: Session, year: int, output_format: str | None, keluaran: Path | None) -> None:
    """Hitung SHU dan pembagiannya; sesudah RAT, laporkan keputusannya."""
    from kkmp_ledger.app.looking.shu_report import show_shu
    from kkmp_ledger.render.choose import ACCOUNTS
    from kkmp_ledger.render.choose import render

    folder = session.opened()
    shown = show_shu(folder, year)
    kind = choose_format(output_format, keluaran)
    if kind == "json":
        from kkmp_ledger.render.as_json import division

        made = division(shown.division, shown.names, shown.report.header).encode()
    else:
        made = render(shown.report, kind, made=folder.year(year).last_day)
    save(made, keluaran, binary=kind in ACCOUNTS, private=True)


@click.group()
def rat() -> None:
    """Rapat anggota tahunan."""


@rat.command()
@YEAR
@click.option("--berita-acara", required=True, help="Nomor berita acara.")
@click.option("--hadir", type=int, required=True, help="Jumlah anggota yang hadir.")
@writing
@session
def putuskan(
    session: Session, year: int, berita_acara: str, hadir: int, tanggal: date, recorder: Recorder
) -> None:
    """Bukukan keputusan RAT atas SHU, sekali saja (--tanggal: hari rapat)."""
    from kkmp_ledger.app.meeting.rat import decide as decide_
    from kkmp_ledger.base.money import write_rupiah

    decision, result = decide_(
        session.opened(),
        recorder,
        year=year,
        tanggal=tanggal,
        berita_acara=berita_acara,
        hadir=hadir,
    )
    if decision.shu <= 0:
        click.echo(f"SHU {year} {write_rupiah(decision.shu)}: tidak ada yang dibagikan")
    else:
        click.echo(f"SHU {year} {write_rupiah(decision.shu)} diputuskan, RAT-{year}")
    show_result(result, session, rehearsal=recorder.rehearsal)


@rat.command()
@YEAR
@FORMAT
@click.option(
    "-o",
    "keluaran",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Berkas buku RAT: .pdf, .xlsx, atau .html.",
)
@session
def susun(session: Session, year: int, output_format: str | None, keluaran: Path) -> None:
    """Susun buku RAT dari teks buku, beserta pembuktiannya."""
    from kkmp_ledger.app.meeting.rat import rat_book
    from kkmp_ledger.render.choose import ACCOUNTS
    from kkmp_ledger.render.choose import render

    folder = session.opened()
    kind = choose_format(output_format, keluaran)
    book = rat_book(folder, year)
    made = render(book, kind, made=folder.year(year).last_day)
    save(made, keluaran, binary=kind in ACCOUNTS, private=True)
    if book.failed():
        which = ", ".join(map(str, book.failed()))
        click.echo(f"perhatian: pembuktian {which} belum cocok; lihat halaman pembuktian", err=True)
