"""The form of a backup: a ZIP whose list names each file with its size, digest and mode."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import unicodedata
import zipfile
import zlib
from dataclasses import asdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

LIST = "cadangan.json"
INSIDE = "buku/"  # so that no file of a book is taken for the list
KIND = "cadangan kkmp-ledger"
EDITION = 1
# What stays behind: the lock, what a killed writer left, the history that git keeps by itself.
LEFT_OUT = frozenset({".kkmp", ".batch", ".git"})
# Limits for a file that somebody else may have made: far above any cooperative's books.
MOST_FILES = 200_000
MOST_BYTES = 64 * 1024**3
_MOST_LIST = 64 * 1024**2
_MOST_DENSE = 1_100  # deflate packs at most 1,032 bytes into one
_PIECE = 1024**2
_OTHER = "pilih berkas yang dibuat kkmp cadangkan, atau salinannya yang lain"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a book: where it lies in the folder, its bytes, its digest, who may read it."""

    path: str
    size: int
    digest: str
    mode: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `seal` is the newest seal's name and code, "" without one."""

    koperasi: str
    program: str
    seal: str
    last: str  # number of the entry that was recorded last, "" in an empty book
    folders: tuple[str, ...]
    files: tuple[Kept, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    def write(self) -> bytes:
        """The list as JSON; the same book gives the same bytes."""
        said = {
            "jenis": KIND,
            "edisi": EDITION,
            "program": self.program,
            "koperasi": self.koperasi,
            "segel_terakhir": self.seal,
            "entri_terakhir": self.last,
            "folder": self.folders,
            "berkas": [asdict(file) for file in self.files],
        }
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """The list of a backup, compared with what the ZIP holds. Raises ProblemError BERKAS-RUSAK."""
    found = archive.infolist()
    if len(found) > MOST_FILES:
        raise broken(f"berisi {len(found)} berkas, lebih dari buku mana pun")
    names = {info.filename: info for info in found}
    if len(names) < len(found):
        raise broken("berisi dua berkas dengan nama yang sama")
    if LIST not in names:
        raise broken("bukan cadangan buku koperasi")
    _demand_plain(found)
    manifest = _read(archive, names[LIST])
    demand_names([f.path for f in manifest.files], manifest.folders)
    expected = {LIST: names[LIST].file_size} | {INSIDE + f.path: f.size for f in manifest.files}
    for name in sorted(expected.keys() ^ names.keys()):
        reason = "tidak ada di dalamnya" if name in expected else "tidak ada di daftarnya"
        raise broken(f"tidak utuh: {shown(name)} {reason}")
    for name, size in expected.items():
        if names[name].file_size != size:
            raise broken(f"tidak utuh: ukuran {shown(name)} bukan seperti di daftarnya")
    return manifest


def _demand_plain(found: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse links, other ways of packing, and what swells beyond any book."""
    total = 0
    for info in found:
        total += info.file_size
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG} or info.is_dir():
            raise broken(f"berisi {shown(info.filename)}, yang bukan berkas biasa")
        packed = info.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        if not packed or info.flag_bits & 1:
            raise broken("dikemas dengan cara lain")
        if total > MOST_BYTES or info.file_size > _MOST_DENSE * (info.compress_size + 1):
            raise broken("mengembang melebihi batas; ini bukan buku koperasi")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Manifest:
    if info.file_size > _MOST_LIST:
        raise broken("berisi daftar yang terlalu panjang")
    try:
        said = json.loads(b"".join(pieces(archive, info.filename, info.file_size)))
        if said["jenis"] != KIND:
            raise broken("bukan cadangan buku koperasi")
        if said["edisi"] != EDITION:
            raise broken(
                f"dibuat program versi {said['program']}, yang lebih baru",
                "pasang kkmp-ledger versi itu, lalu ulangi",
            )
        files = tuple(_kept(**file) for file in said["berkas"])
        return Manifest(
            koperasi=_text(said["koperasi"]),
            program=_text(said["program"]),
            seal=_text(said["segel_terakhir"]),
            last=_text(said["entri_terakhir"]),
            folders=tuple(map(_text, said["folder"])),
            files=files,
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise broken("berisi daftar yang tidak dapat dibaca") from None


def _kept(path: object, size: int, digest: object, mode: int) -> Kept:
    """A row of the list; a wrong one is a ValueError."""
    numbers = type(size) is int and type(mode) is int and size >= 0 and 0 <= mode <= 0o777  # noqa: PLR2004
    if not numbers or not re.fullmatch(r"[0-9a-f]{64}", _text(digest)):
        raise ValueError
    return Kept(_text(path), size, _text(digest), mode)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError  # told as one of many
    value.encode()  # half a character is a ValueError
    return value


def demand_names(files: Sequence[str], folders: Sequence[str]) -> None:
    """Refuse paths that lead elsewhere or that some computer cannot keep apart (BERKAS-RUSAK).

    Both ways: what this refuses is never put into a backup, so every backup can be restored.
    """
    known: dict[str, str] = {}
    inner = {str(parent) for path in (*files, *folders) for parent in PurePosixPath(path).parents}
    if both := sorted(inner.intersection(files)):
        raise broken(f"berisi {shown(both[0])} sebagai berkas dan sebagai folder")
    for path in (*files, *folders):
        parts = path.split("/")
        if not all(map(_is_name, parts)) or re.match(r"[A-Za-z]:", path):
            raise ProblemError(
                Problem(
                    "BERKAS-RUSAK",
                    f"nama {shown(path)} tidak dapat dipakai di setiap komputer",
                    "ganti nama berkas itu, lalu buat cadangannya lagi",
                )
            )
        alike = unicodedata.normalize("NFC", path).casefold()
        if alike in known:
            fact = f"nama {shown(known[alike])} dan {shown(path)} hanya beda huruf besar-kecilnya"
            hint = "ganti nama salah satunya, lalu buat cadangannya lagi"
            raise ProblemError(Problem("BERKAS-RUSAK", fact, hint))
        known[alike] = path


def _is_name(part: str) -> bool:
    """Tell whether a part of a path is a name, and not a way out or into git's own folder."""
    strange = any(unicodedata.category(c) in {"Cc", "Cs"} or c == "\\" for c in part)
    return bool(part.rstrip(". ")) and not strange and not is_left_out(part)


def is_left_out(name: str) -> bool:
    """Tell whether a name in a folder is none of the book's; Windows heeds no capitals or dots."""
    return name.rstrip(". ").casefold() in LEFT_OUT or name.endswith(".picklecache")


def pieces(archive: zipfile.ZipFile, name: str, size: int) -> Iterator[bytes]:
    """The bytes of a file in the ZIP, piece by piece, never more than it says it has.

    Raises ProblemError BERKAS-RUSAK.
    """
    try:
        with archive.open(name) as source:
            left = size
            while piece := source.read(min(_PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    break
                yield piece
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, zlib.error, RuntimeError) as error:
        raise broken(f"rusak: {shown(name)} tidak dapat dibaca") from error
    if left:
        raise broken(f"rusak: {shown(name)} tidak dapat dibaca")


def digest_of(content: Iterable[bytes], target: IO[bytes] | None = None) -> tuple[str, int]:
    """SHA-256 in hex and the number of bytes, written to `target` on the way."""
    digest, size = hashlib.sha256(), 0
    for piece in content:
        digest.update(piece)
        size += len(piece)
        if target is not None:
            target.write(piece)
    return digest.hexdigest(), size


def read_pieces(source: IO[bytes]) -> Iterator[bytes]:
    """A file's bytes, piece by piece."""
    while piece := source.read(_PIECE):
        yield piece


def demand_same(file: Kept, digest: str) -> None:
    """Refuse a file whose bytes are not those of the list (BERKAS-RUSAK)."""
    if digest != file.digest:
        raise broken(f"rusak: isi {shown(file.path)} bukan seperti di daftarnya")


def shown(name: str) -> str:
    """A name that may hold anything, as a person can read it."""
    return '"' + "".join(c if c.isprintable() else "?" for c in name) + '"'


def broken(reason: str, hint: str = _OTHER) -> ProblemError:
    """BERKAS-RUSAK, of the backup itself."""
    return ProblemError(Problem("BERKAS-RUSAK", f"berkas cadangan {reason}", hint))
