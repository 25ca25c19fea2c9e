"""Every seal against the book, and which of them a code on paper belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.checking.sealed import checked_seals
from kkmp_ledger.app.checking.seals import short_code
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.text_book import TextBook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkmp_ledger.app.checking.sealed import CheckedSeal
    from kkmp_ledger.app.checking.sealed import Seal
    from kkmp_ledger.app.folder.folder import Folder

# As Crockford reads what a hand writes: none of the letters of a code looks like these.
_MISREAD = str.maketrans("OIL", "011")


def all_seals(folder: Folder) -> list[CheckedSeal]:
    """Every seal with what is wrong with it, from the text. Raises ProblemError."""
    return list(checked_seals(folder, TextBook.read(folder.path)))


def seal_of_code(seals: Iterable[CheckedSeal], code: str) -> CheckedSeal:
    """The seal that the code belongs to, whatever its capitals, spaces and hyphens.

    Raises ProblemError SEGEL-KODE for a code of none of them; one that differs from a seal's in a
    single letter is told apart from one that is unknown.
    """
    wanted = _plain(code)
    known = {_plain(c): one for one in seals if one.seal for c in _codes(one.seal)}
    if wanted in known:
        return known[wanted]
    for other, one in known.items():
        differing = [n for n, (a, b) in enumerate(zip(wanted, other, strict=False), 1) if a != b]
        if len(other) == len(wanted) and len(differing) == 1:
            near = f"beda satu huruf, yang ke-{differing[0]}, dari segel {one.period.title}"
            fact = f'kode "{code}" bukan kode segel buku ini; {near}'
            raise _unknown(fact, "baca lagi kodenya di kertas itu")
    hint = (
        "bila kertas itu dicetak dari buku ini, segelnya sudah diganti: tanyakan kepada pengawas,"
        " dan bandingkan dengan salinan buku yang lain"
    )
    raise _unknown(f'kode "{code}" bukan kode segel mana pun di buku ini', hint)


def _codes(seal: Seal) -> tuple[str, str]:
    """What papers call it: the whole code, and the two groups of the first edition."""
    return short_code(seal.digest), short_code(seal.digest, 2)


def _plain(code: str) -> str:
    return "".join(code.upper().replace("-", "").split()).translate(_MISREAD)


def _unknown(fact: str, hint: str) -> ProblemError:
    return ProblemError(Problem("SEGEL-KODE", fact, hint))
