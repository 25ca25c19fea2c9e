"""Takes files in: recognises each, puts together what belongs together, reads, gives numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import documents
from kkmp_ledger.importing.documents import Document
from kkmp_ledger.importing.kinds import registry
from kkmp_ledger.importing.kinds.kind import ReadDocument
from kkmp_ledger.importing.readers.findings import name_rows
from kkmp_ledger.importing.recognise import recognised

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.importing.kinds.kind import AnyDocument
    from kkmp_ledger.importing.kinds.kind import AnyKind
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.schema.koperasi import Koperasi


_LIST = "dokumen/daftar.csv"  # the list itself: no document may take its place
_COUNT = {2: "dua", 3: "tiga", 4: "empat"}


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of the files given: documents to accept, and those that were there already."""

    new: tuple[AnyDocument, ...]
    already: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class _Batch:
    """The files that make one document, one for each part of its kind."""

    kind: AnyKind
    sources: tuple[SourceFile, ...]


def take_in(
    sources: Sequence[SourceFile],
    old: Sequence[Document],
    koperasi: Koperasi,
    *,
    accepted: str,
    terbuka_sejak: date,
) -> Intake:
    """Recognise and read new files; numbers follow those of `old`, a pair gets two in a row.

    A document all of whose bytes were accepted before, and not withdrawn, is only named again.
    Raises ProblemError with what is wrong with any of the files: nothing is accepted then.
    """
    problems: list[Problem] = []
    digests: dict[str, SourceFile] = {}
    for file in sources:
        try:
            digests.setdefault(file.digest(), file)
        except ProblemError as error:
            problems += error.problems
    known = {digest: found for digest in digests if (found := documents.find(old, digest))}
    units, wrong = _batches(list(digests.values()))
    problems += wrong
    fresh: list[AnyDocument] = []
    names = {_LIST, *(d.file.casefold() for d in old)}
    digest_of = {file: digest for digest, file in digests.items()}
    given = 0
    for unit in units:
        keys = [digest_of[file] for file in unit.sources]
        if all(key in known for key in keys):
            continue
        try:
            records = unit.kind.read(unit.sources, koperasi, _day(accepted))
        except ProblemError as error:
            problems += error.problems
            continue
        span = unit.kind.dates(records.content)
        rows: list[Document] = []
        for key, file, part in zip(keys, unit.sources, unit.kind.parts, strict=True):
            nomor = documents.following(old, given)
            given += 1
            path = _place(file.basename, nomor, names)
            names.add(path.casefold())
            rows.append(
                Document(
                    nomor, key, path, part.profil, span.first, span.last, accepted, terbuka_sejak
                )
            )
        fresh.append(
            ReadDocument(unit.kind, tuple(rows), unit.sources[0], records.content, records.left_out)
        )
    if problems:
        raise ProblemError(problems)
    taken = {d.sha256 for t in fresh for d in t.document}
    return Intake(tuple(fresh), tuple(d for k, d in known.items() if k not in taken))


def read_again(
    document: Iterable[Document], where: Callable[[Document], SourceFile], koperasi: Koperasi
) -> list[AnyDocument]:
    """Read accepted documents again, in order of their number; `where` says where each lies.

    Raises ProblemError: DOKUMEN-BERUBAH when the bytes are not those that were accepted, and
    whatever no longer fits (a label that `koperasi.toml` does not name any more).
    """
    problems: list[Problem] = []
    found: list[AnyDocument] = []
    for kind, rows in registry.grouped(document):
        files = tuple(where(d) for d in rows)
        try:
            if not registry.is_whole(kind, rows):
                raise _without_partner(files[0], kind)
            for row, file in zip(rows, files, strict=True):
                _demand_bytes(row, file)
            records = kind.read(files, koperasi, _day(rows[0].accepted))
            found.append(ReadDocument(kind, rows, files[0], records.content, records.left_out))
        except ProblemError as error:
            problems += error.problems
    if problems:
        raise ProblemError(problems)
    return found


def check_dates(
    read: Iterable[AnyDocument], *, first: date, terbuka_sejak: date, sampai: date
) -> list[Problem]:
    """What in new documents lies before the books, in a closed month, or from `sampai` on."""
    early = ("TANGGAL-LUAR", f"sebelum buku dimulai {long_date(first)}")
    closed = ("BULAN-TERTUTUP", f"sebelum {long_date(terbuka_sejak)}, sudah ditutup")
    late = ("TANGGAL-LUAR", f"{long_date(sampai)} atau sesudahnya")
    hint = "perbaiki tanggalnya, atau impor hanya hari di tahun buku yang terbuka"
    problems: list[Problem] = []
    for doc in read:
        outside: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for sheet, row, day in doc.day():
            if day < first:
                outside[sheet, *early].append(row)
            elif day < terbuka_sejak:
                outside[sheet, *closed].append(row)
            elif day >= sampai:
                outside[sheet, *late].append(row)
        for (sheet, code, what), rows in outside.items():
            fact = f"tanggal {what}, {name_rows(rows)}"
            place = doc.sources.of_sheet(sheet).place(min(rows))
            problems.append(Problem(code, fact, hint, place))
    return problems


def _batches(files: Sequence[SourceFile]) -> tuple[list[_Batch], list[Problem]]:
    """Files that belong together, in the order in which the files were given."""
    problems: list[Problem] = []
    by_kind: dict[AnyKind, dict[str, list[SourceFile]]] = {}
    for file in files:
        try:
            kind, part = recognised(file)
            if kind is None:
                hint = f"jalankan {part.instead} {file.basename}"
                raise file.refuse("ISIAN", f"{part.title} bukan dokumen pembukuan", hint)
        except ProblemError as error:
            problems += error.problems
            continue
        by_kind.setdefault(kind, defaultdict(list))[part.profil].append(file)
    units: list[_Batch] = []
    for kind, given in by_kind.items():
        whole, alone = _together([given[part.profil] for part in kind.parts])
        units += [_Batch(kind, group) for group in whole]
        for file in alone:
            problems += _without_partner(file, kind).problems
    return sorted(units, key=lambda u: files.index(u.sources[0])), problems


def _together(
    parts: Sequence[Sequence[SourceFile]],
) -> tuple[list[tuple[SourceFile, ...]], list[SourceFile]]:
    """Files of each part that belong together: by the range in the names, else the last ones left.

    Whether they do belong together is proved when they are read; this only saves trying.
    """
    firsts, *others = parts
    free = [list(part) for part in others]
    whole: list[tuple[SourceFile, ...]] = []
    alone: list[SourceFile] = []
    for first in firsts:
        span = first.named_span()
        same = [[f for f in part if span and f.named_span() == span] for part in free]
        if all(len(found) == 1 for found in same):
            whole.append((first, *(found[0] for found in same)))
            for part, found in zip(free, same, strict=True):
                part.remove(found[0])
        else:
            alone.append(first)
    if all(len(part) == 1 for part in (alone, *free)):
        return [*whole, (alone[0], *(part[0] for part in free))], []
    return whole, [*alone, *(file for part in free for file in part)]


def _without_partner(file: SourceFile, kind: AnyKind) -> ProblemError:
    titles = [part.title for part in kind.parts]
    fact = f"berkas {file.basename} datang tanpa pasangannya"
    hint = (
        f"ekspor {_COUNT.get(len(titles), len(titles))} berkas untuk rentang yang sama,"
        f" {', '.join(titles[:-1])} dan {titles[-1]}, lalu impor {_both(len(titles))} sekaligus"
    )
    return file.refuse("PASANGAN-KURANG", fact, hint)


def _both(count: int) -> str:
    return f"ke{_COUNT.get(count, count)}nya"


def _day(accepted: str) -> date:
    return datetime.fromisoformat(accepted).date()


def _place(nama: str, nomor: str, taken: set[str]) -> str:
    """Where the document goes; a name that is taken, in any case, gets the number before it.

    A backslash parts folders on some systems: it becomes a line.
    """
    nama = nama.replace("\\", "_")
    path = f"dokumen/{nama}"
    return f"dokumen/{nomor}-{nama}" if path.casefold() in taken else path


def _demand_bytes(row: Document, file: SourceFile) -> None:
    if file.digest() != row.sha256:
        fact = f"isi {row.file} bukan yang diterima sebagai {row.nomor}"
        hint = "kembalikan berkas aslinya; perbaikan datang sebagai dokumen baru"
        raise file.refuse("DOKUMEN-BERUBAH", fact, hint)
