"""`kkmp cek`, `kkmp susun`, `kkmp tutup`: is it right, make it fresh, close it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.problem import errors
from kkmp_ledger.cli.session import TEXT_OR_JSON
from kkmp_ledger.cli.session import from_here
from kkmp_ledger.cli.session import keluar
from kkmp_ledger.cli.session import recording
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show_result

if TYPE_CHECKING:
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.cli.session import Session


def _renamed(_context: click.Context, _option: click.Parameter, given: bool) -> None:
    """Let the old word answer with the new one."""
    if given:
        raise click.UsageError("--json kini ditulis --format json")


@click.command()
@TEXT_OR_JSON
@click.option("--json", is_flag=True, hidden=True, expose_value=False, callback=_renamed, help="-")
@session
def cek(session: Session, output_format: str) -> None:
    """Periksa semuanya: teks buku, aturan, dokumen, pembuktian."""
    from kkmp_ledger.app.checking.full_check import check

    found = check(session.opened())
    if output_format == "json":
        from kkmp_ledger.render import problem_text

        click.echo(problem_text.as_json(from_here(p, session.path()) for p in found), nl=False)
        raise SystemExit(1 if errors(found) else 0)
    keluar(found, session.path())
    if not found:
        click.echo("tidak ada masalah")


@click.command()
@recording
@session
def susun(session: Session, recorder: Recorder) -> None:
    """Buat ulang semua berkas mesin di bulan yang terbuka."""
    from kkmp_ledger.app.writing.regenerate import regenerate_all

    result = regenerate_all(session.opened(), recorder)
    for path in result.file:
        click.echo(f"{'akan ' if recorder.rehearsal else ''}dibuat ulang: {path}")
    if not result.file:
        click.echo("semua sudah sesuai sumbernya")
    show_result(result, session, rehearsal=recorder.rehearsal)


@click.command()
@click.argument("periode")
@recording
@session
def tutup(session: Session, periode: str, recorder: Recorder) -> None:
    """Tutup bulan (2026-03) atau tahun buku (2026)."""
    from kkmp_ledger.app.closing import close as tutup_

    folder = session.opened()
    month = Month.read(periode)
    if month is not None:
        result = tutup_.tutup(folder, recorder, month)
        what = month.title
    elif re.fullmatch(r"[12]\d{3}", periode, re.ASCII):
        result = tutup_.close_year(folder, recorder, int(periode))
        what = f"tahun buku {periode}"
    else:
        raise click.UsageError(f'"{periode}" bukan bulan atau tahun; tulis 2026-03 atau 2026')
    click.echo(f"{what} {'dapat ' if recorder.rehearsal else ''}ditutup")
    show_result(result, session, rehearsal=recorder.rehearsal)
    seal = next(path for path in result.file if path.startswith("segel/"))
    if not recorder.rehearsal:
        code = next(line for line in folder.text(seal).splitlines() if line.startswith("kode: "))
        click.echo(f"segel {seal}, {code}")
