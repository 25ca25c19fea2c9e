"""A small fictional book made by the commands themselves, and a way to run `kkmp` on a copy."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kkmp_ledger.cli.main import kkmp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

KOPERASI = """\
# FIKTIF
nama = "Koperasi Uji (fiktif)"
fiktif = true
kelurahan = "Uji"
kota = "Semarang"
berdiri = 2025-12-01
pembukuan_sejak = 2025-12-01
saldo_awal = "nihil"
[[simpanan]]
sejak = 2025-12-01
pokok = 50_000
wajib = 10_000
[[unit]]
kode = "sembako"
nama = "Gerai Sembako"
segmen = "Sembako"
[[kas]]
nama = "Kas Kantor"
segmen = "Kantor"
[[bank]]
nama = "Bank BRI"
segmen = "BRI"
[[shu]]
sejak = 2025-12-01
sumber = "ART pasal 1 (fiktif)"
[shu.persen]
cadangan = 40
jasa_modal = 60
"""
WHEN = ("--waktu", "2026-01-02T09:00:00", "--oleh", "uji")
OPENING = [
    ("anggota", "tambah", "--nama", "Fiktif Satu", "--tanggal", "2025-12-01"),
    ("anggota", "tambah", "--nama", "Fiktif Dua", "--tanggal", "2025-12-01"),
    ("setor", "A0001", "pokok", "50000", "--ke", "Kas Kantor", "--tanggal", "2025-12-02"),
    ("setor", "A0002", "pokok", "50.000", "--ke", "Kas Kantor", "--tanggal", "2025-12-02"),
    ("setor", "A0001", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", "2025-12-03"),
    ("setor", "A0001", "sukarela", "25000", "--ke", "Kas Kantor", "--tanggal", "2025-12-03"),
    ("catat", "hibah", "500000", "--pihak", "Fiktif", "--uraian", "Hibah", "--ke", "Bank BRI",
     "--tanggal", "2025-12-04"),
    ("catat", "bunga-bank", "Bank BRI", "12.345,60", "--pajak", "2.469,12", "--tanggal",
     "2025-12-31"),
    ("catat", "hitung-kas", "Kas Kantor", "135.000", "--lembar", "BA-1", "--tanggal", "2025-12-31"),
    ("catat", "hitung-kas", "Bank BRI", "509.876,48", "--lembar", "RK-1", "--tanggal",
     "2025-12-31"),
]  # fmt: skip


def run(*words: str, given: str | None = None) -> Result:
    """Run `kkmp` with these words; a traceback is handed on as what it is: a bug."""
    result = CliRunner().invoke(kkmp, list(words), prog_name="kkmp", input=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError((words, result.output)) from result.exception
    return result


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, without what is derived."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".kkmp" not in path.parts
    }


@pytest.fixture(scope="session")
def opening_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "koperasi.toml").write_text(KOPERASI, encoding="utf-8")
    book = folder / "buku"
    assert run("init", str(book), "--koperasi", str(folder / "koperasi.toml")).exit_code == 0
    for words in OPENING:
        result = run("-C", str(book), *words, *WHEN)
        assert result.exit_code == 0, result.output
    return book


@pytest.fixture
def book(opening_book: Path, tmp_path: Path) -> Path:
    """A copy of the small book, to be written to."""
    return shutil.copytree(opening_book, tmp_path / "buku")
