"""Counts of cash, banks and stock: what the book says, what was found, and the difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.words import one_line
from kkmp_ledger.book.ledger import holding
from kkmp_ledger.book.model import Count
from kkmp_ledger.koperasi.drafting import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.books import Books

_OPNAME = "opname"


@dataclass(frozen=True, slots=True)
class Counted:
    """One count on the evening of `tanggal`; `booked` is what the book holds, debit positive."""

    akun: str
    name: str
    tanggal: date
    found: Decimal
    booked: Decimal
    limit: int

    @classmethod
    def of(
        cls, at: Books, akun: str, tanggal: date, found: int | Decimal, *, limit: int
    ) -> Counted:
        """Compare what was found with the book. Raises ProblemError ISIAN for less than nothing."""
        name = at.box_name(akun)
        if found < 0:
            fact = f"hasil hitung {write_rupiah(found)} di bawah nol"
            raise refusal(fact, "tulis isi yang dihitung")
        return cls(akun, name, tanggal, Decimal(found), at.balance(akun, tanggal), limit)

    @property
    def difference(self) -> Decimal:
        """What was found above the book; negative when something is missing."""
        return self.found - self.booked

    @property
    def beyond(self) -> bool:
        """Tell whether the difference is above the limit of koperasi.toml."""
        return abs(self.difference) > self.limit

    def sentence(self, what: str, word: str = "selisih") -> str:
        """`Kas Toko pada 31 Juli 2025: buku 3.562.200, dihitung 3.560.000, selisih -2.200`."""
        said = f"{what} pada {long_date(self.tanggal)}: buku {write_rupiah(self.booked)}"
        said += f", dihitung {write_rupiah(self.found)}"
        if not self.difference:
            return f"{said}, cocok"
        return f"{said}, {word} {write_rupiah(self.difference)}"

    def question(self) -> str:
        """What must be agreed to when the difference is above the limit."""
        if not self.beyond:
            return ""
        return f"{self.sentence(self.name)}; bukukan selisih ini?"

    def demanded(self, alasan: str, witness: str) -> dict[str, str]:
        """The reason and the witness as metadata; above the limit both must be there.

        Raises ProblemError ISIAN.
        """
        given = {"alasan": one_line(alasan), "saksi": one_line(witness)}
        lacking = [f"--{key}" for key, text in given.items() if not text]
        if self.beyond and lacking:
            fact = f"{self.sentence(self.name)}, di atas batas {write_rupiah(self.limit)}"
            raise refusal(fact, f"hitung sekali lagi; bila benar, isi {' dan '.join(lacking)}")
        return {key: text for key, text in given.items() if text}

    def note(self, jenis: str, meta: Mapping[str, str]) -> Count:
        """The count as it is written into the book."""
        return Count(
            self.tanggal,
            self.akun,
            self.found,
            self.sentence(self.name),
            meta={"jenis": jenis, **meta},
        )


def holding_count_before(ledger: Ledger, akun: str, until: date) -> Period:
    """The days since the last stock count of the account that still holds, up to `until`."""
    days = [e.tanggal for e in holding(ledger, until, [akun]) if e.jenis == _OPNAME]
    start = max(days) + timedelta(days=1) if days else date.min
    return Period(start, until)
