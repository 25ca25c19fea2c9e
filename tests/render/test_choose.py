"""The one door to the renderers: which report can be had in which format."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.render.choose import FORMAT
from kkmp_ledger.render.choose import Format
from kkmp_ledger.render.choose import Report
from kkmp_ledger.render.choose import render
from kkmp_ledger.render.choose import statement_set
from tests.render import example_reports

OPENING: dict[Format, bytes] = {
    "text": b"Koperasi Kelurahan", "json": b"{\n", "csv": b"", "html": b"<!doctype html>",
    "xlsx": b"PK\x03\x04", "pdf": b"%PDF-1.7",
}  # fmt: skip
REPORTS: list[Report] = [
    example_reports.hasil_usaha(),
    example_reports.shu(),
    example_reports.rat_book(3),
    example_reports.kuitansi(),
]


def test_the_formats_are_those_of_the_command_line() -> None:
    assert get_args(Format) == FORMAT


@pytest.mark.parametrize("format_", FORMAT)
@pytest.mark.parametrize("report", REPORTS, ids=lambda r: type(r).__name__)
def test_every_report_comes_in_its_formats_and_is_refused_in_others(
    report: Report, format_: Format
) -> None:
    if format_ in statement_set(report):
        data = render(report, format_, made=example_reports.MADE)
        assert data.startswith(OPENING[format_])
        assert data == render(report, format_, made=example_reports.MADE)
    else:
        with pytest.raises(ProblemError, match="ISIAN: laporan ini tidak ada dalam bentuk"):
            render(report, format_, made=example_reports.MADE)


@pytest.mark.parametrize("format_", ["text", "json", "csv"])
def test_proofs_alone(format_: Format) -> None:
    data = render(example_reports.bukti(), format_, made=example_reports.MADE).decode()
    assert "Bank BRI belum dihitung" in data


@pytest.mark.parametrize("format_", ["text", "json", "html"])
def test_proofs_with_a_statement(format_: Format) -> None:
    data = render(
        example_reports.shu(), format_, made=example_reports.MADE, bukti=example_reports.bukti()
    ).decode()
    assert "Bank BRI belum dihitung" in data
    assert "Dana cadangan" in data


def test_csv_has_one_table_and_so_no_place_for_proofs() -> None:
    with pytest.raises(ProblemError) as caught:
        render(
            example_reports.shu(), "csv", made=example_reports.MADE, bukti=example_reports.bukti()
        )
    assert "json" in caught.value.problems[0].hint


def test_json_says_none_asked_apart_from_none_there() -> None:
    asked = json.loads(render(example_reports.shu(), "json", made=example_reports.MADE, bukti=()))
    plain = json.loads(render(example_reports.shu(), "json", made=example_reports.MADE))
    assert asked["bukti"] == []
    assert "bukti" not in plain
