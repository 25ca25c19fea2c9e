"""Excel templates: they are recognised, offer the cooperative's names, and can be filled in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import lembar
from kkmp_ledger.importing.berkas import Berkas
from kkmp_ledger.importing.kenal import kenali
from kkmp_ledger.importing.readers import xlsx_ketat
from kkmp_ledger.render.templat import templat
from kkmp_ledger.spec.chart import bagan
from tests.importing.bahan import koperasi

if TYPE_CHECKING:
    from pathlib import Path

    from kkmp_ledger.importing.lembar import Jenis

SEMUA: tuple[Jenis, ...] = ("anggota", "setoran", "beli", "beban")


def buat(nama: Jenis) -> bytes:
    return templat(nama, koperasi(), bagan(koperasi()))


def simpan(nama: Jenis, folder: Path, row: tuple[str | int, ...] = ()) -> Berkas:
    """The template with a row typed in, saved as Excel would."""
    book = openpyxl.load_workbook(io.BytesIO(buat(nama)))
    for column, value in enumerate(row, 1):
        book.worksheets[0].cell(2, column, value)
    path = folder / f"{nama}.xlsx"
    book.save(path)
    return Berkas.di(path)


@pytest.mark.parametrize("nama", SEMUA)
def test_template_is_recognised_and_empty(nama: Jenis, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(buat(nama))
    assert kenali(Berkas.di(path)) == nama
    sheet = xlsx_ketat.baca(Berkas.di(path))
    assert [n for n, _ in sheet.baris] == [1]  # samples stand in comments only


def test_filled_templates_are_read(tmp_path: Path) -> None:
    row = ("A0001", "Siti Karangan", "3374000000000001", "Jalan 1", "0800", "24/06/2025", "", "")
    (member,) = lembar.baca_anggota(xlsx_ketat.baca(simpan("anggota", tmp_path, row)))
    assert (member.nik, member.telepon) == ("3374000000000001", "0800")
    deposit = ("05/07/2025", "A0001", "wajib", 10000, "", "Kas Kantor", "")
    assert lembar.baca_setoran(xlsx_ketat.baca(simpan("setoran", tmp_path, deposit)))
    buy = ("05/07/2025", "Gerai Sembako", "Grosir", "Beras", 6500000, "Utang")
    assert lembar.baca_beli(xlsx_ketat.baca(simpan("beli", tmp_path, buy)))
    cost = ("31/07/2025", "Beban kepegawaian", "Gaji", 1200000, "Akrual")
    assert lembar.baca_beban(xlsx_ketat.baca(simpan("beban", tmp_path, cost)))
    with pytest.raises(ProblemError, match="BERKAS-KOSONG"):
        lembar.baca_beban(xlsx_ketat.baca(simpan("beban", tmp_path)))


@pytest.mark.parametrize(
    ("nama", "kolom", "ada", "tidak"),
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
    nama: Jenis, kolom: str, ada: set[str], tidak: set[str]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(buat(nama)))
    sheet, lists = book.worksheets[0], book["Daftar"]
    letter = next(c.column_letter for c in sheet[1] if c.value == kolom)
    (rule,) = (
        r for r in sheet.data_validations.dataValidation if str(r.sqref).startswith(f"{letter}2:")
    )
    area = str(rule.formula1).partition("!")[2].replace("$", "")
    words = {cell.value for (cell,) in lists[area]}
    assert ada <= words
    assert not tidak & words
    assert None not in words


def test_numbers_that_are_names_are_text_and_the_header_stays(tmp_path: Path) -> None:
    for nama in SEMUA:
        book = openpyxl.load_workbook(io.BytesIO(buat(nama)))
        sheet = book.worksheets[0]
        assert sheet.freeze_panes == "A2"
        assert book.sheetnames[1:] == ["Petunjuk", "Daftar"]
        for column, head in zip(lembar.KOLOM[nama], sheet[1], strict=True):
            assert head.comment is not None
            cell = sheet.cell(500, head.column or 0)
            assert (cell.number_format == "@") == (column.isi == "nomor")


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    k = koperasi()
    kas = k.kas[0].model_copy(update={"nama": '=HYPERLINK("x")'})
    bad = k.model_copy(update={"kas": (kas,), "nama": "=1+1"})
    book = openpyxl.load_workbook(io.BytesIO(templat("setoran", bad, bagan(bad))))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds
    assert '=HYPERLINK("x")' in {cell.value for row in book["Daftar"] for cell in row}
