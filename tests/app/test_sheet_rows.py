"""Rows of sheets: booked once, refused by row, and known when they come again."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.book.write import hand_file
from kkmp_ledger.book.write import machine_file
from tests.app.small_book import BEBAN_HEADER
from tests.app.small_book import KAS_NOV
from tests.app.small_book import SETORAN_HEADER
from tests.app.small_book import balances
from tests.app.small_book import body
from tests.app.small_book import expected
from tests.app.small_book import on
from tests.app.small_book import run
from tests.app.small_book import setoran
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kkmp_ledger.book.model import Entry

DAY = on("2025-11-30", "22:00:00")
FORMER = "2025/11-simpanan.gen.beancount"
SUKARELA = "Liabilitas:Simpanan:Sukarela:A0001"


def row(day: int, jumlah: int, keterangan: str = "", nomor: str = "A0001") -> tuple[object, ...]:
    return (date(2025, 11, day), nomor, "sukarela", jumlah, None, "Kas Kantor", keterangan)


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    return setoran(path, rows)  # type: ignore[arg-type]


def entries(folder: Path) -> list[Entry]:
    return [e for file in TextBook.read(folder).files for e in file.entries]


def refused(folder: Path, *words: str | Path) -> str:
    before = body(folder)
    done = run(folder, *words, *DAY)
    assert done.kode == 1, done.text
    assert body(folder) == before
    return done.text


def test_rows_are_booked_in_order_of_their_day_and_say_where_they_came_from(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("mulai")
    done = expected(folder, "impor", sheet(tmp_path / "s.xlsx", row(28, 2000), row(27, 1000)), *DAY)
    assert (
        "lembar setoran: 2 baris dibukukan\nnomor KS-2511-0010 sampai KS-2511-0011\n" in done.text
    )
    found = {e.bukti: e for e in entries(folder)}
    assert [found[f"KS-2511-001{n}"].sumber for n in (0, 1)] == ["D0002#3", "D0002#2"]
    assert {found[f"KS-2511-001{n}"].place.path for n in (0, 1)} == {KAS_NOV}
    assert found["KS-2511-0010"].oleh == "bendahara"
    assert not list(folder.glob("2025/*simpanan*"))
    assert run(folder, "cek").kode == 0


def test_every_row_that_cannot_be_booked_is_named_at_once(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("mulai")
    before_joining = (date(2025, 11, 24), "A0001", "pokok", 40_000, None, "Kas Kantor", None)
    wajib_back = (date(2025, 11, 28), "A0001", "wajib", None, 10_000, "Kas Kantor", None)
    no_box = (date(2025, 11, 28), "A0001", "wajib", 10_000, None, "Kas Kantr", None)
    bad = sheet(
        tmp_path / "s.xlsx", row(28, 1, nomor="A0009"), before_joining, row(28, 5), wajib_back,
        no_box, row(28, 0),
    )  # fmt: skip
    said = refused(folder, "impor", bad)
    places = re.findall(r"s\.xlsx:(\d+): ([A-Z-]+):", said)
    assert places == [
        ("2", "ANGGOTA-ASING"), ("3", "POKOK-BEDA"), ("5", "ISIAN"), ("6", "ISIAN"), ("7", "ISIAN"),
    ]  # fmt: skip


def test_what_the_door_refuses_names_the_row(copy: Callable[[str], Path], tmp_path: Path) -> None:
    """Each row alone could be; together they draw more than there is."""
    folder = copy("mulai")
    out = (date(2025, 11, 28), "A0001", "sukarela", None, 1500, "Kas Kantor", None)
    said = refused(folder, "impor", sheet(tmp_path / "s.xlsx", row(27, 2000), out, out))
    assert "s.xlsx:4: SIMPANAN-NEGATIF" in said


def test_a_row_that_came_before_is_refused_and_one_that_was_undone_is_not(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("mulai")
    one = sheet(tmp_path / "satu.xlsx", row(26, 1000), row(26, 1000), row(27, 1000))
    expected(folder, "impor", one, *DAY)  # alike in one sheet: twice that day
    two = sheet(
        tmp_path / "dua.xlsx", row(28, 1000), row(26, 1000, nomor="a0001"), row(27, 1000, "kedua")
    )
    said = refused(folder, "impor", two)
    assert "dua.xlsx:3: BARIS-ULANG: baris ini sudah diterima dari satu.xlsx baris 3" in said
    again = "dua.xlsx:4: BARIS-ULANG: baris ini sama dengan satu.xlsx baris 4 (KS-2511-0012)"
    assert again in said
    assert said.count("BARIS-ULANG") == 2
    assert balances(folder, SUKARELA, date(2025, 12, 1)) == -3000
    for number in ("KS-2511-0010", "KS-2511-0011"):
        expected(folder, "balik", number, "--alasan", "salah", "--tanggal", "2025-11-30", *DAY)
    expected(folder, "impor", two, "--ya", *DAY)
    assert balances(folder, SUKARELA, date(2025, 12, 1)) == -4000
    assert run(folder, "cek").kode == 0


def test_a_row_whose_text_was_corrected_is_asked_about_and_each_way_works(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("mulai")
    expected(folder, "impor", sheet(tmp_path / "satu.xlsx", row(26, 1000, "Novmber")), *DAY)
    better = sheet(tmp_path / "dua.xlsx", row(26, 1000, "November"))
    said = refused(folder, "impor", better)
    assert "sama dengan satu.xlsx baris 2 (KS-2511-0010) kecuali tulisannya" in said
    assert "kkmp balik KS-2511-0010 dahulu" in said
    other = (date(2025, 11, 26), "A0002", "sukarela", 1000, None, "Kas Kantor", "November")
    bank = (date(2025, 11, 26), "A0001", "sukarela", 1000, None, "Bank BRI", "November")
    more = sheet(tmp_path / "lain.xlsx", row(26, 1001, "x"), row(27, 1000, "x"), other, bank)
    expected(folder, "impor", more, *DAY)
    twice = sheet(tmp_path / "tiga.xlsx", row(26, 1000, "sore"))
    expected(folder, "impor", twice, "--ya", *DAY)
    assert balances(folder, SUKARELA, date(2025, 12, 1)) == -5001
    undo = ("--alasan", "tulisan", "--tanggal", "2025-11-30")
    for number in ("KS-2511-0010", "KS-2511-0015"):
        expected(folder, "balik", number, *undo, *DAY)
    expected(folder, "impor", better, *DAY)
    assert balances(folder, SUKARELA, date(2025, 12, 1)) == -4001


@pytest.mark.parametrize(
    ("head", "cells", "way"),
    [
        (("Jenis beban", "Jumlah", "Uraian", "Dibayar dari"), ("listrik", 5000, "Juli", "Bank BRI"),
         "bedakan uraiannya dan impor dengan --ya"),
        (("Jumlah dipindahkan", "Dari", "Ke"), (5000, "Kas Kantor", "Bank BRI"),
         "catat yang kedua dengan kkmp catat setor-bank"),
    ],
)  # fmt: skip
def test_a_row_that_happened_twice_has_its_way(
    head: tuple[str, ...], cells: tuple[str | int, ...], way: str,
    copy: Callable[[str], Path], tmp_path: Path,
) -> None:  # fmt: skip
    folder = copy("mulai")
    for n in (1, 2):
        title = ("Tanggal", *head, f"Catatan {n}")
        paper = xlsx(tmp_path / f"{n}.xlsx", [title, (date(2025, 11, 28), *cells, "x")]).path
        if n == 1:
            expected(folder, "impor", paper, *DAY)
    assert f"bila memang dua kali terjadi, {way}\n" in refused(folder, "impor", paper)


def month(path: Path, sheets: dict[str, list[tuple[object, ...]]]) -> Path:
    """A workbook of the treasurer's month."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in (SETORAN_HEADER if name == "Setoran" else BEBAN_HEADER, *rows):
            page.append(row)
    book.save(path)
    return path


def test_a_month_in_one_file_is_booked_once_and_withdrawn_whole(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("mulai")
    power = (date(2025, 11, 26), "listrik", "Juli", 5000, "Kas Kantor")
    paper = month(tmp_path / "b.xlsx", {"Setoran": [row(27, 1000), row(28, 10)], "Beban": [power]})
    assert "berkas bulan: 3 baris dibukukan" in expected(folder, "impor", paper, *DAY).text
    found = {e.bukti: e.sumber for e in entries(folder)}
    assert [found[f"KS-2511-00{n}"] for n in (10, 11, 12)] == [
        "D0002#Beban:2", "D0002#Setoran:2", "D0002#Setoran:3",
    ]  # fmt: skip
    after = body(folder)
    assert "sudah diterima sebagai D0002" in expected(folder, "impor", paper, *DAY).text
    assert body(folder) == after
    assert "berkas bulan " in expected(folder, "dokumen", "daftar").text
    # a row of it that comes again, in a sheet alone or in a month's file, is known
    again = xlsx(tmp_path / "beban.xlsx", [BEBAN_HEADER, power]).path
    said = refused(folder, "impor", again)
    known = "baris ini sudah diterima dari b.xlsx lembar Beban baris 2"
    assert f"beban.xlsx:2: BARIS-ULANG: {known}" in said
    other = month(tmp_path / "c.xlsx", {"Setoran": [row(29, 7), row(28, 10)], "Beban": []})
    said = refused(folder, "impor", other)
    assert "c.xlsx, lembar Setoran, baris 3: BARIS-ULANG" in said
    expected(folder, "dokumen", "tarik", "D0002", "--alasan", "salah", *DAY)
    assert balances(folder, SUKARELA, date(2025, 12, 1)) == 0
    expected(folder, "impor", paper, *DAY)
    assert balances(folder, SUKARELA, date(2025, 12, 1)) == -1010
    assert run(folder, "cek").kode == 0


def test_a_month_with_one_wrong_row_books_nothing(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("mulai")
    good = (date(2025, 11, 26), "listrik", "Juli", 5000, "Kas Kantor")
    wrong = (date(2025, 11, 26), "listrik", "Juli", 5000, "Kas Rumah")
    paper = month(tmp_path / "b.xlsx", {"Setoran": [row(28, 5)], "Beban": [good, wrong]})
    said = refused(folder, "impor", paper)
    assert 'b.xlsx, lembar Beban, baris 3: ISIAN: kas atau rekening bank "Kas Rumah"' in said
    out = (date(2025, 11, 28), "A0001", "sukarela", None, 1500, "Kas Kantor", None)
    paper = month(tmp_path / "c.xlsx", {"Beban": [good], "Setoran": [row(27, 2000), out, out]})
    assert "c.xlsx, lembar Setoran, baris 4: SIMPANAN-NEGATIF" in refused(folder, "impor", paper)


def test_what_looks_at_the_book_waits_for_the_sales(
    copy: Callable[[str], Path], outside: dict[str, Path], tmp_path: Path
) -> None:
    folder = copy("mulai")
    head = ("Tanggal", "Kas atau bank", "Hasil hitung", "Lembar", "Alasan selisih", "Saksi")
    counted = (date(2025, 11, 30), "Kas Toko", 780_000, "BA-1", None, None)
    count = xlsx(tmp_path / "hitung.xlsx", [head, counted]).path
    pair = (outside["struk"], outside["barang"])
    assert "impor ekspor kasirnya dahulu" in refused(folder, "impor", *pair, count)
    expected(folder, "impor", *pair, *DAY)
    expected(folder, "impor", count, *DAY)
    assert run(folder, "cek").kode == 0


@pytest.fixture
def former(copy: Callable[[str], Path]) -> Path:
    """A book whose deposits were generated of their sheet, as they were before."""
    folder = copy("mulai")
    blocks = (folder / KAS_NOV).read_text(encoding="utf-8").split("\n\n")[1:]
    of_sheet: list[str] = []
    others: list[str] = []
    for block in blocks:
        text = block.strip("\n") + "\n"
        if found := re.search(r'sumber: "(D\d+)#(\d+)"', text):
            number = f"^SP-{found[1]}-{int(found[2]):04d}"
            text = re.sub(r"\^KS-\d+-\d+", number, text.replace(found[0], 'sumber: "setoran.xlsx"'))
            of_sheet.append(re.sub(r"  (oleh|dicatat): .*\n", "", text))
        else:
            others.append(re.sub(r"\^KS-2511-\d+", f"^KS-2511-{len(others) + 1:04d}", text))
    assert (len(of_sheet), len(others)) == (7, 2)
    made = machine_file(of_sheet, source="0" * 64, dari=["D0001 dokumen/setoran.xlsx"])
    (folder / FORMER).write_text(made, encoding="utf-8")
    (folder / KAS_NOV).write_text(hand_file(others), encoding="utf-8")
    expected(folder, "susun", *DAY)
    assert (folder / FORMER).read_text(encoding="utf-8") == made
    return folder


def test_files_that_were_generated_of_sheets_stay_as_they_are(
    former: Path, outside: dict[str, Path]
) -> None:
    before = (former / FORMER).read_bytes()
    assert "GEN-" not in expected(former, "cek").text
    expected(former, "impor", outside["setoran-lagi"], *DAY)  # the month's documents are read again
    assert (former / FORMER).read_bytes() == before
    text = before.decode().replace("Setoran simpanan", "Setoran (1) simpanan")
    (former / FORMER).write_text(text, encoding="utf-8")  # people's, as any hand-kept book
    assert "GEN-" not in expected(former, "cek").text
    expected(former, "susun", *DAY)
    assert (former / FORMER).read_text(encoding="utf-8") == text


def test_their_rows_are_known_and_can_be_undone(former: Path, tmp_path: Path) -> None:
    again = (date(2025, 11, 25), "A0003", "wajib", 10_000, None, "Kas Kantor", None)
    paper = xlsx(tmp_path / "lagi.xlsx", [SETORAN_HEADER, again]).path
    said = refused(former, "impor", paper)
    assert "BARIS-ULANG: baris ini sudah diterima dari setoran-2025-11.xlsx baris 8" in said
    words = ("--alasan", "salah", "--tanggal", "2025-11-30")
    expected(former, "balik", "SP-D0001-0008", *words, *DAY)
    expected(former, "impor", paper, *DAY)
    assert balances(former, "Ekuitas:Simpanan:Wajib:A0003", date(2025, 12, 1)) == -10_000
    assert run(former, "cek").kode == 0
    said = expected(former, "dokumen", "tarik", "D0001", "--alasan", "salah", *DAY).text
    assert "November 2025 barisnya dibalik" in said
    assert balances(former, "Ekuitas:Simpanan:Pokok:A0001", date(2025, 12, 1)) == 0
    assert run(former, "cek").kode == 0
