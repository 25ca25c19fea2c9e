"""What all commands share: the folder, who writes when, and how problems and reports are shown."""

from __future__ import annotations

import dataclasses
import functools
import getpass
import os
import re
import sys
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn
from typing import TypeVar

import click

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.koperasi.events.values import Value

F = TypeVar("F", bound="Callable[..., Any]")
MAIN = "main.beancount"
_WRITING = "kkmp.menulis"


@dataclass(frozen=True, slots=True)
class Session:
    """What `kkmp -C FOLDER` was told."""

    folder: Path | None

    def path(self) -> Path:
        """The ledger's folder: the one named, else the nearest one above that holds a ledger."""
        if self.folder is not None:
            return self.folder
        here = Path.cwd()
        return next((p for p in (here, *here.parents) if (p / MAIN).is_file()), here)

    def opened(self) -> Folder:
        """Open the folder; finish first what a killed writer left."""
        from kkmp_ledger.app.folder.folder import Folder  # `kkmp --help` stays quick

        folder = Folder(self.path(), cache=cache())
        if folder.needs_recovery:
            from kkmp_ledger.app.writing.recorder import recover  # a look stays quick

            if foreign := recover(folder):
                show(foreign, self.path())
        return folder


def cache() -> Path | None:
    """The reader's own folder for derived things: `KKMP_CACHE`, else where the system has them."""
    if named := os.environ.get("KKMP_CACHE"):
        return Path.cwd() / named
    from platformdirs import user_cache_path  # `kkmp --help` stays quick

    found = user_cache_path("kkmp-ledger", appauthor=False)
    return found if found.is_absolute() else None  # a user without a home


class ValueType(click.ParamType[Any]):
    """A value of an event, read from the command line as it is read from a sheet."""

    def __init__(self, name: str, value: Callable[[], Value]) -> None:
        """Take what the command line calls it, and the value when it is asked for: help is not."""
        self.name = name
        self.value = value

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """Read the text, or fail with what to write instead."""
        if not isinstance(value, str):
            return value
        from kkmp_ledger.koperasi.events.values import UnreadableError

        try:
            return self.value().read(value)
        except UnreadableError as error:
            self.fail(str(error), param, ctx)


def _day() -> Value:
    from kkmp_ledger.koperasi.events.values import DAY

    return DAY


def _rupiah() -> Value:
    from kkmp_ledger.koperasi.events.values import RUPIAH

    return RUPIAH


DATE = ValueType("tanggal", _day)
RUPIAH = ValueType("rupiah", _rupiah)


class YearType(click.ParamType["int"]):
    """A book year, `2025`."""

    name = "tahun"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Read the text, or fail with what was typed."""
        text = str(value)
        if not re.fullmatch(r"[12]\d{3}", text, re.ASCII):
            self.fail(f'"{text}" bukan tahun; tulis misalnya 2025', param, ctx)
        return int(text)


TEXT_OR_JSON = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Bentuk keluaran; json untuk program lain.",
)


def will_write() -> None:
    """Say of this command that it writes: where it fails, it says that no file was changed."""
    click.get_current_context().meta[_WRITING] = True


def recording(command: F) -> F:
    """Give a command that writes --waktu, --oleh, --coba; it gets `recorder`.

    The clock and the user's name are read here and nowhere further in.
    """

    @click.option("--waktu", help="Waktu mencatat, setempat, ISO 8601 (bila bukan sekarang).")
    @click.option("--oleh", help="Siapa yang mencatat (bila bukan nama pengguna komputer).")
    @click.option(
        "--coba", "rehearsal", is_flag=True, help="Perlihatkan saja; tidak ada yang ditulis."
    )
    @functools.wraps(command)
    def wrapper(
        *args: Any, waktu: str | None, oleh: str | None, rehearsal: bool, **kwargs: Any
    ) -> Any:
        from kkmp_ledger.app.writing.recorder import Recorder  # `kkmp --help` stays quick

        will_write()
        now = _read_time(waktu) if waktu else datetime.now().astimezone().replace(tzinfo=None)
        recorder = Recorder(now.replace(microsecond=0), oleh or _user(), rehearsal)
        return command(*args, recorder=recorder, **kwargs)

    return wrapper  # type: ignore[return-value]  # the same command with other parameters


def _user() -> str:
    """The computer's user; who has no name must say it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # as in a container
        message = "komputer ini tidak tahu siapa yang mencatat; tambahkan --oleh NAMA"
        raise click.UsageError(message) from None


def _read_time(text: str) -> datetime:
    """A local time; one with a zone is refused: to drop it, or to shift it, may change the day."""
    example = "2026-03-14T09:30:00"
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        message = f'--waktu "{text}" bukan waktu; tulis misalnya {example}'
        raise click.UsageError(message) from None
    if time.tzinfo is not None:
        message = f'--waktu "{text}" memakai zona waktu; tulis waktu setempat, misalnya {example}'
        raise click.UsageError(message)
    return time


def writing(command: F) -> F:
    """Give a command that books an event of a day --tanggal, too; it gets `tanggal`, `recorder`."""

    @click.option("--tanggal", type=DATE, help="Tanggal kejadian (bila bukan hari ini).")
    @recording
    @functools.wraps(command)
    def wrapper(*args: Any, tanggal: date | None, recorder: Recorder, **kwargs: Any) -> Any:
        day = tanggal or recorder.time.date()
        return command(*args, tanggal=day, recorder=recorder, **kwargs)

    return wrapper  # type: ignore[return-value]  # the same command with other parameters


def session(command: F) -> F:
    """Pass what `kkmp -C` was told as the first argument."""
    return click.pass_obj(command)  # type: ignore[return-value]


def failed(error: ProblemError, base: Path | None) -> NoReturn:
    """Show the problems on stderr and end with exit code 1."""
    writing = click.get_current_context().meta.get(_WRITING, False)
    show(error.problems, base, unchanged=writing and not error.written)
    raise SystemExit(1)


def keluar(problems: Iterable[Problem], base: Path) -> None:
    """Show what there is and end with 1 when any of it is a `galat`."""
    found = list(problems)
    if found:
        show(found, base)
    if errors(found):
        raise SystemExit(1)


def show(problems: Iterable[Problem], base: Path | None, *, unchanged: bool = False) -> None:
    """Show problems on stderr, each with the user's own line."""
    from kkmp_ledger.render import problem_text  # only when there are any

    found = [from_here(p, base) for p in problems]
    click.echo(problem_text.text(found, _row, unchanged=unchanged), err=True, nl=False)


def from_here(problem: Problem, base: Path | None) -> Problem:
    """The same problem, with a place inside the ledger named from where the user stands."""
    place = problem.place
    if place is None or base is None:
        return problem
    try:
        if not (base / place.path).exists():
            return problem
        path = (base.resolve() / place.path).relative_to(Path.cwd())
    except OSError:  # no system has a file of that name
        return problem
    except ValueError:
        path = base / place.path
    return dataclasses.replace(problem, place=place._replace(path=path.as_posix()))


def _row(path: str, line: int) -> str | None:
    try:
        lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return lines[line - 1] if 1 <= line <= len(lines) else None


def show_result(
    result: Written, session: Session, *, rehearsal: bool, told: Sequence[str] = ()
) -> None:
    """Say what was booked, or with --coba the text that would be; `told` replaces the numbers."""
    click.get_current_context().meta[_WRITING] = rehearsal  # what fails from here on fails booked
    if result.problems:
        show(result.problems, session.path())
    if rehearsal:
        for path, text in result.ledger.items():
            if not path.endswith(".gen.beancount"):
                click.echo(f"--- {path}\n{text}", nl=False)
    for line in told:
        click.echo(line)
    if rehearsal:
        click.echo("hanya percobaan: tidak ada berkas yang diubah")
    elif result.bukti and not told:
        click.echo(f"dibukukan: {', '.join(result.bukti)}")


def save(content: bytes, keluaran: Path | None, *, binary: bool, private: bool = False) -> None:
    """Write a report to the file named, or to stdout when it is text.

    `private` closes a file that tells members' names to everyone but its owner.
    """
    if keluaran is not None:
        from kkmp_ledger.cli.output import put  # `kkmp --help` stays quick

        put(content, keluaran, private=private)
        click.echo(f"ditulis: {keluaran}", err=True)
    elif binary:
        raise click.UsageError("bentuk ini perlu -o BERKAS")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
