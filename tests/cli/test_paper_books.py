"""A cooperative that kept its books on paper before: founded earlier than these books begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.app.folder.folder import Folder
from tests.cli.conftest import KOPERASI
from tests.cli.conftest import WHEN
from tests.cli.conftest import content
from tests.cli.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

INIT = ("--nama", "Koperasi Lama (fiktif)", "--kelurahan", "Uji", "--kota", "Semarang",
        "--pokok", "50.000", "--wajib", "10.000")  # fmt: skip
DAYS = ("--berdiri", "2019-02-03", "--pembukuan-sejak", "2025-10-01")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "lama"
    done = run("init", str(folder), *INIT, *DAYS)
    assert done.exit_code == 0, done.stderr
    return folder


def join(folder: Path, day: str) -> tuple[int, str]:
    words = ("anggota", "tambah", "--nama", f"Fiktif {day}", "--tanggal", day)
    done = run("-C", str(folder), *words, *WHEN)
    return done.exit_code, done.stderr


def test_members_may_have_joined_since_the_founding(paper: Path) -> None:
    code, told = join(paper, "2019-02-02")
    assert (code, "sebelum koperasi berdiri 2019-02-03" in told) == (1, True)
    assert join(paper, "2019-02-03") == (0, "")
    assert join(paper, "2025-11-05") == (0, "")
    accounts = (paper / "akun.gen.beancount").read_text(encoding="utf-8")
    assert "2025-09-30 open Ekuitas:Simpanan:Pokok:A0001" in accounts  # on the opening's day
    assert "2025-11-05 open Ekuitas:Simpanan:Pokok:A0002" in accounts


def test_nothing_is_booked_before_the_books_begin(paper: Path) -> None:
    assert join(paper, "2019-02-03") == (0, "")
    setor = ("-C", str(paper), "setor", "A0001", "pokok", "50000", "--ke", "Kas Kantor")
    before = content(paper)
    done = run(*setor, "--tanggal", "2025-09-30", *WHEN)
    assert (done.exit_code, "TANGGAL-LUAR: " in done.stderr) == (1, True)
    assert "perbaiki pembukuan_sejak di koperasi.toml" in done.stderr
    assert content(paper) == before
    assert run(*setor, "--tanggal", "2025-10-01", *WHEN).exit_code == 0


def test_months_and_years_run_from_the_first_day_of_the_books(paper: Path) -> None:
    told = run("-C", str(paper), "tutup", "2025-09", *WHEN)
    assert "Oktober 2025 belum ditutup" in told.stderr
    report = ("-C", str(paper), "laporan", "hasil-usaha", "--tahun")
    told = run(*report, "2024")
    assert (told.exit_code, "berakhir sebelum hari pertama pembukuan" in told.stderr) == (1, True)
    assert "1 Oktober - 31 Oktober 2025" in run(*report, "2025").stdout


def test_what_was_there_before_must_be_opened(paper: Path, tmp_path: Path) -> None:
    """Only a cooperative whose books begin with it has nothing before."""
    assert "SALDO-AWAL-TIADA: " in run("-C", str(paper), "cek").stderr
    new = tmp_path / "baru"
    assert run("init", str(new), *INIT, "--berdiri", "2025-10-01").exit_code == 0
    assert run("-C", str(new), "cek").stdout == "tidak ada masalah\n"
    k = Folder(new).koperasi
    assert k.berdiri == k.pembukuan_sejak


def test_the_old_word_answers_with_the_new_ones(tmp_path: Path) -> None:
    done = run("init", str(tmp_path / "b"), *INIT, "--mulai", "2025-10-01")
    assert done.exit_code == 2
    assert "--mulai kini ditulis --berdiri, dan --pembukuan-sejak bila lain" in done.stderr
    assert not (tmp_path / "b").exists()
    lacking = run("init", str(tmp_path / "b"), *INIT)
    assert (lacking.exit_code, "isi --berdiri" in lacking.stderr) == (2, True)


def test_a_book_of_the_first_edition_is_read_and_written(tmp_path: Path) -> None:
    new = "berdiri = 2025-12-01\npembukuan_sejak = 2025-12-01\n"
    assert new in KOPERASI
    (tmp_path / "k.toml").write_text(KOPERASI.replace(new, "mulai = 2025-12-01\n"), "utf-8")
    book = tmp_path / "buku"
    assert run("init", str(book), "--koperasi", str(tmp_path / "k.toml")).exit_code == 0
    assert join(book, "2025-12-01") == (0, "")
    setor = ("-C", str(book), "setor", "A0001", "pokok", "50000", "--ke", "Kas Kantor")
    gift = ("catat", "hibah", "500000", "--pihak", "Fiktif", "--uraian", "Hibah")
    early = ("--ke", "Bank BRI", "--tanggal", "2025-11-30")
    done = run("-C", str(book), *gift, *early, *WHEN)
    assert "perbaiki mulai di koperasi.toml" in done.stderr
    assert run(*setor, "--tanggal", "2025-12-01", *WHEN).exit_code == 0
    assert run("-C", str(book), "cek").exit_code == 0
