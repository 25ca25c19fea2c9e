"""Events of the trade: costs, purchases, what is owed for them, and the stock that was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import ClassVar

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.words import folded
from kkmp_ledger.koperasi.drafting import demand_positive
from kkmp_ledger.koperasi.drafting import filled
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import Event
from kkmp_ledger.koperasi.events.event import stands
from kkmp_ledger.koperasi.events.values import RUPIAH
from kkmp_ledger.koperasi.events.values import RUPIAH_SEN
from kkmp_ledger.koperasi.events.values import TEXT
from kkmp_ledger.koperasi.events.values import Akun
from kkmp_ledger.koperasi.events.values import Box
from kkmp_ledger.koperasi.events.values import Unit
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.plan import Plan
    from kkmp_ledger.schema.koperasi import Unit as UnitSpec

UTANG = "Utang"  # a purchase on credit
AKRUAL = "Akrual"  # a cost that is still to be paid
_BOX = Box()


def _same(written: str, word: str) -> bool:
    return folded(written) == folded(word)


@dataclass(frozen=True, slots=True)
class Beban(Event):
    """Bayar beban; JENIS-BEBAN misalnya 'Beban kepegawaian' atau 'listrik'."""

    path: ClassVar[str] = "catat beban"
    sheet: ClassVar[str] = "beban"
    jenis: ClassVar[str] = "beban"
    subject: ClassVar[str] = "Usaha"
    words: ClassVar[str] = (
        "listrik air telepon internet gaji upah honor sewa bensin ongkos rapat pulsa biaya"
    )

    jenis_beban: str = stands(
        Akun("jenis-beban"), ARGUMENT, "Jenis beban", "Jenis beban", example="pilih dari daftar"
    )
    jumlah: int | Decimal = stands(RUPIAH_SEN, ARGUMENT, "Jumlah", "Jumlah", example="1200000")
    uraian: str = stands(
        TEXT, "--uraian", "Uraian", "Untuk apa", help="Untuk apa.",
        example="Gaji penjaga toko bulan Juli",
    )  # fmt: skip
    dari: str = stands(
        Box(words=(AKRUAL,)), "--dari", "Dibayar dari", "Dibayar dari",
        help='Kas atau bank, atau "Akrual" bila belum dibayar.',
        example=f"pilih dari daftar; {AKRUAL} bila belum dibayar",
    )  # fmt: skip
    pihak: str = stands(
        TEXT, "--pihak", "Dibayar kepada", "Kepada siapa", default="",
        help="Dibayar kepada siapa.", example="boleh kosong",
    )  # fmt: skip

    def _from(self, at: Books) -> str:
        if _same(self.dari, AKRUAL):
            return at.chart.path(Role.BEBAN_AKRUAL)
        return at.box(self.dari)

    def plan(self, at: Books, tanggal: date) -> Plan:
        """The cost, paid from a cash box or bank, or owed. Raises ProblemError ISIAN."""
        demand_positive(self.jumlah)
        akun = at.akun(self.jenis_beban, "beban")
        return self.one_entry(
            at,
            tanggal,
            uraian=self.uraian,
            pihak=self.pihak,
            legs=[(akun, self.jumlah), (self._from(at), -self.jumlah)],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        akun = at.box_name(at.akun(self.jenis_beban, "beban"))
        how = "belum dibayar" if _same(self.dari, AKRUAL) else f"dari {at.box_name(self._from(at))}"
        amount, day = write_rupiah(self.jumlah), long_date(tanggal)
        return f"{akun} Rp {amount} ({self.uraian}) {how} pada {day}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (self._from(at),)


@dataclass(frozen=True, slots=True)
class BayarAkrual(Event):
    """Bayar beban yang dulu dicatat Akrual."""

    path: ClassVar[str] = "catat bayar-akrual"
    sheet: ClassVar[str] = "bayar-akrual"
    jenis: ClassVar[str] = "beban"
    subject: ClassVar[str] = "Usaha"
    words: ClassVar[str] = "utang beban tunggakan"

    jumlah: int = stands(RUPIAH, ARGUMENT, "Jumlah akrual", "Jumlah", example="1200000")
    uraian: str = stands(TEXT, "--uraian", "Uraian", "Untuk apa", help="Untuk apa.")
    dari: str = stands(
        _BOX, "--dari", "Dibayar dari", "Dibayar dari",
        help='Kas atau bank asal uang, misalnya "Kas Toko".',
    )  # fmt: skip

    def plan(self, at: Books, tanggal: date) -> Plan:
        """The payment, at most what is owed. Raises ProblemError ISIAN."""
        demand_positive(self.jumlah)
        akun = at.chart.path(Role.BEBAN_AKRUAL)
        at.demand_owed(akun, self.jumlah, tanggal, "beban yang masih harus dibayar")
        return self.one_entry(
            at,
            tanggal,
            uraian=self.uraian,
            legs=[(akun, self.jumlah), (at.box(self.dari), -self.jumlah)],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        amount, where = write_rupiah(self.jumlah), at.box_name(at.box(self.dari))
        return f"beban akrual dibayar Rp {amount} ({self.uraian}) dari {where}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.chart.path(Role.BEBAN_AKRUAL), at.box(self.dari))


@dataclass(frozen=True, slots=True)
class Beli(Event):
    """Beli barang dagangan untuk UNIT."""

    path: ClassVar[str] = "catat beli"
    sheet: ClassVar[str] = "beli"
    jenis: ClassVar[str] = "beli"
    subject: ClassVar[str] = "Usaha"
    words: ClassVar[str] = "kulakan belanja stok pemasok barang"

    unit: str = stands(Unit(stocked=True), ARGUMENT, "Unit", "Unit", example="pilih dari daftar")
    jumlah: int = stands(RUPIAH, ARGUMENT, "Jumlah", "Jumlah", example="6500000")
    pemasok: str = stands(
        TEXT, "--pemasok", "Pemasok", "Pemasok", help="Nama pemasok.",
        example="Toko Grosir Karangan (fiktif)",
    )  # fmt: skip
    dari: str = stands(
        Box(words=(UTANG,)), "--dari", "Dibayar dari", "Dibayar dari",
        help='Kas atau bank, atau "Utang" bila belum dibayar.',
        example=f"pilih dari daftar; {UTANG} bila belum dibayar",
    )  # fmt: skip
    uraian: str = stands(
        TEXT, "--uraian", "Uraian", "Barang apa", default="", help="Barang apa.",
        example="Beras 20 karung",
    )  # fmt: skip

    def _from(self, at: Books, unit: UnitSpec) -> str:
        if _same(self.dari, UTANG):
            return at.chart.path(Role.UTANG_USAHA, unit=unit.segmen)
        return at.box(self.dari)

    def plan(self, at: Books, tanggal: date) -> Plan:
        """Goods into the unit's stock, paid or on credit.

        A unit with periodic stock buys into the same account; the stock count turns it to HPP.
        Raises ProblemError ISIAN, also for a unit that keeps no stock.
        """
        demand_positive(self.jumlah)
        unit = at.unit(self.unit)
        supplier = filled(self.pemasok, "pemasok")
        return self.one_entry(
            at,
            tanggal,
            uraian=self.uraian or f"Pembelian {unit.nama}",
            pihak=supplier,
            legs=[
                (at.stock(unit), self.jumlah),
                (self._from(at, unit), -self.jumlah),
            ],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        unit = at.unit(self.unit)
        on_credit = _same(self.dari, UTANG)
        how = "sebagai utang" if on_credit else f"dari {at.box_name(self._from(at, unit))}"
        amount = write_rupiah(self.jumlah)
        return f"beli barang {unit.nama} Rp {amount} dari {self.pemasok}, dibayar {how}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        unit = at.unit(self.unit)
        return (at.stock(unit), self._from(at, unit))


@dataclass(frozen=True, slots=True)
class BayarUtang(Event):
    """Bayar utang kepada pemasok UNIT."""

    path: ClassVar[str] = "catat bayar-utang"
    sheet: ClassVar[str] = "bayar-utang"
    jenis: ClassVar[str] = "bayar-utang"
    subject: ClassVar[str] = "Usaha"
    words: ClassVar[str] = "lunasi cicil pemasok"

    unit: str = stands(Unit(), ARGUMENT, "Unit", "Unit")
    jumlah: int = stands(RUPIAH, ARGUMENT, "Jumlah utang", "Jumlah", example="6500000")
    pemasok: str = stands(TEXT, "--pemasok", "Pemasok", "Pemasok", help="Nama pemasok.")
    dari: str = stands(
        _BOX, "--dari", "Dibayar dari", "Dibayar dari",
        help='Kas atau bank asal uang, misalnya "Kas Toko".',
    )  # fmt: skip

    def plan(self, at: Books, tanggal: date) -> Plan:
        """The payment, at most what the unit owes. Raises ProblemError ISIAN."""
        demand_positive(self.jumlah)
        unit = at.unit(self.unit)
        supplier = filled(self.pemasok, "pemasok")
        akun = at.chart.path(Role.UTANG_USAHA, unit=unit.segmen)
        at.demand_owed(akun, self.jumlah, tanggal, f"utang {unit.nama}")
        return self.one_entry(
            at,
            tanggal,
            uraian=f"Pembayaran utang {unit.nama}",
            pihak=supplier,
            legs=[(akun, self.jumlah), (at.box(self.dari), -self.jumlah)],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        unit, where = at.unit(self.unit), at.box_name(at.box(self.dari))
        amount = write_rupiah(self.jumlah)
        return f"utang {unit.nama} kepada {self.pemasok} dibayar Rp {amount} dari {where}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        unit = at.unit(self.unit)
        return (at.chart.path(Role.UTANG_USAHA, unit=unit.segmen), at.box(self.dari))
