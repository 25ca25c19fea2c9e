"""Rows of accepted sheets: booked once, known again when they come twice, undone together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.app.writing.booking import Happening
from kkmp_ledger.app.writing.booking import as_write
from kkmp_ledger.app.writing.numbers import Numbers
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import folded
from kkmp_ledger.importing.documents import row_key
from kkmp_ledger.importing.documents import row_of
from kkmp_ledger.importing.intake import read_again
from kkmp_ledger.importing.kinds.registry import kind_of
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.koperasi.drafting import refusal
from kkmp_ledger.koperasi.events.event import fields as event_fields
from kkmp_ledger.koperasi.events.values import NUMBER_TEXT
from kkmp_ledger.koperasi.events.values import TEXT
from kkmp_ledger.koperasi.undo import undo_plan
from kkmp_ledger.koperasi.undo import undone_books

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.book.door import Write
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Note
    from kkmp_ledger.importing.documents import Document
    from kkmp_ledger.importing.kinds.kind import AnyDocument
    from kkmp_ledger.importing.sheet_events import EventRow
    from kkmp_ledger.koperasi.events.event import Event

_WHO = frozenset({"pihak", "pemasok"})  # the fields that name who is no member


def happenings(new: Iterable[AnyDocument]) -> list[Happening]:
    """The rows of new documents in order of their day, else as they stand."""
    found = [
        Happening(
            row.event, row.day, doc.place(row), _key(doc.document[0], row)
        )
        for doc in new
        for row in doc.kind.rows(doc.content)
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.day)


def demand_new(
    folder: Folder,
    index: Index,
    old: Sequence[Document],
    new: Sequence[AnyDocument],
    agreed: Callable[[str], bool],
) -> None:
    """Demand that no row came before: a sheet saved again has other bytes, and no keys.

    Two rows that are alike inside one sheet are two events; one that was undone may come again.
    One that differs in its free texts alone is asked about. Raises ProblemError BARIS-ULANG.
    """
    sheets = [doc for doc in new if doc.kind.rows(doc.content)]
    rows = {d.nomor: d for doc in sheets for d in _of_the_same_days(old, doc)}
    earlier = read_again(rows.values(), lambda d: _kept(folder, d), folder.koperasi)
    booked = _booked(index, list(rows.values())) if rows else []
    undone = frozenset(row_of(e) for e in booked if index.reversal(e.bukti))
    numbers = {row_of(e): e.bukti for e in booked}
    seen: dict[object, str] = {}
    but_for_texts: dict[object, tuple[str, str]] = {}  # where it stood, and its number
    problems: list[Problem] = []
    for doc in (*earlier, *sheets):
        fresh: dict[object, str] = {}
        fresh_but: dict[object, tuple[str, str]] = {}
        for row in doc.kind.rows(doc.content):
            if _key(doc.document[0], row) in undone:
                continue
            facts, core = _facts(row), _facts(row, texts=False)
            if facts in seen:
                fact = f"baris ini sudah diterima dari {seen[facts]}"
                hint = f"hapus baris itu; bila memang dua kali terjadi, {_twice(row.event)}"
                problems.append(Problem("BARIS-ULANG", fact, hint, doc.place(row)))
            elif core in but_for_texts:
                where, number = but_for_texts[core]
                asked = f"baris ini sama dengan {where} ({number or 'baru'}) kecuali tulisannya"
                if not agreed(asked):
                    hint = _corrected(number)
                    problems.append(Problem("BARIS-ULANG", asked, hint, doc.place(row)))
            where = f"{doc.sources.basename} {row.called}"
            fresh[facts] = where
            fresh_but[core] = (where, numbers.get(_key(doc.document[0], row), ""))
        seen |= fresh
        but_for_texts |= fresh_but
    if problems:
        raise ProblemError(problems)


def _twice(event: Event) -> str:
    """What tells two events apart that are otherwise alike."""
    free = {"keterangan": "keterangannya", "uraian": "uraiannya"}
    names = [field.name for field in event_fields(type(event))]
    told = next((word for name, word in free.items() if name in names), "")
    return (
        f"bedakan {told} dan impor dengan --ya"
        if told
        else f"catat yang kedua dengan kkmp {event.path}"
    )


def _corrected(number: str) -> str:
    """What to do about a row whose texts were written anew, or that happened twice."""
    undo = f"kkmp balik {number} dahulu" if number else "hapus salah satu barisnya"
    return (
        f"bila hanya tulisannya diperbaiki, hapus baris itu atau {undo}; bila memang dua kali"
        " terjadi, impor lagi dengan --ya"
    )


def _key(doc: Document, row: EventRow) -> str:
    return row_key(doc.nomor, row.row, row.sheet)


def _of_the_same_days(old: Iterable[Document], new: AnyDocument) -> Iterator[Document]:
    """The documents that may hold the same rows: a sheet alone, or inside a workbook."""
    (mine,) = new.document
    for doc in old:
        same_days = doc.dari <= mine.sampai and mine.dari <= doc.sampai
        if doc.holds and same_days and set(kind_of(doc).tables) & set(new.kind.tables):
            yield doc


def _kept(folder: Folder, doc: Document) -> SourceFile:
    return SourceFile(folder.path / doc.file, doc.file)


def _facts(row: EventRow, *, texts: bool = True) -> object:
    """What the row says, however it is written: `a0001` is A0001.

    Without texts: the day, accounts, amounts, and who it is about.
    """
    said = (
        getattr(row.event, field.name)
        for field in event_fields(type(row.event))
        if texts or field.at.value not in (TEXT, NUMBER_TEXT) or field.name in _WHO
    )
    return type(row.event), row.day, *(folded(v) if isinstance(v, str) else v for v in said)


def _booked(index: Index, documents: Sequence[Document]) -> list[Entry | Note]:
    """What came of rows of these documents, in book order; of a count and its entry the entry."""
    numbers = {doc.nomor for doc in documents}
    until = max(doc.sampai for doc in documents) + timedelta(days=1)
    span = Period(min(doc.dari for doc in documents), until)
    entries = [e for e in index.entries(span) if row_of(e).partition("#")[0] in numbers]
    known = {e.bukti for e in entries}
    counts = [
        n
        for n in index.notes(span)
        if n.bukti and n.bukti not in known and row_of(n).partition("#")[0] in numbers
    ]
    found: list[Entry | Note] = [*entries, *counts]
    return sorted(found, key=lambda one: one.tanggal)


def undo_rows(
    folder: Folder, recorder: Recorder, index: Index, doc: Document, alasan: str
) -> tuple[Write, list[Month]]:
    """Undo every row of the document that still holds, each on its own day, the last one first.

    Gives what is to be written and the months that it touches. Raises ProblemError: a closed
    month, a row that has no entry and no count (a member who joined), what a later event rests on.
    """
    booked = [e for e in _booked(index, [doc]) if not e.membalik]
    _demand_open(folder, doc, booked)
    _demand_whole(folder, doc, {row_of(e) for e in booked})
    at = folder.books(index)
    numbers = Numbers(folder, index)
    plans = []
    days: list[date] = []
    for one in reversed(booked):
        number = one.bukti
        if index.reversal(number):
            continue
        entry, count = index.entry_numbered(number), index.note_numbered(number)
        undoing = undo_plan(at, number, entry, count, one.tanggal, fixed=True, alasan=alasan)
        given = numbers.following(undoing.written(""), undoing.day)
        at = undone_books(at, undoing, given)
        plans.append(undoing.written(given))
        days.append(undoing.day)
    return as_write(folder, recorder, plans, at), sorted({Month.of(day) for day in days})


def _demand_open(folder: Folder, doc: Document, booked: Iterable[Entry | Note]) -> None:
    for entry in booked:
        if folder.closed.contains_day(entry.tanggal):
            month = Month.of(entry.tanggal)
            fact = f"dokumen {doc.nomor} memuat {month.title}, yang sudah ditutup"
            raise ProblemError(Problem("BULAN-TERTUTUP", fact, kind_of(doc).undo, Place(doc.file)))


def _demand_whole(folder: Folder, doc: Document, booked: set[str]) -> None:
    """A row without an entry has nothing that names it: it is undone by its own number."""
    (read,) = read_again([doc], lambda d: _kept(folder, d), folder.koperasi)
    lacking = [row for row in read.kind.rows(read.content) if _key(doc, row) not in booked]
    if lacking:
        named = ", ".join(row.called for row in lacking)
        fact = f"{named} dari dokumen {doc.nomor} tidak membukukan entri"
        raise refusal(fact, f"{kind_of(doc).undo}; nomornya ada di kkmp terakhir")
