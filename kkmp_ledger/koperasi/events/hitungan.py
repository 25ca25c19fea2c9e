"""Events of counting: cash boxes, banks and stock, on the evening of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import ClassVar

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.counting import Counted
from kkmp_ledger.koperasi.counting import holding_count_before
from kkmp_ledger.koperasi.drafting import draft_entry
from kkmp_ledger.koperasi.drafting import filled
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import Event
from kkmp_ledger.koperasi.events.event import stands
from kkmp_ledger.koperasi.events.values import RUPIAH
from kkmp_ledger.koperasi.events.values import RUPIAH_SEN
from kkmp_ledger.koperasi.events.values import TEXT
from kkmp_ledger.koperasi.events.values import Box
from kkmp_ledger.koperasi.events.values import Unit
from kkmp_ledger.koperasi.plan import Plan
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.drafting import LegLike
    from kkmp_ledger.schema.koperasi import Unit as UnitSpec

_BOX = Box()


@dataclass(frozen=True, slots=True)
class HitungKas(Event):
    """Hasil hitung KOTAK (kas) atau saldo rekening (bank) pada malam hari itu."""

    path: ClassVar[str] = "catat hitung-kas"
    sheet: ClassVar[str] = "hitung-kas"
    jenis: ClassVar[str] = "selisih-kas"
    subject: ClassVar[str] = "Hitungan"
    words: ClassVar[str] = "opname kas saldo rekening koran selisih"
    looks: ClassVar[bool] = True

    box: str = stands(_BOX, ARGUMENT, "Kas atau bank", "Kas atau bank", shown="KOTAK")
    jumlah: int | Decimal = stands(
        RUPIAH_SEN, ARGUMENT, "Hasil hitung", "Hasil hitung", example="3562200"
    )
    paper: str = stands(
        TEXT, "--lembar", "Lembar", "Nomor lembar",
        help="Nomor berita acara atau lembar hitung.", example="BA-TOKO-2025-07",
    )  # fmt: skip
    alasan: str = stands(
        TEXT, "--alasan", "Alasan selisih", "Alasan selisih", default="",
        help="Sebab selisih, bila melewati batas.", example="kosong bila cocok",
    )  # fmt: skip
    witness: str = stands(
        TEXT, "--saksi", "Saksi", "Saksi", default="",
        help="Siapa yang ikut melihat, bila selisih melewati batas.", example="kosong bila cocok",
    )  # fmt: skip

    def _counted(self, at: Books, tanggal: date) -> Counted:
        limit = at.koperasi.batas.selisih_kas
        return Counted.of(at, at.box(self.box), tanggal, self.jumlah, limit=limit)

    def plan(self, at: Books, tanggal: date) -> Plan:
        """The evening's count of a cash box or a bank statement's balance.

        A cash box that differs is booked to selisih kas that day; a bank that differs is refused:
        the entry that is missing must be found. Raises ProblemError: SALDO-BEDA, ISIAN.
        """
        counted = self._counted(at, tanggal)
        meta = {"lembar": filled(self.paper, "nomor lembar")}
        if not counted.difference:
            return Plan(counts=(counted.note("hitung-kas", meta),))
        if at.chart.role(counted.akun) is Role.BANK:
            fact = (
                f"{counted.name} pada {long_date(tanggal)} menurut rekening"
                f" {write_rupiah(counted.found)}, menurut buku {write_rupiah(counted.booked)}"
                f" (beda {write_rupiah(counted.difference)})"
            )
            hint = "cari mutasi rekening yang belum dibukukan, misalnya bunga atau biaya bank"
            raise ProblemError(Problem("SALDO-BEDA", fact, hint))
        meta |= counted.demanded(self.alasan, self.witness)
        what = "lebih" if counted.difference > 0 else "kurang"
        draft = draft_entry(
            at.chart,
            tanggal=tanggal,
            jenis=self.jenis,
            uraian=f"{counted.name} {what} menurut hitungan",
            legs=[
                (counted.akun, counted.difference),
                (at.chart.path(Role.SELISIH_KAS), -counted.difference),
            ],
            meta=meta,
        )
        return Plan(drafts=(draft,), counts=(counted.note("hitung-kas", meta),))

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        counted = self._counted(at, tanggal)
        return counted.sentence(counted.name)

    def question(self, at: Books, tanggal: date) -> str:
        """See `Event.question`."""
        counted = self._counted(at, tanggal)
        return "" if at.chart.role(counted.akun) is Role.BANK else counted.question()


@dataclass(frozen=True, slots=True)
class Opname(Event):
    """Hasil hitung barang UNIT, dalam rupiah menurut harga pokok."""

    path: ClassVar[str] = "catat opname"
    sheet: ClassVar[str] = "opname"
    jenis: ClassVar[str] = "opname"
    subject: ClassVar[str] = "Hitungan"
    words: ClassVar[str] = "stok gudang hitung"
    looks: ClassVar[bool] = True

    unit: str = stands(Unit(stocked=True), ARGUMENT, "Unit", "Unit")
    nilai: int = stands(RUPIAH, ARGUMENT, "Nilai opname", "Nilai yang dihitung", example="8250000")
    paper: str = stands(
        TEXT, "--lembar", "Lembar", "Nomor lembar",
        help="Nomor berita acara atau lembar hitung.", example="BA-OPNAME-2025-12",
    )  # fmt: skip
    alasan: str = stands(
        TEXT, "--alasan", "Alasan selisih", "Alasan selisih", default="",
        help="Sebab selisih, bila melewati batas.", example="kosong bila cocok",
    )  # fmt: skip
    witness: str = stands(
        TEXT, "--saksi", "Saksi", "Saksi", default="",
        help="Siapa yang ikut melihat, bila selisih melewati batas.", example="kosong bila cocok",
    )  # fmt: skip

    def _counted(self, at: Books, tanggal: date) -> Counted:
        unit = at.unit(self.unit)
        return Counted.of(
            at, at.stock(unit), tanggal, self.nilai, limit=at.koperasi.batas.selisih_opname
        )

    def plan(self, at: Books, tanggal: date) -> Plan:
        """The evening's count at cost, and what became of the difference.

        Perpetual stock: it goes to susut barang. Periodic stock: what is gone since the last
        count that holds is HPP, split anggota / non-anggota by the sales since then
        (docs/ACCOUNTING.md 2). Raises ProblemError ISIAN.
        """
        unit = at.unit(self.unit)
        counted = self._counted(at, tanggal)
        meta = {"lembar": filled(self.paper, "nomor lembar")}
        periodic = unit.stok == "periodik"
        if not periodic:
            meta |= counted.demanded(self.alasan, self.witness)
        gone = -int(counted.difference)
        if not gone:
            return Plan(counts=(counted.note(self.jenis, meta),))
        susut = at.chart.path(Role.SUSUT_BARANG, unit=unit.segmen) if not periodic else ""
        legs: list[LegLike] = (
            _hpp(at, unit, counted.akun, gone, tanggal) if periodic else [(susut, gone)]
        )
        draft = draft_entry(
            at.chart,
            tanggal=tanggal,
            jenis=self.jenis,
            uraian=f"Opname {unit.nama}",
            legs=[*legs, (counted.akun, -gone)],
            meta=meta,
        )
        return Plan(drafts=(draft,), counts=(counted.note(self.jenis, meta),))

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        counted = self._counted(at, tanggal)
        what = "dipakai" if at.unit(self.unit).stok == "periodik" else "selisih"
        return counted.sentence(f"persediaan {at.unit(self.unit).nama}", what)

    def question(self, at: Books, tanggal: date) -> str:
        """See `Event.question`."""
        if at.unit(self.unit).stok == "periodik":
            return ""
        return self._counted(at, tanggal).question()


def _hpp(at: Books, unit: UnitSpec, akun: str, gone: int, tanggal: date) -> list[LegLike]:
    """Cost of goods sold of periodic stock, by the sales since the count before."""
    since = holding_count_before(at.ledger, akun, tanggal + timedelta(days=1))
    sold = at.ledger.turnover(since)
    sides = (
        (Role.PENDAPATAN_ANGGOTA, Role.HPP_ANGGOTA),
        (Role.PENDAPATAN_NON_ANGGOTA, Role.HPP_NON_ANGGOTA),
    )
    weights = []
    for revenue, _ in sides:
        debit, credit = sold.get(at.chart.path(revenue, unit=unit.segmen), (Decimal(), Decimal()))
        weights.append(max(Decimal(), credit - debit))
    parts = allocate(gone, weights) if any(weights) else [0, gone]
    return [
        (at.chart.path(cost, unit=unit.segmen), part)
        for (_, cost), part in zip(sides, parts, strict=True)
    ]
