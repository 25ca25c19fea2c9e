"""Sheets of events, one or several in a file: rows are booked once, as the commands would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.importing.kinds.kind import Booked
from kkmp_ledger.importing.kinds.kind import Dates
from kkmp_ledger.importing.kinds.kind import Likeness
from kkmp_ledger.importing.kinds.kind import Part
from kkmp_ledger.importing.kinds.kind import Records
from kkmp_ledger.importing.kinds.kind import Told
from kkmp_ledger.importing.kinds.kind import likeness
from kkmp_ledger.koperasi.events import registry
from kkmp_ledger.koperasi.events.registry import sheet_title

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.importing.kinds.kind import Heads
    from kkmp_ledger.importing.kinds.kind import ReadDocument
    from kkmp_ledger.importing.sheet_events import EventRow
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.customers import CustomerMap
    from kkmp_ledger.schema.koperasi import Koperasi

    Rows = tuple[EventRow, ...]

# Known when it is seen, and taken in by the register: personal data is kept in no document.
MEMBERS = "anggota"

# What a sheet consists of is derived from the classes of its events, and these are loaded by the
# verb that needs them: the registry is asked whenever anything is booked.


def members() -> Part:
    """The sheet of those who join."""
    from kkmp_ledger.importing.sheet_events import signature  # noqa: PLC0415

    return Part(MEMBERS, f"lembar {MEMBERS}", "xlsx", signature(MEMBERS), "kkmp anggota impor")


@dataclass(frozen=True, slots=True, eq=False)  # one object a kind
class Sheets:
    """One kind of file: a sheet alone, or several of one workbook by name. See `Kind`."""

    name: str
    tables: tuple[str, ...]

    month_file = ""
    sells = False
    undo = "balik entrinya satu per satu dengan kkmp balik, di bulan yang masih terbuka"

    @property
    def title(self) -> str:
        """`lembar setoran`, `berkas bulan`."""
        return f"{'lembar' if self._alone else 'berkas'} {self.name}"

    @property
    def _alone(self) -> bool:
        """Tell whether it is one sheet, whatever its name."""
        return len(self.tables) == 1

    @property
    def profiles(self) -> tuple[str, ...]:
        """Its name."""
        return (self.name,)

    @property
    def parts(self) -> tuple[Part, ...]:
        """One file."""
        from kkmp_ledger.importing.sheet_events import signature  # noqa: PLC0415

        known = signature(self.name) if self._alone else tuple(map(sheet_title, self.tables))
        return (Part(self.name, self.title, "xlsx", known),)

    def identify(self, heads: Heads) -> tuple[Likeness, ...]:
        """A sheet by the columns that must be there, a workbook by the names of its sheets.

        One whose only sheet of ours is the first is that sheet alone.
        """
        from kkmp_ledger.importing.readers.workbook import named  # noqa: PLC0415

        (part,) = self.parts
        if self._alone:
            return (likeness(heads, part),)
        there = named(heads.sheets, part.signature)
        mine = bool(there) and there != [*heads.sheets[:1]]
        return (Likeness(part, () if mine else part.signature, len(there)),)

    def describe(self, file: SourceFile) -> str:
        """The sheets of a workbook that would be read. Raises ProblemError, as reading them."""
        if self._alone:
            return ""
        from kkmp_ledger.importing.readers import workbook  # noqa: PLC0415

        (part,) = self.parts
        found = workbook.read(file, part.signature, lambda name, _: name).found
        return f"lembar {', '.join(found)}"

    def read(
        self,
        files: Sequence[SourceFile],
        koperasi: Koperasi,  # noqa: ARG002  # a sheet's words are always the same
        accepted: date,  # noqa: ARG002
    ) -> Records[Rows]:
        """The rows of the first sheet that is shown, or of each sheet by its name."""
        from kkmp_ledger.importing import sheet_events  # noqa: PLC0415  # as in `till`

        return Records(*sheet_events.read(files[0], self.tables))

    def dates(self, content: Rows) -> Dates:
        """Every row is booked on its day."""
        days = [row.day for row in content]
        return Dates(min(days), max(days), ((r.sheet, r.row, r.day) for r in content))

    def book(
        self,
        read: Sequence[ReadDocument[Rows]],  # noqa: ARG002
        koperasi: Koperasi,  # noqa: ARG002
        register: Register,  # noqa: ARG002
        customer: CustomerMap,  # noqa: ARG002
    ) -> Booked:
        """Nothing is generated of it."""
        return Booked()

    def rows(self, content: Rows) -> Rows:
        """All of them."""
        return content

    def summary(self, booked: Booked) -> Told:  # noqa: ARG002
        """Nothing beyond what every import says."""
        return Told()

    def sales(
        self,
        contents: Iterable[Rows],  # noqa: ARG002
    ) -> tuple[Mapping[tuple[date, str], int], list[Problem]]:
        """None."""
        return {}, []


def kinds() -> tuple[Sheets, ...]:
    """The sheets that are documents of the books, then the workbooks of several."""
    alone = (Sheets(name, (name,)) for name in registry.sheets() if name != MEMBERS)
    return (*alone, *(Sheets(name, book.sheets) for name, book in registry.WORKBOOKS.items()))
