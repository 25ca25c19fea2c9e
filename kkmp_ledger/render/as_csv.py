"""Reports as CSV (RFC 4180): a header, plain integers, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.statements.sections import Cover
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Signatures
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.statements.sections import Report
    from kkmp_ledger.statements.sections import Section

Cell = str | int | None

# What makes a spreadsheet take a cell for a formula, and the wide forms of the same characters.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def render(report: Report) -> str:
    """Each section as a header and rows; an empty line between two of them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for number, section in enumerate(report.sections):
        if number:
            out.write("\r\n")
        writer.writerows([_safe(cell) for cell in row] for row in KINDS[type(section)](section))
    return out.getvalue()


def _cover(section: Cover) -> Iterator[Sequence[Cell]]:
    yield ("sampul", "isi")
    yield (section.title, section.year)
    yield from section.identity


def _statement(section: Statement) -> Iterator[Sequence[Cell]]:
    """`kunci, uraian, jenis` and the statement's columns."""
    blank: tuple[Cell, ...] = (None,) * len(section.columns)
    yield ("kunci", "uraian", "jenis", *(k.key for k in section.columns))
    yield from ((b.key, b.label, b.jenis, *(b.values or blank)) for b in section.rows)


def _list(section: Table) -> Iterator[Sequence[Cell]]:
    yield [k.key for k in section.columns]
    yield from section.rows


def _proofs(section: Proofs) -> Iterator[Sequence[Cell]]:
    """One row a comparison; what could not be compared is a row without amounts."""
    yield ("bukti", "judul", "uraian", "kiri", "kanan", "cocok")
    for one in section.proofs:
        for b in one.comparisons:
            agree = "ya" if b.matches else "tidak"
            yield (one.nomor, one.title, b.uraian, b.left, b.right, agree)
        yield from ((one.nomor, one.title, text, None, None, "belum") for text in one.missing)


def _signatures(section: Signatures) -> Iterator[Sequence[Cell]]:
    yield ("jabatan", "nama")
    yield from section.signatories


KINDS: dict[type[Section], Callable[[Any], Iterator[Sequence[Cell]]]] = {
    Cover: _cover,
    Statement: _statement,
    Table: _list,
    Proofs: _proofs,
    Signatures: _signatures,
}


def _safe(cell: Cell) -> Cell:
    """A text that starts like a formula is written behind an apostrophe; a number is a number."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
