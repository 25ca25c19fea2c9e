"""The SHU of a book year: computed while nothing is decided, reported once it is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.app.checking.memory import Memory
from kkmp_ledger.app.folder.open_index import opened_index
from kkmp_ledger.book.asked_once import AskedOnce
from kkmp_ledger.koperasi.keputusan import decided_division
from kkmp_ledger.koperasi.pribadi import member_names
from kkmp_ledger.koperasi.shu_year import compute_shu
from kkmp_ledger.statements.sections import Report
from kkmp_ledger.statements.shu_tables import allocation_table
from kkmp_ledger.statements.shu_tables import anggota_table
from kkmp_ledger.statements.spans import header
from kkmp_ledger.statements.spans import spans

if TYPE_CHECKING:
    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.shu import Division
    from kkmp_ledger.statements.sections import Header
    from kkmp_ledger.statements.sections import Table


class ShownShu(NamedTuple):
    """The division of a year with the members' names, and the report of its two lists."""

    division: Division
    names: dict[str, str]
    report: Report


def show_shu(folder: Folder, year: int) -> ShownShu:
    """The division of a year from the index, with the fingerprint of the last proof that holds.

    Raises ProblemError as `shu`.
    """
    folder.demand_data()
    closed = year in folder.closed.years
    with opened_index(folder) as index:
        memory = Memory(folder).read(index, year)
        # a year's end is the next one's start
        ledger = AskedOnce(index, folder.cut(year))
        period = spans(ledger, folder.koperasi, year, tutup=closed)
        division = shu(folder, ledger, year)
    digest = memory.digest if memory else ""
    head = header(folder.koperasi, period, digest, tutup=closed, state=folder.state(year))
    report = Report.of(*shu_tables(folder, division, head))
    return ShownShu(division, member_names(folder.pribadi), report)


def shu(folder: Folder, ledger: Ledger, year: int) -> Division:
    """The division that holds: the meeting's once there is one, else today's computation.

    Raises ProblemError as `compute_shu`.
    """
    decision = folder.keputusan.get(year)
    if decision is not None and year in folder.closed.years:
        return decided_division(decision)
    return compute_shu(
        ledger, folder.chart, folder.koperasi, folder.register, year, until=folder.cut(year)
    )


def shu_tables(folder: Folder, division: Division, head: Header) -> tuple[Table, Table]:
    """The allocation and the members' list, with the members' names where they are kept."""
    names = member_names(folder.pribadi)
    return (
        allocation_table(division, folder.chart, head),
        anggota_table(division, names, head),
    )
