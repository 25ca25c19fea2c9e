"""The direct method: on which line of arus kas each leg of a cash entry counts.

In an entry that touches a cash account, each other leg adds minus its amount to its line, so the
lines tie to the change of cash by construction; HPP cancels against stock, QRIS against revenue
(docs/ACCOUNTING.md 4). Nothing is rounded here: a part of a shared receivable is a fraction, and
the statement rounds its lines once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.schema.chart import PENDAPATAN
from kkmp_ledger.schema.statement import SHARED_PIUTANG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.schema.chart import Chart

ANGGOTA = "penerimaan_anggota"
NON_ANGGOTA = "penerimaan_non_anggota"
ZERO = Decimal()
_DAY = timedelta(days=1)
_ALWAYS = Period(date.min, date.max)


@dataclass(frozen=True, slots=True)
class CashLines:
    """A part of a cash entry on one line of arus kas; receipts positive, payments negative.

    The amount is exact: a Fraction where a shared receivable was divided.
    """

    rows: str
    jumlah: Decimal | Fraction
    movement: Movement


class Parser:
    """Takes the cash entries of one ledger apart."""

    def __init__(self, ledger: Ledger, chart: Chart) -> None:
        """Bind the ledger and the cooperative's chart."""
        self._ledger = ledger
        self._chart = chart
        self._lines = {a.arus_kas for a in chart.chart_of.akun} - {"", SHARED_PIUTANG}
        self._months: dict[Month, list[tuple[date, str, Decimal]]] = {}
        self._origins: dict[str, tuple[date, str]] | None = None
        fixed = chart.fixed()
        self.kas = tuple(a.nama for a in fixed if a.template.setara_kas)
        self._shared = tuple(a.nama for a in fixed if a.arus_kas == SHARED_PIUTANG)

    def cash_entries(self, period: Period, *, shared: bool = False) -> Iterable[Entry]:
        """The entries of the period with a leg on cash, without openings.

        With `shared` only those that touch a shared receivable, too.
        """
        if shared and not self._shared:
            return
        for entry in self._ledger.entries(period, self._shared if shared else self.kas):
            if entry.jenis != SALDO_AWAL and (not shared or self._touches_kas(entry)):
                yield entry

    def _touches_kas(self, entry: Entry) -> bool:
        return any(is_under(m.akun, *self.kas) for m in entry.movements)

    def plain_lines(self, period: Period) -> dict[str, Decimal] | None:
        """The lines of the cash entries that no shared receivable touches, from sums alone.

        None where some leg has no line of its own: then only the entries can tell what is so.
        """
        found: dict[str, Decimal] = defaultdict(Decimal)
        for s in self._ledger.sums(period, beside=self.kas, apart=self._shared):
            if s.jenis == SALDO_AWAL or self.setara_kas(s.akun):
                continue
            known = self._chart.akun(s.akun)
            line = s.arus_kas or (known.arus_kas if known else "")
            if line not in self._lines:
                return None
            found[line] -= s.jumlah
        return found

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

    def expand(self, entry: Entry) -> list[CashLines]:
        """The parts of a cash entry. Raises ProblemError: ARUS-KAS-MENDUA for an unknown line."""
        found: list[CashLines] = []
        shared: list[Movement] = []
        for m in entry.movements:
            if self.setara_kas(m.akun):
                continue
            said = m.arus_kas
            if said and said not in self._lines:
                raise ProblemError(_unknown(entry, m, said))
            line = said or self.account_row(m.akun)
            if line == SHARED_PIUTANG:
                shared.append(m)
            else:
                found.append(CashLines(line, -m.jumlah, m))
        if shared:
            parts = self._parts(entry, found)
            for m in shared:
                amount = Fraction(-m.jumlah)
                found += [CashLines(line, amount * part, m) for line, part in parts.items()]
        return found

    def _parts(self, entry: Entry, direct: Sequence[CashLines]) -> dict[str, Fraction]:
        """Each line's part of a shared receivable; together 1."""
        weights = {line: Fraction(w) for line, w in self._weight(entry, direct).items()}
        whole = sum(weights.values())
        return {line: weight / whole for line, weight in weights.items() if weight}

    def _weight(self, entry: Entry, direct: Sequence[CashLines]) -> dict[str, Decimal]:
        """How a shared receivable is divided: by the entry's revenue less what members owe of it.

        Without revenue in the entry (a settlement), by the month's revenue so far.
        """
        gross: dict[str, Decimal] = defaultdict(Decimal)
        rest: dict[str, Decimal] = defaultdict(Decimal)
        for part in direct:
            if part.movement.akun.partition(":")[0] == PENDAPATAN:
                gross[part.rows] -= part.movement.jumlah
        for part in direct:
            if part.rows in gross:
                rest[part.rows] -= part.movement.jumlah
        for weights in (rest, gross):
            sign = -1 if sum(weights.values(), ZERO) < 0 else 1
            positive = {line: max(ZERO, sign * weights[line]) for line in weights}
            if any(positive.values()):
                return positive
        return self._month_weight(self._source_tanggal(entry))

    def _month_weight(self, day: date) -> dict[str, Decimal]:
        """The month's revenue up to and including the day; all non-anggota when there is none."""
        month = Month.of(day)
        if month not in self._months:
            self._months[month] = [
                (m.tanggal, line, -m.jumlah)
                for m in self._ledger.movements(month.period, [PENDAPATAN])
                if (line := self.account_row(m.akun)) in (ANGGOTA, NON_ANGGOTA)
                and m.jenis != SALDO_AWAL
            ]
        sums = {ANGGOTA: ZERO, NON_ANGGOTA: ZERO}
        for booked, line, amount in self._months[month]:
            if booked <= day:
                sums[line] += amount
        positive = {line: max(ZERO, amount) for line, amount in sums.items()}
        return positive if any(positive.values()) else {ANGGOTA: ZERO, NON_ANGGOTA: Decimal(1)}

    def _source_tanggal(self, entry: Entry) -> date:
        """The day whose division holds: a reversal is divided as what it reverses was."""
        if not entry.membalik:
            return entry.tanggal
        if self._origins is None:
            all_cash = self._ledger.entries(_ALWAYS, self.kas)
            self._origins = {e.bukti: (e.tanggal, e.membalik) for e in all_cash}
        day, target, seen = entry.tanggal, entry.membalik, {entry.bukti}
        while target in self._origins and target not in seen:
            seen.add(target)
            day, target = self._origins[target]
        return day


def cash_flow(ledger: Ledger, chart: Chart, period: Period) -> dict[str, Fraction]:
    """Exact cash flow of each line in the period. Raises ProblemError, every unknown line in it.

    Sums tell nearly all of it; whole entries are read for shared receivables, and to say where
    each unknown line stands.
    """
    reader = Parser(ledger, chart)
    plain = reader.plain_lines(period)
    whole: dict[str, Decimal] = defaultdict(Decimal, plain or {})
    parts: dict[str, Fraction] = defaultdict(Fraction)
    problems: list[Problem] = []
    for entry in reader.cash_entries(period, shared=plain is not None):
        try:
            for part in reader.expand(entry):
                if isinstance(part.jumlah, Fraction):
                    parts[part.rows] += part.jumlah
                else:
                    whole[part.rows] += part.jumlah
        except ProblemError as error:
            problems += error.problems
    if problems:
        raise ProblemError(problems)
    return {line: Fraction(whole[line]) + parts[line] for line in {**whole, **parts}}


def _unknown(entry: Entry, m: Movement, said: str) -> Problem:
    fact = f'{entry.bukti}: arus_kas "{said}" bukan baris laporan arus kas'
    hint = f"pakai salah satu baris arus kas, misalnya {NON_ANGGOTA}"
    return Problem("ARUS-KAS-MENDUA", fact, hint, m.place)
