"""The page `Laporan` inside Fava: the cooperative's statements and SHU for one book year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Protocol
from typing import cast

from fava.ext import FavaExtensionBase
from flask import request

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.render.grid import FIKTIF
from kkmp_ledger.render.grid import grid_of
from kkmp_ledger.render.grid import group
from kkmp_ledger.web.fava_templates import folder_web

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.render.grid import Grid
    from kkmp_ledger.statements.sections import Header
    from kkmp_ledger.statements.sections import Statement
    from kkmp_ledger.statements.sections import Table


class StatementsForWeb(Protocol):
    """What the page asks of the rooms below: a book year's reports, in the order to be shown."""

    def __call__(self, year: int) -> Sequence[Statement | Table]:
        """Give the reports of the book year; a ProblemError is shown in their place."""
        ...


@dataclass(frozen=True, slots=True)
class NestedShare:
    """One report on the page."""

    header: Header
    grid: Grid
    group: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that the page shows."""

    year: int
    optional: tuple[int, ...]
    part: tuple[NestedShare, ...]
    problems: tuple[Problem, ...] = ()
    notes: str = ""
    fiktif: str = ""


class ReportBook(Protocol):
    """What the page needs of the ledger that it stands in."""

    statements: StatementsForWeb

    @property
    def year(self) -> int:
        """The book year that opens first."""
        ...

    @property
    def book_year(self) -> list[int]:
        """The book years, newest first."""
        ...


class LaporanKoperasi(FavaExtensionBase):
    """Fava's frame around the page. Its templates stand in `templates/web`."""

    report_title = "Laporan"
    has_js_module = True  # says on every page without a year that its SHU is cumulative

    @property
    def extension_dir(self) -> Path:
        """Where Fava finds the script."""
        return folder_web()

    def content(self) -> Content:
        """Make the page for the year in the address, `?time=2025`."""
        ledger = cast("ReportBook", self.ledger)
        years = ledger.book_year
        year, notes = choose_year(request.args.get("time", ""), years, ledger.year)
        optional = tuple(years)
        try:
            reports = ledger.statements(year)
        except ProblemError as error:
            return Content(year, optional, (), tuple(error.problems), notes)
        parts = tuple(_part(report) for report in reports)
        fiktif = FIKTIF if any(part.header.fiktif for part in parts) else ""
        return Content(year, optional, parts, notes=notes, fiktif=fiktif)


def choose_year(time: str, there: Sequence[int], default: int) -> tuple[int, str]:
    """Find the book year that Fava's time filter means, and say so where it means another span."""
    match = re.search(r"\d{4}", time)
    asked = int(match[0]) if match else default
    year = asked if asked in there else default
    if time.strip() in ("", str(year)):
        return year, ""
    return year, f"Laporan selalu untuk satu tahun buku; yang ditampilkan tahun buku {year}."


def _part(report: Statement | Table) -> NestedShare:
    grid = grid_of(report)
    return NestedShare(report.header, grid, tuple(group(grid.columns)) if grid.grouped else ())
