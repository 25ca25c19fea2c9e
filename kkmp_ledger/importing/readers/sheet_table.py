"""A sheet with a header: cells by column name as what the column holds, and what does not fit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.dates import read_date
from kkmp_ledger.base.money import read_rupiah
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import folded

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.importing.readers.strict_xlsx import Cell
    from kkmp_ledger.importing.readers.strict_xlsx import RawSheet

Content = Literal["teks", "nomor", "tanggal", "rupiah"]

_LAST_HEADER_ROW = 20  # rows in which a header is looked for


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `isi` is what a cell holds; a `nomor` is text of digits, never a number.

    `may_be_empty` lets cells be empty; `pilihan` lets the whole column be missing. What stands
    in a `pribadi` column is never repeated in a problem.
    """

    nama: str
    content: Content = "teks"
    may_be_empty: bool = False
    optional: bool = False
    pribadi: bool = False


def find_header(raw: RawSheet, signature: Iterable[str]) -> int | None:
    """Index of the first row that has every title of `tanda`; None when no early row has."""
    wanted = {folded(name) for name in signature}
    for index, (_, cells) in enumerate(raw.row[:_LAST_HEADER_ROW]):
        if wanted <= {folded(cell) for cell in cells if isinstance(cell, str)}:
            return index
    return None


class Table:
    """The rows under the header. Wrong cells gather in `problems`; `selesai` raises them."""

    def __init__(self, raw: RawSheet, column: Sequence[Column], signature: Sequence[str]) -> None:
        """Find the header by name; order is free, other columns are left alone.

        Raises ProblemError: no header, a column missing or doubled, no row under it.
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
        if not self._rows:
            hint = "isi barisnya di bawah judul kolom, lalu impor lagi"
            raise self.file.refuse("BERKAS-KOSONG", "tidak ada baris di bawah judul", hint, line)

    def _find(self, line: int, head: list[str]) -> dict[str, int]:
        count = Counter(head)
        hint = "pakai judul kolom seperti di berkas dari kkmp templat, masing-masing sekali"
        wrong = [
            Problem("KOLOM-GANDA", f'kolom "{nama}" ada {n} kali', hint, self.file.place(line))
            for nama in self.columns
            if (n := count[folded(nama)]) > 1
        ]
        lacking = [
            k.nama for k in self.columns.values() if not k.optional and not count[folded(k.nama)]
        ]
        if lacking:
            fact = f"kolom tidak ada: {', '.join(lacking)}"
            wrong.append(Problem("KOLOM-KURANG", fact, hint, self.file.place(line)))
        if wrong:
            raise ProblemError(wrong)
        return {nama: head.index(folded(nama)) for nama in self.columns if count[folded(nama)]}

    def rows(self) -> Iterator[TableRow]:
        """Each row under the header that holds anything in our columns."""
        for n, cells in self._rows:
            yield TableRow(self, n, {nama: cells[i] for nama, i in self._position.items()})

    def unique(self, nama: str, values: Iterable[tuple[int, str]]) -> None:
        """Demand that no value (with its row) of a column comes twice."""
        first: dict[str, int] = {}
        for n, value in values:
            if value and value in first:
                shown = nama if self.columns[nama].pribadi else f"{nama} {value}"
                fact = f"{shown} sama dengan baris {first[value]}"
                hint = "satu orang satu baris; hapus atau perbaiki salah satunya"
                self.problems.append(Problem("SEL-SALAH", fact, hint, self.file.place(n)))
            elif value:
                first[value] = n

    def done(self) -> None:
        """Raise ProblemError when any cell did not fit."""
        if self.problems:
            raise ProblemError(self.problems)


class TableRow:
    """One row. A cell that does not fit is reported, and a stand-in of its type comes back."""

    def __init__(self, table: Table, row: int, cells: dict[str, Cell]) -> None:
        """Take the row's cells by our column names."""
        self.row = row
        self._table = table
        self._cells = cells

    def _cell(self, nama: str) -> Cell:
        """The cell, "" for a missing optional column; an empty one that must be filled is told."""
        cell = self._cells.get(nama, "")
        if cell == "" and not self._table.columns[nama].may_be_empty:
            self._report("SEL-SALAH", f"{nama} kosong", f"isi {nama}")
        return cell

    def _report(self, code: str, fact: str, hint: str) -> None:
        place = self._table.file.place(self.row)
        self._table.problems.append(Problem(code, fact, hint, place))

    def _wrong(self, nama: str, cell: Cell, expected: str) -> None:
        shown = nama if self._table.columns[nama].pribadi else f'{nama} "{cell}"'
        self._report("SEL-SALAH", f"{shown} bukan {expected}", f"tulis {expected}")

    def text(self, nama: str) -> str:
        """A text; a whole number is taken as its digits ("Uraian" may be 2025)."""
        cell = self._cell(nama)
        if isinstance(cell, str):
            return cell
        if isinstance(cell, Decimal) and cell == cell.to_integral_value():
            return f"{int(cell)}"
        self._wrong(nama, cell, "teks")
        return ""

    def optional(self, nama: str, words: Sequence[str]) -> str:
        """One of the words, whatever its capitals."""
        cell = self._cell(nama)
        found = str(cell).casefold()
        if found in words:
            return found
        if cell != "":
            self._wrong(nama, cell, " atau ".join(words))
        return words[0]

    def nomor(
        self, nama: str, right: Callable[[str], object] | None = None, expected: str = ""
    ) -> str:
        """A number that is a name: an ID, a phone. As a numeric cell it may have lost digits."""
        cell = self._cell(nama)
        if not isinstance(cell, str):
            fact = (
                f"{nama} tersimpan sebagai angka; Excel hanya menyimpan 15 angka dan membuang nol"
            )
            hint = f"format kolom {nama} sebagai Teks, lalu ketik ulang isinya"
            self._report("SEL-ANGKA", fact, hint)
            return ""
        text = cell.upper()
        if text and right is not None and not right(text):
            self._wrong(nama, cell, expected)
        return text

    def tanggal(self, nama: str) -> date:
        """A day: an Excel date, or text as people write one."""
        cell = self._cell(nama)
        if isinstance(cell, date):
            return cell
        if isinstance(cell, str) and (day := read_date(cell)):
            return day
        if cell != "":
            self._wrong(nama, cell, "tanggal seperti 31/12/2025")
        return date.min

    def rupiah(self, nama: str) -> int:
        """Whole rupiah above 0."""
        cell = self._cell(nama)
        if cell == "":
            return 0
        amount: int | None = None
        if isinstance(cell, Decimal) and cell == cell.to_integral_value():
            amount = int(cell)
        elif isinstance(cell, str):
            amount = read_rupiah(cell)
        if amount is None or amount <= 0:
            self._wrong(nama, cell, "rupiah bulat di atas nol, misalnya 50000")
            return 0
        return amount

    def one_of_two(self, plus: str, minus: str) -> int:
        """The amount of the one of two columns that is filled, negative for the second."""
        up, down = self._cells.get(plus, ""), self._cells.get(minus, "")
        if (up == "") == (down == ""):
            state = "kosong" if up == "" else "terisi"
            fact = f"{plus} dan {minus} sama-sama {state}"
            self._report("SEL-SALAH", fact, f"isi tepat satu: {plus} atau {minus}")
            return 0
        return self.rupiah(plus) if down == "" else -self.rupiah(minus)
