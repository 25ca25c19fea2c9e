"""The accepted papers: the list of them, and withdrawing one whole while its months are open."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.app.folder.folder import LIST
from kkmp_ledger.app.generating.machine_files import listed
from kkmp_ledger.app.generating.machine_files import month_of
from kkmp_ledger.app.writing.recorder import write
from kkmp_ledger.app.writing.sheet_rows import undo_rows
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import one_line
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.door import Write
from kkmp_ledger.importing import documents
from kkmp_ledger.importing.documents import Listed
from kkmp_ledger.importing.kinds.registry import grouped
from kkmp_ledger.importing.kinds.registry import kind_of
from kkmp_ledger.importing.month_files import by_file
from kkmp_ledger.koperasi.drafting import filled
from kkmp_ledger.koperasi.drafting import refusal

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.base.period import Month
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.importing.documents import Document


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was withdrawn, and the months that are without it now.

    They were made anew, or (`reversed`) its rows were undone in them.
    """

    result: Written
    document: tuple[Document, ...]
    months: tuple[Month, ...]
    reversed: bool


def papers(folder: Folder) -> list[Listed]:
    """Every document that was ever accepted, in order. Raises ProblemError."""
    return [
        Listed(doc, kind_of(doc).title, (folder.path / doc.file).is_file())
        for doc in listed(folder)
    ]


def withdraw(folder: Folder, recorder: Recorder, *, nomor: str, alasan: str) -> Withdrawal:
    """Withdraw a document, and the files that were accepted with it.

    What it brought leaves the generated files, or is undone row by row where it was booked once;
    the list keeps its rows, marked; the same bytes may come again. Works while the book cannot be
    made anew because of that very document. Raises ProblemError with nothing changed: not in the
    list, withdrawn before, a closed month, entries that somebody reversed or that later ones rest
    on, papers that are not here.
    """
    reason = one_line(filled(alasan, "alasan"))
    got: list[tuple[tuple[Document, ...], Collection[Month]]] = []

    def make_plan(index: Index) -> Write:
        rows = listed(folder)
        going = _wanted(rows, nomor)
        at = recorder.time.isoformat()
        marked = [replace(d, withdrawn=at, reason=reason) if d in going else d for d in rows]
        papers = {LIST: Content(documents.write(marked).encode())}
        read = {LIST: folder.digest(LIST)}
        if not kind_of(going[0]).month_file:
            plan, months = undo_rows(folder, recorder, index, going[0], reason)
            got.append((going, months))
            return replace(plan, source={**plan.source, **papers}, read={**plan.read, **read})
        rest = by_file(d for d in rows if d.holds and d not in going)
        touched = by_file(going)
        _demand_open(folder, going, touched)
        _demand_here(folder, [d for path in touched for d in rest.get(path, ())])
        _demand_not_reversed(index, going, touched)
        got.append((going, {month_of(path) for path in touched}))
        return Write(  # the door's caller makes anew what this leaves stale
            source=papers,
            read=read,
            delete=[p for p in touched if p not in rest and (folder.path / p).is_file()],
        )

    result = write(folder, recorder, make_plan, f"tarik {nomor}", fresh_first=False)
    going, months = got[-1]
    return Withdrawal(result, going, tuple(sorted(months)), not kind_of(going[0]).month_file)


def _wanted(rows: Sequence[Document], nomor: str) -> tuple[Document, ...]:
    """The whole document that the number is of."""
    found = next((d for d in rows if d.nomor == nomor.strip().upper()), None)
    if found is None:
        raise refusal(f"dokumen {nomor} tidak ada di daftar", "lihat nomornya: kkmp dokumen daftar")
    if not found.holds:
        fact = f"dokumen {found.nomor} sudah ditarik pada {found.withdrawn[:10]}"
        raise refusal(fact, "tidak ada yang perlu dikerjakan")
    return next(group for _, group in grouped(d for d in rows if d.holds) if found in group)


def _demand_open(folder: Folder, going: Sequence[Document], paths: Iterable[str]) -> None:
    for path in paths:
        month = month_of(path)
        if folder.closed.contains(month):
            fact = f"dokumen {going[0].nomor} memuat {month.title}, yang sudah ditutup"
            hint = kind_of(going[0]).undo
            raise ProblemError(Problem("BULAN-TERTUTUP", fact, hint, Place(going[0].file)))


def _demand_here(folder: Folder, needed: Iterable[Document]) -> None:
    """What stays in those months is made anew from its papers."""
    lacking = [d for d in dict.fromkeys(needed) if not (folder.path / d.file).is_file()]
    if lacking:
        hint = "kembalikan berkasnya ke folder dokumen, lalu ulangi"
        raise ProblemError(
            Problem(
                "BERKAS-TIADA",
                f"{d.file} ({d.nomor}) tidak ada di sini; bulannya disusun ulang dari berkas itu",
                hint,
                Place(d.file),
            )
            for d in lacking
        )


def _demand_not_reversed(index: Index, going: Sequence[Document], paths: Collection[str]) -> None:
    """A reversal would be left without what it reverses."""
    until = max(d.sampai for d in going).toordinal() + 1
    span = Period(min(d.dari for d in going), type(going[0].dari).fromordinal(until))
    numbers = {d.nomor for d in going}
    for entry in index.entries(span):
        mine = entry.place.path in paths and numbers & set(entry.bukti.split("-"))
        if mine and (reversal := index.reversal(entry.bukti)):
            fact = f"{entry.bukti} dari dokumen {going[0].nomor} sudah dibalik oleh {reversal}"
            raise refusal(fact, "balik juga entri lain dari dokumen itu dengan kkmp balik")
