"""What a rule looks at: its context, an account's days, and the four shapes a rule may have."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Generic
from typing import NamedTuple
from typing import Protocol
from typing import TypeVar

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.book.ledger import Ledger
from kkmp_ledger.book.model import Assertion
from kkmp_ledger.book.model import Entry
from kkmp_ledger.schema.chart import CREDIT
from kkmp_ledger.schema.statement import SHARED_PIUTANG

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.aset import AssetRow
    from kkmp_ledger.schema.chart import Akun
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi

ALWAYS = Period(date.min, date.max)
ZERO = Decimal()
KOPERASI = Place("koperasi.toml")


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the ledger: spec, register, seals, opened accounts.

    `dibuka` gives the day on which an account was opened. `sampai` is the first day on which
    nothing may be dated yet; None when the book's future is not judged.
    """

    chart: Chart
    koperasi: Koperasi
    register: Register
    closed_months: frozenset[Month] = frozenset()
    closed_years: frozenset[int] = frozenset()
    aset: tuple[AssetRow, ...] = ()
    opened: Mapping[str, date] = field(default_factory=dict)
    sampai: date | None = None
    perpetual: frozenset[str] = field(init=False)  # segments of units whose cost the till knows
    arus_kas: frozenset[str] = field(init=False)  # the lines of the cash-flow statement

    def __post_init__(self) -> None:
        """Work out once what many entries ask."""
        units = frozenset(u.segmen for u in self.koperasi.unit if u.stok == "perpetual")
        lines = {a.arus_kas for a in self.chart.chart_of.akun} - {"", SHARED_PIUTANG}
        object.__setattr__(self, "perpetual", units)
        object.__setattr__(self, "arus_kas", frozenset(lines))

    def closed(self, day: date) -> bool:
        """Tell whether the day lies in a closed month."""
        return Month(day.year, day.month) in self.closed_months

    def severity(self, day: date) -> Severity:
        """How heavy what only time or missing papers cause weighs (docs/ACCOUNTING.md 1)."""
        return Severity.ERROR if self.closed(day) else Severity.WARNING

    def with_openings(self, ledger: Ledger) -> Context:
        """The same with the accounts that the ledger opens."""
        return replace(self, opened={a: o.tanggal for a, o in ledger.openings().items()})


class Point(Protocol):
    """What one day did to one account: debit positive, and the posting to show for it.

    The place is asked for where something is wrong, and nowhere else: it may have to be looked up.
    """

    @property
    def tanggal(self) -> date:
        """The day."""
        ...

    @property
    def jumlah(self) -> Decimal:
        """The sum of its postings."""
        ...

    @property
    def place(self) -> Place:
        """Of the last posting that lowered the balance, else of the last."""
        ...


class DayPoint(NamedTuple):
    """A `Point` whose place is known."""

    tanggal: date
    jumlah: Decimal
    place: Place


@dataclass(frozen=True, slots=True)
class Series:
    """One account's days, in order, after a balance that was carried in (0 from the start).

    `akun` is None when the account is not in the chart.
    """

    nama: str
    akun: Akun | None
    points: Sequence[Point]
    opening: Decimal = ZERO

    @property
    def sign(self) -> int:
        """-1 for an account whose balance is normally a credit, else 1."""
        return -1 if self.nama.partition(":")[0] in CREDIT else 1

    def daily_balances(self) -> Iterable[tuple[Point, Decimal, Decimal]]:
        """Each day with the balance before and after it, in the account's normal sign."""
        sign, after = self.sign, self.opening * self.sign
        for points in self.points:
            before, after = after, after + sign * points.jumlah
            yield points, before, after


EntryRule = Callable[[Entry, Context], Iterable[Problem]]
SeriesRule = Callable[[Series, Context], Iterable[Problem]]
# The second argument is what the book holds at the start of the assertion's day, children included.
BalanceRule = Callable[[Assertion, Decimal, Context], Iterable[Problem]]
BookRule = Callable[[Ledger, Context], Iterable[Problem]]
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Rule(Generic[F]):
    """One rule and every code that it may give."""

    check: F
    kode: tuple[str, ...]


def make_series(
    movements: Iterable[Movement], chart: Chart, opening: Mapping[str, Decimal] | None = None
) -> list[Series]:
    """Movements in order of date, as one series of daily sums per account.

    A day shows the last posting that lowered the balance: the one to look at when it is too low.
    `awal` holds the balances carried in. Runs over a whole book, so it is one plain loop.
    """
    days: dict[str, list[date]] = {}
    sums: dict[str, list[Decimal]] = {}
    places: dict[str, list[Place]] = {}
    lowered: dict[str, bool] = {}
    for m in movements:
        akun, tanggal, jumlah = m.akun, m.tanggal, m.jumlah
        lowers = jumlah > 0 if akun.partition(":")[0] in CREDIT else jumlah < 0
        known = days.get(akun)
        if known is None:
            days[akun], sums[akun], places[akun] = [tanggal], [jumlah], [m.place]
            lowered[akun] = lowers
        elif known[-1] == tanggal:
            sums[akun][-1] += jumlah
            if lowers or not lowered[akun]:
                places[akun][-1] = m.place
                lowered[akun] = lowers
        else:
            known.append(tanggal)
            sums[akun].append(jumlah)
            places[akun].append(m.place)
            lowered[akun] = lowers
    carried = opening or {}
    return [
        Series(
            akun,
            chart.akun(akun),
            [DayPoint(*t) for t in zip(known, sums[akun], places[akun], strict=True)],
            carried.get(akun, ZERO),
        )
        for akun, known in days.items()
    ]
