"""Remembers what was proven of which ledger: a derived file that is safe to delete."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from kkmp_ledger.app.folder.folder import SEALS
from kkmp_ledger.base.derived import write_derived
from kkmp_ledger.book.digest import digest_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.statements.sections import Proof

_FILE = "bukti.json"


class Proven(NamedTuple):
    """What was proven: the year's fingerprint and which proofs did not hold."""

    digest: str
    failed: tuple[int, ...]
    jumlah: int

    @property
    def words(self) -> str:
        """One line for under a statement."""
        if not self.failed:
            return f"{self.jumlah} pembuktian cocok, sidik {self.digest}"
        which = ", ".join(str(n) for n in self.failed)
        return f"pembuktian {which} dari {self.jumlah} belum cocok; lihat --bukti"


class Memory:
    """The remembered proofs of one folder."""

    def __init__(self, folder: Folder) -> None:
        """Name the folder."""
        self._folder = folder
        self._path = folder.derived / _FILE if folder.derived else None

    def read(self, index: Index, year: int) -> Proven | None:
        """What was proven of this very ledger for the year; None when nothing was."""
        try:
            row = self._years(self._digest(index.digests()))[str(year)]
            return Proven(row["sidik"], tuple(row["gagal"]), row["jumlah"])
        except (KeyError, TypeError):
            return None

    def save(
        self, digests: Mapping[str, str], year: int, digest: str, bukti: Sequence[Proof]
    ) -> None:
        """Remember the proofs of a year for the ledger with these file digests."""
        if self._path is None:
            return
        book = self._digest(digests)
        years = self._years(book)
        failed = [b.nomor for b in bukti if not b.green]
        years[str(year)] = {"sidik": digest, "gagal": failed, "jumlah": len(bukti)}
        write_derived(self._path, json.dumps({"buku": book, "tahun": years}))

    def _digest(self, ledger: Mapping[str, str]) -> str:
        """One digest over every file of the ledger and every seal: what a proof holds for."""
        seals = (path.name for path in (self._folder.path / SEALS).glob("*.txt"))
        known = {**ledger} | {f"{SEALS}/{n}": self._folder.digest(f"{SEALS}/{n}") for n in seals}
        lines = (f"{path} {digest}" for path, digest in sorted(known.items()))
        return digest_bytes("\n".join(lines).encode())

    def _years(self, book: str) -> dict[str, Any]:
        """What is remembered of the ledger with this digest, by year."""
        try:
            data = json.loads(self._path.read_text(encoding="utf-8")) if self._path else {}
            return dict(data["tahun"]) if data["buku"] == book else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}  # nothing was proven yet, or the file was damaged: it is only a memory
