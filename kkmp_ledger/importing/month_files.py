"""From accepted documents to the drafts of each generated month file; nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.kinds import registry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.importing.documents import Document
    from kkmp_ledger.importing.kinds.kind import AnyDocument
    from kkmp_ledger.importing.kinds.kind import AnyKind
    from kkmp_ledger.importing.kinds.kind import Booked
    from kkmp_ledger.importing.kinds.kind import Told
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.customers import CustomerMap
    from kkmp_ledger.schema.koperasi import Koperasi


@dataclass(frozen=True, slots=True)
class MonthFiles:
    """What the generated files hold. Keys are paths such as `2025/07-toko.gen.beancount`.

    `source` names, per file, the documents that touch its month: every document of its kind
    whose rows fall in the month, also those that brought nothing new.
    """

    drafts: Mapping[str, tuple[Draft, ...]]
    source: Mapping[str, tuple[Document, ...]]
    booked: tuple[tuple[AnyKind, Booked], ...]  # of each kind that there are documents of

    def told(self) -> list[Told]:
        """What the kinds tell the treasurer."""
        return [kind.summary(booked) for kind, booked in self.booked]


def arrange(
    read: Sequence[AnyDocument], koperasi: Koperasi, register: Register, customer: CustomerMap
) -> MonthFiles:
    """Work out every generated file of the documents, which come in order of their number.

    Raises ProblemError with all problems of all documents: receipts that changed, rows that
    came before, members who are not active.
    """
    booked = tuple(
        (kind, kind.book(mine, koperasi, register, customer))
        for kind in registry.everything()
        if (mine := [doc for doc in read if doc.kind is kind])
    )
    problems: list[Problem] = [p for _, found in booked for p in found.problems]
    if problems:
        raise ProblemError(problems)
    files: dict[str, list[Draft]] = defaultdict(list)
    for kind, found in booked:
        for draft in found.drafts:
            files[path_of(kind, Month.of(draft.tanggal))].append(draft)
    ordered = {
        path: tuple(sorted(drafts, key=lambda d: (d.tanggal, d.bukti)))
        for path, drafts in sorted(files.items())
    }
    return MonthFiles(ordered, _source(read), booked)


def path_of(kind: AnyKind, month: Month) -> str:
    """The generated file of a kind for a month."""
    return f"{month.year:04d}/{month.month:02d}-{kind.month_file}.gen.beancount"


def by_file(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """Each generated file with the documents whose days touch its month, in the order given.

    A document whose rows are booked once has none.
    """
    found: dict[str, list[Document]] = {}
    for doc in documents:
        kind = registry.kind_of(doc)
        if not kind.month_file:
            continue  # its rows were booked once
        month = Month.of(doc.dari)
        while month.start <= doc.sampai:
            found.setdefault(path_of(kind, month), []).append(doc)
            month = month.following
    return dict(sorted(found.items()))


def _source(read: Iterable[AnyDocument]) -> dict[str, tuple[Document, ...]]:
    found: dict[str, list[Document]] = defaultdict(list)
    for doc in (doc for doc in read if doc.kind.month_file):
        for month in {Month.of(day) for _, _, day in doc.day()}:
            found[path_of(doc.kind, month)].extend(doc.document)
    return {path: tuple(docs) for path, docs in sorted(found.items())}
