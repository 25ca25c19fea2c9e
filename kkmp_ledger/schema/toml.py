"""Reads a TOML file into a strict model; what is wrong is named by file, line and key."""

from __future__ import annotations

import difflib
import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Any
from typing import TypeVar

from pydantic import BaseModel
from pydantic import BeforeValidator
from pydantic import ConfigDict
from pydantic import ValidationError

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

Loc = tuple[str | int, ...]


class Model(BaseModel):
    """A data file's shape: nothing unknown, nothing converted, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def as_data(self) -> dict[str, object]:
        """The keys that stand in the file, as plain data: what a digest is taken of."""
        return self.model_dump(exclude_unset=True)


M = TypeVar("M", bound=Model)


class KeyProblemError(ValueError):
    """A validator's complaint about one key below its model: `loc` leads from the model to it."""

    def __init__(self, message: str, *loc: str | int) -> None:
        """Take the words as `_own_words` reads them, and where they belong."""
        super().__init__(message)
        self.loc = loc


def _whole_is_a_number(value: object) -> object:
    return Decimal(value) if type(value) is int else value


# A number of a TOML file: 30 and 12.5 are both exact decimals.
Number = Annotated[Decimal, BeforeValidator(_whole_is_a_number)]

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLE = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_ASSIGN = re.compile(rf"\s*({_DOTTED})\s*=")
_TWICE = re.compile("Cannot (?:overwrite|declare|mutate)")  # as tomllib says it
_SYNTAX_LINE = re.compile(r"\(at line (\d+)")

# pydantic's error type -> what a treasurer reads. Anything else is "isinya tidak dapat diterima".
_WORDS = {
    "int_type": "harus angka bulat tanpa tanda kutip",
    "int_from_float": "harus angka bulat",
    "decimal_type": "harus angka",
    "is_instance_of": "harus angka tanpa tanda kutip",  # only Decimal is asked for in this way
    "string_type": "harus teks dalam tanda kutip",
    "string_too_short": "tidak boleh kosong",
    "string_pattern_mismatch": "bentuknya tidak sesuai",
    "bool_type": "harus true atau false",
    "date_type": "harus tanggal, misalnya 2026-03-31",
    "date_from_datetime_inexact": "harus tanggal tanpa jam",
    "list_type": "harus daftar dalam kurung siku",
    "tuple_type": "harus daftar dalam kurung siku",
    "missing": "kurang panjang",
    "too_long": "terlalu panjang",
    "dict_type": "harus tabel",
    "model_type": "harus tabel",
    "greater_than_equal": "terlalu kecil",
    "greater_than": "terlalu kecil",
    "less_than_equal": "terlalu besar",
}


def load(path: Path, model: type[M]) -> M:
    """Read `path` as `model`. Raises ProblemError; every mistake of the file is in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        fact = f"berkas {path.name} tidak ada"
        hint = "periksa nama folder, atau buat bukunya dengan kkmp init"
        raise ProblemError(Problem("BERKAS-TIADA", fact, hint, Place(str(path)))) from None
    except PermissionError:
        raise  # the file may be good: it is not this reader's
    except (OSError, UnicodeDecodeError):
        fact = f"berkas {path.name} tidak terbaca sebagai teks UTF-8"
        hint = "simpan ulang sebagai teks UTF-8"
        raise ProblemError(Problem("TOML-RUSAK", fact, hint, Place(str(path)))) from None
    return loads(text, str(path), model)


def loads(text: str, path: str, model: type[M]) -> M:
    """Read TOML `text` as `model`; `path` names it in problems. A point makes a Decimal."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        match = _SYNTAX_LINE.search(str(error))
        if _TWICE.match(str(error)) and (doubled := _doubled(text, path)):
            raise ProblemError(doubled) from None
        place = Place(path, int(match[1]) if match else len(text.splitlines()))
        fact = "susunan TOML tidak dapat dibaca"
        hint = "periksa tanda kutip, kurung, dan tanda sama dengan di baris ini"
        raise ProblemError(Problem("TOML-RUSAK", fact, hint, place)) from None
    try:
        return model.model_validate(_tuples(data))
    except ValidationError as error:
        lines = dict(_places(text))
        raise ProblemError(
            _problem(e, Place(path, _line(lines, e["loc"])), model) for e in _causes(error)
        ) from None


def _doubled(text: str, path: str) -> list[Problem]:
    """Keys and tables that are written twice: TOML refuses them without naming either."""
    first: dict[Loc, int] = {}
    found = []
    for loc, line in _places(text):
        if loc in first:
            name = ".".join(str(part) for part in loc if isinstance(part, str))
            fact = f'"{name}" ditulis dua kali, di baris {first[loc]} dan {line}'
            found.append(Problem("TOML-RUSAK", fact, "hapus salah satunya", Place(path, line)))
        first.setdefault(loc, line)
    return found


def _tuples(value: Any) -> Any:
    """TOML's lists as tuples: a data file is not changed once it is read."""
    if isinstance(value, dict):
        return {k: _tuples(v) for k, v in value.items()}
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value


def _causes(error: ValidationError) -> list[ErrorDetails]:
    """Without echoes: a list "too short" because its item failed, a union's other branch."""
    by_loc: dict[Loc, ErrorDetails] = {}
    for e in error.errors():
        # pydantic names a union's branch in the location, as `function-after[...]`
        loc = tuple(part for part in e["loc"] if "[" not in str(part))
        loc += getattr(e.get("ctx", {}).get("error"), "loc", ())
        if loc not in by_loc or e["type"] == "value_error":
            by_loc[loc] = {**e, "loc": loc}
    return [
        e
        for loc, e in by_loc.items()
        if not any(len(o) > len(loc) and o[: len(loc)] == loc for o in by_loc)
    ]


def _problem(error: ErrorDetails, place: Place, model: type[Model]) -> Problem:
    loc = error["loc"]
    key = next((str(p) for p in reversed(loc) if isinstance(p, str)), "")
    kind = error["type"]
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(key, _known_keys(model, loc[:-1]), n=1, cutoff=0.5)
        hint = f'maksud Anda "{near[0]}"?' if near else "hapus kunci ini"
        return Problem("KUNCI-ASING", f'kunci "{key}" tidak dikenal', hint, place)
    if kind == "missing" and isinstance(loc[-1], str):
        return Problem("KUNCI-KURANG", f'kunci "{key}" belum ada', f'tambahkan "{key}"', place)
    if kind == "value_error":
        return _own_words(str(error["ctx"]["error"]), place)
    if kind == "literal_error":
        fact = f'isi "{key}" bukan salah satu pilihannya'
        choices = str(error["ctx"]["expected"]).replace(" or ", " atau ").replace("'", '"')
        return Problem("ISI-SALAH", fact, f"pakai {choices}", place)
    fact = f'isi "{key}" {_WORDS.get(kind, "tidak dapat diterima")}'
    return Problem("ISI-SALAH", fact, f'perbaiki isi "{key}"', place)


def _own_words(message: str, place: Place) -> Problem:
    """A model's validator speaks as `CODE: fact | hint`, or just `fact`."""
    match = re.fullmatch(r"(?:([A-Z-]+): )?(.*?)(?: \| (.*))?", message, re.DOTALL)
    assert match is not None
    code, fact, hint = match.groups()
    return Problem(code or "ISI-SALAH", fact, hint or "perbaiki isinya", place)


def _known_keys(model: type[Model], loc: Loc) -> list[str]:
    """The keys that the table at `loc` knows, found by walking the model's types."""
    shape: Any = model
    for part in loc:
        if isinstance(part, str) and isinstance(shape, type) and issubclass(shape, BaseModel):
            field = shape.model_fields.get(part)
            shape = field.annotation if field else None
        shape = _innermost(shape)
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return list(shape.model_fields)
    return []


def _innermost(annotation: Any) -> Any:
    """The model inside `tuple[M, ...]`, `dict[str, M]` or `M | None`."""
    while not isinstance(annotation, type) or getattr(annotation, "__args__", None):
        args = [a for a in getattr(annotation, "__args__", ()) if a not in (type(None), ..., str)]
        if not args:
            return annotation
        annotation = args[-1]
    return annotation


def _places(text: str) -> Iterator[tuple[Loc, int]]:
    """The line of each table head and key. Wrong keys are looked up, so near is good enough."""
    prefix: Loc = ()
    count: dict[Loc, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if table := _TABLE.fullmatch(line):
            name = _split(table[2])
            if table[1] == "[[":
                if name not in count:  # what is wrong with all of them stands at the first
                    yield name, number
                count[name] = count.get(name, -1) + 1
            prefix = _with_indexes(name, count)
            yield prefix, number
        elif assign := _ASSIGN.match(line):
            yield prefix + _split(assign[1]), number


def _with_indexes(name: Loc, count: dict[Loc, int]) -> Loc:
    loc: Loc = ()
    for depth, part in enumerate(name, 1):
        loc += (part,)
        if name[:depth] in count:
            loc += (count[name[:depth]],)
    return loc


def _split(dotted: str) -> Loc:
    return tuple(part.strip("\"'") for part in re.findall(_KEY, dotted))


def _line(lines: dict[Loc, int], loc: Loc) -> int:
    """The line of the key at `loc`, else of the nearest thing around it."""
    for end in range(len(loc), 0, -1):
        if loc[:end] in lines:
            return lines[loc[:end]]
    return 1
