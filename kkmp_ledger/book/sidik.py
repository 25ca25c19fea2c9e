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

PENDEK = 16


def sidik_bytes(content: bytes) -> str:
    """SHA-256 of bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def fakta_entri(entry: Entry) -> str:
    """The canonical facts of an entry (docs/DECISIONS.md, Seals): what a seal covers."""
    return _canonical(
        [
            "entri", entry.tanggal.isoformat(), entry.flag, entry.pihak, entry.uraian,
            list(entry.tags), list(entry.links), _meta(entry.meta),
            [[m.akun, str(m.jumlah), _meta(m.meta)] for m in entry.movements],
        ]
    )  # fmt: skip


def fakta_saldo(assertion: Assertion) -> str:
    """The canonical facts of a `balance` line."""
    day = assertion.tanggal.isoformat()
    return _canonical(["saldo", day, assertion.akun, str(assertion.jumlah), _meta(assertion.meta)])


def fakta_catatan(note: Note) -> str:
    """The canonical facts of a `note` line."""
    return _canonical(["catatan", note.tanggal.isoformat(), note.akun, note.isi])


def sidik_fakta(fakta: Iterable[str]) -> str:
    """One digest over many facts, in a fixed order: where a fact stands does not count."""
    digest = hashlib.sha256()
    for fact in sorted(fakta):
        digest.update(fact.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def periode_saldo(period: Period) -> Period:
    """The dates of the `balance` lines of a period: each counts for the day before its date."""
    day = timedelta(days=1)
    return type(period)(period.start + day, period.until + day)


def _meta(meta: Mapping[str, str | Decimal]) -> dict[str, str]:
    return {key: str(value) for key, value in sorted(meta.items())}


def _canonical(fact: list[object]) -> str:
    return json.dumps(fact, ensure_ascii=False, separators=(",", ":"))
