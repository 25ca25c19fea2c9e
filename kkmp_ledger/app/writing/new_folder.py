"""Makes the folder of a new cooperative: its data file, its main file, its accounts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jinja2

from kkmp_ledger.app.folder.folder import ANGGOTA
from kkmp_ledger.app.folder.folder import ASET
from kkmp_ledger.app.folder.folder import CUSTOMER
from kkmp_ledger.app.folder.folder import KOPERASI
from kkmp_ledger.app.folder.folder import PRIBADI
from kkmp_ledger.app.generating.accounts_file import ACCOUNTS
from kkmp_ledger.app.generating.accounts_file import accounts_text
from kkmp_ledger.base.places import folder as places
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book import batch
from kkmp_ledger.book import write as ledger
from kkmp_ledger.book.batch import PRIBADI as MODE_PRIBADI
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.door import includes_text
from kkmp_ledger.book.tree import INCLUDES
from kkmp_ledger.book.tree import MAIN
from kkmp_ledger.koperasi import anggota
from kkmp_ledger.koperasi import aset
from kkmp_ledger.koperasi import customers
from kkmp_ledger.koperasi import pribadi
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.koperasi import Koperasi

_PAPERS = "dokumen"

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def new_koperasi(answers: Mapping[str, object]) -> str:
    """A `koperasi.toml` from a few answers.

    nama, kelurahan, kota, berdiri, pembukuan_sejak, pokok, wajib.
    """
    return _scaffold("koperasi.toml.j2", answers)


def koperasi_from(file: Path) -> str:
    """The text of a `koperasi.toml` that somebody has prepared. Raises ProblemError."""
    toml.load(file, Koperasi)
    return file.read_text(encoding="utf-8")


def check_new(path: Path, koperasi_toml: str) -> list[str]:
    """The files that `make` would write there, by name; looks only.

    Raises ProblemError FOLDER-ISI when something else is in the folder already.
    """
    files = _files(koperasi_toml)
    _demand_new(path, files)
    return sorted(files)


def make(path: Path, koperasi_toml: str) -> None:
    """Write the whole folder, or nothing. Raises ProblemError.

    What a killed init of the same cooperative left is finished; anything else is FOLDER-ISI.
    """
    files = _files(koperasi_toml)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fact = f"folder {path.name} tidak dapat dibuat"
        hint = "periksa izin folder di atasnya"
        raise ProblemError(Problem("TULIS-GAGAL", fact, hint)) from error
    batch.recover(path)
    if _demand_new(path, files):
        batch.replace(path, files)
    (path / _PAPERS).mkdir(exist_ok=True)


def _files(koperasi_toml: str) -> dict[str, Content]:
    k = toml.loads(koperasi_toml, KOPERASI, Koperasi)
    main = _scaffold(
        "main.beancount.j2", {"nama": k.nama, "fiktif": k.fiktif, "first": k.pembukuan_sejak}
    )
    return {
        KOPERASI: Content(koperasi_toml.encode()),
        ANGGOTA: Content(anggota.Register().write().encode()),
        PRIBADI: Content(pribadi.write_pribadi(()).encode(), MODE_PRIBADI),
        CUSTOMER: Content(customers.CustomerMap().write().encode(), MODE_PRIBADI),
        ASET: Content(aset.write_aset(()).encode()),
        **{f".{name}": Content(_git(name).encode()) for name in ("gitignore", "gitattributes")},
        MAIN: Content(main.encode()),
        INCLUDES: Content(includes_text([ACCOUNTS]).encode()),
        ACCOUNTS: Content(accounts_text(k, anggota.Register()).encode()),
    }


def _demand_new(path: Path, files: Mapping[str, Content]) -> bool:
    """Tell whether the files are still to be written: False where they are there, just so."""
    papers = path / _PAPERS
    here = path.iterdir() if path.is_dir() else ()
    there = {p.name for p in here if p != papers or any(p.iterdir())}
    if not there:
        return True
    if there != set(files) or any((path / n).read_bytes() != f.content for n, f in files.items()):
        fact = f"folder {path.name} sudah berisi"
        hint = "pakai nama folder yang belum ada"
        raise ProblemError(Problem("FOLDER-ISI", fact, hint))
    return False


def _git(name: str) -> str:
    return (places("templates") / "koperasi" / name).read_text(encoding="utf-8")


def _scaffold(name: str, answers: Mapping[str, object]) -> str:
    env = jinja2.Environment(  # noqa: S701  # makes TOML and ledger text, escaped by the filters
        loader=jinja2.FileSystemLoader(places("templates") / "koperasi"),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    env.filters["toml"] = lambda text: json.dumps(text, ensure_ascii=False)
    env.filters["teks"] = ledger.quoted
    return env.get_template(name).render(answers)
