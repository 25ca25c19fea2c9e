"""Undoes an event: the only way to correct a book in which nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import long_date
from kkmp_ledger.book.ledger import holding
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.book.model import Count
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.aset import spent_legs
from kkmp_ledger.koperasi.customers import CustomerMap
from kkmp_ledger.koperasi.drafting import filled
from kkmp_ledger.koperasi.drafting import refusal
from kkmp_ledger.koperasi.plan import Plan
from kkmp_ledger.schema.chart import ASET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.book.model import Note
    from kkmp_ledger.koperasi.anggota import Peristiwa
    from kkmp_ledger.koperasi.aset import AssetRow
    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.schema.chart import Akun


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing an event comes to: on which day, its reversal if it had an entry, its rows."""

    bukti: str
    day: date
    draft: Draft | None
    count: Count | None  # what takes a count back
    sentence: str

    def written(self, number: str) -> Plan:
        """The plan to write under its own number."""
        return Plan(
            drafts=(replace(self.draft, bukti=number),) if self.draft else (),
            counts=(replace(self.count, bukti=number),) if self.count else (),
        )


def undo_plan(
    at: Books,
    bukti: str,
    entry: Entry | None,
    count: Note | None,
    day: date,
    *,
    fixed: bool,
    alasan: str,
) -> Undoing:
    """What undoes the event of that number: its entry, its count, its rows of registers.

    `fixed` says that a person chose the day. A count and a row of the register belong to their own
    day: there the undoing stands too. Raises ProblemError ISIAN: no such event, undone before, a
    reversal, an opening entry, a day before it, no reason, or a later event that rests on it.
    """
    reason = filled(alasan, "alasan")
    events = [p for p in at.register.peristiwa if p.bukti == bukti]
    if entry is None and count is None and not events:
        fact = f"bukti {bukti} tidak ada di buku"
        raise refusal(fact, "periksa nomornya di entri atau kuitansi")
    if done := [p.undone_by for p in events if p.undone_by]:
        raise refusal(f"{bukti} sudah dibalik oleh {done[0]}", "tidak ada yang perlu dikerjakan")
    if events:
        day = _same_day("keanggotaan berubah", events[0].tanggal, day, fixed=fixed)
        _demand_unused(at, events)
    taking = None
    if count is not None:
        day = _same_day("dihitung", count.tanggal, day, fixed=fixed)
        taking = take_back(count, reason)
    draft = None
    if entry is not None:
        draft = reverse(entry, tanggal=day, alasan=reason)
        draft = _with_costs_given_back(draft, [a for a in at.aset if a.bukti == bukti])
        _demand_nothing_rests(at, entry, draft)
    what = _words(entry, count, events)
    sentence = f"{bukti} ({what}) dibalik pada {long_date(day)}: {reason}"
    return Undoing(bukti, day, draft, taking, sentence)


def _words(entry: Entry | None, count: Note | None, events: Sequence[Peristiwa]) -> str:
    if entry is not None:
        return entry.uraian
    return count.content if count else f"{events[0].nomor} {events[0].peristiwa}"


def take_back(count: Note, alasan: str) -> Count:
    """What takes a count back, on its own day. Raises ProblemError ISIAN for one that does so."""
    if count.membalik:
        fact = f"{count.bukti} sendiri membalik {count.membalik}"
        raise refusal(fact, "hitung sekali lagi dan catat hasilnya")
    words = f"Pembalikan {count.bukti}: {count.content}"
    meta = {"membalik": count.bukti, "alasan": alasan}
    return Count(count.tanggal, count.akun, Decimal(), words, meta=meta)


def undone_books(at: Books, undoing: Undoing, number: str) -> Books:
    """The books afterwards; the undone event's rows name the number that undid them."""
    bukti = undoing.bukti
    joined = {p.nomor for p in at.register.peristiwa if p.bukti == bukti and p.peristiwa == "masuk"}
    register = at.register
    if any(p.bukti == bukti for p in register.peristiwa):
        register = register.without(bukti, number)
    aset = tuple(replace(a, undone_by=number) if a.bukti == bukti else a for a in at.aset)
    people, customers = at.people, at.customers
    if joined:
        people = {n: p for n, p in people.items() if n not in joined}
        customers = CustomerMap(tuple(r for r in customers.rows if r.nomor not in joined))
    after = at.after(undoing.written(number))
    return replace(after, register=register, aset=aset, people=people, customers=customers)


def reverse(entry: Entry, *, tanggal: date, alasan: str) -> Draft:
    """The entry with every sign turned, `hpp` too, linked to what it reverses.

    It keeps the jenis, so that every report puts it on the very line of the original.
    Raises ProblemError ISIAN for a reversal, an opening entry, an earlier date, or no reason.
    """
    reason = filled(alasan, "alasan")
    if entry.membalik:
        fact = f"{entry.bukti} sendiri membalik {entry.membalik}"
        raise refusal(fact, "catat ulang entri yang benar")
    if entry.jenis == SALDO_AWAL:
        raise refusal(
            f"{entry.bukti} adalah saldo awal", "perbaiki saldo awalnya, lalu susun ulang"
        )
    if tanggal < entry.tanggal:
        fact = f"tanggal pembalikan {tanggal} mendahului {entry.bukti} ({entry.tanggal})"
        raise refusal(fact, f"pakai tanggal {entry.tanggal} atau sesudahnya")
    return Draft(
        tanggal,
        entry.jenis,
        f"Pembalikan {entry.bukti}: {entry.uraian}",
        tuple(_reversed(m) for m in entry.movements),
        pihak=entry.pihak,
        meta={"membalik": entry.bukti, "alasan": reason},
    )


def _reversed(m: Movement) -> Leg:
    meta = {k: -v if isinstance(v, Decimal) else v for k, v in m.meta.items()}
    return Leg(m.akun, -m.jumlah, meta)


def _same_day(what: str, happened: date, day: date, *, fixed: bool) -> date:
    if fixed and day != happened:
        fact = f"{what} pada {happened}, dibalik pada {day}"
        raise refusal(fact, f"pakai --tanggal {happened}, atau tanpa --tanggal")
    return happened


def _with_costs_given_back(draft: Draft, rows: Sequence[AssetRow]) -> Draft:
    """An asset that was worn since: what its months cost goes back with it."""
    until = Month.of(draft.tanggal)
    legs = [Leg(akun, Decimal(jumlah)) for row in rows for akun, jumlah in spent_legs(row, until)]
    return replace(draft, legs=(*draft.legs, *legs))


def _demand_unused(at: Books, events: Sequence[Peristiwa]) -> None:
    """Nothing may stand in the book for a member whose joining is undone."""
    for nomor in (p.nomor for p in events if p.peristiwa == "masuk"):
        accounts = at.chart.member_accounts(nomor)
        if standing := list(holding(at.ledger, date.max, accounts)):
            raise _rests(standing[-1], events[0].bukti)


def _demand_nothing_rests(at: Books, entry: Entry, draft: Draft) -> None:
    """No account that may not go below nothing does so; what stands in the way is named."""
    touched = dict.fromkeys(leg.akun for leg in draft.legs)
    held = at.ledger.account_balances(touched, date.max)
    for akun in touched:
        known = at.chart.akun(akun)
        moved = sum((leg.jumlah for leg in draft.legs if leg.akun == akun), Decimal())
        if known is None or not (known.template.tak_negatif or _owed_to_member(known)):
            continue
        sign = 1 if known.root == ASET else -1
        if sign * moved < 0 <= sign * held[akun] and sign * (held[akun] + moved) < 0:
            later = [
                e
                for e in holding(at.ledger, date.max, [akun])
                if e.bukti != entry.bukti
                and sign * sum(m.jumlah for m in e.movements if m.akun == akun) < 0
            ]
            if later:
                raise _rests(later[-1], entry.bukti)


def _owed_to_member(akun: Akun) -> bool:
    return bool(akun.anggota) and akun.root != ASET


def _rests(later: Entry, bukti: str) -> Exception:
    fact = f"{later.bukti} ({later.uraian}) bersandar pada {bukti}"
    return refusal(fact, f"balik {later.bukti} dahulu, lalu ulangi")
