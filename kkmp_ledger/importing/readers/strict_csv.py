"""Strict CSV: what does not fit the header is refused by its row, what is left out is said."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.importing.readers.left_out import TOTALS
from kkmp_ledger.importing.readers.left_out import header_again
from kkmp_ledger.importing.readers.left_out import is_total
from kkmp_ledger.importing.readers.left_out import total

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from kkmp_ledger.importing.source_file import SourceFile

# The header stands in the first rows, or the file is not one of ours.
_LAST_HEADER_ROW = 20
_WHOLE = "ekspor ulang berkasnya; salinan ini terpotong atau pernah disunting"


class CsvTable:
    """An open CSV whose header was found; rows follow as lists of exactly that many cells."""

    def __init__(
        self, file: SourceFile, reader: _Reader, title: list[str], header_row: int
    ) -> None:
        """Take over the reader just behind the header."""
        self.file = file
        self.title = title
        self.header_row = header_row
        self.problems: list[Problem] = []  # rows that did not fit; complete when `rows` ends
        self.left_out: list[Problem] = []  # rows that hold no data, likewise
        self._reader = reader

    def position(self, nama: Sequence[str]) -> int | None:
        """Where the column stands that has one of the names; None when there is none."""
        for candidate in nama:
            if candidate in self.title:
                return self.title.index(candidate)
        return None

    def columns(self, needed: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """Where each needed column stands. Raises ProblemError naming all that are not there."""
        found = {key: self.position(names) for key, names in needed.items()}
        lacking = [" atau ".join(needed[key]) for key, at in found.items() if at is None]
        if lacking:
            fact = f"kolom tidak ada: {', '.join(lacking)}"
            hint = "ekspor ulang dengan semua kolom, tanpa menghapus atau mengganti judulnya"
            raise self.file.refuse("KOLOM-KURANG", fact, hint, self.header_row)
        return {key: at for key, at in found.items() if at is not None}

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with the line on which it begins. A row that does not fit is in `problems`."""
        width = len(self.title)
        # Whatever holds no data shows in its first cell: one look at each row is all it costs.
        changes = (str, str.title, str.upper, str.capitalize)
        suspect = {"", self.title[0], *(change(word) for word in TOTALS for change in changes)}
        reader = self._reader
        line = reader.line_num + 1
        while True:
            try:
                for row in reader:
                    if len(row) == width and row[0] not in suspect:
                        yield line, row
                    elif not self._holds_nothing(row, line):
                        if len(row) == width:
                            yield line, row
                        else:
                            self._misfit(len(row), line)
                    line = reader.line_num + 1
            except csv.Error:
                # An open quote ran to the end of the file, or something follows a closed one.
                fact = "tanda kutip tidak tertutup, atau ada teks sesudah kutip penutup"
                place = self.file.place(line)
                self.problems.append(Problem("BARIS-TERPOTONG", fact, _WHOLE, place))
                line = reader.line_num + 1
                continue
            return

    def _holds_nothing(self, row: list[str], line: int) -> bool:
        """Tell whether a row is empty, the header again or one of totals; say the last two."""
        cells = [cell.strip() for cell in row]
        if not any(cells):
            return True
        if cells == self.title:
            self.left_out.append(header_again(self.file, line))
        elif is_total(cells):
            self.left_out.append(total(self.file, line))
        else:
            return False
        return True

    def _misfit(self, cells: int, line: int) -> None:
        fact = f"baris berisi {cells} kolom, judul berisi {len(self.title)}"
        self.problems.append(Problem("BARIS-TERPOTONG", fact, _WHOLE, self.file.place(line)))


class _Reader:
    """`csv.reader` under a name that can be typed."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._reader = csv.reader(lines, delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[list[str]]:
        return self._reader

    @property
    def line_num(self) -> int:
        return self._reader.line_num


@contextmanager
def opened(
    file: SourceFile, delimiter: Sequence[str], signature: Sequence[str]
) -> Iterator[CsvTable]:
    """Open a CSV and find its header: the first row that has every column of `tanda`.

    The separator is the one of `pemisah` under which that is so. Raises ProblemError: not
    there, empty, not UTF-8 text, no such header, a column twice.
    """
    file.check_text()
    with file.path.open(encoding="utf-8-sig", newline="") as stream:
        for mark in delimiter:
            stream.seek(0)
            reader = _Reader(stream, mark)
            header = _find_header(reader, signature)
            if header is not None:
                line, cells = header
                _refuse_doubles(file, cells, line)
                yield CsvTable(file, reader, cells, line)
                return
        stream.seek(0)
        _refuse_without_header(file, stream.readline(), delimiter, signature)


def first_headers(file: SourceFile, delimiter: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows that could be the header, under each separator; for telling formats apart.

    Raises ProblemError when the file is empty or no text.
    """
    file.check_text()
    found: list[tuple[str, ...]] = []
    with file.path.open(encoding="utf-8-sig", newline="") as stream:
        for mark in delimiter:
            stream.seek(0)
            found += (tuple(cells) for _, cells in _opening(_Reader(stream, mark)))
    return found


def _opening(reader: _Reader) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, row in enumerate(reader, 1):
            yield reader.line_num, [cell.strip() for cell in row]
            if number == _LAST_HEADER_ROW:
                return
    except csv.Error:
        return


def _find_header(reader: _Reader, signature: Sequence[str]) -> tuple[int, list[str]] | None:
    for line, cells in _opening(reader):
        if all(name in cells for name in signature):
            return line, cells
    return None


def _refuse_doubles(file: SourceFile, cells: list[str], line: int) -> None:
    twice = [name for name, n in Counter(cells).items() if n > 1 and name]
    if twice:
        fact = f'kolom "{twice[0]}" ada {cells.count(twice[0])} kali'
        hint = "hapus kolom yang bukan dari kasir, atau ekspor ulang"
        raise file.refuse("KOLOM-GANDA", fact, hint, line)


def _refuse_without_header(
    file: SourceFile, first: str, delimiter: Sequence[str], signature: Sequence[str]
) -> None:
    if not first.strip():
        hint = "ekspor ulang berkasnya, lalu impor lagi"
        raise file.refuse("BERKAS-KOSONG", "berkas tidak berisi baris", hint)
    best = max((first.strip().split(mark) for mark in delimiter), key=len)
    cells = [cell.strip().strip('"') for cell in best]
    lacking = [name for name in signature if name not in cells]
    fact = f"judul kolom tidak ditemukan; tidak ada kolom {', '.join(lacking or signature)}"
    hint = "ekspor ulang dengan semua kolom, tanpa menghapus atau mengganti judulnya"
    raise file.refuse("KOLOM-KURANG", fact, hint, 1)
