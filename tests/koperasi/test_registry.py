"""The table of events says what their classes say, and every event can be told in a sentence."""

from __future__ import annotations

import contextlib
import dataclasses
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import SHEET_ONLY
from kkmp_ledger.koperasi.events.event import Event
from kkmp_ledger.koperasi.events.event import fields
from kkmp_ledger.koperasi.events.registry import EVENTS
from kkmp_ledger.koperasi.events.registry import MOVED
from kkmp_ledger.koperasi.events.registry import event_of
from kkmp_ledger.koperasi.events.registry import events_of_sheet
from kkmp_ledger.koperasi.events.registry import search
from kkmp_ledger.koperasi.events.registry import sheets
from kkmp_ledger.koperasi.events.values import UnreadableError
from tests.koperasi.example import books

if TYPE_CHECKING:
    from kkmp_ledger.koperasi.events.registry import Listed

ALL = pytest.mark.parametrize("listed", EVENTS, ids=lambda e: e.path)


@ALL
def test_the_table_says_what_the_class_says(listed: Listed) -> None:
    event = event_of(listed.path)
    assert issubclass(event, Event)
    assert dataclasses.is_dataclass(event)
    assert (event.path, event.sheet, event.subject) == (listed.path, listed.sheet, listed.subject)
    assert event.title() == listed.help


@ALL
def test_every_field_says_where_it_stands(listed: Listed) -> None:
    asked = list(fields(event_of(listed.path)))
    assert asked
    options = [f.at.cli for f in asked if f.at.cli not in {ARGUMENT, SHEET_ONLY}]
    assert len(options) == len(set(options))
    assert all(option.startswith("--") for option in options)
    columns = [f.at.column for f in asked]
    assert len(columns) == len(set(columns)), columns
    for field in asked:
        assert field.at.label, field
        assert field.at.help or field.at.cli in {ARGUMENT, SHEET_ONLY}, field


@ALL
def test_private_words_are_in_no_repr(listed: Listed) -> None:
    for field in dataclasses.fields(event_of(listed.path)):  # type: ignore[arg-type]
        assert field.repr == (not field.metadata["at"].private), field.name


def test_paths_are_used_once_and_old_words_lead_to_new_ones() -> None:
    paths = [e.path for e in EVENTS]
    assert len(paths) == len(set(paths))
    assert set(MOVED.values()) <= set(paths)
    assert not set(MOVED) & set(paths)


def test_what_is_searched_is_found_by_its_usual_word() -> None:
    assert [e.path for e in search("listrik")] == ["catat beban"]
    assert [e.path for e in search("beli BARANG")] == ["catat beli", "catat opname"][:1]
    assert search("") == search("zzz") == []


def test_every_sheet_has_its_events() -> None:
    assert sum(len(events_of_sheet(name)) for name in sheets()) == len(EVENTS)
    with pytest.raises(KeyError):
        events_of_sheet("neraca")


def test_listing_loads_no_event() -> None:
    """`kkmp catat` is instant: the classes come when one is asked for."""
    code = (
        "import sys; from kkmp_ledger.cli.main import kkmp\n"
        "try: kkmp(['catat'], prog_name='kkmp')\n"
        "except SystemExit: pass\n"
        "sys.exit(any('koperasi.events.usaha' in m for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@ALL
@pytest.mark.parametrize("odd", ["", "x" * 300, "9" * 30, "½", "٣", "1e5", "-", "\u200f"])
def test_no_text_is_read_into_anything_but_a_value_or_a_refusal(listed: Listed, odd: str) -> None:
    for field in fields(event_of(listed.path)):
        with contextlib.suppress(UnreadableError):
            assert field.at.value.read(odd) is not None


@ALL
def test_what_a_list_offers_can_be_read(listed: Listed) -> None:
    for field in fields(event_of(listed.path)):
        for word in field.at.value.choices(books()):
            assert field.at.value.read(word)
