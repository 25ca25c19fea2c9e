"""The spreadsheets that a treasurer fills in: which columns each kind has, and its typed rows."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Literal
from typing import cast

from kkmp_ledger.importing.readers.sheet_table import Column
from kkmp_ledger.importing.readers.sheet_table import Table
from kkmp_ledger.importing.readers.sheet_table import find_header
from kkmp_ledger.koperasi.pribadi import nik_is_right
from kkmp_ledger.schema.chart import NOMOR_ANGGOTA

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.importing.readers.strict_xlsx import RawSheet

SheetKind = Literal["anggota", "setoran", "beli", "beban"]
Simpanan = Literal["pokok", "wajib", "sukarela"]
_SIMPANAN: tuple[Simpanan, ...] = ("pokok", "wajib", "sukarela")

COLUMNS: dict[SheetKind, tuple[Column, ...]] = {
    "anggota": (
        Column("Nomor", "nomor", may_be_empty=True),
        Column("Nama", pribadi=True),
        Column("NIK", "nomor", may_be_empty=True, pribadi=True),
        Column("Alamat", may_be_empty=True, pribadi=True),
        Column("Telepon", "nomor", may_be_empty=True, pribadi=True),
        Column("Tanggal masuk", "tanggal"),
        Column("Nama di kasir", may_be_empty=True, optional=True, pribadi=True),
        Column("Keterangan", may_be_empty=True, optional=True, pribadi=True),
    ),
    "setoran": (
        Column("Tanggal", "tanggal"),
        Column("Nomor anggota", "nomor"),
        Column("Simpanan"),
        Column("Setor", "rupiah", may_be_empty=True),
        Column("Tarik", "rupiah", may_be_empty=True),
        Column("Kas"),
        Column("Keterangan", may_be_empty=True, optional=True, pribadi=True),
    ),
    "beli": (
        Column("Tanggal", "tanggal"),
        Column("Unit"),
        Column("Pemasok"),
        Column("Uraian", may_be_empty=True),
        Column("Jumlah", "rupiah"),
        Column("Dibayar dari"),
    ),
    "beban": (
        Column("Tanggal", "tanggal"),
        Column("Jenis beban"),
        Column("Uraian"),
        Column("Jumlah", "rupiah"),
        Column("Dibayar dari"),
    ),
}
# The columns that no other kind of sheet has all of.
MARK: dict[SheetKind, tuple[str, ...]] = {
    "anggota": ("Nama", "NIK", "Tanggal masuk"),
    "setoran": ("Nomor anggota", "Setor", "Tarik"),
    "beli": ("Unit", "Pemasok", "Dibayar dari"),
    "beban": ("Jenis beban", "Dibayar dari"),
}


@dataclass(frozen=True, slots=True)
class AnggotaRow:
    """A person who joined. `nomor` is "" where the register gives the next one."""

    row: int
    nomor: str
    nama: str = field(repr=False)
    nik: str = field(repr=False)
    alamat: str = field(repr=False)
    telepon: str = field(repr=False)
    masuk: date
    till_name: str = field(repr=False)
    keterangan: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetoranRow:
    """A deposit (`jumlah` above 0) or a withdrawal (below 0), into or out of a cash box or bank."""

    row: int
    tanggal: date
    nomor: str
    simpanan: Simpanan
    jumlah: int
    kas: str
    keterangan: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BeliRow:
    """Goods bought; `dari` is a cash box, a bank, or `Utang`."""

    row: int
    tanggal: date
    unit: str
    pemasok: str
    uraian: str
    jumlah: int
    dari: str


@dataclass(frozen=True, slots=True)
class BebanRow:
    """A cost; `dari` is a cash box, a bank, or `Akrual`."""

    row: int
    tanggal: date
    jenis: str
    uraian: str
    jumlah: int
    dari: str


Row = SetoranRow | BeliRow | BebanRow


def sheet_kind(raw: RawSheet) -> SheetKind | None:
    """Which kind of sheet it is, by its header; None when it is none of them or several."""
    kinds = [jenis for jenis in COLUMNS if find_header(raw, MARK[jenis]) is not None]
    return kinds[0] if len(kinds) == 1 else None


def read_anggota(raw: RawSheet) -> tuple[AnggotaRow, ...]:
    """The rows of an `anggota` sheet. Raises ProblemError with every wrong cell."""
    table = Table(raw, COLUMNS["anggota"], MARK["anggota"])
    found = tuple(
        AnggotaRow(
            row.row,
            row.nomor("Nomor", NOMOR_ANGGOTA.fullmatch, "nomor seperti A0001"),
            row.text("Nama"),
            row.nomor("NIK", nik_is_right, "16 angka"),
            row.text("Alamat"),
            row.nomor("Telepon"),
            row.tanggal("Tanggal masuk"),
            row.text("Nama di kasir"),
            row.text("Keterangan"),
        )
        for row in table.rows()
    )
    table.unique("Nomor", ((r.row, r.nomor) for r in found))
    table.unique("NIK", ((r.row, r.nik) for r in found))
    table.done()
    return found


def read_setoran(raw: RawSheet) -> tuple[SetoranRow, ...]:
    """The rows of a `setoran` sheet. Raises ProblemError with every wrong cell."""
    table = Table(raw, COLUMNS["setoran"], MARK["setoran"])
    found = tuple(
        SetoranRow(
            row.row,
            row.tanggal("Tanggal"),
            row.nomor("Nomor anggota", NOMOR_ANGGOTA.fullmatch, "nomor seperti A0001"),
            cast("Simpanan", row.optional("Simpanan", _SIMPANAN)),
            row.one_of_two("Setor", "Tarik"),
            row.text("Kas"),
            row.text("Keterangan"),
        )
        for row in table.rows()
    )
    table.done()
    return found


def read_beli(raw: RawSheet) -> tuple[BeliRow, ...]:
    """The rows of a `beli` sheet. Raises ProblemError with every wrong cell."""
    table = Table(raw, COLUMNS["beli"], MARK["beli"])
    found = tuple(
        BeliRow(
            row.row,
            row.tanggal("Tanggal"),
            row.text("Unit"),
            row.text("Pemasok"),
            row.text("Uraian"),
            row.rupiah("Jumlah"),
            row.text("Dibayar dari"),
        )
        for row in table.rows()
    )
    table.done()
    return found


def read_beban(raw: RawSheet) -> tuple[BebanRow, ...]:
    """The rows of a `beban` sheet. Raises ProblemError with every wrong cell."""
    table = Table(raw, COLUMNS["beban"], MARK["beban"])
    found = tuple(
        BebanRow(
            row.row,
            row.tanggal("Tanggal"),
            row.text("Jenis beban"),
            row.text("Uraian"),
            row.rupiah("Jumlah"),
            row.text("Dibayar dari"),
        )
        for row in table.rows()
    )
    table.done()
    return found
