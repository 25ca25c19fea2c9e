"""Events of the register: a member joins, a member leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import ClassVar

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import one_line
from kkmp_ledger.koperasi.anggota import Peristiwa
from kkmp_ledger.koperasi.drafting import draft_entry
from kkmp_ledger.koperasi.drafting import filled
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import Event
from kkmp_ledger.koperasi.events.event import stands
from kkmp_ledger.koperasi.events.values import MEMBER
from kkmp_ledger.koperasi.events.values import NUMBER_TEXT
from kkmp_ledger.koperasi.events.values import TEXT
from kkmp_ledger.koperasi.plan import Plan
from kkmp_ledger.koperasi.pribadi import Pribadi
from kkmp_ledger.koperasi.pribadi import holder
from kkmp_ledger.koperasi.pribadi import nik_fault
from kkmp_ledger.koperasi.pribadi import perhaps_same
from kkmp_ledger.koperasi.simpanan import DEPOSITS
from kkmp_ledger.schema.chart import NOMOR_ANGGOTA
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.customers import CustomerRow

_KNOWN = (
    "tidak ada yang perlu dicatat bila orangnya sama; bila orangnya lain, periksa NIK di KTP"
    " keduanya"
)


@dataclass(frozen=True, slots=True)
class AnggotaMasuk(Event):
    """Terima satu anggota baru."""

    path: ClassVar[str] = "anggota tambah"
    sheet: ClassVar[str] = "anggota"
    jenis: ClassVar[str] = ""
    subject: ClassVar[str] = "Anggota"
    words: ClassVar[str] = "daftar masuk baru"
    date_column: ClassVar[str] = "Tanggal masuk"

    nama: str = stands(
        TEXT, "--nama", "Nama", "Nama lengkap", help="Nama lengkap.", private=True,
        example="Siti Karangan (fiktif)",
    )  # fmt: skip
    nik: str = stands(
        NUMBER_TEXT, "--nik", "NIK", "NIK", help="16 angka, seperti di KTP.", default="",
        private=True, example="16 angka, sebagai teks",
    )  # fmt: skip
    alamat: str = stands(
        TEXT, "--alamat", "Alamat", "Alamat", help="Alamat rumah.", default="", private=True,
        example="Jalan Melati 7",
    )  # fmt: skip
    telepon: str = stands(
        NUMBER_TEXT, "--telepon", "Telepon", "Telepon", help="Nomor telepon.", default="",
        private=True, example="0800000000, sebagai teks",
    )  # fmt: skip
    di_kasir: str = stands(
        TEXT, "--di-kasir", "Nama di kasir", "Nama di kasir", default="", private=True,
        help="Nama pelanggan seperti dicetak kasir.",
        example="Siti K, persis seperti dicetak kasir",
    )  # fmt: skip
    keterangan: str = stands(
        TEXT, "--keterangan", "Keterangan", "Keterangan", help="Catatan bebas.", default="",
        private=True, example="boleh kosong",
    )  # fmt: skip
    nomor: str = stands(
        NUMBER_TEXT, "--nomor", "Nomor", "Nomor anggota", default="",
        help="Nomor anggota (bila bukan nomor berikutnya).",
        example="A0001 (kosong: nomor berikutnya)",
    )  # fmt: skip

    def _number(self, at: Books) -> str:
        return self.nomor.upper() or at.register.following()

    def person(self, nomor: str) -> Pribadi:
        """The personal data under the number."""
        return Pribadi(nomor, one_line(self.nama), self.nik, self.alamat, self.telepon)

    def question(self, at: Books, tanggal: date) -> str:
        """See `Event.question`; whose NIK is registered is refused, not asked about."""
        if holder(at.people, self.nik):
            return ""
        alike = perhaps_same(at.people, self.person(""))
        return f"nama dan alamat sama dengan {alike}; apakah ini orang lain?" if alike else ""

    def plan(self, at: Books, tanggal: date) -> Plan:
        """The row of the register, the personal data, and the till's customer.

        Raises ProblemError: ISIAN, TANGGAL-LUAR.
        """
        problems = []
        if not one_line(self.nama):
            problems.append(Problem("ISIAN", "nama anggota kosong", "isi namanya"))
        if fault := nik_fault(self.nik):
            problems.append(Problem("ISIAN", fault, "salin NIK dari KTP, atau kosongkan"))
        if owner := holder(at.people, self.nik):
            problems.append(Problem("ISIAN", f"NIK ini sudah terdaftar: {owner}", _KNOWN))
        if self.nomor and not NOMOR_ANGGOTA.fullmatch(self.nomor.upper()):
            fact = "nomor anggota tidak berbentuk A0001"
            problems.append(Problem("ISIAN", fact, "tulis huruf A dan empat angka"))
        if tanggal < at.koperasi.berdiri:
            fact = f"tanggal masuk {tanggal}, sebelum koperasi berdiri {at.koperasi.berdiri}"
            problems.append(Problem("TANGGAL-LUAR", fact, "perbaiki tanggalnya"))
        if problems:
            raise ProblemError(problems)
        nomor = self._number(at)
        person = self.person(nomor)
        customers: tuple[CustomerRow, ...] = ()
        if self.di_kasir:
            customers = at.customers.addition(self.di_kasir, nomor, tanggal, at.register)
        row = Peristiwa(nomor, tanggal, "masuk", one_line(self.keterangan))
        at.register.demand_follows(row)  # refuses a number that was given before
        return Plan(peristiwa=(row,), people=(person,), customers=customers)

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        return f"{one_line(self.nama)} masuk sebagai {self._number(at)} pada {long_date(tanggal)}"


@dataclass(frozen=True, slots=True)
class AnggotaKeluar(Event):
    """Catat anggota yang keluar; simpanannya menjadi utang koperasi kepadanya."""

    path: ClassVar[str] = "anggota keluar"
    sheet: ClassVar[str] = "anggota-keluar"
    jenis: ClassVar[str] = "keluar"
    subject: ClassVar[str] = "Anggota"
    words: ClassVar[str] = "berhenti mundur pindah"
    date_column: ClassVar[str] = "Tanggal keluar"
    looks: ClassVar[bool] = True

    anggota: str = stands(MEMBER, ARGUMENT, "Nomor anggota keluar", "Anggota", example="A0001")
    alasan: str = stands(
        TEXT, "--alasan", "Alasan keluar", "Alasan", help="Mengapa keluar.",
        example="pindah alamat",
    )  # fmt: skip

    def _held(self, at: Books, tanggal: date) -> tuple[str, list[tuple[str, Decimal]]]:
        """The leaver's number, and what each of his deposits holds (debit positive)."""
        nomor = at.active_member(self.anggota, tanggal)
        accounts = [at.chart.path(role, anggota=nomor) for role in DEPOSITS.values()]
        held = ((akun, at.balance(akun, tanggal)) for akun in accounts)
        return nomor, [(akun, amount) for akun, amount in held if amount]

    def plan(self, at: Books, tanggal: date) -> Plan:
        """All deposits move to the debt to him; one payment later settles everything.

        Sukarela too: from that day it is no deposit of a member any more. Bon receivables stay
        on their account. Raises ProblemError: ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, ISIAN.
        """
        reason = filled(self.alasan, "alasan")
        nomor, held = self._held(at, tanggal)
        row = Peristiwa(nomor, tanggal, "keluar", reason)
        at.register.demand_follows(row)
        if not held:
            return Plan(peristiwa=(row,))
        total = sum(amount for _, amount in held)
        owed = at.chart.path(Role.ANGGOTA_KELUAR, anggota=nomor)
        draft = draft_entry(
            at.chart,
            tanggal=tanggal,
            jenis=self.jenis,
            uraian=f"Anggota keluar {nomor}: {reason}",
            legs=[*((akun, -amount) for akun, amount in held), (owed, total)],
        )
        return Plan(drafts=(draft,), peristiwa=(row,))

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        nomor, held = self._held(at, tanggal)
        amount = write_rupiah(-sum(value for _, value in held))
        day = long_date(tanggal)
        return f"{at.called(nomor)} keluar pada {day}; simpanannya Rp {amount} menjadi utang"
