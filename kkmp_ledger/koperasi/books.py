"""What an event or a rule may look at: settings, chart, registers, ledger, and people's words."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import folded
from kkmp_ledger.base.words import one_line
from kkmp_ledger.koperasi.ahead import Ahead
from kkmp_ledger.koperasi.customers import CustomerMap
from kkmp_ledger.koperasi.naming import Names
from kkmp_ledger.schema.chart import NOMOR_ANGGOTA
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.aset import AssetRow
    from kkmp_ledger.koperasi.naming import BoxKind
    from kkmp_ledger.koperasi.plan import Plan
    from kkmp_ledger.koperasi.pribadi import Pribadi
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.schema.koperasi import Unit

_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Books:
    """One cooperative's books as they stand at the moment of booking."""

    koperasi: Koperasi
    chart: Chart
    register: Register
    ledger: Ledger
    aset: tuple[AssetRow, ...] = ()
    people: Mapping[str, Pribadi] = field(default_factory=dict)
    customers: CustomerMap = field(default_factory=CustomerMap)

    @property
    def names(self) -> Names:
        """What people call boxes, units and accounts."""
        return Names(self.koperasi, self.chart)

    def balance(self, akun: str, on: date) -> Decimal:
        """What the account holds on the evening of the day, debit positive."""
        until = on + timedelta(days=1)
        return self.ledger.account_balances([akun], until).get(akun, Decimal())

    def member(self, written: str) -> str:
        """The number of the member: by number in any case, or by a name that is unique.

        Raises ProblemError: ANGGOTA-ASING for a number, ISIAN for a name that nobody or several
        have; the candidates are listed by number and name.
        """
        asked = one_line(written)
        number = asked.upper()
        if NOMOR_ANGGOTA.fullmatch(number):
            if self.register.registered(number):
                return number
            hint = "periksa nomornya di kkmp anggota daftar"
            raise ProblemError(Problem("ANGGOTA-ASING", f"nomor {number} tidak terdaftar", hint))
        return self._by_name(asked)

    def _by_name(self, asked: str) -> str:
        known = {n: p.nama for n, p in self.people.items() if self.register.registered(n)}
        wanted = folded(asked).split()
        exact = [n for n, nama in known.items() if folded(nama) == folded(asked)]
        near = [n for n, nama in known.items() if set(wanted) <= set(folded(nama).split())]
        found = exact or (near if wanted else [])
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"{n} {known[n]}" for n in found[:_CANDIDATES])
            more = f" dan {len(found) - _CANDIDATES} lagi" if len(found) > _CANDIDATES else ""
            fact = f'"{asked}" dapat berarti {len(found)} anggota'
            raise ProblemError(Problem("ISIAN", fact, f"tulis nomornya: {listed}{more}"))
        hint = "tulis nomornya seperti A0001, atau periksa namanya di kkmp anggota daftar"
        raise ProblemError(Problem("ISIAN", f'anggota "{asked}" tidak ditemukan', hint))

    def active_member(self, written: str, on: date) -> str:
        """The number of a member who is one on the day. Raises ProblemError as `member`."""
        nomor = self.member(written)
        if wrong := self.register.problems(nomor, on):
            raise ProblemError(wrong)
        return nomor

    def called(self, nomor: str) -> str:
        """How the member is called in a sentence: `Wulan Sari (A0001)`, else the number."""
        person = self.people.get(nomor)
        return f"{person.nama} ({nomor})" if person else nomor

    def box(self, written: str, *kinds: BoxKind) -> str:
        """The account of a cash box or bank (or of the kinds given). Raises ProblemError ISIAN."""
        return self.names.box(written, *kinds)

    def box_name(self, akun: str) -> str:
        """What people call the account."""
        return self.names.box_name(akun)

    def unit(self, written: str) -> Unit:
        """The business unit by kode or name. Raises ProblemError ISIAN."""
        return self.names.unit(written)

    def akun(self, written: str, resep: str) -> str:
        """The account that a person means among those of the kind. Raises ProblemError ISIAN."""
        return self.names.akun(written, resep)

    def stock(self, unit: Unit) -> str:
        """The account of the unit's goods. Raises ProblemError ISIAN when it keeps none."""
        if unit.stok not in ("perpetual", "periodik"):
            fact = f"{unit.nama} tidak punya persediaan sendiri ({unit.stok})"
            hint = "catat sebagai beban, atau ubah stok unitnya di koperasi.toml"
            raise ProblemError(Problem("ISIAN", fact, hint))
        return self.chart.path(Role.PERSEDIAAN, unit=unit.segmen)

    def demand_owed(self, akun: str, jumlah: int, on: date, what: str) -> None:
        """Demands that the debt holds at least the amount on the day. Raises ProblemError ISIAN."""
        owed = -self.balance(akun, on)
        if jumlah > owed:
            fact = (
                f"{what} {write_rupiah(max(owed, Decimal()))} pada {long_date(on)},"
                f" dibayar {write_rupiah(jumlah)}"
            )
            hint = "bayar paling banyak sebesar itu, atau catat utangnya dulu"
            raise ProblemError(Problem("ISIAN", fact, hint))

    def after(self, plan: Plan) -> Books:
        """The books as the plan leaves them, for the next event of the same sheet."""
        register = self.register.plus(*plan.peristiwa) if plan.peristiwa else self.register
        customers = self.customers.plus(*plan.customers) if plan.customers else self.customers
        people = self.people
        if plan.people:
            people = {**people, **{p.nomor: p for p in plan.people}}
        ledger = Ahead.of(self.ledger, plan.drafts) if plan.drafts else self.ledger
        return replace(
            self, register=register, customers=customers, people=people, ledger=ledger,
            aset=(*self.aset, *plan.aset),
        )  # fmt: skip
