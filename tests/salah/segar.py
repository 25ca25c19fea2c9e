"""Refreshes the machine's files of each wrong ledger, so that only its one mistake is wrong.

They follow the chart, so `pytest --tulis-ulang` calls this before it writes the texts anew.
"""

from __future__ import annotations

from pathlib import Path

from kkmp_ledger.app import akun_gen
from kkmp_ledger.app.folder import Folder
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.door import ISI
from kkmp_ledger.book.door import teks_isi
from kkmp_ledger.book.pohon import UTAMA

SALAH = Path(__file__).parent
# Here a machine's file is what is wrong.
_DIAM = frozenset({"GEN-BASI"})


def segarkan(path: Path) -> None:
    """Write `akun.gen.beancount` and the list of includes of one folder, if it is a ledger."""
    if path.name in _DIAM or not (path / UTAMA).is_file():
        return
    folder = Folder(path)
    try:
        text = akun_gen.teks_akun(folder.koperasi, folder.register, folder.tertutup.tahun)
    except ProblemError:
        return
    _tulis(path / akun_gen.BERKAS, text)
    ledger = {p.relative_to(path).as_posix() for p in path.rglob("*.beancount")}
    _tulis(path / ISI, teks_isi(ledger - {UTAMA, ISI}))


def _tulis(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def specimen() -> list[Path]:
    """Every folder of the gallery, in order of code."""
    return sorted(p for p in SALAH.iterdir() if p.is_dir() and p.name.isupper())
