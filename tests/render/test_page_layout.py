"""Fitting a grid to a page: upright or on its side, letter size and widths."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kkmp_ledger.render.grid import Grid
from kkmp_ledger.render.grid import GridColumn
from kkmp_ledger.render.grid import GridRow
from kkmp_ledger.render.grid import grid_of
from kkmp_ledger.render.page_layout import layout
from tests.render import example_reports

# Points between the margins of gaya.typ (19 mm each): A4 is 595 by 842.
UPRIGHT = 595 - 2 * 19 * 72 / 25.4
LANDSCAPE = 842 - 2 * 19 * 72 / 25.4


def _grid(many: int, jumlah: str) -> Grid:
    columns = (
        GridColumn("Nomor"),
        GridColumn("Nama"),
        *(GridColumn("Akhir", number=True) for _ in range(many)),
    )
    row = GridRow(("A0001", "Raden Roro Endang Sulistyaningrum", *(jumlah for _ in range(many))))
    return Grid("x", "X", columns, (row,))


@pytest.mark.parametrize("jumlah", ["-", "1.250.000", "(12.345.678.901)"])
@pytest.mark.parametrize("many", range(1, 13))
def test_every_column_fits_between_the_margins(many: int, jumlah: str) -> None:
    arranged = layout(_grid(many, jumlah))
    fixed = sum(w for w in arranged.width if w is not None)
    name = 60  # points that are left for the names, which wrap
    assert fixed + name <= (LANDSCAPE if arranged.landscape else UPRIGHT)
    assert arranged.width.count(None) == 1


def test_a_page_is_turned_before_letters_get_small() -> None:
    assert layout(grid_of(example_reports.posisi_keuangan())).landscape is False
    assert layout(grid_of(example_reports.perubahan_ekuitas())).landscape is True
    assert layout(grid_of(example_reports.simpanan(3))).landscape is True
    assert layout(_grid(5, "(999.999.999.999)")).landscape is True
    assert layout(_grid(7, "1.000")).landscape is True
    assert layout(_grid(3, "1.000")).half == 19


def test_a_column_is_as_wide_as_its_widest_amount_needs() -> None:
    few = layout(_grid(8, "1.000"))
    more = layout(_grid(8, "1.000.000.000"))
    assert few.half >= more.half
    widths = [w for w in more.width if w is not None]
    figures = 10 * 0.58 * more.half / 2
    assert min(widths[1:]) > figures


def test_a_grid_of_amounts_alone_has_no_column_that_wraps() -> None:
    grid = _grid(3, "1.000")
    only = replace(grid, columns=grid.columns[2:], rows=(GridRow(("1.000",) * 3),))
    assert None not in layout(only).width


def test_a_year_without_books_is_as_wide_as_the_figures_beside_it() -> None:
    amounts = ("1.000.000.000", "1.000.000.000", "1.000.000.000", "")
    columns = (GridColumn("Uraian"), *(GridColumn("2025", number=True) for _ in amounts))
    label = "Pendapatan dari penjualan kepada anggota " * 3  # leaves no room to spare
    widths = layout(Grid("x", "X", columns, (GridRow((label, *amounts)),))).width
    assert widths[4] == widths[3]
