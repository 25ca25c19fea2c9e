"""Names with letters that no printed page can show: said by number and row, never by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.folder.folder import PRIBADI
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.koperasi.lists import read_list
from kkmp_ledger.koperasi.pribadi import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.app.folder.folder import Folder


def letter_warnings(folder: Folder) -> Iterator[Problem]:
    """HURUF-TIADA (`perhatian`) for each row of `pribadi.csv` whose name will print with a square.

    Raises ProblemError where the file is no text.
    """
    text = folder.text(PRIBADI)
    if text.isascii():
        return
    for row in read_list(text, PRIBADI, COLUMNS)[0]:
        yield from letter_warning(row["nomor"], row["nama"], Place(PRIBADI, row.line))


def letter_warning(nomor: str, name: str, place: Place) -> Iterator[Problem]:
    """The warning for one member's name, if its letters are not all there."""
    from kkmp_ledger.render.glyphs import STAND_IN  # noqa: PLC0415  # most names are plain
    from kkmp_ledger.render.glyphs import missing  # noqa: PLC0415

    if lacking := missing(name):
        codes = ", ".join(f"U+{ord(char):04X}" for char in lacking)
        fact = f"nama {nomor} memuat huruf yang tidak ada di fonta cetak ({codes})"
        hint = (
            f"di PDF tercetak {STAND_IN} di tempatnya; bila nama di KTP tidak memakai huruf itu,"
            f" perbaiki barisnya di {PRIBADI}"
        )
        yield Problem("HURUF-TIADA", fact, hint, place, Severity.WARNING)
