"""What a write changes in the ledger, and which problems are its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.book.digest import entry_fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import FileText
    from kkmp_ledger.book.model import Opening


@dataclass(frozen=True, slots=True)
class Change:
    """What a plan changes in the ledger, for the rules to look at."""

    entries: tuple[Entry, ...]  # new ones
    gone: tuple[Entry, ...]  # those that go: only generated files ever lose any
    assertions: tuple[Assertion, ...]
    openings: tuple[Opening, ...]

    @property
    def akun(self) -> frozenset[str]:
        """The accounts whose balance may differ afterwards, or of which something new is said."""
        moved = {m.akun for e in (*self.entries, *self.gone) for m in e.movements}
        return frozenset(moved | {a.akun for a in self.assertions})


def changes(files: Sequence[tuple[FileText, FileText]]) -> Change:
    """What is new and what goes, of each file as it was and as it will be."""
    entries: list[Entry] = []
    gone: list[Entry] = []
    assertions: list[Assertion] = []
    openings: list[Opening] = []
    for old, new in files:
        old_facts = Counter(entry_fact(e) for e in old.entries)
        new_facts = Counter(entry_fact(e) for e in new.entries)
        entries += _only(new.entries, old_facts)
        gone += _only(old.entries, new_facts)
        said = {(a.tanggal, a.akun, a.jumlah, a.bukti) for a in old.assertions}
        assertions += (
            a for a in new.assertions if (a.tanggal, a.akun, a.jumlah, a.bukti) not in said
        )
        opened = {o.akun for o in old.openings}
        openings += (o for o in new.openings if o.akun not in opened)
    return Change(tuple(entries), tuple(gone), tuple(assertions), tuple(openings))


def _only(entries: Sequence[Entry], other: Counter[str]) -> list[Entry]:
    """The entries that the other side has not, counting twins."""
    left = Counter(other)
    found = []
    for entry in entries:
        fact = entry_fact(entry)
        if left[fact] > 0:
            left[fact] -= 1
        else:
            found.append(entry)
    return found


def addition(before: Sequence[Problem], found: Sequence[Problem]) -> list[Problem]:
    """What was not there before: neither said in these words, nor of this very line."""
    words = Counter((p.code, p.fact) for p in before)
    new = [p for p in found if not _take(words, (p.code, p.fact))]
    left = Counter(words)
    lines = Counter((p.code, p.place) for p in before if p.place and _take(left, (p.code, p.fact)))
    return [p for p in new if not _take(lines, (p.code, p.place))]


def _take(counter: Counter[Any], key: object) -> bool:
    if counter[key] <= 0:
        return False
    counter[key] -= 1
    return True
