"""Every event by its command: help is instant from a table, and classes come when asked."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.base.words import folded
from kkmp_ledger.koperasi.events import table

if TYPE_CHECKING:
    from kkmp_ledger.koperasi.events.event import Event


class Listed(NamedTuple):
    """One event as `kkmp catat` lists it: what its class says, without loading it."""

    path: str
    place: str  # `module:Class` under koperasi.events
    sheet: str
    jenis: str
    subject: str
    help: str
    words: str


# The heads of the list, in order; under each the events stand as in their modules.
SUBJECTS = ("Simpanan", "Anggota", "Usaha", "Uang", "Hitungan", "Modal", "SHU")
EVENTS: tuple[Listed, ...] = tuple(Listed(*row) for row in table.ROWS)


class Workbook(NamedTuple):
    """Several sheets in one file, and what `kkmp templat` says of it.

    Papers of it are kept and read again: its sheets stay as they are, in the order in which rows
    of one day are booked (counts come last); another set of sheets is another word.
    """

    sheets: tuple[str, ...]
    help: str


WORKBOOKS: dict[str, Workbook] = {
    "bulan": Workbook(
        ("setoran", "beli", "bayar-utang", "beban", "setor-bank", "pencairan", "bunga-bank",
         "bayar-pajak", "hitung-kas", "opname"),
        "Sebulan dalam satu berkas: lembar-lembar yang dipakai hampir setiap bulan.",
    ),
}  # fmt: skip
# An old word answers with the new one.
MOVED = {"catat bayar-shu": "shu bayar"}


def event_of(path: str) -> type[Event]:
    """The class of an event by its command. Raises KeyError for one that there is not."""
    return _load({listed.path: listed for listed in EVENTS}[path])


def _load(listed: Listed) -> type[Event]:
    module, _, name = listed.place.partition(":")
    found: type[Event] = getattr(import_module(f"kkmp_ledger.koperasi.events.{module}"), name)
    return found


def sheets() -> list[str]:
    """The names of all sheets, in the order of the table."""
    return list(dict.fromkeys(e.sheet for e in EVENTS))


def sheets_of(name: str) -> tuple[str, ...]:
    """The sheets of a file to fill in: those of a workbook, else the one of that name."""
    return WORKBOOKS[name].sheets if name in WORKBOOKS else (name,)


def sheet_title(sheet: str) -> str:
    """What the sheet of a workbook is called: `Bayar utang`."""
    return sheet.replace("-", " ").capitalize()


def events_of_sheet(sheet: str) -> list[type[Event]]:
    """The events that a row of the sheet may be. Raises KeyError for no such sheet."""
    found = [_load(e) for e in EVENTS if e.sheet == sheet]
    if not found:
        raise KeyError(sheet)
    return found


def search(text: str) -> list[Listed]:
    """The events that all words of the text point to: by command, help, subject, usual words."""
    wanted = folded(text).split()

    def matches(listed: Listed) -> bool:
        said = folded(" ".join((listed.path, listed.help, listed.subject, listed.words)))
        return all(word in said for word in wanted)

    return [e for e in EVENTS if matches(e)] if wanted else []
