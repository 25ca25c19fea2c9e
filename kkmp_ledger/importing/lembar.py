"""The spreadsheets that a treasurer fills in: which columns each kind has, and its typed rows."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Literal
from typing import cast

from kkmp_ledger.importing.readers.tabel import Kolom
from kkmp_ledger.importing.readers.tabel import Tabel
from kkmp_ledger.importing.readers.tabel import cari_judul
from kkmp_ledger.koperasi.pribadi import nik_benar
from kkmp_ledger.spec.chart import NOMOR_ANGGOTA

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.importing.readers.xlsx_ketat import LembarMentah

Jenis = Literal["anggota", "setoran", "beli", "beban"]
Simpanan = Literal["pokok", "wajib", "sukarela"]
_SIMPANAN: tuple[Simpanan, ...] = ("pokok", "wajib", "sukarela")

KOLOM: dict[Jenis, tuple[Kolom, ...]] = {
    "anggota": (
        Kolom("Nomor", "nomor", boleh_kosong=True),
        Kolom("Nama", pribadi=True),
        Kolom("NIK", "nomor", boleh_kosong=True, pribadi=True),
        Kolom("Alamat", boleh_kosong=True, pribadi=True),
        Kolom("Telepon", "nomor", boleh_kosong=True, pribadi=True),
        Kolom("Tanggal masuk", "tanggal"),
        Kolom("Nama di kasir", boleh_kosong=True, pilihan=True, pribadi=True),
        Kolom("Keterangan", boleh_kosong=True, pilihan=True, pribadi=True),
    ),
    "setoran": (
        Kolom("Tanggal", "tanggal"),
        Kolom("Nomor anggota", "nomor"),
        Kolom("Simpanan"),
        Kolom("Setor", "rupiah", boleh_kosong=True),
        Kolom("Tarik", "rupiah", boleh_kosong=True),
        Kolom("Kas"),
        Kolom("Keterangan", boleh_kosong=True, pilihan=True, pribadi=True),
    ),
    "beli": (
        Kolom("Tanggal", "tanggal"),
        Kolom("Unit"),
        Kolom("Pemasok"),
        Kolom("Uraian", boleh_kosong=True),
        Kolom("Jumlah", "rupiah"),
        Kolom("Dibayar dari"),
    ),
    "beban": (
        Kolom("Tanggal", "tanggal"),
        Kolom("Jenis beban"),
        Kolom("Uraian"),
        Kolom("Jumlah", "rupiah"),
        Kolom("Dibayar dari"),
    ),
}
# The columns that no other kind of sheet has all of.
TANDA: dict[Jenis, tuple[str, ...]] = {
    "anggota": ("Nama", "NIK", "Tanggal masuk"),
    "setoran": ("Nomor anggota", "Setor", "Tarik"),
    "beli": ("Unit", "Pemasok", "Dibayar dari"),
    "beban": ("Jenis beban", "Dibayar dari"),
}


@dataclass(frozen=True, slots=True)
class BarisAnggota:
    """A person who joined. `nomor` is "" where the register gives the next one."""

    baris: int
    nomor: str
    nama: str = field(repr=False)
    nik: str = field(repr=False)
    alamat: str = field(repr=False)
    telepon: str = field(repr=False)
    masuk: date
    nama_kasir: str = field(repr=False)
    keterangan: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BarisSetoran:
    """A deposit (`jumlah` above 0) or a withdrawal (below 0), into or out of a cash box or bank."""

    baris: int
    tanggal: date
    nomor: str
    simpanan: Simpanan
    jumlah: int
    kas: str
    keterangan: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BarisBeli:
    """Goods bought; `dari` is a cash box, a bank, or `Utang`."""

    baris: int
    tanggal: date
    unit: str
    pemasok: str
    uraian: str
    jumlah: int
    dari: str


@dataclass(frozen=True, slots=True)
class BarisBeban:
    """A cost; `dari` is a cash box, a bank, or `Akrual`."""

    baris: int
    tanggal: date
    jenis: str
    uraian: str
    jumlah: int
    dari: str


Baris = BarisSetoran | BarisBeli | BarisBeban


def jenis_lembar(mentah: LembarMentah) -> Jenis | None:
    """Which kind of sheet it is, by its header; None when it is none of them or several."""
    kinds = [jenis for jenis in KOLOM if cari_judul(mentah, TANDA[jenis]) is not None]
    return kinds[0] if len(kinds) == 1 else None


def baca_anggota(mentah: LembarMentah) -> tuple[BarisAnggota, ...]:
    """The rows of an `anggota` sheet. Raises ProblemError with every wrong cell."""
    table = Tabel(mentah, KOLOM["anggota"], TANDA["anggota"])
    found = tuple(
        BarisAnggota(
            row.baris,
            row.nomor("Nomor", NOMOR_ANGGOTA.fullmatch, "nomor seperti A0001"),
            row.teks("Nama"),
            row.nomor("NIK", nik_benar, "16 angka"),
            row.teks("Alamat"),
            row.nomor("Telepon"),
            row.tanggal("Tanggal masuk"),
            row.teks("Nama di kasir"),
            row.teks("Keterangan"),
        )
        for row in table.rows()
    )
    table.tunggal("Nomor", ((r.baris, r.nomor) for r in found))
    table.tunggal("NIK", ((r.baris, r.nik) for r in found))
    table.selesai()
    return found


def baca_setoran(mentah: LembarMentah) -> tuple[BarisSetoran, ...]:
    """The rows of a `setoran` sheet. Raises ProblemError with every wrong cell."""
    table = Tabel(mentah, KOLOM["setoran"], TANDA["setoran"])
    found = tuple(
        BarisSetoran(
            row.baris,
            row.tanggal("Tanggal"),
            row.nomor("Nomor anggota", NOMOR_ANGGOTA.fullmatch, "nomor seperti A0001"),
            cast("Simpanan", row.pilihan("Simpanan", _SIMPANAN)),
            row.salah_satu("Setor", "Tarik"),
            row.teks("Kas"),
            row.teks("Keterangan"),
        )
        for row in table.rows()
    )
    table.selesai()
    return found


def baca_beli(mentah: LembarMentah) -> tuple[BarisBeli, ...]:
    """The rows of a `beli` sheet. Raises ProblemError with every wrong cell."""
    table = Tabel(mentah, KOLOM["beli"], TANDA["beli"])
    found = tuple(
        BarisBeli(
            row.baris,
            row.tanggal("Tanggal"),
            row.teks("Unit"),
            row.teks("Pemasok"),
            row.teks("Uraian"),
            row.rupiah("Jumlah"),
            row.teks("Dibayar dari"),
        )
        for row in table.rows()
    )
    table.selesai()
    return found


def baca_beban(mentah: LembarMentah) -> tuple[BarisBeban, ...]:
    """The rows of a `beban` sheet. Raises ProblemError with every wrong cell."""
    table = Tabel(mentah, KOLOM["beban"], TANDA["beban"])
    found = tuple(
        BarisBeban(
            row.baris,
            row.tanggal("Tanggal"),
            row.teks("Jenis beban"),
            row.teks("Uraian"),
            row.rupiah("Jumlah"),
            row.teks("Dibayar dari"),
        )
        for row in table.rows()
    )
    table.selesai()
    return found
