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

from kkmp_ledger.base.codes import CODES
from tests.cli.conftest import KOPERASI
from tests.cli.conftest import WHEN
from tests.cli.conftest import content
from tests.cli.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

SETOR = ("setor", "A0001", "wajib", "10.000", "--ke", "Kas Kantor", "--tanggal", "2026-01-02")
REPORT = ("posisi-keuangan", "hasil-usaha", "perubahan-ekuitas", "arus-kas", "neraca-saldo")


def test_the_nearest_book_above_is_meant(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = run("-C", str(book), "anggota", "daftar")
    assert "A0001  Fiktif Satu" in named.stdout
    for folder in (book, book / "dokumen", book / "2025"):
        monkeypatch.chdir(folder)
        assert run("anggota", "daftar").stdout == named.stdout
    monkeypatch.chdir(book.parent)
    lost = run("anggota", "daftar")
    assert lost.exit_code == 1
    assert "FOLDER-BUKAN: " in lost.stderr


def test_a_folder_that_is_named_is_not_looked_for_above(book: Path) -> None:
    assert "FOLDER-BUKAN: " in run("-C", str(book / "2025"), "cek").stderr


def test_the_place_of_a_problem_is_named_from_where_one_stands(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = book / "2025" / "12-kas.beancount"
    file.write_text(file.read_text(encoding="utf-8").replace("50000 IDR", "50001 IDR", 1))
    monkeypatch.chdir(book)
    assert "\n2025/12-kas.beancount:" in "\n" + run("cek").stderr
    monkeypatch.chdir(book.parent)
    assert "\nbuku/2025/12-kas.beancount:" in "\n" + run("-C", "buku", "cek").stderr


def test_a_sound_book_is_said_to_be_sound(book: Path) -> None:
    found = run("-C", str(book), "cek")
    assert (found.exit_code, found.stdout, found.stderr) == (0, "tidak ada masalah\n", "")


def test_a_book_without_its_lock_is_checked_too(book: Path) -> None:
    """As it comes from git: `.kkmp` is not in it."""
    shutil.rmtree(book / ".kkmp")
    assert run("-C", str(book), "cek").exit_code == 0


def test_problems_for_programs(book: Path) -> None:
    file = book / "anggota.csv"
    file.write_text(file.read_text(encoding="utf-8") + "A0009,besok,masuk,,,\n", encoding="utf-8")
    spoken = run("-C", str(book), "cek")
    found = run("-C", str(book), "cek", "--format", "json")
    assert (spoken.exit_code, found.exit_code, found.stderr) == (1, 1, "")
    rows = json.loads(found.stdout)
    assert rows
    for row in rows:
        assert set(row) == {"kode", "berat", "fakta", "saran", "berkas", "lembar", "baris"}
        assert row["kode"] in CODES
        assert row["berat"] in {"galat", "perhatian"}
        assert f"{row['kode']}" in spoken.stderr
        assert row["fakta"] in spoken.stderr
    assert "ANGGOTA-BERKAS" in {row["kode"] for row in rows}
    assert spoken.stdout == ""


def test_no_problem_is_an_empty_list(book: Path) -> None:
    found = run("-C", str(book), "cek", "--format", "json")
    assert (found.exit_code, json.loads(found.stdout)) == (0, [])


def test_shu_for_programs(book: Path) -> None:
    """The contract: shu, alokasi, anggota with jasa_modal, jasa_usaha and total, sisa."""
    found = run("-C", str(book), "shu", "hitung", "--tahun", "2025", "--format", "json")
    assert (found.exit_code, found.stderr) == (0, "")
    data = json.loads(found.stdout)
    assert set(data) >= {"shu", "alokasi", "anggota", "sisa", "entitas", "periode", "sidik"}
    assert data["entitas"] == "Koperasi Uji (fiktif)"
    assert "2025" in data["periode"]
    assert data["sidik"] == ""  # nothing was proven yet
    # 12.345,60 of interest less 2.469,12 of tax: 9.876,48, which is 9.876; 60 percent to members
    assert data["shu"] == 9_876
    assert sum(data["alokasi"].values()) == data["shu"]
    assert data["alokasi"]["jasa_modal"] == 5_926
    for row in data["anggota"]:
        assert set(row) >= {"nomor", "nama", "jasa_modal", "jasa_usaha", "total"}
        assert row["total"] == row["jasa_modal"] + row["jasa_usaha"]
    assert [row["nomor"] for row in data["anggota"]] == ["A0001", "A0002"]
    assert data["anggota"][0]["nama"] == "Fiktif Satu"
    assert sum(row["total"] for row in data["anggota"]) + data["sisa"] == 5_926
    # 60.000 and 50.000 of pokok and wajib
    assert [row["total"] for row in data["anggota"]] == [3_232, 2_694]


def test_shu_says_which_book_it_was_computed_of(book: Path) -> None:
    words = ("-C", str(book), "shu", "hitung", "--tahun", "2025")
    proven = json.loads(
        run("-C", str(book), "laporan", "arus-kas", "--tahun", "2025", "--bukti",
            "--format", "json").stdout
    )  # fmt: skip
    found = json.loads(run(*words, "--format", "json").stdout)
    head = ("entitas", "periode", "sidik", "fiktif")
    assert {key: found[key] for key in head} == {key: proven[key] for key in head}
    assert found["sidik"]
    assert f"Sidik buku {found['sidik']}" in run(*words).stdout


@pytest.mark.parametrize("format_", ["text", "csv", "html"])
def test_shu_in_every_form_shows_where_it_goes_and_each_member(book: Path, format_: str) -> None:
    words = ("-C", str(book), "shu", "hitung", "--tahun", "2025", "--format", format_)
    text = run(*words).stdout
    assert "Jasa modal anggota" in text  # the allocation
    assert "Fiktif Satu" in text  # the members


@pytest.mark.parametrize("nama", REPORT)
def test_reports_go_to_stdout(book: Path, nama: str) -> None:
    words = ("-C", str(book), "laporan", nama, "--tahun", "2025")
    text = run(*words)
    assert (text.exit_code, text.stderr) == (0, "")
    assert "Koperasi Uji (fiktif)" in text.stdout
    data = json.loads(run(*words, "--format", "json").stdout)
    assert isinstance(data, dict)
    rows = list(csv.reader(io.StringIO(run(*words, "--format", "csv").stdout)))
    assert len({len(row) for row in rows}) == 1
    assert "<html" in run(*words, "--format", "html").stdout


@pytest.mark.parametrize(("suffix", "opening"), [("xlsx", b"PK"), ("pdf", b"%PDF-"), ("csv", b"")])
def test_the_file_s_name_says_its_format(
    book: Path, tmp_path: Path, suffix: str, opening: bytes
) -> None:
    target = tmp_path / "baru" / f"arus-kas.{suffix}"
    done = run("-C", str(book), "laporan", "arus-kas", "--tahun", "2025", "-o", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"ditulis: {target}" in done.stderr
    assert target.read_bytes().startswith(opening)


def test_a_report_with_its_proofs(book: Path) -> None:
    words = ("-C", str(book), "laporan", "posisi-keuangan", "--tahun", "2025")
    assert "belum dibuktikan sejak perubahan terakhir" in run(*words).stdout
    assert "belum dibuktikan" not in run(*words, "--bukti").stdout
    assert "belum dibuktikan" not in run(*words).stdout


def test_a_deposit_says_its_number_and_prints_its_receipt(book: Path, tmp_path: Path) -> None:
    paper = tmp_path / "kuitansi.pdf"
    done = run("-C", str(book), *SETOR, *WHEN, "-o", str(paper))
    assert done.exit_code == 0
    assert done.stdout.startswith("dicatat KS-2601-0001: Fiktif Satu (A0001) menyetor")
    assert "sepuluh ribu rupiah" in done.stdout.lower()
    assert paper.read_bytes().startswith(b"%PDF-")


def test_trying_writes_nothing(book: Path, tmp_path: Path) -> None:
    before = content(book)
    paper = tmp_path / "kuitansi.pdf"
    done = run("-C", str(book), *SETOR, *WHEN, "--coba", "-o", str(paper))
    assert done.exit_code == 0
    assert "--- 2026/01-kas.beancount" in done.stdout
    assert "Ekuitas:Simpanan:Wajib:A0001" in done.stdout
    assert done.stdout.endswith("hanya percobaan: tidak ada berkas yang diubah\n")
    assert content(book) == before
    assert not paper.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("anggota", "tambah", "--nama", "Fiktif Tiga"),
        ("anggota", "keluar", "A0002", "--alasan", "pindah"),
        ("susun",),
        ("tutup", "2025-12"),
    ],
)
def test_trying_anything_writes_nothing(book: Path, words: tuple[str, ...]) -> None:
    before = content(book)
    done = run("-C", str(book), *words, *WHEN, "--coba")
    assert done.exit_code == 0, done.output
    assert "tidak ada berkas yang diubah" in done.stdout or "sesuai sumbernya" in done.stdout
    assert content(book) == before


def test_the_same_moment_gives_the_same_bytes(book: Path, tmp_path: Path) -> None:
    twin = shutil.copytree(book, tmp_path / "kembar")
    for folder in (book, twin):
        assert run("-C", str(folder), *SETOR, *WHEN).exit_code == 0
    assert content(book) == content(twin)


@pytest.mark.parametrize("words", [["anggota", "daftar"], ["laporan", "neraca-saldo", "--tahun",
                                                          "2025"]])  # fmt: skip
def test_a_reader_who_leaves_is_no_mistake(book: Path, words: list[str]) -> None:
    """As in `kkmp anggota daftar | head -1`."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "kkmp_ledger", "-C", str(book), *words],
        stdout=write, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(write)
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_output_is_utf8_whatever_the_system_speaks(book: Path) -> None:
    file = book / "pribadi.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Fiktif Satu", "Fïktif 佐藤"), "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "kkmp_ledger", "-C", str(book), "anggota", "daftar"],
        capture_output=True, check=True, env=environment,
    )  # fmt: skip
    assert "Fïktif 佐藤" in done.stdout.decode("utf-8")


def test_version() -> None:
    assert run("--version").stdout.startswith("kkmp 0.")


def test_a_library_that_is_not_there_is_said_in_one_sentence(book: Path) -> None:
    program = (
        "import sys\nsys.modules['pydantic'] = None\n"
        "from kkmp_ledger.cli.main import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "-C", str(book), "cek"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "kkmp-ledger terpasang tidak lengkap: pydantic tidak ada" in done.stderr


def test_the_last_bookings_are_shown_newest_first(book: Path) -> None:
    """By the time of recording, whatever their day; who was broken off sees what stands."""
    late = (*SETOR, "--waktu", "2026-01-05T08:00:00", "--oleh", "Bu Ani (fiktif)")
    assert run("-C", str(book), *late).exit_code == 0
    told = run("-C", str(book), "terakhir", "3")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert len(lines) == 6
    assert lines[0].split()[:3] == ["KS-2601-0001", "2026-01-02", "10.000"]
    assert lines[1].strip() == ("setor-simpanan, dicatat 2026-01-05 08:00:00 oleh Bu Ani (fiktif)")
    rows = json.loads(run("-C", str(book), "terakhir", "--format", "json").stdout)
    assert rows[0] == {
        "bukti": "KS-2601-0001", "tanggal": "2026-01-02", "jenis": "setor-simpanan",
        "uraian": rows[0]["uraian"], "jumlah": 10_000, "oleh": "Bu Ani (fiktif)",
        "dicatat": "2026-01-05T08:00:00",
    }  # fmt: skip
    assert {r["jenis"] for r in rows} > {"hitung", "hibah", "bunga-bank"}
    assert sum(r["jenis"] == "hitung" for r in rows) == 2
    assert len(rows) == 9
    assert [r["dicatat"] for r in rows] == sorted((r["dicatat"] for r in rows), reverse=True)


def test_a_book_without_bookings_says_so(tmp_path: Path) -> None:
    (tmp_path / "k.toml").write_text(KOPERASI, encoding="utf-8")
    run("init", str(tmp_path / "buku"), "--koperasi", str(tmp_path / "k.toml"))
    assert run("-C", str(tmp_path / "buku"), "terakhir").stdout == "belum ada yang dicatat\n"
    assert run("-C", str(tmp_path / "buku"), "terakhir", "0").exit_code == 2


def test_the_old_word_for_json_answers_with_the_new_one(book: Path) -> None:
    told = run("-C", str(book), "cek", "--json")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "--json kini ditulis --format json" in told.stderr


def test_arrears_are_told_with_the_name(book: Path) -> None:
    told = run("-C", str(book), "simpanan", "tunggakan", "--sampai", "2026-01-31")
    assert next(line for line in told.stdout.splitlines() if "A0002" in line).endswith("Fiktif Dua")


@pytest.mark.parametrize(
    ("who", "signed"), [("root", "." * 24), ("Bu Ani (fiktif)", "Bu Ani (fiktif)")]
)
def test_a_receipt_is_signed_by_a_person(
    book: Path, who: str, signed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer's account is no one who took money: the paper leaves room for a name."""
    monkeypatch.setattr("getpass.getuser", lambda: who)
    told = run("-C", str(book), *SETOR, "--waktu", "2026-01-02T09:00:00")
    assert f"Diterima oleh: {signed}\n" in told.stdout


def test_who_is_unknown_must_say_who_writes(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found: 1000")

    monkeypatch.setattr("getpass.getuser", unknown)
    told = run("-C", str(book), *SETOR, "--waktu", "2026-01-02T09:00:00")
    assert (told.exit_code, "tambahkan --oleh NAMA" in told.stderr) == (2, True)


def test_a_changed_name_leaves_a_title_that_is_said_with_its_mend(book: Path) -> None:
    toml, main = book / "koperasi.toml", book / "main.beancount"
    text = toml.read_text(encoding="utf-8").replace("Koperasi Uji", 'Koperasi \\"Baru\\"')
    toml.write_text(text, encoding="utf-8")
    assert run("-C", str(book), "susun").exit_code == 0
    told = run("-C", str(book), "cek")
    assert (told.exit_code, "JUDUL-BEDA (perhatian): " in told.stderr) == (0, True), told.stderr
    line = told.stderr.partition("tulis di baris ini: ")[2].partition("\n")[0]
    old = next(x for x in main.read_text(encoding="utf-8").split("\n") if '"title"' in x)
    main.write_text(main.read_text(encoding="utf-8").replace(old, line), encoding="utf-8")
    assert run("-C", str(book), "cek").stderr == ""


@pytest.mark.parametrize("written", ["2026-01-02", "2/1/2026", "02-01-2026", "2 Januari 2026"])
def test_a_day_is_read_as_people_write_it(book: Path, written: str) -> None:
    told = run("-C", str(book), *SETOR[:-1], written, "--coba", *WHEN)
    assert told.exit_code == 0, told.stderr
    assert "pada 2 Januari 2026" in told.stdout


def test_a_count_that_differed_is_shown_once(book: Path) -> None:
    asked = ("catat", "hitung-kas", "Kas Kantor", "134.000", "--lembar", "BA-2", "--ya")
    told = ("--alasan", "hilang", "--saksi", "pengawas", "--tanggal", "2026-01-02", *WHEN)
    assert run("-C", str(book), *asked, *told).exit_code == 0
    shown = run("-C", str(book), "terakhir", "20").stdout
    assert shown.count("KS-2601-0001") == 1
