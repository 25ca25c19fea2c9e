"""`kkmp dokumen`: the accepted papers, and withdrawing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.laporan import OUTPUT
from kkmp_ledger.cli.session import recording
from kkmp_ledger.cli.session import save
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show_result

if TYPE_CHECKING:
    from pathlib import Path

    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.cli.session import Session


@click.group(name="dokumen")
def documents() -> None:
    """Ekspor dan lembar yang sudah diterima: daftarnya, dan menarik yang salah."""


@documents.command()
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "csv"]),
    help="Bentuk keluaran (bila tidak tampak dari nama berkas -o).",
)
@OUTPUT
@session
def daftar(session: Session, output_format: str | None, keluaran: Path | None) -> None:
    """Setiap dokumen: nomor, tanggal isinya, jenis, berkas, kapan diterima, masih berlaku."""
    from kkmp_ledger.app.writing.papers import papers
    from kkmp_ledger.render import document_list

    named = keluaran.suffix.lower().removeprefix(".") if keluaran else ""
    make = {"json": document_list.as_json, "csv": document_list.as_csv}.get(
        output_format or named, document_list.text
    )
    save(make(papers(session.opened())).encode(), keluaran, binary=False)


@documents.command()
@click.argument("nomor")
@click.option("--alasan", required=True, help="Mengapa ditarik.")
@recording
@session
def tarik(session: Session, nomor: str, alasan: str, recorder: Recorder) -> None:
    """Tarik satu dokumen utuh dari bulan yang masih terbuka; barisnya di daftar tetap ada."""
    from kkmp_ledger.app.writing.papers import withdraw

    done = withdraw(session.opened(), recorder, nomor=nomor, alasan=alasan)
    for doc in done.document:
        click.echo(f"{doc.nomor} ditarik: {doc.file}")
    months = ", ".join(month.title for month in done.months)
    how = "barisnya dibalik" if done.reversed else "disusun ulang tanpa dokumen itu"
    said = f"{months} {how}" if months else "tidak ada yang perlu dibalik"
    click.echo(f"{said}; berkas yang sama boleh diimpor lagi")
    show_result(done.result, session, rehearsal=recorder.rehearsal)
