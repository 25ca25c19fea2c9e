"""Reads and writes the cooperative's own lists: small CSV files whose columns are known by name."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

_TANGGAL = re.compile(r"\d{4}-\d{2}-\d{2}")
# What a spreadsheet program takes for a formula; written with a quote before it, read without.
_FORMULA = frozenset("=+-@")
_MARK = "'"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: its line in the file (from 1) and its cells by column, outer spaces removed."""

    line: int
    content: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of the column, "" when it is empty."""
        return self.content[column]


def read_list(
    text: str, path: str, column: Sequence[str], optional: Sequence[str] = ()
) -> tuple[list[ListRow], list[Problem]]:
    """Read CSV text with exactly these columns, in any order; empty lines are passed over.

    An `optional` column may be missing: its cells are "" then.

    A byte-order mark and CRLF are accepted (Excel writes both); anything that would have to be
    guessed is a problem: another separator, a missing, doubled or unknown column, a short row.
    """
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            rows.append((line, [one_line(c) for c in cells]))
            line = reader.line_num + 1
    except csv.Error:
        fact = "tanda kutip tidak berpasangan atau baris terputus"
        hint = "periksa tanda kutip mulai baris ini"
        return [], [Problem("BERKAS-RUSAK", fact, hint, Place(path, line))]
    rows = [(n, cells) for n, cells in rows if any(cells)]
    if not rows:
        hint = f"baris pertamanya harus {','.join(column)}"
        return [], [Problem("BERKAS-KOSONG", "berkas kosong", hint, Place(path, 1))]
    (head_line, head), *body = rows
    if wrong := _check_header(head, column, optional, Place(path, head_line)):
        return [], wrong
    found: list[ListRow] = []
    problems: list[Problem] = []
    for n, cells in body:
        if len(cells) != len(head):
            fact = f"baris berisi {len(cells)} kolom, seharusnya {len(head)}"
            hint = "lengkapi barisnya, atau beri tanda kutip pada isi yang memuat koma"
            problems.append(Problem("BARIS-TERPOTONG", fact, hint, Place(path, n)))
            continue
        filled = dict(zip(head, map(_without_mark, cells), strict=True))
        found.append(ListRow(n, dict.fromkeys(optional, "") | filled))
    return found, problems


def _check_header(
    head: list[str], column: Sequence[str], optional: Sequence[str], place: Place
) -> list[Problem]:
    if len(head) == 1 and ";" in head[0]:
        fact = "kolom dipisah titik koma"
        return [Problem("BERKAS-RUSAK", fact, "simpan sebagai CSV yang dipisah koma", place)]
    hint = f"baris pertamanya harus {','.join(column)}"
    twice = sorted({k for k in head if head.count(k) > 1})
    return [
        *(Problem("KOLOM-GANDA", f'kolom "{k}" ada dua', hint, place) for k in twice),
        *(
            Problem("KOLOM-KURANG", f'kolom "{k}" tidak ada', hint, place)
            for k in column
            if k not in head
        ),
        *(
            Problem("BERKAS-RUSAK", f'kolom "{k}" tidak dikenal', hint, place)
            for k in sorted(set(head) - set(column) - set(optional))
        ),
    ]


def write_list(column: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write CSV text that `read_list` reads back the same; no cell becomes a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column)
    for row in rows:
        writer.writerow([_marked(one_line(cell)) for cell in row])
    return out.getvalue()


def read_date(text: str) -> date | None:
    """Read `2026-03-14`; None when it is anything else."""
    if not _TANGGAL.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _needs_mark(text: str) -> bool:
    second = text[1:2]
    return text[:1] in _FORMULA or (text[:1] == _MARK and (second in _FORMULA or second == _MARK))


def _marked(text: str) -> str:
    return _MARK + text if _needs_mark(text) else text


def _without_mark(text: str) -> str:
    if text[:1] == _MARK and (text[1:2] in _FORMULA or text[1:2] == _MARK):
        return text[1:]
    return text
