"""What is typed wrong ends with exit code 2 or 1 and a sentence, never with a traceback."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from kkmp_ledger.cli import language
from tests.cli.conftest import WHEN
from tests.cli.conftest import content
from tests.cli.conftest import run

if TYPE_CHECKING:
    from collections.abc import Iterator

SETOR = ("setor", "A0001", "wajib", "10000", "--ke", "Kas Kantor")
# Only somebody who writes commands ever reads these texts of Click's.
PROGRAMMER = (
    "_termui_impl", "_winconsole", "shell_completion", "utils", "Name '", "Could not determine",
    "No options defined", "Arguments take exactly", "Boolean option", "DeprecationWarning",
    "deprecated", "Choice(", "Value must be", "Unknown color", "Invalid start character",
    "%(prog)s", "Do you want", "Confirm the action", "Repeat for", "Press any key",
    "Error: The two entered", "UUID", "not a valid boolean", "executable", "values are required",
    "does not match the format",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("setr",), "Salah: Tidak ada perintah 'setr'."),
        (("--folder", "x", "cek"), "Salah: Tidak ada pilihan '--folder'."),
        (("setor",), "Salah: Belum ada isian 'ANGGOTA'."),
        (SETOR[:4], "Salah: Belum ada pilihan '--ke'."),
        ((*SETOR, "lagi"), "Salah: Ada isian yang berlebih (lagi)"),
        ((*SETOR, "--ke"), "Salah: Pilihan '--ke' perlu isi."),
        ((*SETOR, "--coba=ya"), "Salah: Pilihan '--coba' tidak memakai isi."),
        (("setor", "A0001", "wajb", "1", "--ke", "x"), "'wajb' bukan salah satu dari 'pokok'"),
        (("setor", "A0001", "wajib", "10.00", "--ke", "x"), '"10.00" bukan jumlah rupiah; tulis'),
        (("setor", "A0001", "wajib", "1" * 16, "--ke", "x"), "bukan jumlah rupiah"),
        ((*SETOR, "--tanggal", "14-13-2026"), '"14-13-2026" bukan tanggal; tulis misalnya 2026-'),
        ((*SETOR, "--tanggal", "20260314"), '"20260314" bukan tanggal'),
        ((*SETOR, "--tanggal", "9999-12-31"), '"9999-12-31" bukan tanggal'),
        ((*SETOR, "--waktu", "kemarin"), '--waktu "kemarin" bukan waktu; tulis misalnya'),
        ((*SETOR, "--oleh", "a\x1bb"), "berisi huruf yang tidak dapat dibaca"),
        ((*SETOR, "--oleh", "a\udc80"), "berisi huruf yang tidak dapat dibaca"),
        (("laporan", "neraca", "--tahun", "2025"), "'neraca' bukan salah satu dari"),
        (("laporan", "arus-kas", "--tahun", "25"), '"25" bukan tahun; tulis misalnya 2025'),
        (("laporan", "arus-kas", "--tahun", "2025", "--format", "xlsx"), "perlu -o BERKAS"),
        (("tutup", "maret"), '"maret" bukan bulan atau tahun; tulis 2026-03 atau 2026'),
        (("tutup", "2026-3"), "bukan bulan atau tahun"),
        (("tutup", "0000"), "bukan bulan atau tahun"),
        (("rat", "susun", "--tahun", "2025"), "Salah: Belum ada pilihan '-o'."),
        (("buka", "--port", "70000"), "70000 tidak di antara 1<=x<=65535."),
        (("catat", "beban", "Beban sewa", "1,5", "--uraian", "x", "--dari", "x"), "bukan jumlah"),
        (("init",), "Salah: Belum ada isian 'FOLDER'."),
    ],
)
def test_wrong_use_is_2(opening_book: Path, words: tuple[str, ...], message: str) -> None:
    before = content(opening_book)
    result = run("-C", str(opening_book), *words)
    assert result.exit_code == 2, result.output
    assert message in result.stderr
    assert result.stderr.startswith(("Pemakaian: kkmp", "Salah: "))
    assert result.stdout == ""
    assert content(opening_book) == before


def test_a_new_book_asks_what_it_needs(tmp_path: Path) -> None:
    result = run("init", str(tmp_path / "baru"))
    assert result.exit_code == 2
    assert "isi --nama, atau pakai --koperasi BERKAS" in result.stderr
    assert not (tmp_path / "baru").exists()


@pytest.mark.parametrize(
    ("words", "kode"),
    [
        (("setor", "A0009", "wajib", "10000", "--ke", "Kas Kantor"), "ANGGOTA-ASING"),
        (("setor", "A0001", "wajib", "10000", "--ke", "Kas Kntor"), "ISIAN"),
        (("setor", "A0001", "pokok", "70000", "--ke", "Kas Kantor"), "POKOK-BEDA"),
        (("tarik", "A0001", "sukarela", "90000", "--dari", "Kas Kantor"), "SIMPANAN-NEGATIF"),
        ((*SETOR, "--tanggal", "2024-01-01"), "ANGGOTA-TIDAK-AKTIF"),
        (("impor", "tidak-ada.csv"), "BERKAS-TIADA"),
        (("impor", "a" * 5000), "BERKAS-TIADA"),
        (("anggota", "impor", "tidak-ada.xlsx"), "BERKAS-TIADA"),
        (("catat", "beban", "Beban swa", "1000", "--uraian", "x", "--dari", "Kas Kantor"), "ISIAN"),
        (("catat", "opname", "apotek", "1000", "--lembar", "x"), "ISIAN"),
        (("tutup", "2026-03"), "TUTUP-URUT"),
        (("rat", "putuskan", "--tahun", "2025", "--berita-acara", "1", "--hadir", "2"),
         "RAT-TAHUN"),
        (("laporan", "arus-kas", "--tahun", "2025", "-o", "a" * 5000), "TULIS-GAGAL"),
        (("templat", "anggota", "-o", "."), None),
    ],
)  # fmt: skip
def test_problems_in_the_data_are_1(book: Path, words: tuple[str, ...], kode: str | None) -> None:
    before = content(book)
    writing = words[0] in {"setor", "tarik", "catat", "anggota", "impor", "tutup"} or "put" in words
    when = WHEN if writing and "--tanggal" not in words else ()
    result = run("-C", str(book), *words, *when)
    assert content(book) == before
    if kode is None:  # Click sees that it is a folder
        assert result.exit_code == 2
        return
    assert result.exit_code == 1, result.output
    assert f"{kode}: " in result.stderr
    assert "\nsaran: " in result.stderr
    assert result.stdout == ""
    if when:
        assert result.stderr.endswith("tidak ada berkas yang diubah\n")


ODD = (
    "", "-1", "0", "9" * 30, "1e5", "NaN", "½", "٣", "=1+1", "a0001", "../../x", '"', "{x}",
    "%s", "Aset:Kas:Kantor", "kas kantor", "2999", "2999-12-31", "1000-01-01", "💣", "x" * 5000,
    "1.000,00", "--", "*",
)  # fmt: skip
POLA = (
    ("setor", "?", "wajib", "10000", "--ke", "Kas Kantor"),
    ("setor", "A0001", "wajib", "?", "--ke", "?"),
    (*SETOR, "--tanggal", "?"),
    (*SETOR, "--oleh", "?", "--tanggal", "2026-01-02"),
    ("tarik", "A0001", "sukarela", "?", "--dari", "Kas Kantor"),
    ("anggota", "tambah", "--nama", "?", "--nik", "?"),
    ("anggota", "tambah", "--nama", "?", "--di-kasir", "?", "--telepon", "?"),
    ("anggota", "keluar", "A0002", "--alasan", "?"),
    ("anggota", "impor", "?"),
    ("impor", "?"),
    ("catat", "beban", "?", "?", "--uraian", "?", "--dari", "?"),
    ("catat", "beban", "Beban sewa", "1000", "--uraian", "?", "--dari", "Kas Kantor"),
    ("catat", "aset", "1000", "--nama", "?", "--akun", "Mesin dan peralatan", "--bulan", "?",
     "--dari", "Kas Kantor"),
    ("catat", "hitung-kas", "Kas Kantor", "?", "--lembar", "?"),
    ("catat", "bayar-shu", "?", "--dari", "Kas Kantor"),
    ("simpanan", "tunggakan", "--sampai", "?"),
    ("laporan", "hasil-usaha", "--tahun", "?"),
    ("shu", "hitung", "--tahun", "?"),
    ("tutup", "?"),
    ("rat", "putuskan", "--tahun", "?", "--berita-acara", "?", "--hadir", "?"),
    ("?",),
)  # fmt: skip


@pytest.mark.parametrize("pola", POLA, ids=" ".join)
def test_no_word_brings_a_traceback(book: Path, pola: tuple[str, ...]) -> None:
    before = content(book)
    for odd in ODD:
        words = [odd if word == "?" else word for word in pola]
        rehearsal = ["--coba", *WHEN] if pola[0] in {"setor", "tarik", "catat", "tutup"} else []
        if pola[:2] in {("anggota", "tambah"), ("anggota", "keluar"), ("rat", "putuskan")}:
            rehearsal = ["--coba", *WHEN]
        result = run("-C", str(book), *words, *rehearsal)
        assert result.exit_code in {0, 1, 2}, (words, result.output)
        assert result.exit_code == 0 or result.stderr, words
        assert content(book) == before, words


def _click_words() -> Iterator[tuple[str, str]]:
    """Every text that Click marks for translation, with the module that says it."""
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                count = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
                for arg in node.args[:count]:
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str):
                        yield path.stem, arg.value


def test_click_speaks_indonesian() -> None:
    """A new Click with new words is seen here, not by a treasurer."""
    found = dict.fromkeys(
        text
        for module, text in _click_words()
        if module not in PROGRAMMER and not any(text.startswith(p) or p in text for p in PROGRAMMER)
    )
    assert found
    assert set(found) - set(language.WORD) == set()
    assert all(ours != theirs for theirs, ours in language.WORD.items())


def test_a_word_keeps_its_blanks() -> None:
    for theirs, ours in language.WORD.items():
        blanks = [piece.partition("}")[0] for piece in theirs.split("{")[1:]]
        assert sorted(p.partition("}")[0] for p in ours.split("{")[1:]) == sorted(blanks), theirs


def test_a_time_with_a_zone_is_refused_and_nothing_is_shifted(book: Path) -> None:
    """23:30 in one zone may be tomorrow in another: the day of an entry must not hang on that."""
    before = content(book)
    words = ("setor", "A0001", "wajib", "10.000", "--ke", "Kas Kantor", "--oleh", "uji")
    for zone in ("Z", "+07:00"):
        told = run("-C", str(book), *words, "--waktu", f"2026-01-02T23:30:00{zone}")
        assert told.exit_code == 2
        assert "memakai zona waktu; tulis waktu setempat, misalnya" in told.stderr
    assert content(book) == before
