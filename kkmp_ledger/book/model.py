"""What a ledger is made of, free of Beancount, and what the rooms above may ask of one."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import Protocol

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import datetime

    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.base.problem import Problem

SALDO_AWAL = "saldo-awal"
EMPTY: Mapping[str, str] = MappingProxyType({})

# Movements and what holds them are named tuples: a book has 157,000 of them, and a frozen
# dataclass takes four times as long to make.


@dataclass(frozen=True, slots=True)
class Leg:
    """One line of a draft: an account, a signed amount in rupiah (debit positive), its metadata.

    Metadata keys in use: `anggota`, `hpp` (the amount's cost, written `110000 IDR`), `arus_kas`,
    `jasa`. Values are text; an amount is a Decimal.
    """

    akun: str
    jumlah: Decimal
    meta: Mapping[str, str | Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be booked: an entry without a place, and without a number where the door gives it.

    `bukti` is the entry's number (its only link), or "" when the hand-kept book numbers it.
    `meta` holds `sumber`, `membalik`, `menunjuk`, `alasan`, `oleh`, `dicatat` and the like.
    """

    tanggal: date
    jenis: str
    uraian: str  # narration: what a person reads
    legs: tuple[Leg, ...]
    pihak: str = ""  # payee: never a member's name
    bukti: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def jumlah(self) -> Decimal:
        """The sum of all legs; 0 when the draft balances."""
        return sum((leg.jumlah for leg in self.legs), Decimal())


@dataclass(frozen=True, slots=True)
class Count:
    """A counted evening to be written, as a numbered note on its account.

    `words` is what a person reads of it. `meta` holds `jenis`, `lembar`, `alasan`, `saksi`, or for
    one that takes a count back `membalik`; then `jumlah` is that of the count.
    """

    counted: date
    akun: str
    jumlah: Decimal
    words: str
    bukti: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)


class Movement(NamedTuple):
    """One posting that was booked, with what a report needs of its entry.

    `jumlah` is in rupiah, debit positive, in the ledger's sign. `membalik` is the number of the
    entry that this one reverses, else "". `hpp` is the amount's cost in rupiah; `arus_kas` the
    line of arus kas that it says itself; `jasa` which share of the SHU it is; `tanggal_asli` the
    day on which it happened when that is not `tanggal` (its entry's, when it says none itself).
    `meta` holds the same as text, for what writes back, seals and reverses.
    """

    tanggal: date
    akun: str
    jumlah: Decimal
    anggota: str
    bukti: str
    jenis: str
    membalik: str
    place: Place
    meta: Mapping[str, str | Decimal] = EMPTY
    hpp: Decimal | None = None
    arus_kas: str = ""
    jasa: str = ""
    tanggal_asli: date | None = None


class Entry(NamedTuple):
    """One booked transaction.

    `dicatat` is the time as it was written, with or without its zone. What its metadata does not
    say is "" or None; what it says in a wrong form is None, too, and a problem of its file.
    """

    tanggal: date
    bukti: str
    jenis: str
    uraian: str
    pihak: str
    meta: Mapping[str, str | Decimal]
    movements: tuple[Movement, ...]
    place: Place
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    flag: str = "*"
    membalik: str = ""  # the number of the entry that this one reverses
    tanggal_asli: date | None = None  # the day on which it happened, when that is not `tanggal`
    sumber: str = ""
    lembar: str = ""
    oleh: str = ""
    dicatat: datetime | None = None
    alasan: str = ""


class Sum(NamedTuple):
    """Movements that are alike in all that a statement asks, added up.

    `anggota` is "" where members were not asked for; `reverses`: their entries take others back.
    Both amounts are positive, in rupiah. Who needs costs or days reads movements.
    """

    akun: str
    anggota: str
    jenis: str
    reverses: bool
    arus_kas: str
    debit: Decimal
    credit: Decimal

    @property
    def jumlah(self) -> Decimal:
        """What they come to, debit positive."""
        return self.debit - self.credit


class EntryTotals(NamedTuple):
    """What one entry comes to: its legs added up by account and the line of arus kas they say.

    A leg is (account, line, amount), debit positive; its members and costs are not told.
    """

    tanggal: date
    bukti: str
    jenis: str
    membalik: str
    legs: tuple[tuple[str, str, Decimal], ...]


class Assertion(NamedTuple):
    """What is stated: at the start of `tanggal`, the account and all under it hold `jumlah`.

    `dihitung` is the day whose evening was counted, on the sheet `lembar`; None when nobody
    counted. A `balance` line has no `bukti`; a count has: the number of its note.
    `oleh` and `dicatat` say who wrote it down, and when.
    """

    tanggal: date
    akun: str
    jumlah: Decimal
    meta: Mapping[str, str | Decimal]
    place: Place
    dihitung: date | None = None
    lembar: str = ""
    bukti: str = ""
    oleh: str = ""
    dicatat: datetime | None = None


class Opening(NamedTuple):
    """An `open` line."""

    tanggal: date
    akun: str
    meta: Mapping[str, str | Decimal]
    place: Place


class Note(NamedTuple):
    """A `note` line; it counts for a seal.

    With `bukti` it is a count, or by `membalik` what takes one back.
    """

    tanggal: date
    akun: str
    content: str
    place: Place
    meta: Mapping[str, str | Decimal] = EMPTY
    bukti: str = ""
    membalik: str = ""


class FileText(NamedTuple):
    """What one ledger file holds, read alone; `path` is relative to the cooperative's folder."""

    path: str
    digest: str  # SHA-256 of its bytes
    entries: tuple[Entry, ...]
    assertions: tuple[Assertion, ...]
    openings: tuple[Opening, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    includes: tuple[str, ...] = ()
    header: Mapping[str, str] = EMPTY  # of a generated file: isi, sumber


class Ledger(Protocol):
    """A ledger to look at: the index and the text-read Book both answer, and must agree.

    Openings (`jenis: saldo-awal`) stand on the day before the first, so that a period never
    holds them and a balance always does.
    """

    def balances(self, until: date, akun: Sequence[str] = ()) -> dict[str, Decimal]:
        """The balance before the day of each account at or under `akun`; of all when empty.

        Accounts at 0 may be left out.
        """
        ...

    def account_balances(self, akun: Iterable[str], until: date) -> dict[str, Decimal]:
        """The balance before the day of just these accounts, without those under them."""
        ...

    def turnover(self, period: Period) -> dict[str, tuple[Decimal, Decimal]]:
        """Per account the sum of debits and the sum of credits (both positive) in the period."""
        ...

    def sums(
        self,
        period: Period,
        akun: Sequence[str] = (),
        *,
        beside: Sequence[str] = (),
        apart: Sequence[str] = (),
        members: bool = False,
    ) -> list[Sum]:
        """The movements of the period at or under `akun`, all when empty, as sorted sums.

        Only those of entries that touch an account at or under `beside`, unless it is empty, and
        of none that touches one at or under `apart`. With `members` each member's apart.
        """
        ...

    def entry_totals(self, period: Period, akun: Sequence[str]) -> Iterator[EntryTotals]:
        """The entries of the period that touch an account at or under `akun`, by date.

        For who divides each entry: a day of sales has a leg a member, and a few accounts.
        """
        ...

    def entries(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Entry]:
        """Whole entries of the period, in book order, that touch an account at or under `akun`.

        Every entry when `akun` is empty. Book order: by date, then file, then line.
        """
        ...

    def movements(self, period: Period, akun: Sequence[str] = ()) -> Iterator[Movement]:
        """The movements of the period, in book order, at or under `akun`; all when empty."""
        ...

    def assertions(self, period: Period) -> list[Assertion]:
        """What is stated with a date in the period, in book order.

        `balance` lines, and counts that nobody took back: a count of an evening is dated the next
        day, as a `balance` would be.
        """
        ...

    def notes(self, period: Period) -> list[Note]:
        """The `note` lines with a date in the period, in book order."""
        ...

    def openings(self) -> dict[str, Opening]:
        """Every opened account."""
        ...

    def last(self) -> date | None:
        """The last date of any entry; None for an empty book."""
        ...

    def reversals(self, until: date) -> dict[str, str]:
        """By the number of each entry that is reversed: the number that reverses it first.

        By reversals dated before the day alone: what is reversed later still stood then.
        """
        ...


def holding(ledger: Ledger, until: date, akun: Sequence[str] = ()) -> Iterator[Entry]:
    """The entries before the day that hold on it, at or under `akun`, in book order.

    An entry holds when it is neither a reversal nor reversed by then. Who looks for the last
    count, opname or decision looks here; sums need not, a reversal is in them.
    """
    gone = ledger.reversals(until)
    for entry in ledger.entries(Period(date.min, until), akun):
        if not entry.membalik and entry.bukti not in gone:
            yield entry


def net(turnover: Mapping[str, tuple[Decimal, Decimal]]) -> dict[str, Decimal]:
    """Net change per account from debits and credits."""
    return {akun: debit - credit for akun, (debit, credit) in turnover.items()}


def sum_under(balances: Mapping[str, Decimal], *parents: str) -> Decimal:
    """The sum of the accounts and all under them, by segment; each account counts once."""
    return sum((v for akun, v in balances.items() if is_under(akun, *parents)), Decimal())


def in_book_order(entries: Iterable[Entry]) -> list[Entry]:
    """Book order: by date, then file, then line."""
    return sorted(entries, key=lambda e: (e.tanggal, e.place.path, e.place.line))
