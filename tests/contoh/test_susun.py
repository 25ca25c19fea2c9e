"""The committed example is what its raw inputs and its commands make, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledgers.demo import MENTAH
from ledgers.demo import bukan_turunan
from ledgers.demo import jalankan
from ledgers.demo import langkah

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Once


@pytest.fixture(scope="session")
def contoh(once: Once) -> tuple[Path, Path]:
    """The example built anew from its raw inputs: its book and its printed papers."""
    folder = once("contoh", _susun)
    return folder / "buku", folder / "hasil"


def _susun(folder: Path) -> None:
    hasil = folder / "hasil"
    hasil.mkdir()
    for words in langkah(folder / "buku", hasil):
        done = jalankan(words)
        assert done.exit_code == 0, (words, done.output)


def _isi(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and bukan_turunan(path.relative_to(folder))
    }


def test_the_book_is_the_committed_one(contoh: tuple[Path, Path]) -> None:
    built, committed = _isi(contoh[0]), _isi(MENTAH.parent)
    raw_only = {p for p in committed if p.startswith("dokumen/") and p not in built}
    assert built.keys() == committed.keys() - raw_only
    assert [p for p in built if built[p] != committed[p]] == []


def test_the_papers_were_printed(contoh: tuple[Path, Path]) -> None:
    names = {path.name for path in contoh[1].iterdir()}
    assert {"buku-rat-2025.pdf", "buku-rat-2025.xlsx", "buku-rat-2025.html"} <= names


def test_the_meeting_s_book_is_the_same_bytes_again(
    contoh: tuple[Path, Path], tmp_path: Path
) -> None:
    buku, hasil = contoh
    for suffix in ("pdf", "xlsx", "html"):
        again = tmp_path / f"lagi.{suffix}"
        words = ["-C", str(buku), "rat", "susun", "--tahun", "2025", "-o", str(again)]
        assert jalankan(words).exit_code == 0
        assert again.read_bytes() == (hasil / f"buku-rat-2025.{suffix}").read_bytes(), suffix
