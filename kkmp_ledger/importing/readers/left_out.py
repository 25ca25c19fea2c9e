"""What a reader leaves out and says so: a header that comes again, totals, other worksheets."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.base.words import folded
from kkmp_ledger.importing.readers.sheet_table import find_header

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.importing.readers.strict_xlsx import Cell
    from kkmp_ledger.importing.readers.strict_xlsx import RawSheet
    from kkmp_ledger.importing.source_file import SourceFile

# What our own templates hold beside the sheets to fill in.
BESIDE = ("Petunjuk", "Daftar")
TOTALS = frozenset({"total", "totals", "grand total", "jumlah", "jumlah total", "total jumlah"})
_AMOUNT = re.compile(r"(?:rp\.? ?)?[-(]?(?:rp\.? ?)?\d[\d.,]*\)?", re.ASCII | re.IGNORECASE)
_HINT = "tidak perlu dikerjakan apa-apa; hapus baris itu bila tidak ingin membaca ini lagi"


def is_total(cells: Sequence[Cell]) -> bool:
    """Tell whether a row says nothing but "Jumlah" or "Total" and amounts.

    A row of data has a date, a name or a number of its own, and none of those is an amount alone.
    """
    filled = [cell for cell in cells if cell != ""]
    words = [cell for cell in filled if isinstance(cell, str) and not _AMOUNT.fullmatch(cell)]
    return (
        bool(words)
        and all(folded(word).rstrip(" :") in TOTALS for word in words)
        and all(isinstance(cell, str | Decimal) for cell in filled)
    )


def total(file: SourceFile, row: int) -> Problem:
    """Say that a row of totals was left out."""
    fact = "baris jumlah dilewati: yang dibukukan hanya baris-baris di atasnya"
    return Problem("SEL-SALAH", fact, _HINT, file.place(row), Severity.WARNING)


def header_again(file: SourceFile, row: int) -> Problem:
    """Say that a header in the middle of the rows was left out."""
    fact = "judul kolom muncul lagi di tengah baris, dilewati"
    return Problem("KOLOM-GANDA", fact, _HINT, file.place(row), Severity.WARNING)


def other_sheets(file: SourceFile, names: Iterable[str], why: str) -> Iterator[Problem]:
    """Name the sheets of the workbook that hold something and were not read; ours need no word."""
    named = ", ".join(f'"{name}"' for name in names if name not in BESIDE)
    if named:
        hint = "bila lembar itu juga harus dibukukan, simpan sebagai berkas sendiri, lalu impor"
        fact = f"{why}; tidak dibaca: {named}"
        yield Problem("LEMBAR-LAIN", fact, hint, file.place(), Severity.WARNING)


def tidied(raw: RawSheet, signature: Sequence[str]) -> tuple[RawSheet, tuple[Problem, ...]]:
    """A sheet without what is left out below its header, and what to say of that."""
    at = find_header(raw, signature)
    if at is None:
        return raw, ()
    wanted = {folded(name) for name in signature}
    left_out: list[Problem] = []
    kept = list(raw.row[: at + 1])
    for number, cells in raw.row[at + 1 :]:
        if wanted <= {folded(cell) for cell in cells if isinstance(cell, str)}:
            left_out.append(header_again(raw.file, number))
        elif is_total(cells):
            left_out.append(total(raw.file, number))
        else:
            kept.append((number, cells))
    return replace(raw, row=tuple(kept)), tuple(left_out)
