"""Events of the surplus that the meeting gave to members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import ClassVar

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.koperasi.drafting import refusal
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import Event
from kkmp_ledger.koperasi.events.event import stands
from kkmp_ledger.koperasi.events.values import MEMBER
from kkmp_ledger.koperasi.events.values import Box
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.plan import Plan


@dataclass(frozen=True, slots=True)
class BayarShu(Event):
    """Bayar SHU bagian seorang anggota."""

    path: ClassVar[str] = "shu bayar"
    sheet: ClassVar[str] = "bayar-shu"
    jenis: ClassVar[str] = "bayar-shu"
    subject: ClassVar[str] = "SHU"
    words: ClassVar[str] = "bagikan pembagian"
    looks: ClassVar[bool] = True

    anggota: str = stands(MEMBER, ARGUMENT, "Nomor penerima SHU", "Anggota", example="A0001")
    dari: str = stands(
        Box(), "--dari", "SHU dibayar dari", "Dibayar dari",
        help='Kas atau bank asal uang, misalnya "Kas Toko".',
    )  # fmt: skip

    def _owed(self, at: Books, tanggal: date) -> tuple[str, int]:
        nomor = at.member(self.anggota)
        owed = -at.balance(at.chart.path(Role.SHU_ANGGOTA, anggota=nomor), tanggal)
        if owed <= 0:
            day = long_date(tanggal)
            fact = f"tidak ada SHU yang belum dibayar kepada {nomor} pada {day}"
            raise refusal(fact, "periksa nomornya, atau apakah keputusan RAT sudah dibukukan")
        return nomor, int(owed)

    def plan(self, at: Books, tanggal: date) -> Plan:
        """All SHU that was put to the member's account. Raises ProblemError ISIAN."""
        nomor, owed = self._owed(at, tanggal)
        akun = at.chart.path(Role.SHU_ANGGOTA, anggota=nomor)
        return self.one_entry(
            at,
            tanggal,
            uraian=f"Pembayaran SHU {nomor}",
            legs=[(akun, owed), (at.box(self.dari), -owed)],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        nomor, owed = self._owed(at, tanggal)
        where = at.box_name(at.box(self.dari))
        return f"SHU {at.called(nomor)} dibayar Rp {write_rupiah(owed)} dari {where}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.box(self.dari),)
