"""Excel templates: they are recognised, offer the cooperative's names, and can be filled in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import sheets
from kkmp_ledger.importing.readers import strict_xlsx
from kkmp_ledger.importing.recognise import recognise
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.render.sheet_templates import template
from kkmp_ledger.schema.chart import chart_of
from tests.importing.till import koperasi

if TYPE_CHECKING:
    from pathlib import Path

    from kkmp_ledger.importing.sheets import SheetKind

ALL: tuple[SheetKind, ...] = ("anggota", "setoran", "beli", "beban")


def make(nama: SheetKind) -> bytes:
    return template(nama, koperasi(), chart_of(koperasi()))


def save(nama: SheetKind, folder: Path, row: tuple[str | int, ...] = ()) -> SourceFile:
    """The template with a row typed in, saved as Excel would."""
    book = openpyxl.load_workbook(io.BytesIO(make(nama)))
    for column, value in enumerate(row, 1):
        book.worksheets[0].cell(2, column, value)
    path = folder / f"{nama}.xlsx"
    book.save(path)
    return SourceFile.at(path)


@pytest.mark.parametrize("nama", ALL)
def test_template_is_recognised_and_empty(nama: SheetKind, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(make(nama))
    assert recognise(SourceFile.at(path)) == nama
    sheet = strict_xlsx.read(SourceFile.at(path))
    assert [n for n, _ in sheet.row] == [1]  # samples stand in comments only


def test_filled_templates_are_read(tmp_path: Path) -> None:
    row = ("A0001", "Siti Karangan", "3374000000000001", "Jalan 1", "0800", "24/06/2025", "", "")
    (member,) = sheets.read_anggota(strict_xlsx.read(save("anggota", tmp_path, row)))
    assert (member.nik, member.telepon) == ("3374000000000001", "0800")
    deposit = ("05/07/2025", "A0001", "wajib", 10000, "", "Kas Kantor", "")
    assert sheets.read_setoran(strict_xlsx.read(save("setoran", tmp_path, deposit)))
    buy = ("05/07/2025", "Gerai Sembako", "Grosir", "Beras", 6500000, "Utang")
    assert sheets.read_beli(strict_xlsx.read(save("beli", tmp_path, buy)))
    cost = ("31/07/2025", "Beban kepegawaian", "Gaji", 1200000, "Akrual")
    assert sheets.read_beban(strict_xlsx.read(save("beban", tmp_path, cost)))
    with pytest.raises(ProblemError, match="BERKAS-KOSONG"):
        sheets.read_beban(strict_xlsx.read(save("beban", tmp_path)))


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
    nama: SheetKind, column: str, there: set[str], no: set[str]
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
    for nama in ALL:
        book = openpyxl.load_workbook(io.BytesIO(make(nama)))
        sheet = book.worksheets[0]
        assert sheet.freeze_panes == "A2"
        assert book.sheetnames[1:] == ["Petunjuk", "Daftar"]
        for column, head in zip(sheets.COLUMNS[nama], sheet[1], strict=True):
            assert head.comment is not None
            cell = sheet.cell(500, head.column or 0)
            assert (cell.number_format == "@") == (column.content == "nomor")


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    k = koperasi()
    kas = k.kas[0].model_copy(update={"nama": '=HYPERLINK("x")'})
    bad = k.model_copy(update={"kas": (kas,), "nama": "=1+1"})
    book = openpyxl.load_workbook(io.BytesIO(template("setoran", bad, chart_of(bad))))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds
    assert '=HYPERLINK("x")' in {cell.value for row in book["Daftar"] for cell in row}
