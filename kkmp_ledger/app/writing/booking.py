"""Books events: each planned on the book as it stands, numbered, and written, all or none."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.app.checking.door_checks import rule_context
from kkmp_ledger.app.folder.folder import ANGGOTA
from kkmp_ledger.app.folder.folder import ASET
from kkmp_ledger.app.folder.folder import CUSTOMER
from kkmp_ledger.app.folder.folder import PRIBADI
from kkmp_ledger.app.folder.open_index import opened_index
from kkmp_ledger.app.generating.accounts_file import ACCOUNTS
from kkmp_ledger.app.generating.accounts_file import accounts_text
from kkmp_ledger.app.writing.numbers import Numbers
from kkmp_ledger.app.writing.numbers import numbered
from kkmp_ledger.app.writing.recorder import write
from kkmp_ledger.app.writing.repeated import repeated
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.batch import PRIBADI as MODE_PRIBADI
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.door import Write
from kkmp_ledger.koperasi.aset import write_aset
from kkmp_ledger.koperasi.checks.entries import back_dated
from kkmp_ledger.koperasi.drafting import refusal
from kkmp_ledger.koperasi.pribadi import write_pribadi
from kkmp_ledger.schema.chart import CREDIT
from kkmp_ledger.schema.numbering import kas_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.book.model import Count
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.events.event import Event
    from kkmp_ledger.koperasi.plan import Plan

EMPTY_ROWS: Mapping[str, Place] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told of an event: its number, and a sentence.

    `balances` are account titles and what each holds afterwards, as a person reads it.
    """

    number: str
    sentence: str
    balances: tuple[tuple[str, Decimal], ...]
    members: tuple[str, ...] = ()  # whose membership it changed


class Happening(NamedTuple):
    """An event on its day. Of a sheet's row also where it stands, and the key `D0051#12`."""

    event: Event
    day: date
    place: Place | None = None
    sumber: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """What events come to, in order: their plans, what is told of each, the books afterwards."""

    plans: tuple[Plan, ...]
    told: tuple[Told, ...]
    after: Books


@dataclass(frozen=True, slots=True)
class Booked:
    """Events that were written, or would be: in order, and what the door says of them.

    `after` are the books as they leave them; the door is shut by then, so its ledger is not asked.
    """

    events: tuple[Told, ...]
    written: Written
    after: Books


def question(folder: Folder, recorder: Recorder, event: Event, tanggal: date) -> str:
    """What must be agreed to before the event books, asked while nobody waits; "" for nothing."""
    folder.demand_data()
    with opened_index(folder) as index:
        return _asked(folder.books(index), recorder, Happening(event, tanggal))


def _asked(at: Books, recorder: Recorder, one: Happening) -> str:
    """The event's own question, else whether it was typed twice; a row of a sheet has its key."""
    asked = one.event.question(at, one.day)
    if asked or one.place is not None:
        return asked
    return repeated(at, one.event.plan(at, one.day), recorder.time)


def _plan(at: Books, recorder: Recorder, one: Happening, agreed: Callable[[str], bool]) -> Plan:
    """The event's plan, asked as `_asked` does. Raises ProblemError where that is not agreed to."""
    asked = "" if recorder.rehearsal else one.event.question(at, one.day)
    _demand_agreed(asked, agreed)
    plan = one.event.plan(at, one.day)
    if not (asked or recorder.rehearsal or one.place is not None):
        _demand_agreed(repeated(at, plan, recorder.time), agreed)
    return plan


def _demand_agreed(asked: str, agreed: Callable[[str], bool]) -> None:
    if asked and not agreed(asked):
        raise refusal(asked, "ulangi dengan --ya bila memang begitu")


def book(
    folder: Folder,
    recorder: Recorder,
    event: Event,
    tanggal: date,
    *,
    agreed: Callable[[str], bool] = bool,
) -> Booked:
    """Book one event. Raises ProblemError with nothing changed.

    `agreed` says whether a question was agreed to: the book may have moved since it was asked.
    """
    one = [Happening(event, tanggal)]
    return book_all(folder, recorder, one, type(event).path, agreed=agreed)


def book_all(
    folder: Folder,
    recorder: Recorder,
    happenings: Sequence[Happening],
    subject: str,
    *,
    agreed: Callable[[str], bool] = bool,
) -> Booked:
    """Book events in order, each on the book as those before leave it; all of them or none."""
    return book_found(folder, recorder, lambda _: happenings, subject, agreed=agreed)


def book_found(
    folder: Folder,
    recorder: Recorder,
    find: Callable[[Books], Sequence[Happening]],
    subject: str,
    *,
    agreed: Callable[[str], bool] = bool,
) -> Booked:
    """Book the events that `find` finds to be due in the books as they stand behind the lock."""
    got: list[tuple[Sequence[Happening], Planned]] = []

    def make_plan(index: Index) -> Write:
        due = find(folder.books(index))
        ready = planned(folder, recorder, index, due, agreed)
        got.append((due, ready))
        return as_write(folder, recorder, ready.plans, ready.after, row_places(due, ready))

    written = write(folder, recorder, make_plan, subject)
    due, ready = got[-1]
    if letters := _unprintable(due, ready):
        written = dataclasses.replace(written, problems=(*written.problems, *letters))
    return Booked(ready.told, written, ready.after)


def _unprintable(happenings: Iterable[Happening], ready: Planned) -> list[Problem]:
    """Of new members: names that will not print whole, each at the row that brought it."""
    from kkmp_ledger.app.checking.letters import letter_warning  # noqa: PLC0415

    return [
        problem
        for one, told in zip(happenings, ready.told, strict=True)
        for nomor in told.members
        if (name := getattr(one.event, "nama", "")) and not name.isascii()
        for problem in letter_warning(nomor, name, one.place or Place(PRIBADI))
    ]


def planned(
    folder: Folder,
    recorder: Recorder,
    index: Index,
    happenings: Iterable[Happening],
    agreed: Callable[[str], bool] = bool,
) -> Planned:
    """Plan each event on the book as those before it leave it, and give it its number.

    Raises ProblemError: of rows of a sheet with all that is wrong with any of them, each at its
    place.
    """
    at = folder.books(index)
    numbers = Numbers(folder, index)
    plans: list[Plan] = []
    told: list[Told] = []
    problems: list[Problem] = []
    for one in happenings:
        try:
            plan = _plan(at, recorder, one, agreed)
            _demand_open(plan, one, folder)
            sentence, shown = one.event.sentence(at, one.day), one.event.shows(at)
        except ProblemError as error:
            if one.place is None:
                raise
            problems += (dataclasses.replace(p, place=one.place) for p in error.problems)
            continue
        number = numbers.following(plan, one.day)
        plan = numbered(plan, number, one.sumber)
        at = at.after(plan)
        plans.append(plan)
        members = tuple(p.nomor for p in plan.peristiwa)
        told.append(Told(number, sentence, balances(at, shown, one.day), members))
    if problems:
        raise ProblemError(problems)
    return Planned(tuple(plans), tuple(told), at)


def _demand_open(plan: Plan, one: Happening, folder: Folder) -> None:
    """Refuse what changes a register or states a count in a closed month.

    The door says so of entries, but a membership has none, and neither has a count that agrees.
    """
    if not plan.drafts and folder.closed.contains_day(one.day):
        words = type(one.event).title().partition(";")[0].rstrip(".")
        raise ProblemError(back_dated(f'"{words}"', one.day, rule_context(folder)))


def row_places(happenings: Iterable[Happening], ready: Planned) -> dict[str, Place]:
    """By number, the row that brought it: what the door finds wrong is said there."""
    told = zip(happenings, ready.told, strict=True)
    return {one.number: row.place for row, one in told if row.place is not None and one.number}


def as_write(
    folder: Folder,
    recorder: Recorder,
    plans: Iterable[Plan],
    after: Books,
    rows: Mapping[str, Place] = EMPTY_ROWS,
) -> Write:
    """The plans' entries under their months, and the registers as `after` has them."""
    add: dict[str, list[Draft | Count]] = {}
    for plan in plans:
        for draft in plan.drafts:
            add.setdefault(kas_file(draft.tanggal), []).append(recorder.mark(draft))
        for count in plan.counts:
            add.setdefault(kas_file(count.counted), []).append(recorder.mark(count))
    sources: dict[str, Content] = {}
    machine: dict[str, str] = {}
    if after.register is not folder.register:
        sources[ANGGOTA] = Content(after.register.write().encode())
        years = folder.closed.years
        machine[ACCOUNTS] = accounts_text(folder.koperasi, after.register, years)
    if after.people is not folder.pribadi:
        sources[PRIBADI] = Content(write_pribadi(after.people.values()).encode(), MODE_PRIBADI)
    if after.customers is not folder.customer:
        sources[CUSTOMER] = Content(after.customers.write().encode(), MODE_PRIBADI)
    if after.aset != tuple(folder.aset):
        sources[ASET] = Content(write_aset(after.aset).encode())
    read = {name: folder.digest(name) for name in sources}
    return Write(add=add, machine=machine, source=sources, read=read, rows=rows)


def balances(at: Books, accounts: Iterable[str], tanggal: date) -> tuple[tuple[str, Decimal], ...]:
    """Title and balance on the evening of the day, positive where it is as it should be."""
    found = []
    for akun in accounts:
        held = at.balance(akun, tanggal)
        found.append((at.box_name(akun), -held if akun.partition(":")[0] in CREDIT else held))
    return tuple(found)
