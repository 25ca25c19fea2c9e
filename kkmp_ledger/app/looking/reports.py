"""The statements of a book year: quickly from the index, or proven from the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.app.checking.memory import Memory
from kkmp_ledger.app.folder.open_index import opened_index
from kkmp_ledger.book.asked_once import AskedOnce
from kkmp_ledger.statements.by_name import STATEMENTS
from kkmp_ledger.statements.by_name import statement
from kkmp_ledger.statements.concise import without_zeros
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Report
from kkmp_ledger.statements.spans import header
from kkmp_ledger.statements.spans import spans

if TYPE_CHECKING:
    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.statements.sections import Statement
    from kkmp_ledger.statements.sections import Table

NOT_PROVEN = "belum dibuktikan sejak perubahan terakhir"


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement, its proofs behind it where they were made anew, else one line about them."""

    report: Report
    notes: str = ""


def show(folder: Folder, nama: str, year: int) -> ShownStatement:
    """One statement from the index, with the result of the last proof while it still holds."""
    with opened_index(folder) as index:
        memory = Memory(folder).read(index, year)
        digest = memory.digest if memory else ""
        note = memory.words if memory else NOT_PROVEN
        found = _statement(folder, AskedOnce(index), nama, year, digest)
        return ShownStatement(Report.of(found), note)


def prove(folder: Folder, nama: str, year: int) -> ShownStatement:
    """One statement from the text with its proofs. Raises ProblemError."""
    from kkmp_ledger.app.checking import proving  # noqa: PLC0415  # Beancount only when it proves

    ledger, digest, proofs = proving.prove(folder, year)
    found = _statement(folder, ledger, nama, year, digest)
    return ShownStatement(Report.of(found, Proofs(found.header, proofs)))


def all_statements(folder: Folder, year: int) -> list[Statement | Table]:
    """Every statement and the SHU of a year from the index, for a screen. Raises ProblemError."""
    from kkmp_ledger.app.looking.shu_report import shu  # noqa: PLC0415  # one statement needs no division
    from kkmp_ledger.app.looking.shu_report import shu_tables  # noqa: PLC0415

    folder.demand_data()
    closed = year in folder.closed.years
    with opened_index(folder) as index:
        memory = Memory(folder).read(index, year)
        digest = memory.digest if memory else ""
        ledger = AskedOnce(index)
        reports = [_statement(folder, ledger, n, year, digest) for n in STATEMENTS]
        shown: list[Statement | Table] = [*map(without_zeros, reports)]
        part = AskedOnce(ledger, folder.cut(year))
        period = spans(part, folder.koperasi, year, tutup=closed)
        head = header(folder.koperasi, period, digest, tutup=closed, state=folder.state(year))
        division = shu(folder, part, year)
    return [*shown, *shu_tables(folder, division, head)]


def _statement(folder: Folder, ledger: Ledger, name: str, year: int, digest: str) -> Statement:
    closed = year in folder.closed.years
    return statement(
        name,
        ledger,
        folder.chart,
        folder.koperasi,
        year,
        digest=digest,
        tutup=closed,
        state=folder.state(year),
    )
