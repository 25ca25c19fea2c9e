"""Reports as plain text: columns that line up, and the golden files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.render import as_text
from kkmp_ledger.render import kuitansi
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Report
from kkmp_ledger.statements.sections import Table
from kkmp_ledger.statements.sections import TableColumn
from tests.render import example_reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkmp_ledger.statements.sections import Statement

GOLDEN = Path(__file__).parent / "emas"
REPORTS: dict[str, Statement | Table] = {
    "posisi-keuangan": example_reports.posisi_keuangan(),
    "hasil-usaha": example_reports.hasil_usaha(),
    "perubahan-ekuitas": example_reports.perubahan_ekuitas(),
    "shu": example_reports.shu(),
    "shu-anggota": example_reports.shu_anggota(6),
    "simpanan": example_reports.simpanan(6),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_agreed(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / f"{name}.txt", as_text.render(Report.of(REPORTS[name])))


def test_the_proofs_read_as_agreed(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "bukti.txt", as_text.render(Report.of(example_reports.proofs())))


def test_receipts_read_as_agreed(golden: Callable[[Path, str], None]) -> None:
    both = [
        kuitansi.text(example_reports.kuitansi("terima")),
        kuitansi.text(example_reports.kuitansi("bayar")),
    ]
    golden(GOLDEN / "kuitansi.txt", "\n".join(both))


def test_no_line_is_wider_than_a_terminal() -> None:
    book = example_reports.rat_book(6)
    long = replace(example_reports.bukti()[0], title="Neraca saldo sama dengan laporan " * 4)
    head = replace(example_reports.HEADER, period="1 Januari - 31 Desember 2026 " * 4)
    more = (Proofs(head, (long,)), replace(example_reports.shu(), header=head))
    lines = as_text.render(replace(book, sections=(*book.sections, *more))).splitlines()
    assert max(map(len, lines)) <= as_text.WIDTH == 80


def test_a_name_stays_on_one_line_where_amounts_can_stand_closer() -> None:
    """Three columns of amounts at their full width would leave a name 18 characters."""
    table = example_reports.shu_anggota(6)
    lines = as_text.render(Report.of(table)).splitlines()
    assert all(any(f"{row[0]}   {row[1]} " in line for line in lines) for row in table.rows)


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_every_amount_is_there_at_any_width(width: int) -> None:
    words = as_text.render(Report.of(example_reports.simpanan(6)), width).split()
    for row in example_reports.simpanan(6).rows:
        assert str(row[0]) in words
    sums = [f"{v:,}".replace(",", ".") for v in example_reports.simpanan(6).jumlah() if v]
    assert set(sums) <= set(words)


def test_a_long_label_wraps_beside_its_amounts() -> None:
    report = example_reports.posisi_keuangan()
    long = "Piutang usaha kepada anggota yang belum jatuh tempo menurut perjanjian, gerai sembako"
    rows = tuple(
        replace(b, label=long) if b.key == "piutang_usaha_sembako" else b for b in report.rows
    )
    lines = as_text.render(Report.of(replace(report, rows=rows))).splitlines()
    assert max(map(len, lines)) <= as_text.WIDTH
    first = next(i for i, line in enumerate(lines) if line.startswith("  Piutang usaha kepada"))
    below = lines[first + 1 : first + 3]
    assert "3.145.000" not in "".join((lines[first], below[0]))
    assert all(line.startswith("    ") for line in below)
    assert below[1].split()[-2:] == ["3.145.000", "-"]


def test_proofs_stand_below_only_when_asked_for() -> None:
    report = example_reports.posisi_keuangan()
    assert "PEMBUKTIAN" not in as_text.render(Report.of(report))
    assert "PEMBUKTIAN: 1 dari 3 cocok" in as_text.render(
        Report.of(report, example_reports.proofs())
    )


def test_an_empty_list_says_so() -> None:
    empty = replace(example_reports.shu_anggota(1), rows=())
    assert "Jumlah" in as_text.render(Report.of(empty))
    plain = Table("x", "X", example_reports.HEADER, (TableColumn("a", "A"),), ())
    assert "(tidak ada baris)" in as_text.render(Report.of(plain))


def test_a_name_cannot_drive_the_terminal() -> None:
    trick = replace(example_reports.HEADER, entity="Koperasi \x1b[2J\nLaporan palsu")
    first = as_text.render(
        Report.of(replace(example_reports.posisi_keuangan(), header=trick))
    ).splitlines()[0]
    assert first == "Koperasi  [2J Laporan palsu"
