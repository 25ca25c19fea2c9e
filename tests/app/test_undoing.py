"""A mistyped event is undone whole: by its number, once, and the book is as if it never was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.book.text_book import TextBook
from tests.app.small_book import body
from tests.app.small_book import count_evening
from tests.app.small_book import expected
from tests.app.small_book import on
from tests.app.small_book import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from pathlib import Path

DAY = "2025-12-02"
WHEN = on("2025-12-05")
EVENTS = {
    "setor": ("setor", "A0001", "wajib", "10000", "--ke", "Kas Kantor"),
    "tarik": ("tarik", "A0001", "sukarela", "5000", "--dari", "Kas Kantor"),
    "beban": ("catat", "beban", "listrik", "9000", "--uraian", "x", "--dari", "Kas Kantor"),
    "beli": ("catat", "beli", "sembako", "9000", "--pemasok", "P", "--dari", "Utang"),
    "setor-bank": ("catat", "setor-bank", "5000", "--dari", "Kas Kantor", "--ke", "Bank BRI"),
    "hibah": ("catat", "hibah", "5000", "--pihak", "Kota", "--uraian", "x", "--ke", "Bank BRI"),
    "pinjaman": ("catat", "pinjaman", "5000", "--pihak", "BRI", "--ke", "Bank BRI"),
    "bunga-bank": ("catat", "bunga-bank", "Bank BRI", "10,50", "--pajak", "2,10"),
    "aset": ("catat", "aset", "9600", "--nama", "Timbangan", "--akun", "mesin", "--bulan", "48",
             "--dari", "Kas Kantor"),
    "dibayar-di-muka": ("catat", "dibayar-di-muka", "1200", "--nama", "Sewa", "--akun", "sewa",
                        "--beban", "sewa", "--bulan", "12", "--dari", "Kas Kantor"),
    "anggota tambah": ("anggota", "tambah", "--nama", "Baru (fiktif)", "--di-kasir", "Baru K"),
    "anggota keluar": ("anggota", "keluar", "A0002", "--alasan", "pindah"),
}  # fmt: skip


def balances(folder: Path) -> dict[str, Decimal]:
    return TextBook.read(folder).balances(date.max)


@pytest.fixture
def book(copy: Callable[[str], Path]) -> Path:
    folder = copy("mulai")
    given = ("setor", "A0001", "sukarela", "50000", "--ke", "Kas Kantor", "--tanggal", DAY)
    expected(folder, *given, *WHEN)
    return folder


def number(text: str) -> str:
    return text.partition("dicatat ")[2].partition(":")[0]


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_undone_whole(book: Path, name: str) -> None:
    before = balances(book)
    listed = expected(book, "anggota", "daftar", "--semua").text
    checked = expected(book, "cek").text
    given = number(expected(book, *EVENTS[name], "--tanggal", DAY, *WHEN).text)
    assert given
    changed = body(book)
    undone = expected(book, "balik", given.lower(), "--alasan", "salah ketik", *WHEN).text
    assert f"{given} (" in undone
    assert "dibalik pada" in undone
    assert balances(book) == before
    assert expected(book, "anggota", "daftar", "--semua").text == listed
    assert expected(book, "cek").text == checked
    # nothing is taken away: what was written still stands
    for path, content in changed.items():
        if path.endswith("-kas.beancount"):
            assert body(book)[path].startswith(content)
    again = run(book, "balik", given, "--alasan", "x", *WHEN)
    assert again.kode == 1
    assert "sudah dibalik oleh" in again.text


def test_who_left_by_mistake_is_a_member_as_before(book: Path) -> None:
    given = number(expected(book, *EVENTS["anggota keluar"], "--tanggal", DAY, *WHEN).text)
    expected(book, "balik", given, "--alasan", "salah orang", *WHEN)
    expected(
        book, "setor", "A0002", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", DAY, *WHEN
    )
    text = (book / "anggota.csv").read_text(encoding="utf-8")
    assert f"pindah,{given},{given[:-1]}{int(given[-1]) + 1}" in text


def test_who_was_entered_by_mistake_leaves_no_personal_data(book: Path) -> None:
    given = number(expected(book, *EVENTS["anggota tambah"], "--tanggal", DAY, *WHEN).text)
    expected(book, "balik", given, "--alasan", "dua kali", *WHEN)
    for name in ("pribadi.csv", "pelanggan.csv"):
        assert "Baru" not in (book / name).read_text(encoding="utf-8")


def test_what_a_later_event_rests_on_is_named(book: Path) -> None:
    joined = number(expected(book, *EVENTS["anggota tambah"], "--tanggal", DAY, *WHEN).text)
    new = expected(book, "anggota", "daftar").text.split()[-99:]
    member = next(w for w in reversed(new) if w.startswith("A0"))
    paid = ("setor", member, "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", DAY)
    later = number(expected(book, *paid, *WHEN).text)
    before = body(book)
    refused = run(book, "balik", joined, "--alasan", "x", *WHEN)
    assert refused.kode == 1
    assert f"{later} (Setoran simpanan wajib {member}) bersandar pada {joined}" in refused.text
    assert body(book) == before
    # the remedy works
    expected(book, "balik", later, "--alasan", "x", *WHEN)
    expected(book, "balik", joined, "--alasan", "x", *WHEN)


def test_a_deposit_that_was_drawn_is_undone_after_the_drawing(book: Path) -> None:
    deposit = "KS-2512-0001"
    drawn = number(expected(book, *EVENTS["tarik"][:3], "50000", *EVENTS["tarik"][4:],
                            "--tanggal", "2025-12-03", *WHEN).text)  # fmt: skip
    refused = run(book, "balik", deposit, "--alasan", "x", *WHEN)
    assert f"{drawn} (Penarikan simpanan sukarela A0001) bersandar pada {deposit}" in refused.text
    expected(book, "balik", drawn, "--alasan", "x", *WHEN)
    expected(book, "balik", deposit, "--alasan", "x", *WHEN)


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (("KS-2512-0099", "--alasan", "x"), "bukti KS-2512-0099 tidak ada di buku"),
        (("AG-2512-0099", "--alasan", "x"), "bukti AG-2512-0099 tidak ada di buku"),
        (("KS-2512-0001", "--alasan", " "), "alasan kosong"),
        (("KS-2512-0001", "--alasan", "x", "--tanggal", "2025-12-01"), "mendahului KS-2512-0001"),
        (("halo", "--alasan", "x"), "bukti HALO tidak ada di buku"),
    ],
)
def test_what_cannot_be_undone_is_said(book: Path, words: tuple[str, ...], fact: str) -> None:
    before = body(book)
    refused = run(book, "balik", *words, *WHEN)
    assert (refused.kode, fact in refused.text) == (1, True), refused.text
    assert body(book) == before


@pytest.mark.parametrize(
    ("event", "what"),
    [
        (EVENTS["anggota keluar"], "keanggotaan berubah"),
        (("catat", "hitung-kas", "Bank BRI", "3500000", "--lembar", "RK-1"), "dihitung"),
    ],
    ids=["anggota keluar", "hitung-kas"],
)
def test_a_row_and_a_count_are_undone_on_their_own_day(
    book: Path, event: tuple[str, ...], what: str
) -> None:
    given = number(expected(book, *event, "--tanggal", DAY, *WHEN).text)
    before = body(book)
    undo = ("balik", given, "--alasan", "x")
    refused = run(book, *undo, "--tanggal", "2025-12-03", *WHEN)
    assert refused.kode == 1
    assert f"{what} pada {DAY}, dibalik pada 2025-12-03" in refused.text
    assert f"pakai --tanggal {DAY}" in refused.text
    assert body(book) == before
    expected(book, *undo, "--tanggal", DAY, *WHEN)  # the remedy works


def test_an_undoing_is_not_undone(book: Path) -> None:
    back = number(expected(book, "balik", "KS-2512-0001", "--alasan", "x", *WHEN).text)
    refused = run(book, "balik", back, "--alasan", "x", *WHEN)
    assert f"{back} sendiri membalik KS-2512-0001" in refused.text


def test_a_worn_asset_gives_back_what_its_months_cost(copy: Callable[[str], Path]) -> None:
    """Bought in November, which is closed with its depreciation; undone in December."""
    folder = copy("mulai")
    when = on("2025-11-30")
    bought = (*EVENTS["aset"], "--tanggal", "2025-11-25")
    given = number(expected(folder, *bought, *when).text)
    count_evening(folder, date(2025, 11, 30))
    expected(folder, "tutup", "2025-11", *on("2025-12-01"))
    assert balances(folder)["Beban:Penyusutan"] == 200
    expected(folder, "balik", given, "--alasan", "salah harga", *on("2025-12-05"))
    after = balances(folder)
    assert not any("Penyusutan" in akun or "Mesin" in akun for akun in after), after
    assert "ASET-BEDA" not in expected(folder, "cek").text


DIFFERS = ("--alasan", "salah hitung", "--saksi", "pengawas", "--ya")
COUNTS = {
    "a box that agrees": ("catat", "hitung-kas", "Kas Kantor", "280000", "--lembar", "BA-1"),
    "a box that differs": ("catat", "hitung-kas", "Kas Kantor", "2800", "--lembar", "BA-1",
                           *DIFFERS),
    "a bank": ("catat", "hitung-kas", "Bank BRI", "3500000", "--lembar", "RK-1"),
    "goods": ("catat", "opname", "sembako", "1499000", "--lembar", "BA-2", *DIFFERS),
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTS)
def test_a_mistyped_count_is_taken_back_and_counted_again(book: Path, name: str) -> None:
    before = balances(book)
    asked = (*COUNTS[name], "--tanggal", DAY)
    given = number(expected(book, *asked, *WHEN).text)
    assert given.startswith("KS-2512-")
    other = ("catat", *asked[1:3], "12345", *asked[4:], *(() if DIFFERS[0] in asked else DIFFERS))
    if name != "a bank":  # a second count of the evening is refused while the first stands
        refused = run(book, *other, *WHEN)
        assert "SALDO-BEDA" in refused.text
        assert f"kkmp balik {given}" in refused.text
    back = number(expected(book, "balik", given, "--alasan", "salah ketik", *WHEN).text)
    assert balances(book) == before
    assert run(book, "cek").kode == 0
    text = (book / "2025/12-kas.beancount").read_text(encoding="utf-8")
    assert f'membalik: "{given}"' in text
    expected(book, *asked, *WHEN)
    assert "sudah dibalik oleh" in run(book, "balik", given, "--alasan", "x", *WHEN).text
    assert "sendiri membalik" in run(book, "balik", back, "--alasan", "x", *WHEN).text


def test_a_receipt_that_was_forgotten_before_a_count_is_entered_after_taking_it_back(
    book: Path,
) -> None:
    day = ("--tanggal", "2025-12-03")
    given = number(expected(book, *COUNTS["a box that agrees"], *day, *WHEN).text)
    forgotten = ("setor", "A0001", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", DAY)
    assert f"kkmp balik {given}" in run(book, *forgotten, *WHEN).text
    expected(book, "balik", given, "--alasan", "ada setoran yang lupa dicatat", *WHEN)
    expected(book, *forgotten, *WHEN)
    again = ("catat", "hitung-kas", "Kas Kantor", "290000", "--lembar", "BA-1", *day)
    expected(book, *again, *WHEN)


def test_a_count_of_a_closed_month_is_not_taken_back(copy: Callable[[str], Path]) -> None:
    folder = copy("mulai")
    count_evening(folder, date(2025, 11, 30))
    text = (folder / "2025/11-kas.beancount").read_text(encoding="utf-8")
    given = text.rpartition('bukti: "')[2].partition('"')[0]
    expected(folder, "tutup", "2025-11", *on("2025-12-01"))
    closing = (folder / "2025/11-tutup.gen.beancount").read_text(encoding="utf-8")
    assert "2025-12-01 balance Aset:Kas:Kantor" in closing
    before = body(folder)
    refused = run(folder, "balik", given, "--alasan", "x", *on("2025-12-05"))
    assert f"{given} terjadi pada 2025-11-30, di bulan yang sudah ditutup" in refused.text
    assert body(folder) == before


def test_a_difference_is_said_and_agreed_to_before_it_is_booked(book: Path) -> None:
    asked = ("catat", "hitung-kas", "Kas Kantor", "1000", "--lembar", "BA-1", "--tanggal", DAY)
    before = body(book)
    refused = run(book, *asked, *WHEN)
    assert "buku 280.000, dihitung 1.000, selisih -279.000; bukukan selisih ini?" in refused.text
    assert body(book) == before
    without = run(book, *asked, "--ya", *WHEN)
    assert "isi --alasan dan --saksi" in without.text
    assert body(book) == before
    told = expected(book, *asked, *DIFFERS, *WHEN).text
    assert "selisih -279.000" in told
