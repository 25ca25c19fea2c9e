"""Members' deposits: paying in and out, leaving, arrears, and each member's position."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.anggota import by_number
from kkmp_ledger.koperasi.resep import draft_entry
from kkmp_ledger.koperasi.resep import positive
from kkmp_ledger.koperasi.resep import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.naming import Names
    from kkmp_ledger.schema.koperasi import Koperasi

Kind = Literal["pokok", "wajib", "sukarela"]
PARENT: dict[Kind, str] = {
    "pokok": "Ekuitas:Simpanan:Pokok",
    "wajib": "Ekuitas:Simpanan:Wajib",
    "sukarela": "Liabilitas:Simpanan:Sukarela",
}
KELUAR = "Liabilitas:Anggota-Keluar"


def setor(
    s: Names,
    register: Register,
    *,
    tanggal: date,
    nomor: str,
    macam: Kind,
    jumlah: int,
    ke: str,
    uraian: str = "",
) -> Draft:
    """A deposit of an active member into a cash box or bank.

    Raises ProblemError: ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, POKOK-BEDA when a pokok is not the
    amount in force that day, ISIAN.
    """
    positive(jumlah)
    kas = s.box(ke)
    if wrong := register.problems(nomor, tanggal):
        raise ProblemError(wrong)
    if macam == "pokok":
        _demand_pokok(s.koperasi, nomor, jumlah, tanggal)
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="setor-simpanan",
        uraian=uraian or f"Setoran simpanan {macam} {nomor}",
        legs_=[(kas, jumlah), (f"{PARENT[macam]}:{nomor}", -jumlah)],
    )


def _demand_pokok(koperasi: Koperasi, nomor: str, jumlah: int, tanggal: date) -> None:
    rule = koperasi.simpanan.at(tanggal)
    if rule is None:
        fact = f"besar simpanan pokok belum ditetapkan pada {long_date(tanggal)}"
        raise refusal(fact, "tambahkan [[simpanan]] di koperasi.toml")
    if jumlah != rule.pokok:
        fact = (
            f"simpanan pokok {nomor} {write_rupiah(jumlah)}, seharusnya"
            f" {write_rupiah(rule.pokok)} sejak {long_date(rule.sejak)}"
        )
        hint = "simpanan pokok disetor sekaligus; selebihnya catat sebagai wajib atau sukarela"
        raise ProblemError(Problem("POKOK-BEDA", fact, hint))


def tarik(
    s: Names,
    register: Register,
    *,
    tanggal: date,
    nomor: str,
    macam: Kind,
    jumlah: int,
    dari: str,
    uraian: str = "",
) -> Draft:
    """A withdrawal of simpanan sukarela; the door refuses more than there is.

    Pokok and wajib stay until the member leaves (UU 25/1992 art. 41 and its explanation).
    Raises ProblemError: ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, ISIAN.
    """
    positive(jumlah)
    if macam != "sukarela":
        fact = f"simpanan {macam} tidak dapat ditarik selama {nomor} menjadi anggota"
        raise refusal(fact, f"bila anggota keluar, pakai kkmp anggota keluar {nomor}")
    kas = s.box(dari)
    if wrong := register.problems(nomor, tanggal):
        raise ProblemError(wrong)
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="tarik-simpanan",
        uraian=uraian or f"Penarikan simpanan sukarela {nomor}",
        legs_=[(f"{PARENT[macam]}:{nomor}", jumlah), (kas, -jumlah)],
    )


def keluar(
    s: Names,
    register: Register,
    ledger: Ledger,
    *,
    tanggal: date,
    nomor: str,
    alasan: str,
) -> Draft | None:
    """What the cooperative owes a leaver, moved that day to his account under Anggota-Keluar.

    `register` is the one before the leaving. All three deposits move, sukarela too: from that
    day it is no deposit of a member any more, and one payment settles everything. None when
    the member has no deposits. Bon receivables stay on their account.
    Raises ProblemError: ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, ISIAN.
    """
    if wrong := register.problems(nomor, tanggal):
        raise ProblemError(wrong)
    balances = ledger.balances(tanggal + timedelta(days=1))
    legs_ = [(akun, -balances[akun]) for akun in _akun(nomor) if balances.get(akun)]
    if not legs_:
        return None
    total = sum(jumlah for _, jumlah in legs_)
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="keluar",
        uraian=f"Anggota keluar {nomor}: {alasan}",
        legs_=[*legs_, (f"{KELUAR}:{nomor}", -total)],
    )


def bayar_keluar(
    s: Names,
    ledger: Ledger,
    *,
    tanggal: date,
    nomor: str,
    dari: str,
) -> Draft:
    """Pays a leaver all that is owed to him on the day. Raises ProblemError ISIAN."""
    akun = f"{KELUAR}:{nomor}"
    utang = -ledger.balances(tanggal + timedelta(days=1)).get(akun, 0)
    if utang <= 0:
        fact = f"tidak ada utang kepada anggota keluar {nomor} pada {long_date(tanggal)}"
        raise refusal(fact, f"catat keluarnya dulu: kkmp anggota keluar {nomor}")
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="bayar-keluar",
        uraian=f"Pengembalian simpanan anggota keluar {nomor}",
        legs_=[(akun, utang), (s.box(dari), -utang)],
    )


def _akun(nomor: str) -> Iterable[str]:
    return (f"{parent}:{nomor}" for parent in PARENT.values())


@dataclass(frozen=True, slots=True)
class Tunggakan:
    """One active member's simpanan wajib: due since joining, and what is there of it."""

    nomor: str
    bulan: int  # months of this membership, the first and the last included
    due: int
    paid: int

    @property
    def jumlah(self) -> int:
        """What is in arrears; 0 for who paid ahead."""
        return max(0, self.due - self.paid)


def tunggakan(
    ledger: Ledger, register: Register, koperasi: Koperasi, sampai: date
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
        paid = -round_rupiah(balances.get(f"{PARENT['wajib']}:{nomor}", 0))
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


def position(ledger: Ledger, register: Register, period: Period) -> list[DepositPosition]:
    """Every member's deposits over the span: opening, in, out, closing, in order of number.

    A reversal counts, with opposite sign, where the reversed entry stood (docs/ACCOUNTING.md 2).
    Members who joined later are left out; a number that is not in the register but has
    deposits is kept, so that the list sums to the accounts.
    """
    opening = ledger.balances(period.start)
    masuk: dict[str, int] = defaultdict(int)
    keluar: dict[str, int] = defaultdict(int)
    for m in ledger.movements(period, tuple(PARENT.values())):
        amount = -round_rupiah(m.jumlah)
        if (amount > 0) != bool(m.membalik):
            masuk[m.akun] += amount
        else:
            keluar[m.akun] -= amount
    numbers = {
        akun.rpartition(":")[2]
        for akun in {*opening, *masuk, *keluar}
        if akun.rpartition(":")[0] in PARENT.values()
    }
    for nomor in register.nomor():
        if any(memberships.masuk < period.until for memberships in register.memberships(nomor)):
            numbers.add(nomor)

    def movement(macam: Kind, nomor: str) -> DepositMoves:
        akun = f"{PARENT[macam]}:{nomor}"
        return DepositMoves(-round_rupiah(opening.get(akun, 0)), masuk[akun], keluar[akun])

    return [
        DepositPosition(n, movement("pokok", n), movement("wajib", n), movement("sukarela", n))
        for n in sorted(numbers, key=by_number)
    ]
