"""Metadata as it stands in a file, and the forms in which the program reads its values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Any
from typing import Generic
from typing import TypeVar

from beancount.core.amount import Amount

from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.dialect import CURRENCY
from kkmp_ledger.book.model import EMPTY

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from decimal import Decimal

    from kkmp_ledger.base.problem import Place

Raw = dict[str, Any]
T = TypeVar("T")

_PLAIN = ("filename", "lineno")


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How the value of a key is read: `parse` gives None for a value that has another form."""

    key: str
    what: str
    parse: Callable[[object], T | None]
    hint: str
    code: str = "DIALEK"

    def wrong(self, value: object, who: str | date, place: Place) -> Problem:
        """Say that the value has another form; `who` is the entry's number, else its day."""
        fact = f'{self.key} "{_shown(value)}" pada {_name(who)} bukan {self.what}'
        return Problem(self.code, fact, self.hint, place)


def without_number(who: str | date, place: Place) -> Problem:
    """Say that a `membalik` names no entry."""
    hint = 'tulis nomor bukti yang dibalik, seperti membalik: "KS-2603-0014"'
    return Problem("ENTRI-KURANG", f"membalik pada {_name(who)} kosong", hint, place)


def _name(who: str | date) -> str:
    return who if isinstance(who, str) else f"entri {long_date(who)}"


def _rupiah(value: object) -> Decimal | None:
    if isinstance(value, Amount) and value.currency == CURRENCY:
        return value.number
    return None


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return day if day.isoformat() == value else None  # 20260314 and 2026-W11-6 are read, too


def _time(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None


HPP = Form("hpp", "jumlah rupiah", _rupiah, "tulis seperti hpp: 110000 IDR")
JUMLAH = Form("jumlah", "jumlah rupiah", _rupiah, "tulis seperti jumlah: 110000 IDR")
TANGGAL_ASLI = Form(
    "tanggal_asli", "tanggal", _day, 'tulis tahun-bulan-hari, seperti tanggal_asli: "2026-03-14"'
)
DIHITUNG = Form(
    "dihitung", "tanggal", _day, 'tulis tahun-bulan-hari, seperti dihitung: "2026-03-31"'
)
DICATAT = Form("dicatat", "waktu", _time, "tulis seperti 2026-03-14T16:05:00+07:00", "ENTRI-KURANG")


def own_metadata(raw: Raw | None) -> Mapping[str, str | Decimal]:
    """Our own metadata as text: without Beancount's bookkeeping, amounts as their number.

    It is what is written back, sealed and reversed; the program reads the typed fields beside it.
    """
    if raw is None or len(raw) == len(_PLAIN):
        return EMPTY
    return {
        key: _stored(value)
        for key, value in raw.items()
        if key not in _PLAIN and not key.startswith("__")
    }


def text(value: object) -> str:
    """A value as text; "" for a key without one."""
    return "" if value is None else str(value)


def _stored(value: object) -> str | Decimal:
    if isinstance(value, Amount) and value.number is not None:
        return value.number
    return text(value)


def _shown(value: object) -> str:
    """A value as the person wrote it."""
    return str(value).upper() if isinstance(value, bool) else " ".join(str(value).split())


def parsed(
    form: Form[T], raw: Raw, who: str | date, place: Place, problems: list[Problem]
) -> T | None:
    """A value in its form; None when there is none, or when it has another: a problem more."""
    value = raw.get(form.key)
    if value is None or (isinstance(value, str) and not value):
        return None
    found = form.parse(value)
    if found is None:
        problems.append(form.wrong(value, who, place))
    return found


def reversed_number(raw: Raw, who: str | date, place: Place, problems: list[Problem]) -> str:
    """The number that `membalik` names, "" for none; a key without one is a problem more."""
    number = text(raw.get("membalik"))
    if not number and "membalik" in raw:
        problems.append(without_number(who, place))
    return number
