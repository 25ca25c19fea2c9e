"""The seven proofs of a book year, from the text, and what is remembered of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.checking.document_sales import daily_receipts
from kkmp_ledger.app.checking.memory import Memory
from kkmp_ledger.app.checking.sealed import seal_problems
from kkmp_ledger.app.checking.seals import year_fingerprint
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.asked_once import AskedOnce
from kkmp_ledger.book.load import clamp_result
from kkmp_ledger.book.load import load
from kkmp_ledger.book.parsed import LedgerText
from kkmp_ledger.book.parsed import without_gc
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.statements.proofs import all_proofs
from kkmp_ledger.statements.spans import spans

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.checking.document_sales import Receipts
    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.load import Loaded
    from kkmp_ledger.statements.sections import Proof


@without_gc()  # the whole ledger stays in memory: the collector need not walk it
def prove(
    folder: Folder, year: int, *, until: date | None = None
) -> tuple[Ledger, str, tuple[Proof, ...]]:
    """Read the text, prove the year, remember the result.

    `until` cuts an open year before that day; what is proven of a part is not remembered.
    Gives the ledger, the year's fingerprint and the seven proofs. Raises ProblemError, also where
    a file of the ledger is not there.
    """
    text = LedgerText(folder.path)
    if text.problems:
        raise ProblemError(text.problems)
    book = TextBook.of(text)
    if broken := seal_problems(folder, book):
        raise ProblemError(broken)
    ledger = AskedOnce(book, until)
    proofs = _year(folder, ledger, load(text), year, daily_receipts(folder))
    if until:
        part = spans(ledger, folder.koperasi, year, tutup=False)
        return ledger, year_fingerprint(book, part), proofs
    return ledger, _remember(folder, book, year, proofs), proofs


def proof_problems(folder: Folder, book: TextBook, loaded: Loaded) -> list[Problem]:
    """What does not hold in any book year; each year's result is remembered."""
    years = years_with_entries(folder, book)
    if not years:
        return []
    try:
        receipts = daily_receipts(folder)
    except ProblemError as error:
        return list(error.problems)
    found: list[Problem] = []
    ledger = AskedOnce(book)
    for year in years:
        try:
            proofs = _year(folder, ledger, loaded, year, receipts)
        except ProblemError as error:
            found += error.problems
            continue
        _remember(folder, book, year, proofs)
        closed = year in folder.closed.years
        found += (p for b in proofs for p in all_proofs.proof_problems(b, tutup=closed))
    return found


def years_with_entries(folder: Folder, book: TextBook) -> list[int]:
    """The book years from the founding to the last entry."""
    last = book.last()
    return list(range(folder.koperasi.pembukuan_sejak.year, last.year + 1)) if last else []


def _year(
    folder: Folder, ledger: Ledger, loaded: Loaded, year: int, receipts: Receipts
) -> tuple[Proof, ...]:
    closed = year in folder.closed.years
    period = spans(ledger, folder.koperasi, year, tutup=closed)
    totals, complete = receipts
    source = all_proofs.ProofSources(
        folder.register,
        clamp_result(loaded, period),
        {key: total for key, total in totals.items() if key[0] in period},
        complete,
    )
    return all_proofs.prove(ledger, folder.chart, folder.koperasi, year, source, tutup=closed)


def _remember(folder: Folder, book: TextBook, year: int, proofs: tuple[Proof, ...]) -> str:
    digest = year_fingerprint(book, folder.year(year))
    digests = {file.path: file.digest for file in book.files}
    Memory(folder).save(digests, year, digest, proofs)
    return digest
