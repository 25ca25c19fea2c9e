"""The table of events says what their classes say, and every event can be told in a sentence."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import pkgutil
import subprocess
import sys
from importlib import import_module
from inspect import isabstract
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.koperasi import events
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import SHEET_ONLY
from kkmp_ledger.koperasi.events.event import Event
from kkmp_ledger.koperasi.events.event import fields
from kkmp_ledger.koperasi.events.registry import EVENTS
from kkmp_ledger.koperasi.events.registry import MOVED
from kkmp_ledger.koperasi.events.registry import SUBJECTS
from kkmp_ledger.koperasi.events.registry import event_of
from kkmp_ledger.koperasi.events.registry import events_of_sheet
from kkmp_ledger.koperasi.events.registry import search
from kkmp_ledger.koperasi.events.registry import sheets
from kkmp_ledger.koperasi.events.values import UnreadableError
from tests.koperasi.example import books

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from kkmp_ledger.koperasi.events.registry import Listed

ALL = pytest.mark.parametrize("listed", EVENTS, ids=lambda e: e.path)


def classes() -> Iterator[tuple[str, type[Event]]]:
    """Every event and its place, module by module, as they stand there."""
    for module in pkgutil.iter_modules(events.__path__):
        found = vars(import_module(f"{events.__name__}.{module.name}"))
        for name, one in found.items():
            here = isinstance(one, type) and one.__module__ == f"{events.__name__}.{module.name}"
            if here and issubclass(one, Event) and not isabstract(one):
                yield f"{module.name}:{name}", one


def table() -> str:
    """The text of the table that help is made of: under each subject its own module comes first."""
    home: dict[str, str] = {}
    for place, event in classes():
        home.setdefault(place.partition(":")[0], event.subject)

    def order(pair: tuple[str, type[Event]]) -> tuple[int, bool]:
        place, event = pair
        return SUBJECTS.index(event.subject), home[place.partition(":")[0]] != event.subject

    found = sorted(classes(), key=order)
    rows = [(e.path, place, e.sheet, e.jenis, e.subject, e.title(), e.words) for place, e in found]
    lines = [
        '"""What the classes of events say of themselves: made by `make golden`, not edited."""',
        "",
        "# path, module:Class, sheet, jenis, subject, help, usual words",
        "ROWS: tuple[tuple[str, str, str, str, str, str, str], ...] = (",
    ]
    for row in rows:
        lines += ["    (", *(f"        {json.dumps(text, ensure_ascii=False)}," for text in row)]
        lines.append("    ),")
    return "\n".join([*lines, ")", ""])


def test_the_table_says_what_the_classes_say(golden: Callable[[Path, str], None]) -> None:
    """An event is its class: the table is made of all there are, and help loads none of them."""
    golden(Path(events.__path__[0]) / "table.py", table())


@ALL
def test_every_event_has_its_command_and_a_known_subject(listed: Listed) -> None:
    event = event_of(listed.path)
    assert dataclasses.is_dataclass(event)
    assert event.path == listed.path
    assert listed.subject in SUBJECTS
    assert listed.help.endswith(".")


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
