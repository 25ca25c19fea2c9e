"""The one door for writing: takes the lock, proves the new text on the index, replaces the files.

`Door.tulis` either leaves every file of the plan in place or changes nothing and says why.
"""

from __future__ import annotations

import dataclasses
import re
import sqlite3
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Protocol

from filelock import FileLock
from filelock import Timeout

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import errors
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.book import batch
from kkmp_ledger.book import write as ledger
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.change import addition
from kkmp_ledger.book.change import changes
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.book.digest import with_lf
from kkmp_ledger.book.index.index import Index
from kkmp_ledger.book.model import Count
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.refused import Refused
from kkmp_ledger.book.tree import INCLUDES
from kkmp_ledger.book.tree import MAIN
from kkmp_ledger.book.tree import includes
from kkmp_ledger.book.tree import ledger_files
from kkmp_ledger.schema.numbering import book_code
from kkmp_ledger.schema.numbering import code_prefix

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from kkmp_ledger.book.change import Change
    from kkmp_ledger.book.model import FileText

Pair = tuple["FileText", "FileText"]  # a file, or a piece of it, as it was and will be
_AKUN = "akun.gen.beancount"
LOCK = ".kkmp/kunci"  # beside the book: all who write must meet there, whoever they are


@dataclass(frozen=True, slots=True)
class Write:
    """What one command wants to write, all of it or nothing.

    `add` appends drafts and counts to hand-kept files; the door numbers drafts without one.
    `machine` holds generated files whole, `source` anything else whole. Paths are relative.
    `read` is the SHA-256 of each source as the command read it ("" for one that was not there):
    a source that somebody saved meanwhile is not overwritten. `rows` says, by number, which row of
    a sheet brought a draft.
    """

    add: Mapping[str, Sequence[Draft | Count]] = field(default_factory=dict)
    machine: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, Content] = field(default_factory=dict)
    delete: Sequence[str] = ()
    read: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Place] = field(default_factory=dict)


class Checker(Protocol):
    """The rules, as the door calls them; they live in rooms above."""

    def entry_text(self, ledger: Index, changed: Change) -> list[Problem]:
        """What is wrong with the new entries themselves."""
        ...

    def series(self, ledger: Index, changed: Change) -> list[Problem]:
        """What is wrong with the touched accounts; asked before and after the change."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, or would be."""

    bukti: tuple[str, ...]  # numbers of the drafts, in the order given
    ledger: Mapping[str, str]  # the text that came to each ledger file (whole for new files)
    file: tuple[str, ...]
    problems: tuple[Problem, ...] = ()  # of the kind `perhatian`


class Door:
    """The door of one cooperative's folder. Use as a context manager; it holds the lock."""

    def __init__(self, folder: Path, derived: Path | None = None, *, wait: int = 10) -> None:
        """Name the folder, and where its index lies (None: in memory); `wait` is in seconds."""
        self.folder = folder
        self._derived = derived
        self.index: Index
        self.recovered = False
        self._digests_before: dict[str, str] = {}
        self._lock = FileLock(folder / LOCK, timeout=wait)

    def __enter__(self) -> Door:
        """Take the lock, finish what a killed writer left, open the index."""
        try:
            lock = self.folder / batch.real_path(self.folder, LOCK)
            lock.parent.mkdir(mode=0o700, exist_ok=True)
            self._lock.acquire()
        except OSError as error:
            if isinstance(error, Timeout):
                raise _held() from None
            raise batch.failed(error, self.folder) from error
        try:
            self.recovered = batch.recover(self.folder)
            self.index = Index.opened(self.folder, self._derived)
            self._catch_up()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the index and the lock."""
        self.index.tutup()
        self._lock.release()

    def write(self, plan: Write, checker: Checker, *, rehearsal: bool = False) -> Written:
        """Prove the plan and write it; with `rehearsal` prove it only.

        Raises ProblemError when the plan would add a `galat`, or a file changed meanwhile.
        """
        self._digests_before = self.index.digests()
        bukti, added = self._appended(plan.add)
        new = {path: Content(text.encode()) for path, text in plan.machine.items()}
        new |= {path: Content(self._current(path) + text.encode()) for path, text in added.items()}
        new |= self._contents(new, plan.delete)
        new = {
            path: content for path, content in new.items() if self._current(path) != content.content
        }
        grown = {path for path in new if path in added and self.index.is_clean(path)}
        pieces = [self._piece(path, added[path], new[path]) for path in sorted(grown)]
        files = self._parsed({path: content for path, content in new.items() if path not in grown})
        counts = [c.bukti for several in plan.add.values() for c in several if isinstance(c, Count)]
        self._demand_read([*bukti, *counts], [*files, *pieces])
        problems = self._prove(files, pieces, self._going(plan.delete), checker)
        if errors(problems):
            self.index.db.rollback()
            read = [e for _, new in (*files, *pieces) for e in new.entries]
            drafts = [d for items in plan.add.values() for d in items if isinstance(d, Draft)]
            refused = Refused(
                dict(zip(bukti, drafts, strict=True)),
                {path: self._current(path).count(b"\n") for path in plan.add},
                read,
                plan.rows,
            )
            raise ProblemError(map(refused.told, problems))
        everything = {**new, **plan.source}
        texts = {path: added.get(path, content.content.decode()) for path, content in new.items()}
        result = Written(tuple(bukti), texts, (*everything, *plan.delete), tuple(problems))
        if rehearsal or not (everything or plan.delete):
            self.index.db.rollback()
            return result
        try:
            self._demand_unchanged((*new, *plan.delete), plan.read)
            batch.replace(self.folder, everything, plan.delete)
        except BaseException:
            self.index.db.rollback()
            raise
        try:
            self.index.db.commit()
        except sqlite3.OperationalError:  # the booking stands; who looks next reads it again
            self.index.db.rollback()
        return result

    def _catch_up(self) -> None:
        """Take in ledger files that the list of includes lost: numbers and sums need them."""
        known = self.index.digests()
        lost = sorted(path for path in ledger_files(self.folder) if path not in known)
        if lost:
            from kkmp_ledger.book.read import read  # noqa: PLC0415  # Beancount when it is needed

            self.index.replace(read(self._current(path), path) for path in lost)

    def _current(self, path: str) -> bytes:
        """A ledger file as it stands, with LF: what is written of it has LF throughout."""
        target = self.folder / path
        return with_lf(target.read_bytes()) if target.is_file() else b""

    def _appended(
        self, add: Mapping[str, Sequence[Draft | Count]]
    ) -> tuple[list[str], dict[str, str]]:
        """The numbers given and the text that each hand-kept file grows by."""
        last: dict[str, int] = {}
        numbers: list[str] = []
        texts: dict[str, str] = {}
        for path, drafts in add.items():
            kode = book_code(path)
            ensure(kode, path)
            assert kode is not None
            blocks = []
            for draft in drafts:
                if isinstance(draft, Count):
                    blocks.append(ledger.count_text(draft))
                    continue
                prefix = code_prefix(kode, draft.tanggal)
                if prefix not in last:
                    last[prefix] = last_number(self.index, self._current(path), prefix)
                last[prefix] += 1
                number = draft.bukti or f"{prefix}{last[prefix]:04d}"
                numbers.append(number)
                blocks.append(ledger.entry_text(dataclasses.replace(draft, bukti=number)))
            start = "\n" if self._current(path) else ledger.options() + "\n"
            texts[path] = start + "\n".join(blocks)
        return numbers, texts

    def _contents(self, new: Mapping[str, Content], delete: Sequence[str]) -> dict[str, Content]:
        """The list of includes, as it must read with the new files there.

        What it names stays, also when the file is gone: that is a problem, not to be forgotten.
        """
        listed = {path for path, _ in includes(INCLUDES, self._current(INCLUDES))}
        paths = listed | ledger_files(self.folder) | set(new)
        return {INCLUDES: Content(includes_text(paths - {MAIN, INCLUDES, *delete}).encode())}

    def _parsed(self, new: Mapping[str, Content]) -> list[Pair]:
        """Each ledger file as it was and as it will be, read alone."""
        from kkmp_ledger.book.read import read  # noqa: PLC0415  # Beancount only when it is needed

        return [
            (read(self._current(path), path), read(content.content, path))
            for path, content in new.items()
        ]

    def _going(self, delete: Sequence[str]) -> list[Pair]:
        """Each ledger file that goes: what it held is taken from the books."""
        from kkmp_ledger.book.read import read  # noqa: PLC0415  # Beancount only when it is needed

        return [(read(self._current(path), path), read(b"", path)) for path in delete]

    def _piece(self, path: str, added: str, whole: Content) -> Pair:
        """What a file that was read well grows by, parsed alone: a deposit waits for no month."""
        from kkmp_ledger.book.read import read  # noqa: PLC0415  # Beancount only when it is needed

        head = ledger.options()
        first = self._current(path).count(b"\n") + 1 - head.count("\n")
        piece = read((head + added).encode(), path, first)
        nothing = read(b"", path)
        return nothing, piece._replace(digest=digest_bytes(whole.content))

    def _demand_read(self, bukti: Iterable[str], files: Sequence[Pair]) -> None:
        """Refuse to write what nobody would read: after a quote left open, in a broken file."""
        read = {e.bukti for _, new in files for e in new.entries}
        read |= {n.bukti for _, new in files for n in new.notes}
        if not read.issuperset(bukti):
            problems = [p for _, new in files for p in new.problems]
            ensure(problems, bukti)
            self.index.db.rollback()
            raise ProblemError(problems)

    def _prove(
        self,
        files: Sequence[Pair],
        pieces: Sequence[Pair],
        going: Sequence[Pair],
        checker: Checker,
    ) -> list[Problem]:
        """Stage the new files and pieces on the index and list the problems that they add.

        An entry that is wrong in itself is not asked what it would do to the balances: sixteen
        later counts that no longer hold would only bury the one reason.
        """
        everything = [*files, *pieces, *going]
        changed = changes(everything)
        before = [p for old, _ in everything for p in old.problems]
        before += checker.series(self.index, changed)
        self.index.replace((new for _, new in files), [old.path for old, _ in going])
        self.index.add(new for _, new in pieces)
        found = [p for _, new in everything for p in new.problems]
        found += checker.entry_text(self.index, changed)
        if not errors(addition(before, found)):
            found += checker.series(self.index, changed)
        return addition(before, found)

    def _demand_unchanged(self, paths: Sequence[str], read: Mapping[str, str]) -> None:
        """Refuse when somebody's editor saved a file after this command had read it."""
        known = {path: self._digests_before.get(path, "") for path in paths} | dict(read)
        for path, digest in known.items():
            target = self.folder / path
            now = target.read_bytes() if target.is_file() else None
            now = with_lf(now) if now is not None and path not in read else now
            if (digest_bytes(now) if now is not None else "") != digest:
                fact = f"berkas {path} berubah sejak dibaca perintah ini"
                hint = "ulangi perintahnya"
                raise ProblemError(Problem("BERKAS-BERUBAH", fact, hint, Place(path)))


def includes_text(paths: Iterable[str]) -> str:
    """The text of `isi.gen.beancount`: one include a file, the accounts first."""
    names = sorted(paths, key=lambda p: (p != _AKUN, p))
    body = ["".join(f'include "{name}"\n' for name in names)]
    digest = digest_bytes("\n".join(names).encode())
    return ledger.machine_file(body, source=digest, with_options=False)


def last_number(index: Index, content: bytes, code_prefix: str) -> int:
    """The highest number after the prefix (`KS-2603-`) in the book or in an unread text."""
    found = re.findall(rb'(?:\^|bukti: ")' + re.escape(code_prefix.encode()) + rb"(\d+)", content)
    return max(index.last_number(code_prefix), *map(int, found), 0)


def _held() -> ProblemError:
    fact = "perintah lain sedang menulis ke buku ini"
    return ProblemError(Problem("KUNCI-DIPEGANG", fact, "tunggu sampai selesai, lalu ulangi"))
