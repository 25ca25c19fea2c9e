"""One door to every renderer: a report and the name of a format in, bytes out."""

# Each renderer is imported where it is needed: `kkmp laporan` as text must not pay for the start of
# the spreadsheet and page makers.
# ruff: noqa: PLC0415

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.statements.concise import without_zeros
from kkmp_ledger.statements.sections import Kuitansi
from kkmp_ledger.statements.sections import RatBook
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.statements.sections import Proof

Format = Literal["text", "json", "csv", "html", "xlsx", "pdf"]
Report = Statement | Table | RatBook | Kuitansi | tuple["Proof", ...]

FORMAT: tuple[Format, ...] = ("text", "json", "csv", "html", "xlsx", "pdf")
ACCOUNTS: frozenset[Format] = frozenset({"xlsx", "pdf"})  # bytes that a terminal cannot show

DATA: frozenset[Format] = frozenset({"json", "csv"})  # for programs: every line, zeros too


def statement_set(report: Report, *, numbered: bool = False) -> tuple[Format, ...]:
    """The formats in which this report can be had; with its proofs when `berbukti`."""
    if isinstance(report, Statement | Table):
        return tuple(f for f in FORMAT if f != "csv" or not numbered)
    if isinstance(report, RatBook):
        return ("text", "json", "html", "xlsx", "pdf")
    return ("text", "pdf") if isinstance(report, Kuitansi) else ("text", "json", "csv")


def render(
    report: Report,
    format_: Format,
    *,
    made: date,
    bukti: Sequence[Proof] | None = None,
) -> bytes:
    """Render one report; texts are UTF-8. `dibuat` is the date that xlsx and pdf files carry.

    `bukti` adds the proofs to a statement or list (None: they were not asked for). The same input
    gives the same bytes. Raises ProblemError: ISIAN for a format that the report does not have,
    HURUF-TIADA for a letter that the font of the PDF lacks.
    """
    known = statement_set(report, numbered=bukti is not None)
    if format_ not in known:
        with_proofs = " beserta buktinya" if bukti is not None else ""
        fact = f"laporan ini{with_proofs} tidak ada dalam bentuk {format_}"
        raise ProblemError(Problem("ISIAN", fact, f"pakai --format {' atau '.join(known)}"))
    if isinstance(report, Statement) and format_ not in DATA:
        report = without_zeros(report)
    if isinstance(report, Statement | Table):
        return _report(report, format_, made, bukti)
    if isinstance(report, RatBook):
        if format_ not in DATA:
            shown = tuple(without_zeros(r) for r in report.statements)
            report = dataclasses.replace(report, statements=shown)
        return _book(report, format_, made)
    if isinstance(report, Kuitansi):
        return _kuitansi(report, format_)
    return _bukti(report, format_)


def _report(
    report: Statement | Table, format_: Format, made: date, bukti: Sequence[Proof] | None
) -> bytes:
    if format_ == "xlsx":
        from kkmp_ledger.render import as_xlsx

        return as_xlsx.statement(report, made, bukti)
    if format_ == "pdf":
        from kkmp_ledger.render import as_pdf

        return as_pdf.statement(report, made, bukti)
    if format_ == "html":
        from kkmp_ledger.render import as_html

        return as_html.statement_html(report, bukti).encode()
    if format_ == "json":
        from kkmp_ledger.render import as_json

        return as_json.statement(report, bukti).encode()
    if format_ == "csv":
        from kkmp_ledger.render import as_csv

        return as_csv.statement(report).encode()
    from kkmp_ledger.render import as_text

    return as_text.statement_text(report, bukti).encode()


def _book(book: RatBook, format_: Format, made: date) -> bytes:
    if format_ == "xlsx":
        from kkmp_ledger.render import as_xlsx

        return as_xlsx.book(book, made)
    if format_ == "pdf":
        from kkmp_ledger.render import as_pdf

        return as_pdf.book(book, made)
    if format_ == "html":
        from kkmp_ledger.render import as_html

        return as_html.book_html(book).encode()
    if format_ == "json":
        from kkmp_ledger.render import as_json

        return as_json.book(book).encode()
    from kkmp_ledger.render import as_text

    return as_text.book_text(book).encode()


def _kuitansi(receipt: Kuitansi, format_: Format) -> bytes:
    from kkmp_ledger.render import kuitansi

    return kuitansi.pdf(receipt) if format_ == "pdf" else kuitansi.text(receipt).encode()


def _bukti(bukti: Sequence[Proof], format_: Format) -> bytes:
    if format_ == "json":
        from kkmp_ledger.render import as_json

        return as_json.proof_list(bukti).encode()
    if format_ == "csv":
        from kkmp_ledger.render import as_csv

        return as_csv.proof_list(bukti).encode()
    from kkmp_ledger.render import as_text

    return as_text.proof_list(bukti).encode()
