"""`kkmp susun`: every generated file of the open months, made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.generating.machine_files import expected
from kkmp_ledger.app.generating.machine_files import made
from kkmp_ledger.app.writing.recorder import write
from kkmp_ledger.book.door import Write

if TYPE_CHECKING:
    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index


def regenerate_all(folder: Folder, recorder: Recorder) -> Written:
    """Make every generated file of the open months anew, stale or not. Raises ProblemError."""

    def make_plan(_index: Index) -> Write:
        return Write(machine=made(folder, list(expected(folder))))

    return write(folder, recorder, make_plan, "susun", fresh_first=False)
