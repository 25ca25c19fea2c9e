"""Balances gathered on the statements' lines, and rounded there once.

Only banks and their Pendapatan and Beban carry sen. With R(d) the cumulative result up to a day
(all Pendapatan, Beban and Ekuitas:SHU, credit positive), rounded, the SHU of a span is
R(end) - R(start) less what the span's decisions moved, and every line follows by largest
remainder: both sides agree, PHU and neraca agree, and an opening is the closing before it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.money import round_together
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.ledger import net
from kkmp_ledger.schema.chart import NOMOR_ANGGOTA
from kkmp_ledger.schema.statement import PRIOR_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.statement import StatementSet

ZERO = Decimal()
ByKey = dict[str, dict[str, Decimal]]  # key -> account -> amount in the ledger's sign


class Key:
    """Which line each account stands on. Members' accounts are looked up by their family."""

    def __init__(self, chart: Chart) -> None:
        """Look every family up once: a member's account costs one dictionary look-up."""
        self._chart = chart
        self._family = {
            parent: akun.key for parent in chart.family() if (akun := chart.akun(f"{parent}:A0001"))
        }

    def dari(self, akun: str) -> str:
        """The key of the account's line; empty when the chart does not know the account."""
        parent, _, last = akun.rpartition(":")
        if parent in self._family and NOMOR_ANGGOTA.fullmatch(last):
            return self._family[parent]
        found = self._chart.akun(akun)
        return found.key if found else ""


class LineBalances:
    """One ledger's figures by line, in whole rupiah and each statement's own sign.

    Every day is asked of the ledger once. An account outside the chart raises ProblemError
    AKUN-ASING: it would stand on no line.
    """

    def __init__(self, ledger: Ledger, chart: Chart, statement_set: StatementSet) -> None:
        """Bind the ledger, the cooperative's chart and the regime's statements."""
        self._ledger = ledger
        self._form = statement_set
        self._key = Key(chart)
        self._days: dict[date, ByKey] = {}
        self._results = {b.kunci for b in statement_set.hasil_usaha.lines() if not b.akun}

    def on(self, until: date) -> ByKey:
        """Exact balances before the day, by key and account."""
        if until not in self._days:
            self._days[until] = self.collect(self._ledger.balances(until))
        return self._days[until]

    def collect(self, amounts: Mapping[str, Decimal]) -> ByKey:
        """Amounts per account, gathered by key. Raises ProblemError AKUN-ASING."""
        found: ByKey = {}
        strange: list[str] = []
        for akun, amount in amounts.items():
            if amount:
                key = self._key.dari(akun)
                found.setdefault(key, {})[akun] = amount
                if not key:
                    strange.append(akun)
        if strange:
            raise ProblemError(self.unknown(akun) for akun in strange)
        return found

    def unknown(self, akun: str) -> Problem:
        """What to say of an account outside the chart."""
        opening = self._ledger.openings().get(akun)
        fact = f"akun {akun} tidak ada di bagan akun, jadi tidak berdiri di laporan mana pun"
        hint = "pindahkan isinya ke akun bagan dengan entri pembalik"
        return Problem("AKUN-ASING", fact, hint, opening.place if opening else None)

    def decided(self, until: date) -> Decimal:
        """Ekuitas:SHU:* before the day: what was decided, opened or corrected; credit positive."""
        return -_jumlah(self.on(until), PRIOR_KEY)

    def cumulative_result(self, until: date) -> Decimal:
        """Exact R of the day: every result so far and what became of it, credit positive."""
        balances = self.on(until)
        return self.decided(until) - sum((_jumlah(balances, k) for k in self._results), ZERO)

    def shu(self, period: Period) -> int:
        """SHU of the span, by balances: R(end) - R(start) less the change of Ekuitas:SHU:*."""
        moved = self.decided(period.until) - self.decided(period.start)
        both = (round_rupiah(self.cumulative_result(d)) for d in (period.until, period.start))
        end, start = both
        return end - start - round_rupiah(moved)

    def position(self, period: Period) -> dict[str, int]:
        """The lines of posisi keuangan at the span's end; its result is shu_tahun_berjalan."""
        balances = self.on(period.until)
        lines = self._form.posisi_keuangan.lines()
        assets = self._form.posisi_keuangan.expand("total_aset")
        exact = [_jumlah(balances, key) for _, key in assets]
        rounded = round_together(exact, round_rupiah(sum(exact, ZERO)))
        found = {k: sign * v for (sign, k), v in zip(assets, rounded, strict=True)}
        for line in lines:
            if line.kunci not in found:
                found[line.kunci] = round_rupiah(-_jumlah(balances, line.kunci))
        shu = self.shu(period)
        found["shu_tahun_berjalan"] = shu
        found[PRIOR_KEY] = round_rupiah(self.cumulative_result(period.until)) - shu
        return found

    def movement(self, period: Period) -> ByKey:
        """Exact net movements of the span, by key and account."""
        return self.collect(net(self._ledger.turnover(period)))

    def result(self, period: Period) -> dict[str, int]:
        """The lines of hasil usaha, by the span's movements."""
        changed = self.movement(period)
        before = self.cumulative_result(period.start)
        lines = [b for b in self._form.hasil_usaha.lines() if not b.akun]
        exact = [-_jumlah(changed, b.kunci) for b in lines]
        shu = round_rupiah(before + sum(exact, ZERO)) - round_rupiah(before)
        rounded = round_together(exact, shu)
        found = {b.kunci: -v if b.kurang else v for b, v in zip(lines, rounded, strict=True)}
        for line in self._form.hasil_usaha.lines():
            if line.akun:
                own = changed.get(self._key.dari(line.akun), {})
                found[line.kunci] = round_rupiah(-own.get(line.akun, ZERO))
        return found


def _jumlah(balances: ByKey, key: str) -> Decimal:
    return sum(balances.get(key, {}).values(), ZERO)
