"""`kkmp susun`: every generated file of the open months, made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.pencatat import tulis
from kkmp_ledger.app.susun import dibuat
from kkmp_ledger.app.susun import harapan
from kkmp_ledger.book.door import Rencana

if TYPE_CHECKING:
    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.book.door import Hasil
    from kkmp_ledger.book.index import Index


def susun_ulang(folder: Folder, pencatat: Pencatat) -> Hasil:
    """Make every generated file of the open months anew, stale or not. Raises ProblemError."""

    def rencana(_index: Index) -> Rencana:
        return Rencana(mesin=dibuat(folder, list(harapan(folder))))

    return tulis(folder, pencatat, rencana, "susun", segar=False)
