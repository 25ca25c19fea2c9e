"""Reads the seals again: what was sealed is what the book holds, link by link.

What a seal covers stands in `seals.py`. Here every closed period's facts are taken from the text
anew; each that was changed, added or lost is named, and so is a seal that is not there.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.app.checking.seals import NOTHING_BEFORE
from kkmp_ledger.app.checking.seals import chain
from kkmp_ledger.app.checking.seals import period_facts
from kkmp_ledger.app.checking.seals import short_code
from kkmp_ledger.app.checking.seals import short_hash
from kkmp_ledger.base.period import DECEMBER
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.app.checking.seals import Fact
    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.text_book import TextBook

_ROW = re.compile(r"([0-9a-f]{12}) (\S+):(\d+) (\S.*)")
_HEAD = ("segel", "periode", "sebelum", "sidik", "kode", "fakta")
_RESTORE = "kembalikan berkas itu dari cadangan atau git"
_CORRECT = f"{_RESTORE}; kesalahan dibetulkan dengan entri di bulan yang terbuka"


class SealedFact(NamedTuple):
    """One fact as the seal has it: a short hash, where it stood, what people call it."""

    hash: str
    place: Place
    names: str


class Seal(NamedTuple):
    """A seal as it stands in `segel/`."""

    path: str
    before: str
    digest: str
    code: str
    facts: tuple[SealedFact, ...]


class SealedPeriod(NamedTuple):
    """A closed month or book year, as its seal calls it."""

    name: str
    period: Period
    year: bool

    @property
    def path(self) -> str:
        """The file of its seal."""
        return f"segel/{self.name}.txt"

    @property
    def title(self) -> str:
        """As a person says it: `Maret 2026`, `tahun buku 2025`."""
        return f"tahun buku {self.name}" if self.year else Month.of(self.period.start).title


def sealed_periods(folder: Folder) -> list[SealedPeriod]:
    """What is closed and must have a seal, in the order of the chain: a year after its December.

    All months from the first day of the books to the last closed one, and the years that a later
    closed month, a seal or a closing file tells of.
    """
    closed = folder.closed
    if not closed.months:
        return []
    found, month = [], Month.of(folder.koperasi.pembukuan_sejak)
    last = max(closed.months)
    while month <= last:
        found.append(SealedPeriod(str(month), month.period, year=False))
        past = month < last  # January is closed only after the year before it
        if month.month == DECEMBER and (past or month.year in closed.years):
            found.append(SealedPeriod(str(month.year), folder.year(month.year), year=True))
        month = month.following
    return found


class CheckedSeal(NamedTuple):
    """A closed period, its seal as far as there is one, and what is wrong with either."""

    period: SealedPeriod
    seal: Seal | None
    problems: tuple[Problem, ...]


def seal_problems(folder: Folder, book: TextBook) -> list[Problem]:
    """What is wrong with the seals, and with the book by them: none when all holds."""
    return [problem for one in checked_seals(folder, book) for problem in one.problems]


def checked_seals(folder: Folder, book: TextBook) -> Iterator[CheckedSeal]:
    """Every closed period in the order of the chain, its facts taken from the book anew.

    SEGEL-TIADA: a closed period without its seal. SEGEL-RUSAK: a text that is no seal, or one that
    was altered or does not follow the one before. SEGEL-BEDA: a fact that is not as it was sealed.
    """
    told: set[str] = set()
    before: str | None = NOTHING_BEFORE
    for number, one in enumerate(sealed_periods(folder)):
        seal, problems = read_seal(folder.text(one.path), one)
        if seal is None:
            yield CheckedSeal(one, None, tuple(problems))
            before = None  # whatever follows it cannot be compared with it
            continue
        facts = period_facts(book, one.period, first=number == 0, penyesuaian=one.year)
        differences = list(compare(seal, facts))
        holds = seal.digest == chain(seal.before, (f.content for f in facts))
        if before is not None and seal.before != before:
            problems.append(_broken(one, "tidak menyambung ke segel sebelumnya"))
        elif holds == bool(differences):  # the book is as sealed, its list is not; or neither is
            problems.append(_broken(one, "diubah: sidiknya bukan sidik isinya"))
        if not holds:  # what its month has told the year need not repeat
            problems += (problem for names, problem in differences if names not in told)
            told |= {names for names, _ in differences}
        yield CheckedSeal(one, seal, tuple(problems))
        before = seal.digest


def last_code(folder: Folder) -> str:
    """What a paper says of the last seal: `Maret 2026, 7DES-NB7J-...`; "" before the first.

    Whoever keeps the paper is its witness.
    """
    for one in reversed(sealed_periods(folder)):
        seal, _ = read_seal(folder.text(one.path), one)
        if seal is not None:
            return f"{one.title}, {short_code(seal.digest)}"
    return ""


def read_seal(text: str, one: SealedPeriod) -> tuple[Seal | None, list[Problem]]:
    """The seal of a period, or why it is none."""
    if not text.strip():
        state = "kosong" if text else "tidak ada"
        fact = f"{one.path} {state}, padahal periode itu sudah ditutup"
        return None, [Problem("SEGEL-TIADA", fact, _RESTORE, Place(one.path))]
    lines = text.splitlines()
    head = dict(line.split(": ", 1) for line in lines[: len(_HEAD)] if ": " in line)
    rows = [_ROW.fullmatch(line) for line in lines[len(_HEAD) + 1 :]]
    if tuple(head) != _HEAD or None in rows or head["segel"] != one.name:
        return None, [_broken(one, "bukan segel periode itu yang dibuat program ini")]
    facts = tuple(
        SealedFact(row[1], Place(row[2], int(row[3])), row[4]) for row in rows if row is not None
    )
    seal = Seal(one.path, head["sebelum"], head["sidik"], head["kode"], facts)
    if head["fakta"] != str(len(facts)) or not _own_code(seal):
        return None, [_broken(one, "diubah: kode atau jumlah faktanya tidak cocok")]
    return seal, []


def compare(seal: Seal, facts: Sequence[Fact]) -> Iterator[tuple[str, Problem]]:
    """Each fact that was changed, lost or added since it was sealed: its name, and the problem."""
    now = [SealedFact(short_hash(f.content), f.place, f.names) for f in facts]
    lost, added = _without(seal.facts, now), _without(now, seal.facts)
    for fact in added:
        was = next((one for one in lost if one.names == fact.names), None)
        if was is None:
            said = f"{fact.names} tidak ada ketika {seal.path} dibuat"
        else:
            lost.remove(was)
            said = f"{fact.names} bukan lagi seperti disegel di {seal.path}"
        yield fact.names, Problem("SEGEL-BEDA", said, _CORRECT, fact.place)
    for fact in lost:
        said = f"{fact.names} disegel di {seal.path} dan sekarang tidak ada"
        yield fact.names, Problem("SEGEL-BEDA", said, _CORRECT, Place(fact.place.path))


def _without(facts: Iterable[SealedFact], others: Iterable[SealedFact]) -> list[SealedFact]:
    """The facts without one for each of the others; where a fact stands does not count."""
    left = Counter((one.hash, one.names) for one in others)
    found = []
    for fact in facts:
        if left[fact.hash, fact.names]:
            left[fact.hash, fact.names] -= 1
        else:
            found.append(fact)
    return found


def _own_code(seal: Seal) -> bool:
    """Tell whether the code is the digest's; the first edition's has two groups."""
    if not re.fullmatch("[0-9a-f]{64}", seal.digest):
        return False
    return seal.code in (short_code(seal.digest), short_code(seal.digest, 2))


def _broken(one: SealedPeriod, what: str) -> Problem:
    return Problem("SEGEL-RUSAK", f"{one.path} {what}", _RESTORE, Place(one.path, 1))
