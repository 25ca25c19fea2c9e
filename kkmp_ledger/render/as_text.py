"""Reports as plain text in columns, for a terminal of eighty characters."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.render.grid import FIKTIF
from kkmp_ledger.render.grid import Grid
from kkmp_ledger.render.grid import grid_of
from kkmp_ledger.render.grid import proof_grid
from kkmp_ledger.render.wording import clean
from kkmp_ledger.render.wording import standing
from kkmp_ledger.statements.sections import Cover
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Signatures
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from kkmp_ledger.render.grid import GridColumn
    from kkmp_ledger.render.grid import GridRow
    from kkmp_ledger.statements.sections import Header
    from kkmp_ledger.statements.sections import Report
    from kkmp_ledger.statements.sections import Section

WIDTH = 80
_GAP = "  "
_NUMBER = 17  # the width of a column of amounts, less where the line needs it,
_FEW = 4  # where there are at most so many of them
_LEAST_TEXT = 12  # a text column is not squeezed below this,
_LABEL_MIN = 28  # the first one not below this


def render(report: Report, width: int = WIDTH) -> str:
    """The report's sections, one below the other."""
    parts = (KINDS[type(section)](section, width) for section in report.sections)
    return "\n\n".join(_merge(lines) for lines in parts if lines)


def _statement(section: Statement | Table, width: int) -> list[str]:
    grid = grid_of(section)
    return [
        *_header(section.header, grid.title, grid.unit_of_amounts, width),
        "",
        *_content(grid, width),
    ]


def _proofs(section: Proofs, width: int) -> list[str]:
    green = sum(one.green for one in section.proofs)
    lines = [f"{clean(section.title).upper()}: {green} dari {len(section.proofs)} cocok"]
    for one in section.proofs:
        grid = proof_grid(one)
        head = textwrap.wrap(f"{grid.title} [{grid.status}]", width, subsequent_indent="  ")
        lines += ["", *head, *_content(grid, width)]
    return lines


def _paper(_section: Cover | Signatures, _width: int) -> list[str]:
    """Nothing: a terminal is neither bound nor signed, and each section has a head of its own."""
    return []


KINDS: dict[type[Section], Callable[[Any, int], list[str]]] = {
    Cover: _paper,
    Statement: _statement,
    Table: _statement,
    Proofs: _proofs,
    Signatures: _paper,
}


def _merge(lines: Sequence[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _header(header: Header, title: str, unit_of_amounts: str, width: int) -> list[str]:
    mark = [FIKTIF] if header.fiktif else []
    unit = f" ({unit_of_amounts})" if unit_of_amounts else ""
    lines = [
        clean(header.entity),
        title,
        f"{clean(header.period)}{unit}",
        standing(header),
        *mark,
    ]
    return [part for line in lines for part in textwrap.wrap(line, width)]


def _content(grid: Grid, width: int) -> list[str]:
    lines: list[str] = []
    widths = _column_widths(grid, width)
    blocks = _blok(grid, widths, width)
    for number, block in enumerate(blocks):
        if number:
            lines += ["", f"(lanjutan {number + 1} dari {len(blocks)})", ""]
        lines += _row_block(grid, block, widths)
    if not grid.rows:
        lines.append("(tidak ada baris)")
    for note in grid.notes:
        lines += textwrap.wrap(note, width, initial_indent="- ", subsequent_indent="  ")
    return lines


def _column_heads(columns: GridColumn, width: int) -> list[str]:
    parts = (columns.group, columns.title, columns.notes)
    lines = [line for part in parts if part for line in textwrap.wrap(part, width - columns.number)]
    return [f"{line} " for line in lines] if columns.number else lines


def _column_widths(grid: Grid, width: int) -> list[int]:
    """The width of each column: amounts never wrap, texts only where nothing else gives way."""
    natural = [_natural(grid, i) for i in range(len(grid.columns))]
    texts = [i for i, columns in enumerate(grid.columns) if not columns.number]
    most = _NUMBER if len(natural) - len(texts) <= _FEW else 1
    # first roomy columns of amounts give way, then texts wrap
    for wrapped in (False, True):
        for roomy in range(most, 0, -1):
            widths = [w if i in texts else max(w, roomy) for i, w in enumerate(natural)]
            if wrapped:
                widths = _squeeze(widths, texts, width)
            if _long(widths) <= width:
                return widths
    if len(_fixed(grid)) == len(texts):
        # amounts go to several blocks, so the texts that each block repeats may take half a line
        kept = _squeeze(natural[: len(texts)], texts, width // 2)
        return [*kept, *(max(w, most) for w in natural[len(texts) :])]
    return widths


def _natural(grid: Grid, i: int) -> int:
    """The width that no cell of the column exceeds; only a head of amounts may wrap in it."""
    columns = grid.columns[i]
    if not columns.number:
        return max([len(columns.title), *(len(_fill_cell(grid, d, i)) for d in grid.rows)])
    words = [f"{w} " for w in f"{columns.group} {columns.title} {columns.notes}".split()]
    return max(1, *map(len, words), *(len(_fill_cell(grid, d, i)) for d in grid.rows))


def _fill_cell(grid: Grid, rows: GridRow, i: int) -> str:
    """A cell's text: the first indented by its level; amounts leave room for a parenthesis."""
    text = rows.cell[i]
    if grid.columns[i].number:
        return text if not text or text.endswith(")") else f"{text} "
    text = text.upper() if _large(rows, i) else text
    return "  " * rows.level + text if i == 0 else text


def _long(widths: list[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _squeeze(widths: list[int], texts: list[int], width: int) -> list[int]:
    """Narrow the widest text column, one by one, until the line fits or none can give more."""
    squeezed = list(widths)
    while _long(squeezed) > width:
        given = [i for i in texts if squeezed[i] > (_LABEL_MIN if i == 0 else _LEAST_TEXT)]
        if not given:
            break
        squeezed[max(given, key=lambda i: squeezed[i])] -= 1
    return squeezed


def _fixed(grid: Grid) -> list[int]:
    """The leading text columns: every block repeats them."""
    kept = []
    for i, columns in enumerate(grid.columns):
        if columns.number:
            break
        kept.append(i)
    return kept if len(kept) < len(grid.columns) else kept[:1]


def _blok(grid: Grid, widths: list[int], width: int) -> list[list[int]]:
    kept = _fixed(grid)
    fixed = sum(widths[i] + 2 for i in kept)
    blocks: list[list[int]] = []
    used = 0
    for i in range(len(kept), len(widths)):
        if not blocks or (used + widths[i] > width and len(blocks[-1]) > len(kept)):
            blocks.append(list(kept))
            used = fixed
        blocks[-1].append(i)
        used += widths[i] + 2
    return blocks or [kept]


def _row_block(grid: Grid, block: list[int], widths: list[int]) -> list[str]:
    heads = [_column_heads(grid.columns[i], widths[i]) for i in block]
    height = max(map(len, heads))
    padded = [[""] * (height - len(h)) + h for h in heads]
    lines = [_one_row(grid, block, widths, cells) for cells in zip(*padded, strict=True)]
    lines.append(_GAP.join("-" * widths[i] for i in block))
    for number, rows in enumerate(grid.rows):
        if rows.jenis == "judul" and rows.level == 0 and number:
            lines.append("")
        if rows.jenis == "jumlah":
            lines.append(_line(grid, block, widths, rows, "-"))
        lines += _series(grid, block, widths, rows)
        if rows.tutup:
            lines.append(_line(grid, block, widths, rows, "="))
    return lines


def _series(grid: Grid, block: list[int], widths: list[int], rows: GridRow) -> list[str]:
    """One row; a text too long for its column wraps, and amounts stand on the last line."""
    wrapped: list[list[str]] = []
    for i in block:
        text = _fill_cell(grid, rows, i)
        if len(text) <= widths[i]:
            wrapped.append([text])
            continue
        hang = " " * (len(text) - len(text.lstrip()) + 2)
        wrapped.append(textwrap.wrap(text, widths[i], subsequent_indent=hang))
    height = max(map(len, wrapped))
    for i, lines in zip(block, wrapped, strict=True):
        blanks = [""] * (height - len(lines))
        lines[:] = blanks + lines if grid.columns[i].number else lines + blanks
    return [_one_row(grid, block, widths, cells) for cells in zip(*wrapped, strict=True)]


def _large(rows: GridRow, i: int) -> bool:
    return i == 0 and rows.jenis == "judul" and rows.level == 0


def _one_row(grid: Grid, block: list[int], widths: list[int], cells: Sequence[str]) -> str:
    return _GAP.join(
        cell.rjust(widths[i]) if grid.columns[i].number else cell.ljust(widths[i])
        for i, cell in zip(block, cells, strict=True)
    )


def _line(grid: Grid, block: list[int], widths: list[int], rows: GridRow, mark: str) -> str:
    """A rule over or under the amounts of a total; none where there is no amount."""
    ruled = {i for i in block if grid.columns[i].number and rows.cell[i]}
    return _GAP.join((mark if i in ruled else " ") * widths[i] for i in block)
