"""Events of money: moved, settled, interest, tax paid, and boxes that were counted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import ClassVar

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.drafting import demand_positive
from kkmp_ledger.koperasi.drafting import refusal
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import Event
from kkmp_ledger.koperasi.events.event import stands
from kkmp_ledger.koperasi.events.values import RUPIAH
from kkmp_ledger.koperasi.events.values import RUPIAH_SEN
from kkmp_ledger.koperasi.events.values import Box
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.plan import Plan

_BOX = Box()
_FROM = 'Kas atau bank asal uang, misalnya "Kas Toko".'
_TO = 'Kas atau bank tujuan uang, misalnya "Bank BRI".'


@dataclass(frozen=True, slots=True)
class SetorBank(Event):
    """Pindahkan uang antara kas dan bank."""

    path: ClassVar[str] = "catat setor-bank"
    sheet: ClassVar[str] = "setor-bank"
    jenis: ClassVar[str] = "setor-bank"
    subject: ClassVar[str] = "Uang"
    words: ClassVar[str] = "transfer pindah ambil atm"

    jumlah: int = stands(RUPIAH, ARGUMENT, "Jumlah dipindahkan", "Jumlah", example="2000000")
    dari: str = stands(_BOX, "--dari", "Dari", "Dari", help=_FROM)
    ke: str = stands(_BOX, "--ke", "Ke", "Ke", help=_TO)

    def plan(self, at: Books, tanggal: date) -> Plan:
        """Money between two cash boxes or banks, either way. Raises ProblemError ISIAN."""
        origin, destination = at.box(self.dari), at.box(self.ke)
        if origin == destination:
            fact = f"asal dan tujuan sama: {at.box_name(origin)}"
            raise refusal(fact, "pilih dua tempat yang berbeda")
        demand_positive(self.jumlah)
        return self.one_entry(
            at,
            tanggal,
            uraian=f"Dari {at.box_name(origin)} ke {at.box_name(destination)}",
            legs=[(destination, self.jumlah), (origin, -self.jumlah)],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        origin, destination = at.box_name(at.box(self.dari)), at.box_name(at.box(self.ke))
        amount, day = write_rupiah(self.jumlah), long_date(tanggal)
        return f"Rp {amount} dipindahkan dari {origin} ke {destination} pada {day}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.box(self.dari), at.box(self.ke))


@dataclass(frozen=True, slots=True)
class Pencairan(Event):
    """Uang QRIS atau kartu masuk ke bank; BRUTO sebelum potongan."""

    path: ClassVar[str] = "catat pencairan"
    sheet: ClassVar[str] = "pencairan"
    jenis: ClassVar[str] = "pencairan"
    subject: ClassVar[str] = "Uang"
    words: ClassVar[str] = "qris edc settlement"

    akuirer: str = stands(Box("akuirer", kinds=("akuirer",)), ARGUMENT, "Akuirer", "Akuirer")
    bruto: int = stands(RUPIAH, ARGUMENT, "Bruto", "Jumlah sebelum potongan", example="350000")
    ke: str = stands(_BOX, "--ke", "Masuk ke", "Masuk ke", help=_TO)
    biaya: int | Decimal = stands(
        RUPIAH_SEN, "--biaya", "Potongan", "Potongan", default=0, help="Potongan.", example="2450"
    )

    def plan(self, at: Books, tanggal: date) -> Plan:
        """An acquirer pays out sales of `bruto` less its fee (sen allowed).

        The fee's leg names its own line of arus kas: without it an inflow would hide an outflow.
        Raises ProblemError ISIAN.
        """
        demand_positive(self.bruto)
        if not 0 <= self.biaya < self.bruto:
            fact = f"biaya {write_rupiah(self.biaya)} dari {write_rupiah(self.bruto)}"
            raise refusal(fact, "tulis jumlah sebelum potongan, lalu potongannya")
        piutang, bank = at.box(self.akuirer, "akuirer"), at.box(self.ke)
        akun = at.chart.path(Role.ADMINISTRASI_BANK)
        fee = Leg(akun, Decimal(self.biaya), {"arus_kas": "pembayaran_beban_usaha"})
        return self.one_entry(
            at,
            tanggal,
            uraian=f"Pencairan {at.box_name(piutang).removeprefix('Piutang ')}",
            legs=[
                (bank, self.bruto - self.biaya),
                *([fee] if self.biaya else []),
                (piutang, -self.bruto),
            ],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        who = at.box_name(at.box(self.akuirer, "akuirer")).removeprefix("Piutang ")
        net, gross = write_rupiah(self.bruto - self.biaya), write_rupiah(self.bruto)
        said = f"{who} mencairkan Rp {gross} ke {at.box_name(at.box(self.ke))}"
        return f"{said}, diterima Rp {net}, potongan Rp {write_rupiah(self.biaya)}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.box(self.akuirer, "akuirer"), at.box(self.ke))


@dataclass(frozen=True, slots=True)
class BungaBank(Event):
    """Bunga yang masuk di BANK; BRUTO sebelum pajak."""

    path: ClassVar[str] = "catat bunga-bank"
    sheet: ClassVar[str] = "bunga-bank"
    jenis: ClassVar[str] = "bunga-bank"
    subject: ClassVar[str] = "Uang"
    words: ClassVar[str] = "jasa giro"

    bank: str = stands(Box("bank", kinds=("bank",)), ARGUMENT, "Bank", "Bank")
    bruto: int | Decimal = stands(
        RUPIAH_SEN, ARGUMENT, "Bunga bruto", "Bunga sebelum pajak", example="1.234,56"
    )
    pajak: int | Decimal = stands(
        RUPIAH_SEN, "--pajak", "Pajak", "Pajak", default=0, help="Pajak yang dipotong.",
        example="246,91",
    )  # fmt: skip

    def plan(self, at: Books, tanggal: date) -> Plan:
        """Interest that a bank credits, before tax, and the final tax it keeps; sen are allowed.

        Raises ProblemError ISIAN.
        """
        demand_positive(self.bruto, "bunga")
        if not 0 <= self.pajak < self.bruto:
            fact = f"pajak {write_rupiah(self.pajak)} dari bunga {write_rupiah(self.bruto)}"
            raise refusal(fact, "tulis bunga sebelum pajak, lalu pajaknya")
        akun = at.box(self.bank, "bank")
        return self.one_entry(
            at,
            tanggal,
            uraian=f"Bunga {at.box_name(akun)}",
            legs=[
                (akun, self.bruto - self.pajak),
                (at.chart.path(Role.PAJAK_BUNGA), self.pajak),
                (at.chart.path(Role.HASIL_INVESTASI), -self.bruto),
            ],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        bank = at.box_name(at.box(self.bank, "bank"))
        said = f"bunga {bank} Rp {write_rupiah(self.bruto)}, pajak Rp {write_rupiah(self.pajak)}"
        return f"{said}, pada {long_date(tanggal)}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.box(self.bank, "bank"),)


@dataclass(frozen=True, slots=True)
class BayarPajak(Event):
    """Bayar PPh final yang terutang."""

    path: ClassVar[str] = "catat bayar-pajak"
    sheet: ClassVar[str] = "bayar-pajak"
    jenis: ClassVar[str] = "bayar-pajak"
    subject: ClassVar[str] = "Uang"
    words: ClassVar[str] = "pph umkm"

    jumlah: int = stands(RUPIAH, ARGUMENT, "Jumlah pajak", "Jumlah", example="75000")
    dari: str = stands(_BOX, "--dari", "Dibayar dari", "Dibayar dari", help=_FROM)

    def plan(self, at: Books, tanggal: date) -> Plan:
        """PPh final that was booked at the close of a month, at most what is due.

        Raises ProblemError ISIAN.
        """
        demand_positive(self.jumlah)
        akun = at.chart.path(Role.UTANG_PPH_FINAL)
        at.demand_owed(akun, self.jumlah, tanggal, "PPh final yang terutang")
        return self.one_entry(
            at,
            tanggal,
            uraian="Pembayaran PPh final",
            legs=[(akun, self.jumlah), (at.box(self.dari), -self.jumlah)],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        where = at.box_name(at.box(self.dari))
        return f"PPh final dibayar Rp {write_rupiah(self.jumlah)} dari {where}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.chart.path(Role.UTANG_PPH_FINAL), at.box(self.dari))
