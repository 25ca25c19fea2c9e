"""Sheets of events: which columns each has, and its rows as events, derived from their classes."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from kkmp_ledger.importing.kinds.kind import several
from kkmp_ledger.importing.readers import workbook
from kkmp_ledger.importing.readers.left_out import tidied
from kkmp_ledger.importing.readers.sheet_table import Column
from kkmp_ledger.importing.readers.sheet_table import Table
from kkmp_ledger.importing.readers.sheet_table import find_header
from kkmp_ledger.koperasi.events import registry
from kkmp_ledger.koperasi.events.event import fields
from kkmp_ledger.koperasi.events.registry import events_of_sheet
from kkmp_ledger.koperasi.events.registry import sheet_title
from kkmp_ledger.koperasi.events.values import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.importing.readers.sheet_table import TableRow
    from kkmp_ledger.importing.readers.strict_xlsx import RawSheet
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.koperasi.events.event import Event

_DAY_EXAMPLE = "05/07/2025"


class EventRow(NamedTuple):
    """One row of a sheet: its number as Excel shows it, what it tells of, and on which day.

    `sheet` is the sheet's name in a workbook of several.
    """

    row: int
    event: Event
    day: date
    sheet: str = ""

    @property
    def called(self) -> str:
        """`lembar Beban baris 4`."""
        return f"lembar {self.sheet} baris {self.row}" if self.sheet else f"baris {self.row}"


@lru_cache
def columns(sheet: str) -> tuple[Column, ...]:
    """The columns of a sheet: the day, then the events' fields in their order, each title once.

    What only one of its events has stands before what they share after it. Raises KeyError.
    """
    events = events_of_sheet(sheet)
    found: list[Column] = []
    for event in events:
        mine = _columns_of(event)
        for number, column in enumerate(mine):
            names = [c.nama for c in found]
            if column.nama not in names:
                shared = (c.nama for c in mine[number + 1 :] if c.nama in names)
                before = next(shared, None)
                found.insert(names.index(before) if before else len(names), column)
    day = Column(events[0].date_column, DAY, example=_DAY_EXAMPLE)
    return (day, *found)


def _columns_of(event: type[Event]) -> list[Column]:
    return [
        Column(f.at.column, f.at.value, f.required, f.at.private, f.at.example)
        for f in fields(event)
    ]


def signature(sheet: str) -> tuple[str, ...]:
    """The titles by which the sheet is known: every column that must be there."""
    return tuple(column.nama for column in columns(sheet) if column.required)


@lru_cache
def exclusive(sheet: str) -> dict[type[Event], tuple[str, ...]]:
    """By event, the columns that make a row that event: no other event of the sheet has them."""
    events = events_of_sheet(sheet)
    names = {event: [f.at.column for f in fields(event) if f.required] for event in events}
    found = {}
    for event in events:
        others = set(chain.from_iterable(n for e, n in names.items() if e is not event))
        found[event] = tuple(name for name in names[event] if name not in others)
    return found


class SheetRows(NamedTuple):
    """The rows of one or several sheets, and what was left out of them."""

    rows: tuple[EventRow, ...]
    left_out: tuple[Problem, ...]


def read(file: SourceFile, sheets: Sequence[str]) -> SheetRows:
    """The rows of a file: of its one sheet, or of each sheet of a workbook, in order.

    Raises ProblemError with every wrong cell of every sheet; BERKAS-KOSONG when no sheet has a row.
    """
    names = {sheet_title(sheet): sheet for sheet in sheets} if len(sheets) > 1 else {}
    tables = workbook.read(file, names, lambda name, raw: _table(raw, names.get(name, sheets[0])))
    found = [row for table in tables.found.values() for row in table.rows]
    if not found:
        hint = "isi barisnya di bawah judul kolom, lalu impor lagi"
        raise file.refuse("BERKAS-KOSONG", "tidak ada baris di bawah judul", hint)
    dropped = [one for table in tables.found.values() for one in table.left_out]
    return SheetRows(tuple(found), (*tables.left_out, *dropped))


def _table(raw: RawSheet, sheet: str) -> SheetRows:
    """The rows of one sheet. Raises ProblemError with every wrong cell."""
    _demand_one_kind(raw, sheet)
    tidy, left_out = tidied(raw, signature(sheet))
    table = Table(tidy, columns(sheet), signature(sheet))
    found = [one for row in table.rows() if (one := _event(row, sheet))]
    table.done()
    return SheetRows(tuple(found), left_out)


def _demand_one_kind(raw: RawSheet, sheet: str) -> None:
    """Demand that the header is of no other sheet too: a row would be the wrong event."""
    both = [one for one in registry.sheets() if find_header(raw, signature(one)) is not None]
    if sheet in both and len(both) > 1:
        at = find_header(raw, signature(sheet)) or 0
        raise several(raw.file, [f"lembar {one}" for one in both], raw.row[at][0])


def _event(row: TableRow, sheet: str) -> EventRow | None:
    """What the row tells of; None when it was reported."""
    known = {column.nama: column for column in columns(sheet)}
    events = events_of_sheet(sheet)
    day: Any = row.value(known[events[0].date_column])
    event = _which(row, sheet, events)
    whole = day is not None
    answers: dict[str, object] = {}
    own = {name for names in exclusive(sheet).values() for name in names}
    for field in fields(event or events[0]):
        if event is None and field.at.column in own:
            continue  # which of them it is was not said
        value = row.value(known[field.at.column])
        if value is not None:
            answers[field.name] = value
        elif field.required or row.filled(field.at.column):
            whole = False
    if event is None or not whole:
        return None
    return EventRow(row.row, event(**answers), day, row.sheet)


def _which(row: TableRow, sheet: str, events: Sequence[type[Event]]) -> type[Event] | None:
    """The one event whose own columns are filled; several or none is reported."""
    if len(events) == 1:
        return events[0]
    own = exclusive(sheet)
    told = [event for event in events if any(row.filled(name) for name in own[event])]
    if len(told) == 1:
        return told[0]
    names = [name for event in told or events for name in own[event]]
    state = "terisi" if told else "kosong"
    row.report(
        f"{' dan '.join(names)} sama-sama {state}", f"isi tepat satu: {' atau '.join(names)}"
    )
    return None
