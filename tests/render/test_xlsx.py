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

from kkmp_ledger.render import as_xlsx
from kkmp_ledger.render.lembar import RUPIAH
from kkmp_ledger.statements.model import Kepala
from kkmp_ledger.statements.model import KolomTabel
from kkmp_ledger.statements.model import Tabel
from tests.render import contoh

if TYPE_CHECKING:
    from collections.abc import Callable

EMAS = Path(__file__).parent / "emas"


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


def test_the_book_reads_as_agreed(emas: Callable[[Path, str], None]) -> None:
    emas(EMAS / "buku.xlsx.txt", _dump(as_xlsx.buku(contoh.buku_rat(4), contoh.DIBUAT)))


def test_a_statement_has_its_proofs_only_when_asked_for() -> None:
    plain = as_xlsx.laporan(contoh.hasil_usaha(), contoh.DIBUAT)
    proven = as_xlsx.laporan(contoh.hasil_usaha(), contoh.DIBUAT, contoh.bukti())
    assert load_workbook(io.BytesIO(plain)).sheetnames == ["Hasil Usaha"]
    assert load_workbook(io.BytesIO(proven)).sheetnames == ["Hasil Usaha", "Bukti"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.invalid"])
def test_a_text_is_never_a_formula_or_a_link(text: str) -> None:
    head = Kepala(text, text, text)
    columns = (KolomTabel("a", text), KolomTabel("b", "B", "angka"))
    data = as_xlsx.laporan(Tabel("x", text, head, columns, ((text, -5),), (text,)), contoh.DIBUAT)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [c for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in cells} == {"s", "n"}
    assert not any(c.hyperlink for c in cells)
    assert [c.value for c in cells if c.data_type == "s"].count(text) == 6


def test_the_same_book_gives_the_same_bytes_and_another_date_others() -> None:
    book = contoh.buku_rat(5)
    first = as_xlsx.buku(book, contoh.DIBUAT)
    assert first == as_xlsx.buku(book, contoh.DIBUAT)
    assert first != as_xlsx.buku(book, date(2025, 1, 1))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-12-31T00:00:00Z" in archive.read("docProps/core.xml")


def test_every_sheet_prints_on_a4_and_names_itself() -> None:
    book = load_workbook(io.BytesIO(as_xlsx.buku(contoh.buku_rat(5), contoh.DIBUAT)))
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.oddHeader
        assert sheet.oddFooter
        assert contoh.KEPALA.entitas in str(sheet.oddHeader.left.text)
        assert contoh.KEPALA.periode in str(sheet.oddFooter.left.text)
        assert contoh.KEPALA.sidik in str(sheet.oddFooter.center.text)
    assert book["Perubahan Ekuitas"].page_setup.orientation == "landscape"
    assert book["Posisi Keuangan"].page_setup.orientation == "portrait"


def test_a_long_name_with_codes_in_it_fits_the_pages_head() -> None:
    head = replace(contoh.KEPALA, entitas="&A&B " * 60, periode="24 &D " * 60, sidik="&" * 16)
    data = as_xlsx.laporan(replace(contoh.shu(), kepala=head), contoh.DIBUAT)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    for tag in ("oddHeader", "oddFooter"):
        found = re.search(rf"<{tag}>(.*)</{tag}>", xml)
        assert found
        code = found[1].replace("&amp;", "&")
        assert len(code) <= 255
        assert not re.search(r"&[ABD]", code.replace("&&", ""))


def test_amounts_are_numbers_in_our_format_and_days_are_days() -> None:
    columns = (KolomTabel("d", "Tanggal", "tanggal"), KolomTabel("n", "N", "angka", dijumlah=True))
    rows = (("2026-03-14", -5), ("kosong", None))
    data = as_xlsx.laporan(Tabel("x", "X", contoh.KEPALA, columns, rows), contoh.DIBUAT)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet["A8"].value is not None
    assert sheet["A8"].is_date
    assert sheet["B8"].value == -5
    assert sheet["B8"].number_format == RUPIAH == "#,##0_);(#,##0);-_)"
    assert sheet["A9"].value == "kosong"
    assert sheet["B9"].value is None
    assert sheet["B10"].value == "=SUM(B8:B9)"


def test_a_list_without_rows_has_no_formula_over_nothing() -> None:
    data = as_xlsx.laporan(replace(contoh.shu_anggota(1), baris=()), contoh.DIBUAT)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert [c.value for c in sheet[8]] == ["Jumlah", None, 0, 0, 0]


def test_a_total_that_its_terms_do_not_give_is_our_fault() -> None:
    report = contoh.posisi_keuangan()
    wrong = tuple(replace(b, nilai=(1, 1)) if b.kunci == "total_aset" else b for b in report.baris)
    with pytest.raises(AssertionError, match="total_aset"):
        as_xlsx.laporan(replace(report, baris=wrong), contoh.DIBUAT)
