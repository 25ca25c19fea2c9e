"""The cooperative's folder as a git work tree: each booking a commit, a failing git a warning."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.app.kecil import harus
from tests.app.kecil import isi
from tests.app.kecil import pada

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SETOR = ("setor", "A0004", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", "2025-12-01")
WAKTU = ("--waktu", "2025-12-01T09:00:00", "--oleh", "Bendahara Rekaan")


def git(folder: Path, *kata: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *kata], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def pohon(salin: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The book in a work tree of its own, with no git configuration anywhere."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, str(tmp_path / "tanpa-konfigurasi"))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    folder = salin("november")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "awal")
    return folder


def terakhir(folder: Path) -> tuple[str, list[str]]:
    """Author and paths of the last commit."""
    author, *paths = git(folder, "log", "-1", "--format=%an|%aI|%s", "--name-only").split("\n")
    return author, sorted(p for p in paths if p)


def test_a_booking_is_a_commit_of_its_own_files(pohon: Path) -> None:
    (pohon / "catatan.txt").write_text("belum selesai")
    (pohon / "aset.csv").write_text((pohon / "aset.csv").read_text() + "\n")
    git(pohon, "add", "catatan.txt")
    harus(pohon, *SETOR, *WAKTU)
    author, paths = terakhir(pohon)
    assert author.startswith("Bendahara Rekaan|2025-12-01T09:00:00")
    assert author.endswith("|catat")
    assert paths == ["2025/12-kas.beancount", "isi.gen.beancount"]
    assert git(pohon, "status", "--short").splitlines() == [" M aset.csv", "A  catatan.txt"]


def test_private_data_is_never_committed(pohon: Path) -> None:
    harus(pohon, "anggota", "tambah", "--nama", "Warga Rekaan", "--tanggal", "2025-12-01", *WAKTU)
    assert terakhir(pohon)[1] == ["akun.gen.beancount", "anggota.csv"]
    assert "pribadi.csv" not in git(pohon, "ls-files")
    assert "Warga Rekaan" not in git(pohon, "log", "-p", "--all")


def test_what_went_stale_is_committed_with_it(pohon: Path) -> None:
    path = pohon / "pelanggan.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Siti", "Sita"), encoding="utf-8")
    harus(pohon, *SETOR, *WAKTU)
    assert "2025/11-toko.gen.beancount" in terakhir(pohon)[1]
    assert git(pohon, "status", "--short") == ""


def test_a_rehearsal_commits_nothing(pohon: Path) -> None:
    before = git(pohon, "rev-parse", "HEAD")
    harus(pohon, *SETOR, *WAKTU, "--coba")
    assert git(pohon, "rev-parse", "HEAD") == before


@pytest.mark.parametrize("sebab", ["kunci", "kait", "tiada"])
def test_a_failing_git_is_a_warning(
    pohon: Path, sebab: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if sebab == "kunci":
        (pohon / ".git/index.lock").write_text("")
    elif sebab == "kait":
        hook = pohon / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    before = isi(pohon)
    done = harus(pohon, *SETOR, *WAKTU)
    assert "dibukukan: KS-2512-0001" in done.teks
    assert "TULIS-GAGAL (perhatian): git tidak mencatat perubahan ini" in done.teks
    assert isi(pohon) != before
    monkeypatch.undo()
    assert git(pohon, "log", "--format=%s").split() == ["awal"]


def test_a_folder_inside_a_larger_tree_is_left_alone(
    salin: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = salin("november")
    git(tmp_path, "init", "-q")
    done = harus(folder, *SETOR, *pada("2025-12-01"))
    assert "git" not in done.teks
    assert git(tmp_path, "status", "--short").split() == ["??", f"{folder.name}/"]
