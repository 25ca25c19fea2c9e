"""What is typed twice: an event equal to one that was recorded minutes ago is asked about."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Period

if TYPE_CHECKING:
    from datetime import datetime

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.plan import Plan

_MINUTES = timedelta(minutes=10)
_DAY = timedelta(days=1)


def repeated(at: Books, plan: Plan, now: datetime) -> str:
    """The question whether the plan is a repetition; "" where nothing equal was just recorded.

    Only entries are looked for: a register refuses what comes twice by itself, and a count that
    comes again books nothing.
    """
    for draft in plan.drafts:
        day = Period(draft.tanggal, draft.tanggal + _DAY)
        for entry in at.ledger.entries(day, [draft.legs[0].akun]):
            again = _recorded_about(entry, now) and _equal(draft, entry)
            if again and entry.bukti not in at.ledger.reversals(date.max):
                return f"kejadian yang sama baru saja dicatat: {entry.bukti}; catat sekali lagi?"
    return ""


def _recorded_about(entry: Entry, now: datetime) -> bool:
    """Tell whether it was recorded within minutes of now, also by a clock that was put back."""
    try:
        return entry.dicatat is not None and abs(now - entry.dicatat) <= _MINUTES
    except TypeError:  # written by hand, without its zone
        return False


def _equal(draft: Draft, entry: Entry) -> bool:
    """Tell whether the entry says all that the draft says."""
    said = (draft.jenis, draft.uraian, draft.pihak)
    legs = sorted((leg.akun, leg.jumlah) for leg in draft.legs)
    return (
        said == (entry.jenis, entry.uraian, entry.pihak)
        and legs == sorted((m.akun, m.jumlah) for m in entry.movements)
        and all(entry.meta.get(key) == value for key, value in draft.meta.items())
    )
