"""A look at books that were read before imports only what it needs."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

LOOKS = (("laporan", "posisi-keuangan", "--tahun", "2025"), ("shu", "hitung", "--tahun", "2025"))
# What a look pays for when it is imported, and does not need.
HEAVY = {
    "pydantic", "pydantic_core", "annotated_types", "beancount", "jinja2", "babel", "filelock",
    "kkmp_ledger.book.door", "kkmp_ledger.schema.validating",
}  # fmt: skip


def look(book: Path, cache: Path, words: tuple[str, ...], before: str = "") -> tuple[str, set[str]]:
    """What a process of its own says, and the modules that it imported."""
    program = (
        f"import sys\n{before}\n"
        "import atexit\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from kkmp_ledger.cli.main import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "-C", str(book), *words],
        capture_output=True, text=True, check=False, env={**os.environ, "KKMP_CACHE": str(cache)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout, set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", LOOKS)
def test_the_second_look_imports_no_validator(
    book: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    first, imported = look(book, tmp_path / "cache", words)
    assert "pydantic" in imported
    second, imported = look(book, tmp_path / "cache", words)
    assert second == first
    assert imported & HEAVY == set()
    assert "kkmp_ledger.statements.spans" in imported


@pytest.mark.parametrize("words", LOOKS)
def test_it_needs_none_that_can_be_imported(
    book: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    first, _ = look(book, tmp_path / "cache", words)
    second, _ = look(book, tmp_path / "cache", words, "sys.modules['pydantic'] = None")
    assert second == first


def test_a_statement_without_members_reads_no_list_of_them(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But each list that was edited since is read again."""
    look(book, tmp_path / "cache", LOOKS[0])
    _, imported = look(book, tmp_path / "cache", LOOKS[0])
    assert "kkmp_ledger.koperasi.lists" not in imported
    monkeypatch.setenv("KKMP_CACHE", str(tmp_path / "cache"))
    for name in ("anggota.csv", "pribadi.csv", "pelanggan.csv", "aset.csv"):
        before = (book / name).read_bytes() if (book / name).exists() else b""
        (book / name).write_bytes(before + b"bukan,baris\n")
        for _ in range(2):
            found = run("-C", str(book), *LOOKS[0])
            assert f"{name}:" in found.stderr
            assert found.exit_code == 1
        (book / name).write_bytes(before)
        assert run("-C", str(book), *LOOKS[0]).exit_code == 0


def test_settings_that_were_edited_are_validated_again(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KKMP_CACHE", str(tmp_path / "cache"))
    look(book, tmp_path / "cache", LOOKS[0])
    file = book / "koperasi.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("[[kas]]", "[[kass]]"), "utf-8")
    found = run("-C", str(book), *LOOKS[0])
    assert 'KUNCI-ASING: kunci "kass" tidak dikenal' in found.stderr
    assert found.exit_code == 1
