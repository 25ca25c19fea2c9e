"""What every test may use: golden files to read and rewrite, and folders that are made once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    Once = Callable[[str, Callable[[Path], None]], Path]

# What takes longest to make: whoever needs it goes first, so that no worker is left with it alone.
LONG = ("example", "run_id")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tulis-ulang", action="store_true", help="rewrite golden files; read the diff afterwards"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not any(name in LONG for name in getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Make a folder once in a run: the first who asks makes it, the other workers wait for it."""
    root = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        root = root.parent  # which all workers share

    def make(name: str, build: Callable[[Path], None]) -> Path:
        folder, done = root / name, root / f"{name}.done"
        with FileLock(root / f"{name}.lock"):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed
                folder.mkdir()
                build(folder)
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What is derived of the tests' books lies here, and not in the cache of whoever tests."""
    folder = tmp_path_factory.mktemp("cache", numbered=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KKMP_CACHE", str(folder))
        yield folder


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--tulis-ulang"))


@pytest.fixture
def golden(rewrite: bool) -> Callable[[Path, str], None]:
    """Compare text with a golden file, or write the golden file anew."""

    def compare(path: Path, text: str) -> None:
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), f"{path.name}: make golden, read the diff"

    return compare
