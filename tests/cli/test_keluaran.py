"""Where `kkmp` looks, what it says on which stream, and what programs may rely on."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.kode import KODE
from tests.cli.conftest import KAPAN
from tests.cli.conftest import isi
from tests.cli.conftest import jalankan

if TYPE_CHECKING:
    from pathlib import Path

SETOR = ("setor", "A0001", "wajib", "10.000", "--ke", "Kas Kantor", "--tanggal", "2026-01-02")
LAPORAN = ("posisi-keuangan", "hasil-usaha", "perubahan-ekuitas", "arus-kas", "neraca-saldo")


def test_the_nearest_book_above_is_meant(buku: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = jalankan("-C", str(buku), "anggota", "daftar")
    assert "A0001  Fiktif Satu" in named.stdout
    for folder in (buku, buku / "dokumen", buku / "2025"):
        monkeypatch.chdir(folder)
        assert jalankan("anggota", "daftar").stdout == named.stdout
    monkeypatch.chdir(buku.parent)
    lost = jalankan("anggota", "daftar")
    assert lost.exit_code == 1
    assert "FOLDER-BUKAN: " in lost.stderr


def test_a_folder_that_is_named_is_not_looked_for_above(buku: Path) -> None:
    assert "FOLDER-BUKAN: " in jalankan("-C", str(buku / "2025"), "cek").stderr


def test_the_place_of_a_problem_is_named_from_where_one_stands(
    buku: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = buku / "2025" / "12-kas.beancount"
    file.write_text(file.read_text(encoding="utf-8").replace("50000 IDR", "50001 IDR", 1))
    monkeypatch.chdir(buku)
    assert "\n2025/12-kas.beancount:" in "\n" + jalankan("cek").stderr
    monkeypatch.chdir(buku.parent)
    assert "\nbuku/2025/12-kas.beancount:" in "\n" + jalankan("-C", "buku", "cek").stderr


def test_a_sound_book_is_said_to_be_sound(buku: Path) -> None:
    found = jalankan("-C", str(buku), "cek")
    assert (found.exit_code, found.stdout, found.stderr) == (0, "tidak ada masalah\n", "")


def test_a_book_without_its_derived_folder_is_checked_too(buku: Path) -> None:
    """As it comes from git: `.kkmp` is not in it."""
    shutil.rmtree(buku / ".kkmp")
    assert jalankan("-C", str(buku), "cek").exit_code == 0


def test_problems_for_programs(buku: Path) -> None:
    file = buku / "anggota.csv"
    file.write_text(file.read_text(encoding="utf-8") + "A0009,besok,masuk,\n", encoding="utf-8")
    spoken = jalankan("-C", str(buku), "cek")
    found = jalankan("-C", str(buku), "cek", "--json")
    assert (spoken.exit_code, found.exit_code, found.stderr) == (1, 1, "")
    rows = json.loads(found.stdout)
    assert rows
    for row in rows:
        assert set(row) == {"kode", "berat", "fakta", "saran", "berkas", "baris"}
        assert row["kode"] in KODE
        assert row["berat"] in {"galat", "perhatian"}
        assert f"{row['kode']}" in spoken.stderr
        assert row["fakta"] in spoken.stderr
    assert "ANGGOTA-BERKAS" in {row["kode"] for row in rows}
    assert spoken.stdout == ""


def test_no_problem_is_an_empty_list(buku: Path) -> None:
    found = jalankan("-C", str(buku), "cek", "--json")
    assert (found.exit_code, json.loads(found.stdout)) == (0, [])


def test_shu_for_programs(buku: Path) -> None:
    """The contract: shu, alokasi, anggota with jasa_modal, jasa_usaha and total, sisa."""
    found = jalankan("-C", str(buku), "shu", "hitung", "--tahun", "2025", "--format", "json")
    assert (found.exit_code, found.stderr) == (0, "")
    data = json.loads(found.stdout)
    assert set(data) >= {"shu", "alokasi", "anggota", "sisa"}
    # 12.345,60 of interest less 2.469,12 of tax: 9.876,48, which is 9.876; 60 percent to members
    assert data["shu"] == 9_876
    assert sum(data["alokasi"].values()) == data["shu"]
    assert data["alokasi"]["jasa_modal"] == 5_926
    for row in data["anggota"]:
        assert set(row) >= {"nomor", "jasa_modal", "jasa_usaha", "total"}
        assert row["total"] == row["jasa_modal"] + row["jasa_usaha"]
    assert [row["nomor"] for row in data["anggota"]] == ["A0001", "A0002"]
    assert sum(row["total"] for row in data["anggota"]) + data["sisa"] == 5_926
    # 60.000 and 50.000 of pokok and wajib
    assert [row["total"] for row in data["anggota"]] == [3_232, 2_694]


@pytest.mark.parametrize("nama", LAPORAN)
def test_reports_go_to_stdout(buku: Path, nama: str) -> None:
    words = ("-C", str(buku), "laporan", nama, "--tahun", "2025")
    text = jalankan(*words)
    assert (text.exit_code, text.stderr) == (0, "")
    assert "Koperasi Uji (fiktif)" in text.stdout
    data = json.loads(jalankan(*words, "--format", "json").stdout)
    assert isinstance(data, dict)
    rows = list(csv.reader(io.StringIO(jalankan(*words, "--format", "csv").stdout)))
    assert len({len(row) for row in rows}) == 1
    assert "<html" in jalankan(*words, "--format", "html").stdout


@pytest.mark.parametrize(("akhiran", "awal"), [("xlsx", b"PK"), ("pdf", b"%PDF-"), ("csv", b"")])
def test_the_file_s_name_says_its_format(
    buku: Path, tmp_path: Path, akhiran: str, awal: bytes
) -> None:
    target = tmp_path / "baru" / f"arus-kas.{akhiran}"
    done = jalankan("-C", str(buku), "laporan", "arus-kas", "--tahun", "2025", "-o", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"ditulis: {target}" in done.stderr
    assert target.read_bytes().startswith(awal)


def test_a_report_with_its_proofs(buku: Path) -> None:
    words = ("-C", str(buku), "laporan", "posisi-keuangan", "--tahun", "2025")
    assert "belum dibuktikan sejak perubahan terakhir" in jalankan(*words).stdout
    assert "belum dibuktikan" not in jalankan(*words, "--bukti").stdout
    assert "belum dibuktikan" not in jalankan(*words).stdout


def test_a_deposit_says_its_number_and_prints_its_receipt(buku: Path, tmp_path: Path) -> None:
    paper = tmp_path / "kuitansi.pdf"
    done = jalankan("-C", str(buku), *SETOR, *KAPAN, "-o", str(paper))
    assert done.exit_code == 0
    assert done.stdout.startswith("dibukukan: KS-2601-0001\n")
    assert "sepuluh ribu rupiah" in done.stdout.lower()
    assert paper.read_bytes().startswith(b"%PDF-")


def test_trying_writes_nothing(buku: Path, tmp_path: Path) -> None:
    before = isi(buku)
    paper = tmp_path / "kuitansi.pdf"
    done = jalankan("-C", str(buku), *SETOR, *KAPAN, "--coba", "-o", str(paper))
    assert done.exit_code == 0
    assert "--- 2026/01-kas.beancount" in done.stdout
    assert "Ekuitas:Simpanan:Wajib:A0001" in done.stdout
    assert done.stdout.endswith("hanya percobaan: tidak ada berkas yang diubah\n")
    assert isi(buku) == before
    assert not paper.exists()


@pytest.mark.parametrize(
    "kata",
    [
        ("anggota", "tambah", "--nama", "Fiktif Tiga"),
        ("anggota", "keluar", "A0002", "--alasan", "pindah"),
        ("susun",),
        ("tutup", "2025-12"),
    ],
)
def test_trying_anything_writes_nothing(buku: Path, kata: tuple[str, ...]) -> None:
    before = isi(buku)
    done = jalankan("-C", str(buku), *kata, *KAPAN, "--coba")
    assert done.exit_code == 0, done.output
    assert "tidak ada berkas yang diubah" in done.stdout or "sesuai sumbernya" in done.stdout
    assert isi(buku) == before


def test_the_same_moment_gives_the_same_bytes(buku: Path, tmp_path: Path) -> None:
    twin = shutil.copytree(buku, tmp_path / "kembar")
    for folder in (buku, twin):
        assert jalankan("-C", str(folder), *SETOR, *KAPAN).exit_code == 0
    assert isi(buku) == isi(twin)


@pytest.mark.parametrize("kata", [["anggota", "daftar"], ["laporan", "neraca-saldo", "--tahun",
                                                          "2025"]])  # fmt: skip
def test_a_reader_who_leaves_is_no_mistake(buku: Path, kata: list[str]) -> None:
    """As in `kkmp anggota daftar | head -1`."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "kkmp_ledger", "-C", str(buku), *kata],
        stdout=write, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(write)
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_output_is_utf8_whatever_the_system_speaks(buku: Path) -> None:
    file = buku / "pribadi.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Fiktif Satu", "Fïktif 佐藤"), "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "kkmp_ledger", "-C", str(buku), "anggota", "daftar"],
        capture_output=True, check=True, env=environment,
    )  # fmt: skip
    assert "Fïktif 佐藤" in done.stdout.decode("utf-8")


def test_version() -> None:
    assert jalankan("--version").stdout.startswith("kkmp 0.")
