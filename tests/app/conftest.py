"""The stages of the small cooperative, made once a session, and copies of them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.app import small_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The papers from outside."""
    return small_book.outside_file(tmp_path_factory.mktemp("luar"))


@pytest.fixture(scope="session")
def stage(
    tmp_path_factory: pytest.TempPathFactory, outside: dict[str, Path]
) -> Callable[[str], Path]:
    """A finished stage by its name: mulai, november, desember, tertutup, setahun. Do not write."""
    root = tmp_path_factory.mktemp("kecil")
    steps: dict[str, Callable[[Path], None]] = {
        "mulai": lambda folder: small_book.mulai(folder, outside),
        "november": lambda folder: small_book.november(folder, outside),
        "desember": lambda folder: small_book.december(folder, outside),
        "tertutup": small_book.closed,
        "setahun": small_book.year,
    }
    names = list(steps)

    def make(name: str) -> Path:
        folder = root / name
        if not folder.exists():
            if name != names[0]:
                shutil.copytree(make(names[names.index(name) - 1]), folder)
            steps[name](folder)
        return folder

    return make


@pytest.fixture
def copy(stage: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a stage, to be written to."""

    def copy(name: str) -> Path:
        folder = tmp_path / f"buku-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(stage(name), folder)
        return folder

    return copy
