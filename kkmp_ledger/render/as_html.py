"""Reports as standalone web pages: no scripts, nothing from outside, ready to print on A4."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from typing import Any

from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined

from kkmp_ledger.base.places import folder
from kkmp_ledger.render.grid import FIKTIF
from kkmp_ledger.render.grid import book_body
from kkmp_ledger.render.grid import grid_of
from kkmp_ledger.render.grid import group
from kkmp_ledger.render.grid import proof_grid
from kkmp_ledger.render.wording import book_digest
from kkmp_ledger.render.wording import clean
from kkmp_ledger.statements.sections import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.statements.sections import Proof
    from kkmp_ledger.statements.sections import RatBook
    from kkmp_ledger.statements.sections import Statement


def statement_html(report: Statement | Table, bukti: Sequence[Proof] | None = None) -> str:
    """A statement or a list as a page; its proofs below when they were asked for."""
    grid = grid_of(report)
    lists = {grid.id} if isinstance(report, Table) else set[str]()
    return _page(
        "laporan/halaman.html",
        title=grid.title,
        header=report.header,
        grids=[(report.header, grid)],
        lists=lists,
        bukti=[proof_grid(b) for b in bukti or ()],
    )


def book_html(book: RatBook) -> str:
    """The whole RAT book as one page, with contents."""
    reports = book_body(book)
    return _page(
        "rat/buku.html",
        title=f"Buku Rapat Anggota Tahunan, tahun buku {book.year}",
        header=book.header,
        identity=book.identity,
        grids=[(r.header, grid_of(r)) for r in reports],
        lists={r.id for r in reports if isinstance(r, Table)},
        bukti=[proof_grid(b) for b in book.bukti],
        signatory=book.signatory,
    )


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(folder("templates"), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    env.filters["clean"] = clean
    env.filters["group"] = group
    env.filters["book_digest"] = book_digest
    env.globals["fiktif"] = FIKTIF
    return env


def _page(template: str, **values: Any) -> str:
    page = _environment().get_template(template).render(**values)
    return "\n".join(line for line in page.splitlines() if line.strip()) + "\n"
