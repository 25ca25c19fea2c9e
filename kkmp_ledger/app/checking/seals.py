"""The seal of a month or a year: a digest over its facts, chained to the seal before."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.book.digest import balance_dates
from kkmp_ledger.book.digest import balance_fact
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.book.digest import entry_fact
from kkmp_ledger.book.digest import facts_digest
from kkmp_ledger.book.digest import note_fact
from kkmp_ledger.book.model import SALDO_AWAL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.book.text_book import TextBook

_OF_THE_YEAR = re.compile(r"\d{4}/13-[a-z-]+(?:\.gen)?\.beancount")  # adjustments, and the close
_SHORT = 12
NOTHING_BEFORE = "-"  # what the first seal follows
_RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = str.maketrans(_RFC4648, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


class Fact(NamedTuple):
    """One sealed fact: its canonical text, where it stands, and what people call it."""

    content: str
    place: Place
    names: str


def period_facts(
    ledger: TextBook | Index, period: Period, *, first: bool, penyesuaian: bool
) -> list[Fact]:
    """The facts that a seal of the period covers.

    The first seal takes all that is earlier (`first`). A month leaves out the year's adjustments
    and what its close stated, which only the year's seal covers (`penyesuaian`).
    """
    span = type(period)(period.start.min, period.until) if first else period
    found = [
        Fact(entry_fact(e), e.place, e.bukti)
        for e in ledger.entries(span)
        if penyesuaian or not _OF_THE_YEAR.fullmatch(e.place.path)
    ]
    shifted = span if first else balance_dates(span)
    shifted = type(span)(shifted.start, balance_dates(period).until)
    lines = [
        a
        for a in ledger.assertions(shifted)
        if not a.bukti  # counts are among the notes
        and (penyesuaian or not _OF_THE_YEAR.fullmatch(a.place.path))
    ]
    found += [Fact(balance_fact(a), a.place, f"saldo {a.akun}") for a in lines]
    found += [Fact(note_fact(n), n.place, "catatan") for n in ledger.notes(span)]
    return found


def year_fingerprint(ledger: TextBook | Index, period: Period) -> str:
    """The fingerprint of a book year, 16 hex digits: sealed or not, by its facts alone."""
    facts = period_facts(ledger, period, first=False, penyesuaian=True)
    openings = (
        entry_fact(e)
        for e in ledger.entries(type(period)(period.start.min, period.start))
        if e.jenis == SALDO_AWAL
    )
    return facts_digest([*(f.content for f in facts), *openings])[:16]


def write_seal(nama: str, period: Period, before: str, facts: Sequence[Fact]) -> str:
    """The text of `segel/<nama>.txt`; `sebelum` is the digest of the seal before, or "-".

    One line a fact, so that a later check can name the one that was changed, added or lost.
    """
    digest = chain(before, (f.content for f in facts))
    head = [
        f"segel: {nama}",
        f"periode: {period.start} s.d. {period.last_day}",
        f"sebelum: {before}",
        f"sidik: {digest}",
        f"kode: {short_code(digest)}",
        f"fakta: {len(facts)}",
        "",
    ]
    rows = sorted((f.place.path, f.place.line, short_hash(f.content), f.names) for f in facts)
    return "\n".join([*head, *(f"{h} {path}:{line} {what}" for path, line, h, what in rows)]) + "\n"


def chain(before: str, facts: Iterable[str]) -> str:
    """The digest of a seal: of the seal before it and of the facts."""
    return digest_bytes(f"{before}\n{facts_digest(facts)}".encode())


def short_hash(content: str) -> str:
    """What a seal's line says of a fact: enough to tell it from all others of its period."""
    return digest_bytes(content.encode())[:_SHORT]


def short_code(digest: str, groups: int = 4) -> str:
    """A code to be read aloud, of four letters or digits a group, none easily mistaken.

    Four groups are 80 bits: nobody finds another seal with the same code. The first edition had
    two.
    """
    text = base64.b32encode(bytes.fromhex(digest)).decode().translate(_CROCKFORD)
    return "-".join(text[4 * n : 4 * n + 4] for n in range(groups))
