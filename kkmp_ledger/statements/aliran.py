"""The direct method: on which line of arus kas each leg of a cash entry counts.

In an entry that touches a cash account, each other leg adds minus its amount to its line, so the
lines tie to the change of cash by construction; HPP cancels against stock, QRIS against revenue
(docs/ACCOUNTING.md 4).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import dari_sen
from kkmp_ledger.base.money import ke_sen
from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.spec.statement import PIUTANG_BERSAMA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.spec.chart import Chart

ANGGOTA = "penerimaan_anggota"
NON_ANGGOTA = "penerimaan_non_anggota"
PENDAPATAN = "Pendapatan"
META = "arus_kas"
NOL = Decimal()
_HARI = timedelta(days=1)
_SELAMANYA = Period(date.min, date.max)


@dataclass(frozen=True, slots=True)
class Aliran:
    """A part of a cash entry on one line of arus kas; receipts positive, payments negative."""

    baris: str
    jumlah: Decimal
    movement: Movement


class Pengurai:
    """Takes the cash entries of one ledger apart."""

    def __init__(self, ledger: Ledger, chart: Chart) -> None:
        """Bind the ledger and the cooperative's chart."""
        self._ledger = ledger
        self._chart = chart
        self._lines = {a.arus_kas for a in chart.bagan.akun} - {"", PIUTANG_BERSAMA}
        self._months: dict[Bulan, list[tuple[date, str, Decimal]]] = {}
        self._origins: dict[str, tuple[date, str]] | None = None
        self.kas = tuple(a.nama for a in chart.tetap() if a.templat.setara_kas)

    def entri_kas(self, period: Period) -> Iterable[Entry]:
        """The entries of the period with a leg on cash, without openings."""
        for entry in self._ledger.entries(period, self.kas):
            if entry.jenis != SALDO_AWAL:
                yield entry

    def setara_kas(self, akun: str) -> bool:
        """Tell whether the account is cash."""
        found = self._chart.akun(akun)
        return found is not None and found.templat.setara_kas

    def baris_akun(self, akun: str) -> str:
        """The line that the chart gives the account. Raises ProblemError AKUN-ASING."""
        found = self._chart.akun(akun)
        if found is None:
            fact = f"akun {akun} tidak ada di bagan akun, jadi tidak punya baris arus kas"
            hint = "pindahkan isinya ke akun bagan dengan entri pembalik"
            raise ProblemError(Problem("AKUN-ASING", fact, hint))
        return found.arus_kas

    def urai(self, entry: Entry) -> list[Aliran]:
        """The parts of a cash entry. Raises ProblemError: ARUS-KAS-MENDUA for an unknown line."""
        found: list[Aliran] = []
        shared: list[Movement] = []
        for m in entry.movements:
            if self.setara_kas(m.akun):
                continue
            said = str(m.meta.get(META, ""))
            if said and said not in self._lines:
                raise ProblemError(_tak_dikenal(entry, m, said))
            line = said or self.baris_akun(m.akun)
            if line == PIUTANG_BERSAMA:
                shared.append(m)
            else:
                found.append(Aliran(line, -m.jumlah, m))
        if shared:
            weights = self._bobot(entry, found)
            lines = list(weights)
            for m in shared:
                parts = _bagi(-m.jumlah, [weights[line] for line in lines])
                pairs = zip(lines, parts, strict=True)
                found += [Aliran(line, part, m) for line, part in pairs]
        return found

    def _bobot(self, entry: Entry, direct: Sequence[Aliran]) -> dict[str, Decimal]:
        """How a shared receivable is divided: by the entry's revenue less what members owe of it.

        Without revenue in the entry (a settlement), by the month's revenue so far.
        """
        gross: dict[str, Decimal] = defaultdict(Decimal)
        rest: dict[str, Decimal] = defaultdict(Decimal)
        for part in direct:
            if part.movement.akun.partition(":")[0] == PENDAPATAN:
                gross[part.baris] += part.jumlah
        for part in direct:
            if part.baris in gross:
                rest[part.baris] += part.jumlah
        for weights in (rest, gross):
            sign = -1 if sum(weights.values(), NOL) < 0 else 1
            positive = {line: max(NOL, sign * weights[line]) for line in weights}
            if any(positive.values()):
                return dict(sorted(positive.items(), key=lambda p: (p[0] != ANGGOTA, p[0])))
        return self._bobot_bulan(self._tanggal_asal(entry))

    def _bobot_bulan(self, day: date) -> dict[str, Decimal]:
        """The month's revenue up to and including the day; all non-anggota when there is none."""
        month = Bulan.of(day)
        if month not in self._months:
            self._months[month] = [
                (m.tanggal, line, -m.jumlah)
                for m in self._ledger.movements(month.period, [PENDAPATAN])
                if (line := self.baris_akun(m.akun)) in (ANGGOTA, NON_ANGGOTA)
                and m.jenis != SALDO_AWAL
            ]
        sums = {ANGGOTA: NOL, NON_ANGGOTA: NOL}
        for booked, line, amount in self._months[month]:
            if booked <= day:
                sums[line] += amount
        positive = {line: max(NOL, amount) for line, amount in sums.items()}
        return positive if any(positive.values()) else {ANGGOTA: NOL, NON_ANGGOTA: Decimal(1)}

    def _tanggal_asal(self, entry: Entry) -> date:
        """The day whose division holds: a reversal is divided as what it reverses was."""
        if not entry.membalik:
            return entry.tanggal
        if self._origins is None:
            all_cash = self._ledger.entries(_SELAMANYA, self.kas)
            self._origins = {e.bukti: (e.tanggal, e.membalik) for e in all_cash}
        day, target, seen = entry.tanggal, entry.membalik, {entry.bukti}
        while target in self._origins and target not in seen:
            seen.add(target)
            day, target = self._origins[target]
        return day


def aliran_kas(ledger: Ledger, chart: Chart, period: Period) -> dict[str, Decimal]:
    """Exact cash flow of each line in the period. Raises ProblemError, every unknown line in it."""
    reader = Pengurai(ledger, chart)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    problems: list[Problem] = []
    for entry in reader.entri_kas(period):
        try:
            for part in reader.urai(entry):
                sums[part.baris] += part.jumlah
        except ProblemError as error:
            problems += error.problems
    if problems:
        raise ProblemError(problems)
    return dict(sums)


def _tak_dikenal(entry: Entry, m: Movement, said: str) -> Problem:
    fact = f'{entry.bukti}: arus_kas "{said}" bukan baris laporan arus kas'
    hint = f"pakai salah satu baris arus kas, misalnya {NON_ANGGOTA}"
    return Problem("ARUS-KAS-MENDUA", fact, hint, m.place)


def _bagi(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Divide without losing any: in rupiah, in sen only where there are any."""
    if amount == amount.to_integral_value():
        return [Decimal(part) for part in allocate(int(amount), weights)]
    return [dari_sen(part) for part in allocate(ke_sen(amount), weights)]
