"""Importing: once is once, order does not matter, and nothing is half accepted."""

from __future__ import annotations

import itertools
import random
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.book.buku import Buku
from tests.app.kecil import JUDUL_BEBAN
from tests.app.kecil import STRUK
from tests.app.kecil import harus
from tests.app.kecil import isi
from tests.app.kecil import jalankan
from tests.app.kecil import pada
from tests.app.kecil import saldo
from tests.app.kecil import setoran
from tests.app.kecil import struk
from tests.importing.bahan import Barang
from tests.importing.bahan import S
from tests.importing.bahan import xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HARI = pada("2025-11-30", "21:00:00")
TOKO = "2025/11-toko.gen.beancount"
BESOK = date(2025, 12, 1)


def isi_entri(folder: Path) -> list[object]:
    """What is booked, whichever document brought it."""
    found = []
    for file in Buku.baca(folder).files:
        for e in file.entries:
            legs = [(m.akun, m.jumlah, dict(m.meta)) for m in e.movements]
            found.append((e.tanggal, e.jenis, e.uraian, e.pihak, legs))
    return sorted(found, key=str)


def test_the_same_files_again_change_no_byte(
    salin: Callable[[str], Path], luar: dict[str, Path]
) -> None:
    folder = salin("november")
    before, listed = isi(folder), (folder / "dokumen/daftar.csv").stat()
    for words in (
        [luar["struk"], luar["barang"]],
        [luar["barang"], luar["struk"]],
        [luar["setoran"]],
        [luar["setoran"], luar["struk"], luar["barang"], luar["setoran"]],
    ):
        done = harus(folder, "impor", *words, *pada("2025-12-05"))
        assert "tidak ada yang berubah" in done.teks
        assert isi(folder) == before
        assert (folder / "dokumen/daftar.csv").stat().st_ino == listed.st_ino  # not even rewritten


def test_the_same_bytes_under_another_name_are_the_same(
    salin: Callable[[str], Path], luar: dict[str, Path], tmp_path: Path
) -> None:
    folder = salin("november")
    before = isi(folder)
    other = tmp_path / "salinan.xlsx"
    other.write_bytes(luar["setoran"].read_bytes())
    assert "sudah diterima sebagai D0001" in harus(folder, "impor", other, *HARI).teks
    assert isi(folder) == before


def test_an_overlapping_export_adds_only_what_is_new(
    salin: Callable[[str], Path], tmp_path: Path
) -> None:
    """The receipts of two exports that overlap are booked as those of one that holds them all."""
    more = S("29/11/2025 10:00", "1-1009", (Barang(65_000, 60_000),))
    whole, parts = salin("mulai"), salin("mulai")
    harus(whole, "impor", *struk(tmp_path / "a", [*STRUK, more], "2025-11-26-2025-11-29"), *HARI)
    harus(parts, "impor", *struk(tmp_path / "b", STRUK[:2], "2025-11-26-2025-11-27"), *HARI)
    done = harus(
        parts, "impor", *struk(tmp_path / "c", [*STRUK[1:], more], "2025-11-27-2025-11-29"), *HARI
    )
    assert "1 datang lagi" in done.teks
    assert isi_entri(parts) == isi_entri(whole)
    assert jalankan(parts, "cek").kode == 0


def test_the_order_of_files_does_not_matter(
    salin: Callable[[str], Path], luar: dict[str, Path]
) -> None:
    pair, sheet, costs = [luar["struk"], luar["barang"]], [luar["setoran-lagi"]], [luar["beban"]]
    found = []
    for together in itertools.permutations([pair, sheet, costs]):
        folder = salin("mulai")
        harus(folder, "impor", *itertools.chain(*together), *HARI)
        found.append(isi_entri(folder))
    for order in ([pair, costs, sheet], [sheet, pair, costs]):  # one command each
        folder = salin("mulai")
        for files in order:
            harus(folder, "impor", *files, *HARI)
        found.append(isi_entri(folder))
    assert all(one == found[0] for one in found)


def test_the_order_of_receipts_does_not_matter(
    salin: Callable[[str], Path], tmp_path: Path
) -> None:
    texts = set()
    for seed in range(3):
        rows = list(STRUK)
        random.Random(seed).shuffle(rows)  # noqa: S311  # any order will do
        folder = salin("mulai")
        pair = struk(tmp_path / str(seed), rows, "2025-11-26-2025-11-28")
        harus(folder, "impor", *pair, *HARI)
        text = (folder / TOKO).read_text(encoding="utf-8")
        texts.add(text[text.index("option") :])
    assert len(texts) == 1


def test_a_file_that_is_wrong_keeps_the_others_out(
    salin: Callable[[str], Path], luar: dict[str, Path], tmp_path: Path
) -> None:
    folder = salin("mulai")
    before = isi(folder)
    wrong = setoran(
        tmp_path / "salah.xlsx",
        [(date(2025, 11, 28), "A0099", "wajib", 10_000, None, "Kas Kantor", None)],
    )
    done = jalankan(folder, "impor", luar["struk"], luar["barang"], wrong, *HARI)
    assert done.kode == 1
    assert "ANGGOTA-ASING" in done.teks
    assert "tidak ada berkas yang diubah" in done.teks
    assert isi(folder) == before


def test_a_rehearsal_writes_nothing(salin: Callable[[str], Path], luar: dict[str, Path]) -> None:
    folder = salin("mulai")
    before = isi(folder)
    done = harus(folder, "impor", luar["struk"], luar["barang"], *HARI, "--coba")
    assert "hanya percobaan" in done.teks
    assert isi(folder) == before


def test_a_row_in_a_closed_month_is_refused(
    salin: Callable[[str], Path], luar: dict[str, Path], tmp_path: Path
) -> None:
    folder = salin("desember")
    before = isi(folder)
    done = jalankan(folder, "impor", luar["setoran-lagi"], *pada("2026-01-01"))
    assert done.kode == 1
    assert "BULAN-TERTUTUP" in done.teks
    both = [(d, "Beban kepegawaian", "Upah", 5_000, "Kas Toko") for d in
            (date(2025, 11, 30), date(2025, 12, 1))]  # fmt: skip
    straddling = xlsx(tmp_path / "beban.xlsx", [JUDUL_BEBAN, *both]).path
    assert "BULAN-TERTUTUP" in jalankan(folder, "impor", straddling, *pada("2026-01-01")).teks
    assert isi(folder) == before


@pytest.mark.parametrize(("hari", "kode"), [("2025-11-23", 1), ("2025-12-01", 1)])
def test_a_row_outside_the_open_days_is_refused(
    salin: Callable[[str], Path], tmp_path: Path, hari: str, kode: int
) -> None:
    """Before the founding, and after the day on which it is entered."""
    folder = salin("mulai")
    day = date.fromisoformat(hari)
    sheet = xlsx(
        tmp_path / "beban.xlsx", [JUDUL_BEBAN, (day, "Beban kepegawaian", "Upah", 5_000, "Akrual")]
    ).path
    done = jalankan(folder, "impor", sheet, *HARI)
    assert (done.kode, "TANGGAL-LUAR" in done.teks) == (kode, True)


def test_a_customer_who_becomes_a_member_is_booked_anew_with_the_register(
    salin: Callable[[str], Path],
) -> None:
    """The register and the sales that follow from it are written in one batch: cek is content."""
    folder = salin("november")
    before = saldo(folder, "Pendapatan:Anggota:Sembako", BESOK)
    assert before == -130_000
    words = ("anggota", "keluar", "A0001", "--alasan", "pindah", "--tanggal", "2025-11-26")
    harus(folder, *words, *pada("2025-11-30", "22:00:00"))
    assert saldo(folder, "Pendapatan:Anggota:Sembako", BESOK) == 0
    assert jalankan(folder, "cek").kode == 0


def test_two_documents_with_one_name_are_both_kept(
    salin: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = salin("mulai")
    for n in (1, 2):
        (tmp_path / str(n)).mkdir()
        row = (date(2025, 11, 28), "A0001", "sukarela", 1000 * n, None, "Kas Kantor", None)
        harus(folder, "impor", setoran(tmp_path / str(n) / "setoran.xlsx", [row]), *HARI)
    assert (folder / "dokumen/setoran.xlsx").is_file()
    assert (folder / "dokumen/D0003-setoran.xlsx").is_file()
    owed = Buku.baca(folder).saldo(BESOK)
    assert [v for akun, v in owed.items() if "Sukarela" in akun] == [-3000]
    assert jalankan(folder, "cek").kode == 0
