"""Sheets of events, each a kind of document: its rows are booked once, as the commands would."""

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
    return _part(MEMBERS, "kkmp anggota impor")


def _part(name: str, instead: str = "") -> Part:
    from kkmp_ledger.importing.sheet_events import signature  # noqa: PLC0415

    return Part(name, f"lembar {name}", "xlsx", signature(name), instead)


@dataclass(frozen=True, slots=True, eq=False)  # one object a kind
class Sheet:
    """One kind of sheet. See `Kind` for each verb."""

    name: str

    month_file = ""
    sells = False
    undo = "balik entrinya satu per satu dengan kkmp balik, di bulan yang masih terbuka"

    @property
    def title(self) -> str:
        """`lembar setoran`."""
        return f"lembar {self.name}"

    @property
    def profiles(self) -> tuple[str, ...]:
        """Its name."""
        return (self.name,)

    @property
    def parts(self) -> tuple[Part, ...]:
        """A sheet stands alone."""
        return (_part(self.name),)

    def identify(self, heads: Heads) -> tuple[Likeness, ...]:
        """By the columns that must be there."""
        return (likeness(heads, self.parts[0]),)

    def describe(self, file: SourceFile) -> str:  # noqa: ARG002  # a sheet of one cooperative
        """Nothing: a sheet knows no store."""
        return ""

    def read(
        self,
        files: Sequence[SourceFile],
        koperasi: Koperasi,  # noqa: ARG002  # a sheet's words are always the same
        accepted: date,  # noqa: ARG002
    ) -> Records[Rows]:
        """The rows of the first sheet that is shown."""
        from kkmp_ledger.importing import sheet_events  # noqa: PLC0415
        from kkmp_ledger.importing.readers import strict_xlsx  # noqa: PLC0415  # as in `till`
        from kkmp_ledger.importing.readers.left_out import tidied  # noqa: PLC0415

        raw, left_out = tidied(strict_xlsx.read(files[0]), self.parts[0].signature)
        return Records(sheet_events.read(raw, self.name), left_out)

    def dates(self, content: Rows) -> Dates:
        """Every row is booked on its day."""
        days = [row.day for row in content]
        return Dates(min(days), max(days), ((row.row, row.day) for row in content))

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


def kinds() -> tuple[Sheet, ...]:
    """The sheets that are documents of the books."""
    return tuple(Sheet(name) for name in registry.sheets() if name != MEMBERS)
