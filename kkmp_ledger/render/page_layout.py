"""How a grid of texts fits a printed page: upright or on its side, letter size, column widths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kkmp_ledger.render.grid import Grid

# Widths in thousandths of the letter size, as in our font: figures are all alike, texts average.
_NUMBER = {".": 280, "(": 320, ")": 320, "-": 400}
_DIGIT = 585
_GLYPHS = 530
_BOLD_GLYPHS = 575
_INDENT = 1100  # of one level, as in gaya.typ
_GAP = 8  # points left and right of a cell's text together
_UPRIGHT = 487  # points: text width of A4 upright, and on its side
_LANDSCAPE = 730
_HEADER_ROWS = 3  # lines that a head of amounts takes where its words allow it
_COMFORTABLE = 98  # points: wide enough for amounts to look calm
_LEAST_TEXT = 110  # points that the widest text column keeps
_SIZE = (19, 18, 17, 16, 15, 14, 13, 12, 11)  # letter sizes to try, in half points
_UPRIGHT_SIZES = 17  # the smallest upright one; a smaller grid is turned first


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The layout of one grid; a width of None takes what is left. All in points."""

    landscape: bool
    half: int  # the letter size in half points
    width: tuple[int | None, ...]


def layout(grid: Grid) -> PageLayout:
    """The largest letters with which every column fits; the smallest when none does."""
    trials = [(False, size) for size in _SIZE if size >= _UPRIGHT_SIZES and not grid.wide]
    trials += [(True, size) for size in _SIZE]
    for landscape, size in trials:
        room = _LANDSCAPE if landscape else _UPRIGHT
        widths = [_needed(grid, i, size) for i in range(len(grid.columns))]
        elastic = _elastic(grid, widths)
        fixed = sum(w for i, w in enumerate(widths) if i != elastic)
        need = min(widths[elastic], _LEAST_TEXT) if elastic is not None else 0
        if fixed + need <= room or (landscape, size) == trials[-1]:
            break
    widths = _loose(grid, widths, elastic, room)
    return PageLayout(
        landscape, size, tuple(None if i == elastic else w for i, w in enumerate(widths))
    )


def _loose(grid: Grid, widths: list[int], elastic: int | None, room: int) -> list[int]:
    """Amounts in columns as even and as wide as the texts leave room for."""
    for target in range(_COMFORTABLE, 0, -2):
        even = [
            max(w, target) if one.number else w for w, one in zip(widths, grid.columns, strict=True)
        ]
        if elastic is not None and sum(even) <= room:
            return even
    return widths


def _elastic(grid: Grid, widths: list[int]) -> int | None:
    """The widest text column: it wraps, the others keep their words on one line."""
    texts = [i for i, one in enumerate(grid.columns) if not one.number]
    return max(texts, key=lambda i: (widths[i], -i), default=None)


def _needed(grid: Grid, i: int, size: int) -> int:
    """Points that column `i` needs so that no cell and no word of its head is broken."""
    columns = grid.columns[i]
    if columns.number:
        head = f"{columns.title} {columns.notes}".split()
        calm = len(columns.title) * _BOLD_GLYPHS // _HEADER_ROWS  # a head is no column of words
        widest = max(
            [calm, *(len(w) * _BOLD_GLYPHS for w in head)]
            + [_number_length(d.cell[i]) for d in grid.rows],
        )
        if not any(d.cell[i] for d in grid.rows):  # a year without books: as wide as another
            amounts = [j for j, one in enumerate(grid.columns) if one.number]
            lengths = [_number_length(d.cell[j]) for d in grid.rows for j in amounts]
            widest = max([widest, *lengths])
    else:
        widest = max(
            [len(columns.title) * _BOLD_GLYPHS]
            + [len(d.cell[i]) * _GLYPHS + d.level * _INDENT * (i == 0) for d in grid.rows]
        )
    return -(-widest * size // 2000) + _GAP


def _number_length(text: str) -> int:
    return sum(_NUMBER.get(char, _DIGIT) for char in text)
