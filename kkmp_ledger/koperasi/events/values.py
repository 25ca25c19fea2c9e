"""What a field of an event holds: how its text is read, alike from terminal, cell and form.

Reading has two steps. Here text becomes a value without books: what is wrong with it is wrong
use. The event then asks the books who or what is meant (`Books`): what is wrong is a Problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.dates import read_date
from kkmp_ledger.base.money import read_rupiah
from kkmp_ledger.base.words import folded
from kkmp_ledger.base.words import one_line

if TYPE_CHECKING:
    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.naming import BoxKind

SheetType = Literal["teks", "nomor", "tanggal", "rupiah"]
_SEN_DIGITS = 2


class UnreadableError(ValueError):
    """A text that is no such value; its words say what to write instead, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Value:
    """A text of any kind. `name` is what the command line calls it, `sheet` its cell's format."""

    name: str = "teks"
    sheet: SheetType = "teks"

    def read(self, text: str) -> object:
        """The text as a value. Raises UnreadableError."""
        return one_line(text)

    @property
    def form(self) -> str:
        """What is written in a cell, as a problem says it: `tulis ...`."""
        return "teks"

    def choices(self, books: Books) -> list[str]:  # a text offers none
        """The words that a list or a form may offer; empty where anything may be written."""
        return []


@dataclass(frozen=True, slots=True)
class Rupiah(Value):
    """Whole rupiah, `50.000`; with `sen` also `1.234,56`."""

    name: str = "rupiah"
    sheet: SheetType = "rupiah"
    sen: bool = False

    def read(self, text: str) -> int | Decimal:
        """The amount. Raises UnreadableError."""
        whole, comma, sen = text.strip().rpartition(",")
        if self.sen and comma and sen.isascii() and sen.isdigit() and len(sen) == _SEN_DIGITS:
            amount = read_rupiah(whole)
            if amount is not None:
                return Decimal(f"{amount}.{sen}")
        amount = read_rupiah(text)
        if amount is None:
            example = "1.234,56" if self.sen else "50.000"
            raise UnreadableError(f'"{text}" bukan jumlah rupiah; tulis misalnya {example}')
        return amount

    @property
    def form(self) -> str:
        """See `Value.form`."""
        return "rupiah, misalnya 1.234,56" if self.sen else "rupiah bulat, misalnya 50000"


@dataclass(frozen=True, slots=True)
class Day(Value):
    """A date: `2025-12-31`, `31/12/2025`, `31 Desember 2025`."""

    name: str = "tanggal"
    sheet: SheetType = "tanggal"

    def read(self, text: str) -> object:
        """The date. Raises UnreadableError."""
        day = read_date(text)
        if day is None:
            raise UnreadableError(f'"{text}" bukan tanggal; tulis misalnya 2026-03-14')
        return day

    @property
    def form(self) -> str:
        """See `Value.form`."""
        return "tanggal seperti 31/12/2025"


@dataclass(frozen=True, slots=True)
class Whole(Value):
    """A whole number of something, such as months."""

    name: str = "angka"
    sheet: SheetType = "teks"

    def read(self, text: str) -> int:
        """The number. Raises UnreadableError."""
        digits = text.strip()
        if not (digits.isascii() and digits.isdigit()):
            raise UnreadableError(f'"{text}" bukan angka bulat')
        return int(digits)

    @property
    def form(self) -> str:
        """See `Value.form`."""
        return "angka bulat"


@dataclass(frozen=True, slots=True)
class Choice(Value):
    """One of a few words, whatever its capitals."""

    name: str = "pilihan"
    words: tuple[str, ...] = ()

    def read(self, text: str) -> str:
        """The word as it is written in the list. Raises UnreadableError."""
        known = {folded(word): word for word in self.words}
        found = known.get(folded(text))
        if found is None:
            raise UnreadableError(f'"{text}" bukan salah satu dari {", ".join(self.words)}')
        return found

    def choices(self, books: Books) -> list[str]:
        """The words."""
        return list(self.words)

    @property
    def form(self) -> str:
        """See `Value.form`."""
        return " atau ".join(self.words)


@dataclass(frozen=True, slots=True)
class Member(Value):
    """A member: his number in any case, or a name that is unique."""

    name: str = "anggota"
    sheet: SheetType = "nomor"


@dataclass(frozen=True, slots=True)
class Box(Value):
    """A cash box, bank account or acquirer by name; `words` are other answers, such as Utang."""

    name: str = "kas"
    kinds: tuple[BoxKind, ...] = ("kas", "bank")
    words: tuple[str, ...] = ()

    def choices(self, books: Books) -> list[str]:
        """The boxes of the kinds, then the other answers."""
        boxes = (box.nama for kind in self.kinds for box in getattr(books.koperasi, kind))
        return [*boxes, *self.words]


@dataclass(frozen=True, slots=True)
class Unit(Value):
    """A business unit by kode or name; `stocked` offers only those that keep goods."""

    name: str = "unit"
    stocked: bool = False

    def choices(self, books: Books) -> list[str]:
        """The units' names."""
        stock = ("perpetual", "periodik")
        return [u.nama for u in books.koperasi.unit if not self.stocked or u.stok in stock]


@dataclass(frozen=True, slots=True)
class Akun(Value):
    """An account that a person may choose by a word of its title; `resep` says among which."""

    name: str = "akun"
    resep: str = "beban"

    def choices(self, books: Books) -> list[str]:
        """The titles."""
        return [a.title for a in books.chart.fixed() if a.template.resep == self.resep]


TEXT = Value()
NUMBER_TEXT = Value("nomor", "nomor")
RUPIAH = Rupiah()
RUPIAH_SEN = Rupiah(sen=True)
MEMBER = Member()
DAY = Day()
WHOLE = Whole()
SIMPANAN = Choice("simpanan", words=("pokok", "wajib", "sukarela"))
