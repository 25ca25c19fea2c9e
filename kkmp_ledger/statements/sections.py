"""What a finished report is: a list of sections of a few kinds, in whole rupiah and plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

if TYPE_CHECKING:
    from datetime import date

RowKind = Literal["judul", "pos", "jumlah"]
ColumnKind = Literal["teks", "angka", "tanggal"]


@dataclass(frozen=True, slots=True)
class Header:
    """What every page says of itself."""

    entity: str  # the cooperative's name
    period: str  # `24 Juni - 31 Desember 2025`, with "belum ditutup, s.d. ..." where it is so
    digest: str  # the ledger's fingerprint, the first 16 hex digits of the period's digest
    fiktif: bool = False
    state: str = ""  # `RANCANGAN`, `USULAN`, `DISAHKAN 24 Januari 2026` (statements/state.py)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of amounts. `terms` names the columns that it sums, for live formulas."""

    key: str
    title: str
    notes: str = ""  # below the head: "tidak sebanding penuh", "belum ada pembukuan"
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a heading, a line of accounts, or a sum of other rows.

    `values` has one amount per column, None where nothing is to be printed (a heading; a column
    without books). Amounts carry the statement's own sign. `terms` of a `jumlah` row names the
    rows that it adds (+1) and subtracts (-1); `akun` of a `pos` row names its accounts.
    `deducted` marks a line that is printed positive and subtracted (a contra account, HPP, beban).
    """

    key: str
    label: str
    jenis: RowKind
    level: int  # indentation, 0 outermost
    values: tuple[int | None, ...] = ()
    terms: tuple[tuple[int, str], ...] = ()
    akun: tuple[str, ...] = ()
    deducted: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, ready to be rendered."""

    id: str  # `posisi-keuangan`, as the command line names it
    title: str
    header: Header
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def values(self, key: str, column: int = 0) -> int:
        """The amount of the row with this key; a KeyError when there is none."""
        for row in self.rows:
            if row.key == key and row.jenis != "judul":
                return row.values[column] or 0
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a list; `angka` columns hold whole rupiah or counts, and may be summed.

    Neighbours with the same `kelompok` stand under one common head: Pokok over awal, setor, tarik.
    `sparse`: left out of what people read where it is 0 throughout.
    """

    key: str
    title: str
    jenis: ColumnKind = "teks"
    summed: bool = False
    group: str = ""
    sparse: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A list of things: members and their shares, deposits, receipts. Dates are ISO text."""

    id: str
    title: str
    header: Header
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    notes: tuple[str, ...] = ()

    def jumlah(self) -> tuple[int | None, ...]:
        """The sum of each summed column, None for the others."""
        return tuple(
            sum(v for row in self.rows if isinstance(v := row[i], int)) if k.summed else None
            for i, k in enumerate(self.columns)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison inside a proof: the same figure by two routes."""

    uraian: str
    left: int
    right: int

    @property
    def matches(self) -> bool:
        """Tell whether both routes agree."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Proof:
    """One of seven proofs (docs/ACCOUNTING.md 5). Green when all agree and nothing is missing."""

    nomor: int
    title: str
    left_route: str
    right_route: str
    comparisons: tuple[Comparison, ...]
    missing: tuple[str, ...] = ()  # what could not be compared: "Kas Toko belum dihitung"

    @property
    def green(self) -> bool:
        """Tell whether the proof holds."""
        return not self.missing and all(b.matches for b in self.comparisons)


@dataclass(frozen=True, slots=True)
class Proofs:
    """The proofs of a period, one below the other."""

    header: Header
    proofs: tuple[Proof, ...]
    id: str = "pembuktian"
    title: str = "Pembuktian"


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands before a book: whose it is and of which year; its contents follow."""

    id: str
    title: str  # `Buku Rapat Anggota Tahunan`
    header: Header
    year: int
    identity: tuple[tuple[str, str], ...]  # label, text


@dataclass(frozen=True, slots=True)
class Signatures:
    """Where those sign who answer for a book."""

    id: str
    title: str
    header: Header
    signatories: tuple[tuple[str, str], ...]  # jabatan, nama


# The kinds of sections: every renderer has a table KINDS with one function for each of them.
Section = Cover | Statement | Table | Proofs | Signatures


@dataclass(frozen=True, slots=True)
class Report:
    """What is rendered as one file: a list of sections, each with an id of its own.

    The header is that of the whole file; a section may have another period than the book that it
    stands in.
    """

    title: str
    header: Header
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, first: Statement | Table | Proofs, *others: Section) -> Report:
        """A report that is named as its first section is."""
        return cls(first.title, first.header, (first, *others))

    def failed(self) -> tuple[int, ...]:
        """The numbers of its proofs that do not hold."""
        parts = (s.proofs for s in self.sections if isinstance(s, Proofs))
        return tuple(proof.nomor for proofs in parts for proof in proofs if not proof.green)


@dataclass(frozen=True, slots=True)
class Kuitansi:
    """A receipt for one deposit (`terima`) or withdrawal (`bayar`), for the member's hands."""

    entity: str
    nomor: str  # the entry's number: `KS-2603-0014`
    tanggal: date
    anggota: str  # the member's number
    nama: str  # the member's name: on this paper and nowhere else
    untuk: str  # `Simpanan wajib`
    jumlah: int  # whole rupiah, above 0
    clerk: str  # who took or paid the money
    direction: Literal["terima", "bayar"] = "terima"
    kas: str = ""  # the cash box or bank, as koperasi.toml names it
    keterangan: str = ""
    alamat: str = ""  # of the cooperative
    kota: str = ""  # where it was signed
    fiktif: bool = False
    seal: str = ""  # the last seal: `Maret 2026, 7DES-NB7J-...`
