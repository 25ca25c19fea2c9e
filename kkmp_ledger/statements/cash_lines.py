"""The direct method: on which line of arus kas each leg of a cash entry counts.

In an entry that touches a cash account, each other leg adds minus its amount to its line, so the
lines tie to the change of cash by construction; HPP cancels against stock, QRIS against revenue
(docs/ACCOUNTING.md 4). Nothing is rounded here: a part of a shared receivable is a fraction, and
the statement rounds its lines once.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.schema.chart import PENDAPATAN
from kkmp_ledger.schema.statement import SHARED_PIUTANG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import EntryTotals
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.schema.chart import Chart

ANGGOTA = "penerimaan_anggota"
NON_ANGGOTA = "penerimaan_non_anggota"
ZERO = Decimal()
_NOTHING = Fraction()
_FEW = 4
_ALWAYS = Period(date.min, date.max)


class Parser:
    """Takes the cash entries of one ledger apart."""

    def __init__(self, ledger: Ledger, chart: Chart) -> None:
        """Bind the ledger and the cooperative's chart."""
        self._ledger = ledger
        self._chart = chart
        self._lines = {a.arus_kas for a in chart.chart_of.akun} - {"", SHARED_PIUTANG}
        self._revenue: dict[Month, list[tuple[date, str, Decimal]]] = {}
        self._origins: dict[str, tuple[date, str]] | None = None
        fixed = chart.fixed()
        self.kas = tuple(a.nama for a in fixed if a.template.setara_kas)
        self._shared = tuple(a.nama for a in fixed if a.arus_kas == SHARED_PIUTANG)

    def flow(self, period: Period) -> dict[str, Fraction]:
        """Exact cash flow of each line in the period.

        Raises ProblemError, every unknown line in it.
        """
        found = self._flow(period)
        if "" in found:
            raise ProblemError(self.problems(period))
        return found

    def _flow(self, period: Period) -> dict[str, Fraction]:
        """Each line's flow; a leg whose line is unknown counts on "".

        The entries that no shared receivable touches come from sums alone, the others one by one.
        """
        whole: dict[str, Decimal] = defaultdict(Decimal)
        parts: dict[str, list[Fraction]] = defaultdict(list)
        for s in self._ledger.sums(period, beside=self.kas, apart=self._shared):
            if s.jenis != SALDO_AWAL and not self.setara_kas(s.akun):
                whole[self._line(s.akun, s.arus_kas)] -= s.jumlah
        for entry in self._ledger.entry_totals(period, self._shared) if self._shared else ():
            if entry.jenis != SALDO_AWAL and any(self.setara_kas(akun) for akun, *_ in entry.legs):
                self._divide(entry, whole, parts)
        return {
            line: Fraction(whole.get(line, ZERO)) + _sum(parts.get(line, ()))
            for line in {**whole, **parts}
        }

    def setara_kas(self, akun: str) -> bool:
        """Tell whether the account is cash."""
        found = self._chart.akun(akun)
        return found is not None and found.template.setara_kas

    def account_row(self, akun: str) -> str:
        """The line that the chart gives the account. Raises ProblemError AKUN-ASING."""
        found = self._chart.akun(akun)
        if found is None:
            fact = f"akun {akun} tidak ada di bagan akun, jadi tidak punya baris arus kas"
            hint = "pindahkan isinya ke akun bagan dengan entri pembalik"
            raise ProblemError(Problem("AKUN-ASING", fact, hint))
        return found.arus_kas

    def problems(self, period: Period) -> Iterator[Problem]:
        """Of each cash entry the first leg whose line is unknown: ARUS-KAS-MENDUA, AKUN-ASING."""
        for entry in self._ledger.entries(period, self.kas):
            legs = (m for m in entry.movements if not self.setara_kas(m.akun))
            wrong = (m for m in legs if not self._line(m.akun, m.arus_kas))
            if entry.jenis == SALDO_AWAL or (m := next(wrong, None)) is None:
                continue
            if m.arus_kas:
                yield _unknown(entry, m)
                continue
            try:
                self.account_row(m.akun)
            except ProblemError as error:
                yield from error.problems

    def _line(self, akun: str, said: str) -> str:
        """The line of a leg, or SHARED_PIUTANG; "" when the chart knows none."""
        if said:
            return said if said in self._lines else ""
        found = self._chart.akun(akun)
        return found.arus_kas if found else ""

    def _divide(
        self, entry: EntryTotals, whole: dict[str, Decimal], parts: dict[str, list[Fraction]]
    ) -> None:
        """Add the flow of an entry: what is shared is divided among the lines that share it.

        The last of them gets what the others leave, so that only these are fractions.
        """
        direct: list[tuple[str, str, Decimal]] = []
        shared = ZERO
        for akun, said, jumlah in entry.legs:
            line = self._line(akun, said)
            if line == SHARED_PIUTANG:
                shared -= jumlah
            elif not self.setara_kas(akun):
                direct.append((akun, line, jumlah))
                whole[line] -= jumlah
        weights = [pair for pair in self._weight(entry, direct).items() if pair[1]]
        *others, (last, _) = weights
        whole[last] += shared
        if others:
            of_all = Fraction(shared) / Fraction(sum((weight for _, weight in weights), ZERO))
            for line, weight in others:
                part = of_all * Fraction(weight)
                parts[line].append(part)
                parts[last].append(-part)

    def _weight(
        self, entry: EntryTotals, direct: Sequence[tuple[str, str, Decimal]]
    ) -> dict[str, Decimal]:
        """How a shared receivable is divided: by the entry's revenue less what members owe of it.

        Without revenue in the entry (a settlement), by the month's revenue so far.
        """
        gross: dict[str, Decimal] = defaultdict(Decimal)
        rest: dict[str, Decimal] = defaultdict(Decimal)
        for akun, line, jumlah in direct:
            if akun.partition(":")[0] == PENDAPATAN:
                gross[line] -= jumlah
        for _, line, jumlah in direct:
            if line in gross:
                rest[line] -= jumlah
        for weights in (rest, gross):
            sign = -1 if sum(weights.values(), ZERO) < 0 else 1
            positive = {line: max(ZERO, sign * weights[line]) for line in weights}
            if any(positive.values()):
                return positive
        return self._month_weight(self._source_tanggal(entry))

    def _month_weight(self, day: date) -> dict[str, Decimal]:
        """The month's revenue up to and including the day; all non-anggota when there is none."""
        month = Month.of(day)
        if month not in self._revenue:
            self._revenue[month] = [
                (entry.tanggal, line, -jumlah)
                for entry in self._ledger.entry_totals(month.period, [PENDAPATAN])
                for akun, _, jumlah in entry.legs
                if entry.jenis != SALDO_AWAL
                and akun.partition(":")[0] == PENDAPATAN
                and (line := self.account_row(akun)) in (ANGGOTA, NON_ANGGOTA)
            ]
        sums = {ANGGOTA: ZERO, NON_ANGGOTA: ZERO}
        for booked, line, amount in self._revenue[month]:
            if booked <= day:
                sums[line] += amount
        positive = {line: max(ZERO, amount) for line, amount in sums.items()}
        return positive if any(positive.values()) else {ANGGOTA: ZERO, NON_ANGGOTA: Decimal(1)}

    def _source_tanggal(self, entry: EntryTotals) -> date:
        """The day whose division holds: a reversal is divided as what it reverses was."""
        if not entry.membalik:
            return entry.tanggal
        if self._origins is None:
            every = self._ledger.entry_totals(_ALWAYS, self._shared)
            self._origins = {e.bukti: (e.tanggal, e.membalik) for e in every}
        day, target, seen = entry.tanggal, entry.membalik, {entry.bukti}
        while target in self._origins and target not in seen:
            seen.add(target)
            day, target = self._origins[target]
        return day


def _sum(amounts: Sequence[Fraction]) -> Fraction:
    """The sum, by halves: of a year's days in a row the denominators would grow with each step."""
    if len(amounts) < _FEW:
        return sum(amounts, _NOTHING)
    middle = len(amounts) // 2
    return _sum(amounts[:middle]) + _sum(amounts[middle:])


def _unknown(entry: Entry, m: Movement) -> Problem:
    fact = f'{entry.bukti}: arus_kas "{m.arus_kas}" bukan baris laporan arus kas'
    hint = f"pakai salah satu baris arus kas, misalnya {NON_ANGGOTA}"
    return Problem("ARUS-KAS-MENDUA", fact, hint, m.place)
