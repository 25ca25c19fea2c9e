"""What a command says when things go wrong around it, and when nothing needs saying twice."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from kkmp_ledger.base.derived import derived_folder
from tests.cli.conftest import KOPERASI
from tests.cli.conftest import WHEN
from tests.cli.conftest import content
from tests.cli.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

REPORT = ("laporan", "posisi-keuangan", "--tahun", "2025")


def test_a_damaged_index_is_thrown_away_and_the_next_look_is_right(book: Path, cache: Path) -> None:
    good = run("-C", str(book), *REPORT)
    assert good.exit_code == 0
    place = derived_folder(cache, book)
    assert place is not None
    db = sqlite3.connect(place / "indeks.sqlite")
    db.execute("DROP TABLE month")
    db.commit()
    db.close()
    told = run("-C", str(book), *REPORT)
    assert told.exit_code == 1
    assert "BERKAS-RUSAK: indeks buku rusak dan sudah dibuang" in told.stderr
    assert run("-C", str(book), *REPORT).stdout == good.stdout


def test_a_count_that_agrees_is_said_to(book: Path) -> None:
    count = ("catat", "hitung-kas", "Kas Kantor", "135000", "--lembar", "BA-9")
    told = run("-C", str(book), *count, "--tanggal", "2025-12-20", *WHEN)
    assert told.exit_code == 0, told.stderr
    assert told.stdout == (
        "dicatat KS-2512-0009: Kas Kantor pada 20 Desember 2025:"
        " buku 135.000, dihitung 135.000, cocok\n"
    )


def test_an_unknown_destination_of_shu_is_told_by_the_check(book: Path) -> None:
    path = book / "koperasi.toml"
    text = path.read_text(encoding="utf-8").replace("cadangan = 40", "dana_liburan = 40")
    path.write_text(text, encoding="utf-8")
    told = run("-C", str(book), "cek")
    assert told.exit_code == 1
    assert 'ISI-SALAH: tujuan SHU "dana_liburan" tidak dikenal' in told.stderr


def test_a_tax_that_ends_before_it_begins_is_refused_by_its_line(book: Path) -> None:
    path = book / "koperasi.toml"
    text = path.read_text(encoding="utf-8")
    tax = '\n[[pajak]]\nsumber = "uji"\ntarif_permil = 5\ndari = 2026-01-01\nsampai = 2025-12-31\n'
    path.write_text(text + tax, encoding="utf-8")
    told = run("-C", str(book), "cek")
    assert told.exit_code == 1
    line = (text + tax).splitlines().index("sampai = 2025-12-31") + 1
    assert f"koperasi.toml:{line}: ISI-SALAH: pajak sampai 2025-12-31" in told.stderr


def test_what_is_finer_than_sen_is_refused_by_every_command(book: Path) -> None:
    """A close would write it down as a balance."""
    path = book / "2025" / "12-kas.beancount"
    text = (
        path.read_text(encoding="utf-8")
        .replace("9876.48", "9876.481")
        .replace("-12345.60", "-12345.601")
    )
    path.write_text(text, encoding="utf-8")
    for words in (("cek",), ("tutup", "2025-12", *WHEN)):
        told = run("-C", str(book), *words)
        assert told.exit_code == 1
        assert "RUPIAH-PECAHAN: " in told.stderr, told.stderr


def test_a_rehearsed_init_shows_the_files_and_writes_nothing(tmp_path: Path) -> None:
    toml = tmp_path / "koperasi.toml"
    toml.write_text(KOPERASI, encoding="utf-8")
    words = ("init", str(tmp_path / "buku"), "--koperasi", str(toml))
    told = run(*words, "--coba")
    assert told.exit_code == 0
    assert f"akan dibuat: {tmp_path / 'buku' / 'main.beancount'}\n" in told.stdout
    assert told.stdout.endswith("hanya percobaan: tidak ada berkas yang diubah\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["koperasi.toml"]
    assert run(*words).exit_code == 0
    shown = {line.partition(": ")[2] for line in told.stdout.splitlines()[:-1]}
    assert shown == {str(tmp_path / "buku" / name) for name in content(tmp_path / "buku")}
    (tmp_path / "buku" / "catatan").write_text("")
    assert "FOLDER-ISI: " in run(*words, "--coba").stderr


def test_an_option_that_would_do_nothing_is_not_there(book: Path) -> None:
    for words in (("susun",), ("tutup", "2025-12"), ("impor", "a.xlsx"), ("anggota", "impor", "a")):
        told = run("-C", str(book), *words, "--tanggal", "2026-01-01")
        assert (told.exit_code, "--tanggal" in told.stderr) == (2, True), words


def test_a_rehearsed_regeneration_says_that_it_was_one(book: Path) -> None:
    (book / "akun.gen.beancount").unlink()
    before = content(book)
    told = run("-C", str(book), "susun", "--coba")
    assert told.stdout.splitlines() == [
        "akan dibuat ulang: akun.gen.beancount",
        "hanya percobaan: tidak ada berkas yang diubah",
    ]
    assert content(book) == before
