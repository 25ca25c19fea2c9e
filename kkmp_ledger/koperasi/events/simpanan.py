"""Events of members' deposits: paid in, drawn, and paid back to who has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import ClassVar
from typing import Literal

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.drafting import demand_positive
from kkmp_ledger.koperasi.drafting import refusal
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import SHEET_ONLY
from kkmp_ledger.koperasi.events.event import Event
from kkmp_ledger.koperasi.events.event import stands
from kkmp_ledger.koperasi.events.values import MEMBER
from kkmp_ledger.koperasi.events.values import RUPIAH
from kkmp_ledger.koperasi.events.values import SIMPANAN
from kkmp_ledger.koperasi.events.values import TEXT
from kkmp_ledger.koperasi.events.values import Box
from kkmp_ledger.koperasi.simpanan import DEPOSITS
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.plan import Plan
    from kkmp_ledger.koperasi.simpanan import Kind

_BOX = Box()


@dataclass(frozen=True, slots=True)
class Setoran(Event):
    """Terima setoran simpanan."""

    path: ClassVar[str] = "setor"
    sheet: ClassVar[str] = "setoran"
    jenis: ClassVar[str] = "setor-simpanan"
    subject: ClassVar[str] = "Simpanan"
    words: ClassVar[str] = "iuran pokok wajib sukarela tabung bayar"
    direction: ClassVar[Literal["terima", "bayar"]] = "terima"

    anggota: str = stands(MEMBER, ARGUMENT, "Nomor anggota", "Anggota", example="A0001")
    simpanan: Kind = stands(SIMPANAN, ARGUMENT, "Simpanan", "Simpanan", example="wajib")
    jumlah: int = stands(RUPIAH, ARGUMENT, "Setor", "Jumlah", example="10000")
    ke: str = stands(_BOX, "--ke", "Kas", "Masuk ke", help='Kas atau bank, misalnya "Kas Kantor".')
    keterangan: str = stands(
        TEXT,
        SHEET_ONLY,
        "Keterangan",
        "Keterangan",
        default="",
        private=True,
        example="boleh kosong",
    )

    @property
    def box(self) -> str:
        """The cash box or bank as it was written."""
        return self.ke

    def plan(self, at: Books, tanggal: date) -> Plan:
        """The deposit; pokok is paid once, the amount in force that day.

        Raises ProblemError: ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, POKOK-BEDA, ISIAN.
        """
        demand_positive(self.jumlah)
        kas = at.box(self.ke)
        nomor = at.active_member(self.anggota, tanggal)
        if self.simpanan == "pokok":
            _demand_pokok(at, nomor, self.jumlah, tanggal)
        akun = at.chart.path(DEPOSITS[self.simpanan], anggota=nomor)
        return self.one_entry(
            at,
            tanggal,
            uraian=f"Setoran simpanan {self.simpanan} {nomor}",
            legs=[(kas, self.jumlah), (akun, -self.jumlah)],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        who, where = at.called(at.member(self.anggota)), at.box_name(at.box(self.ke))
        amount = write_rupiah(self.jumlah)
        day = long_date(tanggal)
        return f"{who} menyetor simpanan {self.simpanan} Rp {amount} ke {where} pada {day}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        nomor = at.member(self.anggota)
        return (at.chart.path(DEPOSITS[self.simpanan], anggota=nomor), at.box(self.ke))


def _demand_pokok(at: Books, nomor: str, jumlah: int, tanggal: date) -> None:
    rule = at.koperasi.simpanan.at(tanggal)
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


@dataclass(frozen=True, slots=True)
class Penarikan(Event):
    """Bayarkan penarikan simpanan sukarela."""

    path: ClassVar[str] = "tarik"
    sheet: ClassVar[str] = "setoran"
    jenis: ClassVar[str] = "tarik-simpanan"
    subject: ClassVar[str] = "Simpanan"
    words: ClassVar[str] = "ambil tabungan"
    direction: ClassVar[Literal["terima", "bayar"]] = "bayar"

    anggota: str = stands(MEMBER, ARGUMENT, "Nomor anggota", "Anggota", example="A0001")
    simpanan: Kind = stands(SIMPANAN, ARGUMENT, "Simpanan", "Simpanan", example="sukarela")
    jumlah: int = stands(RUPIAH, ARGUMENT, "Tarik", "Jumlah", example="kosong bila Setor diisi")
    dari: str = stands(
        _BOX, "--dari", "Kas", "Dibayar dari", help='Kas atau bank, misalnya "Kas Kantor".'
    )
    keterangan: str = stands(
        TEXT,
        SHEET_ONLY,
        "Keterangan",
        "Keterangan",
        default="",
        private=True,
        example="boleh kosong",
    )

    @property
    def box(self) -> str:
        """The cash box or bank as it was written."""
        return self.dari

    def plan(self, at: Books, tanggal: date) -> Plan:
        """The withdrawal; the door refuses more than there is.

        Pokok and wajib stay until the member leaves (UU 25/1992 art. 41 and its explanation).
        Raises ProblemError: ANGGOTA-ASING, ANGGOTA-TIDAK-AKTIF, ISIAN.
        """
        demand_positive(self.jumlah)
        if self.simpanan != "sukarela":
            who = at.member(self.anggota)
            fact = f"simpanan {self.simpanan} tidak dapat ditarik selama {who} menjadi anggota"
            raise refusal(fact, f"bila anggota keluar, pakai kkmp anggota keluar {who}")
        kas = at.box(self.dari)
        nomor = at.active_member(self.anggota, tanggal)
        akun = at.chart.path(Role.SIMPANAN_SUKARELA, anggota=nomor)
        return self.one_entry(
            at,
            tanggal,
            uraian=f"Penarikan simpanan sukarela {nomor}",
            legs=[(akun, self.jumlah), (kas, -self.jumlah)],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        who, where = at.called(at.member(self.anggota)), at.box_name(at.box(self.dari))
        amount = write_rupiah(self.jumlah)
        day = long_date(tanggal)
        return f"{who} menarik simpanan {self.simpanan} Rp {amount} dari {where} pada {day}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        nomor = at.member(self.anggota)
        return (at.chart.path(DEPOSITS[self.simpanan], anggota=nomor), at.box(self.dari))


@dataclass(frozen=True, slots=True)
class BayarKeluar(Event):
    """Bayar utang kepada anggota yang keluar."""

    path: ClassVar[str] = "catat bayar-keluar"
    sheet: ClassVar[str] = "bayar-keluar"
    jenis: ClassVar[str] = "bayar-keluar"
    subject: ClassVar[str] = "Anggota"
    words: ClassVar[str] = "kembalikan pengembalian simpanan"
    looks: ClassVar[bool] = True

    anggota: str = stands(MEMBER, ARGUMENT, "Nomor bekas anggota", "Bekas anggota", example="A0001")
    dari: str = stands(
        _BOX, "--dari", "Dikembalikan dari", "Dibayar dari",
        help='Kas atau bank asal uang, misalnya "Kas Kantor".',
    )  # fmt: skip

    def _owed(self, at: Books, tanggal: date) -> tuple[str, int]:
        nomor = at.member(self.anggota)
        owed = -at.balance(at.chart.path(Role.ANGGOTA_KELUAR, anggota=nomor), tanggal)
        if owed <= 0:
            fact = f"tidak ada utang kepada anggota keluar {nomor} pada {long_date(tanggal)}"
            raise refusal(fact, f"catat keluarnya dulu: kkmp anggota keluar {nomor}")
        return nomor, int(owed)

    def plan(self, at: Books, tanggal: date) -> Plan:
        """All that is owed on the day. Raises ProblemError ISIAN."""
        nomor, owed = self._owed(at, tanggal)
        akun = at.chart.path(Role.ANGGOTA_KELUAR, anggota=nomor)
        return self.one_entry(
            at,
            tanggal,
            uraian=f"Pengembalian simpanan anggota keluar {nomor}",
            legs=[(akun, owed), (at.box(self.dari), -owed)],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        nomor, owed = self._owed(at, tanggal)
        where = at.box_name(at.box(self.dari))
        amount = write_rupiah(owed)
        return f"simpanan {at.called(nomor)} yang keluar dikembalikan Rp {amount} dari {where}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.box(self.dari),)
