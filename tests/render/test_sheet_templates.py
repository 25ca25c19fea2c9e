"""Excel templates: they are recognised, and offer the cooperative's names."""

from __future__ import annotations

import io
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
from kkmp_ledger.koperasi.events.registry import sheets
from kkmp_ledger.render.sheet_templates import template
from kkmp_ledger.schema.chart import chart_of
from tests.importing.till import koperasi

if TYPE_CHECKING:
    from pathlib import Path

    from kkmp_ledger.schema.koperasi import Koperasi


def make(nama: str, k: Koperasi | None = None) -> bytes:
    k = k or koperasi()
    return template(nama, Books(k, chart_of(k), Register(), TextBook(())))


@pytest.mark.parametrize("nama", sheets())
def test_template_is_recognised_and_empty(nama: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(make(nama))
    assert recognise(SourceFile.at(path)) == nama
    sheet = strict_xlsx.read(SourceFile.at(path))
    assert [n for n, _ in sheet.row] == [1]  # samples stand in comments only


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
