"""Reports as CSV (RFC 4180): a header, plain integers, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kkmp_ledger.statements.sections import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.statements.sections import Proof
    from kkmp_ledger.statements.sections import Table

Cell = str | int | None

# What makes a spreadsheet take a cell for a formula, and the wide forms of the same characters.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def statement(report: Statement | Table) -> str:
    """A statement as `kunci, uraian, jenis` and its columns; a list as its columns."""
    if isinstance(report, Statement):
        blank: tuple[Cell, ...] = (None,) * len(report.columns)
        head = ["kunci", "uraian", "jenis", *(k.key for k in report.columns)]
        rows = ((b.key, b.label, b.jenis, *(b.values or blank)) for b in report.rows)
        return _write(head, rows)
    return _write([k.key for k in report.columns], report.rows)


def proof_list(bukti: Sequence[Proof]) -> str:
    """One row a comparison; what could not be compared is a row without amounts."""
    rows: list[tuple[Cell, ...]] = []
    for one in bukti:
        rows += [
            (one.nomor, one.title, b.uraian, b.left, b.right, "ya" if b.matches else "tidak")
            for b in one.comparisons
        ]
        rows += [(one.nomor, one.title, text, None, None, "belum") for text in one.missing]
    return _write(["bukti", "judul", "uraian", "kiri", "kanan", "cocok"], rows)


def _write(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(h) for h in head])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: Cell) -> Cell:
    """A text that starts like a formula is written behind an apostrophe; a number is a number."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
