"""Reports for tools: exact figures, the form's keys, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.koperasi.shu import Division
from kkmp_ledger.koperasi.shu import MemberShare
from kkmp_ledger.render import as_csv
from kkmp_ledger.render import as_json
from kkmp_ledger.statements.sections import Report
from kkmp_ledger.statements.sections import Table
from kkmp_ledger.statements.sections import TableColumn
from tests.render import example_reports

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "emas"


def test_json_reads_as_agreed(golden: Callable[[Path, str], None]) -> None:
    golden(
        GOLDEN / "posisi-keuangan.json",
        as_json.render(Report.of(example_reports.posisi_keuangan(), example_reports.proofs())),
    )
    golden(GOLDEN / "simpanan.json", as_json.render(Report.of(example_reports.simpanan(2))))


def test_json_is_looked_up_by_the_national_forms_keys() -> None:
    data = json.loads(as_json.render(Report.of(example_reports.posisi_keuangan())))
    assert data["nilai"]["total_aset"] == {"ini": 122_391_150, "lalu": 51_572_500}
    assert data["nilai"]["dana_cadangan"] == {"ini": 0, "lalu": None}
    assert "judul_0" not in data["nilai"]


def test_json_of_the_book_has_every_part_and_no_broken_number() -> None:
    data = json.loads(as_json.render(example_reports.rat_book(3)), parse_float=_refuse)
    assert list(data["laporan"]) == ["posisi-keuangan", "hasil-usaha", "perubahan-ekuitas"]
    assert len(data["shu"]["catatan"]) == 1
    assert data["shu_anggota"]["baris"][0]["nomor"] == "A0001"
    assert data["shu_anggota"]["jumlah"]["total"] == example_reports.shu_anggota(3).jumlah()[-1]
    assert data["tahun"] == 2026
    assert data["identitas"]["Standar akuntansi"] == "SAK EP"
    assert data["penandatangan"][0] == {"jabatan": "Ketua", "nama": "Agus Santoso"}
    assert [b["hijau"] for b in data["bukti"]] == [True, False, False]


def test_json_of_the_division_names_every_member_and_the_report() -> None:
    shares = (MemberShare("A001", 50, 50), MemberShare("A002", 0, 0))
    found = Division(
        101,
        {"jasa_modal": 50, "jasa_usaha": 50},
        shares,
        menutup_rugi={2024: 1},
        notes=("menutup rugi tahun 2024 sebesar 1",),
    )
    assert json.loads(as_json.division(found, {"A001": "Wulan"}, example_reports.HEADER)) == {
        "entitas": "Koperasi Kelurahan Merah Putih Tirtamaya",
        "periode": "1 Januari - 31 Desember 2026",
        "keadaan": "",
        "sidik": "9f3ac41e07d25b86",
        "fiktif": True,
        "shu": 101,
        "menutup_rugi": {"2024": 1},
        "ditahan": 0,
        "alokasi": {"jasa_modal": 50, "jasa_usaha": 50},
        "anggota": [
            {"nomor": "A001", "nama": "Wulan", "jasa_modal": 50, "jasa_usaha": 50, "total": 100},
            {"nomor": "A002", "nama": "", "jasa_modal": 0, "jasa_usaha": 0, "total": 0},
        ],
        "sisa": 0,
        "catatan": ["menutup rugi tahun 2024 sebesar 1"],
    }


def _refuse(text: str) -> Any:
    raise AssertionError(text)


def test_csv_reads_as_agreed(golden: Callable[[Path, str], None]) -> None:
    report, proofs = (
        as_csv.render(Report.of(example_reports.posisi_keuangan())),
        as_csv.render(Report.of(example_reports.proofs())),
    )
    for text in (report, proofs):
        assert text.count("\r\n") == text.count("\n") == len(text.splitlines())
    golden(GOLDEN / "posisi-keuangan.csv", report.replace("\r\n", "\n"))
    golden(GOLDEN / "bukti.csv", proofs.replace("\r\n", "\n"))


def _one_cell(text: str) -> str:
    table = Table(
        "x",
        "X",
        example_reports.HEADER,
        (TableColumn("a", "A"), TableColumn("b", "B")),
        ((text, 1),),
    )
    rows = list(csv.reader(io.StringIO(as_csv.render(Report.of(table)), newline="")))
    assert rows[1][1] == "1"
    return rows[1][0]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_a_text_never_starts_like_a_formula(start: str) -> None:
    assert _one_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_a_text_comes_back_from_csv(text: str) -> None:
    assert _one_cell(text).removeprefix("'") == text.removeprefix("'")


def test_a_negative_amount_stays_a_number() -> None:
    report = replace(
        example_reports.posisi_keuangan(), columns=example_reports.posisi_keuangan().columns
    )
    rows = {row[0]: row for row in csv.reader(io.StringIO(as_csv.render(Report.of(report))))}
    assert rows["shu_sebelumnya"][3] == "-2498500"
