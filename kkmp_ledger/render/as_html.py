"""Reports as standalone web pages: no scripts, nothing from outside, ready to print on A4."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from typing import Any

from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined
from markupsafe import Markup

from kkmp_ledger.base.places import folder
from kkmp_ledger.render.grid import FIKTIF
from kkmp_ledger.render.grid import grid_of
from kkmp_ledger.render.grid import group
from kkmp_ledger.render.grid import proof_grid
from kkmp_ledger.render.wording import clean
from kkmp_ledger.render.wording import standing
from kkmp_ledger.statements.sections import Cover
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Signatures
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkmp_ledger.statements.sections import Report
    from kkmp_ledger.statements.sections import Section


def render(report: Report) -> str:
    """The report as one page, named as its first section is."""
    parts = [
        KINDS[type(section)](report, section, 1 if number == 0 else 2)
        for number, section in enumerate(report.sections)
    ]
    template = _environment().get_template("laporan/halaman.html")
    page = template.render(title=_title(report.sections[0]), header=report.header, parts=parts)
    return "\n".join(line for line in page.splitlines() if line.strip()) + "\n"


def _title(section: Section) -> str:
    year = f", tahun buku {section.year}" if isinstance(section, Cover) else ""
    return clean(section.title) + year


def _cover(report: Report, section: Cover, level: int) -> Markup:
    contents = [other for other in report.sections if other is not section]
    return _macro("cover", section, _title(section), contents, level)


def _statement(_report: Report, section: Statement, level: int) -> Markup:
    return _macro("statement", section, grid_of(section), "laporan", level)


def _list(_report: Report, section: Table, level: int) -> Markup:
    return _macro("statement", section, grid_of(section), "daftar", level)


def _proofs(_report: Report, section: Proofs, level: int) -> Markup:
    return _macro("proofs", section, [proof_grid(one) for one in section.proofs], level)


def _signatures(_report: Report, section: Signatures, level: int) -> Markup:
    return _macro("signatures", section, level)


# A section's place in the page is the level of its heading.
KINDS: dict[type[Section], Callable[[Report, Any, int], Markup]] = {
    Cover: _cover,
    Statement: _statement,
    Table: _list,
    Proofs: _proofs,
    Signatures: _signatures,
}


def _macro(name: str, *values: object) -> Markup:
    """What the macro of that name in `bagian.html` makes of the values, escaped."""
    macros = _environment().get_template("laporan/bagian.html").module
    return Markup(getattr(macros, name)(*values))  # noqa: S704 - Jinja has escaped every text


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
    env.filters["standing"] = standing
    env.globals["fiktif"] = FIKTIF
    return env
