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
from kkmp_ledger.statements.model import BukuRat
from kkmp_ledger.statements.model import Kuitansi
from kkmp_ledger.statements.model import Laporan
from kkmp_ledger.statements.model import Tabel
from kkmp_ledger.statements.ringkas import tanpa_nol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.statements.model import Bukti

Format = Literal["text", "json", "csv", "html", "xlsx", "pdf"]
Report = Laporan | Tabel | BukuRat | Kuitansi | tuple["Bukti", ...]

FORMAT: tuple[Format, ...] = ("text", "json", "csv", "html", "xlsx", "pdf")
BERKAS: frozenset[Format] = frozenset({"xlsx", "pdf"})  # bytes that a terminal cannot show

DATA: frozenset[Format] = frozenset({"json", "csv"})  # for programs: every line, zeros too


def bentuk(report: Report, *, berbukti: bool = False) -> tuple[Format, ...]:
    """The formats in which this report can be had; with its proofs when `berbukti`."""
    if isinstance(report, Laporan | Tabel):
        return tuple(f for f in FORMAT if f != "csv" or not berbukti)
    if isinstance(report, BukuRat):
        return ("text", "json", "html", "xlsx", "pdf")
    return ("text", "pdf") if isinstance(report, Kuitansi) else ("text", "json", "csv")


def render(
    report: Report,
    format_: Format,
    *,
    dibuat: date,
    bukti: Sequence[Bukti] | None = None,
) -> bytes:
    """Render one report; texts are UTF-8. `dibuat` is the date that xlsx and pdf files carry.

    `bukti` adds the proofs to a statement or list (None: they were not asked for). The same input
    gives the same bytes. Raises ProblemError: ISIAN for a format that the report does not have,
    HURUF-TIADA for a letter that the font of the PDF lacks.
    """
    known = bentuk(report, berbukti=bukti is not None)
    if format_ not in known:
        with_proofs = " beserta buktinya" if bukti is not None else ""
        fact = f"laporan ini{with_proofs} tidak ada dalam bentuk {format_}"
        raise ProblemError(Problem("ISIAN", fact, f"pakai --format {' atau '.join(known)}"))
    if isinstance(report, Laporan) and format_ not in DATA:
        report = tanpa_nol(report)
    if isinstance(report, Laporan | Tabel):
        return _laporan(report, format_, dibuat, bukti)
    if isinstance(report, BukuRat):
        if format_ not in DATA:
            shown = tuple(tanpa_nol(r) for r in report.laporan)
            report = dataclasses.replace(report, laporan=shown)
        return _buku(report, format_, dibuat)
    if isinstance(report, Kuitansi):
        return _kuitansi(report, format_)
    return _bukti(report, format_)


def _laporan(
    report: Laporan | Tabel, format_: Format, dibuat: date, bukti: Sequence[Bukti] | None
) -> bytes:
    if format_ == "xlsx":
        from kkmp_ledger.render import as_xlsx

        return as_xlsx.laporan(report, dibuat, bukti)
    if format_ == "pdf":
        from kkmp_ledger.render import as_pdf

        return as_pdf.laporan(report, dibuat, bukti)
    if format_ == "html":
        from kkmp_ledger.render import as_html

        return as_html.laporan(report, bukti).encode()
    if format_ == "json":
        from kkmp_ledger.render import as_json

        return as_json.laporan(report, bukti).encode()
    if format_ == "csv":
        from kkmp_ledger.render import as_csv

        return as_csv.laporan(report).encode()
    from kkmp_ledger.render import as_text

    return as_text.laporan(report, bukti).encode()


def _buku(book: BukuRat, format_: Format, dibuat: date) -> bytes:
    if format_ == "xlsx":
        from kkmp_ledger.render import as_xlsx

        return as_xlsx.buku(book, dibuat)
    if format_ == "pdf":
        from kkmp_ledger.render import as_pdf

        return as_pdf.buku(book, dibuat)
    if format_ == "html":
        from kkmp_ledger.render import as_html

        return as_html.buku(book).encode()
    if format_ == "json":
        from kkmp_ledger.render import as_json

        return as_json.buku(book).encode()
    from kkmp_ledger.render import as_text

    return as_text.buku(book).encode()


def _kuitansi(receipt: Kuitansi, format_: Format) -> bytes:
    from kkmp_ledger.render import kuitansi

    return kuitansi.pdf(receipt) if format_ == "pdf" else kuitansi.teks(receipt).encode()


def _bukti(bukti: Sequence[Bukti], format_: Format) -> bytes:
    if format_ == "json":
        from kkmp_ledger.render import as_json

        return as_json.daftar_bukti(bukti).encode()
    if format_ == "csv":
        from kkmp_ledger.render import as_csv

        return as_csv.daftar_bukti(bukti).encode()
    from kkmp_ledger.render import as_text

    return as_text.daftar_bukti(bukti).encode()
