"""Digests: of a file's bytes, and of the facts of a period, whatever the text around them."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Note

SHORT = 16
# Made once: `dumps` with words of its own makes one for each of the many thousand facts.
_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def digest_bytes(content: bytes) -> str:
    """SHA-256 of bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def with_lf(content: bytes) -> bytes:
    """A text's bytes with the line ends of the books: git for Windows may write CRLF for each LF.

    So a book reads and is digested alike in every checkout. Never for an accepted document.
    """
    return content.replace(b"\r\n", b"\n") if b"\r" in content else content


def entry_fact(entry: Entry) -> str:
    """The canonical facts of an entry (docs/DECISIONS.md, Seals): what a seal covers."""
    return _canonical(
        [
            "entri", entry.tanggal.isoformat(), entry.flag, entry.pihak, entry.uraian,
            list(entry.tags), list(entry.links), _meta(entry.meta),
            [[m.akun, str(m.jumlah), _meta(m.meta)] for m in entry.movements],
        ]
    )  # fmt: skip


def balance_fact(assertion: Assertion) -> str:
    """The canonical facts of a `balance` line."""
    day = assertion.tanggal.isoformat()
    return _canonical(["saldo", day, assertion.akun, str(assertion.jumlah), _meta(assertion.meta)])


def note_fact(note: Note) -> str:
    """The canonical facts of a `note` line."""
    said: list[object] = ["catatan", note.tanggal.isoformat(), note.akun, note.content]
    return _canonical([*said, _meta(note.meta)] if note.meta else said)


def facts_digest(facts: Iterable[str]) -> str:
    """One digest over many facts, in a fixed order: where a fact stands does not count."""
    digest = hashlib.sha256()
    for fact in sorted(facts):
        digest.update(fact.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def balance_dates(period: Period) -> Period:
    """The dates of the `balance` lines of a period: each counts for the day before its date."""
    day = timedelta(days=1)
    return type(period)(period.start + day, period.until + day)


def _meta(meta: Mapping[str, str | Decimal]) -> dict[str, str]:
    return {key: str(value) for key, value in sorted(meta.items())}


def _canonical(fact: list[object]) -> str:
    return _AS_JSON.encode(fact)
