"""What is typed twice: an event equal to one that was recorded minutes ago is asked about."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Period

if TYPE_CHECKING:
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
        gone = at.ledger.reversals(date.max)
        for entry in at.ledger.entries(day, [draft.legs[0].akun]):
            just_now = _recorded_about(entry, now)
            if just_now and entry.bukti not in gone and _equal(draft, entry):
                return f"kejadian yang sama baru saja dicatat: {entry.bukti}; catat sekali lagi?"
    return ""


def _recorded_about(entry: Entry, now: datetime) -> bool:
    """Tell whether it was recorded within minutes of now, also by a clock that was put back."""
    try:
        then = datetime.fromisoformat(str(entry.meta.get("dicatat", "")))
        return abs(now - then) <= _MINUTES
    except (TypeError, ValueError):  # written by hand: no time, or one of another zone
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
