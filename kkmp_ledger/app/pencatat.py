"""Who writes, and when; and the one way in which every command books something."""

from __future__ import annotations

import dataclasses
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.book.door import Pintu

if TYPE_CHECKING:
    from collections.abc import Callable
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
    folder: Folder, pencatat: Pencatat, rencana: Callable[[Index], Rencana], pesan: str
) -> Hasil:
    """Take the door, make the plan on the index as it stands there, write it, commit it to git.

    Generated files that have gone stale are made anew first. Raises ProblemError.
    """
    from kkmp_ledger.app.periksa import Periksa  # noqa: PLC0415  # they need each other
    from kkmp_ledger.app.susun import segarkan  # noqa: PLC0415

    with Pintu(folder.path) as pintu:
        folder.tuntut_data()
        if not pencatat.coba:
            segarkan(folder, pintu)
        plan = rencana(pintu.index)
        hasil = pintu.tulis(plan, Periksa(folder), coba=pencatat.coba)
    if not pencatat.coba and hasil.berkas:
        catat_git(folder, hasil.berkas, pencatat, pesan)
    return hasil


def pulihkan(folder: Folder) -> None:
    """Finish what a killed writer left, before anything looks at the folder."""
    with Pintu(folder.path):
        pass


def catat_git(folder: Folder, berkas: tuple[str, ...], pencatat: Pencatat, pesan: str) -> None:
    """Commit just these files when the folder itself is the top of a work tree.

    The booking stands whatever git says: a failing git is no failed booking.
    """
    if not (folder.path / ".git").exists():
        return
    git = ["git", "-C", str(folder.path)]
    author = f"{pencatat.oleh} <{pencatat.oleh.replace(' ', '.')}@kkmp.invalid>"
    ignored = _run([*git, "check-ignore", "--", *berkas]).split("\n")
    paths = [path for path in berkas if path not in ignored]
    if not paths:
        return
    _run([*git, "add", "--", *paths])
    when = pencatat.waktu.isoformat()
    message = ["-m", pesan, f"--author={author}", f"--date={when}"]
    _run([*git, "commit", "-q", *message, "--", *paths])


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # git, with our own words
            command, capture_output=True, text=True, check=False, timeout=_GIT_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
