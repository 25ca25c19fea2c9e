"""The book in Beancount's own commands, `bean-check` and `bean-query`, with our plugin."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.app.small_book import KAS_NOV

if TYPE_CHECKING:
    from collections.abc import Callable

BIN = Path(sys.executable).parent


# Beancount keeps only what took it a second to load, as a real book does.
CACHED = """
from beancount import loader
from beancount.scripts.check import main
loader.PICKLE_CACHE_THRESHOLD = 0
loader.initialize(use_cache=True)
main()
"""


def bean(command: str, *words: str | Path) -> tuple[int, str]:
    """Exit code and everything that a Beancount command says; its cache is on, as by default."""
    return _run(BIN / command, *words)


def cached_check(main: Path) -> tuple[int, str]:
    """`bean-check` as it is on a large book: what it loaded is kept in a cache."""
    return _run(sys.executable, "-c", CACHED, main)


def _run(*words: str | Path) -> tuple[int, str]:
    done = subprocess.run(
        words,
        capture_output=True, text=True, check=False,
        env={k: v for k, v in os.environ.items() if not k.startswith("BEANCOUNT_")},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_a_clean_book_is_clean(stage: Callable[[str], Path]) -> None:
    assert bean("bean-check", stage("setahun") / "main.beancount") == (0, "")


def test_a_mistake_carries_its_code_and_its_hint_once(copy: Callable[[str], Path]) -> None:
    folder = copy("november")
    path = folder / KAS_NOV
    text = path.read_text(encoding="utf-8")
    last = max(re.findall(r"KS-2511-\d{4}", text))
    path.write_text(text.replace(last, f"KS-2511-{int(last[-4:]) + 1:04d}"), encoding="utf-8")
    code, told = bean("bean-check", folder / "main.beancount")
    assert code == 1
    line = text[: text.index(f'bukti: "{last}"')].count("\n")  # the note's own line
    assert f"{folder}/{KAS_NOV}:{line}:" in told.replace(" ", "")
    assert told.count("BUKTI-URUT: ") == 1
    assert told.count("saran: ") == 1


def test_the_cache_does_not_hide_a_register_that_changed(copy: Callable[[str], Path]) -> None:
    """Neither on the first look nor on any later one."""
    folder = copy("november")
    main, register = folder / "main.beancount", folder / "anggota.csv"
    for _ in range(2):
        assert cached_check(main) == (0, "")
    assert (folder / ".main.beancount.picklecache").is_file()
    good = register.read_text(encoding="utf-8")
    lines = [line for line in good.splitlines(keepends=True) if not line.startswith("A0004")]
    register.write_text("".join(lines), encoding="utf-8")
    for _ in range(2):
        code, told = cached_check(main)
        assert code == 1
        assert "ANGGOTA-ASING" in told
    register.write_text(good, encoding="utf-8")
    assert cached_check(main) == (0, "")


def test_queries_give_sensible_answers(stage: Callable[[str], Path]) -> None:
    main = stage("setahun") / "main.beancount"
    query = (
        "SELECT account, sum(number) AS jumlah WHERE account ~ '^Ekuitas:Simpanan:Wajib'"
        " GROUP BY account ORDER BY account"
    )
    code, told = bean("bean-query", "-f", "csv", main, query)
    assert code == 0
    rows = [line.replace(" ", "") for line in told.splitlines() if line.strip()]
    assert rows == [
        "account,jumlah",
        *(f"Ekuitas:Simpanan:Wajib:A000{n},-10000" for n in (1, 2, 3)),
    ]
    query = "SELECT sum(number) AS j WHERE meta('anggota') = 'A0001' AND account ~ '^Pendapatan'"
    code, told = bean("bean-query", "-f", "csv", main, query)
    assert code == 0
    assert told.split() == ["j", "-260000"]
