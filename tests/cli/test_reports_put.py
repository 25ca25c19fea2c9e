"""A report's file is never a file of the book, never torn, and closed where it tells names."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.cli.conftest import WHEN
from tests.cli.conftest import content
from tests.cli.conftest import run

REPORT = ("laporan", "neraca-saldo", "--tahun", "2025")
SETOR = ("setor", "A0001", "wajib", "10.000", "--ke", "Kas Kantor", "--tanggal", "2026-01-02")
TAKEN = [
    "anggota.csv",
    "Anggota.CSV",
    "pribadi.csv",
    "pelanggan.csv",
    "aset.csv",
    "koperasi.toml",
    "main.beancount",
    "2025/12-kas.beancount",
    "2026/kosong.beancount",
    "dokumen/beban.xlsx",
    "rat/2025.toml",
    "segel/2025-12.txt",
    ".kkmp/indeks.sqlite",
    ".gitignore",
]


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_of_the_book_is_no_place_for_a_report(
    book: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither from inside the folder nor from elsewhere, nor for a receipt that is not booked."""
    before = content(book)
    for words in (
        (*REPORT, "-o", name),
        (*REPORT, "-o", f"dokumen/../{name}"),
        ("templat", "beban", "-o", name),
        (*SETOR, *WHEN, "-o", name),
    ):
        monkeypatch.chdir(book)
        done = run(*words)
        assert (done.exit_code, "TULIS-GAGAL: " in done.stderr) == (1, True), words
    monkeypatch.chdir(book.parent)
    assert run("-C", "buku", *REPORT, "-o", f"buku/{name}").exit_code == 1
    assert content(book) == before


def test_another_book_is_no_place_either(book: Path, opening_book: Path) -> None:
    done = run("-C", str(book), *REPORT, "-o", str(opening_book / "aset.csv"))
    assert (done.exit_code, "TULIS-GAGAL: " in done.stderr) == (1, True)


def test_a_link_is_no_way_into_the_book(book: Path, tmp_path: Path) -> None:
    before = content(book)
    (tmp_path / "laporan.csv").symlink_to(book / "anggota.csv")
    (tmp_path / "map").symlink_to(book / "dokumen")
    for name in ("laporan.csv", "map/beban.csv"):
        assert run("-C", str(book), *REPORT, "-o", str(tmp_path / name)).exit_code == 1
    assert content(book) == before


def test_a_link_elsewhere_stays_a_link(book: Path, tmp_path: Path) -> None:
    (tmp_path / "sini.csv").symlink_to(tmp_path / "sana.csv")
    for _ in range(2):
        assert run("-C", str(book), *REPORT, "-o", str(tmp_path / "sini.csv")).exit_code == 0
    assert (tmp_path / "sini.csv").is_symlink()
    assert (tmp_path / "sana.csv").read_bytes()


def test_a_report_may_lie_beside_the_book_s_files(book: Path) -> None:
    for name in ("neraca.csv", "laporan/neraca.csv", "2025/neraca.xlsx"):
        assert run("-C", str(book), *REPORT, "-o", str(book / name)).exit_code == 0


def test_a_report_that_cannot_be_finished_leaves_the_old_one(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "neraca.csv"
    paper.write_bytes(b"lama")

    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "replace", full)
    done = run("-C", str(book), *REPORT, "-o", str(paper))
    assert (done.exit_code, "TULIS-GAGAL: " in done.stderr) == (1, True)
    assert paper.read_bytes() == b"lama"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["buku", "neraca.csv"]


def test_what_tells_names_is_its_owner_s_alone(book: Path, tmp_path: Path) -> None:
    """Also where a file that everyone could read lay before."""
    day = ("--tanggal", "2025-12-31", *WHEN)
    run("-C", str(book), "catat", "hitung-kas", "Kas Kantor", "135000", *day)
    run("-C", str(book), "catat", "hitung-kas", "Bank BRI", "500000", *day)
    closed = run("-C", str(book), "tutup", "2025-12", *WHEN)
    assert closed.exit_code == 0, closed.output
    papers = {
        "rat.html": ("rat", "susun", "--tahun", "2025"),
        "shu.csv": ("shu", "hitung", "--tahun", "2025"),
        "shu.json": ("shu", "hitung", "--tahun", "2025"),
        "kuitansi.pdf": (*SETOR, *WHEN),
    }
    for name, words in papers.items():
        paper = tmp_path / name
        paper.write_bytes(b"")
        paper.chmod(0o644)
        done = run("-C", str(book), *words, "-o", str(paper))
        assert done.exit_code == 0, done.output
        assert stat.S_IMODE(paper.stat().st_mode) == 0o600, name
    run("-C", str(book), *REPORT, "-o", str(tmp_path / "neraca.csv"))
    assert stat.S_IMODE((tmp_path / "neraca.csv").stat().st_mode) & 0o044 == 0o044
