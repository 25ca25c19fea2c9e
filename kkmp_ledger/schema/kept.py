"""Remembers what was validated, as plain data by digest, so that a look validates nothing again.

What a text says as a shape depends on both alone, so one memory serves the whole process. A file in
the reader's cache (`base/derived.py`) carries it from one command to the next. It names a digest of
this room's own code, and of itself: one of another edition, or a damaged one, is as none.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from kkmp_ledger.base.derived import write_derived
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema.dated import Dated
from kkmp_ledger.schema.roles import Role
from kkmp_ledger.schema.shape import SHAPES
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import name_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.base.problem import Problem

FILE = "sah.jsonl"
MANY = 200  # what is remembered at most; the oldest goes first
_HELD = "true"

M = TypeVar("M", bound=Model)


class Memory:
    """What was validated: a digest -> the value as JSON, or that a claim holds."""

    def __init__(self) -> None:
        """Know nothing, and keep nothing beyond the process."""
        self._known: dict[str, str] = {}
        self._file: Path | None = None
        self._of_file: dict[str, str] = {}

    def keep_in(self, folder: Path | None) -> None:
        """From here on carry it in this folder of derived things; what is there is known."""
        file = folder / FILE if folder else None
        if file != self._file:
            self._file, self._of_file = file, _read(file) if file else {}
            self._known |= self._of_file

    def value(self, key: str, shape: type[M]) -> M | None:
        """The value that was kept under the key; None when there is none."""
        text = self._known.get(key)
        found = _value(json.loads(text)) if text else None
        return found if isinstance(found, shape) else None

    def keep(self, key: str, value: Model) -> None:
        """Remember a value that was validated."""
        self._add(key, json.dumps(_data(value), ensure_ascii=False, separators=(",", ":")))

    def demand(
        self,
        claim: str,
        contents: Iterable[bytes | str],
        problems: Callable[[], Sequence[Problem]],
    ) -> None:
        """Raise ProblemError for what speaks against a claim of these contents.

        Nobody asks again of the same contents once nothing did.
        """
        key = key_of(claim, *contents)
        if key in self._known:
            return
        if wrong := problems():
            raise ProblemError(wrong)
        self._add(key, _HELD)

    def _add(self, key: str, text: str) -> None:
        self._known[key] = text
        if self._file is not None:
            self._of_file = dict([*self._of_file.items(), (key, text)][-MANY:])
            _write(self._file, self._of_file)


MEMORY = Memory()


def key_of(what: str, *texts: str | bytes) -> str:
    """The key of what depends on these texts alone: a shape's name, or the name of a claim."""
    digest = hashlib.sha256(what.encode())
    for text in texts:
        content = text.encode() if isinstance(text, str) else text
        digest.update(b"%d\0" % len(content))
        digest.update(content)
    return digest.hexdigest()


def code_of(room: Path) -> str:
    """A digest of the code in a room: a developer changes it without a new version."""
    return key_of("code", *(path.read_bytes() for path in sorted(room.glob("*.py"))))


@lru_cache
def edition() -> str:
    """A digest of this room's code; "" where it cannot be read, and nothing is carried on."""
    try:
        return code_of(Path(__file__).parent)
    except OSError:
        return ""


def _read(file: Path) -> dict[str, str]:
    """The lines of the file by key; empty when it is none that this edition wrote."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    head, _, body = text.partition("\n")
    if not edition() or head != _head(body):
        return {}
    return dict(line.split(" ", 1) for line in body.split("\n") if line)


def _write(file: Path, lines: dict[str, str]) -> None:
    if not edition():
        return
    body = "".join(f"{key} {text}\n" for key, text in lines.items())
    write_derived(file, f"{_head(body)}\n{body}")


def _head(body: str) -> str:
    return f"{edition()} {hashlib.sha256(body.encode()).hexdigest()}"


# Plain values stand for themselves, all else is a list with its kind first.


def _data(value: object) -> object:
    if isinstance(value, Role):
        return ["Role", value.value]
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, Decimal):
        return ["Decimal", str(value)]
    if isinstance(value, Model):
        said = value.said()
        return [name_of(type(value)), {key: _data(part) for key, part in said.items()}]
    if isinstance(value, dict):
        return ["dict", {key: _data(part) for key, part in value.items()}]
    if isinstance(value, tuple):
        return ["Dated" if isinstance(value, Dated) else "tuple", [*map(_data, value)]]
    raise TypeError(type(value).__name__)


def _value(data: Any) -> Any:
    if not isinstance(data, list):
        return data
    kind, inner = data
    if shape := SHAPES.get(kind):
        given = {key: _value(part) for key, part in inner.items()}
        return shape(**given, stated=frozenset(given))
    if kind == "dict":
        return {key: _value(part) for key, part in inner.items()}
    if kind in {"tuple", "Dated"}:
        parts: Iterable[Any] = map(_value, inner)
        return Dated(parts) if kind == "Dated" else tuple(parts)
    return _PLAIN[kind](inner)


_PLAIN = {"Role": Role, "date": date.fromisoformat, "Decimal": Decimal}
