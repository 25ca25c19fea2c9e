"""A report as a grid of finished texts, for the renderers that only lay out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.base.sure import ensure
from kkmp_ledger.render.wording import clean
from kkmp_ledger.render.wording import number
from kkmp_ledger.render.wording import tanggal
from kkmp_ledger.statements.sections import Statement

if TYPE_CHECKING:
    from kkmp_ledger.statements.sections import Proof
    from kkmp_ledger.statements.sections import Row
    from kkmp_ledger.statements.sections import RowKind
    from kkmp_ledger.statements.sections import Table
    from kkmp_ledger.statements.sections import TableColumn

JUMLAH = "Jumlah"
FIKTIF = "FIKTIF: koperasi, orang, dan angka di sini karangan untuk contoh."
MATCHES = "cocok"
NO_MATCH = "tidak cocok"
MISSING = "belum lengkap"
_WIDTH = 7  # more columns of amounts than this do not fit an upright page


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: its head, a note below it, the common head above it, and where its cells lean."""

    title: str
    notes: str = ""
    group: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of texts, one per column. `tutup`: a double rule follows."""

    cell: tuple[str, ...]
    jenis: RowKind = "pos"
    level: int = 0
    tutup: bool = False
    akun: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A statement, a list or a proof, ready to be laid out."""

    id: str
    title: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    notes: tuple[str, ...] = ()
    unit_of_amounts: str = ""  # `dalam rupiah`, where the amounts are rupiah
    status: str = ""  # of a proof: one of COCOK, TIDAK_COCOK, BELUM

    @property
    def wide(self) -> bool:
        """Tell whether the grid wants a page on its side."""
        return sum(columns.number for columns in self.columns) > _WIDTH - 1

    @property
    def grouped(self) -> bool:
        """Tell whether some columns stand under a common head."""
        return any(columns.group for columns in self.columns)


def grid_of(statement: Statement | Table) -> Grid:
    """Lay a statement or a list out as texts; order, rows and columns stay as they are."""
    if isinstance(statement, Statement):
        return _report(statement)
    return _table(statement)


def group(columns: tuple[GridColumn, ...]) -> list[tuple[str, int]]:
    """Neighbours under one common head: (head, how many columns); single columns have no head."""
    groups: list[tuple[str, int]] = []
    for one in columns:
        if groups and one.group and groups[-1][0] == one.group:
            groups[-1] = (one.group, groups[-1][1] + 1)
        else:
            groups.append((one.group, 1))
    return groups


def _report(statement: Statement) -> Grid:
    columns = tuple(
        GridColumn(clean(k.title), notes=clean(k.notes), number=True) for k in statement.columns
    )
    # a total that is part of no other closes its side of the statement
    parts = {key for row in statement.rows for _, key in row.terms}
    rows = tuple(
        _series(b, len(columns), tutup=b.jenis == "jumlah" and b.key not in parts)
        for b in statement.rows
    )
    return Grid(
        statement.id,
        clean(statement.title),
        (GridColumn("Uraian"), *columns),
        rows,
        tuple(clean(c) for c in statement.notes),
        "dalam rupiah",
    )


def _series(row: Row, many: int, *, tutup: bool) -> GridRow:
    values = row.values or (None,) * many
    ensure(len(values) == many, row.key)
    cells = (clean(row.label), *(number(v) for v in values))
    return GridRow(cells, row.jenis, row.level, tutup, row.akun)


def _table(table: Table) -> Grid:
    columns = tuple(
        GridColumn(clean(k.title), group=clean(k.group), number=k.jenis == "angka")
        for k in table.columns
    )
    rows = [
        GridRow(tuple(_cell(v, k) for v, k in zip(row, table.columns, strict=True)))
        for row in table.rows
    ]
    summed = any(k.summed for k in table.columns)
    if summed:
        sums = [number(v) for v in table.jumlah()]
        first = next((i for i, k in enumerate(table.columns) if k.jenis != "angka"), None)
        if first is not None and not sums[first]:
            sums[first] = JUMLAH
        rows.append(GridRow(tuple(sums), "jumlah", 0, tutup=True))
    return Grid(
        table.id,
        clean(table.title),
        columns,
        tuple(rows),
        tuple(clean(c) for c in table.notes),
        "dalam rupiah" if summed else "",
    )


def _cell(value: str | int | None, column: TableColumn) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return number(value)
    return tanggal(value) if column.jenis == "tanggal" else clean(value)


def proof_grid(bukti: Proof) -> Grid:
    """Lay one proof out: what is compared, its two routes, and the difference."""
    columns = (
        GridColumn("Yang dibandingkan"),
        GridColumn(clean(bukti.left_route), number=True),
        GridColumn(clean(bukti.right_route), number=True),
        GridColumn("Selisih", number=True),
    )
    rows = tuple(
        GridRow((clean(b.uraian), number(b.left), number(b.right), number(b.left - b.right)))
        for b in bukti.comparisons
    )
    if bukti.green:
        status = MATCHES
    else:
        status = NO_MATCH if any(not b.matches for b in bukti.comparisons) else MISSING
    title = f"Bukti {bukti.nomor}: {clean(bukti.title)}"
    missing = tuple(clean(b) for b in bukti.missing)
    return Grid(f"bukti-{bukti.nomor}", title, columns, rows, missing, status=status)
