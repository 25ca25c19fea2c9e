"""Undoes one event whole: its entry is reversed, and its rows of the registers count no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.writing.booking import Booked
from kkmp_ledger.app.writing.booking import Told
from kkmp_ledger.app.writing.booking import as_write
from kkmp_ledger.app.writing.booking import balances
from kkmp_ledger.app.writing.numbers import Numbers
from kkmp_ledger.app.writing.recorder import write
from kkmp_ledger.koperasi.drafting import refusal
from kkmp_ledger.koperasi.undo import undo_plan
from kkmp_ledger.koperasi.undo import undone_books

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.book.door import Write
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.koperasi.books import Books

_REVERSIBLE = ("KS-", "PY-", "SP-", "BL-", "BB-", "AG-")


def undo(
    folder: Folder, recorder: Recorder, *, bukti: str, tanggal: date | None, alasan: str
) -> Booked:
    """Undo the event of that number, once. `tanggal` is today where nobody said otherwise.

    What states something of its own day (a count, a member who joined or left) is undone on it.
    Raises ProblemError with nothing changed.
    """
    number = bukti.strip().upper()
    told: list[Told] = []
    books: list[Books] = []

    def make_plan(index: Index) -> Write:
        _demand_ours(index, number)
        at = folder.books(index)
        entry, count = index.entry_numbered(number), index.note_numbered(number)
        day = tanggal or recorder.time.date()
        plan = undo_plan(at, number, entry, count, day, fixed=tanggal is not None, alasan=alasan)
        if (plan.day != day or plan.count) and folder.closed.contains_day(plan.day):
            fact = f"{number} terjadi pada {plan.day}, di bulan yang sudah ditutup"
            hint = "keadaannya sekarang dicatat dengan kejadian baru pada tanggal hari ini"
            raise refusal(fact, hint)
        numbers = Numbers(folder, index)
        given = numbers.following(plan.written(""), plan.day)
        after = undone_books(at, plan, given)
        plans = [plan.written(given)]
        shown = [leg.akun for leg in plan.draft.legs] if plan.draft else []
        told.append(Told(given, plan.sentence, balances(after, dict.fromkeys(shown), plan.day)))
        books.append(after)
        return as_write(folder, recorder, plans, after)

    written = write(folder, recorder, make_plan, f"balik {number}")
    return Booked(tuple(told), written, books[-1])


def _demand_ours(index: Index, number: str) -> None:
    if not number.startswith(_REVERSIBLE):
        if index.entry_numbered(number) is None:
            hint = "periksa nomornya di entri atau kuitansi"
            raise refusal(f"bukti {number} tidak ada di buku", hint)
        hint = "perbaiki sumbernya: struk di kasir, aset.csv, atau keputusan RAT"
        raise refusal(f"{number} dibuat mesin dari sumbernya", hint)
    if earlier := index.reversal(number):
        fact = f"{number} sudah dibalik oleh {earlier}"
        raise refusal(fact, "tidak ada yang perlu dikerjakan")
