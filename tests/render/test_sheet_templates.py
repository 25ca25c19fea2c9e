"""Excel templates: they are recognised, and offer the cooperative's names."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.importing.readers import strict_xlsx
from kkmp_ledger.importing.recognise import recognise
from kkmp_ledger.importing.sheet_events import columns
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.books import Books
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import fields
from kkmp_ledger.koperasi.events.registry import WORKBOOKS
from kkmp_ledger.koperasi.events.registry import events_of_sheet
from kkmp_ledger.koperasi.events.registry import sheet_title
from kkmp_ledger.koperasi.events.registry import sheets
from kkmp_ledger.koperasi.events.registry import sheets_of
from kkmp_ledger.render.sheet_templates import template
from kkmp_ledger.schema.chart import chart_of
from tests.importing.till import koperasi

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from kkmp_ledger.schema.koperasi import Koperasi


def make(nama: str, k: Koperasi | None = None) -> bytes:
    k = k or koperasi()
    return template(nama, Books(k, chart_of(k), Register(), TextBook(())))


@pytest.mark.parametrize("nama", [*sheets(), *WORKBOOKS])
def test_template_is_recognised_and_empty(nama: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(make(nama))
    file = SourceFile.at(path)
    assert recognise(file) == nama
    titles = [sheet_title(name) for name in sheets_of(nama)]
    assert [s.name for s in strict_xlsx.sheets(file)] == [*titles, "Petunjuk", "Daftar"]
    for index in range(len(titles)):
        ((_, raw),) = strict_xlsx.read_several(file, [("", index)])
        assert isinstance(raw, strict_xlsx.RawSheet)
        assert [n for n, _ in raw.row] == [1]  # samples stand in comments only


@pytest.mark.parametrize("nama", WORKBOOKS)
def test_each_sheet_of_a_workbook_is_the_sheet_alone(nama: str) -> None:
    """Its columns and what its lists offer; a list that several offer stands once."""
    book = openpyxl.load_workbook(io.BytesIO(make(nama)))
    for name in sheets_of(nama):
        alone = openpyxl.load_workbook(io.BytesIO(make(name)))
        assert offered(book, sheet_title(name)) == offered(alone, sheet_title(name))
    lists = [tuple(cell.value for cell in column[1:]) for column in book["Daftar"].columns]
    assert len(lists) == len(set(lists))


def offered(book: Workbook, sheet: str) -> dict[str, list[object]]:
    """The titles of a sheet, and what its list offers under each."""
    page = book[sheet]
    found: dict[str, list[object]] = {}
    areas = {str(r.sqref)[0]: str(r.formula1) for r in page.data_validations.dataValidation}
    for head in page[1]:
        area = areas.get(head.coordinate[0], "").partition("!")[2].replace("$", "")
        found[str(head.value)] = [c.value for (c,) in book["Daftar"][area]] if area else []
    return found


def test_what_a_sheet_is_for_is_said_with_its_columns() -> None:
    """The command's help names what it asks as a terminal does: KOTAK, JENIS-BEBAN."""
    for nama in [*sheets(), *WORKBOOKS]:
        book = openpyxl.load_workbook(io.BytesIO(make(nama)))
        said = " ".join(str(row[0].value) for row in book["Petunjuk"] if row[0].value)
        shown = {f.shown for name in sheets_of(nama) for e in events_of_sheet(name)
                 for f in fields(e) if f.at.cli == ARGUMENT}  # fmt: skip
        assert not shown & set(re.findall(r"[A-Z-]+", said)) - {"SHU"}, nama


@pytest.mark.parametrize(
    ("nama", "column", "there", "no"),
    [
        ("setoran", "Kas", {"Kas Toko", "Kas Kantor", "Bank BRI"}, {"QRIS BRI"}),
        ("setoran", "Simpanan", {"pokok", "wajib", "sukarela"}, set()),
        ("beli", "Unit", {"Gerai Sembako"}, {"Jasa Antar"}),
        ("beli", "Dibayar dari", {"Kas Toko", "Bank BRI", "Utang"}, {"Akrual"}),
        ("beban", "Jenis beban", {"Beban kepegawaian", "Beban sewa"}, {"Beban penyusutan"}),
        ("beban", "Dibayar dari", {"Kas Kantor", "Akrual"}, {"Utang"}),
    ],
)
def test_lists_offer_the_cooperatives_names(
    nama: str, column: str, there: set[str], no: set[str]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(make(nama)))
    sheet, lists = book.worksheets[0], book["Daftar"]
    letter = next(c.column_letter for c in sheet[1] if c.value == column)
    (rule,) = (
        r for r in sheet.data_validations.dataValidation if str(r.sqref).startswith(f"{letter}2:")
    )
    area = str(rule.formula1).partition("!")[2].replace("$", "")
    words = {cell.value for (cell,) in lists[area]}
    assert there <= words
    assert not no & words
    assert None not in words


def test_numbers_that_are_names_are_text_and_the_header_stays(tmp_path: Path) -> None:
    for nama in sheets():
        book = openpyxl.load_workbook(io.BytesIO(make(nama)))
        sheet = book.worksheets[0]
        assert sheet.freeze_panes == "A2"
        assert book.sheetnames[1:] == ["Petunjuk", "Daftar"]
        for column, head in zip(columns(nama), sheet[1], strict=True):
            assert head.comment is not None
            cell = sheet.cell(500, head.column or 0)
            assert (cell.number_format == "@") == (column.value.sheet == "nomor")


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    k = koperasi()
    kas = replace(k.kas[0], nama='=HYPERLINK("x")')
    bad = replace(k, kas=(kas,), kasir=(), nama="=1+1")  # no till names the box
    book = openpyxl.load_workbook(io.BytesIO(make("setoran", bad)))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds
    assert '=HYPERLINK("x")' in {cell.value for row in book["Daftar"] for cell in row}
