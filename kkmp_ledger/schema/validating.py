"""Validates the data of a TOML text with pydantic; what is wrong is named by line and key."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import MISSING
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar
from typing import get_type_hints

from pydantic import TypeAdapter
from pydantic import ValidationError
from pydantic_core import core_schema

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema.shape import Model

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema
    from pydantic_core import ErrorDetails

Loc = tuple[str | int, ...]
M = TypeVar("M", bound=Model)
_READERS: dict[type[Model], TypeAdapter[Any]] = {}  # to make one takes longer than to use it

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
    "greater_than_equal": "terlalu kecil",
    "greater_than": "terlalu kecil",
    "less_than_equal": "terlalu besar",
}


def validated(text: str, path: str, shape: type[M]) -> M:
    """TOML `text` as the shape; `path` names it in problems. A point makes a Decimal."""
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
        return _read(_tuples(data), shape)
    except ValidationError as error:
        lines = dict(_places(text))
        raise ProblemError(
            _problem(e, Place(path, _line(lines, e["loc"])), shape) for e in _causes(error)
        ) from None


def _read(data: object, shape: type[M]) -> M:
    if shape not in _READERS:
        _READERS[shape] = TypeAdapter(shape)
    made: M = _READERS[shape].validate_python(data)
    return made


def table_schema(shape: type[Model], handler: GetCoreSchemaHandler) -> CoreSchema:
    """How pydantic reads a shape: a strict table with its keys, made into the shape at the end."""
    hints = get_type_hints(shape, include_extras=True)
    keys = {
        f.name: core_schema.typed_dict_field(
            handler.generate_schema(hints[f.name]),
            required=f.default is MISSING and f.default_factory is MISSING,
        )
        for f in shape.key_fields()
    }
    strict = core_schema.CoreConfig(strict=True)
    table = core_schema.typed_dict_schema(keys, extra_behavior="forbid", config=strict)

    def made(given: Any, read: Callable[[Any], dict[str, Any]]) -> Model:
        known = shape.table(given) if isinstance(given, dict) else given
        return shape(**read(known), stated=frozenset(given))

    return core_schema.no_info_wrap_validator_function(made, table)


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
        if isinstance(part, str) and isinstance(shape, type) and issubclass(shape, Model):
            shape = get_type_hints(shape).get(part)
        shape = _innermost(shape)
    known = isinstance(shape, type) and issubclass(shape, Model)
    return [f.name for f in shape.key_fields()] if known else []


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
