"""Makes generated files anew when their sources changed, before a write or together with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.app.checking.door_checks import Check
from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.app.generating.machine_files import made
from kkmp_ledger.app.generating.machine_files import stale_files
from kkmp_ledger.book.door import Write

if TYPE_CHECKING:
    from kkmp_ledger.book.door import Door
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index


def refresh(folder: Folder, door: Door) -> Written | None:
    """Write every stale generated file anew; None when none is. Raises ProblemError."""
    stale = stale_files(folder, door.index)
    return door.write(Write(machine=made(folder, stale)), Check(folder)) if stale else None


def complete(folder: Folder, plan: Write, index: Index, *, fresh: bool) -> tuple[Folder, Write]:
    """The folder as the plan's sources make it, and the plan with all that they make stale.

    So that a register and the sales that follow from it are written together. `fresh`: nothing is
    stale as the folder stands. Raises ProblemError.
    """
    if fresh and not plan.source:
        return folder, plan
    sources = {name: content.content for name, content in plan.source.items()}
    later = Folder(folder.path, sources, cache=folder.cache)
    stale = [path for path in stale_files(later, index) if path not in plan.machine]
    return later, replace(plan, machine={**made(later, stale), **plan.machine})
