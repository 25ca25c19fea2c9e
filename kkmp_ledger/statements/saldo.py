"""Balances gathered on the statements' lines, and rounded there once.

Only banks and their Pendapatan and Beban carry sen. With R(d) the cumulative result up to a day
(all Pendapatan, Beban and Ekuitas:SHU, credit positive), rounded, the SHU of a span is
R(end) - R(start) less what the span's decisions moved, and every line follows by largest
remainder: both sides agree, PHU and neraca agree, and an opening is the closing before it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import bulat
from kkmp_ledger.base.money import bulat_bersama
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import bersih
from kkmp_ledger.spec.chart import NOMOR_ANGGOTA
from kkmp_ledger.spec.statement import KUNCI_LALU

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.statement import Bentuk

NOL = Decimal()
PerKunci = dict[str, dict[str, Decimal]]  # key -> account -> amount in the ledger's sign


class Kunci:
    """Which line each account stands on. Members' accounts are looked up by their family."""

    def __init__(self, chart: Chart) -> None:
        """Look every family up once: a member's account costs one dictionary look-up."""
        self._chart = chart
        self._family = {
            parent: akun.kunci
            for parent in chart.keluarga()
            if (akun := chart.akun(f"{parent}:A0001"))
        }

    def dari(self, akun: str) -> str:
        """The key of the account's line; empty when the chart does not know the account."""
        parent, _, last = akun.rpartition(":")
        if parent in self._family and NOMOR_ANGGOTA.fullmatch(last):
            return self._family[parent]
        found = self._chart.akun(akun)
        return found.kunci if found else ""


class Saldo:
    """One ledger's figures by line, in whole rupiah and each statement's own sign.

    Every day is asked of the ledger once. An account outside the chart raises ProblemError
    AKUN-ASING: it would stand on no line.
    """

    def __init__(self, ledger: Ledger, chart: Chart, bentuk: Bentuk) -> None:
        """Bind the ledger, the cooperative's chart and the regime's statements."""
        self._ledger = ledger
        self._bentuk = bentuk
        self._kunci = Kunci(chart)
        self._days: dict[date, PerKunci] = {}
        self._results = {b.kunci for b in bentuk.hasil_usaha.pos() if not b.akun}

    def pada(self, until: date) -> PerKunci:
        """Exact balances before the day, by key and account."""
        if until not in self._days:
            self._days[until] = self.kumpulkan(self._ledger.saldo(until))
        return self._days[until]

    def kumpulkan(self, amounts: Mapping[str, Decimal]) -> PerKunci:
        """Amounts per account, gathered by key. Raises ProblemError AKUN-ASING."""
        found: PerKunci = {}
        strange: list[str] = []
        for akun, amount in amounts.items():
            if amount:
                kunci = self._kunci.dari(akun)
                found.setdefault(kunci, {})[akun] = amount
                if not kunci:
                    strange.append(akun)
        if strange:
            raise ProblemError(self.asing(akun) for akun in strange)
        return found

    def asing(self, akun: str) -> Problem:
        """What to say of an account outside the chart."""
        opening = self._ledger.openings().get(akun)
        fact = f"akun {akun} tidak ada di bagan akun, jadi tidak berdiri di laporan mana pun"
        hint = "pindahkan isinya ke akun bagan dengan entri pembalik"
        return Problem("AKUN-ASING", fact, hint, opening.place if opening else None)

    def diputuskan(self, until: date) -> Decimal:
        """Ekuitas:SHU:* before the day: what was decided, opened or corrected; credit positive."""
        return -_jumlah(self.pada(until), KUNCI_LALU)

    def hasil_kumulatif(self, until: date) -> Decimal:
        """Exact R of the day: every result so far and what became of it, credit positive."""
        balances = self.pada(until)
        return self.diputuskan(until) - sum((_jumlah(balances, k) for k in self._results), NOL)

    def shu(self, period: Period) -> int:
        """SHU of the span, by balances: R(end) - R(start) less the change of Ekuitas:SHU:*."""
        moved = self.diputuskan(period.until) - self.diputuskan(period.start)
        both = (bulat(self.hasil_kumulatif(d)) for d in (period.until, period.start))
        end, start = both
        return end - start - bulat(moved)

    def posisi(self, period: Period) -> dict[str, int]:
        """The lines of posisi keuangan at the span's end; its result is shu_tahun_berjalan."""
        balances = self.pada(period.until)
        lines = self._bentuk.posisi_keuangan.pos()
        assets = self._bentuk.posisi_keuangan.urai("total_aset")
        exact = [_jumlah(balances, kunci) for _, kunci in assets]
        rounded = bulat_bersama(exact, bulat(sum(exact, NOL)))
        found = {k: sign * v for (sign, k), v in zip(assets, rounded, strict=True)}
        for line in lines:
            if line.kunci not in found:
                found[line.kunci] = bulat(-_jumlah(balances, line.kunci))
        shu = self.shu(period)
        found["shu_tahun_berjalan"] = shu
        found[KUNCI_LALU] = bulat(self.hasil_kumulatif(period.until)) - shu
        return found

    def gerak(self, period: Period) -> PerKunci:
        """Exact net movements of the span, by key and account."""
        return self.kumpulkan(bersih(self._ledger.mutasi(period)))

    def hasil(self, period: Period) -> dict[str, int]:
        """The lines of hasil usaha, by the span's movements."""
        changed = self.gerak(period)
        before = self.hasil_kumulatif(period.start)
        lines = [b for b in self._bentuk.hasil_usaha.pos() if not b.akun]
        exact = [-_jumlah(changed, b.kunci) for b in lines]
        shu = bulat(before + sum(exact, NOL)) - bulat(before)
        rounded = bulat_bersama(exact, shu)
        found = {b.kunci: -v if b.kurang else v for b, v in zip(lines, rounded, strict=True)}
        for line in self._bentuk.hasil_usaha.pos():
            if line.akun:
                own = changed.get(self._kunci.dari(line.akun), {})
                found[line.kunci] = bulat(-own.get(line.akun, NOL))
        return found


def _jumlah(balances: PerKunci, kunci: str) -> Decimal:
    return sum(balances.get(kunci, {}).values(), NOL)
