"""From the rows of the treasurer's sheets to drafts, through the events that they tell of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.sheets import BeliRow
from kkmp_ledger.importing.sheets import SetoranRow
from kkmp_ledger.koperasi.events.simpanan import Penarikan
from kkmp_ledger.koperasi.events.simpanan import Setoran
from kkmp_ledger.koperasi.events.usaha import Beban
from kkmp_ledger.koperasi.events.usaha import Beli

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.importing.sheets import BebanRow
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.events.event import Event


def sheet_drafts(
    rows: Iterable[SetoranRow | BeliRow | BebanRow],
    document_number: str,
    file: SourceFile,
    at: Books,
) -> list[Draft]:
    """A draft per row, numbered `SP-D0003-0012` by kind, document and row.

    A deposit's `keterangan` stays in the document: the ledger holds member numbers, and people
    write names there. Raises ProblemError with the row of each that cannot be booked:
    ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, POKOK-BEDA, ISIAN.
    """
    found: list[Draft] = []
    problems: list[Problem] = []
    for row in rows:
        code, event = _event(row)
        try:
            (draft,) = event.plan(at, row.tanggal).drafts
        except ProblemError as error:
            problems += (replace(p, place=file.place(row.row)) for p in error.problems)
        else:
            meta = {**draft.meta, "sumber": file.basename}
            number = f"{code}-{document_number}-{row.row:04d}"
            found.append(replace(draft, bukti=number, meta=meta))
    if problems:
        raise ProblemError(problems)
    return found


def _event(row: SetoranRow | BeliRow | BebanRow) -> tuple[str, Event]:
    if isinstance(row, SetoranRow):
        paid_in = row.jumlah > 0
        if paid_in:
            return "SP", Setoran(row.nomor, row.simpanan, row.jumlah, row.kas)
        return "SP", Penarikan(row.nomor, row.simpanan, -row.jumlah, row.kas)
    if isinstance(row, BeliRow):
        return "BL", Beli(row.unit, row.jumlah, row.pemasok, row.dari, row.uraian)
    return "BB", Beban(row.jenis, row.jumlah, row.uraian, row.dari)
