"""Members' deposits: what is in arrears, and each member's position."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.period import Month
from kkmp_ledger.koperasi.anggota import by_number
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi

Kind = Literal["pokok", "wajib", "sukarela"]
DEPOSITS: dict[Kind, Role] = {
    "pokok": Role.SIMPANAN_POKOK,
    "wajib": Role.SIMPANAN_WAJIB,
    "sukarela": Role.SIMPANAN_SUKARELA,
}


@dataclass(frozen=True, slots=True)
class Tunggakan:
    """One active member's simpanan wajib: due since joining, and what is there of it."""

    nomor: str
    months: int  # months of this membership, the first and the last included
    due: int
    paid: int

    @property
    def jumlah(self) -> int:
        """What is in arrears; 0 for who paid ahead."""
        return max(0, self.due - self.paid)


def tunggakan(
    ledger: Ledger, chart: Chart, register: Register, koperasi: Koperasi, sampai: date
) -> list[Tunggakan]:
    """Simpanan wajib due and paid of every member active on `sampai`, up to and including it.

    Due for each month from that of joining to that of `sampai`, at the amount in force on the
    month's first day (in the first month, on the day of joining: a rise does not reach back).
    Paid is the balance of the wajib account, so reversals count and an earlier membership,
    paid back on leaving, does not. Arrears are never booked (docs/ACCOUNTING.md 2).
    """
    balances = ledger.balances(sampai + timedelta(days=1))
    found: list[Tunggakan] = []
    for nomor in register.active_on(sampai):
        masuk = next(m.masuk for m in register.memberships(nomor) if sampai in m)
        days = [masuk]
        while (month := Month.of(days[-1]).following.start) <= sampai:
            days.append(month)
        rules = (koperasi.simpanan.at(day) for day in days)
        due = sum(rule.wajib for rule in rules if rule)
        wajib = chart.path(Role.SIMPANAN_WAJIB, anggota=nomor)
        paid = -round_rupiah(balances.get(wajib, 0))
        found.append(Tunggakan(nomor, len(days), due, paid))
    return found


@dataclass(frozen=True, slots=True)
class DepositMoves:
    """One deposit over a span, in rupiah, positive for the member."""

    opening: int = 0
    masuk: int = 0
    keluar: int = 0

    @property
    def closing(self) -> int:
        """What the member holds at the end."""
        return self.opening + self.masuk - self.keluar


@dataclass(frozen=True, slots=True)
class DepositPosition:
    """A member's deposits of one span."""

    nomor: str
    pokok: DepositMoves = field(default_factory=DepositMoves)
    wajib: DepositMoves = field(default_factory=DepositMoves)
    sukarela: DepositMoves = field(default_factory=DepositMoves)

    @property
    def closing(self) -> int:
        """All deposits at the end."""
        return self.pokok.closing + self.wajib.closing + self.sukarela.closing


def position(
    ledger: Ledger, chart: Chart, register: Register, period: Period
) -> list[DepositPosition]:
    """Every member's deposits over the span: opening, in, out, closing, in order of number.

    A reversal counts, with opposite sign, where the reversed entry stood (docs/ACCOUNTING.md 2).
    Members who joined later are left out; a number that is not in the register but has
    deposits is kept, so that the list sums to the accounts.
    """
    parents = chart.parents(*DEPOSITS.values())
    opening = ledger.balances(period.start)
    masuk: dict[str, int] = defaultdict(int)
    keluar: dict[str, int] = defaultdict(int)
    for s in ledger.sums(period, parents):  # in whole rupiah (RUPIAH-PECAHAN)
        came, went = round_rupiah(s.credit), round_rupiah(s.debit)
        masuk[s.akun] += -went if s.reverses else came
        keluar[s.akun] += -came if s.reverses else went
    numbers = {
        akun.rpartition(":")[2]
        for akun in {*opening, *masuk, *keluar}
        if akun.rpartition(":")[0] in parents
    }
    for nomor in register.nomor():
        if any(memberships.masuk < period.until for memberships in register.memberships(nomor)):
            numbers.add(nomor)

    def movement(kind: Kind, nomor: str) -> DepositMoves:
        akun = chart.path(DEPOSITS[kind], anggota=nomor)
        return DepositMoves(-round_rupiah(opening.get(akun, 0)), masuk[akun], keluar[akun])

    return [
        DepositPosition(n, movement("pokok", n), movement("wajib", n), movement("sukarela", n))
        for n in sorted(numbers, key=by_number)
    ]
