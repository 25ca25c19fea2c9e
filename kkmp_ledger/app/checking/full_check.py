"""The one list of checks: what `kkmp cek`, the plugin and a close all run."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from kkmp_ledger.app.checking.door_checks import rule_context
from kkmp_ledger.app.checking.letters import letter_warnings
from kkmp_ledger.app.checking.proving import proof_problems
from kkmp_ledger.app.checking.sealed import seal_problems
from kkmp_ledger.app.folder.folder import KOPERASI
from kkmp_ledger.app.generating.machine_files import document
from kkmp_ledger.app.generating.machine_files import expected
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.base.problem import errors
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.book.digest import with_lf
from kkmp_ledger.book.load import load
from kkmp_ledger.book.parsed import DIVISION
from kkmp_ledger.book.parsed import LedgerText
from kkmp_ledger.book.parsed import without_gc
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.book.tree import INCLUDES
from kkmp_ledger.book.tree import MAIN
from kkmp_ledger.book.tree import ledger_files
from kkmp_ledger.book.write import machine_body
from kkmp_ledger.book.write import quoted
from kkmp_ledger.koperasi.checks.registry import check_all
from kkmp_ledger.koperasi.keputusan import check_keputusan
from kkmp_ledger.koperasi.keputusan import compare
from kkmp_ledger.koperasi.shu_year import check_destinations
from kkmp_ledger.koperasi.shu_year import compute_shu
from kkmp_ledger.schema.numbering import of_former_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.app.folder.folder import Closed
    from kkmp_ledger.app.folder.folder import Folder

_GEN = ".gen.beancount"
_TITLE = re.compile(r'option\s+"title"\s+("(?:[^"\\]|\\.)*")')


def check_book(folder: Folder, book: TextBook, as_if_closed: Closed | None = None) -> list[Problem]:
    """What needs only the ledger, the registers and the spec: the plugin's share of the list.

    `as_if_closed` stands for the sealed periods, for a close that asks what would be wrong then.
    """
    closed = as_if_closed or folder.closed
    context = dataclasses.replace(
        rule_context(folder), closed_months=closed.months, closed_years=closed.years
    )
    return _once(
        [
            *book.problems,
            *folder.data_problems(),
            *(p for rule in folder.koperasi.shu for p in check_destinations(rule, folder.chart)),
            *check_all(book, context),
            *_keputusan(folder, book),
            *seal_problems(folder, book),
        ]
    )


@without_gc()  # the whole ledger stays in memory: the collector need not walk it
def check(folder: Folder) -> list[Problem]:
    """Every check, from the text: the ledger's, the documents', the proofs, and Beancount's own."""
    found: list[Problem] = []
    try:
        text = LedgerText(folder.path)
        book = TextBook.of(text)
        found += book.problems
        found += check_book(folder, book)
        found += _title(folder)
        found += letter_warnings(folder)
        found += _machine_files(folder, book)
        found += _document(folder)
    except ProblemError as error:
        return _once([*found, *error.problems])
    if any(p.fact == DIVISION for p in found):
        return _once(found)  # Beancount's parser would die of a division by zero
    try:
        loaded = load(text)
    except ProblemError as error:
        return _once([*found, *error.problems])
    found += _according_to_beancount(loaded.problems, found)
    if not errors(found):  # a book that is wrong already proves nothing
        try:
            found += proof_problems(folder, book, loaded)
        except ProblemError as error:
            found += error.problems
    return _once(found)


def _keputusan(folder: Folder, book: TextBook) -> Iterator[Problem]:
    """The meetings' decisions against the chart and today's computation (SHU-BERUBAH)."""
    for year, decision in folder.keputusan.items():
        wrong = check_keputusan(decision, folder.chart)
        yield from wrong
        if wrong:
            continue
        try:
            now = compute_shu(book, folder.chart, folder.koperasi, folder.register, year)
        except ProblemError as error:
            yield from error.problems
        else:
            yield from compare(decision, now)


def _title(folder: Folder) -> Iterator[Problem]:
    """The title that bean-check and Fava show, where the cooperative's name has changed."""
    name = folder.koperasi.nama
    for number, line in enumerate(folder.text(MAIN).split("\n"), 1):
        said = _TITLE.match(line)
        if said and said[1] != quoted(name):
            fact = f"judul buku masih {said[1]}, di {KOPERASI} namanya {quoted(name)}"
            hint = f'tulis di baris ini: option "title" {quoted(name)}'
            yield Problem("JUDUL-BEDA", fact, hint, Place(MAIN, number), Severity.WARNING)


def _machine_files(folder: Folder, book: TextBook) -> Iterator[Problem]:
    """Generated files that somebody edited (GEN-DIUBAH) or that have gone stale (GEN-BASI).

    What was generated of sheets once is people's now.
    """
    stated = {
        file.path: file.header
        for file in book.files
        if file.path.endswith(_GEN) and not of_former_sheets(file.path)
    }
    sources = expected(folder)
    for path, header in stated.items():
        content = with_lf((folder.path / path).read_bytes())
        body = machine_body(content.decode("utf-8", "replace"))
        if header.get("isi") != digest_bytes(body.encode()):
            fact = f"{path} bukan lagi seperti dibuat mesin"
            hint = "kembalikan berkasnya dari git atau cadangan"
            if path in sources or path == INCLUDES:  # what a closed month had is not made again
                hint = "kembalikan berkasnya dari git, atau hapus lalu jalankan kkmp susun"
            yield Problem("GEN-DIUBAH", fact, hint, Place(path, 1))
    for path in sorted(ledger_files(folder.path) - {file.path for file in book.files}):
        fact = f"{INCLUDES} tidak menyebut {path}, jadi isinya tidak ikut terbaca"
        yield Problem("GEN-BASI", fact, "jalankan kkmp susun", Place(INCLUDES, 1))
    for path, digest in sources.items():
        header = stated.get(path, {})
        if header.get("sumber") != digest:
            fact = f"{path} tidak dibuat dari sumbernya yang sekarang"
            yield Problem("GEN-BASI", fact, "jalankan kkmp susun", Place(path, 1))


def _document(folder: Folder) -> Iterator[Problem]:
    """Documents whose bytes are not those that were accepted; one that is not here is none."""
    for doc in document(folder):
        digest = folder.digest(doc.file)
        if digest and digest != doc.sha256:
            fact = f"isi {doc.file} bukan yang diterima sebagai {doc.nomor}"
            hint = "kembalikan berkas aslinya; perbaikan datang sebagai dokumen baru"
            yield Problem("DOKUMEN-BERUBAH", fact, hint, Place(doc.file))


def _according_to_beancount(
    theirs: Iterable[Problem], ours: Sequence[Problem]
) -> Iterator[Problem]:
    """What Beancount says of lines of which we say nothing: each trouble is told once."""
    files = {p.place.path for p in ours if p.place and p.severity is Severity.ERROR}
    missing = any(p.code in {"BERKAS-TIADA", "BERKAS-LUAR"} for p in ours)
    for problem in theirs:
        if missing and problem.place is not None and problem.place.path == "<load>":
            continue  # the same missing file, as Beancount's loader names it
        if problem.place is None or problem.place.path not in files:
            yield problem


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Each once, in file order."""
    return sorted(dict.fromkeys(problems), key=lambda p: p.order)
