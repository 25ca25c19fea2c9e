"""What holds no data is left out and said; whatever could be data is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.importing import sheet_events
from kkmp_ledger.importing.intake import take_in
from kkmp_ledger.importing.readers.left_out import is_total
from tests.importing.till import ITEM_HEADER
from tests.importing.till import RECEIPT_HEADER
from tests.importing.till import Pair
from tests.importing.till import koperasi
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.importing.intake import Intake
    from kkmp_ledger.importing.readers.strict_xlsx import Cell
    from kkmp_ledger.importing.source_file import SourceFile

DAY = date(2025, 7, 5)
SETORAN = ("Tanggal", "Nomor anggota", "Simpanan", "Setor", "Tarik", "Kas", "Keterangan")
GOOD = (DAY, "A0001", "wajib", 10000, None, "Kas Kantor", None)


def take(*files: SourceFile) -> Intake:
    accepted = "2025-08-01T17:00:00"
    return take_in(files, [], koperasi(), accepted=accepted, terbuka_sejak=date(2025, 6, 24))


def said(taken: Intake) -> list[tuple[str, int]]:
    (doc,) = taken.new
    assert all(p.severity is Severity.WARNING for p in doc.left_out)
    return [(p.code, p.place.line) for p in doc.left_out if p.place]


def test_a_sheet_with_a_header_again_and_totals(tmp_path: Path) -> None:
    rows: list[Sequence[str | int | date | None]] = [
        SETORAN, GOOD, ("Jumlah", None, None, 10000), tuple(map(str.upper, SETORAN)),
        (DAY, "A0003", "wajib", 10000, None, "Kas Kantor"), (None, None, "TOTAL :", "Rp 20.000"),
    ]  # fmt: skip
    taken = take(xlsx(tmp_path / "s.xlsx", rows))
    assert said(taken) == [("SEL-SALAH", 3), ("KOLOM-GANDA", 4), ("SEL-SALAH", 6)]
    assert [row.row for row in taken.new[0].content] == [2, 5]


def test_other_sheets_with_content_are_named(tmp_path: Path) -> None:
    """The first sheet that is shown is read; ours beside it and empty ones are not worth a word."""
    file = xlsx(tmp_path / "s.xlsx", [SETORAN, GOOD])
    book = openpyxl.load_workbook(file.path)
    for name, text in (("Agustus & lain", "isi"), ("Kosong", None), ("Petunjuk", "baca ini")):
        book.create_sheet(name)["A1"] = text
    hidden = book.create_sheet("Arsip", 0)
    hidden["A1"] = "Tanggal"
    hidden.sheet_state = "hidden"
    book.active = 1
    book.save(file.path)
    taken = take(file)
    assert said(taken) == [("LEMBAR-LAIN", 0)]
    (problem,) = taken.new[0].left_out
    assert problem.fact.endswith('tidak dibaca: "Arsip", "Agustus & lain"')
    assert [row.row for row in taken.new[0].content] == [2]


def test_only_totals_is_an_empty_sheet(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        take(xlsx(tmp_path / "s.xlsx", [SETORAN, ("Jumlah", None, None, 10000)]))
    assert [p.code for p in caught.value.problems] == ["BERKAS-KOSONG"]


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (("Jumlah", "", Decimal(5)), True),
        (("", "Grand  Total:", "1.250.000,00", "-5", "(5)"), True),
        (("Total",), True),
        (("Jumlah", DAY, Decimal(5)), False),
        (("Jumlah", "Kas Kantor", Decimal(5)), False),
        (("Total Loyverse", Decimal(5)), False),
        ((Decimal(5), "10.000"), False),
        (("", ""), False),
    ],
)
def test_a_total_says_nothing_but_amounts(cells: tuple[Cell, ...], answer: bool) -> None:
    assert is_total(cells) is answer


def test_a_row_that_only_looks_like_a_total_is_refused(tmp_path: Path) -> None:
    odd = ("Jumlah", "A0003", "wajib", 10000, None, "Kas Kantor")
    with pytest.raises(ProblemError) as caught:
        take(xlsx(tmp_path / "s.xlsx", [SETORAN, GOOD, odd]))
    assert [(p.code, p.place and p.place.line) for p in caught.value.problems] == [("SEL-SALAH", 3)]


def spoil(file: SourceFile, *lines: str) -> None:
    text = file.path.read_text(encoding="utf-8")
    file.path.write_text(text + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_a_till_export_with_rows_that_hold_no_receipt(tmp_path: Path) -> None:
    head, items = Pair.dari(tmp_path).write()
    plain = take(head, items)
    rows = len(head.path.read_text(encoding="utf-8").splitlines())
    commas = "," * (len(RECEIPT_HEADER) - 1)
    spoil(head, commas, ",,,", ",".join(RECEIPT_HEADER), f"Total{commas[:-1]},", "TOTAL,,,12000")
    spoil(items, "," * (len(ITEM_HEADER) - 1))
    taken = take(head, items)
    assert said(taken) == [
        ("KOLOM-GANDA", rows + 3), ("SEL-SALAH", rows + 4), ("SEL-SALAH", rows + 5),
    ]  # fmt: skip
    assert taken.new[0].content.receipt == plain.new[0].content.receipt


def test_a_receipt_without_a_date_is_still_refused(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path).content("struk", 2, "Date", "")
    with pytest.raises(ProblemError) as caught:
        take(*pair.write())
    assert "SEL-SALAH" in [p.code for p in caught.value.problems]


def test_dates_as_people_write_them(tmp_path: Path) -> None:
    texts = ("02-05-2026", "2 Mei 2026", "2026-05-02", "02/05/2026")
    file = xlsx(tmp_path / "s.xlsx", [SETORAN, *((text, *GOOD[1:]) for text in texts)])
    assert {row.day for row in sheet_events.read(file, ("setoran",)).rows} == {date(2026, 5, 2)}
