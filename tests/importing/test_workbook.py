"""A workbook of several sheets: known by their names, read in order, all or none."""

from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.intake import check_dates
from kkmp_ledger.importing.intake import take_in
from kkmp_ledger.importing.recognise import describe
from kkmp_ledger.importing.recognise import recognise
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.koperasi.events.registry import WORKBOOKS
from kkmp_ledger.koperasi.events.registry import sheet_title
from tests.importing.till import koperasi

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.importing.intake import Intake

Rows = list[tuple[str | int | date | None, ...]]
DAY = date(2025, 7, 5)
SETORAN: Rows = [
    ("Tanggal", "Nomor anggota", "Simpanan", "Setor", "Tarik", "Kas"),
    (DAY, "A0001", "wajib", 10000, None, "Kas Kantor"),
]
BEBAN: Rows = [
    ("Tanggal", "Jenis beban", "Uraian", "Jumlah", "Dibayar dari"),
    (DAY, "listrik", "Juli", 5000, "Kas Kantor"),
]
BELI: Rows = [
    ("Tanggal", "Unit", "Pemasok", "Jumlah", "Dibayar dari"),
    (DAY, "sembako", "CV Rekaan", 9000, "Utang"),
]
WRONG: Rows = [*BELI, ("kemarin", "sembako", "CV Rekaan", "x", "Utang")]
NOTES: Rows = [("isi",)]


def book(
    path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()
) -> SourceFile:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
        page.sheet_state = "hidden" if name in hidden else "visible"
    made.save(path)
    return SourceFile(path, path.name)


def take(file: SourceFile) -> Intake:
    accepted, start = "2025-08-01T17:00:00", date(2025, 6, 24)
    return take_in([file], [], koperasi(), accepted=accepted, terbuka_sejak=start)


def problems(file: SourceFile) -> list[tuple[str, str, int]]:
    with pytest.raises(ProblemError) as caught:
        take(file)
    return [(p.code, p.place.sheet, p.place.line) for p in caught.value.problems if p.place]


def test_the_sheets_of_a_workbook_stay_as_papers_hold_them() -> None:
    """Papers are read again: a sheet more, or another order, would make other entries of them."""
    assert {word: book.sheets for word, book in WORKBOOKS.items()} == {
        "bulan": ("setoran", "beli", "bayar-utang", "beban", "setor-bank", "pencairan",
                  "bunga-bank", "bayar-pajak", "hitung-kas", "opname"),
    }  # fmt: skip
    assert sheet_title("bayar-utang") == "Bayar utang"


def test_sheets_are_read_by_name_in_the_kind_s_order(tmp_path: Path) -> None:
    """Whatever their order, their capitals, and what stands first; rows know their sheet."""
    file = book(
        tmp_path / "b.xlsx", {"Catatan": NOTES, "BEBAN": BEBAN, "Beli": BELI, " setoran": SETORAN}
    )
    assert recognise(file) == "bulan"
    assert describe(file) == "berkas bulan, lembar Setoran, Beli, Beban"
    (doc,) = take(file).new
    assert [(r.sheet, r.row) for r in doc.content] == [("Setoran", 2), ("Beli", 2), ("Beban", 2)]
    assert [(d.profil, d.dari, d.sampai) for d in doc.document] == [("bulan", DAY, DAY)]
    (told,) = doc.left_out
    assert (told.code, told.fact.rpartition(": ")[2]) == ("LEMBAR-LAIN", '"Catatan"')


def test_hyphens_and_spaces_are_alike(tmp_path: Path) -> None:
    moved: Rows = [
        ("Tanggal", "Jumlah dipindahkan", "Dari", "Ke"),
        (DAY, 5, "Kas Toko", "Bank BRI"),
    ]
    file = book(tmp_path / "b.xlsx", {"Beban": BEBAN, "Setor-Bank": moved})
    assert [r.sheet for r in take(file).new[0].content] == ["Beban", "Setor bank"]


@pytest.mark.parametrize(
    ("sheets", "profil"),
    [
        ({"Setoran": SETORAN}, "setoran"),  # one sheet of ours is that sheet
        ({"Beban": BELI}, "beli"),  # whatever its name
        ({"Beban": BEBAN, "Catatan": NOTES}, "beban"),
        ({"Juli": BEBAN, "Setoran": NOTES}, "beban"),
        ({"Catatan": NOTES, "Setoran": SETORAN}, "bulan"),
        ({"Setoran": SETORAN, "Beban": BEBAN}, "bulan"),
        ({"Setoran": SETORAN, "Beban": []}, "setoran"),  # an empty one is not there
        ({"Catatan": NOTES, "Lain": NOTES}, None),
        ({"Setoran": [SETORAN[0][:3]]}, None),  # a sheet that lacks columns, as any other
    ],
)
def test_what_a_workbook_is(sheets: dict[str, Rows], profil: str | None, tmp_path: Path) -> None:
    assert recognise(book(tmp_path / "b.xlsx", sheets)) == profil


def test_empty_sheets_are_just_empty(tmp_path: Path) -> None:
    file = book(tmp_path / "b.xlsx", {"Setoran": SETORAN[:1], "Beban": BEBAN, "Beli": [("  ",)]})
    (doc,) = take(file).new
    assert [r.sheet for r in doc.content] == ["Beban"]
    assert doc.left_out == ()
    file = book(tmp_path / "c.xlsx", {"Setoran": SETORAN[:1], "Beban": BEBAN[:1]})
    assert problems(file) == [("BERKAS-KOSONG", "", 0)]


def test_a_hidden_sheet_is_told_and_not_read(tmp_path: Path) -> None:
    sheets = {"Setoran": SETORAN, "Beban": BEBAN, "Beli": WRONG, "Arsip": NOTES}
    (doc,) = take(book(tmp_path / "b.xlsx", sheets, ["Beli", "Arsip"])).new
    assert {r.sheet for r in doc.content} == {"Setoran", "Beban"}
    assert [p.fact for p in doc.left_out] == [
        'lembar yang disembunyikan dilewati; tidak dibaca: "Beli"',
        'yang dibaca hanya lembar yang dinamai seperti di kkmp templat; tidak dibaca: "Arsip"',
    ]


def test_everything_wrong_is_said_at_once_by_sheet(tmp_path: Path) -> None:
    formula: Rows = [*SETORAN, (DAY, "A0001", "wajib", "=1+1", None, "Kas Kantor")]
    file = book(
        tmp_path / "b.xlsx", {"Setoran": formula, "Beli": WRONG, "Beban": SETORAN, "Opname": NOTES}
    )
    assert problems(file) == [
        ("KOLOM-KURANG", "Beban", 1), ("SEL-SALAH", "Beli", 3), ("SEL-SALAH", "Beli", 3),
        ("KOLOM-KURANG", "Opname", 1), ("LEMBAR-RUMUS", "Setoran", 3),
    ]  # fmt: skip
    with pytest.raises(ProblemError, match="LEMBAR-RUMUS"):
        describe(file)


def test_what_is_no_sheet_of_ours_need_not_be_clean(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"Hitungan": [("=1+1",)], "Setoran": SETORAN, "Beban": BEBAN}
    assert len(take(book(tmp_path / "b.xlsx", sheets)).new[0].content) == 2


def test_columns_of_two_events_on_one_sheet(tmp_path: Path) -> None:
    both: Rows = [(*BEBAN[0], "Unit", "Pemasok"), (*BEBAN[1], "sembako", "CV Rekaan")]
    assert problems(book(tmp_path / "b.xlsx", {"Setoran": SETORAN, "Beban": both})) == [
        ("KOLOM-GANDA", "Beban", 1)
    ]


def test_a_sheet_that_is_there_twice(tmp_path: Path) -> None:
    """Excel allows no such names; other programs write them."""
    plain = book(tmp_path / "a.xlsx", {"Setoran": SETORAN, "Beban": BEBAN, "Zzzzz": BEBAN})
    with (
        zipfile.ZipFile(plain.path) as archive,
        zipfile.ZipFile(tmp_path / "b.xlsx", "w") as altered,
    ):
        for name in archive.namelist():
            altered.writestr(name, archive.read(name).replace(b'"Zzzzz"', b'"BEBAN"'))
    assert problems(SourceFile(tmp_path / "b.xlsx", "b.xlsx")) == [("LEMBAR-GANDA", "", 0)]


def test_days_outside_are_named_by_sheet(tmp_path: Path) -> None:
    late: Rows = [BEBAN[0], (date(2025, 9, 1), *BEBAN[1][1:])]
    taken = take(book(tmp_path / "b.xlsx", {"Setoran": SETORAN, "Beban": late}))
    start, until = date(2025, 6, 24), date(2025, 8, 2)
    (found,) = check_dates(taken.new, first=start, terbuka_sejak=start, sampai=until)
    assert found.place == ("b.xlsx", 2, "Beban")
