"""The generated files of the open months: which, of what sources, with what text.

A closed month is never touched: what was sealed stays as it was generated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.folder.folder import LIST
from kkmp_ledger.app.generating import accounts_file
from kkmp_ledger.base.canonical import digest_of
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book import write as ledger
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.importing import documents
from kkmp_ledger.importing import month_files
from kkmp_ledger.importing.kinds.registry import kind_of
from kkmp_ledger.importing.month_files import by_file
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.koperasi.keputusan import journal
from kkmp_ledger.schema.rat import write_rat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.importing.documents import Document
    from kkmp_ledger.importing.month_files import MonthFiles
    from kkmp_ledger.schema.rat import Keputusan


def stale_files(folder: Folder, index: Index) -> list[str]:
    """The generated files whose sources are not those that they were made from."""
    return [p for p, digest in expected(folder).items() if index.header(p).get("sumber") != digest]


def expected(folder: Folder) -> dict[str, str]:
    """Every generated file of the open months, with the digest of its sources today."""
    k, closed = folder.koperasi, folder.closed
    found = {
        accounts_file.ACCOUNTS: accounts_file.accounts_source(k, folder.register, closed.years)
    }
    for year, decision in folder.keputusan.items():
        if decision.shu > 0 and not closed.contains(Month.of(decision.tanggal)):
            found[rat_file(year)] = rat_source(decision)
    documents = document(folder)
    missing = {d.nomor for d in documents if not (folder.path / d.file).is_file()}
    for path, docs in by_file(documents).items():
        # Documents that are not here cannot be read again; that is no mistake (docs/DECISIONS.md).
        if not closed.contains(month_of(path)) and not any(d.nomor in missing for d in docs):
            found[path] = documents_source(folder, path, docs)
    return found


def made(folder: Folder, paths: Sequence[str]) -> dict[str, str]:
    """The text of each of these generated files."""
    made = {path: text for path in paths if (text := _new(folder, path)) is not None}
    documents = [path for path in paths if path not in made]
    return made | from_documents(folder, documents) if documents else made


def _new(folder: Folder, path: str) -> str | None:
    """The text of a file that is not made from documents, else None."""
    if path == accounts_file.ACCOUNTS:
        return accounts_file.accounts_text(folder.koperasi, folder.register, folder.closed.years)
    for year, decision in folder.keputusan.items():
        if path == rat_file(year):
            return rat_text(folder, decision)
    return None


def rat_file(year: int) -> str:
    """The generated file of a meeting's decision."""
    return f"rat/{year}.gen.beancount"


def rat_source(decision: Keputusan) -> str:
    """The digest of a decision."""
    return digest_bytes(write_rat(decision).encode())


def rat_text(folder: Folder, decision: Keputusan) -> str:
    """The journal of a decision as a generated file; without an entry for a loss or zero."""
    draft = journal(decision, folder.chart)
    blocks = [ledger.entry_text(draft)] if draft else []
    name = f"rat/{decision.tahun}.toml"
    return ledger.machine_file(blocks, source=rat_source(decision), dari=[name])


def listed(folder: Folder) -> list[Document]:
    """Every document that was ever accepted. Raises ProblemError when the list has mistakes."""
    text = folder.text(LIST)
    if not text:
        return []
    found, problems = documents.read(text, LIST, folder.path)
    if problems:
        raise ProblemError(problems)
    return found


def document(folder: Folder) -> list[Document]:
    """The accepted documents that hold: those that were not withdrawn. Raises ProblemError."""
    return [doc for doc in listed(folder) if doc.holds]


def month_of(path: str) -> Month:
    """The month of a month file."""
    return Month(int(path[:4]), int(path[5:7]))


def documents_source(folder: Folder, path: str, docs: Sequence[Document]) -> str:
    """The digest of what a document file comes from.

    The documents by their own digest, the names of accounts, and for sales the till's mapping,
    the customers and the memberships that decide whose a receipt is.
    """
    k = folder.koperasi
    parts: list[object] = [
        [(d.nomor, d.sha256, d.profil) for d in docs],
        k.part("kas", "bank", "akuirer", "unit"),
    ]
    if any(kind_of(d).sells for d in docs):
        until = month_of(path).until
        rows = [b for b in folder.customer.rows if b.sejak < until]
        members = sorted({b.nomor for b in rows})
        parts += [
            k.part("kasir"),
            [(b.customer, b.nomor, b.sejak) for b in rows],
            [(n, [(m.masuk, m.keluar) for m in folder.register.memberships(n)]) for n in members],
        ]
    return digest_of(*parts)


def from_documents(folder: Folder, paths: Iterable[str]) -> dict[str, str]:
    """The text of these document files, read again from the documents. Raises ProblemError."""
    # The readers only when a document is read: a deposit must not wait for them.
    from kkmp_ledger.importing.intake import read_again  # noqa: PLC0415

    wanted = set(paths)
    by_path = by_file(document(folder))
    needed = {d.nomor: d for path in wanted for d in by_path.get(path, [])}
    read = read_again(
        list(needed.values()), lambda d: SourceFile(folder.path / d.file, d.file), folder.koperasi
    )
    made = month_files.arrange(read, folder.koperasi, folder.register, folder.customer)
    return {path: documents_text(folder, path, made, by_path[path]) for path in sorted(wanted)}


def documents_text(folder: Folder, path: str, made: MonthFiles, docs: Sequence[Document]) -> str:
    """One document file, with its sources in the header."""
    blocks = [ledger.entry_text(draft) for draft in made.drafts.get(path, ())]
    names = [f"{d.nomor} {d.file}" for d in docs]
    return ledger.machine_file(blocks, source=documents_source(folder, path, docs), dari=names)
