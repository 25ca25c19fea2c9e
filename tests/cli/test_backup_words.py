"""What the treasurer reads of a backup and of its way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import content
from tests.cli.conftest import run

if TYPE_CHECKING:
    from pathlib import Path


def test_a_backup_says_what_it_holds_and_comes_back(book: Path, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    before = content(book)
    done = run("-C", str(book), "cadangkan", "-o", str(stick))
    assert (done.exit_code, done.stderr) == (0, "")
    (kept,) = stick.iterdir()
    assert kept.name.startswith("koperasi-uji-fiktif-20")
    lines = done.stdout.splitlines()
    assert lines[0] == f"cadangan: {kept}"
    size = sum(map(len, before.values()))
    assert lines[1] == f"Koperasi Uji (fiktif): {len(before)} berkas, {size} bita"
    assert lines[2].startswith("sampai entri ")
    assert lines[2].endswith(", segel terakhir belum ada")
    assert lines[4] == "sudah dibaca lagi dan dibandingkan: semua berkas sama"
    checked = run("pulihkan", str(kept), "--periksa")
    assert (checked.exit_code, checked.stdout.splitlines()[0]) == (0, lines[1])
    back = run("pulihkan", str(kept), str(tmp_path / "pulih"))
    assert back.exit_code == 0
    assert back.stdout.splitlines()[-1] == "kkmp cek: tidak ada galat"
    assert content(tmp_path / "pulih") == before == content(book)


def test_wrong_use_of_backups_is_said(book: Path, tmp_path: Path) -> None:
    assert "sebut satu tempat" in run("-C", str(book), "cadangkan").stderr
    words = ("-C", str(book), "cadangkan", str(tmp_path), "-o", str(tmp_path))
    assert run(*words).exit_code == 2
    assert "sebut folder yang baru" in run("pulihkan", "a.zip").stderr
    assert "tidak memakai FOLDER" in run("pulihkan", "a.zip", "b", "--periksa").stderr
    gone = run("pulihkan", str(tmp_path / "tiada.zip"), str(tmp_path / "pulih"))
    assert gone.exit_code == 1
    assert "BERKAS-TIADA" in gone.stderr
    assert gone.stderr.endswith("tidak ada berkas yang diubah\n")
    assert list(tmp_path.iterdir()) == [book]
