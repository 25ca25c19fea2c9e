"""A command parses each text of the ledger at most once, whoever asks for it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.parser import parser

from tests.app.small_book import expected
from tests.app.small_book import on

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEC, JAN = on("2025-12-15"), on("2026-01-15")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[bytes]:
    """How often each text was parsed, by whichever of the parser's two doors."""
    found: Counter[bytes] = Counter()
    parse = parser.parse_file

    def counted(file: Any, *words: Any, **more: Any) -> Any:
        found[file.getvalue() if hasattr(file, "getvalue") else file] += 1
        return parse(file, *words, **more)

    monkeypatch.setattr(parser, "parse_file", counted)
    return found


@pytest.mark.parametrize("cold", [True, False], ids=["empty cache", "warm"])
@pytest.mark.parametrize(
    ("book", "words"),
    [
        ("setahun", ("cek",)),
        ("setahun", ("rat", "susun", "--tahun", "2025", "-o", "rat.html")),
        ("setahun", ("laporan", "arus-kas", "--tahun", "2025", "--bukti")),
        ("november", ("tutup", "2025-11", *DEC)),
        ("tertutup", ("tutup", "2025", *JAN)),
    ],
    ids=lambda v: v if isinstance(v, str) else " ".join(v[:2]),
)
def test_each_text_is_parsed_once(
    copy: Callable[[str], Path],
    parsed: Counter[bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    book: str,
    words: tuple[str, ...],
    cold: bool,
) -> None:
    folder = copy(book)
    monkeypatch.chdir(tmp_path)
    if not cold:
        expected(folder, "laporan", "posisi-keuangan", "--tahun", "2025")
    parsed.clear()
    expected(folder, *words)
    texts = {p.read_bytes() for p in folder.rglob("*.beancount")}
    assert len(parsed.keys() & texts) > 3
    assert {text for text, times in parsed.items() if times > 1} == set()
