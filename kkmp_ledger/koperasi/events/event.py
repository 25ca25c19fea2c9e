"""One event: its fields, its words, what it books; everything else is derived from the class."""

from __future__ import annotations

import dataclasses
from abc import ABC
from abc import abstractmethod
from dataclasses import MISSING
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from kkmp_ledger.koperasi.drafting import draft_entry
from kkmp_ledger.koperasi.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.drafting import LegLike
    from kkmp_ledger.koperasi.events.values import Value

ARGUMENT = ""  # a field that stands at the command line without an option's name
SHEET_ONLY = "-"  # one that a person at the terminal is not asked for
_AT = "at"


@dataclass(frozen=True, slots=True)
class At:
    """Where a field stands: argument or option, column of the sheet, label of the form.

    `cli` is ARGUMENT, SHEET_ONLY or an option's name. `private` fields are never repeated in a
    problem. `shown` is how the usage line calls an argument, when not by its field.
    """

    value: Value
    cli: str
    column: str
    label: str
    help: str = ""
    example: str = ""
    private: bool = False
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an event as everybody else needs it: its name, where it stands, its default."""

    name: str
    at: At
    required: bool
    default: Any = None

    @property
    def shown(self) -> str:
        """How a usage line calls it where it stands without an option's name."""
        return self.at.shown or self.name.upper().replace("_", "-")


def stands(
    value: Value,
    cli: str,
    column: str,
    label: str,
    *,
    default: Any = MISSING,
    help: str = "",  # as click calls it
    example: str = "",
    private: bool = False,
    shown: str = "",
) -> Any:
    """A dataclass field that says where it stands; with a default it may be left out."""
    at = At(value, cli, column, label, help, example, private, shown)
    return dataclasses.field(default=default, metadata={_AT: at}, repr=not private)


class Event(ABC):
    """Something that happened, as a frozen dataclass of what was written down about it.

    The class docstring is the command's help and the form's title, in Indonesian. `path` is the
    command, `sheet` the sheet whose rows it may be, `jenis` the kind of its entry ("" for none),
    `subject` the head under which `kkmp catat` lists it, `words` are other words by which people
    look for it. `looks` says that its plan depends on
    what the book holds.
    """

    __slots__ = ()

    path: ClassVar[str]
    sheet: ClassVar[str]
    jenis: ClassVar[str]
    subject: ClassVar[str]
    words: ClassVar[str] = ""
    date_column: ClassVar[str] = "Tanggal"
    looks: ClassVar[bool] = False

    @abstractmethod
    def plan(self, at: Books, tanggal: date) -> Plan:
        """What is to be written, purely. Raises ProblemError."""

    @abstractmethod
    def sentence(self, at: Books, tanggal: date) -> str:
        """What happened, in one sentence with names and amounts, for who recorded it."""

    def one_entry(
        self, at: Books, tanggal: date, *, uraian: str, legs: Sequence[LegLike], pihak: str = ""
    ) -> Plan:
        """The plan of one entry of this kind and nothing else. Raises as `draft_entry`."""
        draft = draft_entry(
            at.chart, tanggal=tanggal, jenis=self.jenis, uraian=uraian, legs=legs, pihak=pihak
        )
        return Plan(drafts=(draft,))

    def shows(self, at: Books) -> tuple[str, ...]:  # most name theirs
        """The accounts whose balance is told after booking."""
        return ()

    def question(self, at: Books, tanggal: date) -> str:  # most ask nothing
        """What must be agreed to before it books; "" for nothing."""
        return ""

    @classmethod
    def title(cls) -> str:
        """The command's help and the form's title."""
        return (cls.__doc__ or "").strip().partition("\n")[0]


def fields(event: type[Event]) -> Iterator[Field]:
    """The fields of an event class, in the order in which they are asked."""
    for field in dataclasses.fields(event):  # type: ignore[arg-type]  # every event is one
        at = field.metadata[_AT]
        required = field.default is MISSING
        yield Field(field.name, at, required, None if required else field.default)
