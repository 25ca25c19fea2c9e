"""From the rows of the treasurer's sheets to drafts, through the cooperative's recipes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import TypeVar

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.lembar import BarisBeban
from kkmp_ledger.importing.lembar import BarisBeli
from kkmp_ledger.importing.lembar import BarisSetoran
from kkmp_ledger.koperasi import resep_usaha
from kkmp_ledger.koperasi import simpanan

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.importing.berkas import Berkas
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.sebutan import Sebutan

B = TypeVar("B", BarisSetoran, BarisBeli, BarisBeban)


def drafts_setoran(
    rows: Iterable[BarisSetoran], nomor_dokumen: str, berkas: Berkas, s: Sebutan, register: Register
) -> list[Draft]:
    """A draft per deposit or withdrawal, numbered `SP-D0003-0012` by document and row.

    The row's `keterangan` stays in the document: the ledger holds member numbers, and people
    write names there. Raises ProblemError with the row of each that cannot be booked:
    ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, POKOK-BEDA, ISIAN.
    """

    def book(row: BarisSetoran) -> Draft:
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

    return _drafts(rows, f"SP-{nomor_dokumen}", berkas, book)


def drafts_beli(
    rows: Iterable[BarisBeli], nomor_dokumen: str, berkas: Berkas, s: Sebutan
) -> list[Draft]:
    """A draft per purchase, numbered `BL-D0004-0007`. Raises ProblemError with the rows."""

    def book(row: BarisBeli) -> Draft:
        return resep_usaha.beli(
            s,
            tanggal=row.tanggal,
            unit=row.unit,
            jumlah=row.jumlah,
            pemasok=row.pemasok,
            dari=row.dari,
            uraian=row.uraian,
        )

    return _drafts(rows, f"BL-{nomor_dokumen}", berkas, book)


def drafts_beban(
    rows: Iterable[BarisBeban], nomor_dokumen: str, berkas: Berkas, s: Sebutan
) -> list[Draft]:
    """A draft per expense, numbered `BB-D0005-0003`. Raises ProblemError with the rows."""

    def book(row: BarisBeban) -> Draft:
        return resep_usaha.beban(
            s,
            tanggal=row.tanggal,
            jenis_beban=row.jenis,
            jumlah=row.jumlah,
            dari=row.dari,
            uraian=row.uraian,
        )

    return _drafts(rows, f"BB-{nomor_dokumen}", berkas, book)


def _drafts(
    rows: Iterable[B], awalan: str, berkas: Berkas, book: Callable[[B], Draft]
) -> list[Draft]:
    found: list[Draft] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            draft = book(row)
        except ProblemError as error:
            problems += (replace(p, place=berkas.place(row.baris)) for p in error.problems)
        else:
            meta = {**draft.meta, "sumber": berkas.nama_dasar}
            found.append(replace(draft, bukti=f"{awalan}-{row.baris:04d}", meta=meta))
    if problems:
        raise ProblemError(problems)
    return found
