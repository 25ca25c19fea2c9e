"""From the rows of the treasurer's sheets to drafts, through the cooperative's recipes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import TypeVar

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.sheets import BebanRow
from kkmp_ledger.importing.sheets import BeliRow
from kkmp_ledger.importing.sheets import SetoranRow
from kkmp_ledger.koperasi import resep_usaha
from kkmp_ledger.koperasi import simpanan

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.naming import Names

B = TypeVar("B", SetoranRow, BeliRow, BebanRow)


def drafts_setoran(
    rows: Iterable[SetoranRow], document_number: str, file: SourceFile, s: Names, register: Register
) -> list[Draft]:
    """A draft per deposit or withdrawal, numbered `SP-D0003-0012` by document and row.

    The row's `keterangan` stays in the document: the ledger holds member numbers, and people
    write names there. Raises ProblemError with the row of each that cannot be booked:
    ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, POKOK-BEDA, ISIAN.
    """

    def book(row: SetoranRow) -> Draft:
        if row.jumlah > 0:
            return simpanan.setor(
                s,
                register,
                tanggal=row.tanggal,
                nomor=row.nomor,
                macam=row.simpanan,
                jumlah=row.jumlah,
                ke=row.kas,
            )
        return simpanan.tarik(
            s,
            register,
            tanggal=row.tanggal,
            nomor=row.nomor,
            macam=row.simpanan,
            jumlah=-row.jumlah,
            dari=row.kas,
        )

    return _drafts(rows, f"SP-{document_number}", file, book)


def drafts_beli(
    rows: Iterable[BeliRow], document_number: str, file: SourceFile, s: Names
) -> list[Draft]:
    """A draft per purchase, numbered `BL-D0004-0007`. Raises ProblemError with the rows."""

    def book(row: BeliRow) -> Draft:
        return resep_usaha.beli(
            s,
            tanggal=row.tanggal,
            unit=row.unit,
            jumlah=row.jumlah,
            pemasok=row.pemasok,
            dari=row.dari,
            uraian=row.uraian,
        )

    return _drafts(rows, f"BL-{document_number}", file, book)


def drafts_beban(
    rows: Iterable[BebanRow], document_number: str, file: SourceFile, s: Names
) -> list[Draft]:
    """A draft per expense, numbered `BB-D0005-0003`. Raises ProblemError with the rows."""

    def book(row: BebanRow) -> Draft:
        return resep_usaha.beban(
            s,
            tanggal=row.tanggal,
            jenis_beban=row.jenis,
            jumlah=row.jumlah,
            dari=row.dari,
            uraian=row.uraian,
        )

    return _drafts(rows, f"BB-{document_number}", file, book)


def _drafts(
    rows: Iterable[B], prefix: str, file: SourceFile, book: Callable[[B], Draft]
) -> list[Draft]:
    found: list[Draft] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            draft = book(row)
        except ProblemError as error:
            problems += (replace(p, place=file.place(row.row)) for p in error.problems)
        else:
            meta = {**draft.meta, "sumber": file.basename}
            found.append(replace(draft, bukti=f"{prefix}-{row.row:04d}", meta=meta))
    if problems:
        raise ProblemError(problems)
    return found
