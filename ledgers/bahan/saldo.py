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


class Saldo:
    """Balances that the program will come to as well, if it books as docs/ACCOUNTING.md says.

    They are needed because the raw inputs hold counts of cash, bank and stock.
    """

    def __init__(self) -> None:
        """Start with nothing anywhere."""
        self._isi: dict[str, Decimal] = defaultdict(Decimal)
        self.malam: dict[date, Mapping[str, Decimal]] = {}

    def __getitem__(self, kotak: str) -> Decimal:
        """What is in it now."""
        return self._isi[kotak]

    def catat(self, kotak: str, jumlah: Decimal | int) -> None:
        """Put in, or take out when below 0."""
        self._isi[kotak] += jumlah

    def pindah(self, dari: str, ke: str, jumlah: int) -> None:
        """Carry money from one to the other."""
        self.catat(dari, -jumlah)
        self.catat(ke, jumlah)

    def tutup_hari(self, hari: date) -> None:
        """Note the evening's balances. None may be below 0, or the raw inputs are wrong."""
        for kotak, isi in self._isi.items():
            assert isi >= 0, (hari, kotak, isi)
        self.malam[hari] = dict(self._isi)


def pph_final(omzet: int) -> int:
    """0.5 % of a month's turnover, rounded half up: what closing the month books."""
    return (omzet * 5 + 500) // 1000


def ke_sen(jumlah: Decimal) -> Decimal:
    """Banks cut off what is less than a sen."""
    return jumlah.quantize(Decimal("0.01"), ROUND_DOWN)
