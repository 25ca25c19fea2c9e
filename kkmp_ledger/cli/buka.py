"""`kkmp buka`: look at the books in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.cli.session import Session
    from kkmp_ledger.statements.sections import Statement
    from kkmp_ledger.statements.sections import Table


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=5000,
    show_default=True,
    help="Nomor port di komputer ini.",
)
@session
def buka(session: Session, port: int) -> None:
    """Buka buku di peramban, hanya di komputer ini dan hanya untuk dilihat."""
    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.looking.reports import all_statements
    from kkmp_ledger.web.server import run

    folder = session.opened()

    def statements(year: int) -> Sequence[Statement | Table]:
        # Read anew each time: somebody books while the window is open.
        return all_statements(Folder(folder.path, cache=folder.cache), year)

    run(folder.path, port, statements, tell=click.echo)
