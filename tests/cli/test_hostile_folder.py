"""A folder that somebody else prepared: what its files name outside it is not opened or changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import WHEN
from tests.cli.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = [
    ("cek",),
    ("laporan", "posisi-keuangan", "--tahun", "2025"),
    ("anggota", "daftar"),
    ("dokumen", "daftar"),
    ("terakhir",),
    ("susun", *WHEN),
    ("setor", "A0001", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", "2025-12-20", *WHEN),
]


def _plant(book: Path, steps: object, *, done: bool = True) -> Path:
    area = book / ".batch"
    area.mkdir(mode=0o700)
    (area / "daftar.json").write_text(json.dumps(steps), encoding="utf-8")
    (area / "0000").write_bytes(b"tanam\n")
    if done:
        (area / "selesai").touch()
    return area


def _everything(book: Path) -> dict[str, bytes]:
    found = (p for p in book.parent.rglob("*") if p.is_file() and ".kkmp" not in p.parts)
    return {p.relative_to(book.parent).as_posix(): p.read_bytes() for p in found}


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("source", ["0000", ""], ids=["write", "delete"])
def test_a_planted_batch_is_said_by_every_command_and_its_remedy_works(
    book: Path, words: tuple[str, ...], source: str
) -> None:
    (book.parent / "lain.txt").write_bytes(b"asli\n")
    area = _plant(book, [{"berkas": "../lain.txt", "dari": source}])
    before = _everything(book)
    told = run("-C", str(book), *words)
    assert told.exit_code == 1
    assert 'BATCH-ASING: .batch di folder ini menyebut "../lain.txt"' in told.stderr
    assert _everything(book) == before
    area.rename(book.parent / "aside")
    assert run("-C", str(book), "cek").exit_code == 0


def test_foreign_litter_is_said_and_looked_past_but_not_written_past(book: Path) -> None:
    good = run("-C", str(book), *COMMANDS[1])
    area = _plant(book, [{"berkas": "anggota.csv", "dari": "0000"}], done=False)
    area.chmod(0o777)
    before = _everything(book)
    seen = run("-C", str(book), *COMMANDS[1])
    assert seen.exit_code == 0
    assert seen.stdout == good.stdout
    assert "BATCH-ASING" in seen.stderr
    assert "perhatian" in seen.stderr
    refused = run("-C", str(book), *COMMANDS[-1])
    assert refused.exit_code == 1
    assert "BATCH-ASING" in refused.stderr
    assert _everything(book) == before


@pytest.mark.parametrize("name", ["anggota.csv", "koperasi.toml", "pelanggan.csv"])
def test_a_data_file_that_is_a_link_out_of_the_folder_is_not_read(book: Path, name: str) -> None:
    (book / name).rename(book.parent / name)
    (book / name).symlink_to(book.parent / name)
    told = run("-C", str(book), "cek")
    assert told.exit_code == 1
    assert f'{name}: BERKAS-LUAR: "{name}" bukan berkas di dalam folder buku' in told.stderr
    (book / name).unlink()
    (book.parent / name).rename(book / name)
    assert run("-C", str(book), "cek").exit_code == 0


def test_a_decision_that_is_a_link_out_of_the_folder_is_not_read(book: Path) -> None:
    (book.parent / "lain.toml").write_text("rahasia = 1\n", encoding="utf-8")
    (book / "rat").mkdir(exist_ok=True)
    (book / "rat/2025.toml").symlink_to(book.parent / "lain.toml")
    told = run("-C", str(book), "cek")
    assert told.exit_code == 1
    assert "BERKAS-LUAR" in told.stderr
    assert "rahasia" not in told.stderr


def test_a_batch_that_is_a_link_to_nowhere_is_said_too(book: Path) -> None:
    (book / ".batch").symlink_to(book.parent / "tiada")
    told = run("-C", str(book), "cek")
    assert "BATCH-ASING (perhatian): .batch di folder ini bukan folder biasa" in told.stderr
    assert (book / ".batch").is_symlink()
