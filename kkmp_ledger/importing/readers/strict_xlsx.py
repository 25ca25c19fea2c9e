"""Strict XLSX: a sheet as it stands; formulas, merges and passwords are refused.

The file is read in a child process with limits of memory and time (`xlsx_child.py`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.importing.source_file import SourceFile

# A cell: text, a number, a day, "" for empty; anything else (a time, TRUE) as its own text.
Cell = str | Decimal | date

_CHILD = "kkmp_ledger.importing.readers.xlsx_child"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_LARGEST = 64 << 20  # bytes of the file as it lies
_SECONDS = 30
_NAMED = 5
_KEPT = 64  # answers, of files that are asked for their list, their header and their rows
_SMALL = 1 << 20  # bytes of an answer that is kept

_SPLIT = "pecah lembarnya, misalnya satu berkas sebulan"
_SAVE = "buka di Excel dan simpan ulang sebagai Excel Workbook (.xlsx)"
_FAR = "hapus isi yang jauh di bawah atau di kanan tabel"
# What the child says -> what is told, and what to do.
_REFUSED = {
    "broken": ("isi berkas Excel rusak", _SAVE),
    "crash": (
        "isi berkas Excel terlalu besar atau rusak, pembacaannya dihentikan",
        f"{_SAVE}; bila lembarnya memang besar, {_SPLIT}",
    ),
    "whole": ("isi berkas lebih besar dari {detail} MB", _SPLIT),
    "large": ("lembar lebih besar dari {detail} MB", _SPLIT),
    "cells": ("isi lembar terlalu banyak", _SPLIT),
    "sheets": (
        "berkas berisi {detail} lembar",
        "pindahkan lembar yang akan dibukukan ke berkas baru",
    ),
    "far": ("ada isi sangat jauh dari tabel", _FAR),
    "order": ("letak sel {detail} tidak cocok dengan barisnya", _SAVE),
    "number": (
        "angka di sel {detail} terlalu besar",
        "betulkan angkanya; bila itu nomor, format kolomnya sebagai Teks lalu ketik lagi",
    ),
}
_kept: dict[tuple[str, str, tuple[int, ...] | None], dict[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet's rows that hold anything, each with its number as Excel shows it."""

    file: SourceFile
    row: tuple[tuple[int, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as its workbook lists it: where it stands, its name, if it is shown and holds any."""

    index: int
    name: str
    shown: bool
    holds: bool


def sheets(file: SourceFile) -> tuple[Listed, ...]:
    """Every sheet of the workbook, in its order. Raises ProblemError: no workbook."""
    return tuple(Listed(n, *said) for n, said in enumerate(_ask(file, None)["sheets"]))


def first(listed: Iterable[Listed]) -> int:
    """Which sheet is read of a workbook whose sheets have no names for us: the first shown."""
    return next((sheet.index for sheet in listed if sheet.shown), 0)


def read(file: SourceFile) -> RawSheet:
    """Read the first sheet that is shown; the others need not be clean.

    Raises ProblemError: not XLSX, a password, formulas, merges, empty.
    """
    (said,) = _ask(file, None)["read"].values()
    sheet = _sheet(file, said)
    if not sheet.row:
        hint = "isi lembar pertama, mulai dengan baris judul kolom"
        raise file.refuse("BERKAS-KOSONG", "lembar pertama kosong", hint)
    return sheet


def read_several(
    file: SourceFile, wanted: Sequence[tuple[str, int]]
) -> Iterator[tuple[str, RawSheet | ProblemError]]:
    """Read several sheets at once, each by a name, which places then say, and where it stands.

    Gives the name with the sheet, which may have no rows, or with what is wrong with it.
    Raises ProblemError for what is wrong with the whole file.
    """
    said = _ask(file, tuple(index for _, index in wanted))["read"] if wanted else {}
    for name, index in wanted:
        try:
            yield name, _sheet(file.of_sheet(name), said[str(index)])
        except ProblemError as error:
            yield name, error


def _sheet(file: SourceFile, said: dict[str, Any]) -> RawSheet:
    """What the child says of a sheet, as its rows. Raises ProblemError for one it refused."""
    if "refused" in said:
        raise _refused(file, *said["refused"])
    if problems := [*_formula(file, said), *_merge(file, said)]:
        raise ProblemError(problems)
    return RawSheet(file, tuple((n, tuple(map(_cell, cells))) for n, cells in said["rows"]))


def _cell(text: str) -> Cell:
    if not text or text[0] == "t":
        return text[1:]
    return Decimal(text[1:]) if text[0] == "n" else date.fromisoformat(text[1:])


def _ask(file: SourceFile, wanted: tuple[int, ...] | None) -> dict[str, Any]:
    """Let the child list the workbook and read those sheets, by default the first that is shown.

    Small answers are kept by the file's digest: recognising a file and reading it ask the same.
    """
    _refuse_other_than_xlsx(file)
    key = (str(file.path), file.digest(), wanted)
    if key in _kept:
        return _kept[key]
    text = _run(file, wanted)
    said: dict[str, Any] = json.loads(text)
    if "refused" in said:
        raise _refused(file, *said["refused"])
    if len(text) <= _SMALL:
        if len(_kept) >= _KEPT:
            _kept.clear()
        _kept[key] = said
    return said


def _run(file: SourceFile, wanted: tuple[int, ...] | None) -> bytes:
    """The child's own words. Raises ProblemError for one that died, or had to be stopped."""
    job = {"path": str(file.path.absolute()), "sheets": wanted}
    try:
        # -P: the child must not take a file of the folder it stands in for a module
        done = subprocess.run(  # noqa: S603 - our own file, our own interpreter, no shell
            [sys.executable, "-P", "-X", "utf8", "-m", _CHILD],
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refused(file, "crash") from None
    if done.returncode:
        raise _refused(file, "crash")
    return done.stdout


def _refused(file: SourceFile, why: str, row: int = 0, detail: str = "") -> ProblemError:
    fact, hint = _REFUSED[why]
    return file.refuse("BERKAS-RUSAK", " ".join(fact.format(detail=detail).split()), hint, row)


def _refuse_other_than_xlsx(file: SourceFile) -> None:
    kind = file.kind()
    size = file.path.stat().st_size
    if kind in ("ole", "xlsx") and size > _LARGEST:
        raise file.refuse("BERKAS-RUSAK", f"berkas lebih besar dari {_LARGEST >> 20} MB", _SPLIT)
    if kind == "ole":
        if _PASSWORD in file.path.read_bytes():
            hint = "buka di Excel, hapus sandi lewat File > Info > Protect Workbook, lalu simpan"
            raise file.refuse("LEMBAR-SANDI", "berkas Excel bersandi", hint)
        hint = "buka di Excel, simpan sebagai Excel Workbook (.xlsx)"
        raise file.refuse("BERKAS-RUSAK", "berkas Excel lama (.xls)", hint)
    if kind != "xlsx":
        hint = "pakai berkas dari kkmp templat, disimpan sebagai Excel Workbook (.xlsx)"
        raise file.refuse("BERKAS-RUSAK", "berkas bukan Excel (.xlsx)", hint)


def _formula(file: SourceFile, said: dict[str, Any]) -> Iterator[Problem]:
    hint = "salin selnya, lalu tempel sebagai nilai (Paste Special > Values)"
    for row, cells in said.get("formula", {}).items():
        fact = f"sel {', '.join(cells[:_NAMED])} berisi rumus"
        yield Problem("LEMBAR-RUMUS", fact, hint, file.place(int(row)))


def _merge(file: SourceFile, said: dict[str, Any]) -> Iterator[Problem]:
    hint = "pisahkan selnya (Merge & Center > Unmerge Cells), isi setiap sel sendiri"
    for ref, row in said.get("merge", ()):
        yield Problem("LEMBAR-GABUNG", f"sel {ref} digabung", hint, file.place(row))
