"""One door to every renderer: a report and the name of a format in, bytes out."""

# Each renderer is imported where it is needed: `kkmp laporan` as text must not pay for the start of
# the spreadsheet and page makers.
# ruff: noqa: PLC0415

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.statements.concise import without_empty_columns
from kkmp_ledger.statements.concise import without_zeros
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.statements.sections import Report
    from kkmp_ledger.statements.sections import Section

Format = Literal["text", "json", "csv", "html", "xlsx", "pdf"]

FORMAT: tuple[Format, ...] = ("text", "json", "csv", "html", "xlsx", "pdf")
ACCOUNTS: frozenset[Format] = frozenset({"xlsx", "pdf"})  # bytes that a terminal cannot show

DATA: frozenset[Format] = frozenset({"json", "csv"})  # for programs: every line, zeros too


def render(report: Report, format_: Format, *, made: date) -> bytes:
    """Render one report; texts are UTF-8. `made` is the date that xlsx and pdf files carry.

    The same input gives the same bytes. In a PDF a square stands for a letter that its font lacks.
    """
    if format_ not in DATA:
        shown = tuple(_shown(section) for section in report.sections)
        report = dataclasses.replace(report, sections=shown)
    if format_ == "xlsx":
        from kkmp_ledger.render import as_xlsx

        return as_xlsx.render(report, made)
    if format_ == "pdf":
        from kkmp_ledger.render import as_pdf

        return as_pdf.render(report, made)
    if format_ == "html":
        from kkmp_ledger.render import as_html

        return as_html.render(report).encode()
    if format_ == "json":
        from kkmp_ledger.render import as_json

        return as_json.render(report).encode()
    if format_ == "csv":
        from kkmp_ledger.render import as_csv

        return as_csv.render(report).encode()
    from kkmp_ledger.render import as_text

    return as_text.render(report).encode()


def _shown(section: Section) -> Section:
    """A section as people read it."""
    if isinstance(section, Statement):
        return without_zeros(section)
    return without_empty_columns(section) if isinstance(section, Table) else section
