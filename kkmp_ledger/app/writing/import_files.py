"""Accepts files from outside: reads, ties out, books what is new, and keeps the papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.app.folder.folder import LIST
from kkmp_ledger.app.generating.machine_files import documents_text
from kkmp_ledger.app.generating.machine_files import listed
from kkmp_ledger.app.generating.machine_files import month_of
from kkmp_ledger.app.writing.recorder import write
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
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.base.problem import Problem
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
    entry_text: int


def import_files(folder: Folder, recorder: Recorder, paths: Sequence[Path]) -> ImportResult:
    """Accept the files, all or none; what was there already is booked once. Raises ProblemError."""
    got: list[tuple[Intake, MonthFiles | None]] = []

    def make_plan(_index: Index) -> Write:
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
            got.append((taken, None))
            return Write()
        papers = {f.digest(): f.path for f in map(SourceFile.at, paths)}
        plan, made = _plan(folder, old, taken, papers)
        got.append((taken, made))
        return plan

    result = write(folder, recorder, make_plan, "impor")
    taken, made = got[-1]
    new = tuple(d for t in taken.new for d in t.document)
    entries = sum(len(d) for d in made.drafts.values()) if made else 0
    told = made.told() if made else []
    left_out = [p for t in taken.new for p in t.left_out]
    return ImportResult(
        result,
        new,
        taken.already,
        tuple(line for one in told for line in one.lines),
        (*left_out, *(p for one in told for p in one.warnings)),
        entries,
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
