"""What a ledger is made of, free of Beancount, and what the rooms above may ask of one."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
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


def in_book_order(entries: Iterable[Entry]) -> list[Entry]:
    """Book order: by date, then file, then line."""
    return sorted(entries, key=lambda e: (e.tanggal, e.place.path, e.place.line))
