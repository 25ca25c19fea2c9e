"""Sheets of members: who is registered is known again, and nobody is registered twice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.app.small_book import ANGGOTA_HEADER
from tests.app.small_book import body
from tests.app.small_book import expected
from tests.app.small_book import on
from tests.app.small_book import run
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = on("2025-11-30", "22:00:00")
JOINED = date(2025, 11, 28)
NIK = "0000000000000071"
OTHER_NIK = "0000000000000072"


def person(
    nama: str,
    nik: str = "",
    alamat: str = "",
    *,
    nomor: str = "",
    day: date = JOINED,
    till: str = "",
) -> tuple[object, ...]:
    return (nomor or None, nama, nik or None, alamat or None, None, day, till or None)


def members(path: Path, *rows: tuple[object, ...]) -> Path:
    return xlsx(path, [ANGGOTA_HEADER, *rows]).path  # type: ignore[list-item]


FIRST = (
    person("Wulan Rekaan", NIK, "Jalan Rekaan 1", till="Wulan K"),
    person("Budi Rekaan", "", "Jalan Rekaan 2"),
)


@pytest.fixture
def book(copy: Callable[[str], Path], tmp_path: Path) -> Path:
    folder = copy("mulai")
    expected(folder, "anggota", "impor", members(tmp_path / "satu.xlsx", *FIRST), *DAY)
    return folder


def refused(folder: Path, *words: str | Path) -> str:
    before = body(folder)
    done = run(folder, *words, *DAY)
    assert done.kode == 1, done.text
    assert body(folder) == before
    assert "Rekaan" not in done.text
    assert NIK not in done.text
    return done.text


def number(folder: Path, nama: str) -> str:
    rows = (folder / "pribadi.csv").read_text(encoding="utf-8").splitlines()
    (found,) = [row.partition(",")[0] for row in rows if f",{nama}," in row]
    return found


def test_the_same_person_is_known_again_and_the_till_customer_stays_his(
    book: Path, tmp_path: Path
) -> None:
    before = body(book)
    again = members(tmp_path / "lagi.xlsx", FIRST[0])
    said = expected(book, "anggota", "impor", again, *DAY).text
    first = number(book, "Wulan Rekaan")
    assert said == f"tidak ada anggota baru\nsudah terdaftar: baris 2 = {first}\n"
    assert body(book) == before
    more = members(tmp_path / "lebih.xlsx", FIRST[0], person("Ani Rekaan", OTHER_NIK))
    said = expected(book, "anggota", "impor", more, *DAY).text
    new = number(book, "Ani Rekaan")
    assert f"1 anggota baru, {new} sampai {new}\nsudah terdaftar: baris 2 = {first}" in said


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (person("Wulan Rekaan", NIK, "Jalan Lain 5"), "Alamat"),
        (person("Ani Rekaan", NIK, day=date(2025, 11, 29)), "Nama, Tanggal masuk"),
        (person("Wulan Rekaan", NIK, till="Orang Lain"), "Nama di kasir"),
    ],
)
def test_who_is_registered_with_other_facts_is_refused_by_column(
    book: Path, tmp_path: Path, row: tuple[object, ...], columns: str
) -> None:
    said = refused(book, "anggota", "impor", members(tmp_path / "lain.xlsx", row))
    told = f"sudah terdaftar sebagai {number(book, 'Wulan Rekaan')}, tetapi berbeda dari buku: "
    assert f"lain.xlsx:2: ISIAN: {told}{columns}\n" in said


def test_without_a_nik_name_and_address_ask_and_each_remedy_works(
    book: Path, tmp_path: Path
) -> None:
    second = number(book, "Budi Rekaan")
    said = refused(book, "anggota", "impor", members(tmp_path / "lagi.xlsx", FIRST[1]))
    assert f"lagi.xlsx:2: ISIAN: nama dan alamat sama dengan {second}" in said
    free = said.partition("misalnya ")[2].split()[0]
    before = body(book)
    same = members(
        tmp_path / "sama.xlsx", person("Budi Rekaan", "", "Jalan Rekaan 2", nomor=second)
    )
    assert f"baris 2 = {second}" in expected(book, "anggota", "impor", same, *DAY).text
    assert body(book) == before
    other = members(tmp_path / "b.xlsx", person("Budi Rekaan", "", "Jalan Rekaan 2", nomor=free))
    assert "1 anggota baru" in expected(book, "anggota", "impor", other, *DAY).text


def test_two_rows_that_cannot_be_told_apart_are_one_person(book: Path, tmp_path: Path) -> None:
    twins = (person("Ani Rekaan", OTHER_NIK, "Jalan 9"), person("ani rekaan", "", "Jalan 9"))
    said = refused(book, "anggota", "impor", members(tmp_path / "dua.xlsx", *twins))
    assert "dua.xlsx:3: ISIAN: nama dan alamat sama dengan baris 2" in said
    apart = (twins[0], person("Ani Rekaan", "0000000000000073", "Jalan 9"))
    expected(book, "anggota", "impor", members(tmp_path / "dua-b.xlsx", *apart), *DAY)


def test_a_nik_and_a_number_of_two_people_are_refused(book: Path, tmp_path: Path) -> None:
    first, second = number(book, "Wulan Rekaan"), number(book, "Budi Rekaan")
    row = person("Wulan Rekaan", NIK, nomor=second)
    said = refused(book, "anggota", "impor", members(tmp_path / "dua.xlsx", row))
    assert f"NIK baris ini terdaftar pada {first}, sedangkan kolom Nomor berisi {second}" in said


def test_a_nik_of_somebody_without_a_row_in_the_register(book: Path, tmp_path: Path) -> None:
    with (book / "pribadi.csv").open("a", encoding="utf-8") as file:
        file.write(f"A0900,Sisa Rekaan,{OTHER_NIK},,\n")
    row = person("Ani Rekaan", OTHER_NIK)
    said = refused(book, "anggota", "impor", members(tmp_path / "sisa.xlsx", row))
    assert "ada di pribadi.csv pada A0900, yang tidak ada di anggota.csv" in said


def test_at_the_terminal_a_known_nik_is_refused_and_an_alike_person_asked(book: Path) -> None:
    add = ("anggota", "tambah", "--tanggal", "2025-11-29", "--nama")
    said = refused(book, *add, "Ani Rekaan", "--nik", NIK)
    assert f"NIK ini sudah terdaftar: {number(book, 'Wulan Rekaan')}" in said
    alike = (*add, "Budi Rekaan", "--alamat", "jalan rekaan 2")
    assert "ulangi dengan --ya" in refused(book, *alike)
    expected(book, *alike, "--ya", *DAY)


def test_a_nik_that_stands_twice_is_found_by_a_check(book: Path) -> None:
    text = (book / "pribadi.csv").read_text(encoding="utf-8")
    rows = text.replace(",Budi Rekaan,,", f",Budi Rekaan,{NIK},")
    (book / "pribadi.csv").write_text(rows, encoding="utf-8")
    done = run(book, "cek")
    assert done.kode == 1
    assert "ANGGOTA-BERKAS: NIK A" in done.text
    assert NIK not in done.text
