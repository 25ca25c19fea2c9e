"""Circumstances that no typed command brings about: another writer, a held file, a torn chart."""

from __future__ import annotations

import shlex
import shutil
from contextlib import chdir
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from kkmp_ledger.app.checking.door_checks import Check
from kkmp_ledger.app.checking.full_check import check
from kkmp_ledger.app.folder.folder import KOPERASI
from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.app.writing.new_folder import make
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import errors
from kkmp_ledger.book.door import Door
from kkmp_ledger.book.door import Write
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.cli.main import kkmp
from kkmp_ledger.render import problem_text
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.chart import ChartFile
from tests.salah.overlay import BASE
from tests.salah.overlay import COMMANDS
from tests.salah.overlay import WRONG

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

KAS = "2025/07-kas.beancount"
HIBAH = Draft(
    date(2025, 7, 1),
    "hibah",
    "Hibah karangan",
    (Leg("Aset:Kas:Kantor", Decimal(50_000)), Leg("Ekuitas:Hibah", Decimal(-50_000))),
    meta={"oleh": "bendahara", "dicatat": "2025-07-01T09:00:00"},
)


class Circumstance(NamedTuple):
    """What happened, for docs/PROBLEMS.md, and the code that makes it happen in a folder."""

    words: str
    run: Callable[[Path], None]


def text(kode: str, folder: Path) -> str:
    """The text of the problems that the circumstance ends in."""
    with pytest.raises(ProblemError) as caught:
        CIRCUMSTANCE[kode].run(folder)
    return problem_text.text(caught.value.problems, lambda _path, _line: None, unchanged=True)


def _folder(path: Path) -> Folder:
    book = path / "buku"
    make(book, (BASE / KOPERASI).read_text(encoding="utf-8"))
    return Folder(book)


def _record(door: Door, folder: Folder) -> None:
    door.write(Write(add={KAS: [HIBAH]}), Check(folder))


def _held_lock(path: Path) -> None:
    folder = _folder(path)
    with Door(folder.path), Door(folder.path, wait=0):
        raise AssertionError("two writers in one ledger")


def _changed_file(path: Path) -> None:
    folder = _folder(path)
    with Door(folder.path) as door:
        _record(door, folder)
    with Door(folder.path) as door:
        target = folder.path / KAS
        target.write_text(target.read_text(encoding="utf-8") + "; disimpan dari editor\n")
        _record(door, folder)


def _held_file(path: Path) -> None:
    folder = _folder(path)
    with Door(folder.path) as door:
        _record(door, folder)
        with _refused_by_system(folder.path / KAS):
            _record(door, folder)


@contextmanager
def _refused_by_system(target: Path) -> Iterator[None]:
    """Let the system answer as Windows does while another program holds the file."""
    original = Path.open

    def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self == target and "+" in str(args):
            raise PermissionError(13, "held", str(self))
        return original(self, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        yield


def _broken_chart(_: Path) -> None:
    text = """\
[unit]
[[akun]]
akun = "Aset:Kas:{kas}"
kode = "1101"
nama = "{kas}"
"""
    toml.loads(text, "akun.toml", ChartFile)


def _sealed(path: Path, tamper: Callable[[Path], object]) -> None:
    """Close December of a small book, have somebody at it, and check it."""
    where = WRONG / "BULAN-TERTUTUP"
    shutil.copy(where / KOPERASI, path)
    with chdir(path):
        for line in (where / COMMANDS).read_text(encoding="utf-8").splitlines()[:-1]:
            done = CliRunner().invoke(kkmp, shlex.split(line)[1:])
            assert done.exit_code == 0, done.output
    tamper(path / "buku")
    raise ProblemError(errors(check(Folder(path / "buku"))))


def _changed_after(folder: Path) -> None:
    kas = folder / "2025/12-kas.beancount"
    said = kas.read_text(encoding="utf-8")
    assert said.count("Setoran simpanan pokok") == 1
    kas.write_text(said.replace("Setoran simpanan pokok", "Setoran pokok"), encoding="utf-8")


def _altered(folder: Path) -> None:
    seal = folder / "segel/2025-12.txt"
    said = seal.read_text(encoding="utf-8")
    seal.write_text(said.replace("sebelum: -", "sebelum: 0"), encoding="utf-8")


def _planted_batch(path: Path) -> None:
    folder = _folder(path)
    area = folder.path / ".batch"
    area.mkdir(mode=0o700)
    (area / "daftar.json").write_text('[{"berkas": "../lain.txt", "dari": ""}]', encoding="utf-8")
    (area / "selesai").touch()
    with Door(folder.path):
        raise AssertionError("somebody else's batch was finished")


CIRCUMSTANCE: dict[str, Circumstance] = {
    "KUNCI-DIPEGANG": Circumstance("dua perintah menulis ke satu buku", _held_lock),
    "BERKAS-BERUBAH": Circumstance("editor menyimpan berkas di tengah perintah", _changed_file),
    "BERKAS-DIPEGANG": Circumstance("berkas masih terbuka di program lain", _held_file),
    "SEGEL-BEDA": Circumstance(
        "entri bulan tertutup disunting", lambda path: _sealed(path, _changed_after)
    ),
    "SEGEL-TIADA": Circumstance(
        "segel bulan tertutup dihapus",
        lambda path: _sealed(path, lambda folder: (folder / "segel/2025-12.txt").unlink()),
    ),
    "SEGEL-RUSAK": Circumstance("segel disunting", lambda path: _sealed(path, _altered)),
    "BATCH-ASING": Circumstance(".batch menyebut berkas di luar buku", _planted_batch),
    "BAGAN-RUSAK": Circumstance("baris bagan akun tanpa kunci laporan", _broken_chart),
}
