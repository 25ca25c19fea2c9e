"""A ledger on disk for each test, and one server for the tests that only look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.small_site import our_site
from tests.web.small_site import write_book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.small_site import Site


@pytest.fixture
def main(tmp_path: Path) -> Path:
    """The main file of a fresh ledger."""
    return write_book(tmp_path / "koperasi")


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the ledger that `situs` shows."""
    return tmp_path_factory.mktemp("situs") / "koperasi"


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[Site]:
    """Our window, for tests that change nothing on disk."""
    with our_site(write_book(site_folder)) as site:
        yield site
