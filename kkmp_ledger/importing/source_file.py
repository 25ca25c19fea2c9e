"""A file that came from outside: where it lies, how people call it, what kind of bytes it holds."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["xlsx", "ole", "biner", "teks"]

_CHUNK = 1 << 20
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old .xls, and an .xlsx under a password
_OTHER = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff")
_SPAN = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})-(\d{4}-\d{2}-\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import. `nama` is what problems call it; `path` is where the bytes are.

    `sheet` is the one of its sheets that is looked at, where it has several that count.
    """

    path: Path
    nama: str
    sheet: str = ""

    @classmethod
    def at(cls, path: Path) -> SourceFile:
        """The file at `path`, called by that path."""
        return cls(path, str(path))

    def place(self, row: int = 0) -> Place:
        """A row of it, from 1."""
        return Place(self.nama, row, self.sheet)

    def of_sheet(self, sheet: str) -> SourceFile:
        """One of its sheets, which places then name; "" for the file as one."""
        return replace(self, sheet=sheet)

    def refuse(self, code: str, fact: str, hint: str, row: int = 0) -> ProblemError:
        """One problem with the file, ready to be raised."""
        return ProblemError(Problem(code, fact, hint, self.place(row)))

    @property
    def basename(self) -> str:
        """Its name without folders, as `sumber` in the ledger has it."""
        return re.split(r"[\\/]", self.nama)[-1]

    def named_span(self) -> tuple[date, date] | None:
        """First and last day when the name says them: `receipts-2025-07-01-2025-07-31.csv`."""
        match = _SPAN.search(self.basename)
        if match is None:
            return None
        try:
            return date.fromisoformat(match[1]), date.fromisoformat(match[2])
        except ValueError:
            return None

    def digest(self) -> str:
        """SHA-256 of its bytes, in hex. Raises ProblemError when it cannot be read."""
        digest = hashlib.sha256()
        try:
            with self.path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
        except OSError:
            raise self._absent() from None
        return digest.hexdigest()

    def kind(self) -> Kind:
        """What its first bytes say it is. Raises ProblemError when it is empty or not there."""
        try:
            with self.path.open("rb") as stream:
                head = stream.read(len(_OLE))
        except OSError:
            raise self._absent() from None
        if not head:
            hint = "ekspor atau simpan ulang berkasnya, lalu impor lagi"
            raise self.refuse("BERKAS-KOSONG", "berkas 0 byte", hint)
        if head.startswith(_ZIP):
            return "xlsx"
        if head == _OLE:
            return "ole"
        return "biner" if head.startswith(_OTHER) else "teks"

    def check_text(self) -> None:
        """Demand plain UTF-8 text. Raises ProblemError with the row of the first wrong byte.

        The whole file is read once beforehand, in pieces: the reader that follows may then
        trust every byte, and its row loop stays free of checks.
        """
        if self.kind() != "teks":
            hint = "ekspor dari kasir sebagai CSV; jangan buka dan simpan lewat program lain"
            raise self.refuse("BERKAS-RUSAK", "berkas bukan teks CSV", hint)
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        row = 1
        try:
            with self.path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    if b"\0" in chunk:
                        row += chunk[: chunk.index(b"\0")].count(b"\n")
                        hint = "ekspor ulang berkasnya; salinan ini rusak"
                        raise self.refuse("BERKAS-RUSAK", "ada byte nol di tengah teks", hint, row)
                    decoder.decode(chunk)
                    row += chunk.count(b"\n")
                decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            bad = error.object[: error.start]
            row += bad.count(b"\n") if isinstance(bad, bytes) else 0
            hint = 'simpan atau ekspor ulang sebagai "CSV UTF-8"'
            raise self.refuse("BERKAS-RUSAK", "teks bukan UTF-8", hint, row) from None
        except OSError:
            raise self._absent() from None

    def _absent(self) -> ProblemError:
        hint = "periksa nama dan foldernya"
        return self.refuse("BERKAS-TIADA", f"berkas {self.basename} tidak dapat dibuka", hint)
