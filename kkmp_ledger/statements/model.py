"""What a finished report is: columns, rows, tables and proofs, in whole rupiah and plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

if TYPE_CHECKING:
    from datetime import date

JenisBaris = Literal["judul", "pos", "jumlah"]
JenisKolom = Literal["teks", "angka", "tanggal"]


@dataclass(frozen=True, slots=True)
class Kepala:
    """What every page says of itself."""

    entitas: str  # the cooperative's name
    periode: str  # `24 Juni - 31 Desember 2025`, with "belum ditutup, s.d. ..." where it is so
    sidik: str  # the ledger's fingerprint, the first 16 hex digits of the period's digest
    fiktif: bool = False


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of amounts. `suku` names the columns that it sums, for live formulas."""

    kunci: str
    judul: str
    catatan: str = ""  # below the head: "tidak sebanding penuh", "belum ada pembukuan"
    suku: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Baris:
    """One row: a heading, a line of accounts, or a sum of other rows.

    `nilai` has one amount per column, None where nothing is to be printed (a heading; a column
    without books). Amounts carry the statement's own sign. `suku` of a `jumlah` row names the
    rows that it adds (+1) and subtracts (-1); `akun` of a `pos` row names its accounts.
    `kurang` marks a line that is printed positive and subtracted (a contra account, HPP, beban).
    """

    kunci: str
    label: str
    jenis: JenisBaris
    tingkat: int  # indentation, 0 outermost
    nilai: tuple[int | None, ...] = ()
    suku: tuple[tuple[int, str], ...] = ()
    akun: tuple[str, ...] = ()
    kurang: bool = False


@dataclass(frozen=True, slots=True)
class Laporan:
    """One statement, ready to be rendered."""

    id: str  # `posisi-keuangan`, as the command line names it
    judul: str
    kepala: Kepala
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    catatan: tuple[str, ...] = ()

    def nilai(self, kunci: str, kolom: int = 0) -> int:
        """The amount of the row with this key; a KeyError when there is none."""
        for baris in self.baris:
            if baris.kunci == kunci and baris.jenis != "judul":
                return baris.nilai[kolom] or 0
        raise KeyError(kunci)


@dataclass(frozen=True, slots=True)
class KolomTabel:
    """One column of a list; `angka` columns hold whole rupiah or counts, and may be summed.

    Neighbours with the same `kelompok` stand under one common head: Pokok over awal, setor, tarik.
    """

    kunci: str
    judul: str
    jenis: JenisKolom = "teks"
    dijumlah: bool = False
    kelompok: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """A list of things: members and their shares, deposits, receipts. Dates are ISO text."""

    id: str
    judul: str
    kepala: Kepala
    kolom: tuple[KolomTabel, ...]
    baris: tuple[tuple[str | int | None, ...], ...]
    catatan: tuple[str, ...] = ()

    def jumlah(self) -> tuple[int | None, ...]:
        """The sum of each summed column, None for the others."""
        return tuple(
            sum(v for row in self.baris if isinstance(v := row[i], int)) if k.dijumlah else None
            for i, k in enumerate(self.kolom)
        )


@dataclass(frozen=True, slots=True)
class Banding:
    """One comparison inside a proof: the same figure by two routes."""

    uraian: str
    kiri: int
    kanan: int

    @property
    def cocok(self) -> bool:
        """Tell whether both routes agree."""
        return self.kiri == self.kanan


@dataclass(frozen=True, slots=True)
class Bukti:
    """One of seven proofs (docs/ACCOUNTING.md 5). Green when all agree and nothing is missing."""

    nomor: int
    judul: str
    rute_kiri: str
    rute_kanan: str
    banding: tuple[Banding, ...]
    belum: tuple[str, ...] = ()  # what could not be compared: "Kas Toko belum dihitung"

    @property
    def hijau(self) -> bool:
        """Tell whether the proof holds."""
        return not self.belum and all(b.cocok for b in self.banding)


@dataclass(frozen=True, slots=True)
class BukuRat:
    """The annual meeting's book, first edition: everything that its pages show."""

    kepala: Kepala
    tahun: int
    identitas: tuple[tuple[str, str], ...]  # label, text: for the cover
    laporan: tuple[Laporan, ...]
    shu: Tabel  # allocation: destination, percent, amount
    shu_anggota: Tabel  # per member: number, name, jasa modal, jasa usaha, total
    simpanan: Tabel  # per member: pokok, wajib, sukarela: opening, in, out, closing
    bukti: tuple[Bukti, ...]
    catatan_shu: tuple[str, ...] = ()
    penandatangan: tuple[tuple[str, str], ...] = ()  # jabatan, nama


@dataclass(frozen=True, slots=True)
class Kuitansi:
    """A receipt for one deposit (`terima`) or withdrawal (`bayar`), for the member's hands."""

    entitas: str
    nomor: str  # the entry's number: `KS-2603-0014`
    tanggal: date
    anggota: str  # the member's number
    nama: str  # the member's name: on this paper and nowhere else
    untuk: str  # `Simpanan wajib`
    jumlah: int  # whole rupiah, above 0
    petugas: str  # who took or paid the money
    arah: Literal["terima", "bayar"] = "terima"
    kas: str = ""  # the cash box or bank, as koperasi.toml names it
    keterangan: str = ""
    alamat: str = ""  # of the cooperative
    kota: str = ""  # where it was signed
    fiktif: bool = False
