"""A workbook's archive looked at before anyone parses it: its parts, its sheets, made anew.

Stands in the child process of `xlsx_child.py`.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Sequence

MB = 1 << 20
# What reading a broken archive, or text that is none, may raise.
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError, RuntimeError)
WHOLE = 300 * MB  # of all that the archive unpacks to
SHEET = 100 * MB
OTHER = 64 * MB  # shared strings, styles, the workbook itself
MOST_SHEETS = 250

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_COMPANIONS = ("xl/sharedStrings.xml", "xl/styles.xml")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_LOCAL = 30  # bytes of a part's own header, before its name


class RefusedError(Exception):
    """What the file or one of its sheets is refused for: a word for it, a row, a detail."""

    def __init__(self, why: str, row: int = 0, detail: str = "") -> None:
        """Keep all three; the parent makes a sentence of them."""
        super().__init__(why)
        self.said = [why, row, detail]


def parse(xml: bytes, start: Any) -> None:
    """Tell `start` each element of a part. Raises RefusedError: broken, or with its own entities.

    Always as UTF-8, whatever the part says: calamine reads no other, and both must see the same.
    """
    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise RefusedError("broken") from None


def _no_doctype(*_said: object) -> None:
    raise RefusedError("broken")


def _nothing(_name: str, _attributes: dict[str, str]) -> None:
    """For a part that only has to be well formed."""


class Archive:
    """A workbook's archive: each part is there once, and as large as it says."""

    def __init__(self, path: str) -> None:
        """Read the directory. Raises RefusedError for what unpacks to too much."""
        self._data = memoryview(Path(path).read_bytes())
        with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
            entries = archive.infolist()
        if sum(info.file_size for info in entries) > WHOLE:
            raise RefusedError("whole", 0, str(WHOLE // MB))
        self._info: dict[str, list[zipfile.ZipInfo]] = defaultdict(list)
        for info in entries:
            self._info[info.filename.replace("\\", "/").lower()].append(info)

    def holds(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name.lower() in self._info

    def size(self, name: str) -> int:
        """How large a part says it is."""
        return self._one(name).file_size

    def part(self, name: str, most: int) -> bytes:
        """Unpack a part. Raises RefusedError: not there, twice, too large, other than it says."""
        info = self._one(name)
        if info.file_size > most:
            raise RefusedError("large", 0, str(most // MB))
        head = self._data[info.header_offset : info.header_offset + _LOCAL]
        if len(head) < _LOCAL or bytes(head[:4]) != b"PK\x03\x04" or info.flag_bits & 1:
            raise RefusedError("broken")
        at = info.header_offset + _LOCAL + int.from_bytes(head[26:28], "little")
        at += int.from_bytes(head[28:30], "little")
        packed = self._data[at : at + info.compress_size]
        if info.compress_type == zipfile.ZIP_STORED:
            data, whole = bytes(packed[: info.file_size + 1]), True
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            inflating = zlib.decompressobj(-zlib.MAX_WBITS)
            data = inflating.decompress(packed, info.file_size + 1)
            whole = inflating.eof
        else:
            raise RefusedError("broken")
        if not whole or len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise RefusedError("broken")
        return data

    def _one(self, name: str) -> zipfile.ZipInfo:
        found = self._info.get(name.lower(), [])
        if len(found) != 1:
            raise RefusedError("broken")
        return found[0]


class Workbook:
    """What the workbook lists: each sheet's attributes, the part where it lies, its first day."""

    def __init__(self, archive: Archive) -> None:
        """Read the list. Raises RefusedError: too many sheets, or a name that two parts claim."""
        self._target: dict[str, str] = {}
        self.sheets: list[dict[str, str]] = []
        self.early = False  # days count from 1904
        parse(archive.part(_RELATIONS, OTHER), self._relation)
        parse(archive.part(_WORKBOOK, OTHER), self._sheet)
        if len(self.sheets) > MOST_SHEETS:
            raise RefusedError("sheets", 0, str(len(self.sheets)))

    def part(self, index: int) -> str | None:
        """Where the XML of a sheet lies; None for one that leads nowhere."""
        if not 0 <= index < len(self.sheets):
            return None
        keys = [v for k, v in self.sheets[index].items() if k.rpartition(":")[::2] != ("", k)]
        return next((self._target[key] for key in keys if key in self._target), None)

    def _relation(self, name: str, attributes: dict[str, str]) -> None:
        key, target = attributes.get("Id"), attributes.get("Target")
        if name.rpartition(":")[2] != "Relationship" or key is None or target is None:
            return
        if key in self._target:
            raise RefusedError("broken")
        path = target.lstrip("/")
        self._target[key] = path if path.startswith("xl/") else f"xl/{path}"

    def _sheet(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "sheet":
            self.sheets.append(attributes)
        elif local == "workbookPr":
            self.early = attributes.get("date1904", "0") in ("1", "true", "on")


def remade(archive: Archive, workbook: Workbook, sheets: Sequence[bytes]) -> io.BytesIO:
    """An archive of these sheets alone, in this order, with what their cells refer to."""
    made = io.BytesIO()
    numbers = range(len(sheets))
    listed = "".join(f'<sheet name="s{n}" sheetId="{n + 1}" r:id="r{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_LINKS}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in numbers
    )
    with zipfile.ZipFile(made, "w") as out:
        out.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r"'
            f' Type="{_LINKS}/officeDocument" Target="{_WORKBOOK}"/></Relationships>',
        )
        out.writestr(
            _WORKBOOK,
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><workbookPr'
            f' date1904="{int(workbook.early)}"/><sheets>{listed}</sheets></workbook>',
        )
        out.writestr(_RELATIONS, f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>')
        for name in _COMPANIONS:
            if archive.holds(name):
                xml = archive.part(name, OTHER)
                parse(xml, _nothing)
                out.writestr(name, xml)
        for n in numbers:
            out.writestr(f"xl/worksheets/s{n}.xml", sheets[n])
    made.seek(0)
    return made
