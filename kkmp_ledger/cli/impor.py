"""`kkmp impor`: till exports and spreadsheets into the books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.cli.session import recording
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show
from kkmp_ledger.cli.session import show_result

if TYPE_CHECKING:
    from kkmp_ledger.app.writing.import_files import ImportResult
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.cli.session import Session

FILES = click.argument(
    "berkas", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)


class FilesOrWord(click.Group):
    """A command that takes files, and beside them a few words of its own.

    Its first argument is a word when it is one of them; a file of that name is `./periksa`.
    """

    allow_interspersed_args = True
    allow_extra_args = False

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Leave what follows a word to that word."""
        if args and args[0] in self.commands:
            ctx.invoked_subcommand = args[0]
            ctx.args = args[1:]
            return ctx.args
        return click.Command.parse_args(self, ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """As of a command: the words stand below, in a list."""
        return click.Command.collect_usage_pieces(self, ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the word, else take the files."""
        if ctx.invoked_subcommand is None:
            return click.Command.invoke(self, ctx)
        command = self.commands[ctx.invoked_subcommand]
        with command.make_context(ctx.invoked_subcommand, ctx.args, parent=ctx) as inner:
            return command.invoke(inner)


@click.group(cls=FilesOrWord, invoke_without_command=True)
@FILES
@click.option("--ya", is_flag=True, help="Jawab ya atas pertanyaan baris-barisnya.")
@recording
@session
def impor(session: Session, berkas: tuple[Path, ...], ya: bool, recorder: Recorder) -> None:
    """Bukukan ekspor kasir dan lembar Excel; jenisnya dikenali dari judul kolomnya."""
    from kkmp_ledger.app.writing.import_files import import_files as post

    done = post(session.opened(), recorder, berkas, agreed=lambda _: ya)
    show_result(done.result, session, rehearsal=recorder.rehearsal, told=_said(done))
    if done.warnings:
        show(done.warnings, session.path())


@impor.command(name="periksa")
@FILES
def check(berkas: tuple[Path, ...]) -> None:
    """Sebutkan jenis setiap berkas, atau kolom apa yang kurang; tidak ada yang ditulis."""
    from kkmp_ledger.app.writing.import_files import examine

    said, problems = examine(berkas)
    for line in said:
        click.echo(line)
    if problems:
        raise ProblemError(problems)


def _said(done: ImportResult) -> list[str]:
    again = (
        f"{doc.file}: sudah diterima sebagai {doc.nomor}, tidak ada yang berubah"
        for doc in done.already
    )
    new = (
        f"{doc.file}: diterima sebagai {doc.nomor}, {doc.dari} s.d. {doc.sampai}"
        for doc in done.new
    )
    return [*again, *new, *done.told]
