"""XLSX as spreadsheets write it: values as they stand; formulas, merges, passwords refused."""

from __future__ import annotations

import zipfile
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.readers import strict_xlsx
from kkmp_ledger.importing.source_file import SourceFile
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


def alter(file: SourceFile, change: Callable[[Worksheet], object]) -> SourceFile:
    book = openpyxl.load_workbook(file.path)
    sheet = book.worksheets[0]
    change(sheet)
    book.save(file.path)
    return file


def edit(file: SourceFile, old: bytes, new: bytes) -> SourceFile:
    """Change the first sheet's XML by hand, as another program would write it."""
    with zipfile.ZipFile(file.path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    with zipfile.ZipFile(file.path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return file


def problems(file: SourceFile) -> list[tuple[str, int]]:
    with pytest.raises(ProblemError) as caught:
        strict_xlsx.read(file)
    return [(p.code, p.place.line) for p in caught.value.problems if p.place]


def test_values_as_they_stand(tmp_path: Path) -> None:
    rows: list[list[str | int | float | date | None]] = [
        ["Judul", None, None],
        [None, None, None],
        ["  dua \u00a0 kata ", 50000, date(2025, 7, 5)],
        [0.1, 12500.5, datetime(2025, 7, 5, 8, 30)],  # noqa: DTZ001
    ]
    sheet = strict_xlsx.read(xlsx(tmp_path / "a.xlsx", rows))
    assert sheet.row == (
        (1, ("Judul", "", "")),
        (3, ("dua kata", Decimal(50000), date(2025, 7, 5))),
        (4, (Decimal("0.1"), Decimal("12500.5"), "2025-07-05 08:30:00")),
    )


def test_true_is_not_one(tmp_path: Path) -> None:
    assert strict_xlsx.read(xlsx(tmp_path / "a.xlsx", [["x"], [True]])).row[1][1] == ("TRUE",)


def test_rows_count_from_the_top_of_the_sheet(tmp_path: Path) -> None:
    file = alter(xlsx(tmp_path / "a.xlsx", []), lambda s: s.cell(7, 3, "Tanggal"))
    assert strict_xlsx.read(file).row == ((7, ("", "", "Tanggal")),)


def test_only_the_first_sheet_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].cell(1, 1, "satu")
    other = book.create_sheet("Lain")
    other["A1"] = "=1+1"
    other.merge_cells("A2:B2")
    book.save(path)
    assert strict_xlsx.read(SourceFile.at(path)).row == ((1, ("satu",)),)


def test_formulas_are_named_by_cell(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "a.xlsx", [["Jumlah", "Lain"], [1, "=A2*2"], [3, 4], ["=A2", "=B3"]])
    with pytest.raises(ProblemError) as caught:
        strict_xlsx.read(file)
    assert [(p.code, p.place and p.place.line, p.fact) for p in caught.value.problems] == [
        ("LEMBAR-RUMUS", 2, "sel B2 berisi rumus"),
        ("LEMBAR-RUMUS", 4, "sel A4, B4 berisi rumus"),
    ]


def test_a_formula_under_a_prefix_is_found(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "a.xlsx", [["a", "=1"]])
    old = b"<f>1</f>"
    assert problems(edit(file, old, b"<x:f>1</x:f>")) == [("LEMBAR-RUMUS", 1)]
    file = edit(xlsx(tmp_path / "b.xlsx", [["a", "=1"]]), b'<c r="B1">', b"<c>")
    assert problems(file) == [("LEMBAR-RUMUS", 1)]


def test_a_list_to_choose_from_is_no_formula(tmp_path: Path) -> None:
    def add(sheet: Worksheet) -> None:
        rule = DataValidation(type="list", formula1='"a,b"')
        rule.add("A2:A9")
        sheet.add_data_validation(rule)

    assert strict_xlsx.read(alter(xlsx(tmp_path / "a.xlsx", [["x"]]), add)).row


def test_merged_header(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "a.xlsx", [["Judul besar"], ["a", "b"]])
    assert problems(alter(file, lambda s: s.merge_cells("A1:B1"))) == [("LEMBAR-GABUNG", 1)]
    file = xlsx(tmp_path / "b.xlsx", [["a"], ["=1"]])
    assert problems(alter(file, lambda s: s.merge_cells("C2:C3"))) == [
        ("LEMBAR-GABUNG", 2),
        ("LEMBAR-RUMUS", 2),
    ]


def test_empty_sheet(tmp_path: Path) -> None:
    assert problems(xlsx(tmp_path / "a.xlsx", [])) == [("BERKAS-KOSONG", 0)]
    assert problems(xlsx(tmp_path / "b.xlsx", [["", "  "]])) == [("BERKAS-KOSONG", 0)]


def test_password_and_old_excel(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    path = tmp_path / "sandi.xlsx"
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le") + bytes(64))
    assert problems(SourceFile.at(path)) == [("LEMBAR-SANDI", 0)]
    path.write_bytes(ole + "Workbook".encode("utf-16-le"))
    assert problems(SourceFile.at(path)) == [("BERKAS-RUSAK", 0)]


def test_what_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    good = xlsx(tmp_path / "baik.xlsx", [["a"]]).path.read_bytes()
    for data, code in (
        (b"", "BERKAS-KOSONG"),
        (b"Tanggal,Unit\n", "BERKAS-RUSAK"),
        (good[: len(good) // 2], "BERKAS-RUSAK"),
        (b"PK\x03\x04" + bytes(100), "BERKAS-RUSAK"),
    ):
        path.write_bytes(data)
        assert problems(SourceFile.at(path)) == [(code, 0)]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("halo.txt", "bukan buku kerja")
    assert problems(SourceFile.at(path)) == [("BERKAS-RUSAK", 0)]


def test_broken_sheet_xml(tmp_path: Path) -> None:
    file = edit(xlsx(tmp_path / "a.xlsx", [["a"]]), b"</sheetData>", b"</sheetDat")
    assert problems(file) == [("BERKAS-RUSAK", 0)]


def test_a_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    def far(sheet: Worksheet) -> None:
        sheet.cell(1_048_576, 1, "x")

    def wide(sheet: Worksheet) -> None:
        sheet.cell(1, 16_384, "x")

    for change in (far, wide):
        file = alter(xlsx(tmp_path / "a.xlsx", [["a"]]), change)
        assert [code for code, _ in problems(file)] == ["BERKAS-RUSAK"]


def test_a_coloured_cell_far_away_holds_nothing(tmp_path: Path) -> None:
    def paint(sheet: Worksheet) -> None:
        for row, column in ((1_048_576, 1), (1, 16_384), (1_048_575, 16_383)):
            sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFFF00")

    file = alter(xlsx(tmp_path / "a.xlsx", [["a"], ["b"]]), paint)
    assert strict_xlsx.read(file).row == ((1, ("a",)), (2, ("b",)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<row r="2"', b'<row r="1048576"'),  # where cells do not say where they stand
        (b'<c r="A2"', b'<c r="A1048576"'),
        (b'<c r="A2"', b'<c r="ZZZ2"'),
        (b'<c r="A2"', b'<c s="0" r="A200001"'),
    ],
)
def test_a_value_far_away_is_found_wherever_it_is_said(
    old: bytes, new: bytes, tmp_path: Path
) -> None:
    file = edit(xlsx(tmp_path / "a.xlsx", [["a"], [5]]), old, new)
    assert [code for code, _ in problems(file)] == ["BERKAS-RUSAK"]
