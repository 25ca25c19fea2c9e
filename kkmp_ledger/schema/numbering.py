"""The codes of the books: how a hand-kept file's entries are numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Month

if TYPE_CHECKING:
    from datetime import date

# the end of a hand-kept file's name -> its book's code
BOOK_CODES = {"kas": "KS", "penyesuaian": "PY"}
NOMOR = re.compile(r"(KS|PY)-(\d{4})-(\d{4,})")
# The end of the name of a file that only a close writes, after the month, or 13 for the year.
CLOSING = "-tutup.gen.beancount"
# Events that change the register of members and have no entry.
REGISTER = "AG"
NUMBERED = re.compile(r"(KS|PY|AG)-(\d{2})(\d{2})-\d{4,}")
# Files that were generated of sheets once, with numbers such as SP-D0003-0012: people's since.
_FORMER = re.compile(r"\d{4}/\d{2}-(?:simpanan|beli|beban)\.gen\.beancount")
_FILE = re.compile(r"\d{4}/\d{2}-([a-z]+)\.beancount")


def book_code(path: str) -> str | None:
    """The code of a hand-kept file (`2026/03-kas.beancount` -> `KS`); None for any other file."""
    match = _FILE.fullmatch(path)
    return BOOK_CODES.get(match[1]) if match else None


def of_former_sheets(path: str) -> bool:
    """Tell whether the file holds rows of sheets from when files were generated of them.

    It stays as it is, name and header too, and nothing generates it again.
    """
    return _FORMER.fullmatch(path) is not None


def code_prefix(kode: str, tanggal: date) -> str:
    """What stands before the running number: `KS-2603-`."""
    return f"{kode}-{tanggal:%y%m}-"


def number_month(nomor: str) -> Month | None:
    """The month in an event's number: `AG-2603-0002` is of March 2026; None for no such number."""
    match = NUMBERED.fullmatch(nomor)
    return Month.read(f"20{match[2]}-{match[3]}") if match else None


def kas_file(tanggal: date) -> str:
    """The hand-kept file of the day's month, relative to the folder."""
    return f"{tanggal:%Y/%m}-kas.beancount"
