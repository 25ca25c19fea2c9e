"""Makes the folder of a new cooperative: its data file, its main file, its accounts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jinja2

from kkmp_ledger.app.accounts_file import ACCOUNTS
from kkmp_ledger.app.accounts_file import accounts_text
from kkmp_ledger.app.folder import ANGGOTA
from kkmp_ledger.app.folder import ASET
from kkmp_ledger.app.folder import CUSTOMER
from kkmp_ledger.app.folder import KOPERASI
from kkmp_ledger.app.folder import PRIBADI
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

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def new_koperasi(path: Path, answers: Mapping[str, object]) -> None:
    """Make a folder from a few answers: nama, kelurahan, kota, mulai, pokok, wajib.

    Raises ProblemError FOLDER-ISI when there is something in the folder already.
    """
    make(path, _scaffold("koperasi.toml.j2", answers))


def koperasi_from(path: Path, file: Path) -> None:
    """Make a folder around a `koperasi.toml` that somebody has prepared. Raises ProblemError."""
    toml.load(file, Koperasi)
    make(path, file.read_text(encoding="utf-8"))


def make(path: Path, koperasi_toml: str) -> None:
    """Write the whole folder, or nothing. Raises ProblemError.

    What a killed init of the same cooperative left is finished; anything else is FOLDER-ISI.
    """
    k = toml.loads(koperasi_toml, KOPERASI, Koperasi)
    main = _scaffold("main.beancount.j2", {"nama": k.nama, "fiktif": k.fiktif, "mulai": k.mulai})
    files = {
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
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fact = f"folder {path.name} tidak dapat dibuat"
        hint = "periksa izin folder di atasnya"
        raise ProblemError(Problem("TULIS-GAGAL", fact, hint)) from error
    batch.recover(path)
    papers = path / "dokumen"
    there = {p.name for p in path.iterdir() if p != papers or any(p.iterdir())}
    if not there:
        batch.replace(path, files)
    elif there != set(files) or any((path / n).read_bytes() != f.content for n, f in files.items()):
        fact = f"folder {path.name} sudah berisi"
        hint = "pakai nama folder yang belum ada"
        raise ProblemError(Problem("FOLDER-ISI", fact, hint))
    papers.mkdir(exist_ok=True)


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
