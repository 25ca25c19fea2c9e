"""The columns that a reader of till exports needs of one CSV, found by name, in its own order."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.importing.readers.strict_csv import CsvTable
    from kkmp_ledger.schema import mapping


class CsvColumns:
    """The columns that the reader needs of one file, in the reader's order."""

    def __init__(self, table: CsvTable, file: mapping.SourceFile, order: Sequence[str]) -> None:
        """Find them by name. Raises ProblemError when one is not there."""
        at = table.columns({key: file.kolom[key] for key in order})
        profit = file.pilihan.get("laba", ())
        self._table = table
        self.cut = table.problems  # rows that did not fit the header; fills while reading
        self._cells = itemgetter(*at.values())
        self._profit = table.position(profit)
        self.title = {key: table.title[i] for key, i in at.items()} | {"laba": "".join(profit[:1])}

    def rows(self) -> Iterator[tuple[int, tuple[str, ...], str]]:
        """Row number, the cells in order, and the gross profit ("" without such a column)."""
        cells, profit = self._cells, self._profit
        for line, row in self._table.rows():
            yield line, cells(row), "" if profit is None else row[profit]
