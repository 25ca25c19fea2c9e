"""Cells of a till export as values: whole rupiah and moments, each distinct text read once.

A till prints the same few thousand prices and minutes over and over, so both readers are
dictionaries that fill themselves: a known text costs one look-up.
"""

from __future__ import annotations

import re
from datetime import datetime

from kkmp_ledger.base.sure import ensure

_PART = {
    "d": r"(?P<d>\d{1,2})",
    "m": r"(?P<m>\d{1,2})",
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "H": r"(?P<H>\d{1,2})",
    "I": r"(?P<I>\d{1,2})",
    "M": r"(?P<M>\d{2})",
    "S": r"(?P<S>\d{2})",
    "p": r"(?P<p>[AaPp][Mm])",
}
_WAJIB = ("d", "m", "Yy", "HI", "M")
_HALF_DAY = 12


class Rupiah(dict[str, int]):
    """Text -> whole rupiah, by the marks of one till account; a text that does not fit is no key.

    `15000`, `15000.00` and `-15000.0` with the decimal mark "."; three digits behind the mark
    are never zeros to drop: `15.000` would be fifteen thousand in another file.
    """

    def __init__(self, decimal: str, thousands: str = "") -> None:
        """Fix the marks; they differ."""
        super().__init__()
        ensure(decimal != thousands, decimal)
        digits = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|\d+" if thousands else r"\d+"
        self._shape = re.compile(rf"(-?)({digits})(?:{re.escape(decimal)}0{{1,2}})?", re.ASCII)
        self._thousands = thousands
        self.decimal = decimal

    def __missing__(self, text: str) -> int:
        """Read a text that was not met before. Raises ValueError when it is no whole rupiah."""
        match = self._shape.fullmatch(text)
        if match is None:
            raise ValueError(text)
        whole = int(match[2].replace(self._thousands, "") if self._thousands else match[2])
        value = self[text] = -whole if match[1] else whole
        return value


class Moments(dict[str, datetime]):
    """Text -> local time, by the date format of one till account."""

    def __init__(self, format_tanggal: str) -> None:
        """Take a format such as `%d/%m/%Y %H:%M`. Raises ValueError when it says too little."""
        super().__init__()
        parts = re.split(r"%(\w)", format_tanggal)
        codes = parts[1::2]
        if (
            len(set(codes)) != len(codes)
            or any(code not in _PART for code in codes)
            or any(not set(choice) & set(codes) for choice in _WAJIB)
            or ("I" in codes) != ("p" in codes)
        ):
            raise ValueError(format_tanggal)
        pattern = "".join(_PART[part] if i % 2 else re.escape(part) for i, part in enumerate(parts))
        self._shape = re.compile(pattern, re.ASCII)
        self.example = datetime(2025, 12, 31, 14, 5).strftime(format_tanggal)  # noqa: DTZ001

    def __missing__(self, text: str) -> datetime:
        """Read a text that was not met before. Raises ValueError when it does not fit."""
        match = self._shape.fullmatch(text)
        if match is None:
            raise ValueError(text)
        part = match.groupdict()
        year = int(part["Y"]) if part.get("Y") else 2000 + int(part["y"])
        if part.get("p"):
            hour = int(part["I"])
            if not 1 <= hour <= _HALF_DAY:
                raise ValueError(text)
            hour = hour % _HALF_DAY + (_HALF_DAY if part["p"].lower() == "pm" else 0)
        else:
            hour = int(part["H"])
        value = self[text] = datetime(  # noqa: DTZ001  the till's own local time
            year, int(part["m"]), int(part["d"]), hour, int(part["M"]), int(part.get("S") or 0)
        )
        return value


class NumberShape:
    """The shape of a till's receipt numbers: `9-9` is digits, a dash, digits."""

    def __init__(self, shape: str) -> None:
        """Take the shape as a mapping writes it."""
        parts = ("[0-9]+" if char == "9" else re.escape(char) for char in shape)
        self._pattern = re.compile("".join(parts))
        self.words = shape.replace("9", "angka")  # as a person reads it

    def fits(self, nomor: str) -> bool:
        """Tell whether the number has the shape."""
        return self._pattern.fullmatch(nomor) is not None
