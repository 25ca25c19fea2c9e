"""Workbooks that somebody changed at random: bytes, words of the XML, whole parts."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

Parts = list[tuple[str, bytes]]
_TOKEN = re.compile(rb"<[^>]*>|\"[^\"]*\"|[0-9]+|[A-Za-z]+")
_NASTY = (
    b"", b"1e999", b"-1e308", b"NaN", b"ZZ1048576", b"XFD1", b"1048576", b"99999999999", b"-1",
    b'"r"', b"<c", b"</row>", b"<f>1</f>", b"&a;", b"<!DOCTYPE a [<!ENTITY a 'b'>]>", b"\xff\xfe",
    b"<v>1e999</v>", b"</x:c>", b"0" * 400, b"<![CDATA[", b"9" * 5000,
)  # fmt: skip


def sample() -> bytes:
    """A workbook of two sheets as people fill it in (fictional)."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("Tanggal", "Jumlah"), ("2025-07-05", 5000), ("6 Juli 2025", 12500.5), (None, 1)):
        sheet.append(row)
    book.create_sheet("Lain").append(["isi", True])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _whole(parts: Parts) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name that comes twice
        for name, data in parts:
            archive.writestr(name, data)
    return made.getvalue()


def _bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(4, len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(4, len(data))]


def _token(data: bytes, chance: random.Random) -> bytes:
    """Exchange words of a part for nasty ones, or for others of the same part."""
    parts = _parts(data)
    weighty = [n for n, (name, _) in enumerate(parts) if "sheet" in name or "workbook" in name]
    at = chance.choice(weighty) if chance.random() < 0.8 else chance.randrange(len(parts))
    name, xml = parts[at]
    for _ in range(chance.randint(1, 4)):
        found = list(_TOKEN.finditer(xml))
        if found:
            hit, other = chance.choice(found), chance.choice(found)[0]
            new = chance.choice(_NASTY) if chance.random() < 0.6 else other
            xml = xml[: hit.start()] + new + xml[hit.end() :]
    parts[at] = (name, xml)
    return _whole(parts)


def _part(data: bytes, chance: random.Random) -> bytes:
    """Take a part away, have it twice, or under the name of another."""
    parts = _parts(data)
    at = chance.randrange(len(parts))
    what = chance.randrange(3)
    if what == 0:
        del parts[at]
    elif what == 1:
        parts.append((parts[at][0], chance.choice(parts)[1]))
    else:
        parts[at] = (parts[at][0], chance.choice(parts)[1])
    return _whole(parts)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The workbook changed once, in one of four ways."""
    ways: tuple[Callable[[bytes, random.Random], bytes], ...] = (_bytes, _cut, _token, _part)
    return chance.choices(ways, (3, 1, 6, 2))[0](data, chance)
