"""Closing: in order, when everything was counted and nothing is wrong, and for good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.book.text_book import TextBook
from tests.app.small_book import KAS_NOV
from tests.app.small_book import balances
from tests.app.small_book import body
from tests.app.small_book import count_evening
from tests.app.small_book import expected
from tests.app.small_book import on
from tests.app.small_book import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEC = on("2025-12-01")
JAN = on("2026-01-02")


def refused(folder: Path, *words: str) -> str:
    """The refusal of a command that changes nothing."""
    before = body(folder)
    done = run(folder, *words)
    assert done.kode == 1, done.text
    assert "tidak ada berkas yang diubah" in done.text
    assert body(folder) == before
    return done.text


def test_a_close_writes_the_tax_the_balances_and_the_seal(copy: Callable[[str], Path]) -> None:
    folder = copy("november")
    before = body(folder)
    done = expected(folder, "tutup", "2025-11", *DEC)
    assert "November 2025 ditutup" in done.text
    new = {name for name, content in body(folder).items() if before.get(name) != content}
    assert new == {"2025/11-tutup.gen.beancount", "isi.gen.beancount", "segel/2025-11.txt"}
    text = (folder / "2025/11-tutup.gen.beancount").read_text(encoding="utf-8")
    assert "^TP-2511-PPH" in text
    assert "2025-12-01 balance Aset:Kas:Toko" in text
    assert "2025-12-01 balance Ekuitas:Simpanan:Pokok " in text
    assert balances(folder, "Liabilitas:Utang-Pajak:PPh-Final", date(2025, 12, 1)) == -4225
    seal = (folder / "segel/2025-11.txt").read_text(encoding="utf-8").splitlines()
    assert seal[:3] == ["segel: 2025-11", "periode: 2025-11-01 s.d. 2025-11-30", "sebelum: -"]


def test_a_seal_is_chained_to_the_one_before(stage: Callable[[str], Path]) -> None:
    folder = stage("setahun") / "segel"
    head = {
        name: dict(line.split(": ", 1) for line in
                   (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()[:6])
        for name in ("2025-11", "2025-12", "2025")
    }  # fmt: skip
    assert head["2025-12"]["sebelum"] == head["2025-11"]["sidik"]
    assert head["2025"]["sebelum"] == head["2025-12"]["sidik"]
    assert len({h["kode"] for h in head.values()}) == 3


def test_months_are_closed_in_order_and_once(copy: Callable[[str], Path]) -> None:
    folder = copy("november")
    for words in (("tutup", "2025-12"), ("tutup", "2025")):
        assert "TUTUP-URUT: November 2025 belum ditutup" in refused(folder, *words, *JAN)
    expected(folder, "tutup", "2025-11", *DEC)
    assert "TUTUP-URUT: November 2025 sudah ditutup" in refused(folder, "tutup", "2025-11", *DEC)
    assert "Desember 2025 belum ditutup" in refused(folder, "tutup", "2025", *JAN)
    assert "Desember 2025 belum ditutup" in refused(folder, "tutup", "2026-01", *JAN)


def test_the_next_year_waits_for_the_last(copy: Callable[[str], Path]) -> None:
    folder = copy("tertutup")
    assert "TUTUP-URUT: tahun buku 2025 belum ditutup" in refused(
        folder, "tutup", "2026-01", *on("2026-02-01")
    )
    expected(folder, "tutup", "2025", *JAN)
    assert "tahun buku 2025 sudah ditutup" in refused(folder, "tutup", "2025", *JAN)
    assert "sebelum hari pertama pembukuan" in refused(folder, "tutup", "2024", *JAN)
    count_evening(folder, date(2026, 1, 31), "BA-01-26")
    expected(folder, "tutup", "2026-01", *on("2026-02-01"))
    year, month = (
        (folder / f"segel/{name}.txt").read_text(encoding="utf-8").splitlines()
        for name in ("2025", "2026-01")
    )
    assert month[2].removeprefix("sebelum: ") == year[3].removeprefix("sidik: ")


@pytest.mark.parametrize("day", ["2025-11-29", "2025-11-01"])
def test_a_month_that_is_not_over_stays_open(copy: Callable[[str], Path], day: str) -> None:
    assert "TUTUP-URUT: November 2025 belum berakhir" in refused(
        copy("november"), "tutup", "2025-11", *on(day)
    )


def test_what_was_not_counted_stays_open(
    copy: Callable[[str], Path], outside: dict[str, Path]
) -> None:
    folder = copy("mulai")
    expected(folder, "impor", outside["struk"], outside["barang"], *on("2025-11-30"))
    told = refused(folder, "tutup", "2025-11", *DEC)
    assert told.count("BELUM-DIHITUNG: ") >= 3
    for name in ("Kas Toko", "Kas Kantor", "Bank BRI"):
        assert f"{name} belum dihitung" in told


def test_a_year_wants_its_stock_counted(copy: Callable[[str], Path]) -> None:
    folder = copy("tertutup")
    path = folder / "2025/12-kas.beancount"
    text = path.read_text(encoding="utf-8")
    start = text.index("2025-12-31 note Aset:Persediaan:Sembako")
    end = text.index("\n\n", start)
    path.write_text(text[:start] + text[end + 2 :], encoding="utf-8")
    assert "BELUM-DIHITUNG: persediaan" in refused(folder, "tutup", "2025", *JAN).replace(
        "Persediaan", "persediaan"
    )


def test_a_problem_anywhere_keeps_a_month_open(copy: Callable[[str], Path]) -> None:
    folder = copy("november")
    path = folder / KAS_NOV
    path.write_text(
        path.read_text(encoding="utf-8").replace("^KS-2511-0002", "^KS-2511-0003", 1),
        encoding="utf-8",
    )
    assert "BUKTI-URUT" in refused(folder, "tutup", "2025-11", *DEC)


@pytest.mark.parametrize(
    "words",
    [
        "setor|A0001|wajib|10000|--ke|Kas Kantor",
        "tarik|A0001|sukarela|10000|--dari|Kas Kantor",
        "catat|setor-bank|1000|--dari|Kas Kantor|--ke|Bank BRI",
        "catat|aset|960000|--nama|Rak|--akun|Mesin dan peralatan|--bulan|96|--dari|Bank BRI",
        "catat|hitung-kas|Kas Kantor|1|--lembar|BA-2",
        "anggota|keluar|A0001|--alasan|pindah",
    ],
)
def test_nothing_is_booked_in_a_closed_month(copy: Callable[[str], Path], words: str) -> None:
    folder = copy("desember")
    told = refused(folder, *words.split("|"), "--tanggal", "2025-11-30", *JAN)
    assert "tidak ada berkas yang diubah" in told


def test_a_closed_month_is_never_made_anew(copy: Callable[[str], Path]) -> None:
    """Whatever changes in the customers' list, what was sealed stays as it was."""
    folder = copy("desember")
    customers = folder / "pelanggan.csv"
    customers.write_text("pelanggan,nomor,sejak\n", encoding="utf-8")
    before = body(folder)
    expected(folder, "susun", *JAN)
    new = {name for name, content in body(folder).items() if before.get(name) != content}
    assert new == {"2025/12-toko.gen.beancount"}


def test_a_damaged_seal_is_told(copy: Callable[[str], Path]) -> None:
    folder = copy("tertutup")
    (folder / "segel/2025-12.txt").write_text("kosong\n", encoding="utf-8")
    assert "SEGEL-RUSAK: segel/2025-12.txt bukan segel" in refused(folder, "tutup", "2025", *JAN)


def test_a_rehearsal_closes_nothing(copy: Callable[[str], Path]) -> None:
    folder = copy("november")
    before = body(folder)
    expected(folder, "tutup", "2025-11", *DEC, "--coba")
    assert body(folder) == before


def test_closing_gives_the_same_bytes_again(
    copy: Callable[[str], Path], stage: Callable[[str], Path]
) -> None:
    folder = copy("november")
    expected(folder, "tutup", "2025-11", *on("2025-12-15", "23:00:00"))
    for name in ("2025/11-tutup.gen.beancount", "segel/2025-11.txt"):
        assert (folder / name).read_bytes() == (stage("desember") / name).read_bytes()


def test_the_closed_year_loads(stage: Callable[[str], Path]) -> None:
    assert run(stage("setahun"), "cek").text == "tidak ada masalah\n"
    assert TextBook.read(stage("setahun")).problems == ()


def test_what_comes_after_the_close_is_booked_as_the_refusal_says(
    copy: Callable[[str], Path],
) -> None:
    """The refused entry has no number: none was given."""
    folder = copy("tertutup")
    words = ("catat", "hibah", "5000", "--pihak", "Kota", "--uraian", "Susulan", "--ke", "Bank BRI")
    told = run(folder, *words, "--tanggal", "2025-12-20", *on("2026-01-05")).text
    assert "BULAN-TERTUTUP: entri hibah ini bertanggal 20 Desember 2025, padahal " in told
    assert "KS-2512-" not in told
    assert "kas.beancount" not in told
    day = told.partition("--tanggal ")[2].partition(",")[0]
    done = expected(folder, *words, "--tanggal", day, *on("2026-01-05"))
    assert "dicatat KS-2601-" in done.text


def test_an_asset_that_differs_is_mended_as_said(copy: Callable[[str], Path]) -> None:
    """A row that is listed and not booked: `kkmp catat aset` would list it a second time."""
    folder = copy("mulai")
    aset = folder / "aset.csv"
    before = aset.read_text(encoding="utf-8")
    buy = ("catat", "aset", "600000", "--nama", "Rak", "--akun", "Mesin dan peralatan",
           "--bulan", "12", "--dari", "Bank BRI", "--tanggal", "2025-11-26")  # fmt: skip
    listed = copy("mulai")
    expected(listed, *buy, *on("2025-11-26"))
    aset.write_text((listed / "aset.csv").read_text(encoding="utf-8"), encoding="utf-8")
    told = run(folder, "cek").text
    assert "ASET-BEDA" in told
    assert "saran: hapus barisnya dari aset.csv lalu catat dengan kkmp catat aset" in told
    aset.write_text(before, encoding="utf-8")
    expected(folder, *buy, *on("2025-11-26"))
    assert run(folder, "cek").kode == 0
    aset.write_text(before, encoding="utf-8")
    told = run(folder, "cek").text
    assert "saran: tulis barisnya di aset.csv, juga untuk yang sudah ada di saldo awal" in told


def test_no_membership_and_no_count_is_dated_into_a_closed_month(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    """The door sees entries: a membership has none, and neither has a count that agrees."""
    folder = copy("tertutup")
    joins = ("anggota", "tambah", "--nama", "Warga Karangan 9", "--tanggal")
    counts = ("catat", "hitung-kas", "Kas Toko", "0", "--lembar", "BA-9", "--tanggal")
    said = refused(folder, *joins, "2025-12-20", *JAN)
    assert '"Terima satu anggota baru" bertanggal 20 Desember 2025, padahal Desember 2025' in said
    held = balances(folder, "Aset:Kas:Toko", date(2025, 12, 16))
    agree = (*counts[:3], str(held), *counts[4:])
    assert "BULAN-TERTUTUP: " in refused(folder, *agree, "2025-12-15", *JAN)
    expected(folder, *joins, "2026-01-01", *JAN)  # the remedy works
