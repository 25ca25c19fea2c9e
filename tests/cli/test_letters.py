"""A letter that no printed page can show stops nothing: it is said by number and row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest

from tests.app.small_book import ANGGOTA_HEADER
from tests.cli.conftest import WHEN
from tests.cli.conftest import run
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from pathlib import Path

NAME = "Warga \U0001f600 Rekaan"
ADD = ("anggota", "tambah", "--tanggal", "2025-12-20", *WHEN)


def test_a_new_member_is_booked_and_the_letter_said_without_the_name(book: Path) -> None:
    told = run("-C", str(book), *ADD, "--nama", NAME)
    assert told.exit_code == 0, told.stderr
    assert "HURUF-TIADA (perhatian): nama A" in told.stderr
    assert "U+1F600" in told.stderr
    assert "Warga" not in told.stderr
    assert "\U0001f600" not in told.stderr
    seen = run("-C", str(book), "cek")
    assert seen.exit_code == 0, seen.stderr
    rows = (book / "pribadi.csv").read_text(encoding="utf-8").splitlines()
    line = next(n for n, row in enumerate(rows, 1) if NAME in row)
    assert f"pribadi.csv:{line}: HURUF-TIADA (perhatian): nama {rows[line - 1][:5]} " in seen.stderr
    assert "Warga" not in seen.stderr
    assert "Rekaan" not in seen.stderr


def test_a_name_that_prints_is_not_mentioned(book: Path) -> None:
    told = run("-C", str(book), *ADD, "--nama", "Rén\u00e9 Karangan")
    assert (told.exit_code, told.stderr) == (0, "")
    assert run("-C", str(book), "cek").stderr == ""


def test_a_sheet_names_number_and_row(book: Path, tmp_path: Path) -> None:
    rows = [("", name, "", "", "", "20/12/2025", "") for name in ("Warga Satu", NAME)]
    sheet = xlsx(tmp_path / "baru.xlsx", [ANGGOTA_HEADER, *rows]).path
    told = run("-C", str(book), "anggota", "impor", str(sheet), *WHEN)
    assert told.exit_code == 0, told.stderr
    assert "baru.xlsx:3: HURUF-TIADA (perhatian): nama A" in told.stderr
    assert "Rekaan" not in told.stderr


@pytest.mark.parametrize("form", ["pdf", "html", "xlsx"])
def test_every_form_of_a_report_is_made(book: Path, tmp_path: Path, form: str) -> None:
    toml = book / "koperasi.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('nama = "', 'nama = "\U0001f600 ', 1), encoding="utf-8")
    out = tmp_path / f"laporan.{form}"
    words = ("laporan", "posisi-keuangan", "--tahun", "2025", "--format", form, "-o", str(out))
    told = run("-C", str(book), *words)
    assert told.exit_code == 0, told.stderr
    if form == "html":
        assert "\U0001f600" in out.read_text(encoding="utf-8")
    if form == "pdf":
        document = pypdfium2.PdfDocument(out)
        assert "\u25a1 Koperasi" in document[0].get_textpage().get_text_bounded()
        document.close()
