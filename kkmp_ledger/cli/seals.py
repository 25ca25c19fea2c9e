"""`kkmp segel`: the seals of closed months and years."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kkmp_ledger.app.checking.seals import short_code
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.cli.session import TEXT_OR_JSON
from kkmp_ledger.cli.session import session

if TYPE_CHECKING:
    from kkmp_ledger.app.checking.sealed import CheckedSeal
    from kkmp_ledger.cli.session import Session


@click.group(name="segel")
def seals() -> None:
    """Segel bulan dan tahun buku yang ditutup."""


@seals.command(name="periksa")
@click.argument("kode", required=False)
@TEXT_OR_JSON
@session
def verify(session: Session, kode: str | None, output_format: str) -> None:
    """Cocokkan setiap segel dengan buku; dengan KODE dari kertas, sebut segel siapa itu."""
    from kkmp_ledger.app.looking.seal_codes import all_seals
    from kkmp_ledger.app.looking.seal_codes import seal_of_code

    found = all_seals(session.opened())
    shown = [seal_of_code(found, kode)] if kode else found
    if output_format == "json":
        click.echo(json.dumps([_row(one) for one in shown], ensure_ascii=False, indent=2))
    elif not found:
        click.echo("belum ada bulan yang ditutup")
    else:
        click.echo("\n".join(map(_line, shown)))
    # a seal proves what lies before it, too: a code's own chain must hold up to it
    until = found.index(shown[-1]) + 1 if shown else 0
    if wrong := [problem for one in found[:until] for problem in one.problems]:
        raise ProblemError(wrong)


def _row(one: CheckedSeal) -> dict[str, object]:
    return {
        "periode": one.period.name,
        "kode": short_code(one.seal.digest) if one.seal else None,
        "sidik": one.seal.digest if one.seal else None,
        "fakta": len(one.seal.facts) if one.seal else 0,
        "cocok": not one.problems,
    }


def _line(one: CheckedSeal) -> str:
    code = short_code(one.seal.digest) if one.seal else "-"
    facts = f"{len(one.seal.facts)} fakta" if one.seal else ""
    return f"{one.period.title:<16} {code:<19} {facts:>11}  {'tidak ' if one.problems else ''}cocok"
