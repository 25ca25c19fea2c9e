"""What `kkmp cek` notices of the machine's files, the documents and torn data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.app.kecil import KAS_NOV
from tests.app.kecil import harus
from tests.app.kecil import isi
from tests.app.kecil import jalankan
from tests.app.kecil import pada
from tests.tanpa_izin import tanpa_izin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOKO, AKUN = "2025/11-toko.gen.beancount", "akun.gen.beancount"
SETOR = ("setor", "A0004", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", "2025-12-01")
DES = pada("2025-12-01")


def kode(folder: Path) -> list[str]:
    """The codes of every `galat`, each once."""
    done = jalankan(folder, "cek", "--json")
    found = json.loads(done.teks)
    rows = found if isinstance(found, list) else found["masalah"]
    codes = sorted({r["kode"] for r in rows if r["berat"] == "galat"})
    assert done.kode == (1 if codes else 0)
    return codes


def ubah(folder: Path, name: str, lama: str, baru: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert lama in text
    path.write_text(text.replace(lama, baru), encoding="utf-8")


def test_the_stages_are_clean(tahap: Callable[[str], Path]) -> None:
    for name in ("mulai", "november", "desember", "tertutup", "setahun"):
        assert kode(tahap(name)) == []


def test_looking_changes_nothing(tahap: Callable[[str], Path]) -> None:
    folder = tahap("setahun")
    before = isi(folder)
    for words in (
        ("cek",),
        ("laporan", "posisi-keuangan", "--tahun", "2025"),
        ("laporan", "arus-kas", "--tahun", "2025", "--bukti"),
        ("shu", "hitung", "--tahun", "2025"),
        ("anggota", "daftar"),
        ("simpanan", "tunggakan", "--sampai", "2026-01-31"),
    ):
        harus(folder, *words)
    assert isi(folder) == before


def test_who_may_only_read_gets_every_report(salin: Callable[[str], Path]) -> None:
    folder = salin("setahun")
    want = harus(folder, "laporan", "posisi-keuangan", "--tahun", "2025", "--format", "csv").teks
    with tanpa_izin(folder):
        words = ("laporan", "posisi-keuangan", "--tahun", "2025", "--format", "csv")
        assert harus(folder, *words).teks == want
        done = jalankan(folder, *SETOR, *DES)
    assert done.kode == 1
    assert "TULIS-GAGAL" in done.teks


# generated files


@pytest.mark.parametrize(
    ("ubahan", "basi"),
    [
        (("koperasi.toml", 'nama = "Bank BRI"', 'nama = "Bank Rakyat"'), {AKUN, TOKO}),
        (("koperasi.toml", '"Antar" = "usaha_lainnya"', '"Kurir" = "usaha_lainnya"'), {TOKO}),
        (("pelanggan.csv", "Siti Karangan", "Siti Rekaan"), {TOKO}),
    ],
)
@pytest.mark.parametrize("perintah", ["susun", "setor"])
def test_what_went_stale_is_told_and_made_anew(
    salin: Callable[[str], Path], ubahan: tuple[str, str, str], basi: set[str], perintah: str
) -> None:
    """By `kkmp susun`, and by the next command that writes anything."""
    folder = salin("november")
    ubah(folder, *ubahan)
    assert kode(folder) == ["GEN-BASI"]
    told = jalankan(folder, "cek").teks
    assert {path for path in (AKUN, TOKO) if f"GEN-BASI: {path}" in told} == basi
    before = isi(folder)
    harus(folder, *(("susun",) if perintah == "susun" else SETOR), *DES)
    changed = {path for path, content in before.items() if isi(folder)[path] != content}
    assert changed - {"isi.gen.beancount"} >= basi
    assert kode(folder) == []
    again = isi(folder)
    harus(folder, "susun", *DES)
    assert isi(folder) == again


def test_a_count_is_held_against_the_fresh_book(
    salin: Callable[[str], Path], luar: dict[str, Path]
) -> None:
    """What went stale is made anew before the difference of a count is worked out."""
    folder = salin("mulai")
    harus(folder, "impor", luar["struk"], luar["barang"], *pada("2025-11-30"))
    ubah(folder, "koperasi.toml", '"Tunai" = "Kas Toko"', '"Tunai" = "Kas Kantor"')
    count = ("catat", "hitung-kas", "Kas Kantor", "1010000", "--tanggal", "2025-11-30")
    done = harus(folder, *count, "--lembar", "BA-1", *DES)
    assert "dibukukan" not in done.teks  # 230.000 and the sales in cash: no difference
    assert kode(folder) == []


def test_a_generated_file_that_somebody_edited(salin: Callable[[str], Path]) -> None:
    folder = salin("november")
    want = isi(folder)
    ubah(folder, TOKO, "650000 IDR", "650001 IDR")
    assert "GEN-DIUBAH" in kode(folder)
    harus(folder, "susun", *DES)
    assert isi(folder) == want


def test_a_generated_file_that_is_lost_comes_back(salin: Callable[[str], Path]) -> None:
    folder = salin("november")
    want = isi(folder)
    for name in (TOKO, AKUN, "isi.gen.beancount"):
        (folder / name).unlink()
        assert set(kode(folder)) & {"GEN-BASI", "BERKAS-TIADA"}
        harus(folder, "susun", *DES)
        assert isi(folder) == want, name


def test_the_list_of_includes_is_mended_before_anything_is_booked(
    salin: Callable[[str], Path],
) -> None:
    """Else the book would look empty, and its numbers would begin again."""
    plain, torn = salin("mulai"), salin("mulai")
    (torn / "isi.gen.beancount").unlink()
    november = [w.replace("2025-12-01", "2025-11-30") for w in SETOR]
    for folder in (plain, torn):
        assert "KS-2511-0003" in harus(folder, *november, *DES).teks
    assert isi(plain) == isi(torn)


def test_a_month_that_the_list_does_not_name_is_told(salin: Callable[[str], Path]) -> None:
    folder = salin("november")
    ubah(folder, "isi.gen.beancount", f'include "{KAS_NOV}"\n', "")
    assert {"GEN-BASI", "GEN-DIUBAH"} <= set(kode(folder))
    assert f"tidak menyebut {KAS_NOV}" in jalankan(folder, "cek").teks
    harus(folder, "susun", *DES)
    assert kode(folder) == []


@pytest.mark.parametrize("content", [b"\xff\xfe bukan teks", b"", b"; \n"])
def test_a_generated_file_that_is_torn(salin: Callable[[str], Path], content: bytes) -> None:
    folder = salin("november")
    want = isi(folder)
    (folder / TOKO).write_bytes(content)
    assert "GEN-DIUBAH" in kode(folder)
    harus(folder, "susun", *DES)
    assert isi(folder) == want


# documents


@pytest.mark.parametrize(
    ("name", "nomor"),
    [("receipts-2025-11-26-2025-11-28.csv", "D0002"), ("setoran-2025-11.xlsx", "D0001")],
)
def test_a_document_that_somebody_edited(
    salin: Callable[[str], Path], name: str, nomor: str
) -> None:
    folder = salin("november")
    path = folder / "dokumen" / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert kode(folder) == ["DOKUMEN-BERUBAH"]
    told = jalankan(folder, "cek").teks
    assert f"bukan yang diterima sebagai {nomor}" in told


@pytest.mark.parametrize("tahap_", ["november", "setahun"])
def test_documents_that_are_not_here_are_no_problem(
    salin: Callable[[str], Path], tahap_: str
) -> None:
    """Whoever has only the git repository has no papers."""
    folder = salin(tahap_)
    for path in (folder / "dokumen").iterdir():
        if path.name != "daftar.csv":
            path.unlink()
    assert kode(folder) == []
    before = isi(folder)
    harus(folder, "susun", *pada("2026-01-05"))
    assert isi(folder) == before
    harus(folder, *[w.replace("2025-12-01", "2026-01-05") for w in SETOR], *pada("2026-01-05"))


# torn data


def test_all_problems_of_a_run_are_told(salin: Callable[[str], Path]) -> None:
    """A list that cannot be read does not hide what is wrong elsewhere."""
    folder = salin("november")
    ubah(folder, KAS_NOV, " 5000000 IDR", " 5000001 IDR")
    ubah(folder, "dokumen/daftar.csv", "D0001", "DX")
    ubah(folder, "anggota.csv", "A0002,2025-11-24,masuk", "A0002,kemarin,masuk")
    assert set(kode(folder)) >= {"TIDAK-SEIMBANG", "ANGGOTA-BERKAS"}


def test_a_toml_that_cannot_be_read_does_not_hide_torn_text(salin: Callable[[str], Path]) -> None:
    folder = salin("november")
    ubah(folder, "koperasi.toml", "kelurahan", "kelurahann")
    with (folder / KAS_NOV).open("a", encoding="utf-8") as file:
        file.write("entah apa\n")
    assert set(kode(folder)) == {"KUNCI-ASING", "KUNCI-KURANG", "TEKS-RUSAK"}


@pytest.mark.parametrize("amount", ["1/0", "(2 - 1) / (1 - 1)"])
def test_a_division_by_zero_is_a_problem_and_no_crash(
    salin: Callable[[str], Path], amount: str
) -> None:
    folder = salin("november")
    with (folder / KAS_NOV).open("a", encoding="utf-8") as file:
        file.write(f'\n2025-11-29 * "bagi" ^KS-2511-0003\n  Aset:Kas:Kantor  {amount} IDR\n')
    assert "DIALEK" in kode(folder)
    assert jalankan(folder, "laporan", "neraca-saldo", "--tahun", "2025").kode in {0, 1}


def test_a_book_as_windows_saves_it(salin: Callable[[str], Path]) -> None:
    """Line ends of Windows in a hand-kept file are no mistake, and the next entry is read."""
    folder = salin("mulai")
    path = folder / KAS_NOV
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert kode(folder) == []
    harus(folder, *[w.replace("2025-12-01", "2025-11-30") for w in SETOR], *DES)
    assert kode(folder) == []
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "TEKS-RUSAK" in kode(folder)
