"""The accepted papers: shown as they are, and withdrawn whole while their months are open."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.book.text_book import TextBook
from tests.app.small_book import RECEIPT
from tests.app.small_book import SETORAN_HEADER
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

LIST = "dokumen/daftar.csv"
TOKO = "2025/11-toko.gen.beancount"
DECEMBER_TOKO = "2025/12-toko.gen.beancount"
DAY = on("2025-12-05")
WHY = ("--alasan", "salah ekspor")


def numbers(folder: Path) -> list[str]:
    return sorted(e.bukti for file in TextBook.read(folder).files for e in file.entries)


@pytest.fixture
def sold(copy: Callable[[str], Path], outside: dict[str, Path]) -> Path:
    """A month with sales, not counted yet."""
    folder = copy("mulai")
    expected(folder, "impor", outside["struk"], outside["barang"], *on("2025-11-30"))
    return folder


def withdraw(folder: Path, nomor: str) -> str:
    return expected(folder, "dokumen", "tarik", nomor, *WHY, *DAY).text


@pytest.mark.parametrize("nomor", ["D0002", "d0003"])
def test_a_pair_leaves_together_and_nothing_else_changes(
    sold: Path, stage: Callable[[str], Path], nomor: str
) -> None:
    before, folder = stage("mulai"), sold
    counts = [n for n in numbers(folder) if n.startswith("TK-")]
    assert counts
    said = withdraw(folder, nomor)
    assert "D0002 ditarik: dokumen/receipts-2025-11-26" in said
    assert "D0003 ditarik: dokumen/receipts-by-item-" in said
    assert "November 2025 disusun ulang" in said
    assert not (folder / TOKO).exists()
    assert not [n for n in numbers(folder) if n.startswith("TK-")]
    assert set(numbers(before)) <= set(numbers(folder))
    listed = (folder / LIST).read_text(encoding="utf-8").splitlines()
    assert listed[0].endswith(",terbuka_sejak,ditarik,alasan")
    assert [line.rsplit(",", 2)[1:] for line in listed[1:]] == [
        ["", ""], *[["2025-12-05T09:00:00", "salah ekspor"]] * 2,
    ]  # fmt: skip
    assert (folder / "dokumen" / "receipts-2025-11-26-2025-11-28.csv").is_file()  # kept


def test_the_same_bytes_may_come_again(sold: Path, outside: dict[str, Path]) -> None:
    folder = sold
    text = (folder / TOKO).read_text(encoding="utf-8")
    withdraw(folder, "D0002")
    done = expected(folder, "impor", outside["struk"], outside["barang"], *DAY)
    assert "diterima sebagai D0004" in done.text
    again = (folder / TOKO).read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith((";", "  sumber"))]
    assert [line for line in again.splitlines() if not line.startswith((";", "  sumber"))] == kept
    assert run(folder, "cek").kode == 0
    # A withdrawn one stays withdrawn; the new one may go, too.
    assert (
        "sudah ditarik pada 2025-12-05" in run(folder, "dokumen", "tarik", "D0002", *WHY, *DAY).text
    )
    assert "D0005 ditarik" in withdraw(folder, "D0004")


def test_a_receipt_dated_anew_over_a_month_s_end_comes_loose(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    """It came in twice, and from then on nothing could be made anew."""
    folder = copy("november")
    good = body(folder)
    moved = replace(RECEIPT[2], time="01/12/2025 00:05")
    more = S("02/12/2025 10:00", "1-1009", (Barang(65_000, 60_000),))
    pair = receipt(tmp_path / "des", [moved, more], "2025-12-01-2025-12-02")
    expected(folder, "impor", *pair, *DAY)
    assert balances(folder, "Aset:Piutang:QRIS:BRI", date(2025, 12, 3)) == 130_000  # twice
    for stuck in (("cek",), ("susun", *DAY)):
        done = run(folder, *stuck)
        assert (done.kode, "STRUK-BERUBAH" in done.text) == (1, True), done.text
    withdraw(folder, "D0004")
    assert not (folder / DECEMBER_TOKO).exists()
    assert run(folder, "cek").kode == 0
    expected(folder, "susun", *DAY)
    after = body(folder)
    assert {n: b for n, b in after.items() if n != LIST and n in good} == {
        n: b for n, b in good.items() if n != LIST
    }
    right = receipt(tmp_path / "lagi", [more], "2025-12-02-2025-12-02")
    expected(folder, "impor", *right, *DAY)
    assert run(folder, "cek").kode == 0


def test_a_customer_who_was_renamed_is_the_member_whom_both_names_mean(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("november")
    renamed = replace(RECEIPT[1], customer="Siti Baru Karangan")
    more = S("02/12/2025 10:00", "1-1009", (Barang(65_000, 60_000),))
    pair = receipt(tmp_path / "lagi", [renamed, more], "2025-11-27-2025-12-02")
    done = run(folder, "impor", *pair, *DAY)
    assert (done.kode, "STRUK-BERUBAH" in done.text) == (1, True)  # who that is nobody said
    customers = folder / "pelanggan.csv"
    text = customers.read_text(encoding="utf-8")
    customers.write_text(text + "Siti Baru Karangan,A0002,2025-11-24\n", encoding="utf-8")
    assert "STRUK-BERUBAH" in run(folder, "impor", *pair, *DAY).text  # somebody else
    customers.write_text(text + "Siti Baru Karangan,A0001,2025-11-24\n", encoding="utf-8")
    assert "1 datang lagi" in expected(folder, "impor", *pair, *DAY).text
    assert run(folder, "cek").kode == 0


def test_a_book_that_cannot_be_made_anew_lets_the_document_go(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    """Both months have gone stale, and their documents contradict each other."""
    folder = copy("november")
    moved = replace(RECEIPT[2], time="01/12/2025 00:05")
    expected(folder, "impor", *receipt(tmp_path / "des", [moved], "2025-12-01"), *DAY)
    customers = folder / "pelanggan.csv"
    text = customers.read_text(encoding="utf-8") + "Tamu Rekaan,A0002,2025-11-24\n"
    customers.write_text(text, encoding="utf-8")
    words = ("setor", "A0001", "wajib", "10000", "--ke", "Kas Kantor")
    assert "STRUK-BERUBAH" in run(folder, *words, *DAY).text  # nothing can be booked
    withdraw(folder, "D0004")
    expected(folder, *words, *DAY)
    assert run(folder, "cek").kode == 0


def test_the_other_documents_of_a_month_stay(sold: Path, tmp_path: Path) -> None:
    folder = sold
    text = (folder / TOKO).read_bytes()
    more = S("02/12/2025 10:00", "1-1009", (Barang(65_000, 60_000),))
    expected(folder, "impor", *receipt(tmp_path / "x", [RECEIPT[1], more], "27-29"), *DAY)
    assert (folder / TOKO).read_bytes() != text
    withdraw(folder, "D0005")
    assert (folder / TOKO).read_bytes() == text
    assert run(folder, "cek").kode == 0


def test_a_sheet_leaves(copy: Callable[[str], Path], outside: dict[str, Path]) -> None:
    folder = copy("mulai")
    before = numbers(folder)
    expected(folder, "impor", outside["setoran-lagi"], *DAY)
    assert "November 2025 barisnya dibalik" in withdraw(folder, "D0002")
    assert len(numbers(folder)) == len(before) + 2  # the row and its reversal
    assert balances(folder, "Liabilitas:Simpanan:Sukarela:A0001", date(2025, 12, 1)) == 0
    assert run(folder, "cek").kode == 0
    # A sheet that was withdrawn is no reason to refuse the row.
    assert "diterima sebagai D0003" in expected(folder, "impor", outside["setoran-lagi"], *DAY).text


def refused(folder: Path, *words: str) -> str:
    before = body(folder)
    done = run(folder, "dokumen", "tarik", *words)
    assert done.kode == 1, done.text
    assert done.text.endswith("tidak ada berkas yang diubah\n")
    assert body(folder) == before
    return done.text


def test_a_closed_month_keeps_its_documents(copy: Callable[[str], Path]) -> None:
    folder = copy("desember")
    said = refused(folder, "D0003", *WHY, *on("2026-01-01"))
    assert "BULAN-TERTUTUP: dokumen D0002 memuat November 2025, yang sudah ditutup" in said
    assert "retur struk yang salah di kasir" in said
    said = refused(folder, "D0001", *WHY, *on("2026-01-01"))
    assert "saran: balik entrinya satu per satu dengan kkmp balik" in said
    # The way that works, works.
    expected(folder, "balik", "KS-2511-0001", "--alasan", "x", *on("2026-01-01"))


def test_what_a_later_entry_rests_on_is_not_withdrawn(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    """A withdrawal out of deposits that would be gone: the door proves what is left."""
    folder = copy("november")
    row = (date(2025, 12, 1), "A0001", "sukarela", 40_000, None, "Kas Kantor", None)
    expected(folder, "impor", setoran(tmp_path / "s.xlsx", [row]), *DAY)
    words = ("tarik", "A0001", "sukarela", "30000", "--dari", "Kas Kantor")
    expected(folder, *words, "--tanggal", "2025-12-02", *DAY)
    said = refused(folder, "D0004", *WHY, *DAY)
    assert "ISIAN: KS-2512-0002 (Penarikan simpanan sukarela A0001) bersandar pada KS-" in said
    # Nor is what was counted: the count would be wrong.
    assert "SALDO-BEDA: Kas Toko pada akhir 30 November 2025" in refused(
        folder, "D0002", *WHY, *DAY
    )


def test_a_row_that_was_undone_is_not_undone_again(
    copy: Callable[[str], Path], outside: dict[str, Path]
) -> None:
    folder = copy("mulai")
    expected(folder, "impor", outside["setoran-lagi"], *DAY)
    words = ("balik", "KS-2511-0010", "--alasan", "dua kali", "--tanggal", "2025-11-30")
    expected(folder, *words, *DAY)
    before = numbers(folder)
    assert "tidak ada yang perlu dibalik" in withdraw(folder, "D0002")
    assert numbers(folder) == before
    assert run(folder, "cek").kode == 0


def test_papers_that_are_needed_and_not_here_are_named(sold: Path, tmp_path: Path) -> None:
    folder = sold
    more = S("29/11/2025 10:00", "1-1009", (Barang(65_000, 60_000),))
    expected(folder, "impor", *receipt(tmp_path / "x", [more], "29"), *DAY)
    (folder / "dokumen" / "receipts-2025-11-26-2025-11-28.csv").unlink()
    said = refused(folder, "D0004", *WHY, *DAY)
    assert "BERKAS-TIADA" in said
    assert "(D0002)" in said
    withdraw(folder, "D0002")  # the lost one itself may go


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("D0099", *WHY), "ISIAN: dokumen D0099 tidak ada di daftar"),
        (("", *WHY), "ISIAN"),
        (("D0001", "--alasan", "  "), "ISIAN: alasan"),
    ],
)
def test_what_cannot_be_withdrawn(
    stage: Callable[[str], Path], words: tuple[str, ...], said: str
) -> None:
    assert said in refused(stage("november"), *words, *DAY)


def test_a_rehearsal_withdraws_nothing(sold: Path) -> None:
    folder = sold
    before = body(folder)
    assert (
        "hanya percobaan"
        in expected(folder, "dokumen", "tarik", "D0002", *WHY, *DAY, "--coba").text
    )
    assert body(folder) == before


def test_the_list_is_shown(sold: Path, tmp_path: Path) -> None:
    folder = sold
    (folder / "dokumen" / "setoran-2025-11.xlsx").unlink()
    expected(folder, "dokumen", "tarik", "D0003", "--alasan", "=salah, ekspor", *DAY)
    text = expected(folder, "dokumen", "daftar").text.splitlines()
    assert len(text) == 3
    assert text[0].startswith("D0001  2025-11-24 s.d. 2025-11-25  lembar setoran")
    assert text[0].endswith("dokumen/setoran-2025-11.xlsx, diterima 2025-11-25, tidak ada di sini")
    assert text[1].endswith("diterima 2025-11-30, ditarik 2025-12-05: =salah, ekspor")
    rows = json.loads(expected(folder, "dokumen", "daftar", "--format", "json").text)
    assert [(r["nomor"], r["profil"], r["ada"], r["ditarik"], r["alasan"]) for r in rows] == [
        ("D0001", "setoran", False, None, ""),
        ("D0002", "loyverse-struk", True, "2025-12-05T09:00:00", "=salah, ekspor"),
        ("D0003", "loyverse-barang", True, "2025-12-05T09:00:00", "=salah, ekspor"),
    ]
    out = tmp_path / "daftar.csv"
    expected(folder, "dokumen", "daftar", "-o", out)
    cells = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [(c["nomor"], c["jenis"], c["ada"], c["alasan"]) for c in cells] == [
        ("D0001", "lembar setoran", "tidak", ""),
        ("D0002", "ekspor kasir Loyverse", "ya", "'=salah, ekspor"),  # no formula
        ("D0003", "ekspor kasir Loyverse", "ya", "'=salah, ekspor"),
    ]


def test_without_documents_the_list_says_so(tmp_path: Path, outside: dict[str, Path]) -> None:
    folder = tmp_path / "buku"
    expected(folder, "init", folder, "--koperasi", outside["koperasi"])
    assert expected(folder, "dokumen", "daftar").text == "belum ada dokumen yang diterima\n"


def test_each_file_is_told_what_it_is(outside: dict[str, Path], tmp_path: Path) -> None:
    """Without a book, and nothing is written."""
    odd = xlsx(tmp_path / "x.xlsx", [SETORAN_HEADER[:4]]).path
    names = ("setoran", "beban", "anggota", "struk", "barang")
    before = sorted(tmp_path.iterdir())
    good = expected(tmp_path, "impor", "periksa", *(outside[n] for n in names))
    said = [line.partition(": ")[2] for line in good.text.splitlines()]
    assert said[:3] == [
        "lembar setoran",
        "lembar beban",
        "lembar anggota; diimpor dengan kkmp anggota impor",
    ]
    assert said[3].startswith('ekspor kasir Loyverse, struk (receipts-….csv), dari toko "Toko K')
    assert said[4].endswith("; diimpor bersama struk (receipts-….csv)")
    done = run(tmp_path, "impor", "periksa", odd, outside["setoran"])
    assert done.kode == 1
    assert f"{outside['setoran']}: lembar setoran" in done.text
    assert "KOLOM-KURANG: berkas mirip lembar setoran, tetapi tidak ada kolom Tarik" in done.text
    assert sorted(tmp_path.iterdir()) == before


def test_a_word_is_no_file_and_files_are_taken_as_before(
    copy: Callable[[str], Path],
    outside: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = copy("mulai")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "periksa").write_bytes(outside["setoran-lagi"].read_bytes())
    assert run(folder, "impor", "periksa").kode == 2  # the word wants files
    assert run(folder, "impor").kode == 2
    assert "D0002" in expected(folder, "impor", *DAY, "./periksa").text


def test_what_was_left_out_is_told_at_the_import(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("mulai")
    row = ("28 Nov 2025", "A0001", "sukarela", 25_000, None, "Kas Kantor", None)
    total = ("Jumlah", None, None, 25_000, None, None, None)
    done = expected(folder, "impor", setoran(tmp_path / "s.xlsx", [row, total]), *DAY)
    assert "s.xlsx:3: SEL-SALAH (perhatian): baris jumlah dilewati" in done.text
    assert run(folder, "cek").kode == 0
