"""Fitting a grid to a page: upright or on its side, letter size and widths."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kkmp_ledger.render.kisi import Deret
from kkmp_ledger.render.kisi import Kisi
from kkmp_ledger.render.kisi import Lajur
from kkmp_ledger.render.kisi import kisi
from kkmp_ledger.render.tata import tata
from tests.render import contoh

# Points between the margins of gaya.typ (19 mm each): A4 is 595 by 842.
TEGAK = 595 - 2 * 19 * 72 / 25.4
LANSKAP = 842 - 2 * 19 * 72 / 25.4


def _kisi(banyak: int, jumlah: str) -> Kisi:
    columns = (Lajur("Nomor"), Lajur("Nama"), *(Lajur("Akhir", angka=True) for _ in range(banyak)))
    row = Deret(("A0001", "Raden Roro Endang Sulistyaningrum", *(jumlah for _ in range(banyak))))
    return Kisi("x", "X", columns, (row,))


@pytest.mark.parametrize("jumlah", ["-", "1.250.000", "(12.345.678.901)"])
@pytest.mark.parametrize("banyak", range(1, 13))
def test_every_column_fits_between_the_margins(banyak: int, jumlah: str) -> None:
    layout = tata(_kisi(banyak, jumlah))
    fixed = sum(w for w in layout.lebar if w is not None)
    name = 60  # points that are left for the names, which wrap
    assert fixed + name <= (LANSKAP if layout.lanskap else TEGAK)
    assert layout.lebar.count(None) == 1


def test_a_page_is_turned_before_letters_get_small() -> None:
    assert tata(kisi(contoh.posisi_keuangan())).lanskap is False
    assert tata(kisi(contoh.perubahan_ekuitas())).lanskap is True
    assert tata(kisi(contoh.simpanan(3))).lanskap is True
    assert tata(_kisi(5, "(999.999.999.999)")).lanskap is True
    assert tata(_kisi(7, "1.000")).lanskap is True
    assert tata(_kisi(3, "1.000")).setengah == 19


def test_a_column_is_as_wide_as_its_widest_amount_needs() -> None:
    few = tata(_kisi(8, "1.000"))
    more = tata(_kisi(8, "1.000.000.000"))
    assert few.setengah >= more.setengah
    widths = [w for w in more.lebar if w is not None]
    figures = 10 * 0.58 * more.setengah / 2
    assert min(widths[1:]) > figures


def test_a_grid_of_amounts_alone_has_no_column_that_wraps() -> None:
    grid = _kisi(3, "1.000")
    only = replace(grid, lajur=grid.lajur[2:], deret=(Deret(("1.000",) * 3),))
    assert None not in tata(only).lebar
