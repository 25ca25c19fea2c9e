"""The Indonesian words of Fava's pages, compiled from `id.po` in memory."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGE = "id"
_SOURCE = Path(__file__).with_name("id.po")


@lru_cache
def catalogue() -> Translations:
    """Read the catalogue; compiled anew at each start, so no binary can go stale beside it."""
    compiled = BytesIO()
    with _SOURCE.open("rb") as source:
        write_mo(compiled, read_po(source, locale=LANGUAGE))
    compiled.seek(0)
    return Translations(compiled)
