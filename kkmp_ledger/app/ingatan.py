"""Remembers what was proven of which ledger: a derived file that is safe to delete."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.book.sidik import sidik_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.book.index import Index
    from kkmp_ledger.statements.model import Bukti

_BERKAS = "bukti.json"


class Terbukti(NamedTuple):
    """What was proven: the year's fingerprint and which proofs did not hold."""

    sidik: str
    gagal: tuple[int, ...]
    jumlah: int

    @property
    def kata(self) -> str:
        """One line for under a statement."""
        if not self.gagal:
            return f"{self.jumlah} pembuktian cocok, sidik {self.sidik}"
        which = ", ".join(str(n) for n in self.gagal)
        return f"pembuktian {which} dari {self.jumlah} belum cocok; lihat --bukti"


def sidik_buku(digests: Mapping[str, str]) -> str:
    """One digest over every file of the ledger: what a remembered proof holds for."""
    lines = (f"{path} {digest}" for path, digest in sorted(digests.items()))
    return sidik_bytes("\n".join(lines).encode())


class Ingatan:
    """The remembered proofs of one folder."""

    def __init__(self, folder: Folder) -> None:
        """Name the folder."""
        self._path = folder.turunan / _BERKAS

    def baca(self, index: Index, tahun: int) -> Terbukti | None:
        """What was proven of this very ledger for the year; None when nothing was."""
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            if data["buku"] != sidik_buku(index.digests()):
                return None
            row = data["tahun"][str(tahun)]
            return Terbukti(row["sidik"], tuple(row["gagal"]), row["jumlah"])
        except (OSError, ValueError, KeyError, TypeError):
            return None  # nothing was proven yet, or the file was damaged: it is only a memory

    def simpan(
        self, digests: Mapping[str, str], tahun: int, sidik: str, bukti: Sequence[Bukti]
    ) -> None:
        """Remember the proofs of a year for the ledger with these file digests."""
        buku = sidik_buku(digests)
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            years = data["tahun"] if data["buku"] == buku else {}
        except (OSError, ValueError, KeyError, TypeError):
            years = {}
        failed = [b.nomor for b in bukti if not b.hijau]
        years[str(tahun)] = {"sidik": sidik, "gagal": failed, "jumlah": len(bukti)}
        text = json.dumps({"buku": buku, "tahun": years})
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        new = self._path.with_suffix(".baru")
        new.write_text(text, encoding="utf-8")
        new.replace(self._path)
