"""Amounts, dates and names as they are printed for a person."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kkmp_ledger.statements.sections import Header

# Control characters move a terminal's cursor, and overrides of direction make a line read backwards
# (a receipt that says 10 where the book says 01): both are shown as a blank.
_STRATEGY = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def number(value: int | None) -> str:
    """Write an amount in a column: `1.250.000`, `(1.250.000)` below zero, `-` for nil.

    None, where nothing is to be printed, is the empty text.
    """
    if value is None:
        return ""
    if value == 0:
        return "-"
    digits = f"{abs(value):,}".replace(",", ".")
    return f"({digits})" if value < 0 else digits


def tanggal(iso: str) -> str:
    """Write an ISO day as `14/03/2026`; anything else is left as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def book_digest(digest: str) -> str:
    """Name the ledger's fingerprint; "" when the book was not proven since it changed."""
    return f"Sidik buku {clean(digest)}" if digest else "Sidik buku belum dihitung"


def standing(header: Header) -> str:
    """The state of a report's year before its fingerprint: what each page says in its foot."""
    said = book_digest(header.digest)
    return f"{clean(header.state)}. {said}" if header.state else said


def clean(text: str) -> str:
    """One line of plain text: control characters and direction marks are blanks."""
    if text.isprintable() and text.isascii():
        return text
    return "".join(" " if _strategy(char) else char for char in text)


def _strategy(char: str) -> bool:
    return char in _STRATEGY or unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs")
