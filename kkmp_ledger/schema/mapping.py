"""The shape of `importers/<pos>/mapping.toml`: how a till's export names what it says.

Only words stand here: column names, the header that gives a file away, the words for a kind and
a status, the thousands mark. What an account of the till decides for itself (date format, decimal
mark, labels) is in `koperasi.toml`; what a reader does with it is code in `importing.readers`.
"""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from typing import Annotated
from typing import Literal

from kkmp_ledger.base.places import folder
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import Only
from kkmp_ledger.schema.shape import shape

Text = Annotated[str, Only(min_length=1)]
Names = Annotated[tuple[Text, ...], Only(min_length=1)]  # one column's possible names


@shape
class SourceFile(Model):
    """One file of the export.

    `id` is the profile as `dokumen/daftar.csv` keeps it. `tanda` is the signature: the columns
    that no other profile's file has all of. `kolom` gives the names under which the columns that
    the reader needs may stand; `pilihan` those that it uses only where they are.
    """

    id: Annotated[str, Only(pattern=r"^[a-z][a-z0-9-]*$")]
    judul: Text
    tanda: Annotated[tuple[Text, ...], Only(min_length=2)]
    kolom: dict[str, Names]
    pilihan: dict[str, Names] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = {n for many in (*self.kolom.values(), *self.pilihan.values()) for n in many}
        for name in self.tanda:
            if name not in names:
                raise ValueError(
                    f'tanda "{name}" bukan salah satu kolom | tulis kolomnya di kolom atau pilihan'
                )


@shape
class Words(Model):
    """The till's words: kinds of receipt, and whether one still counts."""

    jual: Text
    retur: Text
    selesai: Text
    batal: Text


@shape
class Number(Model):
    """Marks of a number; the decimal mark is the till account's own (`desimal` in [[kasir]])."""

    ribuan: Literal["", ".", ","] = ""


@shape
class TillMapping(Model):
    """A till whose export comes as two files: receipts, and their lines."""

    id: Annotated[str, Only(pattern=r"^[a-z][a-z0-9-]*$")]  # `profil` of a [[kasir]]
    judul: Text
    nomor_struk: Text  # the shape of a receipt number: 9 stands for digits, all else for itself
    pemisah: Annotated[tuple[Literal[",", ";"], ...], Only(min_length=1)]
    angka: Number
    kata: Words
    struk: SourceFile
    barang: SourceFile

    def __post_init__(self) -> None:
        for file, wanted in ((self.struk, RECEIPT_COLUMNS), (self.barang, ITEM_COLUMNS)):
            lacking = [k for k in wanted if k not in file.kolom]
            if lacking:
                raise ValueError(f'kolom "{lacking[0]}" belum ada | tulis nama kolomnya')
            unknown = [
                k
                for k, need in (
                    *((k, wanted) for k in file.kolom),
                    *((k, OPTIONAL_COLUMNS) for k in file.pilihan),
                )
                if k not in need
            ]
            if unknown:
                raise ValueError(f'kolom "{unknown[0]}" tidak dipakai | hapus kolom itu')
        if self.struk.id == self.barang.id:
            raise ValueError("struk dan barang ber-id sama | beri id lain")


# What the reader of a pair needs of each file, under our own names.
RECEIPT_COLUMNS = (
    "tanggal", "nomor", "macam", "bruto", "potongan", "neto", "pajak", "total", "hpp",
    "bayar", "toko", "pelanggan", "status",
)  # fmt: skip
ITEM_COLUMNS = (
    "tanggal", "nomor", "macam", "kategori", "barang", "jumlah", "bruto", "potongan", "neto",
    "pajak", "hpp", "toko", "status",
)  # fmt: skip
OPTIONAL_COLUMNS = ("laba",)


@lru_cache
def till_mapping(profil: str) -> TillMapping:
    """Read the mapping of one till, `loyverse`. Raises ProblemError."""
    return toml.load(folder("importers") / profil / "mapping.toml", TillMapping)


@lru_cache
def everything() -> tuple[TillMapping, ...]:
    """Every mapping that comes with the program, by name."""
    paths = sorted(folder("importers").glob("*/mapping.toml"))
    return tuple(till_mapping(p.parent.name) for p in paths)
