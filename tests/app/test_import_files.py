"""Importing: once is once, order does not matter, and nothing is half accepted."""

from __future__ import annotations

import itertools
import random
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.book.text_book import TextBook
from tests.app.small_book import BEBAN_HEADER
from tests.app.small_book import RECEIPT
from tests.app.small_book import balances
from tests.app.small_book import body
from tests.app.small_book import expected
from tests.app.small_book import on
from tests.app.small_book import receipt
from tests.app.small_book import run
from tests.app.small_book import setoran
from tests.importing.till import Barang
from tests.importing.till import S
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = on("2025-11-30", "21:00:00")
TOKO = "2025/11-toko.gen.beancount"
TOMORROW = date(2025, 12, 1)


def entry_body(folder: Path) -> list[object]:
    """What is booked, whichever document brought it."""
    found = []
    for file in TextBook.read(folder).files:
        for e in file.entries:
            legs = [(m.akun, m.jumlah, dict(m.meta)) for m in e.movements]
            found.append((e.tanggal, e.jenis, e.uraian, e.pihak, legs))
    return sorted(found, key=str)


def test_the_same_files_again_change_no_byte(
    copy: Callable[[str], Path], outside: dict[str, Path]
) -> None:
    folder = copy("november")
    before, listed = body(folder), (folder / "dokumen/daftar.csv").stat()
    for words in (
        [outside["struk"], outside["barang"]],
        [outside["barang"], outside["struk"]],
        [outside["setoran"]],
        [outside["setoran"], outside["struk"], outside["barang"], outside["setoran"]],
    ):
        done = expected(folder, "impor", *words, *on("2025-12-05"))
        assert "tidak ada yang berubah" in done.text
        assert body(folder) == before
        assert (folder / "dokumen/daftar.csv").stat().st_ino == listed.st_ino  # not even rewritten


def test_the_same_bytes_under_another_name_are_the_same(
    copy: Callable[[str], Path], outside: dict[str, Path], tmp_path: Path
) -> None:
    folder = copy("november")
    before = body(folder)
    other = tmp_path / "salinan.xlsx"
    other.write_bytes(outside["setoran"].read_bytes())
    assert "sudah diterima sebagai D0001" in expected(folder, "impor", other, *DAY).text
    assert body(folder) == before


def test_an_overlapping_export_adds_only_what_is_new(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    """The receipts of two exports that overlap are booked as those of one that holds them all."""
    more = S("29/11/2025 10:00", "1-1009", (Barang(65_000, 60_000),))
    whole, parts = copy("mulai"), copy("mulai")
    expected(
        whole, "impor", *receipt(tmp_path / "a", [*RECEIPT, more], "2025-11-26-2025-11-29"), *DAY
    )
    expected(parts, "impor", *receipt(tmp_path / "b", RECEIPT[:2], "2025-11-26-2025-11-27"), *DAY)
    done = expected(
        parts,
        "impor",
        *receipt(tmp_path / "c", [*RECEIPT[1:], more], "2025-11-27-2025-11-29"),
        *DAY,
    )
    assert "1 datang lagi" in done.text
    assert entry_body(parts) == entry_body(whole)
    assert run(parts, "cek").kode == 0


def test_the_order_of_files_does_not_matter(
    copy: Callable[[str], Path], outside: dict[str, Path]
) -> None:
    pair, sheet, costs = (
        [outside["struk"], outside["barang"]],
        [outside["setoran-lagi"]],
        [outside["beban"]],
    )
    found = []
    for together in itertools.permutations([pair, sheet, costs]):
        folder = copy("mulai")
        expected(folder, "impor", *itertools.chain(*together), *DAY)
        found.append(entry_body(folder))
    for order in ([pair, costs, sheet], [sheet, pair, costs]):  # one command each
        folder = copy("mulai")
        for files in order:
            expected(folder, "impor", *files, *DAY)
        found.append(entry_body(folder))
    assert all(one == found[0] for one in found)


def test_the_order_of_receipts_does_not_matter(copy: Callable[[str], Path], tmp_path: Path) -> None:
    texts = set()
    for seed in range(3):
        rows = list(RECEIPT)
        random.Random(seed).shuffle(rows)  # noqa: S311  # any order will do
        folder = copy("mulai")
        pair = receipt(tmp_path / str(seed), rows, "2025-11-26-2025-11-28")
        expected(folder, "impor", *pair, *DAY)
        text = (folder / TOKO).read_text(encoding="utf-8")
        texts.add(text[text.index("option") :])
    assert len(texts) == 1


def test_a_file_that_is_wrong_keeps_the_others_out(
    copy: Callable[[str], Path], outside: dict[str, Path], tmp_path: Path
) -> None:
    folder = copy("mulai")
    before = body(folder)
    wrong = setoran(
        tmp_path / "salah.xlsx",
        [(date(2025, 11, 28), "A0099", "wajib", 10_000, None, "Kas Kantor", None)],
    )
    done = run(folder, "impor", outside["struk"], outside["barang"], wrong, *DAY)
    assert done.kode == 1
    assert "ANGGOTA-ASING" in done.text
    assert "tidak ada berkas yang diubah" in done.text
    assert body(folder) == before


def test_a_rehearsal_writes_nothing(copy: Callable[[str], Path], outside: dict[str, Path]) -> None:
    folder = copy("mulai")
    before = body(folder)
    done = expected(folder, "impor", outside["struk"], outside["barang"], *DAY, "--coba")
    assert "hanya percobaan" in done.text
    assert body(folder) == before


def test_a_row_in_a_closed_month_is_refused(
    copy: Callable[[str], Path], outside: dict[str, Path], tmp_path: Path
) -> None:
    folder = copy("desember")
    before = body(folder)
    done = run(folder, "impor", outside["setoran-lagi"], *on("2026-01-01"))
    assert done.kode == 1
    assert "BULAN-TERTUTUP" in done.text
    both = [(d, "Beban kepegawaian", "Upah", 5_000, "Kas Toko") for d in
            (date(2025, 11, 30), date(2025, 12, 1))]  # fmt: skip
    straddling = xlsx(tmp_path / "beban.xlsx", [BEBAN_HEADER, *both]).path
    assert "BULAN-TERTUTUP" in run(folder, "impor", straddling, *on("2026-01-01")).text
    assert body(folder) == before


@pytest.mark.parametrize(("on_day", "kode"), [("2025-11-23", 1), ("2025-12-01", 1)])
def test_a_row_outside_the_open_days_is_refused(
    copy: Callable[[str], Path], tmp_path: Path, on_day: str, kode: int
) -> None:
    """Before the founding, and after the day on which it is entered."""
    folder = copy("mulai")
    day = date.fromisoformat(on_day)
    sheet = xlsx(
        tmp_path / "beban.xlsx", [BEBAN_HEADER, (day, "Beban kepegawaian", "Upah", 5_000, "Akrual")]
    ).path
    done = run(folder, "impor", sheet, *DAY)
    assert (done.kode, "TANGGAL-LUAR" in done.text) == (kode, True)


def test_a_customer_who_becomes_a_member_is_booked_anew_with_the_register(
    copy: Callable[[str], Path],
) -> None:
    """The register and the sales that follow from it are written in one batch: cek is content."""
    folder = copy("november")
    before = balances(folder, "Pendapatan:Anggota:Sembako", TOMORROW)
    assert before == -130_000
    words = ("anggota", "keluar", "A0001", "--alasan", "pindah", "--tanggal", "2025-11-26")
    expected(folder, *words, *on("2025-11-30", "22:00:00"))
    assert balances(folder, "Pendapatan:Anggota:Sembako", TOMORROW) == 0
    assert run(folder, "cek").kode == 0


def test_two_documents_with_one_name_are_both_kept(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("mulai")
    for n in (1, 2):
        (tmp_path / str(n)).mkdir()
        row = (date(2025, 11, 28), "A0001", "sukarela", 1000 * n, None, "Kas Kantor", None)
        expected(folder, "impor", setoran(tmp_path / str(n) / "setoran.xlsx", [row]), *DAY)
    assert (folder / "dokumen/setoran.xlsx").is_file()
    assert (folder / "dokumen/D0003-setoran.xlsx").is_file()
    owed = TextBook.read(folder).balances(TOMORROW)
    assert [v for akun, v in owed.items() if "Sukarela" in akun] == [-3000]
    assert run(folder, "cek").kode == 0
