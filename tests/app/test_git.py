"""The cooperative's folder as a git work tree: each booking a commit, a failing git a warning."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.app.small_book import body
from tests.app.small_book import expected
from tests.app.small_book import on

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SETOR = ("setor", "A0004", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", "2025-12-01")
TIME = ("--waktu", "2025-12-01T09:00:00", "--oleh", "Bendahara Rekaan")


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def tree(copy: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The book in a work tree of its own, with no git configuration anywhere."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, str(tmp_path / "tanpa-konfigurasi"))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    folder = copy("november")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "awal")
    return folder


def last(folder: Path) -> tuple[str, list[str]]:
    """Author and paths of the last commit."""
    author, *paths = git(folder, "log", "-1", "--format=%an|%aI|%s", "--name-only").split("\n")
    return author, sorted(p for p in paths if p)


def test_a_booking_is_a_commit_of_its_own_files(tree: Path) -> None:
    (tree / "catatan.txt").write_text("belum selesai")
    (tree / "aset.csv").write_text((tree / "aset.csv").read_text() + "\n")
    git(tree, "add", "catatan.txt")
    expected(tree, *SETOR, *TIME)
    author, paths = last(tree)
    assert author.startswith("Bendahara Rekaan|2025-12-01T09:00:00")
    assert author.endswith("|setor")
    assert paths == ["2025/12-kas.beancount", "isi.gen.beancount"]
    assert git(tree, "status", "--short").splitlines() == [" M aset.csv", "A  catatan.txt"]


def test_private_data_is_never_committed(tree: Path) -> None:
    expected(tree, "anggota", "tambah", "--nama", "Warga Rekaan", "--tanggal", "2025-12-01", *TIME)
    assert last(tree)[1] == ["akun.gen.beancount", "anggota.csv"]
    assert "pribadi.csv" not in git(tree, "ls-files")
    assert "Warga Rekaan" not in git(tree, "log", "-p", "--all")


def test_what_went_stale_is_committed_with_it(tree: Path) -> None:
    path = tree / "pelanggan.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Siti", "Sita"), encoding="utf-8")
    expected(tree, *SETOR, *TIME)
    assert "2025/11-toko.gen.beancount" in last(tree)[1]
    assert git(tree, "status", "--short") == ""


def test_a_rehearsal_commits_nothing(tree: Path) -> None:
    before = git(tree, "rev-parse", "HEAD")
    expected(tree, *SETOR, *TIME, "--coba")
    assert git(tree, "rev-parse", "HEAD") == before


@pytest.mark.parametrize("cause", ["kunci", "kait", "tiada"])
def test_a_failing_git_is_a_warning(
    tree: Path, cause: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if cause == "kunci":
        (tree / ".git/index.lock").write_text("")
    elif cause == "kait":
        hook = tree / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    before = body(tree)
    done = expected(tree, *SETOR, *TIME)
    assert "dicatat KS-2512-0001" in done.text
    assert "TULIS-GAGAL (perhatian): git tidak mencatat perubahan ini" in done.text
    assert body(tree) != before
    monkeypatch.undo()
    assert git(tree, "log", "--format=%s").split() == ["awal"]


def test_a_folder_inside_a_larger_tree_is_left_alone(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("november")
    git(tmp_path, "init", "-q")
    done = expected(folder, *SETOR, *on("2025-12-01"))
    assert "git" not in done.text
    assert git(tmp_path, "status", "--short").split() == ["??", f"{folder.name}/"]
