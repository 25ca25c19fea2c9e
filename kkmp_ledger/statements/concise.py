"""A report without its empty lines and columns: what is handed out shows what there is."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kkmp_ledger.statements.arus_kas import KAS_AWAL

if TYPE_CHECKING:
    from kkmp_ledger.statements.sections import Row
    from kkmp_ledger.statements.sections import Statement
    from kkmp_ledger.statements.sections import Table


def without_zeros(statement: Statement) -> Statement:
    """The statement without lines of accounts that are 0 in every column, and what they leave bare.

    So go columns that only add to another and are 0 in every line.

    Outermost sums stay, and every sum adds only what is left. Openings stay too, so that a
    first year begins visibly at nothing. The whole form is in the statement itself.
    """
    gone = {
        b.key
        for b in statement.rows
        if b.jenis == "pos" and b.akun and b.key != KAS_AWAL and not any(b.values)
    }
    kept = [
        dataclasses.replace(b, terms=tuple(s for s in b.terms if s[1] not in gone))
        for b in statement.rows
        if b.key not in gone or b.jenis == "judul"
    ]
    # A sum of nothing, and a sum of such sums, until no more of them go.
    while True:
        empty = {
            b.key
            for b in kept
            if b.jenis == "jumlah" and b.level and not b.terms and not any(b.values)
        }
        if not empty:
            break
        kept = [
            dataclasses.replace(b, terms=tuple(s for s in b.terms if s[1] not in empty))
            for b in kept
            if b.key not in empty or b.jenis != "jumlah"
        ]
    rows = tuple(b for i, b in enumerate(kept) if b.jenis != "judul" or _heads(kept, i))
    return _without_columns(dataclasses.replace(statement, rows=rows))


def _without_columns(statement: Statement) -> Statement:
    """Without the parts of a sum of columns that are 0 throughout, unless all of them are."""
    parts = {key for column in statement.columns for key in column.terms}
    filled = {
        column.key
        for i, column in enumerate(statement.columns)
        if any(row.values[i] for row in statement.rows if row.values)
    }
    gone = parts - filled
    if not gone or gone == parts:
        return statement
    kept = [i for i, column in enumerate(statement.columns) if column.key not in gone]
    columns = tuple(
        dataclasses.replace(column, terms=tuple(key for key in column.terms if key not in gone))
        for column in (statement.columns[i] for i in kept)
    )
    rows = tuple(
        dataclasses.replace(row, values=tuple(row.values[i] for i in kept)) if row.values else row
        for row in statement.rows
    )
    return dataclasses.replace(statement, columns=columns, rows=rows)


def without_empty_columns(table: Table) -> Table:
    """The list without its sparse columns that are 0 in every row."""
    kept = [
        i
        for i, column in enumerate(table.columns)
        if not column.sparse or any(row[i] for row in table.rows)
    ]
    if len(kept) == len(table.columns):
        return table
    return dataclasses.replace(
        table,
        columns=tuple(table.columns[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
    )


def _heads(rows: list[Row], at: int) -> bool:
    """Tell whether anything stands under the heading before the next one of its rank."""
    heading = rows[at]
    for row in rows[at + 1 :]:
        if row.jenis == "judul" and row.level <= heading.level:
            return False
        if row.jenis != "judul":
            closes = row.jenis == "jumlah" and row.level == heading.level
            return closes or row.level > heading.level
    return heading.level == 0 and at == len(rows) - 1
