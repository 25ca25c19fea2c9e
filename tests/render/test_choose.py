"""The one door to the renderers: every report in every format, every kind of section in each."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import get_args

import pytest

from kkmp_ledger.render import as_csv
from kkmp_ledger.render import as_html
from kkmp_ledger.render import as_json
from kkmp_ledger.render import as_pdf
from kkmp_ledger.render import as_text
from kkmp_ledger.render import as_xlsx
from kkmp_ledger.render.choose import FORMAT
from kkmp_ledger.render.choose import Format
from kkmp_ledger.render.choose import render
from kkmp_ledger.statements.sections import Report
from kkmp_ledger.statements.sections import Section
from tests.render import example_reports

if TYPE_CHECKING:
    from collections.abc import Collection

OPENING: dict[Format, bytes] = {
    "text": b"Koperasi Kelurahan", "json": b"{\n", "csv": b"", "html": b"<!doctype html>",
    "xlsx": b"PK\x03\x04", "pdf": b"%PDF-1.7",
}  # fmt: skip
REPORTS = {
    "statement": Report.of(example_reports.hasil_usaha()),
    "list": Report.of(example_reports.shu()),
    "two lists": Report.of(example_reports.shu(), example_reports.shu_anggota(3)),
    "with proofs": Report.of(example_reports.shu(), example_reports.proofs()),
    "book": example_reports.rat_book(3),
}
KINDS: dict[Format, Collection[type[Section]]] = {
    "text": as_text.KINDS, "json": as_json.KINDS, "csv": as_csv.KINDS, "html": as_html.KINDS,
    "xlsx": as_xlsx.KINDS, "pdf": as_pdf.KINDS,
}  # fmt: skip


def test_the_formats_are_those_of_the_command_line() -> None:
    assert get_args(Format) == FORMAT


@pytest.mark.parametrize("format_", FORMAT)
def test_every_format_has_a_function_for_every_kind_of_section(format_: Format) -> None:
    assert set(KINDS[format_]) == set(get_args(Section))


def test_the_example_s_book_has_every_kind() -> None:
    """So that each function of each renderer is run below, and its template with it."""
    assert {type(s) for s in REPORTS["book"].sections} == set(get_args(Section))


@pytest.mark.parametrize("format_", FORMAT)
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_comes_in_every_format(name: str, format_: Format) -> None:
    data = render(REPORTS[name], format_, made=example_reports.MADE)
    assert data.startswith(OPENING[format_])
    assert data == render(REPORTS[name], format_, made=example_reports.MADE)


@pytest.mark.parametrize("format_", FORMAT)
@pytest.mark.parametrize("id_", [s.id for s in REPORTS["book"].sections])
def test_a_section_can_stand_alone(id_: str, format_: Format) -> None:
    """Each renderer draws a section by itself, whatever else is in the report."""
    book = REPORTS["book"]
    alone = replace(book, sections=tuple(s for s in book.sections if s.id == id_))
    assert render(alone, format_, made=example_reports.MADE) or format_ == "text"


@pytest.mark.parametrize("format_", ["text", "json", "csv"])
def test_proofs_alone(format_: Format) -> None:
    report = Report.of(example_reports.proofs())
    data = render(report, format_, made=example_reports.MADE).decode()
    assert "Bank BRI belum dihitung" in data


@pytest.mark.parametrize("format_", ["text", "json", "csv", "html"])
def test_proofs_with_a_statement(format_: Format) -> None:
    data = render(REPORTS["with proofs"], format_, made=example_reports.MADE).decode()
    assert "Bank BRI belum dihitung" in data
    assert "Dana cadangan" in data


def test_json_says_none_asked_apart_from_none_there() -> None:
    none = Report.of(example_reports.shu(), replace(example_reports.proofs(), proofs=()))
    asked = json.loads(render(none, "json", made=example_reports.MADE))
    plain = json.loads(render(REPORTS["list"], "json", made=example_reports.MADE))
    assert asked["bukti"] == []
    assert "bukti" not in plain
