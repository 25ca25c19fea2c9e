"""A ledger on disk for each test, and one server for the tests that only look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.kecil import situs_kami
from tests.web.kecil import tulis_buku

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.kecil import Situs


@pytest.fixture
def main(tmp_path: Path) -> Path:
    """The main file of a fresh ledger."""
    return tulis_buku(tmp_path / "koperasi")


@pytest.fixture(scope="session")
def folder_situs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the ledger that `situs` shows."""
    return tmp_path_factory.mktemp("situs") / "koperasi"


@pytest.fixture(scope="session")
def situs(folder_situs: Path) -> Iterator[Situs]:
    """Our window, for tests that change nothing on disk."""
    with situs_kami(tulis_buku(folder_situs)) as site:
        yield site
