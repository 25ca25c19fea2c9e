"""Makes the folder of a new cooperative: its data file, its main file, its accounts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jinja2

from kkmp_ledger.app.akun_gen import BERKAS
from kkmp_ledger.app.akun_gen import teks_akun
from kkmp_ledger.app.folder import ANGGOTA
from kkmp_ledger.app.folder import ASET
from kkmp_ledger.app.folder import KOPERASI
from kkmp_ledger.app.folder import PELANGGAN
from kkmp_ledger.app.folder import PRIBADI
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.tempat import folder as tempat
from kkmp_ledger.book import batch
from kkmp_ledger.book import format as teks
from kkmp_ledger.book.batch import PRIBADI as MODE_PRIBADI
from kkmp_ledger.book.batch import Isi
from kkmp_ledger.book.door import ISI
from kkmp_ledger.book.door import teks_isi
from kkmp_ledger.book.pohon import UTAMA
from kkmp_ledger.koperasi import anggota
from kkmp_ledger.koperasi import aset
from kkmp_ledger.koperasi import pelanggan
from kkmp_ledger.koperasi import pribadi
from kkmp_ledger.spec import toml
from kkmp_ledger.spec.koperasi import Koperasi

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def koperasi_baru(path: Path, isian: Mapping[str, object]) -> None:
    """Make a folder from a few answers: nama, kelurahan, kota, mulai, pokok, wajib.

    Raises ProblemError FOLDER-ISI when there is something in the folder already.
    """
    buat(path, _scaffold("koperasi.toml.j2", isian))


def koperasi_dari(path: Path, berkas: Path) -> None:
    """Make a folder around a `koperasi.toml` that somebody has prepared. Raises ProblemError."""
    toml.load(berkas, Koperasi)
    buat(path, berkas.read_text(encoding="utf-8"))


def buat(path: Path, koperasi_toml: str) -> None:
    """Write the whole folder, or nothing. Raises ProblemError.

    What a killed init of the same cooperative left is finished; anything else is FOLDER-ISI.
    """
    k = toml.loads(koperasi_toml, KOPERASI, Koperasi)
    main = _scaffold("main.beancount.j2", {"nama": k.nama, "fiktif": k.fiktif, "mulai": k.mulai})
    files = {
        KOPERASI: Isi(koperasi_toml.encode()),
        ANGGOTA: Isi(anggota.Register().tulis().encode()),
        PRIBADI: Isi(pribadi.tulis_pribadi(()).encode(), MODE_PRIBADI),
        PELANGGAN: Isi(pelanggan.PetaPelanggan().tulis().encode(), MODE_PRIBADI),
        ASET: Isi(aset.tulis_aset(()).encode()),
        ".gitignore": Isi((tempat("templates") / "koperasi" / "gitignore").read_bytes()),
        UTAMA: Isi(main.encode()),
        ISI: Isi(teks_isi([BERKAS]).encode()),
        BERKAS: Isi(teks_akun(k, anggota.Register()).encode()),
    }
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fact = f"folder {path.name} tidak dapat dibuat"
        hint = "periksa izin folder di atasnya"
        raise ProblemError(Problem("TULIS-GAGAL", fact, hint)) from error
    batch.pulihkan(path)
    papers = path / "dokumen"
    there = {p.name for p in path.iterdir() if p != papers or any(p.iterdir())}
    if not there:
        batch.ganti(path, files)
    elif there != set(files) or any((path / n).read_bytes() != f.isi for n, f in files.items()):
        fact = f"folder {path.name} sudah berisi"
        hint = "pakai nama folder yang belum ada"
        raise ProblemError(Problem("FOLDER-ISI", fact, hint))
    papers.mkdir(exist_ok=True)


def _scaffold(name: str, isian: Mapping[str, object]) -> str:
    env = jinja2.Environment(  # noqa: S701  # makes TOML and ledger text, escaped by the filters
        loader=jinja2.FileSystemLoader(tempat("templates") / "koperasi"),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    env.filters["toml"] = lambda text: json.dumps(text, ensure_ascii=False)
    env.filters["teks"] = teks.teks
    return env.get_template(name).render(isian)
