"""The statements of a book year: quickly from the index, or proven from the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.app.look import opened_index
from kkmp_ledger.app.memory import Memory
from kkmp_ledger.app.shu_report import shu
from kkmp_ledger.app.shu_report import shu_tables
from kkmp_ledger.statements.arus_kas import arus_kas
from kkmp_ledger.statements.concise import without_zeros
from kkmp_ledger.statements.hasil_usaha import hasil_usaha
from kkmp_ledger.statements.neraca_saldo import neraca_saldo
from kkmp_ledger.statements.perubahan_ekuitas import perubahan_ekuitas
from kkmp_ledger.statements.posisi_keuangan import posisi_keuangan
from kkmp_ledger.statements.spans import header
from kkmp_ledger.statements.spans import spans

if TYPE_CHECKING:
    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.statements.sections import Proof
    from kkmp_ledger.statements.sections import Statement
    from kkmp_ledger.statements.sections import Table

# the command line's word -> the statement, in the order of the RAT book
REPORT = {
    "posisi-keuangan": posisi_keuangan,
    "hasil-usaha": hasil_usaha,
    "perubahan-ekuitas": perubahan_ekuitas,
    "arus-kas": arus_kas,
    "neraca-saldo": neraca_saldo,
}
NOT_PROVEN = "belum dibuktikan sejak perubahan terakhir"


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement with what is known of its proof: the proofs themselves, or one line about it."""

    statements: Statement
    bukti: tuple[Proof, ...] = ()
    notes: str = ""


def show(folder: Folder, nama: str, year: int) -> ShownStatement:
    """One statement from the index, with the result of the last proof while it still holds."""
    with opened_index(folder) as index:
        memory = Memory(folder).read(index, year)
        digest = memory.digest if memory else ""
        note = memory.words if memory else NOT_PROVEN
        return ShownStatement(make_statement(folder, index, nama, year, digest), notes=note)


def make_statement(folder: Folder, ledger: Ledger, nama: str, year: int, digest: str) -> Statement:
    """One statement of any ledger. Raises ProblemError for a year before the founding."""
    closed = year in folder.closed.years
    period = spans(ledger, folder.koperasi, year, tutup=closed)
    one_day = nama == "posisi-keuangan"
    head = header(folder.koperasi, period, digest, tutup=closed, per_tanggal=one_day)
    make = REPORT[nama]
    return make(ledger, folder.chart, folder.koperasi, year, head, tutup=closed)


def prove(folder: Folder, nama: str, year: int) -> ShownStatement:
    """One statement from the text with its proofs. Raises ProblemError."""
    from kkmp_ledger.app import proving  # noqa: PLC0415  # Beancount only when it proves

    book, digest, proofs = proving.prove(folder, year)
    return ShownStatement(make_statement(folder, book, nama, year, digest), proofs)


def all_statements(folder: Folder, year: int) -> list[Statement | Table]:
    """Every statement and the SHU of a year from the index, for a screen. Raises ProblemError."""
    folder.demand_data()
    closed = year in folder.closed.years
    with opened_index(folder) as index:
        memory = Memory(folder).read(index, year)
        digest = memory.digest if memory else ""
        reports = [make_statement(folder, index, n, year, digest) for n in REPORT]
        period = spans(index, folder.koperasi, year, tutup=closed)
        head = header(folder.koperasi, period, digest, tutup=closed)
        division = shu(folder, index, year)
    return [*map(without_zeros, reports), *shu_tables(folder, division, head)]
