"""Events of capital and things: grants, loans, assets, and what is paid ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import ClassVar

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.koperasi.aset import AssetRow
from kkmp_ledger.koperasi.drafting import demand_positive
from kkmp_ledger.koperasi.drafting import draft_entry
from kkmp_ledger.koperasi.drafting import filled
from kkmp_ledger.koperasi.drafting import refusal
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import Event
from kkmp_ledger.koperasi.events.event import stands
from kkmp_ledger.koperasi.events.values import RUPIAH
from kkmp_ledger.koperasi.events.values import TEXT
from kkmp_ledger.koperasi.events.values import WHOLE
from kkmp_ledger.koperasi.events.values import Akun
from kkmp_ledger.koperasi.events.values import Box
from kkmp_ledger.koperasi.events.values import Choice
from kkmp_ledger.koperasi.plan import Plan
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.koperasi.books import Books

_BOX = Box()
_FROM = 'Kas atau bank asal uang, misalnya "Kas Toko".'
_TO = 'Kas atau bank tujuan uang, misalnya "Bank BRI".'
_LENDER = {"bank": Role.UTANG_BANK, "pihak-ketiga": Role.UTANG_PIHAK_KETIGA}


@dataclass(frozen=True, slots=True)
class Hibah(Event):
    """Terima hibah uang."""

    path: ClassVar[str] = "catat hibah"
    sheet: ClassVar[str] = "hibah"
    jenis: ClassVar[str] = "hibah"
    subject: ClassVar[str] = "Modal"
    words: ClassVar[str] = "bantuan sumbangan"

    jumlah: int = stands(RUPIAH, ARGUMENT, "Jumlah hibah", "Jumlah", example="25000000")
    pihak: str = stands(TEXT, "--pihak", "Pemberi hibah", "Dari siapa", help="Dari siapa.")
    uraian: str = stands(TEXT, "--uraian", "Uraian", "Untuk apa", help="Untuk apa.")
    ke: str = stands(_BOX, "--ke", "Masuk ke", "Masuk ke", help=_TO)

    def plan(self, at: Books, tanggal: date) -> Plan:
        """A grant in money, into equity (Permenkop 2/2024 keeps it there). Raises ProblemError."""
        demand_positive(self.jumlah)
        giver = filled(self.pihak, "pemberi hibah")
        return self.one_entry(
            at,
            tanggal,
            uraian=self.uraian,
            pihak=giver,
            legs=[
                (at.box(self.ke), self.jumlah),
                (at.chart.path(Role.HIBAH), -self.jumlah),
            ],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        amount, where = write_rupiah(self.jumlah), at.box_name(at.box(self.ke))
        return f"hibah Rp {amount} dari {self.pihak} diterima di {where}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.box(self.ke),)


@dataclass(frozen=True, slots=True)
class Pinjaman(Event):
    """Terima pinjaman uang."""

    path: ClassVar[str] = "catat pinjaman"
    sheet: ClassVar[str] = "pinjaman"
    jenis: ClassVar[str] = "pinjaman"
    subject: ClassVar[str] = "Modal"
    words: ClassVar[str] = "kredit utang bank"

    jumlah: int = stands(RUPIAH, ARGUMENT, "Jumlah pinjaman", "Jumlah", example="10000000")
    pihak: str = stands(TEXT, "--pihak", "Pemberi pinjaman", "Dari siapa", help="Pemberi pinjaman.")
    ke: str = stands(_BOX, "--ke", "Masuk ke", "Masuk ke", help=_TO)
    pemberi: str = stands(
        Choice("pemberi", words=tuple(_LENDER)), "--pemberi", "Jenis pemberi", "Jenis pemberi",
        default="bank", help="Jenis pemberi pinjaman.",
    )  # fmt: skip

    def plan(self, at: Books, tanggal: date) -> Plan:
        """A loan that the cooperative receives. Raises ProblemError ISIAN."""
        demand_positive(self.jumlah)
        lender = filled(self.pihak, "pemberi pinjaman")
        debt = at.chart.path(_LENDER[self.pemberi])
        return self.one_entry(
            at,
            tanggal,
            uraian=f"Pinjaman dari {lender}",
            pihak=lender,
            legs=[(at.box(self.ke), self.jumlah), (debt, -self.jumlah)],
        )

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        amount, where = write_rupiah(self.jumlah), at.box_name(at.box(self.ke))
        return f"pinjaman Rp {amount} dari {self.pihak} diterima di {where}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.chart.path(_LENDER[self.pemberi]), at.box(self.ke))


@dataclass(frozen=True, slots=True)
class Aset(Event):
    """Beli aset tetap; masuk juga ke aset.csv dan disusutkan setiap tutup bulan."""

    path: ClassVar[str] = "catat aset"
    sheet: ClassVar[str] = "aset"
    jenis: ClassVar[str] = "aset"
    subject: ClassVar[str] = "Modal"
    words: ClassVar[str] = "mesin komputer kulkas freezer meja inventaris"

    jumlah: int = stands(RUPIAH, ARGUMENT, "Harga aset", "Harga", example="4800000")
    nama: str = stands(TEXT, "--nama", "Nama aset", "Nama aset", help="Nama asetnya.")
    akun: str = stands(
        Akun(resep="aset"), "--akun", "Jenis aset", "Jenis aset",
        help='Misalnya "Mesin dan peralatan".',
    )  # fmt: skip
    bulan: int = stands(
        WHOLE, "--bulan", "Umur (bulan)", "Umur dalam bulan",
        help="Umur dalam bulan (0: tidak disusutkan).", example="48",
    )  # fmt: skip
    dari: str = stands(_BOX, "--dari", "Dibayar dari", "Dibayar dari", help=_FROM)

    def plan(self, at: Books, tanggal: date) -> Plan:
        """An asset bought, and its row of `aset.csv`; 0 months for land. Raises ProblemError."""
        demand_positive(self.jumlah)
        akun = at.akun(self.akun, "aset")
        tangible = at.chart.role(akun) is Role.ASET_TETAP
        contra = Role.AKUMULASI_PENYUSUTAN if tangible else Role.AKUMULASI_AMORTISASI
        cost = Role.PENYUSUTAN if tangible else Role.AMORTISASI
        row = AssetRow(
            nama=filled(self.nama, "nama aset"),
            jenis="aset",
            tanggal=tanggal,
            value=self.jumlah,
            month=self.bulan,
            akun=akun,
            contra=at.chart.path(contra),
            beban=at.chart.path(cost),
        )
        return Plan(drafts=(_bought(at, row, self.jenis, self.dari),), aset=(row,))

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        amount, where = write_rupiah(self.jumlah), at.box_name(at.box(self.dari))
        life = f"umur {self.bulan} bulan" if self.bulan else "tidak disusutkan"
        return f"aset {self.nama} dibeli Rp {amount} dari {where}, {life}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.akun(self.akun, "aset"), at.box(self.dari))


@dataclass(frozen=True, slots=True)
class DibayarDiMuka(Event):
    """Bayar beban di muka; menjadi beban setiap tutup bulan."""

    path: ClassVar[str] = "catat dibayar-di-muka"
    sheet: ClassVar[str] = "dibayar-di-muka"
    jenis: ClassVar[str] = "dibayar-di-muka"
    subject: ClassVar[str] = "Usaha"
    words: ClassVar[str] = "sewa asuransi setahun"

    jumlah: int = stands(RUPIAH, ARGUMENT, "Jumlah di muka", "Jumlah", example="6000000")
    nama: str = stands(TEXT, "--nama", "Untuk apa", "Untuk apa", help="Untuk apa.")
    akun: str = stands(
        Akun(resep="muka"), "--akun", "Jenis dibayar di muka", "Jenis",
        help='Misalnya "Sewa dibayar di muka".',
    )  # fmt: skip
    beban: str = stands(
        Akun(resep="beban"), "--beban", "Menjadi beban", "Menjadi beban",
        help='Menjadi beban apa, misalnya "Beban sewa".',
    )  # fmt: skip
    bulan: int = stands(
        WHOLE, "--bulan", "Untuk (bulan)", "Untuk berapa bulan", help="Untuk berapa bulan.",
        example="12",
    )  # fmt: skip
    dari: str = stands(_BOX, "--dari", "Dibayar dari", "Dibayar dari", help=_FROM)

    def plan(self, at: Books, tanggal: date) -> Plan:
        """A cost paid ahead for some months, and its row of `aset.csv`. Raises ProblemError."""
        demand_positive(self.jumlah)
        if self.bulan < 1:
            raise refusal(f"jumlah bulan {self.bulan}", "tulis paling sedikit 1 bulan")
        row = AssetRow(
            nama=filled(self.nama, "nama beban dibayar di muka"),
            jenis="muka",
            tanggal=tanggal,
            value=self.jumlah,
            month=self.bulan,
            akun=at.akun(self.akun, "muka"),
            contra="",
            beban=at.akun(self.beban, "beban"),
        )
        return Plan(drafts=(_bought(at, row, self.jenis, self.dari),), aset=(row,))

    def sentence(self, at: Books, tanggal: date) -> str:
        """See `Event.sentence`."""
        amount, where = write_rupiah(self.jumlah), at.box_name(at.box(self.dari))
        return f"{self.nama} dibayar di muka Rp {amount} untuk {self.bulan} bulan dari {where}"

    def shows(self, at: Books) -> tuple[str, ...]:
        """See `Event.shows`."""
        return (at.akun(self.akun, "muka"), at.box(self.dari))


def _bought(at: Books, row: AssetRow, jenis: str, dari: str) -> Draft:
    return draft_entry(
        at.chart,
        tanggal=row.tanggal,
        jenis=jenis,
        uraian=row.nama,
        legs=[(row.akun, row.value), (at.box(dari), -row.value)],
    )
