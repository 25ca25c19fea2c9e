"""Members' deposits: paying in and out, leaving, arrears, and each member's position."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.money import bulat
from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.anggota import urutan_nomor
from kkmp_ledger.koperasi.resep import entri
from kkmp_ledger.koperasi.resep import isian
from kkmp_ledger.koperasi.resep import positif

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.sebutan import Sebutan
    from kkmp_ledger.spec.koperasi import Koperasi

Macam = Literal["pokok", "wajib", "sukarela"]
INDUK: dict[Macam, str] = {
    "pokok": "Ekuitas:Simpanan:Pokok",
    "wajib": "Ekuitas:Simpanan:Wajib",
    "sukarela": "Liabilitas:Simpanan:Sukarela",
}
KELUAR = "Liabilitas:Anggota-Keluar"


def setor(
    s: Sebutan,
    register: Register,
    *,
    tanggal: date,
    nomor: str,
    macam: Macam,
    jumlah: int,
    ke: str,
    uraian: str = "",
) -> Draft:
    """A deposit of an active member into a cash box or bank.

    Raises ProblemError: ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, POKOK-BEDA when a pokok is not the
    amount in force that day, ISIAN.
    """
    positif(jumlah)
    kas = s.kotak(ke)
    if wrong := register.masalah(nomor, tanggal):
        raise ProblemError(wrong)
    if macam == "pokok":
        _demand_pokok(s.koperasi, nomor, jumlah, tanggal)
    return entri(
        s,
        tanggal=tanggal,
        jenis="setor-simpanan",
        uraian=uraian or f"Setoran simpanan {macam} {nomor}",
        kaki=[(kas, jumlah), (f"{INDUK[macam]}:{nomor}", -jumlah)],
    )


def _demand_pokok(koperasi: Koperasi, nomor: str, jumlah: int, tanggal: date) -> None:
    aturan = koperasi.simpanan.at(tanggal)
    if aturan is None:
        fact = f"besar simpanan pokok belum ditetapkan pada {tanggal_panjang(tanggal)}"
        raise isian(fact, "tambahkan [[simpanan]] di koperasi.toml")
    if jumlah != aturan.pokok:
        fact = (
            f"simpanan pokok {nomor} {tulis_rupiah(jumlah)}, seharusnya"
            f" {tulis_rupiah(aturan.pokok)} sejak {tanggal_panjang(aturan.sejak)}"
        )
        hint = "simpanan pokok disetor sekaligus; selebihnya catat sebagai wajib atau sukarela"
        raise ProblemError(Problem("POKOK-BEDA", fact, hint))


def tarik(
    s: Sebutan,
    register: Register,
    *,
    tanggal: date,
    nomor: str,
    macam: Macam,
    jumlah: int,
    dari: str,
    uraian: str = "",
) -> Draft:
    """A withdrawal of simpanan sukarela; the door refuses more than there is.

    Pokok and wajib stay until the member leaves (UU 25/1992 art. 41 and its explanation).
    Raises ProblemError: ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, ISIAN.
    """
    positif(jumlah)
    if macam != "sukarela":
        fact = f"simpanan {macam} tidak dapat ditarik selama {nomor} menjadi anggota"
        raise isian(fact, f"bila anggota keluar, pakai kkmp anggota keluar {nomor}")
    kas = s.kotak(dari)
    if wrong := register.masalah(nomor, tanggal):
        raise ProblemError(wrong)
    return entri(
        s,
        tanggal=tanggal,
        jenis="tarik-simpanan",
        uraian=uraian or f"Penarikan simpanan sukarela {nomor}",
        kaki=[(f"{INDUK[macam]}:{nomor}", jumlah), (kas, -jumlah)],
    )


def keluar(
    s: Sebutan,
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
    if wrong := register.masalah(nomor, tanggal):
        raise ProblemError(wrong)
    saldo = ledger.saldo(tanggal + timedelta(days=1))
    kaki = [(akun, -saldo[akun]) for akun in _akun(nomor) if saldo.get(akun)]
    if not kaki:
        return None
    total = sum(jumlah for _, jumlah in kaki)
    return entri(
        s,
        tanggal=tanggal,
        jenis="keluar",
        uraian=f"Anggota keluar {nomor}: {alasan}",
        kaki=[*kaki, (f"{KELUAR}:{nomor}", -total)],
    )


def bayar_keluar(
    s: Sebutan,
    ledger: Ledger,
    *,
    tanggal: date,
    nomor: str,
    dari: str,
) -> Draft:
    """Pays a leaver all that is owed to him on the day. Raises ProblemError ISIAN."""
    akun = f"{KELUAR}:{nomor}"
    utang = -ledger.saldo(tanggal + timedelta(days=1)).get(akun, 0)
    if utang <= 0:
        fact = f"tidak ada utang kepada anggota keluar {nomor} pada {tanggal_panjang(tanggal)}"
        raise isian(fact, f"catat keluarnya dulu: kkmp anggota keluar {nomor}")
    return entri(
        s,
        tanggal=tanggal,
        jenis="bayar-keluar",
        uraian=f"Pengembalian simpanan anggota keluar {nomor}",
        kaki=[(akun, utang), (s.kotak(dari), -utang)],
    )


def _akun(nomor: str) -> Iterable[str]:
    return (f"{induk}:{nomor}" for induk in INDUK.values())


@dataclass(frozen=True, slots=True)
class Tunggakan:
    """One active member's simpanan wajib: due since joining, and what is there of it."""

    nomor: str
    bulan: int  # months of this membership, the first and the last included
    kewajiban: int
    dibayar: int

    @property
    def jumlah(self) -> int:
        """What is in arrears; 0 for who paid ahead."""
        return max(0, self.kewajiban - self.dibayar)


def tunggakan(
    ledger: Ledger, register: Register, koperasi: Koperasi, sampai: date
) -> list[Tunggakan]:
    """Simpanan wajib due and paid of every member active on `sampai`, up to and including it.

    Due for each month from that of joining to that of `sampai`, at the amount in force on the
    month's first day (in the first month, on the day of joining: a rise does not reach back).
    Paid is the balance of the wajib account, so reversals count and an earlier membership,
    paid back on leaving, does not. Arrears are never booked (docs/ACCOUNTING.md 2).
    """
    saldo = ledger.saldo(sampai + timedelta(days=1))
    found: list[Tunggakan] = []
    for nomor in register.aktif_pada(sampai):
        masuk = next(m.masuk for m in register.masa(nomor) if sampai in m)
        days = [masuk]
        while (month := Bulan.of(days[-1]).berikut.start) <= sampai:
            days.append(month)
        rules = (koperasi.simpanan.at(day) for day in days)
        due = sum(rule.wajib for rule in rules if rule)
        paid = -bulat(saldo.get(f"{INDUK['wajib']}:{nomor}", 0))
        found.append(Tunggakan(nomor, len(days), due, paid))
    return found


@dataclass(frozen=True, slots=True)
class Gerak:
    """One deposit over a span, in rupiah, positive for the member."""

    awal: int = 0
    masuk: int = 0
    keluar: int = 0

    @property
    def akhir(self) -> int:
        """What the member holds at the end."""
        return self.awal + self.masuk - self.keluar


@dataclass(frozen=True, slots=True)
class PosisiSimpanan:
    """A member's deposits of one span."""

    nomor: str
    pokok: Gerak = field(default_factory=Gerak)
    wajib: Gerak = field(default_factory=Gerak)
    sukarela: Gerak = field(default_factory=Gerak)

    @property
    def akhir(self) -> int:
        """All deposits at the end."""
        return self.pokok.akhir + self.wajib.akhir + self.sukarela.akhir


def posisi(ledger: Ledger, register: Register, period: Period) -> list[PosisiSimpanan]:
    """Every member's deposits over the span: opening, in, out, closing, in order of number.

    A reversal counts, with opposite sign, where the reversed entry stood (docs/ACCOUNTING.md 2).
    Members who joined later are left out; a number that is not in the register but has
    deposits is kept, so that the list sums to the accounts.
    """
    awal = ledger.saldo(period.start)
    masuk: dict[str, int] = defaultdict(int)
    keluar: dict[str, int] = defaultdict(int)
    for m in ledger.movements(period, tuple(INDUK.values())):
        amount = -bulat(m.jumlah)
        if (amount > 0) != bool(m.membalik):
            masuk[m.akun] += amount
        else:
            keluar[m.akun] -= amount
    numbers = {
        akun.rpartition(":")[2]
        for akun in {*awal, *masuk, *keluar}
        if akun.rpartition(":")[0] in INDUK.values()
    }
    for nomor in register.nomor():
        if any(masa.masuk < period.until for masa in register.masa(nomor)):
            numbers.add(nomor)

    def gerak(macam: Macam, nomor: str) -> Gerak:
        akun = f"{INDUK[macam]}:{nomor}"
        return Gerak(-bulat(awal.get(akun, 0)), masuk[akun], keluar[akun])

    return [
        PosisiSimpanan(n, gerak("pokok", n), gerak("wajib", n), gerak("sukarela", n))
        for n in sorted(numbers, key=urutan_nomor)
    ]
