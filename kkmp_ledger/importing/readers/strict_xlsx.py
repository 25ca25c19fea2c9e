"""Strict XLSX: the first visible sheet as it stands; formulas, merges and passwords are refused.

This is the one module that meets a spreadsheet's float: it becomes a Decimal by its shortest text.
"""

from __future__ import annotations

import html
import re
import zipfile
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
# What our own templates hold beside the sheet to fill in.
BESIDE = ("Petunjuk", "Daftar")
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
    """The first visible sheet's rows that hold anything, each with its number as Excel shows it.

    `others` are the names of the other sheets that hold something, our own templates' left out.
    """

    file: SourceFile
    row: tuple[tuple[int, tuple[Cell, ...]], ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Structure:
    """Which sheet is read, its XML (values do not tell a formula from a number), the others."""

    index: int
    xml: bytes
    others: tuple[str, ...]


def read(file: SourceFile) -> RawSheet:
    """Read the first sheet that is shown; one that is hidden is nobody's.

    Raises ProblemError: not XLSX, a password, formulas, merges, empty.
    """
    _refuse_other_than_xlsx(file)
    structure = _structure(file)
    problems = _check_structure(file, structure.xml)
    if problems:
        raise ProblemError(problems)
    try:
        with CalamineWorkbook.from_path(file.path) as book:
            rows = book.get_sheet_by_index(structure.index).to_python(skip_empty_area=False)
    except PasswordError:
        raise _encrypted(file) from None
    except CalamineError:
        raise _broken(file) from None
    kept = [(n, tuple(_cell(cell) for cell in row)) for n, row in enumerate(rows, 1)]
    filled = tuple((n, row) for n, row in kept if any(cell != "" for cell in row))
    if not filled:
        hint = "isi lembar pertama, mulai dengan baris judul kolom"
        raise file.refuse("BERKAS-KOSONG", "lembar pertama kosong", hint)
    return RawSheet(file, filled, structure.others)


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


def _structure(file: SourceFile) -> _Structure:
    try:
        with zipfile.ZipFile(file.path) as archive:
            workbook = archive.read("xl/workbook.xml")
            relations = archive.read("xl/_rels/workbook.xml.rels")
            tags = _SHEET.findall(workbook)
            shown = [n for n, tag in enumerate(tags) if not _HIDDEN.search(tag)]
            index = shown[0] if shown else 0
            parts = [_part(archive, relations, tag) for tag in tags]
            mine = parts[index] if parts else None
            if mine is None:
                raise _broken(file)
            if mine.file_size > _LARGEST:
                hint = "pecah lembarnya, misalnya satu berkas sebulan"
                raise file.refuse("BERKAS-RUSAK", "lembar lebih besar dari 100 MB", hint)
            others = [
                name
                for n, (tag, part) in enumerate(zip(tags, parts, strict=True))
                if n != index and (name := _name(tag)) not in BESIDE and _holds(archive, part)
            ]
            return _Structure(index, archive.read(mine), tuple(others))
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise _broken(file) from None


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
