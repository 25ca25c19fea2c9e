"""Sheets of events: their columns, their rows as events, and every wrong cell by its row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import sheet_events
from kkmp_ledger.importing.recognise import recognise
from kkmp_ledger.importing.recognise import recognised
from kkmp_ledger.importing.sheet_events import columns
from kkmp_ledger.importing.sheet_events import exclusive
from kkmp_ledger.importing.sheet_events import signature
from kkmp_ledger.koperasi.events.keanggotaan import AnggotaMasuk
from kkmp_ledger.koperasi.events.registry import events_of_sheet
from kkmp_ledger.koperasi.events.registry import sheets
from kkmp_ledger.koperasi.events.simpanan import Penarikan
from kkmp_ledger.koperasi.events.simpanan import Setoran
from kkmp_ledger.koperasi.events.usaha import Beban
from kkmp_ledger.koperasi.events.usaha import Beli
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.importing.sheet_events import EventRow

Content = str | int | float | date | None
DAY = date(2025, 7, 5)
SETORAN = ("Tanggal", "Nomor anggota", "Simpanan", "Setor", "Tarik", "Kas", "Keterangan")
ANGGOTA = (
    "Nomor", "Nama", "NIK", "Alamat", "Telepon", "Tanggal masuk", "Nama di kasir", "Keterangan",
)  # fmt: skip
BELI = ("Tanggal", "Unit", "Pemasok", "Uraian", "Jumlah", "Dibayar dari")
BEBAN = ("Tanggal", "Jenis beban", "Uraian", "Jumlah", "Dibayar dari")
PENCAIRAN = ("Tanggal", "Akuirer", "Bruto", "Masuk ke")
NIK = "3374000000000001"


def read(tmp_path: Path, sheet: str, *rows: Sequence[Content]) -> tuple[EventRow, ...]:
    return sheet_events.read(xlsx(tmp_path / "lembar.xlsx", rows), (sheet,)).rows


def problems(tmp_path: Path, sheet: str, *rows: Sequence[Content]) -> list[Problem]:
    with pytest.raises(ProblemError) as caught:
        read(tmp_path, sheet, *rows)
    return caught.value.problems


def summary(found: Sequence[Problem]) -> list[tuple[str, int]]:
    return [(p.code, p.place.line) for p in found if p.place]


def test_no_sheet_is_taken_for_another() -> None:
    """No sheet has all the columns by which another is known."""
    for one in sheets():
        held = {column.nama for column in columns(one)}
        for other in sheets():
            assert one == other or not set(signature(other)) <= held, (one, other)
        assert len({event.date_column for event in events_of_sheet(one)}) == 1
        assert all(exclusive(one).values())


def test_a_row_is_the_event_whose_column_is_filled(tmp_path: Path) -> None:
    assert tuple(column.nama for column in columns("setoran")) == SETORAN
    rows = read(
        tmp_path,
        "setoran",
        SETORAN,
        (DAY, "A0001", "wajib", 10000, None, "Kas Kantor", None),
        ("06/07/2025", "a0002", "Pokok", "50.000", None, "Kas Kantor", "titip"),
        ("7 juli 2025", "Siti", "sukarela", None, "Rp 25.000,00", "Bank BRI", None),
    )
    assert [(r.row, r.day, r.event) for r in rows] == [
        (2, DAY, Setoran("A0001", "wajib", 10000, "Kas Kantor")),
        (3, date(2025, 7, 6), Setoran("a0002", "pokok", 50000, "Kas Kantor", "titip")),
        (4, date(2025, 7, 7), Penarikan("Siti", "sukarela", 25000, "Bank BRI")),
    ]
    assert "titip" not in repr(rows)


def test_columns_in_any_order_with_others_between(tmp_path: Path) -> None:
    head = ("Catatan saya", "KAS", " tarik ", "Setor", "Simpanan", "Nomor  Anggota", "Tanggal")
    (row,) = read(
        tmp_path,
        "setoran",
        ("Setoran bulan Juli",),
        (),
        head,
        ("ok", "Kas Kantor", None, 10000, "wajib", "A0001", DAY),
        ("hanya catatan",),
    )
    assert (row.row, row.event) == (4, Setoran("A0001", "wajib", 10000, "Kas Kantor"))


WRONG: list[tuple[tuple[Content, ...], str, str]] = [
    (("kemarin", "A0001", "wajib", 1, None, "K"), "SEL-SALAH", 'Tanggal "kemarin" bukan tanggal'),
    (("31/02/2025", "A0001", "wajib", 1, None, "K"), "SEL-SALAH", "Tanggal"),
    (("5/7/25", "A0001", "wajib", 1, None, "K"), "SEL-SALAH", "Tanggal"),
    ((45843, "A0001", "wajib", 1, None, "K"), "SEL-SALAH", 'Tanggal "45843"'),
    ((None, "A0001", "wajib", 1, None, "K"), "SEL-SALAH", "Tanggal kosong"),
    ((DAY, 1, "wajib", 1, None, "K"), "SEL-ANGKA", "Nomor anggota tersimpan sebagai angka"),
    ((DAY, "A0001", "deposito", 1, None, "K"), "SEL-SALAH", "pokok atau wajib atau sukarela"),
    ((DAY, "A0001", DAY, 1, None, "K"), "SEL-SALAH", 'Simpanan "2025-07-05"'),
    ((DAY, "A0001", "wajib", 1, 1, "K"), "SEL-SALAH", "Setor dan Tarik sama-sama terisi"),
    ((DAY, "A0001", "wajib", None, None, "K"), "SEL-SALAH", "Setor dan Tarik sama-sama kosong"),
    ((DAY, "A0001", "wajib", 12.5, None, "K"), "SEL-SALAH", 'Setor "12.5"'),
    ((DAY, "A0001", "wajib", "10,000", None, "K"), "SEL-SALAH", 'Setor "10,000"'),
    ((DAY, "A0001", "wajib", -5, None, "K"), "SEL-SALAH", 'Setor "-5"'),
    ((DAY, "A0001", "sukarela", None, "=x", "K"), "LEMBAR-RUMUS", "E2"),
    ((DAY, "A0001", "wajib", 1, None, None), "SEL-SALAH", "Kas kosong"),
    ((DAY, "A0001", "wajib", 1, None, DAY), "SEL-SALAH", 'Kas "2025-07-05" bukan teks'),
    (("Jumlah", None, None, 99, None, "K"), "SEL-SALAH", 'Tanggal "Jumlah"'),
]


@pytest.mark.parametrize(("row", "code", "fact"), WRONG, ids=lambda v: str(v)[:40])
def test_wrong_cell(row: tuple[Content, ...], code: str, fact: str, tmp_path: Path) -> None:
    found = problems(tmp_path, "setoran", SETORAN, row)
    assert (code, 2) in summary(found)
    assert any(fact in p.fact for p in found), found


def test_all_wrong_cells_at_once(tmp_path: Path) -> None:
    good = (DAY, "A0001", "wajib", 10000, None, "Kas Kantor")
    bad = ("x", 7, "wajib", 1, None, "K")
    worse = (DAY, "A1", "y", None, None, "")
    assert summary(problems(tmp_path, "setoran", SETORAN, good, bad, good, worse)) == [
        ("SEL-ANGKA", 3), ("SEL-SALAH", 3), ("SEL-SALAH", 5), ("SEL-SALAH", 5), ("SEL-SALAH", 5),
    ]  # fmt: skip


def test_members(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        "anggota",
        ANGGOTA,
        ("A0001", "Siti Karangan", NIK, "Jalan Melati 7", "0800000001", DAY, "Siti K", "-"),
        (None, "Budi Rekaan", None, None, None, "24/06/2025", None, None),
    )
    assert [(r.event, r.day) for r in rows] == [
        (
            AnggotaMasuk(
                "Siti Karangan", NIK, "Jalan Melati 7", "0800000001", "Siti K", "-", "A0001"
            ),
            DAY,
        ),
        (AnggotaMasuk("Budi Rekaan"), date(2025, 6, 24)),
    ]
    for secret in ("Siti", "Budi", NIK, "Melati", "0800"):
        assert secret not in repr(rows)


def test_problems_name_no_person(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        "anggota",
        ANGGOTA,
        ("A0001", DAY, "33740001", "Jalan Melati 7", "0800000001", DAY, "Siti K"),
        ("A0002", "Budi Rekaan", 3374000000000002, "Jalan 2", 800000002, DAY, "Budi"),
        ("A0003", None, NIK, None, None, "x", None),
    )
    assert summary(found) == [
        ("SEL-SALAH", 2), ("SEL-ANGKA", 3), ("SEL-ANGKA", 3), ("SEL-SALAH", 4), ("SEL-SALAH", 4),
    ]  # fmt: skip
    assert found[0].fact == "Nama bukan teks"
    said = " ".join(f"{p.fact} {p.hint}" for p in found)
    for secret in ("Siti", "Budi", "33740", "Melati", "0800"):
        assert secret not in said
    assert "format kolom NIK sebagai Teks" in said


def test_numbers_dates_and_sen(tmp_path: Path) -> None:
    """Excel's own numbers and days, and the same as text."""
    (buy,) = read(tmp_path, "beli", BELI, (DAY, "sembako", "Grosir", None, 6500000, "Utang"))
    assert buy.event == Beli("sembako", 6500000, "Grosir", "Utang")
    head = (*BEBAN, "Dibayar kepada")
    rows = read(
        tmp_path,
        "beban",
        head,
        (DAY, "Beban sewa", 2025, "1.200.000", "Kas Kantor", "Warga"),
        ("2025-07-06", "listrik", "Juli", 1234.5, "Bank BRI", None),
        ("2025-07-06", "listrik", "Juli", "1.234,50", "Bank BRI", None),
    )
    first, second, third = (row.event for row in rows)
    assert first == Beban("Beban sewa", 1200000, "2025", "Kas Kantor", "Warga")
    assert second == third
    bad = problems(tmp_path, "beban", BEBAN, (DAY, "listrik", "Juli", 0.125, "Bank BRI"))
    assert [p.fact for p in bad] == ['Jumlah "0.125" bukan rupiah, misalnya 1.234,56']
    (empty,) = problems(tmp_path, "beban", BEBAN, (DAY, "Beban sewa", None, 1, "Kas"))
    assert (empty.fact, empty.hint) == ("Uraian kosong", "isi Uraian")


def test_what_may_be_missing_and_what_is_only_mistyped(tmp_path: Path) -> None:
    paid = (DAY, "QRIS BRI", 350000, "Bank BRI")
    (row,) = read(tmp_path, "pencairan", PENCAIRAN, paid)
    assert getattr(row.event, "biaya", None) == 0
    read(tmp_path, "pencairan", (*PENCAIRAN, "Catatan"), (*paid, "x"))
    (slip,) = problems(tmp_path, "pencairan", (*PENCAIRAN, "Potongn"), (*paid, 2450))
    assert (slip.code, slip.fact) == ("KOLOM-KURANG", 'kolom "potongn" tidak dikenal')
    assert '"Potongan"' in slip.hint


@pytest.mark.parametrize("sheet", sheets())
def test_each_header_is_one_kind(sheet: str, tmp_path: Path) -> None:
    head = [column.nama for column in columns(sheet)]
    assert recognise(xlsx(tmp_path / "x.xlsx", [head])) == sheet
    assert recognise(xlsx(tmp_path / "y.xlsx", [signature(sheet)])) == sheet


def test_a_header_of_two_sheets_is_refused_and_both_are_named(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "x.xlsx", [(*BELI, "Jenis beban")])
    assert recognise(file) is None
    with pytest.raises(ProblemError) as caught:
        recognised(file)
    assert [p.code for p in caught.value.problems] == ["KOLOM-GANDA"]
    assert "lembar beban dan lembar beli sekaligus" in str(caught.value)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (("Tanggal", "Nomor anggota", "Setor", "Kas"), "setoran, tetapi tidak ada kolom Simpanan"),
        (("Tanggal", "Jns", "Uraian", "Jumlah", "Dibayar dari"), "beban, tetapi tidak ada kolom J"),
        (SETORAN[:5], "setoran, tetapi tidak ada kolom Kas"),
    ],
)
def test_an_unknown_sheet_is_told_the_nearest(
    head: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    with pytest.raises(ProblemError) as caught:
        recognised(xlsx(tmp_path / "x.xlsx", [head]))
    assert f"mirip lembar {said}" in str(caught.value)


@pytest.mark.parametrize(
    ("head", "code", "fact"),
    [
        ((*SETORAN, "kas"), "KOLOM-GANDA", '"Kas" ada 2 kali'),
        (("Tanggal", "Uang"), "KOLOM-KURANG", "judul kolom tidak ditemukan"),
    ],
)
def test_wrong_header(head: tuple[str, ...], code: str, fact: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "setoran", head, (DAY,) * len(head))
    assert summary([problem]) == [(code, 1)]
    assert fact in problem.fact


def test_only_a_header(tmp_path: Path) -> None:
    assert [p.code for p in problems(tmp_path, "setoran", SETORAN)] == ["BERKAS-KOSONG"]
