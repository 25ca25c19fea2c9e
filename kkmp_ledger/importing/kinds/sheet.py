"""The treasurer's sheets, each a kind of its own: a thin cover of `sheets` and `sheet_drafts`."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import sheets
from kkmp_ledger.importing.kinds.kind import Booked
from kkmp_ledger.importing.kinds.kind import Dates
from kkmp_ledger.importing.kinds.kind import Likeness
from kkmp_ledger.importing.kinds.kind import Part
from kkmp_ledger.importing.kinds.kind import Records
from kkmp_ledger.importing.kinds.kind import Told
from kkmp_ledger.importing.kinds.kind import likeness
from kkmp_ledger.schema.chart import chart_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.importing.kinds.kind import Heads
    from kkmp_ledger.importing.kinds.kind import ReadDocument
    from kkmp_ledger.importing.readers.strict_xlsx import RawSheet
    from kkmp_ledger.importing.sheets import Row
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.customers import CustomerMap
    from kkmp_ledger.schema.koperasi import Koperasi

    Rows = tuple[Row, ...]
    Reader = Callable[[RawSheet], Rows]

_READ: dict[sheets.SheetKind, Reader] = {
    "setoran": sheets.read_setoran,
    "beli": sheets.read_beli,
    "beban": sheets.read_beban,
}
_MONTH_FILE: dict[sheets.SheetKind, str] = {
    "setoran": "simpanan",
    "beli": "beli",
    "beban": "beban",
}


def part(name: sheets.SheetKind, instead: str = "") -> Part:
    """The one file that a sheet is."""
    return Part(name, f"lembar {name}", "xlsx", sheets.MARK[name], instead)


# Known when it is seen, and taken in by the register, not as a document.
MEMBERS = part("anggota", "kkmp anggota impor")


@dataclass(frozen=True, slots=True, eq=False)  # one object a kind
class Sheet:
    """One kind of sheet. See `Kind` for each verb."""

    name: sheets.SheetKind

    sells = False
    undo = "balik entrinya satu per satu dengan kkmp balik, di bulan yang masih terbuka"

    @property
    def title(self) -> str:
        """`lembar setoran`."""
        return self.parts[0].title

    @property
    def parts(self) -> tuple[Part, ...]:
        """A sheet stands alone."""
        return (part(self.name),)

    @property
    def month_file(self) -> str:
        """Where its rows are booked."""
        return _MONTH_FILE[self.name]

    def identify(self, heads: Heads) -> tuple[Likeness, ...]:
        """By the columns that no other sheet has all of."""
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
        """The rows of the first sheet."""
        from kkmp_ledger.importing.readers import strict_xlsx  # noqa: PLC0415  # as in `till`
        from kkmp_ledger.importing.readers.left_out import tidied  # noqa: PLC0415

        raw, left_out = tidied(strict_xlsx.read(files[0]), sheets.MARK[self.name])
        return Records(_READ[self.name](raw), left_out)

    def dates(self, content: Rows) -> Dates:
        """Every row is booked on its day."""
        days = [row.tanggal for row in content]
        return Dates(min(days), max(days), ((row.row, row.tanggal) for row in content))

    def book(
        self,
        read: Sequence[ReadDocument[Rows]],
        koperasi: Koperasi,
        register: Register,
        customer: CustomerMap,  # noqa: ARG002  # a sheet names members by number
    ) -> Booked:
        """An entry a row."""
        from kkmp_ledger.book.text_book import TextBook  # noqa: PLC0415
        from kkmp_ledger.importing.sheet_drafts import sheet_drafts  # noqa: PLC0415
        from kkmp_ledger.koperasi.books import Books  # noqa: PLC0415

        # What a sheet of these kinds books depends on no balance: the ledger may be an empty one.
        at = Books(koperasi, chart_of(koperasi), register, TextBook(()))
        drafts: list[Draft] = []
        problems = _repeated_rows(read)
        for doc in read:
            try:
                found = sheet_drafts(doc.content, doc.document[0].nomor, doc.sources, at)
            except ProblemError as error:
                problems += error.problems
                continue
            drafts += (replace(d, meta={**d.meta, "sumber": doc.called}) for d in found)
        return Booked(tuple(drafts), tuple(problems))

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
    return tuple(map(Sheet, _READ))


def _repeated_rows(read: Iterable[ReadDocument[Rows]]) -> list[Problem]:
    """Rows that an earlier sheet had already: a sheet saved again has other bytes, and no keys.

    Two rows that are alike inside one sheet are two events.
    """
    seen: dict[object, str] = {}
    problems: list[Problem] = []
    for doc in read:
        fresh: dict[object, str] = {}
        for row in doc.content:
            facts = replace(row, row=0)
            if facts in seen:
                fact = f"baris ini sudah diterima dari {seen[facts]}"
                hint = "hapus baris itu; bila memang dua kali terjadi, bedakan keterangannya"
                problems.append(Problem("BARIS-ULANG", fact, hint, doc.sources.place(row.row)))
            fresh[facts] = f"{doc.sources.basename} baris {row.row}"
        seen |= fresh
    return problems
