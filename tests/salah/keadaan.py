"""Circumstances that no typed command brings about: another writer, a held file, a torn chart."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import pytest

from kkmp_ledger.app.folder import KOPERASI
from kkmp_ledger.app.folder import Folder
from kkmp_ledger.app.init import buat
from kkmp_ledger.app.periksa import Periksa
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.door import Pintu
from kkmp_ledger.book.door import Rencana
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.render import masalah
from kkmp_ledger.spec import toml
from kkmp_ledger.spec.chart import BaganAkun
from tests.salah.overlay import BASE

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


class Keadaan(NamedTuple):
    """What happened, for docs/PROBLEMS.md, and the code that makes it happen in a folder."""

    kata: str
    jalankan: Callable[[Path], None]


def teks(kode: str, folder: Path) -> str:
    """The text of the problems that the circumstance ends in."""
    with pytest.raises(ProblemError) as caught:
        KEADAAN[kode].jalankan(folder)
    return masalah.teks(caught.value.problems, lambda _path, _line: None, tidak_diubah=True)


def _folder(path: Path) -> Folder:
    buku = path / "buku"
    buat(buku, (BASE / KOPERASI).read_text(encoding="utf-8"))
    return Folder(buku)


def _catat(pintu: Pintu, folder: Folder) -> None:
    pintu.tulis(Rencana(tambah={KAS: [HIBAH]}), Periksa(folder))


def _kunci_dipegang(path: Path) -> None:
    folder = _folder(path)
    with Pintu(folder.path), Pintu(folder.path, tunggu=0):
        raise AssertionError("two writers in one ledger")


def _berkas_berubah(path: Path) -> None:
    folder = _folder(path)
    with Pintu(folder.path) as pintu:
        _catat(pintu, folder)
    with Pintu(folder.path) as pintu:
        target = folder.path / KAS
        target.write_text(target.read_text(encoding="utf-8") + "; disimpan dari editor\n")
        _catat(pintu, folder)


def _berkas_dipegang(path: Path) -> None:
    folder = _folder(path)
    with Pintu(folder.path) as pintu:
        _catat(pintu, folder)
        with _ditolak_sistem(folder.path / KAS):
            _catat(pintu, folder)


@contextmanager
def _ditolak_sistem(target: Path) -> Iterator[None]:
    """Let the system answer as Windows does while another program holds the file."""
    original = Path.open

    def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self == target and "+" in str(args):
            raise PermissionError(13, "held", str(self))
        return original(self, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        yield


def _bagan_rusak(_: Path) -> None:
    text = """\
[unit]
[[akun]]
akun = "Aset:Kas:{kas}"
kode = "1101"
nama = "{kas}"
"""
    toml.loads(text, "akun.toml", BaganAkun)


KEADAAN: dict[str, Keadaan] = {
    "KUNCI-DIPEGANG": Keadaan("dua perintah menulis ke satu buku", _kunci_dipegang),
    "BERKAS-BERUBAH": Keadaan("editor menyimpan berkas di tengah perintah", _berkas_berubah),
    "BERKAS-DIPEGANG": Keadaan("berkas masih terbuka di program lain", _berkas_dipegang),
    "BAGAN-RUSAK": Keadaan("baris bagan akun tanpa kunci laporan", _bagan_rusak),
}
