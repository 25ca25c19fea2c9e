"""Who joins: what is refused is told all at once, and what is right becomes rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.events.keanggotaan import AnggotaMasuk
from kkmp_ledger.koperasi.pribadi import Pribadi
from kkmp_ledger.koperasi.pribadi import read_pribadi
from tests.koperasi.example import books
from tests.koperasi.example import on_day

NAME = "Warga Rekaan"
EMPTY = ("ISIAN", "nama anggota kosong")
SHORT = ("ISIAN", "NIK berisi 2 angka, bukan 16")
LETTERS = ("ISIAN", "NIK memuat selain angka")
NUMBER = ("ISIAN", "nomor anggota tidak berbentuk A0001")
EARLY = ("TANGGAL-LUAR", "tanggal masuk 2025-06-23, sebelum koperasi berdiri 2025-06-24")
TAKEN = ("ISIAN", "A0001 masuk pada 2025-07-01, padahal masih anggota")


@pytest.mark.parametrize(
    ("event", "day", "told"),
    [
        (AnggotaMasuk(nama=" "), "2025-07-01", [EMPTY]),
        (AnggotaMasuk(nama=NAME, nik="12"), "2025-07-01", [SHORT]),
        (AnggotaMasuk(nama=NAME, nik="\u0660" * 16), "2025-07-01", [LETTERS]),
        (AnggotaMasuk(nama=NAME, nomor="12"), "2025-07-01", [NUMBER]),
        (AnggotaMasuk(nama=NAME, nomor="B0001"), "2025-07-01", [NUMBER]),
        (AnggotaMasuk(nama=NAME), "2025-06-23", [EARLY]),
        (AnggotaMasuk(nama=NAME, nomor="a0001"), "2025-07-01", [TAKEN]),
        (AnggotaMasuk(nama="", nik="x", nomor="x"), "2025-06-23", [EMPTY, LETTERS, NUMBER, EARLY]),
    ],
)
def test_what_a_joining_is_refused_for(
    event: AnggotaMasuk, day: str, told: list[tuple[str, str]]
) -> None:
    with pytest.raises(ProblemError) as caught:
        event.plan(books(), on_day(day))
    assert sorted((p.code, p.fact) for p in caught.value.problems) == sorted(told)
    assert all(p.hint for p in caught.value.problems)


@pytest.mark.parametrize(("said", "nomor"), [("", "A0004"), ("a0007", "A0007")])
def test_who_joins_has_the_next_number_or_the_one_said(said: str, nomor: str) -> None:
    plan = AnggotaMasuk(nama=f" {NAME} ", nomor=said).plan(books(), on_day("2025-07-01"))
    assert [(p.nomor, p.peristiwa) for p in plan.peristiwa] == [(nomor, "masuk")]
    assert [(p.nomor, p.nama) for p in plan.people] == [(nomor, NAME)]
    assert plan.drafts == ()


ONE = "0000000000000001"
TWO = "0000000000000002"
PEOPLE = {
    "A0001": Pribadi("A0001", "Siti Karangan", ONE, "Jalan Melati 7"),
    "A0002": Pribadi("A0002", "Budi Karangan", "", "Jalan Melati 8"),
}


def test_a_nik_that_is_registered_is_never_given_to_another() -> None:
    at = replace(books(), people=PEOPLE)
    event = AnggotaMasuk(nama=NAME, nik=ONE)
    with pytest.raises(ProblemError) as caught:
        event.plan(at, on_day("2025-07-01"))
    assert [p.fact for p in caught.value.problems] == ["NIK ini sudah terdaftar: A0001"]
    assert ONE not in str(caught.value)
    assert event.question(at, on_day("2025-07-01")) == ""


@pytest.mark.parametrize(
    ("nama", "alamat", "nik", "alike"),
    [
        ("SITI  karangan", "jalan melati 7", "", "A0001"),
        ("Siti Karangan", "Jalan Melati 7", TWO, ""),  # two NIK tell them apart
        ("Siti Karangan", "Jalan Melati 9", "", ""),
        ("Budi Karangan", "Jalan Melati 8", TWO, "A0002"),
        ("Budi Karangan", "", "", ""),
    ],
)
def test_who_may_be_somebody_registered_is_asked_about_by_number(
    nama: str, alamat: str, nik: str, alike: str
) -> None:
    at = replace(books(), people=PEOPLE)
    asked = AnggotaMasuk(nama=nama, alamat=alamat, nik=nik).question(at, on_day("2025-07-01"))
    told = f"nama dan alamat sama dengan {alike}; apakah ini orang lain?"
    assert asked == (told if alike else "")


def test_the_list_of_people_has_each_nik_once_and_whole() -> None:
    rows = [
        f"A0001,Siti,{ONE},,", "A0002,Budi,,,", "A0003,Ani,,,", f"A0004,Adi,{ONE},,",
        "A0005,Eko,123,,", "A0006,Ida,12x,,",
    ]  # fmt: skip
    text = "\n".join(["nomor,nama,nik,alamat,telepon", *rows, ""])
    found, problems = read_pribadi(text, "pribadi.csv")
    assert list(found) == ["A0001", "A0002", "A0003"]
    assert [(p.place.line if p.place else 0, p.fact) for p in problems] == [
        (5, "NIK A0004 sama dengan NIK A0001"),
        (6, "A0005: NIK berisi 3 angka, bukan 16"),
        (7, "A0006: NIK memuat selain angka"),
    ]
