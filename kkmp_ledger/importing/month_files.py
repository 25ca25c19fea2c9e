"""From accepted documents to the drafts of each generated month file; nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.importing import till_sales
from kkmp_ledger.importing.receipts import TillDocument
from kkmp_ledger.importing.receipts import merge
from kkmp_ledger.importing.sheet_drafts import sheet_drafts
from kkmp_ledger.koperasi.books import Books
from kkmp_ledger.koperasi.penjualan import daily_entries
from kkmp_ledger.schema.chart import chart_of
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.importing.documents import Document
    from kkmp_ledger.importing.intake import ReadDocument
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.importing.till_sales import Mapped
    from kkmp_ledger.importing.till_sales import Summary
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.customers import CustomerMap
    from kkmp_ledger.schema.koperasi import Koperasi


@dataclass(frozen=True, slots=True)
class MonthFiles:
    """What the generated files hold. Keys are paths such as `2025/07-toko.gen.beancount`.

    `sumber` names, per file, the documents that touch its month: every document of its kind
    whose rows fall in the month, also those that brought nothing new.
    """

    drafts: Mapping[str, tuple[Draft, ...]]
    source: Mapping[str, tuple[Document, ...]]
    summary: Summary | None  # of all receipts; None when there are no till documents


def arrange(
    read: Sequence[ReadDocument], koperasi: Koperasi, register: Register, customer: CustomerMap
) -> MonthFiles:
    """Work out every generated file of the documents, which come in order of their number.

    Raises ProblemError with all problems of all documents: receipts that changed, rows that
    came before, members who are not active.
    """
    problems: list[Problem] = []
    # What a sheet of these kinds books depends on no balance: the ledger may be an empty one.
    at = Books(koperasi, chart_of(koperasi), register, TextBook(()))
    files: dict[str, list[Draft]] = defaultdict(list)
    for doc in read:
        try:
            for draft in _sheet(doc, at):
                files[_file(draft.tanggal, _JENIS[draft.bukti[:2]])].append(draft)
        except ProblemError as error:
            problems += error.problems
    problems += _repeated_rows(read)
    merged, changed = merge(d.content for d in read if isinstance(d.content, TillDocument))
    mapped, without = till_sales.map_receipts(merged, koperasi, at.chart, register, customer)
    problems += [*changed, *without]
    if problems:
        raise ProblemError(problems)
    for draft in _toko(mapped, at, {d.sources: _called(d) for d in read}):
        files[_file(draft.tanggal, "toko")].append(draft)
    ordered = {
        path: tuple(sorted(drafts, key=lambda d: (d.tanggal, d.bukti)))
        for path, drafts in sorted(files.items())
    }
    tills = any(isinstance(d.content, TillDocument) for d in read)
    return MonthFiles(ordered, _source(read), mapped.summary if tills else None)


_TENDER = (Role.KAS, Role.BANK, Role.PIUTANG_AKUIRER, Role.PIUTANG_BON)
_JENIS = {"SP": "simpanan", "BL": "beli", "BB": "beban"}
_JENIS_PROFIL = {"setoran": "simpanan", "beli": "beli", "beban": "beban"}


def _file(day: date, jenis: str) -> str:
    return f"{day.year:04d}/{day.month:02d}-{jenis}.gen.beancount"


def _sheet(doc: ReadDocument, at: Books) -> list[Draft]:
    """The drafts of a sheet; none for a till export."""
    if isinstance(doc.content, TillDocument):
        return []
    drafts = sheet_drafts(doc.content, doc.document[0].nomor, doc.sources, at)
    return [replace(d, meta={**d.meta, "sumber": _called(doc)}) for d in drafts]


def _called(doc: ReadDocument) -> str:
    """How the ledger names the document: as it is kept, so that reading it again says the same."""
    return doc.document[0].file.rpartition("/")[2]


def _repeated_rows(read: Iterable[ReadDocument]) -> list[Problem]:
    """Rows that an earlier sheet had already: a sheet saved again has other bytes, and no keys.

    Two rows that are alike inside one sheet are two events.
    """
    seen: dict[object, str] = {}
    problems: list[Problem] = []
    for doc in read:
        if isinstance(doc.content, TillDocument):
            continue
        fresh: dict[object, str] = {}
        for row in doc.content:
            facts = replace(row, row=0)
            if facts in seen:
                fact = f"baris ini sudah diterima dari {seen[facts]}"
                hint = "hapus baris itu; bila memang dua kali terjadi, bedakan keterangannya"
                problems.append(Problem("BARIS-ULANG", fact, hint, doc.sources.place(row.row)))
            fresh[facts] = f"{doc.sources.basename} baris {row.row}"
        seen |= fresh
    return problems


def _toko(mapped: Mapped, at: Books, names: Mapping[SourceFile, str]) -> list[Draft]:
    """The daily entries, each naming the exports that brought its receipts."""
    perpetual = [u.segmen for u in at.koperasi.unit if u.stok == "perpetual"]
    stores = {code: name for kasir in at.koperasi.kasir for name, code in kasir.toko.items()}
    origin: dict[tuple[date, str, str], set[str]] = defaultdict(set)
    tender: dict[tuple[date, str, str], int] = defaultdict(int)
    for receipt, file in mapped.receipt:
        day: tuple[date, str, str] = (receipt.time.date(), receipt.outlet, receipt.kind)
        origin[day].add(names[file])
        tender[day] += sum(amount for _, amount in receipt.bayar)
    drafts: list[Draft] = []
    receipts = (receipt for receipt, _ in mapped.receipt)
    for draft in daily_entries(receipts, at.chart, perpetual, store_names=stores):
        outlet = draft.bukti.split("-")[2]
        day = (draft.tanggal, outlet, draft.jenis)
        # The day ties: what the entry says was paid is what the receipts' heads say.
        paid = sum(leg.jumlah for leg in draft.legs if at.chart.role(leg.akun) in _TENDER)
        ensure(abs(paid) == tender[day], draft.bukti)
        meta = {**draft.meta, "sumber": "; ".join(sorted(origin[day]))}
        drafts.append(replace(draft, meta=meta))
    return drafts


def _source(read: Iterable[ReadDocument]) -> dict[str, tuple[Document, ...]]:
    found: dict[str, list[Document]] = defaultdict(list)
    for doc in read:
        jenis = _JENIS_PROFIL.get(doc.document[0].profil, "toko")
        for month in {Month.of(day) for _, day in doc.day()}:
            found[_file(month.start, jenis)].extend(doc.document)
    return {path: tuple(docs) for path, docs in sorted(found.items())}
