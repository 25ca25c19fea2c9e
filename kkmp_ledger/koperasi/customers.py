"""The map from a till's customer to a member, dated: a list that the treasurer edits."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import folded
from kkmp_ledger.base.words import one_line
from kkmp_ledger.koperasi.lists import read_date
from kkmp_ledger.koperasi.lists import read_list
from kkmp_ledger.koperasi.lists import write_list
from kkmp_ledger.schema.chart import NOMOR_ANGGOTA
from kkmp_ledger.schema.dated import Dated

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.koperasi.anggota import Register

COLUMNS = ("pelanggan", "nomor", "sejak")


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """From `sejak` on, the customer as the till prints it is this member; "" means none."""

    customer: str = field(repr=False)  # a person's name: never in a problem, a log or a repr
    nomor: str
    sejak: date
    line: int = field(default=0, compare=False)

    @property
    def span(self) -> tuple[date, date | None]:
        """See `Datable.span`."""
        return self.sejak, None


@dataclass(frozen=True, slots=True)
class CustomerMap:
    """The rows in file order; capitals and double spaces in a customer do not matter."""

    rows: tuple[CustomerRow, ...] = ()
    _sejak: dict[str, Dated[CustomerRow]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Order each customer's rows by date once."""
        found: dict[str, list[CustomerRow]] = {}
        for row in self.rows:
            found.setdefault(folded(row.customer), []).append(row)
        object.__setattr__(self, "_sejak", {k: Dated(v) for k, v in found.items()})

    def nomor(self, customer: str, on: date) -> str | None:
        """The member's number that holds for the customer on the day, or None."""
        found = self._sejak.get(folded(customer), Dated[CustomerRow]()).at(on)
        return found.nomor or None if found else None

    def unknown(self, register: Register, path: str) -> list[Problem]:
        """The rows that name a number which is not in the register."""
        hint = "periksa nomornya di kkmp anggota daftar"
        return [
            Problem(
                "ANGGOTA-ASING",
                f"nomor {row.nomor} tidak terdaftar",
                hint,
                Place(path, row.line),
            )
            for row in self.rows
            if row.nomor and not register.registered(row.nomor)
        ]

    def addition(
        self, customer: str, nomor: str, sejak: date, register: Register
    ) -> tuple[CustomerRow, ...]:
        """The row that says so; none where the map says the same already.

        Raises ProblemError ISIAN when the customer belongs to another member who is active that
        day or later: the till prints one name for two people, and only they can tell who bought.
        """
        if self.nomor(customer, sejak) == (nomor or None):
            return ()
        rows = self._sejak.get(folded(customer), Dated[CustomerRow]())
        holding = [rows.at(sejak), *(b for b in rows if b.sejak >= sejak)]
        for other in (b.nomor for b in holding if b is not None and b.nomor not in ("", nomor)):
            if register.active(other, sejak):
                fact = f"nama di kasir untuk {nomor} sudah menjadi nama {other}"
                hint = (
                    "beri nama yang berbeda kepada pelanggan itu di kasir, misalnya dengan nomor"
                    " anggota di belakangnya, lalu pakai nama itu di sini"
                )
                raise ProblemError(Problem("ISIAN", fact, hint))
        return (CustomerRow(one_line(customer), nomor, sejak),)

    def plus(self, *new: CustomerRow) -> CustomerMap:
        """The map with more rows; one takes the place of an older row of its customer and day."""
        rows, since = self.rows, dict(self._sejak)
        for row in new:
            key = folded(row.customer)
            theirs = since.get(key, Dated[CustomerRow]())
            replaced = [b for b in theirs if b.sejak == row.sejak]
            if replaced:
                rows = tuple(b for b in rows if b not in replaced)
            rows = (*rows, row)
            since[key] = Dated((*(b for b in theirs if b not in replaced), row))
        grown = object.__new__(CustomerMap)  # only its own customers are looked at again
        object.__setattr__(grown, "rows", rows)
        object.__setattr__(grown, "_sejak", since)
        return grown

    def write(self) -> str:
        """The text of `pelanggan.csv`; reading it gives an equal map."""
        return write_list(COLUMNS, ((b.customer, b.nomor, str(b.sejak)) for b in self.rows))


def read_customers(text: str, path: str) -> tuple[CustomerMap, list[Problem]]:
    """Read the text of `pelanggan.csv`; the rows that are right, and what is wrong with others.

    Problems name the line and the number, never the customer.
    """
    rows, problems = read_list(text, path, COLUMNS)
    found: list[CustomerRow] = []
    line: dict[tuple[str, date], int] = {}
    for row in rows:
        place = Place(path, row.line)
        sejak = read_date(row["sejak"])
        if not row["pelanggan"]:
            wrong = ("nama pelanggan kosong", "isi seperti yang dicetak kasir, atau hapus barisnya")
        elif row["nomor"] and not NOMOR_ANGGOTA.fullmatch(row["nomor"]):
            wrong = ("nomor anggota tidak berbentuk A0001", "tulis huruf A dan empat angka")
        elif sejak is None:
            wrong = ("sejak tidak berbentuk 2026-03-31", "tulis tahun-bulan-hari")
        elif (key := (folded(row["pelanggan"]), sejak)) in line:
            fact = f"pelanggan ini sudah dipetakan sejak {sejak} di baris {line[key]}"
            wrong = (fact, "hapus salah satu barisnya")
        else:
            line[key] = row.line
            found.append(CustomerRow(row["pelanggan"], row["nomor"], sejak, row.line))
            continue
        problems.append(Problem("ANGGOTA-BERKAS", *wrong, place))
    return CustomerMap(tuple(found)), problems
