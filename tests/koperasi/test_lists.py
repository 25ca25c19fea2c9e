"""The cooperative's own lists: what is accepted, what is refused and where, and no formulas."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.words import one_line
from kkmp_ledger.koperasi.lists import read_date
from kkmp_ledger.koperasi.lists import read_list
from kkmp_ledger.koperasi.lists import write_list

COLUMNS = ("nomor", "nama")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nomor,nama\nA,B\n", ("A", "B")),
        ("\ufeffnama,nomor\r\nB,A\r\n", ("A", "B")),
        ('\nnomor,nama\n\n A , "B"\n', ("A", '"B"')),
        ('nomor,nama\nA,"B\nC"\n', ("A", "B C")),
        ("nomor,nama\nA,'=1+1\n", ("A", "=1+1")),
        ("nomor,nama\nA,'s\n", ("A", "'s")),
    ],
)
def test_what_is_read(text: str, expected: tuple[str, str]) -> None:
    rows, problems = read_list(text, "x.csv", COLUMNS)
    assert problems == []
    assert [(r["nomor"], r["nama"]) for r in rows] == [expected]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "BERKAS-KOSONG", 1),
        ("\ufeff\n \n", "BERKAS-KOSONG", 1),
        ("nomor;nama\n", "BERKAS-RUSAK", 1),
        ("nomor\n", "KOLOM-KURANG", 1),
        ("nomor,nama,nama\n", "KOLOM-GANDA", 1),
        ("nomor,nama,umur\n", "BERKAS-RUSAK", 1),
        ("nomor,nama\nA,B\nA\n", "BARIS-TERPOTONG", 3),
        ("nomor,nama\nA,B,C\n", "BARIS-TERPOTONG", 2),
        ('nomor,nama\nA,"B\n', "BERKAS-RUSAK", 2),
    ],
)
def test_what_is_refused(text: str, code: str, line: int) -> None:
    _, problems = read_list(text, "x.csv", COLUMNS)
    assert [(p.code, p.place.line if p.place else 0) for p in problems] == [(code, line)]


def test_a_row_after_a_long_cell_keeps_its_line() -> None:
    _, problems = read_list('nomor,nama\nA,"B\nC"\nA\n', "x.csv", COLUMNS)
    assert [p.place.line for p in problems if p.place] == [4]


CELL = st.text(alphabet=st.sampled_from("=+-@'\"a ,\n\r;1")) | st.text()


@given(st.lists(st.tuples(CELL, CELL)))
def test_written_lists_read_back_and_hold_no_formula(cells: list[tuple[str, str]]) -> None:
    text = write_list(COLUMNS, cells)
    rows, problems = read_list(text, "x.csv", COLUMNS)
    tidy = [(one_line(a), one_line(b)) for a, b in cells]
    assert problems == []
    assert [(r["nomor"], r["nama"]) for r in rows] == [row for row in tidy if any(row)]
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell[:1] in tuple("=+-@") for cell in row)


@pytest.mark.parametrize("text", ["20260331", "2026-3-31", "2026-02-30", "", "2026-W01-1"])
def test_other_dates_are_not_guessed(text: str) -> None:
    assert read_date(text) is None
