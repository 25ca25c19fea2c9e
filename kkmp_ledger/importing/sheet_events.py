"""Sheets of events: which columns each has, and its rows as events, derived from their classes."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from kkmp_ledger.importing.readers.sheet_table import Column
from kkmp_ledger.importing.readers.sheet_table import Table
from kkmp_ledger.koperasi.events.event import fields
from kkmp_ledger.koperasi.events.registry import events_of_sheet
from kkmp_ledger.koperasi.events.values import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.importing.readers.sheet_table import TableRow
    from kkmp_ledger.importing.readers.strict_xlsx import RawSheet
    from kkmp_ledger.koperasi.events.event import Event

_DAY_EXAMPLE = "05/07/2025"


class EventRow(NamedTuple):
    """One row of a sheet: its number as Excel shows it, what it tells of, and on which day."""

    row: int
    event: Event
    day: date


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


def read(raw: RawSheet, sheet: str) -> tuple[EventRow, ...]:
    """The rows of the sheet, in order. Raises ProblemError with every wrong cell."""
    table = Table(raw, columns(sheet), signature(sheet))
    found = [one for row in table.rows() if (one := _event(row, sheet))]
    table.done()
    return tuple(found)


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
    return EventRow(row.row, event(**answers), day) if event is not None and whole else None


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
