"""The child process that reads one workbook: a job as JSON on stdin, its sheets as JSON on stdout.

What comes from outside may be made to ask
for any memory and any time: the limits, and a crash, are the child's own. Calamine gets an archive
that is made anew of the parts that were checked here, so that it reads no byte that nobody saw.

This is the one module that meets a spreadsheet's float: it becomes a Decimal by its shortest text.
"""

from __future__ import annotations

import json
import math
import re
import sys
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from python_calamine import CalamineError
from python_calamine import CalamineWorkbook

from kkmp_ledger.importing.readers.xlsx_archive import BROKEN
from kkmp_ledger.importing.readers.xlsx_archive import MB
from kkmp_ledger.importing.readers.xlsx_archive import SHEET
from kkmp_ledger.importing.readers.xlsx_archive import Archive
from kkmp_ledger.importing.readers.xlsx_archive import RefusedError
from kkmp_ledger.importing.readers.xlsx_archive import Workbook
from kkmp_ledger.importing.readers.xlsx_archive import parse
from kkmp_ledger.importing.readers.xlsx_archive import remade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

MEMORY = 1536 * MB  # bytes of address space, where the system can hold a process to it
SECONDS = 20  # of the processor
MOST_CELLS = 1_500_000  # that hold something
MOST_TEXT = 48 * MB  # of all their text
LOWEST_ROW = 200_000
LAST_COLUMN = 702  # ZZ
BOX = 6_000_000  # cells from A1 to the last; calamine lays the sheet out densely
LARGEST = 10**27  # what a Decimal of 28 digits still holds exactly

_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>/]")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def limit() -> None:
    """Hold this process to its memory and time; systems without such limits have the parent's."""
    try:
        import resource  # noqa: PLC0415  # there is none on Windows
    except ImportError:
        return
    for kind, most in (("RLIMIT_AS", MEMORY), ("RLIMIT_CPU", SECONDS), ("RLIMIT_CORE", 0)):
        resource.setrlimit(getattr(resource, kind), (most, most))


class Scan:
    """What values do not tell: formulas, merges, and cells far away or out of their order."""

    def __init__(self, xml: bytes) -> None:
        """Look at each element. Raises RefusedError: broken, far, or out of order."""
        self.formula: dict[int, list[str]] = {}
        self.merge: list[tuple[str, int]] = []
        self._row = self._column = self._right = self._low = 0
        parse(xml, self._start)
        if self._right * self._low > BOX:
            raise RefusedError("far", self._low)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._cell(attributes.get("r"))
        elif local in ("v", "is", "f"):
            self._value(local == "f")
        elif local == "row":
            self._new_row(attributes.get("r"))
        elif local == "mergeCell":
            found = re.match(r"[A-Z]+([0-9]{1,7}):[A-Z]+[0-9]{1,7}$", attributes.get("ref", ""))
            if found:
                self.merge.append((found[0], int(found[1])))

    def _new_row(self, said: str | None) -> None:
        if said is not None and not re.fullmatch(r"[0-9]{1,7}", said):
            raise RefusedError("broken")
        row = self._row + 1 if said is None else int(said)
        if row <= self._row:
            raise RefusedError("order", row)
        self._row, self._column = row, 0

    def _cell(self, said: str | None) -> None:
        column = self._column + 1
        if said is not None:
            found = _CELL.fullmatch(said)
            if not found or not self._row:
                raise RefusedError("broken", self._row)
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - 64
            if int(found[2]) != self._row or column <= self._column:
                raise RefusedError("order", self._row, said)
        self._column = column

    def _value(self, is_formula: bool) -> None:
        if self._row > LOWEST_ROW or self._column > LAST_COLUMN:
            raise RefusedError("far", self._row)
        self._right, self._low = max(self._right, self._column), max(self._low, self._row)
        if is_formula:
            self.formula.setdefault(self._row, []).append(reference(self._row, self._column))


def reference(row: int, column: int) -> str:
    """A cell as people call it: B12; "" outside any."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}" if letters else ""


def cell(value: object, row: int, column: int) -> str:
    """A cell as text with a letter before it: t text, n number, d day; "" for an empty one."""
    if isinstance(value, str):
        words = " ".join(value.split())  # also turns a no-break space into a plain one
        return f"t{words}" if words else ""
    if isinstance(value, bool):
        return "tTRUE" if value else "tFALSE"
    if isinstance(value, int | float):
        if not math.isfinite(value) or abs(value) > LARGEST:
            raise RefusedError("number", row, reference(row, column))
        exact = Decimal(repr(value))  # Excel stores 50000 as 50000.0
        return f"n{int(exact) if exact == exact.to_integral_value() else exact}"
    if isinstance(value, datetime):
        midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001
        return f"d{value.date().isoformat()}" if value == midnight else f"t{value}"
    return f"d{value.isoformat()}" if isinstance(value, date) else f"t{value}"


def rows(values: list[list[Any]]) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with its number. Raises RefusedError: too many cells."""
    held = text = 0
    for number, row in enumerate(values, 1):
        cells = [cell(value, number, column) for column, value in enumerate(row, 1)]
        filled = [len(one) for one in cells if one]
        held, text = held + len(filled), text + sum(filled)
        if held > MOST_CELLS or text > MOST_TEXT:
            raise RefusedError("cells", number)
        if filled:
            yield number, cells


def read(archive: Archive, workbook: Workbook, wanted: Sequence[int]) -> dict[int, Any]:
    """Each wanted sheet's rows, or what it is refused for."""
    found: dict[int, Any] = {}
    clean: dict[int, bytes] = {}
    for index in wanted:
        try:
            xml = archive.part(workbook.part(index) or "", SHEET)
            seen = Scan(xml)
        except RefusedError as error:
            found[index] = {"refused": error.said}
            continue
        if seen.formula or seen.merge:
            found[index] = {"formula": seen.formula, "merge": seen.merge}
        else:
            clean[index] = xml
    if clean:
        book = CalamineWorkbook.from_filelike(remade(archive, workbook, list(clean.values())))
        for n, index in enumerate(clean):
            try:
                values = book.get_sheet_by_index(n).to_python(skip_empty_area=False)
                found[index] = {"rows": list(rows(values))}
            except RefusedError as error:
                found[index] = {"refused": error.said}
    return found


def answer(path: str, wanted: list[int] | None) -> dict[str, Any]:
    """The list of sheets, and those that are wanted: by default the first that is shown."""
    archive = Archive(path)
    workbook = Workbook(archive)
    listed = []
    for index, sheet in enumerate(workbook.sheets):
        part = workbook.part(index)
        shown = sheet.get("state") not in ("hidden", "veryHidden")
        huge = part is not None and archive.size(part) > SHEET
        holds = huge or (part is not None and bool(_VALUE.search(archive.part(part, SHEET))))
        listed.append((sheet.get("name", ""), shown, holds))
    if wanted is None:
        wanted = [next((n for n, (_, shown, _) in enumerate(listed) if shown), 0)]
    return {"sheets": listed, "read": read(archive, workbook, wanted)}


def main() -> int:
    """Read the job `{"path", "sheets"}`, write what was found; or a word for why not.

    What is not foreseen, a panic of calamine above all, ends the process with another code than 0.
    """
    limit()
    job = json.load(sys.stdin.buffer)
    try:
        said = answer(job["path"], job["sheets"])
    except RefusedError as error:
        said = {"refused": error.said}
    except MemoryError:
        said = {"refused": ["crash", 0, ""]}
    except (*BROKEN, CalamineError):
        said = {"refused": ["broken", 0, ""]}
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=True).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
