"""Who writes, and when; and the one way in which every command books something."""

from __future__ import annotations

import dataclasses
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Berat
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.door import Pintu

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from datetime import datetime

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.book.door import Hasil
    from kkmp_ledger.book.door import Rencana
    from kkmp_ledger.book.index import Index
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Hitungan

_GIT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Pencatat:
    """Who books, at what time, and whether it is only a rehearsal."""

    waktu: datetime
    oleh: str
    coba: bool = False

    def tanda(self, item: Draft | Hitungan) -> Draft | Hitungan:
        """The draft or count with `oleh` and `dicatat`, as every hand-kept entry carries them."""
        meta = {**item.meta, "oleh": self.oleh, "dicatat": self.waktu.isoformat()}
        return dataclasses.replace(item, meta=meta)


def tulis(
    folder: Folder,
    pencatat: Pencatat,
    rencana: Callable[[Index], Rencana],
    pesan: str,
    *,
    segar: bool = True,
) -> Hasil:
    """Take the door, make the plan on the index as it stands there, write it, commit it to git.

    Generated files that have gone stale are made anew first, unless the plan does just that
    (`segar` is False). Raises ProblemError.
    """
    from kkmp_ledger.app.periksa import Periksa  # noqa: PLC0415  # help is instant
    from kkmp_ledger.app.susun import lengkapi  # noqa: PLC0415
    from kkmp_ledger.app.susun import segarkan  # noqa: PLC0415

    with Pintu(folder.path) as pintu:
        folder.tuntut_data()
        fresh = segarkan(folder, pintu) if segar and not pencatat.coba else None
        later, plan = lengkapi(folder, rencana(pintu.index), pintu.index)
        hasil = pintu.tulis(plan, Periksa(later, pencatat.waktu.date()), coba=pencatat.coba)
    written = (*(fresh.berkas if fresh else ()), *hasil.berkas)
    if pencatat.coba or not written or catat_git(folder, written, pencatat, pesan):
        return hasil
    fact, hint = "git tidak mencatat perubahan ini", "bukunya sudah tercatat; jalankan git status"
    warning = Problem("TULIS-GAGAL", fact, hint, berat=Berat.PERHATIAN)
    return dataclasses.replace(hasil, problems=(*hasil.problems, warning))


def pulihkan(folder: Folder) -> None:
    """Finish what a killed writer left, before anything looks at the folder."""
    with Pintu(folder.path):
        pass


def catat_git(folder: Folder, berkas: Iterable[str], pencatat: Pencatat, pesan: str) -> bool:
    """Commit just these files when the folder itself is the top of a work tree.

    False when git failed. The booking stands whatever git says.
    """
    if not (folder.path / ".git").exists():
        return True
    name = pencatat.oleh
    who = ["-c", f"user.name={name}", "-c", f"user.email={name.replace(' ', '.')}@kkmp.invalid"]
    git = ["git", "-C", str(folder.path), "-c", "core.quotePath=false", *who]
    wanted = sorted(set(berkas))
    ignored = _run([*git, "check-ignore", "--", *wanted])
    if ignored is None or ignored.returncode > 1:
        return False
    paths = sorted({*wanted} - {*ignored.stdout.splitlines()})
    if not paths:
        return True
    message = ["-m", pesan, f"--date={pencatat.waktu.isoformat()}"]
    steps = ([*git, "add", "--", *paths], [*git, "commit", "-q", *message, "--", *paths])
    return all((done := _run(step)) is not None and done.returncode == 0 for step in steps)


def _run(command: list[str]) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(  # noqa: S603  # git, with our own words
            command, capture_output=True, text=True, check=False, timeout=_GIT_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
