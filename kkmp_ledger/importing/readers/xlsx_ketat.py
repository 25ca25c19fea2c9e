"""Strict XLSX: the first sheet's cells as they stand; formulas, merges and passwords are refused.

This is the one module that meets a spreadsheet's float: it becomes a Decimal by its shortest text.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from python_calamine import CalamineError
from python_calamine import CalamineWorkbook
from python_calamine import PasswordError

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.importing.berkas import Berkas

# A cell: text, a number, a day, "" for empty; anything else (a time, TRUE) as its own text.
Sel = str | Decimal | date

_SANDI = "EncryptedPackage".encode("utf-16-le")
_PALING_BESAR = 100 << 20  # bytes of the unpacked sheet
_PALING_BAWAH = 200_000  # rows; the reader lays the sheet out densely
_DISEBUT = 5

_LEMBAR = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?\br:id=[\"']([^\"']+)[\"']")
_RUJUKAN = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_BARIS = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d+)[\"']")
_KOLOM_JAUH = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"'][A-Z]{3}\d")
_RUMUS = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*>\s*<(?:\w+:)?f[\s/>]")
_ADA_RUMUS = re.compile(rb"<(?:\w+:)?f[\s/>]")
_GABUNG = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z]+(\d+):[A-Z]+\d+)[\"']")


@dataclass(frozen=True, slots=True)
class LembarMentah:
    """The first sheet's rows that hold anything, each with its number as Excel shows it."""

    berkas: Berkas
    baris: tuple[tuple[int, tuple[Sel, ...]], ...]


def baca(berkas: Berkas) -> LembarMentah:
    """Read the first sheet. Raises ProblemError: not XLSX, a password, formulas, merges, empty."""
    _tolak_bukan_xlsx(berkas)
    problems = _periksa_susunan(berkas, _susunan(berkas))
    if problems:
        raise ProblemError(problems)
    try:
        with CalamineWorkbook.from_path(berkas.path) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except PasswordError:
        raise _bersandi(berkas) from None
    except CalamineError:
        raise _rusak(berkas) from None
    kept = [(n, tuple(_sel(cell) for cell in row)) for n, row in enumerate(rows, 1)]
    filled = tuple((n, row) for n, row in kept if any(cell != "" for cell in row))
    if not filled:
        hint = "isi lembar pertama, mulai dengan baris judul kolom"
        raise berkas.tolak("BERKAS-KOSONG", "lembar pertama kosong", hint)
    return LembarMentah(berkas, filled)


def _sel(value: object) -> Sel:
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


def _tolak_bukan_xlsx(berkas: Berkas) -> None:
    macam = berkas.macam()
    if macam == "ole":
        if _SANDI in berkas.path.read_bytes():
            raise _bersandi(berkas)
        hint = "buka di Excel, simpan sebagai Excel Workbook (.xlsx)"
        raise berkas.tolak("BERKAS-RUSAK", "berkas Excel lama (.xls)", hint)
    if macam != "xlsx":
        hint = "pakai berkas dari kkmp templat, disimpan sebagai Excel Workbook (.xlsx)"
        raise berkas.tolak("BERKAS-RUSAK", "berkas bukan Excel (.xlsx)", hint)


def _bersandi(berkas: Berkas) -> ProblemError:
    hint = "buka di Excel, hapus sandi lewat File > Info > Protect Workbook, lalu simpan"
    return berkas.tolak("LEMBAR-SANDI", "berkas Excel bersandi", hint)


def _rusak(berkas: Berkas) -> ProblemError:
    hint = "buka di Excel dan simpan ulang sebagai Excel Workbook (.xlsx)"
    return berkas.tolak("BERKAS-RUSAK", "isi berkas Excel rusak", hint)


def _susunan(berkas: Berkas) -> bytes:
    """The XML of the first sheet: values do not tell a formula from a number."""
    try:
        with zipfile.ZipFile(berkas.path) as archive:
            workbook = archive.read("xl/workbook.xml")
            first = _LEMBAR.search(workbook)
            relations = archive.read("xl/_rels/workbook.xml.rels")
            target = _sasaran(relations, first[1]) if first else None
            if target is None:
                raise _rusak(berkas)
            info = archive.getinfo(target)
            if info.file_size > _PALING_BESAR:
                hint = "pecah lembarnya, misalnya satu berkas sebulan"
                raise berkas.tolak("BERKAS-RUSAK", "lembar lebih besar dari 100 MB", hint)
            return archive.read(info)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise _rusak(berkas) from None


def _sasaran(relations: bytes, key: bytes) -> str | None:
    for found in _RUJUKAN.finditer(relations):
        if re.search(rb"\bId=[\"']" + re.escape(key) + rb"[\"']", found[0]):
            target = re.search(rb"\bTarget=[\"']([^\"']+)[\"']", found[0])
            if target:
                path = target[1].decode("utf-8", "replace").lstrip("/")
                return path if path.startswith("xl/") else f"xl/{path}"
    return None


def _periksa_susunan(berkas: Berkas, xml: bytes) -> list[Problem]:
    last = max((int(n) for n in _BARIS.findall(xml)), default=0)
    if last > _PALING_BAWAH or _KOLOM_JAUH.search(xml):
        hint = "hapus isi yang jauh di bawah atau di kanan tabel"
        raise berkas.tolak("BERKAS-RUSAK", "ada isi sangat jauh dari tabel", hint, last)
    return [*_rumus(berkas, xml), *_gabung(berkas, xml)]


def _rumus(berkas: Berkas, xml: bytes) -> Iterator[Problem]:
    hint = "salin selnya, lalu tempel sebagai nilai (Paste Special > Values)"
    rows: dict[int, list[str]] = {}
    for column, row in _RUMUS.findall(xml):
        rows.setdefault(int(row), []).append(f"{column.decode()}{row.decode()}")
    if not rows and _ADA_RUMUS.search(xml):
        yield Problem("LEMBAR-RUMUS", "lembar berisi rumus", hint, berkas.place())
    for row, cells in rows.items():
        fact = f"sel {', '.join(cells[:_DISEBUT])} berisi rumus"
        yield Problem("LEMBAR-RUMUS", fact, hint, berkas.place(row))


def _gabung(berkas: Berkas, xml: bytes) -> Iterator[Problem]:
    hint = "pisahkan selnya (Merge & Center > Unmerge Cells), isi setiap sel sendiri"
    for ref, row in _GABUNG.findall(xml):
        fact = f"sel {ref.decode()} digabung"
        yield Problem("LEMBAR-GABUNG", fact, hint, berkas.place(int(row)))
