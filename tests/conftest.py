"""What every test may use: golden files that a person rewrites with `--tulis-ulang` and reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tulis-ulang", action="store_true", help="rewrite golden files; read the diff afterwards"
    )


@pytest.fixture
def tulis_ulang(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--tulis-ulang"))


@pytest.fixture
def emas(tulis_ulang: bool) -> Callable[[Path, str], None]:
    """Compare text with a golden file, or write the golden file anew."""

    def compare(path: Path, text: str) -> None:
        if tulis_ulang:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), f"{path.name}: make golden, read the diff"

    return compare
