"""A small fictional cooperative for the tests of its rules, and books made of drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.book.write import entry_text
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.anggota import read_register
from kkmp_ledger.koperasi.books import Books
from kkmp_ledger.koperasi.naming import Names
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.koperasi import Koperasi

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Draft

TOML = """\
nama = "Koperasi Kelurahan Merah Putih Contoh (fiktif)"
fiktif = true
kelurahan = "Contoh"
kota = "Semarang"
berdiri = 2025-06-24
pembukuan_sejak = 2025-06-24
saldo_awal = "nihil"

[[simpanan]]
sejak = 2025-06-24
pokok = 50_000
wajib = 10_000
[[simpanan]]
sejak = 2026-03-21
pokok = 60_000
wajib = 15_000

[[unit]]
kode = "sembako"
nama = "Gerai Sembako"
segmen = "Sembako"
[[unit]]
kode = "logistik"
nama = "Angkutan"
segmen = "Logistik"
stok = "jasa"
[[unit]]
kode = "apotek"
nama = "Apotek"
segmen = "Apotek"
stok = "periodik"

[[kas]]
nama = "Kas Toko"
segmen = "Toko"
[[kas]]
nama = "Kas Kantor"
segmen = "Kantor"
[[bank]]
nama = "Bank BRI"
segmen = "BRI"
[[akuirer]]
nama = "QRIS BRI"
segmen = "BRI"

[[shu]]
sejak = 2025-06-24
sumber = "ART pasal 20 (fiktif)"
[shu.persen]
cadangan = 30
jasa_modal = 20
jasa_usaha = 25
dana_pengurus = 10
dana_pendidikan = 5
dana_sosial = 5
dana_pembangunan = 5

[[pajak]]
sumber = "PP 55/2022"
tarif_permil = 5
dari = 2025-06-24
sampai = 2030-01-01
"""

ANGGOTA = """\
nomor,tanggal,peristiwa,keterangan,bukti,dibalik
A0001,2025-06-24,masuk,pendiri,,
A0002,2025-06-24,masuk,pendiri,,
A0003,2025-08-15,masuk,,,
A0002,2025-11-30,keluar,pindah kota,,
A0002,2026-02-01,masuk-lagi,,,
"""


@cache
def koperasi() -> Koperasi:
    return toml.loads(TOML, "koperasi.toml", Koperasi)


@cache
def names() -> Names:
    return Names.dari(koperasi())


@cache
def register() -> Register:
    found, problems = read_register(ANGGOTA, "anggota.csv")
    assert problems == []
    return found


def book_of(*drafts: Draft) -> TextBook:
    """The drafts written as ledger text and read back; those without a number are given one."""
    numbered = (replace(d, bukti=d.bukti or f"KS-{i:04d}") for i, d in enumerate(drafts, 1))
    book = TextBook.from_text("\n".join(entry_text(d) for d in numbered))
    assert book.problems == ()
    return book


def books(ledger: TextBook | None = None, of: Register | None = None) -> Books:
    """The cooperative's books with this ledger, for an event to look at."""
    known = register() if of is None else of
    return Books(koperasi(), names().chart, known, book_of() if ledger is None else ledger)


def asset_row(draft: Draft) -> list[str]:
    """The legs as `account amount key=value`, for tables."""
    return [
        " ".join([leg.akun, str(leg.jumlah), *(f"{k}={v}" for k, v in leg.meta.items())])
        for leg in draft.legs
    ]


def on_day(text: str) -> date:
    return date.fromisoformat(text)
