"""The columns that a reader of till exports needs of one CSV, found by name, in its own order."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.importing.readers.csv_ketat import TabelCsv
    from kkmp_ledger.spec import mapping


class KolomCsv:
    """The columns that the reader needs of one file, in the reader's order."""

    def __init__(self, table: TabelCsv, berkas: mapping.Berkas, order: Sequence[str]) -> None:
        """Find them by name. Raises ProblemError when one is not there."""
        at = table.kolom({key: berkas.kolom[key] for key in order})
        laba = berkas.pilihan.get("laba", ())
        self._table = table
        self.potongan = table.problems  # rows that did not fit the header; fills while reading
        self._cells = itemgetter(*at.values())
        self._laba = table.letak(laba)
        self.judul = {key: table.judul[i] for key, i in at.items()} | {"laba": "".join(laba[:1])}

    def rows(self) -> Iterator[tuple[int, tuple[str, ...], str]]:
        """Row number, the cells in order, and the gross profit ("" without such a column)."""
        cells, laba = self._cells, self._laba
        for line, row in self._table.rows():
            yield line, cells(row), "" if laba is None else row[laba]
