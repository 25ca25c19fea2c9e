"""What the shapes of data files are made of: plain frozen data, told in the words of their file.

Pydantic validates them (`schema/validating.py`) and is imported only for a text that is new: a
look at books that were read before does without.
"""

from __future__ import annotations

from dataclasses import MISSING
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Any
from typing import TypeVar
from typing import dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from dataclasses import Field

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

T = TypeVar("T")
SHAPES: dict[str, type[Model]] = {}  # every shape that was imported, by its name


def name_of(shape: type[Model]) -> str:
    """The name by which a shape is known."""
    return f"{shape.__module__}.{shape.__qualname__}"


class KeyProblemError(ValueError):
    """A shape's complaint about one key below it: `loc` leads from the shape to the key."""

    def __init__(self, message: str, *loc: str | int) -> None:
        """Take the words as a shape says them (`CODE: fact | hint`), and where they belong."""
        super().__init__(message)
        self.loc = loc


@dataclass_transform(
    frozen_default=True, kw_only_default=True, eq_default=False, field_specifiers=(field,)
)
def shape(cls: type[T]) -> type[T]:
    """Make the class a shape: a frozen dataclass, told and compared by what `Model` has for all.

    To make these methods for each takes as long again as all else of a shape.
    """
    return dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)(cls)


@shape
class Model:
    """A data file's shape: nothing unknown, nothing converted, nothing changed afterwards.

    What the fields' types cannot say stands in `__post_init__`, which raises ValueError.
    """

    # The keys that the file states; those that differ from their default need no mention.
    stated: frozenset[str] = frozenset()

    def __init_subclass__(cls) -> None:
        """Know the shape by its name."""
        SHAPES[name_of(cls)] = cls

    def __eq__(self, other: object) -> bool:
        """Equal in every key, whatever the file states of it."""
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, f.name) == getattr(other, f.name) for f in self.key_fields())

    def __hash__(self) -> int:
        """As equal ones have it."""
        return hash(tuple(getattr(self, f.name) for f in self.key_fields()))

    def __repr__(self) -> str:
        """The keys that stand in the file."""
        said = ", ".join(f"{key}={value!r}" for key, value in self.said().items())
        return f"{type(self).__qualname__}({said})"

    @classmethod
    def key_fields(cls) -> list[Field[Any]]:
        """The fields that are keys of the file, in their order."""
        return [f for f in fields(cls) if f.name != "stated"]

    @classmethod
    def table(cls, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """The table as it is validated, where a file may say it in a former way."""
        return given

    def said(self) -> dict[str, Any]:
        """The values that stand in the file, with those that differ from their default."""
        found = {}
        for f in self.key_fields():
            value = getattr(self, f.name)
            default = f.default_factory() if f.default_factory is not MISSING else f.default
            if f.name in self.stated or value != default:
                found[f.name] = value
        return found

    def as_data(self) -> dict[str, object]:
        """The keys that stand in the file, as plain data: what a digest is taken of."""
        return {key: _plain(value) for key, value in self.said().items()}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read as a table with just these keys."""
        from kkmp_ledger.schema.validating import table_schema  # noqa: PLC0415  # brings pydantic

        return table_schema(cls, handler)


def _plain(value: Any) -> object:
    if isinstance(value, Model):
        return value.as_data()
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


class Only:
    """Limits of a value, as pydantic's `Field` names them: `Annotated[str, Only(min_length=1)]`."""

    __slots__ = ("limits",)

    def __init__(self, **limits: Any) -> None:
        """Take the limits."""
        self.limits = limits

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read as the type, within the limits."""
        from pydantic import Field  # noqa: PLC0415  # only where a file is validated

        return handler.generate_schema(Annotated[source, Field(**self.limits)])


class First:
    """What is done with a value of the file before its type is asked for; may raise ValueError."""

    __slots__ = ("read",)

    def __init__(self, read: Callable[[object], object]) -> None:
        """Take the function."""
        self.read = read

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read as the type, of what the function gives."""
        from pydantic_core import core_schema  # noqa: PLC0415  # only where a file is validated

        return core_schema.no_info_before_validator_function(self.read, handler(source))


def _whole_is_a_number(value: object) -> object:
    return Decimal(value) if type(value) is int else value


# A number of a TOML file: 30 and 12.5 are both exact decimals.
Number = Annotated[Decimal, First(_whole_is_a_number)]
