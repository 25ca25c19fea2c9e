"""The one door for writing: takes the lock, proves the new text on the index, replaces the files.

`Pintu.tulis` either leaves every file of the plan in place or changes nothing and says why.
"""

from __future__ import annotations

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
from kkmp_ledger.base.problem import galat
from kkmp_ledger.book import batch
from kkmp_ledger.book import format as teks
from kkmp_ledger.book.bangun import TURUNAN
from kkmp_ledger.book.batch import Isi
from kkmp_ledger.book.berubah import perubahan
from kkmp_ledger.book.berubah import tambahan
from kkmp_ledger.book.index import Index
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Hitungan
from kkmp_ledger.book.pohon import UTAMA
from kkmp_ledger.book.pohon import berkas_buku
from kkmp_ledger.book.pohon import includes
from kkmp_ledger.book.sidik import sidik_bytes
from kkmp_ledger.spec.nomor import awalan
from kkmp_ledger.spec.nomor import kode_buku

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from kkmp_ledger.book.berubah import Berubah
    from kkmp_ledger.book.model import FileText

Sepasang = tuple["FileText", "FileText"]  # a file, or a piece of it, as it was and will be
ISI = "isi.gen.beancount"
_AKUN = "akun.gen.beancount"
_WAIT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Rencana:
    """What one command wants to write, all of it or nothing.

    `tambah` appends drafts and counts to hand-kept files; the door numbers drafts without one.
    `mesin` holds generated files whole, `sumber` anything else whole. Paths are relative.
    `dibaca` is the SHA-256 of each source as the command read it ("" for one that was not there):
    a source that somebody saved meanwhile is not overwritten.
    """

    tambah: Mapping[str, Sequence[Draft | Hitungan]] = field(default_factory=dict)
    mesin: Mapping[str, str] = field(default_factory=dict)
    sumber: Mapping[str, Isi] = field(default_factory=dict)
    hapus: Sequence[str] = ()
    dibaca: Mapping[str, str] = field(default_factory=dict)


class Pemeriksa(Protocol):
    """The rules, as the door calls them; they live in rooms above."""

    def entri(self, ledger: Index, berubah: Berubah) -> list[Problem]:
        """What is wrong with the new entries themselves."""
        ...

    def deret(self, ledger: Index, berubah: Berubah) -> list[Problem]:
        """What is wrong with the touched accounts; asked before and after the change."""
        ...


@dataclass(frozen=True, slots=True)
class Hasil:
    """What was written, or would be."""

    bukti: tuple[str, ...]  # numbers of the drafts, in the order given
    teks: Mapping[str, str]  # the text that came to each ledger file (whole for new files)
    berkas: tuple[str, ...]
    problems: tuple[Problem, ...] = ()  # of the kind `perhatian`


class Pintu:
    """The door of one cooperative's folder. Use as a context manager; it holds the lock."""

    def __init__(self, folder: Path, *, tunggu: int = _WAIT_SECONDS) -> None:
        """Name the folder; `tunggu` is how many seconds to wait for another writer."""
        self.folder = folder
        self.index: Index
        self.dipulihkan = False
        self._digests_before: dict[str, str] = {}
        self._lock = FileLock(folder / TURUNAN / "kunci", timeout=tunggu)

    def __enter__(self) -> Pintu:
        """Take the lock, finish what a killed writer left, open the index."""
        try:
            (self.folder / TURUNAN).mkdir(mode=0o700, exist_ok=True)
            self._lock.acquire()
        except OSError as error:
            if isinstance(error, Timeout):
                raise _held() from None
            raise batch.gagal(error, self.folder) from error
        try:
            self.dipulihkan = batch.pulihkan(self.folder)
            self.index = Index.buka(self.folder)
            self._susulkan()
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

    def tulis(self, rencana: Rencana, pemeriksa: Pemeriksa, *, coba: bool = False) -> Hasil:
        """Prove the plan and write it; with `coba` prove it only.

        Raises ProblemError when the plan would add a `galat`, or a file changed meanwhile.
        """
        self._digests_before = self.index.digests()
        bukti, added = self._appended(rencana.tambah)
        new = {path: Isi(text.encode()) for path, text in rencana.mesin.items()}
        new |= {path: Isi(self._current(path) + text.encode()) for path, text in added.items()}
        new |= self._contents(new, rencana.hapus)
        new = {path: isi for path, isi in new.items() if self._current(path) != isi.isi}
        grown = {path for path in new if path in added and self.index.bersih(path)}
        pieces = [self._piece(path, added[path], new[path]) for path in sorted(grown)]
        files = self._parsed({path: isi for path, isi in new.items() if path not in grown})
        self._demand_read(bukti, [*files, *pieces])
        problems = self._prove(files, pieces, rencana.hapus, pemeriksa)
        if galat(problems):
            self.index.db.rollback()
            raise ProblemError(problems)
        everything = {**new, **rencana.sumber}
        texts = {path: added.get(path, isi.isi.decode()) for path, isi in new.items()}
        hasil = Hasil(tuple(bukti), texts, (*everything, *rencana.hapus), tuple(problems))
        if coba or not (everything or rencana.hapus):
            self.index.db.rollback()
            return hasil
        try:
            self._demand_unchanged((*new, *rencana.hapus), rencana.dibaca)
            batch.ganti(self.folder, everything, rencana.hapus)
        except BaseException:
            self.index.db.rollback()
            raise
        try:
            self.index.db.commit()
        except sqlite3.OperationalError:  # the booking stands; who looks next reads it again
            self.index.db.rollback()
        return hasil

    def _susulkan(self) -> None:
        """Take in ledger files that the list of includes lost: numbers and sums need them."""
        known = self.index.digests()
        lost = sorted(path for path in berkas_buku(self.folder) if path not in known)
        if lost:
            from kkmp_ledger.book.read import baca  # noqa: PLC0415  # Beancount when it is needed

            self.index.ganti(baca(self._current(path), path) for path in lost)

    def _current(self, path: str) -> bytes:
        target = self.folder / path
        return target.read_bytes() if target.is_file() else b""

    def _appended(
        self, tambah: Mapping[str, Sequence[Draft | Hitungan]]
    ) -> tuple[list[str], dict[str, str]]:
        """The numbers given and the text that each hand-kept file grows by."""
        last: dict[str, int] = {}
        numbers: list[str] = []
        texts: dict[str, str] = {}
        for path, drafts in tambah.items():
            kode = kode_buku(path)
            assert kode, path
            blocks = []
            for draft in drafts:
                if isinstance(draft, Hitungan):
                    blocks.append(teks.hitungan(draft))
                    continue
                prefix = awalan(kode, draft.tanggal)
                if prefix not in last:  # an entry that cannot be read has its number all the same
                    written = nomor_tertulis(self._current(path), prefix)
                    last[prefix] = max(self.index.nomor_terakhir(prefix), written)
                last[prefix] += 1
                number = f"{prefix}{last[prefix]:04d}"
                numbers.append(number)
                blocks.append(teks.entri(_numbered(draft, number)))
            start = "\n" if self._current(path) else teks.opsi() + "\n"
            texts[path] = start + "\n".join(blocks)
        return numbers, texts

    def _contents(self, new: Mapping[str, Isi], hapus: Sequence[str]) -> dict[str, Isi]:
        """The list of includes, as it must read with the new files there.

        What it names stays, also when the file is gone: that is a problem, not to be forgotten.
        """
        listed = {path for path, _ in includes(ISI, self._current(ISI))}
        paths = listed | berkas_buku(self.folder) | set(new)
        return {ISI: Isi(teks_isi(paths - {UTAMA, ISI, *hapus}).encode())}

    def _parsed(self, new: Mapping[str, Isi]) -> list[Sepasang]:
        """Each ledger file as it was and as it will be, read alone."""
        from kkmp_ledger.book.read import baca  # noqa: PLC0415  # Beancount only when it is needed

        return [(baca(self._current(path), path), baca(isi.isi, path)) for path, isi in new.items()]

    def _piece(self, path: str, added: str, whole: Isi) -> Sepasang:
        """What a file that was read well grows by, parsed alone: a deposit waits for no month."""
        from kkmp_ledger.book.read import baca  # noqa: PLC0415  # Beancount only when it is needed

        head = teks.opsi()
        first = self._current(path).count(b"\n") + 1 - head.count("\n")
        piece = baca((head + added).encode(), path, first)
        nothing = baca(b"", path)
        return nothing, piece._replace(digest=sidik_bytes(whole.isi))

    def _demand_read(self, bukti: Iterable[str], files: Sequence[Sepasang]) -> None:
        """Refuse to write what nobody would read: after a quote left open, in a broken file."""
        read = {e.bukti for _, new in files for e in new.entries}
        if not read.issuperset(bukti):
            problems = [p for _, new in files for p in new.problems]
            assert problems, bukti
            self.index.db.rollback()
            raise ProblemError(problems)

    def _prove(
        self,
        files: Sequence[Sepasang],
        pieces: Sequence[Sepasang],
        hapus: Sequence[str],
        pemeriksa: Pemeriksa,
    ) -> list[Problem]:
        """Stage the new files and pieces on the index and list the problems that they add.

        An entry that is wrong in itself is not asked what it would do to the balances: sixteen
        later counts that no longer hold would only bury the one reason.
        """
        everything = [*files, *pieces]
        berubah = perubahan(everything)
        before = [p for old, _ in everything for p in old.problems]
        before += pemeriksa.deret(self.index, berubah)
        self.index.ganti((new for _, new in files), hapus)
        self.index.tambah(new for _, new in pieces)
        found = [p for _, new in everything for p in new.problems]
        found += pemeriksa.entri(self.index, berubah)
        if not galat(tambahan(before, found)):
            found += pemeriksa.deret(self.index, berubah)
        return tambahan(before, found)

    def _demand_unchanged(self, paths: Sequence[str], dibaca: Mapping[str, str]) -> None:
        """Refuse when somebody's editor saved a file after this command had read it."""
        known = {path: self._digests_before.get(path, "") for path in paths} | dict(dibaca)
        for path, digest in known.items():
            target = self.folder / path
            now = sidik_bytes(target.read_bytes()) if target.is_file() else ""
            if now != digest:
                fact = f"berkas {path} berubah sejak dibaca perintah ini"
                hint = "ulangi perintahnya"
                raise ProblemError(Problem("BERKAS-BERUBAH", fact, hint, Place(path)))


def teks_isi(paths: Iterable[str]) -> str:
    """The text of `isi.gen.beancount`: one include a file, the accounts first."""
    names = sorted(paths, key=lambda p: (p != _AKUN, p))
    body = ["".join(f'include "{name}"\n' for name in names)]
    digest = sidik_bytes("\n".join(names).encode())
    return teks.berkas_mesin(body, sumber=digest, with_options=False)


def nomor_tertulis(content: bytes, awalan: str) -> int:
    """The highest number after `awalan` in the text of a file, read or not; 0 for none."""
    found = re.findall(rb"\^" + re.escape(awalan.encode()) + rb"(\d+)", content)
    return max(map(int, found), default=0)


def _held() -> ProblemError:
    fact = "perintah lain sedang menulis ke buku ini"
    return ProblemError(Problem("KUNCI-DIPEGANG", fact, "tunggu sampai selesai, lalu ulangi"))


def _numbered(draft: Draft, number: str) -> Draft:
    return Draft(
        draft.tanggal, draft.jenis, draft.uraian, draft.legs, draft.pihak, number, draft.meta
    )
