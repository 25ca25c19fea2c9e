"""Data as canonical JSON: what a digest is taken of, so that it outlives renamings and defaults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol
from typing import runtime_checkable


@runtime_checkable
class HasData(Protocol):
    """Something that knows itself as plain data, under the keys of its file."""

    def as_data(self) -> Mapping[str, object]:
        """The keys that were written, without those that only have a default."""
        ...


def canonical(value: object) -> str:
    """One text for one meaning: sorted keys, no spaces, `1.50` as `1.5`, dates as ISO.

    Takes what data files hold: mappings, sequences, texts, whole and decimal numbers, dates,
    None, and things with `as_data`. Raises TypeError for anything else: a `repr` would change
    with the name of a class.
    """
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest_of(*values: object) -> str:
    """SHA-256, in hex, of the canonical texts of the values, in order."""
    return hashlib.sha256("\n".join(map(canonical, values)).encode()).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return {"decimal": f"{value.normalize():f}"}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, HasData):
        return _plain(value.as_data())
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, Sequence):
        return [_plain(part) for part in value]
    raise TypeError(type(value).__name__)
