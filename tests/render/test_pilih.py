"""The one door to the renderers: which report can be had in which format."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.render.pilih import FORMAT
from kkmp_ledger.render.pilih import Format
from kkmp_ledger.render.pilih import Report
from kkmp_ledger.render.pilih import bentuk
from kkmp_ledger.render.pilih import render
from tests.render import contoh

AWAL: dict[Format, bytes] = {
    "text": b"Koperasi Kelurahan", "json": b"{\n", "csv": b"", "html": b"<!doctype html>",
    "xlsx": b"PK\x03\x04", "pdf": b"%PDF-1.7",
}  # fmt: skip
REPORTS: list[Report] = [contoh.hasil_usaha(), contoh.shu(), contoh.buku_rat(3), contoh.kuitansi()]


def test_the_formats_are_those_of_the_command_line() -> None:
    assert get_args(Format) == FORMAT


@pytest.mark.parametrize("format_", FORMAT)
@pytest.mark.parametrize("report", REPORTS, ids=lambda r: type(r).__name__)
def test_every_report_comes_in_its_formats_and_is_refused_in_others(
    report: Report, format_: Format
) -> None:
    if format_ in bentuk(report):
        data = render(report, format_, dibuat=contoh.DIBUAT)
        assert data.startswith(AWAL[format_])
        assert data == render(report, format_, dibuat=contoh.DIBUAT)
    else:
        with pytest.raises(ProblemError, match="ISIAN: laporan ini tidak ada dalam bentuk"):
            render(report, format_, dibuat=contoh.DIBUAT)


@pytest.mark.parametrize("format_", ["text", "json", "csv"])
def test_proofs_alone(format_: Format) -> None:
    data = render(contoh.bukti(), format_, dibuat=contoh.DIBUAT).decode()
    assert "Bank BRI belum dihitung" in data


@pytest.mark.parametrize("format_", ["text", "json", "html"])
def test_proofs_with_a_statement(format_: Format) -> None:
    data = render(contoh.shu(), format_, dibuat=contoh.DIBUAT, bukti=contoh.bukti()).decode()
    assert "Bank BRI belum dihitung" in data
    assert "Dana cadangan" in data


def test_csv_has_one_table_and_so_no_place_for_proofs() -> None:
    with pytest.raises(ProblemError) as caught:
        render(contoh.shu(), "csv", dibuat=contoh.DIBUAT, bukti=contoh.bukti())
    assert "json" in caught.value.problems[0].hint


def test_json_says_none_asked_apart_from_none_there() -> None:
    asked = json.loads(render(contoh.shu(), "json", dibuat=contoh.DIBUAT, bukti=()))
    plain = json.loads(render(contoh.shu(), "json", dibuat=contoh.DIBUAT))
    assert asked["bukti"] == []
    assert "bukti" not in plain
