"""The committed example is what its raw inputs and its commands make, byte for byte."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ledgers.demo import RAW
from ledgers.demo import not_derived
from ledgers.demo import run
from ledgers.demo import step
from tests.app.small_book import with_crlf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Once


@pytest.fixture(scope="session")
def example(once: Once) -> tuple[Path, Path]:
    """The example built anew from its raw inputs: its book and its printed papers."""
    folder = once("contoh", _arrange)
    return folder / "buku", folder / "hasil"


def _arrange(folder: Path) -> None:
    result = folder / "hasil"
    result.mkdir()
    for words in step(folder / "buku", result):
        done = run(words)
        assert done.exit_code == 0, (words, done.output)


def _content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not_derived(path.relative_to(folder))
    }


def test_the_book_is_the_committed_one(example: tuple[Path, Path]) -> None:
    built, committed = _content(example[0]), _content(RAW.parent)
    raw_only = {p for p in committed if p.startswith("dokumen/") and p not in built}
    assert built.keys() == committed.keys() - raw_only
    assert [p for p in built if built[p] != committed[p]] == []


def test_a_checkout_with_crlf_is_as_clean(tmp_path: Path) -> None:
    copy = shutil.copytree(RAW.parent, tmp_path / "buku", ignore=shutil.ignore_patterns(".kkmp"))
    with_crlf(copy)
    assert run(["-C", str(copy), "cek"]).output == run(["-C", str(RAW.parent), "cek"]).output


def test_the_papers_were_printed(example: tuple[Path, Path]) -> None:
    names = {path.name for path in example[1].iterdir()}
    assert {"buku-rat-2025.pdf", "buku-rat-2025.xlsx", "buku-rat-2025.html"} <= names


def test_the_meeting_s_book_is_the_same_bytes_again(
    example: tuple[Path, Path], tmp_path: Path
) -> None:
    book, result = example
    for suffix in ("pdf", "xlsx", "html"):
        again = tmp_path / f"lagi.{suffix}"
        words = ["-C", str(book), "rat", "susun", "--tahun", "2025", "-o", str(again)]
        assert run(words).exit_code == 0
        assert again.read_bytes() == (result / f"buku-rat-2025.{suffix}").read_bytes(), suffix
