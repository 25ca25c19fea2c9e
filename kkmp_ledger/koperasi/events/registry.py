"""Every event by its command: a static table, so that help is instant and classes come when asked.

A test holds that the table says what the classes say.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.base.words import folded

if TYPE_CHECKING:
    from kkmp_ledger.koperasi.events.event import Event


class Listed(NamedTuple):
    """One event as `kkmp catat` lists it: command, class, sheet, subject, help, usual words."""

    path: str
    place: str  # `module:Class` under koperasi.events
    sheet: str
    subject: str
    help: str
    words: str = ""


EVENTS: tuple[Listed, ...] = (
    Listed("setor", "simpanan:Setoran", "setoran", "Simpanan", "Terima setoran simpanan.",
           "iuran pokok wajib sukarela tabung bayar"),
    Listed("tarik", "simpanan:Penarikan", "setoran", "Simpanan",
           "Bayarkan penarikan simpanan sukarela.", "ambil tabungan"),
    Listed("anggota tambah", "keanggotaan:AnggotaMasuk", "anggota", "Anggota",
           "Terima satu anggota baru.", "daftar masuk baru"),
    Listed("anggota keluar", "keanggotaan:AnggotaKeluar", "anggota-keluar", "Anggota",
           "Catat anggota yang keluar; simpanannya menjadi utang koperasi kepadanya.",
           "berhenti mundur pindah"),
    Listed("catat bayar-keluar", "simpanan:BayarKeluar", "bayar-keluar", "Anggota",
           "Bayar utang kepada anggota yang keluar.", "kembalikan pengembalian simpanan"),
    Listed("catat beban", "usaha:Beban", "beban", "Usaha",
           "Bayar beban; JENIS-BEBAN misalnya 'Beban kepegawaian' atau 'listrik'.",
           "listrik air telepon internet gaji upah honor sewa bensin ongkos rapat pulsa biaya"),
    Listed("catat bayar-akrual", "usaha:BayarAkrual", "bayar-akrual", "Usaha",
           "Bayar beban yang dulu dicatat Akrual.", "utang beban tunggakan"),
    Listed("catat dibayar-di-muka", "modal:DibayarDiMuka", "dibayar-di-muka", "Usaha",
           "Bayar beban di muka; menjadi beban setiap tutup bulan.", "sewa asuransi setahun"),
    Listed("catat beli", "usaha:Beli", "beli", "Usaha", "Beli barang dagangan untuk UNIT.",
           "kulakan belanja stok pemasok barang"),
    Listed("catat bayar-utang", "usaha:BayarUtang", "bayar-utang", "Usaha",
           "Bayar utang kepada pemasok UNIT.", "lunasi cicil pemasok"),
    Listed("catat setor-bank", "kas:SetorBank", "setor-bank", "Uang",
           "Pindahkan uang antara kas dan bank.", "transfer pindah ambil atm"),
    Listed("catat pencairan", "kas:Pencairan", "pencairan", "Uang",
           "Uang QRIS atau kartu masuk ke bank; BRUTO sebelum potongan.", "qris edc settlement"),
    Listed("catat bunga-bank", "kas:BungaBank", "bunga-bank", "Uang",
           "Bunga yang masuk di BANK; BRUTO sebelum pajak.", "jasa giro"),
    Listed("catat bayar-pajak", "kas:BayarPajak", "bayar-pajak", "Uang",
           "Bayar PPh final yang terutang.", "pph umkm"),
    Listed("catat hitung-kas", "hitungan:HitungKas", "hitung-kas", "Hitungan",
           "Hasil hitung KOTAK (kas) atau saldo rekening (bank) pada malam hari itu.",
           "opname kas saldo rekening koran selisih"),
    Listed("catat opname", "hitungan:Opname", "opname", "Hitungan",
           "Hasil hitung barang UNIT, dalam rupiah menurut harga pokok.", "stok gudang hitung"),
    Listed("catat hibah", "modal:Hibah", "hibah", "Modal", "Terima hibah uang.",
           "bantuan sumbangan"),
    Listed("catat pinjaman", "modal:Pinjaman", "pinjaman", "Modal", "Terima pinjaman uang.",
           "kredit utang bank"),
    Listed("catat aset", "modal:Aset", "aset", "Modal",
           "Beli aset tetap; masuk juga ke aset.csv dan disusutkan setiap tutup bulan.",
           "mesin komputer kulkas freezer meja inventaris"),
    Listed("shu bayar", "shu:BayarShu", "bayar-shu", "SHU", "Bayar SHU bagian seorang anggota.",
           "bagikan pembagian"),
)  # fmt: skip


class Workbook(NamedTuple):
    """Several sheets in one file, and what `kkmp templat` says of it.

    Papers of it are kept and read again: its sheets stay as they are, in the order in which rows
    of one day are booked (counts come last); another set of sheets is another word.
    """

    sheets: tuple[str, ...]
    help: str


WORKBOOKS: dict[str, Workbook] = {
    "bulan": Workbook(
        ("setoran", "beli", "bayar-utang", "beban", "setor-bank", "pencairan", "bunga-bank",
         "bayar-pajak", "hitung-kas", "opname"),
        "Sebulan dalam satu berkas: lembar-lembar yang dipakai hampir setiap bulan.",
    ),
}  # fmt: skip
# An old word answers with the new one.
MOVED = {"catat bayar-shu": "shu bayar"}


def event_of(path: str) -> type[Event]:
    """The class of an event by its command. Raises KeyError for one that there is not."""
    return _load({listed.path: listed for listed in EVENTS}[path])


def _load(listed: Listed) -> type[Event]:
    module, _, name = listed.place.partition(":")
    found: type[Event] = getattr(import_module(f"kkmp_ledger.koperasi.events.{module}"), name)
    return found


def sheets() -> list[str]:
    """The names of all sheets, in the order of the table."""
    return list(dict.fromkeys(e.sheet for e in EVENTS))


def sheets_of(name: str) -> tuple[str, ...]:
    """The sheets of a file to fill in: those of a workbook, else the one of that name."""
    return WORKBOOKS[name].sheets if name in WORKBOOKS else (name,)


def sheet_title(sheet: str) -> str:
    """What the sheet of a workbook is called: `Bayar utang`."""
    return sheet.replace("-", " ").capitalize()


def events_of_sheet(sheet: str) -> list[type[Event]]:
    """The events that a row of the sheet may be. Raises KeyError for no such sheet."""
    found = [_load(e) for e in EVENTS if e.sheet == sheet]
    if not found:
        raise KeyError(sheet)
    return found


def search(text: str) -> list[Listed]:
    """The events that all words of the text point to: by command, help, subject, usual words."""
    wanted = folded(text).split()

    def matches(listed: Listed) -> bool:
        said = folded(" ".join((listed.path, listed.help, listed.subject, listed.words)))
        return all(word in said for word in wanted)

    return [e for e in EVENTS if matches(e)] if wanted else []
