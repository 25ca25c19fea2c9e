"""Commands of events: made from what the event's class says, so that a new event needs none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.cli.lazy_group import LazyGroup
from kkmp_ledger.cli.session import DATE
from kkmp_ledger.cli.session import ValueType
from kkmp_ledger.cli.session import recording
from kkmp_ledger.cli.session import save
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show_result
from kkmp_ledger.cli.session import writing
from kkmp_ledger.koperasi.events.registry import EVENTS
from kkmp_ledger.koperasi.events.registry import MOVED
from kkmp_ledger.koperasi.events.registry import event_of
from kkmp_ledger.koperasi.events.registry import search

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kkmp_ledger.app.writing.booking import Booked
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.cli.session import Session
    from kkmp_ledger.koperasi.events.event import Event
    from kkmp_ledger.koperasi.events.event import Field
    from kkmp_ledger.koperasi.events.registry import Listed


_AGREED = click.option("--ya", is_flag=True, help="Jawab ya atas pertanyaannya.")
_PAPER = click.option(
    "-o",
    "keluaran",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Simpan kuitansi sebagai PDF.",
)


def command_of(listed: Listed) -> click.Command:
    """The command of one event: its arguments and options are the event's fields."""
    from kkmp_ledger.koperasi.events.event import SHEET_ONLY
    from kkmp_ledger.koperasi.events.event import fields

    event = event_of(listed.path)

    def run(session: Session, tanggal: date, recorder: Recorder, **answers: Any) -> None:
        beside = {key: answers.pop(key) for key in ("ya", "keluaran") if key in answers}
        _record(session, recorder, event(**answers), tanggal, **beside)

    made: Any = _AGREED(writing(session(run)))
    if hasattr(event, "direction"):
        made = _PAPER(made)
    for field in reversed([f for f in fields(event) if f.at.cli != SHEET_ONLY]):
        made = _parameter(field)(made)
    return click.command(name=listed.path.rpartition(" ")[2], help=listed.help)(made)


def _parameter(field: Field) -> Any:
    from kkmp_ledger.koperasi.events.event import ARGUMENT
    from kkmp_ledger.koperasi.events.values import Choice

    value = field.at.value
    kind: click.ParamType[Any] = (
        click.Choice(value.words, case_sensitive=False)
        if isinstance(value, Choice)
        else ValueType(value.name, lambda: value)
    )
    if field.at.cli == ARGUMENT:
        return click.argument(field.name, type=kind, metavar=field.shown)
    beside: dict[str, Any] = {} if field.required else {"default": field.default}
    return click.option(
        field.at.cli, field.name, type=kind, help=field.at.help, required=field.required,
        show_default=bool(field.default), **beside,
    )  # fmt: skip


def _record(
    session: Session, recorder: Recorder, event: Event, tanggal: date, *, ya: bool = False,
    keluaran: Path | None = None,
) -> None:  # fmt: skip
    from kkmp_ledger.app.writing.booking import book
    from kkmp_ledger.app.writing.booking import question

    if keluaran is not None:
        from kkmp_ledger.cli.output import demand_own_file

        demand_own_file(keluaran)  # before it is booked
    folder = session.opened()
    asked = ""
    if not ya and not recorder.rehearsal and sys.stdin.isatty():
        asked = question(folder, recorder, event, tanggal)
        if asked and not _agrees(asked):
            raise click.Abort
    booked = book(folder, recorder, event, tanggal, agreed=lambda text: ya or text == asked)
    show_booked(booked, session, rehearsal=recorder.rehearsal)
    if hasattr(event, "direction") and not recorder.rehearsal:
        from kkmp_ledger.app.checking.sealed import last_code
        from kkmp_ledger.app.looking.kuitansi_paper import kuitansi
        from kkmp_ledger.render import kuitansi as receipt_paper

        number = booked.events[0].number
        paid: Any = event  # those with a direction are deposits
        receipt = kuitansi(
            booked.after, paid, bukti=number, tanggal=tanggal, oleh=recorder.oleh,
            seal=last_code(folder),
        )  # fmt: skip
        click.echo(receipt_paper.text(receipt), nl=False)
        if keluaran is not None:
            save(receipt_paper.pdf(receipt), keluaran, binary=True, private=True)


def _agrees(asked: str) -> bool:
    kind = click.Choice(["ya", "tidak"])
    return bool(click.prompt(f"{asked} (ya/tidak)", type=kind, show_choices=False) == "ya")


def show_booked(booked: Booked, session: Session, *, rehearsal: bool) -> None:
    """Say each event in its sentence, with its number and what the accounts hold now."""
    lines = []
    for told in booked.events:
        start = f"dicatat {told.number}: " if told.number else "dicatat: "
        lines.append(f"{'akan ' if rehearsal else ''}{start}{told.sentence}")
        width = max((len(name) for name, _ in told.balances), default=0)
        for name, amount in told.balances:
            lines.append(f"  saldo {name:<{width}}  {write_rupiah(amount):>15}")
    show_result(booked.written, session, rehearsal=rehearsal, told=lines)


class EventGroup(LazyGroup):
    """A group that has events of the registry beside its own commands."""

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        """Take the words that stand before the events' own, "" for the top."""
        super().__init__(*args, **kwargs)
        start = f"{prefix} " if prefix else ""
        self.events = {
            e.path.removeprefix(start): e
            for e in EVENTS
            if e.path.startswith(start) and " " not in e.path.removeprefix(start)
        }
        self.moved = {old.removeprefix(start): new for old, new in MOVED.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, events too."""
        return sorted({*super().list_commands(ctx), *self.events})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make an event's command when it is asked for."""
        if cmd_name in self.events:
            return command_of(self.events[cmd_name])
        if cmd_name in self.moved and ctx.command is self:
            raise click.UsageError(f"perintah ini sekarang: kkmp {self.moved[cmd_name]}", ctx)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands; help comes from the tables: no event and no command is loaded."""
        rows = []
        for name in self.list_commands(ctx):
            if name in self.events:
                rows.append((name, self.events[name].help))
            elif name in self.lazy:
                rows.append((name, self.lazy[name][1]))
            elif command := self.get_command(ctx, name):
                rows.append((name, command.get_short_help_str(limit=formatter.width)))
        with formatter.section("Perintah"):
            formatter.write_dl(rows)


class CatatGroup(EventGroup):
    """`kkmp catat`: lists all that can be recorded by subject, wherever its command stands."""

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each subject with its events."""
        for subject in dict.fromkeys(e.subject for e in EVENTS):
            with formatter.section(subject):
                formatter.write_dl(_listing(e for e in EVENTS if e.subject == subject))


def _listing(events: Iterable[Listed]) -> list[tuple[str, str]]:
    return [(f"kkmp {e.path}", e.help) for e in events]


@click.group(cls=CatatGroup, prefix="catat", invoke_without_command=True)
@click.option("--cari", "wanted", help="Cari kejadian menurut kata, misalnya listrik.")
@click.pass_context
def catat(ctx: click.Context, wanted: str | None) -> None:
    """Catat kejadian sehari-hari; semua kejadian ada di sini menurut pokoknya."""
    if ctx.invoked_subcommand is not None:
        return
    if wanted is None:
        click.echo(ctx.get_help())
        return
    found = search(wanted)
    for command, help_text in _listing(found):
        click.echo(f"{command}  {help_text}")
    if not found:
        click.echo(f'tidak ada kejadian dengan kata "{wanted}"; lihat semuanya: kkmp catat')


@click.command()
@click.argument("bukti")
@click.option("--alasan", required=True, help="Mengapa dibalik.")
@click.option("--tanggal", type=DATE, help="Tanggal pembalikan (bila bukan hari ini).")
@recording
@session
def balik(
    session: Session, bukti: str, alasan: str, tanggal: date | None, recorder: Recorder
) -> None:
    """Balik kejadian BUKTI seluruhnya; yang asli tetap ada, di sampingnya kebalikannya."""
    from kkmp_ledger.app.writing.undoing import undo

    booked = undo(session.opened(), recorder, bukti=bukti, tanggal=tanggal, alasan=alasan)
    show_booked(booked, session, rehearsal=recorder.rehearsal)
