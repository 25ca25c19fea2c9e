"""Strict XLSX: a sheet as it stands; formulas, merges and passwords are refused.

This is the one module that meets a spreadsheet's float: it becomes a Decimal by its shortest text.
"""

from __future__ import annotations

import html
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from python_calamine import CalamineError
from python_calamine import CalamineWorkbook
from python_calamine import PasswordError

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from kkmp_ledger.importing.source_file import SourceFile

# A cell: text, a number, a day, "" for empty; anything else (a time, TRUE) as its own text.
Cell = str | Decimal | date

_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_LARGEST = 100 << 20  # bytes of the unpacked sheet
_LOWEST_ROW = 200_000  # rows; the reader lays the sheet out densely
_NAMED = 5

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_SHEET_KEY = re.compile(rb"\br:id=[\"']([^\"']+)[\"']")
_SHEET_NAME = re.compile(rb"\bname=[\"']([^\"']*)[\"']")
_HIDDEN = re.compile(rb"\bstate=[\"'](?:hidden|veryHidden)[\"']")
_REFERENCE = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d+)[\"']")
# A cell far down or far to the right, and whether it ends at once.
_FAR_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=[\"'](?:[A-Z]{3,}(\d+)|[A-Z]+(\d{6,}))[\"'][^>]*?(/>|>\s*</|>)"
)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>/]")
_FORMULA = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*>\s*<(?:\w+:)?f[\s/>]")
_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z]+(\d+):[A-Z]+\d+)[\"']")


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
    """Every sheet of the workbook, in its order; none is read. Raises ProblemError: no workbook."""
    _refuse_other_than_xlsx(file)
    with _opened(file) as archive:
        return tuple(
            Listed(n, _name(tag), not _HIDDEN.search(tag), _holds(archive, part))
            for n, (tag, part) in enumerate(_parts(archive))
        )


def first(listed: Iterable[Listed]) -> int:
    """Which sheet is read of a workbook whose sheets have no names for us: the first shown."""
    return next((sheet.index for sheet in listed if sheet.shown), 0)


def read(file: SourceFile, index: int | None = None) -> RawSheet:
    """Read one sheet, else the first that is shown; the others need not be clean.

    Raises ProblemError: not XLSX, a password, formulas, merges; empty, where none was asked for.
    """
    _refuse_other_than_xlsx(file)
    at = first(sheets(file)) if index is None else index
    if problems := _check_structure(file, _xml(file, at)):
        raise ProblemError(problems)
    try:
        with CalamineWorkbook.from_path(file.path) as book:
            rows = book.get_sheet_by_index(at).to_python(skip_empty_area=False)
    except PasswordError:
        raise _encrypted(file) from None
    except CalamineError:
        raise _broken(file) from None
    kept = [(n, tuple(_cell(cell) for cell in row)) for n, row in enumerate(rows, 1)]
    filled = tuple((n, row) for n, row in kept if any(cell != "" for cell in row))
    if not filled and index is None:
        hint = "isi lembar pertama, mulai dengan baris judul kolom"
        raise file.refuse("BERKAS-KOSONG", "lembar pertama kosong", hint)
    return RawSheet(file, filled)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return " ".join(value.split())  # also turns a no-break space into a plain one
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        exact = Decimal(repr(value))  # Excel stores 50000 as 50000.0
        return Decimal(int(exact)) if exact == exact.to_integral_value() else exact
    if isinstance(value, datetime):
        return value.date() if value == datetime(value.year, value.month, value.day) else str(value)  # noqa: DTZ001
    return value if isinstance(value, date) else str(value)


def _refuse_other_than_xlsx(file: SourceFile) -> None:
    kind = file.kind()
    if kind == "ole":
        if _PASSWORD in file.path.read_bytes():
            raise _encrypted(file)
        hint = "buka di Excel, simpan sebagai Excel Workbook (.xlsx)"
        raise file.refuse("BERKAS-RUSAK", "berkas Excel lama (.xls)", hint)
    if kind != "xlsx":
        hint = "pakai berkas dari kkmp templat, disimpan sebagai Excel Workbook (.xlsx)"
        raise file.refuse("BERKAS-RUSAK", "berkas bukan Excel (.xlsx)", hint)


def _encrypted(file: SourceFile) -> ProblemError:
    hint = "buka di Excel, hapus sandi lewat File > Info > Protect Workbook, lalu simpan"
    return file.refuse("LEMBAR-SANDI", "berkas Excel bersandi", hint)


def _broken(file: SourceFile) -> ProblemError:
    hint = "buka di Excel dan simpan ulang sebagai Excel Workbook (.xlsx)"
    return file.refuse("BERKAS-RUSAK", "isi berkas Excel rusak", hint)


@contextmanager
def _opened(file: SourceFile) -> Iterator[zipfile.ZipFile]:
    """The workbook's archive. Raises ProblemError for one that breaks while it is read."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            yield archive
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise _broken(file) from None


def _xml(file: SourceFile, index: int) -> bytes:
    """The sheet's XML: values do not tell a formula from a number."""
    with _opened(file) as archive:
        parts = [part for _, part in _parts(archive)]
        mine = parts[index] if index < len(parts) else None
        if mine is None:
            raise _broken(file)
        if mine.file_size > _LARGEST:
            hint = "pecah lembarnya, misalnya satu berkas sebulan"
            raise file.refuse("BERKAS-RUSAK", "lembar lebih besar dari 100 MB", hint)
        return archive.read(mine)


def _parts(archive: zipfile.ZipFile) -> list[tuple[bytes, zipfile.ZipInfo | None]]:
    """Each sheet as the workbook lists it, and where its XML lies."""
    relations = archive.read("xl/_rels/workbook.xml.rels")
    return [
        (tag, _part(archive, relations, tag))
        for tag in _SHEET.findall(archive.read("xl/workbook.xml"))
    ]


def _part(archive: zipfile.ZipFile, relations: bytes, tag: bytes) -> zipfile.ZipInfo | None:
    """The XML of the sheet that the workbook names so."""
    key = _SHEET_KEY.search(tag)
    target = _target(relations, key[1]) if key else None
    return archive.getinfo(target) if target else None


def _name(tag: bytes) -> str:
    found = _SHEET_NAME.search(tag)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""


def _holds(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> bool:
    """Tell whether any cell of the sheet holds something; one that is huge surely does."""
    if info is None:
        return False
    return info.file_size > _LARGEST or _VALUE.search(archive.read(info)) is not None


def _target(relations: bytes, key: bytes) -> str | None:
    for found in _REFERENCE.finditer(relations):
        if re.search(rb"\bId=[\"']" + re.escape(key) + rb"[\"']", found[0]):
            target = re.search(rb"\bTarget=[\"']([^\"']+)[\"']", found[0])
            if target:
                path = target[1].decode("utf-8", "replace").lstrip("/")
                return path if path.startswith("xl/") else f"xl/{path}"
    return None


def _check_structure(file: SourceFile, xml: bytes) -> list[Problem]:
    far = _far(xml)
    if far:
        hint = "hapus isi yang jauh di bawah atau di kanan tabel"
        raise file.refuse("BERKAS-RUSAK", "ada isi sangat jauh dari tabel", hint, max(far))
    return [*_formula(file, xml), *_merge(file, xml)]


def _far(xml: bytes) -> set[int]:
    """The rows of cells that hold something so far away that laying the sheet out would not end.

    A cell that is only coloured is left out by the reader, and here.
    """
    starts = [(found.start(), int(found[1])) for found in _ROW.finditer(xml)]
    rows = {
        row
        for (start, row), (until, _) in pairwise([*starts, (len(xml), 0)])
        if row > _LOWEST_ROW and _VALUE.search(xml, start, until)
    }
    for right, down, end in _FAR_CELL.findall(xml):
        if end == b">" and (right or int(down) > _LOWEST_ROW):
            rows.add(int(right or down))
    return rows


def _formula(file: SourceFile, xml: bytes) -> Iterator[Problem]:
    hint = "salin selnya, lalu tempel sebagai nilai (Paste Special > Values)"
    rows: dict[int, list[str]] = {}
    for column, row in _FORMULA.findall(xml):
        rows.setdefault(int(row), []).append(f"{column.decode()}{row.decode()}")
    if not rows and _ANY_FORMULA.search(xml):
        yield Problem("LEMBAR-RUMUS", "lembar berisi rumus", hint, file.place())
    for row, cells in rows.items():
        fact = f"sel {', '.join(cells[:_NAMED])} berisi rumus"
        yield Problem("LEMBAR-RUMUS", fact, hint, file.place(row))


def _merge(file: SourceFile, xml: bytes) -> Iterator[Problem]:
    hint = "pisahkan selnya (Merge & Center > Unmerge Cells), isi setiap sel sendiri"
    for ref, row in _MERGE.findall(xml):
        fact = f"sel {ref.decode()} digabung"
        yield Problem("LEMBAR-GABUNG", fact, hint, file.place(int(row)))
