"""The generator's own small book: what each purse holds at each evening."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_DOWN
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

KAS_TOKO, KAS_KANTOR, BANK = "Kas Toko", "Kas Kantor", "Bank BRI"
QRIS, STOK, UTANG = "QRIS BRI", "Persediaan", "Utang"


class LineBalances:
    """Balances that the program will come to as well, if it books as docs/ACCOUNTING.md says.

    They are needed because the raw inputs hold counts of cash, bank and stock.
    """

    def __init__(self) -> None:
        """Start with nothing anywhere."""
        self._content: dict[str, Decimal] = defaultdict(Decimal)
        self.evening: dict[date, Mapping[str, Decimal]] = {}

    def __getitem__(self, box: str) -> Decimal:
        """What is in it now."""
        return self._content[box]

    def record(self, box: str, jumlah: Decimal | int) -> None:
        """Put in, or take out when below 0."""
        self._content[box] += jumlah

    def move(self, dari: str, ke: str, jumlah: int) -> None:
        """Carry money from one to the other."""
        self.record(dari, -jumlah)
        self.record(ke, jumlah)

    def closed_days(self, day: date) -> None:
        """Note the evening's balances. None may be below 0, or the raw inputs are wrong."""
        for box, content in self._content.items():
            assert content >= 0, (day, box, content)
        self.evening[day] = dict(self._content)


def pph_final(omzet: int) -> int:
    """0.5 % of a month's turnover, rounded half up: what closing the month books."""
    return (omzet * 5 + 500) // 1000


def ke_sen(jumlah: Decimal) -> Decimal:
    """Banks cut off what is less than a sen."""
    return jumlah.quantize(Decimal("0.01"), ROUND_DOWN)
