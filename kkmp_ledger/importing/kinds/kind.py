"""What a kind of document is: the files that it consists of, and its five verbs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any
from typing import Generic
from typing import Literal
from typing import Protocol
from typing import TypeVar

from kkmp_ledger.base.words import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.base.problem import ProblemError
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.importing.documents import Document
    from kkmp_ledger.importing.sheet_events import EventRow
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.customers import CustomerMap
    from kkmp_ledger.schema.koperasi import Koperasi

R = TypeVar("R")  # what a kind reads out of its files
Form = Literal["csv", "xlsx"]


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a kind.

    `profil` is how `dokumen/daftar.csv` names it, for ever; `title` is what people call it;
    `signature` are the columns that no other part of that form has all of; of a workbook of several
    sheets the names of those, any of which may be missing. `instead` is the
    command that takes the file in, where it is no document of the books.
    """

    profil: str
    title: str
    form: Form
    signature: tuple[str, ...]
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Heads:
    """The first rows of a file, any of which may be its header; nothing else of it is read.

    Of a workbook those of the first sheet that is shown, and the names of all sheets that are
    shown and hold something.
    """

    form: Form
    rows: tuple[tuple[str, ...], ...]
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near a file is to a part: what is missing of its signature, in order.

    `sheets` counts the sheets of the file that it would read by name.
    """

    part: Part
    missing: tuple[str, ...]
    sheets: int = 0

    @property
    def is_it(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.missing

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing of the signature is there."""
        return len(self.missing) == len(self.part.signature)


@dataclass(frozen=True, slots=True)
class Records(Generic[R]):
    """What was read, and what was left out of it on the way (each a `perhatian`)."""

    content: R
    left_out: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDocument(Generic[R]):
    """A document that was read: the rows of the list, one a part, and its records."""

    kind: Kind[R]
    document: tuple[Document, ...]
    sources: SourceFile  # the first part's file
    content: R
    left_out: tuple[Problem, ...] = ()

    def day(self) -> Iterable[tuple[str, int, date]]:
        """Sheet, row (of the first part) and date of everything in it that is booked."""
        return self.kind.dates(self.content).booked

    def place(self, row: EventRow) -> Place:
        """Where one of its rows stands."""
        return self.sources.of_sheet(row.sheet).place(row.row)

    @property
    def called(self) -> str:
        """How the ledger names it: as it is kept, so that reading it again says the same."""
        return self.document[0].file.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day of a document, both included; what is booked by sheet, row and day.

    The sheet is "" where the document is one table.
    """

    first: date
    last: date
    booked: Iterable[tuple[str, int, date]]


@dataclass(frozen=True, slots=True)
class Booked:
    """What came of all documents of a kind. `facts` is the kind's own, for its summary."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: Any = None


@dataclass(frozen=True, slots=True)
class Told:
    """What to tell the treasurer: lines of text, and what he should look at."""

    lines: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()


class Kind(Protocol[R]):
    """A kind of document. Adding one is a module here and its line in `registry.py`.

    `month_file` names the generated files that come of it (`2026/03-toko.gen.beancount`), "" where
    its `rows` are booked once, into the hand-kept book of their month.
    `sells` says that it brings receipts: customers and memberships then decide what it books, and
    proof 5 compares `sales` with the book. `undo` is what a treasurer does with a wrong document
    whose month is closed.
    """

    @property
    def title(self) -> str:
        """What people call such a document."""
        ...

    @property
    def profiles(self) -> tuple[str, ...]:
        """How `dokumen/daftar.csv` names the parts: known before anything about them is loaded."""
        ...

    @property
    def parts(self) -> tuple[Part, ...]:
        """The files that one document consists of, in order; they are accepted together."""
        ...

    @property
    def tables(self) -> tuple[str, ...]:
        """The sheets of events that one document may hold; none for what is no sheet."""
        ...

    @property
    def month_file(self) -> str:
        """The name of its generated files, without the month."""
        ...

    @property
    def sells(self) -> bool:
        """Tell whether it brings receipts."""
        ...

    @property
    def undo(self) -> str:
        """What to do about a document of a closed month."""
        ...

    def identify(self, heads: Heads) -> tuple[Likeness, ...]:
        """How near the file is to each of the parts, by its header alone."""
        ...

    def describe(self, file: SourceFile) -> str:
        """What a file of it says of itself (its store), "" for nothing. Raises ProblemError."""
        ...

    def read(self, files: Sequence[SourceFile], koperasi: Koperasi, accepted: date) -> Records[R]:
        """Read the files, one a part. Raises ProblemError with every wrong row.

        `accepted` is the day on which they were accepted: settings of then wrote them.
        """
        ...

    def dates(self, content: R) -> Dates:
        """Its days."""
        ...

    def book(
        self,
        read: Sequence[ReadDocument[R]],
        koperasi: Koperasi,
        register: Register,
        customer: CustomerMap,
    ) -> Booked:
        """All that its documents, in order of number, put into generated files.

        Raises nothing, problems are told.
        """
        ...

    def rows(self, content: R) -> Sequence[EventRow]:
        """The events that are booked once; none where generated files come of the document."""
        ...

    def summary(self, booked: Booked) -> Told:
        """What to tell the treasurer of what was booked."""
        ...

    def sales(self, contents: Iterable[R]) -> tuple[Mapping[tuple[date, str], int], list[Problem]]:
        """Net sales by day and outlet, straight from the documents; empty for what sells not."""
        ...


AnyKind = Kind[Any]
AnyDocument = ReadDocument[Any]


def likeness(heads: Heads, part: Part) -> Likeness:
    """How near the nearest of the rows is to a part's header.

    A till prints its titles letter by letter; people retype those of a sheet, so capitals and
    spaces do not count there.
    """
    if heads.form != part.form:
        return Likeness(part, part.signature)
    same = folded if part.form == "xlsx" else str
    misses = [
        tuple(name for name in part.signature if same(name) not in row)
        for row in ({same(cell) for cell in cells} for cells in heads.rows)
    ]
    return Likeness(part, min(misses, key=len, default=part.signature))


def several(file: SourceFile, titles: Iterable[str], row: int) -> ProblemError:
    """The columns are those of several kinds at once."""
    fact = f"judul kolomnya cocok dengan {' dan '.join(titles)} sekaligus"
    hint = "satu lembar satu jenis: hapus kolom milik jenis yang lain"
    return file.refuse("KOLOM-GANDA", fact, hint, row)
