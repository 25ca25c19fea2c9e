"""The SHU of a book year: computed while nothing is decided, reported once it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.koperasi.keputusan import decided_division
from kkmp_ledger.koperasi.pribadi import member_names
from kkmp_ledger.koperasi.shu_year import compute_shu
from kkmp_ledger.statements.shu_tables import allocation_table
from kkmp_ledger.statements.shu_tables import anggota_table

if TYPE_CHECKING:
    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.shu import Division
    from kkmp_ledger.statements.sections import Header
    from kkmp_ledger.statements.sections import Table


def shu(folder: Folder, ledger: Ledger, year: int) -> Division:
    """The division that holds: the meeting's once there is one, else today's computation.

    Raises ProblemError as `compute_shu`.
    """
    decision = folder.keputusan.get(year)
    if decision is not None:
        return decided_division(decision)
    return compute_shu(ledger, folder.chart, folder.koperasi, folder.register, year)


def shu_tables(folder: Folder, division: Division, header: Header) -> tuple[Table, Table]:
    """The allocation and the members' list, with the members' names where they are kept."""
    names = member_names(folder.pribadi)
    return (
        allocation_table(division, folder.chart, header),
        anggota_table(division, names, header),
    )
