"""Which letters the fonts of the printed pages have, and what is printed in place of the others."""

from __future__ import annotations

import struct
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.places import folder
from kkmp_ledger.base.sure import ensure

if TYPE_CHECKING:
    from collections.abc import Iterator

STAND_IN = "\u25a1"  # which the fonts have
_SEGMENTS = 4  # the format of a table of characters that every font with Latin letters carries
_LAST = 0xFFFF  # ends the table, and is no letter
# Parts of an emoji that print nothing of their own: joiners, selectors, tags.
_UNSEEN = ("Cf", "Mn", "Me")


def missing(text: str) -> list[str]:
    """The letters that no printed page can show, each once, in order; [] for most texts."""
    if text.isascii():
        return []
    known = _letters()
    composed = unicodedata.normalize("NFC", text)
    return list(dict.fromkeys(char for char in composed if ord(char) not in known))


def printable(text: str) -> str:
    """The text as a printed page can show it: a square stands for each letter that it lacks."""
    if text.isascii():
        return text
    lacking = missing(text)
    table = {
        ord(char): "" if unicodedata.category(char) in _UNSEEN else STAND_IN for char in lacking
    }
    return unicodedata.normalize("NFC", text).translate(table)


def printable_data(data: Any) -> Any:
    """Lists and mappings of texts, with each text as `printable` gives it."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {key: printable_data(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable_data(value) for value in data]
    return data


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """The code points that all of our fonts have."""
    fonts = [p.read_bytes() for p in sorted((folder("templates") / "fonts").glob("*.ttf"))]
    return frozenset.intersection(*(frozenset(_mapped(font)) for font in fonts))


def _mapped(font: bytes) -> Iterator[int]:
    """The code points of a TrueType font, from its table of characters (OpenType, `cmap`)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    rows = (struct.unpack_from(">4s4xI", font, 12 + 16 * n) for n in range(tables))
    start = next(at for tag, at in rows if tag == b"cmap")
    (several,) = struct.unpack_from(">H", font, start + 2)
    rows = (struct.unpack_from(">4xI", font, start + 4 + 8 * n) for n in range(several))
    places = [start + at for (at,) in rows]
    at = next((p for p in places if struct.unpack_from(">H", font, p) == (_SEGMENTS,)), 0)
    ensure(at, "a font without a table of segments")
    (count,) = struct.unpack_from(">H", font, at + 6)
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count // 2}H", font, at + 14 + n * count + (2 if n else 0))
        for n in range(4)
    )
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if offsets[n]:
                here = at + 16 + 3 * count + 2 * n + offsets[n] + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, here)
            if glyph and (glyph + deltas[n]) & _LAST and code != _LAST:
                yield code
