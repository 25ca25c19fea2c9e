"""LibreOffice works every formula out by itself and must find what we stored."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from openpyxl import load_workbook

from kkmp_ledger.render import as_xlsx
from tests.render import example_reports

if TYPE_CHECKING:
    from pathlib import Path

Cell = dict[tuple[str, str], object]
_VALUE = re.compile(r"(<f>[^<]*</f>)<v>[^<]*</v>")


def _recount(data: bytes, folder: Path) -> bytes:
    """The workbook without any stored result, recalculated and saved by LibreOffice."""
    blank = folder / "kosong.xlsx"
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(blank, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            text = source.read(info).decode()
            target.writestr(info.filename, _VALUE.sub(r"\1", text))
    program = shutil.which("soffice")
    assert program, "libreoffice-calc is not installed: run tests/layar/prepare.py"
    profile = (folder / "profil").as_uri()
    done = subprocess.run(
        [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx",
         "--outdir", str(folder / "hasil"), str(blank)],
        capture_output=True, check=False, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return (folder / "hasil" / "kosong.xlsx").read_bytes()


def _cell(data: bytes, *, values: bool) -> Cell:
    book = load_workbook(io.BytesIO(data), data_only=values)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.fixture(scope="module")
def book() -> bytes:
    return as_xlsx.render(example_reports.rat_book(), example_reports.MADE)


def test_libreoffice_finds_every_total_that_we_stored(book: bytes, tmp_path: Path) -> None:
    typed, stored = _cell(book, values=False), _cell(book, values=True)
    formulas = [key for key, v in typed.items() if isinstance(v, str) and v.startswith("=")]
    worked_out = _cell(_recount(book, tmp_path), values=True)
    assert len(formulas) > 40
    assert {key: worked_out.get(key) for key in formulas} == {key: stored[key] for key in formulas}
    assert {sheet for sheet, _ in formulas} == {
        "Posisi Keuangan", "Hasil Usaha", "Perubahan Ekuitas", "SHU", "SHU Anggota", "Simpanan",
        "Pembuktian",
    }  # fmt: skip


def test_libreoffice_prints_it_with_heads_and_feet(book: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(book)
    profile = (tmp_path / "profil").as_uri()
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "b.xlsx")],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    document = pypdfium2.PdfDocument((tmp_path / "b.pdf").read_bytes())
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert len(pages) < 16
    for number, text in enumerate(pages, 1):
        assert example_reports.HEADER.entity in text
        assert example_reports.HEADER.period in text
        assert example_reports.HEADER.digest in text
        assert f"Halaman {number} dari {len(pages)}" in text
        assert "###" not in text
