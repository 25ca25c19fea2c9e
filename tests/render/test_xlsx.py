"""Workbooks: live formulas with their values, no text that runs, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from kkmp_ledger.base.sure import OurMistakeError
from kkmp_ledger.render import as_xlsx
from kkmp_ledger.render.worksheet import ROW
from kkmp_ledger.render.worksheet import RUPIAH
from kkmp_ledger.statements.sections import Comparison
from kkmp_ledger.statements.sections import Header
from kkmp_ledger.statements.sections import Report
from kkmp_ledger.statements.sections import Row
from kkmp_ledger.statements.sections import Table
from kkmp_ledger.statements.sections import TableColumn
from tests.render import example_reports

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "emas"


def _dump(data: bytes) -> str:
    """Every filled cell: place, what is typed in it, and the value stored for a formula."""
    typed = load_workbook(io.BytesIO(data))
    stored = load_workbook(io.BytesIO(data), data_only=True)
    lines = []
    for sheet in typed.worksheets:
        lines.append(f"[{sheet.title}] beku {sheet.freeze_panes}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    value = stored[sheet.title][cell.coordinate].value
                    shown = f"  -> {value!r}" if cell.data_type == "f" else ""
                    lines.append(f"{cell.coordinate}: {cell.value!r}{shown}")
    return "\n".join(lines) + "\n"


def test_the_book_reads_as_agreed(golden: Callable[[Path, str], None]) -> None:
    golden(
        GOLDEN / "buku.xlsx.txt",
        _dump(as_xlsx.render(example_reports.rat_book(4), example_reports.MADE)),
    )


def test_a_statement_has_its_proofs_only_when_asked_for() -> None:
    plain = as_xlsx.render(Report.of(example_reports.hasil_usaha()), example_reports.MADE)
    proven = as_xlsx.render(
        Report.of(example_reports.hasil_usaha(), example_reports.proofs()), example_reports.MADE
    )
    assert load_workbook(io.BytesIO(plain)).sheetnames == ["Hasil Usaha"]
    assert load_workbook(io.BytesIO(proven)).sheetnames == ["Hasil Usaha", "Pembuktian"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.invalid"])
def test_a_text_is_never_a_formula_or_a_link(text: str) -> None:
    head = Header(text, text, text)
    columns = (TableColumn("a", text), TableColumn("b", "B", "angka"))
    data = as_xlsx.render(
        Report.of(Table("x", text, head, columns, ((text, -5),), (text,))), example_reports.MADE
    )
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [c for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in cells} == {"s", "n"}
    assert not any(c.hyperlink for c in cells)
    assert [c.value for c in cells if c.data_type == "s"].count(text) == 6


def test_the_same_book_gives_the_same_bytes_and_another_date_others() -> None:
    book = example_reports.rat_book(5)
    first = as_xlsx.render(book, example_reports.MADE)
    assert first == as_xlsx.render(book, example_reports.MADE)
    assert first != as_xlsx.render(book, date(2025, 1, 1))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-12-31T00:00:00Z" in archive.read("docProps/core.xml")


def test_every_sheet_prints_on_a4_and_names_itself() -> None:
    book = load_workbook(
        io.BytesIO(as_xlsx.render(example_reports.rat_book(5), example_reports.MADE))
    )
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.oddHeader
        assert sheet.oddFooter
        assert example_reports.HEADER.entity in str(sheet.oddHeader.left.text)
        assert example_reports.HEADER.period in str(sheet.oddFooter.left.text)
        assert example_reports.HEADER.digest in str(sheet.oddFooter.center.text)
    assert book["Perubahan Ekuitas"].page_setup.orientation == "landscape"
    assert book["Posisi Keuangan"].page_setup.orientation == "portrait"


def test_a_long_name_with_codes_in_it_fits_the_pages_head() -> None:
    head = replace(
        example_reports.HEADER, entity="&A&B " * 60, period="24 &D " * 60, digest="&" * 16
    )
    data = as_xlsx.render(
        Report.of(replace(example_reports.shu(), header=head)), example_reports.MADE
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    for tag in ("oddHeader", "oddFooter"):
        found = re.search(rf"<{tag}>(.*)</{tag}>", xml)
        assert found
        code = found[1].replace("&amp;", "&")
        assert len(code) <= 255
        assert not re.search(r"&[ABD]", code.replace("&&", ""))


def test_amounts_are_numbers_in_our_format_and_days_are_days() -> None:
    columns = (TableColumn("d", "Tanggal", "tanggal"), TableColumn("n", "N", "angka", summed=True))
    rows = (("2026-03-14", -5), ("kosong", None))
    data = as_xlsx.render(
        Report.of(Table("x", "X", example_reports.HEADER, columns, rows)), example_reports.MADE
    )
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet["A8"].value is not None
    assert sheet["A8"].is_date
    assert sheet["B8"].value == -5
    assert sheet["B8"].number_format == RUPIAH == "#,##0_);(#,##0);-_)"
    assert sheet["A9"].value == "kosong"
    assert sheet["B9"].value is None
    assert sheet["B10"].value == "=SUM(B8:B9)"


def test_a_list_without_rows_has_no_formula_over_nothing() -> None:
    data = as_xlsx.render(
        Report.of(replace(example_reports.shu_anggota(1), rows=())), example_reports.MADE
    )
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert [c.value for c in sheet[8]] == ["Jumlah", None, 0, 0, 0]


def test_a_total_that_its_terms_do_not_give_is_our_fault() -> None:
    report = example_reports.posisi_keuangan()
    wrong = tuple(replace(b, values=(1, 1)) if b.key == "total_aset" else b for b in report.rows)
    with pytest.raises(OurMistakeError, match="total_aset"):
        as_xlsx.render(Report.of(replace(report, rows=wrong)), example_reports.MADE)


def test_an_inner_heading_is_indented_as_its_lines_are() -> None:
    report = example_reports.posisi_keuangan()
    rows = (*report.rows, Row("bagian", "Bagian", "judul", 2))
    data = as_xlsx.render(Report.of(replace(report, rows=rows)), example_reports.MADE)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    cell = next(c for c in sheet["A"] if c.value == "Bagian")
    assert (cell.alignment.horizontal, cell.alignment.indent) == ("left", 2)


def test_what_a_proof_compares_has_room_for_all_its_lines() -> None:
    section = example_reports.proofs()
    long = Comparison("baris laporan yang tidak sama dengan jumlah semua akunnya", 0, 0)
    proofs = tuple(replace(one, comparisons=(long,)) for one in section.proofs)
    data = as_xlsx.render(Report.of(replace(section, proofs=proofs)), example_reports.MADE)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    row = next(c.row for c in sheet["A"] if c.value == long.uraian)
    assert sheet.row_dimensions[row].height == 2 * ROW
