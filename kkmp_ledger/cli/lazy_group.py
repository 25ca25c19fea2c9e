"""A group of commands that imports what is asked for, and says what went wrong in a sentence."""

from __future__ import annotations

import sqlite3
import unicodedata
from typing import TYPE_CHECKING
from typing import Any

import click

from kkmp_ledger.base.derived import derived_folder
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.cli.session import Session
from kkmp_ledger.cli.session import cache
from kkmp_ledger.cli.session import failed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used; problems end in exit code 1."""

    def __init__(
        self, *args: Any, lazy: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        """Take `lazy`: command name -> `module:attribute` of this room, and its help."""
        super().__init__(*args, **kwargs)
        self.lazy = lazy or {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what is no text: broken UTF-8, and characters that only steer a machine."""
        for arg in args:
            if any(unicodedata.category(c) in {"Cc", "Cs"} for c in arg):
                raise click.UsageError(f"isian {arg!a} berisi huruf yang tidak dapat dibaca", ctx)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, lazy ones too."""
        return sorted({*super().list_commands(ctx), *self.lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a lazy command when it is asked for."""
        if cmd_name in self.lazy:
            import importlib

            module, _, name = self.lazy[cmd_name][0].partition(":")
            found = getattr(importlib.import_module(f"{__package__}.{module}"), name)
            assert isinstance(found, click.Command)
            return found
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Turn a ProblemError into its text and exit code 1."""
        try:
            return super().invoke(ctx)
        except ProblemError as error:
            failed(error, ctx.obj.path() if isinstance(ctx.obj, Session) else None)
        except ModuleNotFoundError as error:
            raise _incomplete(error) from error
        except PermissionError as error:
            from kkmp_ledger.app.folder.folder import unreadable

            path = ctx.obj.path() if isinstance(ctx.obj, Session) else None
            found = unreadable(error, path) if path else None
            if found is None:
                raise
            failed(found, path)
        except sqlite3.DatabaseError as error:
            if not isinstance(ctx.obj, Session):
                raise
            path = ctx.obj.path()
            derived = derived_folder(cache(), path)
            if derived is None:
                raise
            failed(_broken_index(error, derived), path)


def _incomplete(error: ModuleNotFoundError) -> Exception:
    """A library that is not there is said in one sentence; a module of our own is our mistake."""
    name = (error.name or "").partition(".")[0]
    if name == __name__.partition(".")[0]:
        return error
    return click.ClickException(
        f"kkmp-ledger terpasang tidak lengkap: {name} tidak ada; pasang lagi menurut README"
    )


def _broken_index(error: sqlite3.DatabaseError, derived: Path) -> ProblemError:
    """Throw a damaged index away: nothing is lost with it, it is made of the text."""
    from kkmp_ledger.book.index import build

    if build.in_use(error):
        fact = "indeks buku sedang dipakai perintah lain"
        return ProblemError(Problem("KUNCI-DIPEGANG", fact, "tunggu sampai selesai, lalu ulangi"))
    build.discard(derived)
    fact = "indeks buku rusak dan sudah dibuang; ia dibuat lagi dari teks buku"
    return ProblemError(Problem("BERKAS-RUSAK", fact, "ulangi perintahnya"))
