"""Reads a TOML file into a strict shape; what is wrong is named by file, line and key."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeVar

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema.kept import MEMORY
from kkmp_ledger.schema.kept import key_of
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import name_of

if TYPE_CHECKING:
    from pathlib import Path

M = TypeVar("M", bound=Model)


def load(path: Path, shape: type[M]) -> M:
    """Read `path` as `shape`. Raises ProblemError; every mistake of the file is in it."""
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
    return loads(text, str(path), shape)


def loads(text: str, path: str, shape: type[M]) -> M:
    """Read TOML `text` as `shape`; `path` names it in problems. A point makes a Decimal."""
    key = key_of(name_of(shape), text)
    found = MEMORY.value(key, shape)
    if found is None:
        from kkmp_ledger.schema.validating import validated  # noqa: PLC0415  # brings pydantic

        found = validated(text, path, shape)
        MEMORY.keep(key, found)
    return found
