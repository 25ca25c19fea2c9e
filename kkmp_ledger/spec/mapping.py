"""The shape of `importers/<pos>/mapping.toml`: how a till's export names what it says.

Only words stand here: column names, the header that gives a file away, the words for a kind and
a status, the thousands mark. What an account of the till decides for itself (date format, decimal
mark, labels) is in `koperasi.toml`; what a reader does with it is code in `importing.readers`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated
from typing import Literal

from pydantic import Field
from pydantic import model_validator

from kkmp_ledger.base.tempat import folder
from kkmp_ledger.spec import toml
from kkmp_ledger.spec.toml import Model

Teks = Annotated[str, Field(min_length=1)]
Nama = Annotated[tuple[Teks, ...], Field(min_length=1)]  # one column's possible names


class Berkas(Model):
    """One file of the export.

    `id` is the profile as `dokumen/daftar.csv` keeps it. `tanda` is the signature: the columns
    that no other profile's file has all of. `kolom` gives the names under which the columns that
    the reader needs may stand; `pilihan` those that it uses only where they are.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    judul: Teks
    tanda: Annotated[tuple[Teks, ...], Field(min_length=2)]
    kolom: dict[str, Nama]
    pilihan: dict[str, Nama] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _tanda_is_a_column(self) -> Berkas:
        names = {n for many in (*self.kolom.values(), *self.pilihan.values()) for n in many}
        for name in self.tanda:
            if name not in names:
                raise ValueError(
                    f'tanda "{name}" bukan salah satu kolom | tulis kolomnya di kolom atau pilihan'
                )
        return self


class Kata(Model):
    """The till's words: kinds of receipt, and whether one still counts."""

    jual: Teks
    retur: Teks
    selesai: Teks
    batal: Teks


class Angka(Model):
    """Marks of a number; the decimal mark is the till account's own (`desimal` in [[kasir]])."""

    ribuan: Literal["", ".", ","] = ""


class Pemetaan(Model):
    """A till whose export comes as two files: receipts, and their lines."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]  # `profil` of a [[kasir]]
    judul: Teks
    pemisah: Annotated[tuple[Literal[",", ";"], ...], Field(min_length=1)]
    angka: Angka
    kata: Kata
    struk: Berkas
    barang: Berkas

    @model_validator(mode="after")
    def _two_files(self) -> Pemetaan:
        for berkas, wanted in ((self.struk, KOLOM_STRUK), (self.barang, KOLOM_BARANG)):
            lacking = [k for k in wanted if k not in berkas.kolom]
            if lacking:
                raise ValueError(f'kolom "{lacking[0]}" belum ada | tulis nama kolomnya')
            unknown = [
                k
                for k, need in (
                    *((k, wanted) for k in berkas.kolom),
                    *((k, KOLOM_PILIHAN) for k in berkas.pilihan),
                )
                if k not in need
            ]
            if unknown:
                raise ValueError(f'kolom "{unknown[0]}" tidak dipakai | hapus kolom itu')
        if self.struk.id == self.barang.id:
            raise ValueError("struk dan barang ber-id sama | beri id lain")
        return self


# What the reader of a pair needs of each file, under our own names.
KOLOM_STRUK = (
    "tanggal", "nomor", "macam", "bruto", "potongan", "neto", "pajak", "total", "hpp",
    "bayar", "toko", "pelanggan", "status",
)  # fmt: skip
KOLOM_BARANG = (
    "tanggal", "nomor", "macam", "kategori", "barang", "jumlah", "bruto", "potongan", "neto",
    "pajak", "hpp", "toko", "status",
)  # fmt: skip
KOLOM_PILIHAN = ("laba",)


@lru_cache
def pemetaan(profil: str) -> Pemetaan:
    """Read the mapping of one till, `loyverse`. Raises ProblemError."""
    return toml.load(folder("importers") / profil / "mapping.toml", Pemetaan)


@lru_cache
def semua() -> tuple[Pemetaan, ...]:
    """Every mapping that comes with the program, by name."""
    paths = sorted(folder("importers").glob("*/mapping.toml"))
    return tuple(pemetaan(p.parent.name) for p in paths)
