"""Tells what a file is, by its header alone; a file name proves nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.kinds import registry
from kkmp_ledger.importing.kinds.kind import Heads
from kkmp_ledger.importing.kinds.kind import Likeness
from kkmp_ledger.importing.kinds.kind import likeness
from kkmp_ledger.importing.kinds.kind import several
from kkmp_ledger.importing.kinds.till import DELIMITER
from kkmp_ledger.importing.readers import strict_csv
from kkmp_ledger.importing.readers import strict_xlsx

if TYPE_CHECKING:
    from kkmp_ledger.importing.kinds.kind import AnyKind
    from kkmp_ledger.importing.kinds.kind import Part
    from kkmp_ledger.importing.source_file import SourceFile

_HEADER_ROWS = 20


class Recognised(NamedTuple):
    """What a file is: a part of a kind, or one of what is taken in elsewhere (no kind)."""

    kind: AnyKind | None
    part: Part


def recognise(source: SourceFile) -> str | None:
    """The profile of the file: `loyverse-struk`, `setoran` and so on; None for no or several.

    Raises ProblemError when the file cannot be read at all (empty, a password, formulas ...).
    """
    heads, unclean = _heads(source)
    if found := _only(_compared(heads)):
        return found.part.profil
    if unclean:
        raise unclean
    return None


def recognised(source: SourceFile) -> Recognised:
    """What the file is. Raises ProblemError naming what the nearest kind lacks."""
    heads, unclean = _heads(source)
    compared = _compared(heads)
    if found := _only(compared):
        return found
    raise unclean or _unknown(
        source, [like for _, like in compared if like.part.form == heads.form]
    )


def describe(source: SourceFile) -> str:
    """What the file is, in words, and how it is taken in. Raises ProblemError as `recognised`."""
    kind, part = recognised(source)
    if kind is None:
        return f"{part.title}; diimpor dengan {part.instead}"
    words = [kind.title, part.title, kind.describe(source)]
    others = [p.title for p in kind.parts if p.profil != part.profil]
    partner = f"; diimpor bersama {' dan '.join(others)}" if others else ""
    return ", ".join(word for word in dict.fromkeys(words) if word) + partner


def _heads(source: SourceFile) -> tuple[Heads, ProblemError | None]:
    """The rows in which a header may stand.

    What is wrong with the first sheet counts only when the file is not known by its sheets' names.
    """
    if source.kind() not in ("xlsx", "ole"):
        return Heads("csv", tuple(strict_csv.first_headers(source, DELIMITER))), None
    sheets = tuple(s.name for s in strict_xlsx.sheets(source) if s.shown and s.holds)
    try:
        rows = strict_xlsx.read(source).row[:_HEADER_ROWS]
    except ProblemError as error:
        return Heads("xlsx", (), sheets), error
    texts = (tuple(c for c in cells if isinstance(c, str)) for _, cells in rows)
    return Heads("xlsx", tuple(texts), sheets), None


def _compared(heads: Heads) -> list[tuple[AnyKind | None, Likeness]]:
    found: list[tuple[AnyKind | None, Likeness]] = [
        (None, likeness(heads, part)) for part in registry.no_document()
    ]
    found += ((kind, like) for kind in registry.everything() for like in kind.identify(heads))
    return found


def _only(compared: list[tuple[AnyKind | None, Likeness]]) -> Recognised | None:
    """The one part that the file is; None when it is none or several.

    A workbook of which several sheets are read by name is that, whatever its first sheet is.
    """
    found = [(kind, like) for kind, like in compared if like.is_it]
    if any(like.sheets > 1 for _, like in found):
        found = [(kind, like) for kind, like in found if like.sheets > 1]
    elif any(not like.sheets for _, like in found):
        found = [(kind, like) for kind, like in found if not like.sheets]
    return Recognised(found[0][0], found[0][1].part) if len(found) == 1 else None


def _unknown(source: SourceFile, likenesses: list[Likeness]) -> ProblemError:
    """The file is none of the known ones: say which it is nearest to, and what that one has."""
    both = [like.part.title for like in likenesses if like.is_it and not like.sheets]
    if both:
        return several(source, both, 1)
    nearest = min(likenesses, key=_distance, default=None)
    if nearest is None or nearest.is_nothing:
        fact = "berkas tidak dikenal: tidak ada judul kolom yang dikenal"
        hint = "impor ekspor Loyverse (CSV) atau lembar dari kkmp templat (XLSX)"
        return source.refuse("KOLOM-KURANG", fact, hint, 1)
    fact = f"berkas mirip {nearest.part.title}, tetapi tidak ada kolom {', '.join(nearest.missing)}"
    hint = "ekspor atau isi ulang dengan semua kolom, tanpa mengganti judulnya"
    return source.refuse("KOLOM-KURANG", fact, hint, 1)


def _distance(like: Likeness) -> tuple[Fraction, int]:
    """By the share of the columns that is missing; of two that lack as much, the larger is it."""
    whole = len(like.part.signature)
    return Fraction(len(like.missing), whole), -whole
