"""Things that hold from a day on, one after another: never two of a kind on one day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any
from typing import Protocol
from typing import TypeVar
from typing import get_args

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class Datable(Protocol):
    """What a dated list may hold."""

    @property
    def span(self) -> tuple[date, date | None]:
        """The first day on which it holds, and the first on which it does no longer.

        None: until the next one begins.
        """
        ...


T_co = TypeVar("T_co", bound=Datable, covariant=True)


class OverlapError(ValueError):
    """Two things of one list hold on the same day; `first` and `second` are places in the list."""

    def __init__(self, first: int, second: int, day: date) -> None:
        """Name both, and the first day on which both would hold."""
        super().__init__(f"{first} and {second} on {day}")
        self.first = first
        self.second = second
        self.day = day


class Dated(tuple[T_co, ...]):
    """A list in order of time, of which at most one holds on any day.

    Raises OverlapError when made of things that would hold together: two that begin on one day,
    or one that begins before the one before it has ended. Without an end a thing holds until the
    next one begins.
    """

    __slots__ = ()

    def __new__(cls, things: Iterable[T_co] = ()) -> Dated[T_co]:
        """Take the things in any order."""
        given = list(things)
        order = sorted(range(len(given)), key=lambda i: (given[i].span[0], i))
        for before, after in pairwise(order):
            start, end = given[before].span
            begins = given[after].span[0]
            if begins == start or (end is not None and begins < end):
                raise OverlapError(before, after, begins)
        return super().__new__(cls, (given[i] for i in order))

    def at(self, day: date) -> T_co | None:
        """The one that holds on the day; None before the first, and in a gap."""
        for thing in reversed(self):
            start, end = thing.span
            if start <= day:
                return thing if end is None or day < end else None
        return None

    def within(self, period: Period) -> Iterator[tuple[Period, T_co]]:
        """Each that holds on some day of the period, with those days."""
        for place, thing in enumerate(self, 1):
            following = self[place].span[0] if place < len(self) else date.max
            start = max(thing.span[0], period.start)
            until = min(thing.span[1] or following, period.until)
            if start < until:
                yield Period(start, until), thing

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read as a list of its things; an overlap is told in a treasurer's words."""
        from pydantic_core import core_schema  # noqa: PLC0415  # only where a file is validated

        (item,) = get_args(source)
        several = handler.generate_schema(tuple[item, ...])  # type: ignore[valid-type]
        return core_schema.no_info_after_validator_function(cls._of_file, several)

    @classmethod
    def _of_file(cls, things: tuple[T_co, ...]) -> Dated[T_co]:
        from kkmp_ledger.schema.shape import KeyProblemError  # noqa: PLC0415

        try:
            return cls(things)
        except OverlapError as error:
            first, second = sorted((error.first, error.second))
            message = (
                f"dua isian berlaku bersama mulai {long_date(error.day)}:"
                f" yang ke-{first + 1} dan yang ke-{second + 1}"
                " | ubah tanggal salah satunya, atau hapus yang tidak dipakai"
            )
            raise KeyProblemError(message, second) from None
