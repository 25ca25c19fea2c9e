"""Dates as people write them: one reader for sheets, forms and the command line."""

from __future__ import annotations

import re
from datetime import date

from kkmp_ledger.base.period import MONTHS

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})[ -]([a-z]+)[ -](\d{4})", re.ASCII)
_SHORT = 3
# Short forms that are not a month's first three letters.
_ALSO = {"agt": 8, "ags": 8, "sept": 9, "nop": 11, "pebruari": 2, "nopember": 11}
_MONTH = (
    {name.casefold(): n for n, name in enumerate(MONTHS, 1)}
    | {name[:_SHORT].casefold(): n for n, name in enumerate(MONTHS, 1)}
    | _ALSO
)


def read_date(text: str) -> date | None:
    """Read a day; None when it is not one, or when nobody could tell which.

    `2026-03-14`, `14/3/2026`, `14-03-2026`, `14 Maret 2026`, `14 mar 2026`: the day comes before
    the month, as everywhere in Indonesia, unless the year stands first. The year has four digits
    from 1000 to 2999.
    """
    plain = " ".join(text.split()).casefold()
    if match := _ISO.fullmatch(plain):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _DAY_FIRST.fullmatch(plain):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif match := _IN_WORDS.fullmatch(plain):
        day, month, year = int(match[1]), _MONTH.get(match[2], 0), int(match[3])
    else:
        return None
    if not 1000 <= year <= 2999:  # noqa: PLR2004
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
