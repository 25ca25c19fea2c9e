"""Who joins: what is refused is told all at once, and what is right becomes rows."""

from __future__ import annotations

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.events.keanggotaan import AnggotaMasuk
from tests.koperasi.example import books
from tests.koperasi.example import on_day

NAME = "Warga Rekaan"
EMPTY = ("ISIAN", "nama anggota kosong")
NIK = ("ISIAN", "NIK bukan 16 angka")
NUMBER = ("ISIAN", "nomor anggota tidak berbentuk A0001")
EARLY = ("TANGGAL-LUAR", "tanggal masuk 2025-06-23, sebelum koperasi berdiri 2025-06-24")
TAKEN = ("ISIAN", "A0001 masuk pada 2025-07-01, padahal masih anggota")


@pytest.mark.parametrize(
    ("event", "day", "told"),
    [
        (AnggotaMasuk(nama=" "), "2025-07-01", [EMPTY]),
        (AnggotaMasuk(nama=NAME, nik="12"), "2025-07-01", [NIK]),
        (AnggotaMasuk(nama=NAME, nomor="12"), "2025-07-01", [NUMBER]),
        (AnggotaMasuk(nama=NAME, nomor="B0001"), "2025-07-01", [NUMBER]),
        (AnggotaMasuk(nama=NAME), "2025-06-23", [EARLY]),
        (AnggotaMasuk(nama=NAME, nomor="a0001"), "2025-07-01", [TAKEN]),
        (AnggotaMasuk(nama="", nik="x", nomor="x"), "2025-06-23", [EMPTY, NIK, NUMBER, EARLY]),
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
