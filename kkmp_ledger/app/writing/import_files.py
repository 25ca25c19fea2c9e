"""Accepts files from outside: reads, ties out, books what is new, and keeps the papers."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.app.folder.folder import LIST
from kkmp_ledger.app.generating.machine_files import documents_text
from kkmp_ledger.app.generating.machine_files import listed
from kkmp_ledger.app.generating.machine_files import month_of
from kkmp_ledger.app.writing.booking import as_write
from kkmp_ledger.app.writing.booking import planned
from kkmp_ledger.app.writing.booking import row_places
from kkmp_ledger.app.writing.recorder import write
from kkmp_ledger.app.writing.sheet_rows import demand_new
from kkmp_ledger.app.writing.sheet_rows import happenings
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.batch import PRIBADI
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.door import Write
from kkmp_ledger.importing import documents
from kkmp_ledger.importing import month_files
from kkmp_ledger.importing.intake import check_dates
from kkmp_ledger.importing.intake import read_again
from kkmp_ledger.importing.intake import take_in
from kkmp_ledger.importing.month_files import by_file
from kkmp_ledger.importing.recognise import describe
from kkmp_ledger.importing.source_file import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.booking import Happening
    from kkmp_ledger.app.writing.booking import Told
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.importing.documents import Document
    from kkmp_ledger.importing.intake import Intake
    from kkmp_ledger.importing.month_files import MonthFiles


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did."""

    result: Written
    new: tuple[Document, ...]
    already: tuple[Document, ...]
    told: tuple[str, ...]  # what each kind tells of what it booked
    warnings: tuple[Problem, ...]  # what the treasurer should look at, rows left out too


@dataclass(frozen=True, slots=True)
class _Accepted:
    """What was taken in, the files that come of it, and what its rows book."""

    taken: Intake
    made: MonthFiles | None = None
    told: tuple[Told, ...] = ()


def import_files(
    folder: Folder,
    recorder: Recorder,
    paths: Sequence[Path],
    *,
    agreed: Callable[[str], bool] = bool,
) -> ImportResult:
    """Accept the files, all or none; what was there already is booked once. Raises ProblemError.

    `agreed` says whether a question that a row asks was agreed to.
    """
    got: list[_Accepted] = []

    def make_plan(index: Index) -> Write:
        old = listed(folder)
        taken = take_in(
            [SourceFile.at(path) for path in paths],
            old,
            folder.koperasi,
            accepted=recorder.time.isoformat(),
            terbuka_sejak=terbuka_sejak(folder),
        )
        wrong = check_dates(
            taken.new,
            first=folder.koperasi.pembukuan_sejak,
            terbuka_sejak=terbuka_sejak(folder),
            sampai=recorder.time.date() + timedelta(days=1),
        )
        if wrong:
            raise ProblemError(wrong)
        if not taken.new:
            got.append(_Accepted(taken))
            return Write()
        demand_new(folder, index, old, taken.new, lambda asked: recorder.rehearsal or agreed(asked))
        papers = {f.digest(): f.path for f in map(SourceFile.at, paths)}
        files, made = _plan(folder, old, taken, papers)
        rows = happenings(taken.new)
        _demand_not_looking(rows, made)
        ready = planned(folder, recorder, index, rows, agreed)
        got.append(_Accepted(taken, made, ready.told))
        places = row_places(rows, ready)
        return _both(as_write(folder, recorder, ready.plans, ready.after, places), files)

    return _result(write(folder, recorder, make_plan, "impor"), got[-1])


def _result(result: Written, got: _Accepted) -> ImportResult:
    """What to tell of it."""
    told = got.made.told() if got.made else []
    lines = [line for one in told for line in one.lines]
    for doc in got.taken.new:
        if rows := doc.kind.rows(doc.content):
            lines.append(f"{doc.kind.title}: {len(rows)} baris dibukukan")
    lines += _spans([one.number for one in got.told if one.number])
    left_out = [p for t in got.taken.new for p in t.left_out]
    return ImportResult(
        result,
        tuple(d for t in got.taken.new for d in t.document),
        got.taken.already,
        tuple(lines),
        (*left_out, *(p for one in told for p in one.warnings)),
    )


def _spans(numbers: Iterable[str]) -> Iterator[str]:
    """`nomor KS-2507-0003 sampai KS-2507-0096`, a line a series."""
    series: dict[str, list[str]] = {}
    for number in numbers:
        series.setdefault(number.rpartition("-")[0], []).append(number)
    for given in series.values():
        yield f"nomor {given[0]}" + (f" sampai {given[-1]}" if len(given) > 1 else "")


def _demand_not_looking(rows: Iterable[Happening], made: MonthFiles) -> None:
    """What an event finds in the book must be there: a till's sales of the same import are not."""
    looking = [row for row in rows if row.event.looks]
    if looking and any(made.drafts.values()):
        fact = "baris ini melihat saldo buku, padahal penjualan di impor yang sama belum dibukukan"
        hint = "impor ekspor kasirnya dahulu, lalu lembar ini"
        raise ProblemError(Problem("ISIAN", fact, hint, looking[0].place))


def _both(rows: Write, files: Write) -> Write:
    """Entries and registers of the rows, and the papers with what is generated of them."""
    return replace(
        rows,
        machine={**rows.machine, **files.machine},
        source={**rows.source, **files.source},
        read={**rows.read, **files.read},
    )


def examine(paths: Sequence[Path]) -> tuple[list[str], list[Problem]]:
    """What each file is, a sentence each; and what is none of ours, with what it lacks."""
    said: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        file = SourceFile.at(path)
        try:
            said.append(f"{file.nama}: {describe(file)}")
        except ProblemError as error:
            problems += error.problems
    return said, problems


def terbuka_sejak(folder: Folder) -> date:
    """The first day that is not in a closed month."""
    closed = folder.closed.months
    return max(closed).until if closed else folder.koperasi.pembukuan_sejak


def _plan(
    folder: Folder, old: Sequence[Document], taken: Intake, origin: Mapping[str, Path]
) -> tuple[Write, MonthFiles]:
    """The papers, the list of documents, and the files of the months that the new ones touch."""
    new = [d for t in taken.new for d in t.document]
    touched = set(by_file(new))
    by_path = by_file([*(d for d in old if d.holds), *new])
    numbers = {d.nomor for d in new}
    again = {d.nomor: d for p in touched for d in by_path[p] if d.nomor not in numbers}
    read = read_again(
        list(again.values()), lambda d: SourceFile(folder.path / d.file, d.file), folder.koperasi
    )
    made = month_files.arrange(
        [*read, *taken.new], folder.koperasi, folder.register, folder.customer
    )
    files = {
        path: documents_text(folder, path, made, by_path[path])
        for path in sorted(touched)
        if not folder.closed.contains(month_of(path))
    }
    papers = {d.file: Content(origin[d.sha256].read_bytes(), PRIBADI) for d in new}
    papers[LIST] = Content(documents.write([*old, *new]).encode())
    return Write(source=papers, machine=files, read={LIST: folder.digest(LIST)}), made
