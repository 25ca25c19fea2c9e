"""A sheet with a header: cells by column name as what the column holds, and what does not fit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import folded
from kkmp_ledger.koperasi.events.values import Day
from kkmp_ledger.koperasi.events.values import Rupiah
from kkmp_ledger.koperasi.events.values import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.importing.readers.strict_xlsx import Cell
    from kkmp_ledger.importing.readers.strict_xlsx import RawSheet
    from kkmp_ledger.koperasi.events.values import Value

_LAST_HEADER_ROW = 20  # rows in which a header is looked for
_NEAR = 0.75  # how alike a title is to one of ours to be a slip of it
_SEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what a cell of it holds, and an example.

    One that is not `required` may be empty, or missing altogether. What stands in a `private`
    column is never repeated in a problem.
    """

    nama: str
    value: Value
    required: bool = True
    private: bool = False
    example: str = ""


def find_header(raw: RawSheet, signature: Iterable[str]) -> int | None:
    """Index of the first row that has every title of `tanda`; None when no early row has."""
    wanted = {folded(name) for name in signature}
    for index, (_, cells) in enumerate(raw.row[:_LAST_HEADER_ROW]):
        if wanted <= {folded(cell) for cell in cells if isinstance(cell, str)}:
            return index
    return None


class Table:
    """The rows under the header. Wrong cells gather in `problems`; `done` raises them."""

    def __init__(self, raw: RawSheet, column: Sequence[Column], signature: Sequence[str]) -> None:
        """Find the header by name; order is free, other columns are left alone.

        Raises ProblemError: no header, a column missing or doubled.
        """
        self.file = raw.file
        self.problems: list[Problem] = []
        self.columns = {k.nama: k for k in column}
        at = find_header(raw, signature)
        if at is None:
            fact = f"judul kolom tidak ditemukan; tidak ada kolom {', '.join(signature)}"
            hint = "pakai judul kolom seperti di berkas dari kkmp templat"
            raise self.file.refuse("KOLOM-KURANG", fact, hint, raw.row[0][0])
        line, head = raw.row[at]
        self._position = self._find(line, [folded(c) if isinstance(c, str) else "" for c in head])
        self._rows = [
            (n, cells)
            for n, cells in raw.row[at + 1 :]
            if any(cells[i] != "" for i in self._position.values())
        ]

    def _find(self, line: int, head: list[str]) -> dict[str, int]:
        count = Counter(head)
        hint = "pakai judul kolom seperti di berkas dari kkmp templat, masing-masing sekali"
        wrong = [
            Problem("KOLOM-GANDA", f'kolom "{nama}" ada {n} kali', hint, self.file.place(line))
            for nama in self.columns
            if (n := count[folded(nama)]) > 1
        ]
        lacking = [
            k.nama for k in self.columns.values() if k.required and not count[folded(k.nama)]
        ]
        if lacking:
            fact = f"kolom tidak ada: {', '.join(lacking)}"
            wrong.append(Problem("KOLOM-KURANG", fact, hint, self.file.place(line)))
        wrong += self._slips(line, count)
        if wrong:
            raise ProblemError(wrong)
        return {nama: head.index(folded(nama)) for nama in self.columns if count[folded(nama)]}

    def _slips(self, line: int, count: Counter[str]) -> Iterator[Problem]:
        """A title that is nearly that of a column which is missing: it would not be read."""
        known = {folded(nama) for nama in self.columns}
        absent = {folded(k.nama): k.nama for k in self.columns.values() if not k.required}
        absent = {title: nama for title, nama in absent.items() if not count[title]}
        for title in count:
            near = title and title not in known and get_close_matches(title, absent, 1, _NEAR)
            if near:
                fact = f'kolom "{title}" tidak dikenal'
                hint = f'bila maksudnya "{absent[near[0]]}", perbaiki judulnya; bila bukan, ganti'
                yield Problem("KOLOM-KURANG", fact, hint, self.file.place(line))

    def rows(self) -> Iterator[TableRow]:
        """Each row under the header that holds anything in our columns."""
        for n, cells in self._rows:
            yield TableRow(self, n, {nama: cells[i] for nama, i in self._position.items()})

    def done(self) -> None:
        """Raise ProblemError when any cell did not fit."""
        if self.problems:
            raise ProblemError(self.problems)


class TableRow:
    """One row. A cell that does not fit is reported, and None comes back."""

    def __init__(self, table: Table, row: int, cells: dict[str, Cell]) -> None:
        """Take the row's cells by our column names."""
        self.row = row
        self._table = table
        self._cells = cells

    @property
    def sheet(self) -> str:
        """The sheet it stands on, where the file has several that count."""
        return self._table.file.sheet

    def filled(self, nama: str) -> bool:
        """Tell whether the cell holds anything."""
        return self._cells.get(nama, "") != ""

    def report(self, fact: str, hint: str, code: str = "SEL-SALAH") -> None:
        """One problem with the row."""
        place = self._table.file.place(self.row)
        self._table.problems.append(Problem(code, fact, hint, place))

    def value(self, column: Column) -> object | None:
        """What the cell holds, read as its value is read everywhere; None when it is empty.

        None too when it does not fit, or is empty and must not be: that is reported.
        """
        cell = self._cells.get(column.nama, "")
        if cell == "":
            if column.required:
                self.report(f"{column.nama} kosong", f"isi {column.nama}")
            return None
        if column.value.sheet == "nomor" and not isinstance(cell, str):
            fact = (
                f"{column.nama} tersimpan sebagai angka;"
                " Excel hanya menyimpan 15 angka dan membuang nol"
            )
            hint = f"format kolom {column.nama} sebagai Teks, lalu ketik ulang isinya"
            self.report(fact, hint, "SEL-ANGKA")
            return None
        try:
            return column.value.read(_as_text(cell, column.value))
        except UnreadableError:
            form = column.value.form
            shown = column.nama if column.private else f'{column.nama} "{cell}"'
            self.report(f"{shown} bukan {form}", f"tulis {form}")
            return None


def _as_text(cell: Cell, value: Value) -> str:
    """A cell as a person would have typed it there. Raises UnreadableError for what nobody would.

    Excel makes a day of `Mei 2025`, so a day is only a date, never a text.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        if isinstance(value, Day):
            return cell.isoformat()
    elif cell == cell.to_integral_value():
        return f"{int(cell)}"
    elif isinstance(value, Rupiah):
        sen = cell.quantize(_SEN)
        if sen == cell:
            return f"{sen}".replace(".", ",")
    raise UnreadableError(str(cell))
