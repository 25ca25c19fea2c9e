"""Who writes, and when; and the one way in which every command books something."""

from __future__ import annotations

import dataclasses
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.book.batch import is_unfinished
from kkmp_ledger.book.batch import real_path
from kkmp_ledger.book.door import Door

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from datetime import datetime

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.book.door import Write
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.book.model import Count
    from kkmp_ledger.book.model import Draft

_GIT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who books, at what time, and whether it is only a rehearsal."""

    time: datetime
    oleh: str
    rehearsal: bool = False

    def mark(self, item: Draft | Count) -> Draft | Count:
        """The draft or count with `oleh` and `dicatat`, as every hand-kept entry carries them."""
        meta = {**item.meta, "oleh": self.oleh, "dicatat": self.time.isoformat()}
        return dataclasses.replace(item, meta=meta)


def write(
    folder: Folder,
    recorder: Recorder,
    make_plan: Callable[[Index], Write],
    subject: str,
    *,
    fresh_first: bool = True,
) -> Written:
    """Take the door, make the plan on the index as it stands there, write it, commit it to git.

    Generated files that have gone stale are made anew first, unless the plan does just that
    (`fresh_first` is False). Raises ProblemError.
    """
    from kkmp_ledger.app.checking.door_checks import Check  # noqa: PLC0415  # help is instant
    from kkmp_ledger.app.writing.refresh import complete  # noqa: PLC0415
    from kkmp_ledger.app.writing.refresh import refresh  # noqa: PLC0415

    with Door(folder.path, folder.derived) as door:
        folder.forget()  # somebody may have written while this command waited for an answer
        folder.demand_data()
        refreshed = fresh_first and not recorder.rehearsal
        fresh = refresh(folder, door) if refreshed else None
        later, plan = complete(folder, make_plan(door.index), door.index, fresh=refreshed)
        result = door.write(plan, Check(later, recorder.time.date()), rehearsal=recorder.rehearsal)
    written = (*(fresh.file if fresh else ()), *result.file)
    if recorder.rehearsal or not written or commit_git(folder, written, recorder, subject):
        return result
    fact, hint = "git tidak mencatat perubahan ini", "bukunya sudah tercatat; jalankan git status"
    warning = Problem("TULIS-GAGAL", fact, hint, severity=Severity.WARNING)
    return dataclasses.replace(result, problems=(*result.problems, warning))


def recover(folder: Folder) -> list[Problem]:
    """Finish what a killed writer left, before anything looks at the folder.

    What it had only begun is litter: who may not write here looks past it, and of somebody else's
    it is said (`perhatian`). Raises ProblemError.
    """
    try:
        with Door(folder.path, folder.derived):
            pass
    except ProblemError as error:
        begun = {p.code for p in error.problems} <= {"TULIS-GAGAL", "BATCH-ASING"}
        if not begun or is_unfinished(folder.path):
            raise
        foreign = [p for p in error.problems if p.code == "BATCH-ASING"]
        return [dataclasses.replace(p, severity=Severity.WARNING) for p in foreign]
    return []


def commit_git(folder: Folder, file: Iterable[str], recorder: Recorder, subject: str) -> bool:
    """Commit just these files when the folder itself is the top of a work tree.

    False when git failed. The booking stands whatever git says.
    """
    if not (folder.path / ".git").exists():
        return True
    name = recorder.oleh
    who = ["-c", f"user.name={name}", "-c", f"user.email={name.replace(' ', '.')}@kkmp.invalid"]
    git = ["git", "-C", str(folder.path), "-c", "core.quotePath=false", *who]
    wanted = sorted({real_path(folder.path, path) for path in file})
    ignored = _run([*git, "check-ignore", "--", *wanted])
    if ignored is None or ignored.returncode > 1:
        return False
    paths = sorted({*wanted} - {*ignored.stdout.splitlines()})
    if not paths:
        return True
    message = ["-m", subject, f"--date={recorder.time.isoformat()}"]
    steps = ([*git, "add", "--", *paths], [*git, "commit", "-q", *message, "--", *paths])
    return all((done := _run(step)) is not None and done.returncode == 0 for step in steps)


def _run(command: list[str]) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(  # noqa: S603  # git, with our own words
            command, capture_output=True, text=True, check=False, timeout=_GIT_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
