"""Makes a backup of a cooperative's folder, reads it back, and only then gives it its name."""

from __future__ import annotations

import os
import re
import stat
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.app.folder.open_index import opened_index
from kkmp_ledger.app.keeping import archive as form
from kkmp_ledger.app.keeping.archive import Kept
from kkmp_ledger.app.keeping.archive import Manifest
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.version import VERSION
from kkmp_ledger.book.batch import is_unfinished
from kkmp_ledger.book.door import Door
from kkmp_ledger.book.tree import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kkmp_ledger.app.folder.folder import Folder

ENDING = ".zip"
_THEN = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP knows: the same book gives the same bytes
_SYSTEM = 3


class Backup(NamedTuple):
    """A backup that was written and read back: where, its list, its size and digest."""

    path: Path
    manifest: Manifest
    size: int
    digest: str
    with_git: bool  # the folder has a history of git's, which was left out


def back_up(folder: Folder, target: Path, today: date) -> Backup:
    """Write the backup of a folder; `target` is a file, or a folder for a file of a dated name.

    Raises ProblemError with nothing left behind.
    """
    target = _place(folder, target, today)
    with _held(folder):
        manifest = _manifest(folder)
        with _beside(target) as (file, name):
            _write(file, folder.path, manifest)
            file.flush()
            os.fsync(file.fileno())
            check(name)
            _demand_ours(target, folder)
            name.replace(target)
        with target.open("rb") as source:
            digest, size = form.digest_of(form.read_pieces(source))
    return Backup(target, manifest, size, digest, (folder.path / ".git").exists())


def check(path: Path) -> Manifest:
    """Read a backup from beginning to end, and compare every digest. Raises ProblemError."""
    with opened(path) as archive:
        manifest = form.read_manifest(archive)
        for file in manifest.files:
            content = form.pieces(archive, form.INSIDE + file.path, file.size)
            form.demand_same(file, form.digest_of(content)[0])
    return manifest


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """A backup's ZIP. Raises ProblemError BERKAS-TIADA or BERKAS-RUSAK."""
    try:
        source = path.open("rb")
    except OSError:
        fact = f'berkas "{path}" tidak ada atau tidak boleh dibaca'
        hint = "periksa namanya, dan apakah diska tempatnya terpasang"
        raise ProblemError(Problem("BERKAS-TIADA", fact, hint)) from None
    with source:
        try:
            archive = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise form.broken("rusak, terpotong, atau bukan cadangan buku koperasi") from None
        with archive:
            yield archive


def default_name(folder: Folder, today: date) -> str:
    """The cooperative's name and the day, as a file is called that one finds again."""
    name = re.sub(r"[^a-z0-9]+", "-", _called(folder).casefold()).strip("-")
    return f"{name or 'koperasi'}-{today.isoformat()}{ENDING}"


def _called(folder: Folder) -> str:
    """The cooperative's name; the folder's where its settings are broken: that is kept, too."""
    try:
        return folder.koperasi.nama
    except ProblemError:
        return folder.path.resolve().name


def _place(folder: Folder, target: Path, today: date) -> Path:
    """Where the file is to lie. Raises ProblemError TULIS-GAGAL inside a book, on another file."""
    target = (target / default_name(folder, today) if target.is_dir() else target).resolve()
    if any((parent / MAIN).is_file() for parent in target.parents):
        fact = f'"{target}" ada di dalam folder buku'
        hint = "simpan cadangan di tempat lain, sebaiknya di diska lain, misalnya USB"
        raise ProblemError(Problem("TULIS-GAGAL", fact, hint))
    if not target.parent.is_dir():
        fact = f'folder "{target.parent}" tidak ada'
        hint = "periksa apakah diskanya terpasang, atau buat foldernya dulu"
        raise ProblemError(Problem("TULIS-GAGAL", fact, hint))
    _demand_ours(target, folder)
    return target


def _demand_ours(target: Path, folder: Folder) -> None:
    """Refuse to replace what is not an earlier backup of this cooperative."""
    if not os.path.lexists(target):
        return
    try:
        with opened(target) as archive:
            if form.read_manifest(archive).koperasi == _called(folder):
                return
    except ProblemError:
        pass
    fact = f'"{target}" sudah ada, dan bukan cadangan koperasi ini'
    raise ProblemError(Problem("TULIS-GAGAL", fact, "pilih nama lain"))


@contextmanager
def _held(folder: Folder) -> Iterator[None]:
    """Keep writers out while the folder is read; who may not write there copies without the lock.

    Then too nothing half is taken: each file is read twice, and must be the same both times.
    """
    try:
        door = Door(folder.path, folder.derived).__enter__()
    except ProblemError as error:
        may_not = {p.code for p in error.problems} == {"TULIS-GAGAL"}
        if not may_not or is_unfinished(folder.path):
            raise
        yield
        return
    try:
        folder.forget()
        yield
    finally:
        door.__exit__(None, None, None)


def _manifest(folder: Folder) -> Manifest:
    root = folder.path.resolve()
    files, folders = [], []
    for path, place in sorted(_walk(root, "", root, (root,))):
        if place.is_dir():
            folders.append(path)
            continue
        with _readable(path), place.open("rb") as source:
            digest, size = form.digest_of(form.read_pieces(source))
            mode = stat.S_IMODE(os.fstat(source.fileno()).st_mode) & 0o777
        files.append(Kept(path, size, digest, mode))
    form.demand_names([f.path for f in files], folders)
    last = _last(folder)
    return Manifest(_called(folder), VERSION, _seal(root), last, tuple(folders), tuple(files))


def _walk(
    root: Path, before: str, here: Path, above: tuple[Path, ...]
) -> Iterator[tuple[str, Path]]:
    """Each file and folder of the book: its path, and where its bytes lie when links are followed.

    Raises ProblemError BERKAS-RUSAK for a link that leads outside, nowhere or in a circle.
    """
    with _readable(before or "."):
        names = sorted(path.name for path in here.iterdir())
    for name in names:
        if form.is_left_out(name):
            continue
        path = before + name
        try:
            place = (here / name).resolve(strict=True)
            inside = place.is_relative_to(root) and place not in above
        except (OSError, RuntimeError):  # a link to nowhere, or to itself
            inside = False
        if not inside or not (place.is_file() or place.is_dir()):
            fact = f"{form.shown(path)} bukan berkas biasa, atau tautan ke luar folder buku"
            hint = "ganti dengan berkasnya sendiri, atau pindahkan dari folder buku"
            raise ProblemError(Problem("BERKAS-RUSAK", fact, hint))
        yield path, place
        if place.is_dir():
            yield from _walk(root, path + "/", place, (*above, place))


@contextmanager
def _readable(path: str) -> Iterator[None]:
    """Say which file of the book cannot be read (BERKAS-TIADA)."""
    try:
        yield
    except OSError:
        fact = f"{form.shown(path)} tidak dapat dibaca"
        hint = "minta pemilik folder memberi izin membacanya, atau jalankan sebagai pemiliknya"
        raise ProblemError(Problem("BERKAS-TIADA", fact, hint)) from None


def _last(folder: Folder) -> str:
    """The number of the entry that was recorded last."""
    with opened_index(folder) as index:
        entries, _ = index.recorded(1)
    return entries[0].bukti if entries else ""


def _seal(root: Path) -> str:
    """The newest seal's name and code: a year's comes after its twelfth month's."""
    seals = sorted((root / "segel").glob("*.txt"), key=lambda p: (p.stem[:4], p.stem[5:] or "13"))
    if not seals:
        return ""
    lines = seals[-1].read_text(encoding="utf-8", errors="replace").splitlines()
    code = next((line[6:] for line in lines if line.startswith("kode: ")), "")
    return f"{seals[-1].stem} {code}".strip()


def _write(file: IO[bytes], root: Path, manifest: Manifest) -> None:
    """Write the ZIP: the list first, then each file, which must still be as it was listed."""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(_info(form.LIST, 0o600), manifest.write())
        for kept in manifest.files:
            with _readable(kept.path):
                source = (root / kept.path).open("rb")
            info = _info(form.INSIDE + kept.path, kept.mode)
            info.file_size = kept.size  # so that what is longer than 4 GB is written as such
            with source, archive.open(info, "w") as target:
                digest, _ = form.digest_of(form.read_pieces(source), target)
            if digest != kept.digest:
                fact = f"berkas {kept.path} berubah sejak dibaca perintah ini"
                hint = "ulangi perintahnya"
                raise ProblemError(Problem("BERKAS-BERUBAH", fact, hint, Place(kept.path)))


def _info(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _THEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = _SYSTEM
    info.external_attr = (stat.S_IFREG | mode) << 16
    return info


@contextmanager
def _beside(target: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A new file beside the target, for its owner's eyes alone; gone where something failed."""
    name = None
    try:
        handle, made = tempfile.mkstemp(dir=target.parent, prefix=".kkmp-", suffix=".sebagian")
        name = Path(made)
        with os.fdopen(handle, "wb") as file:
            yield file, name
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        fact = f'cadangan tidak dapat ditulis ke "{target.parent}": {reason}'
        hint = "periksa sisa ruang dan izin di sana, atau pilih tempat lain"
        raise ProblemError(Problem("TULIS-GAGAL", fact, hint)) from error
    finally:
        if name is not None:
            name.unlink(missing_ok=True)  # it is still there where something failed
