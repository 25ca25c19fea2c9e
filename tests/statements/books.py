"""A small fictional cooperative whose statements were worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.chart import Chart
from kkmp_ledger.schema.chart import chart_of
from kkmp_ledger.schema.koperasi import Koperasi
from kkmp_ledger.statements.sections import Header

if TYPE_CHECKING:
    from kkmp_ledger.schema.koperasi import KodeUnit

HEADER = Header("Koperasi Contoh (fiktif)", "2025", "0" * 16, fiktif=True)
_BASE = """
nama = "Koperasi Contoh (fiktif)"
fiktif = true
kelurahan = "Contoh"
kota = "Contoh"
berdiri = 2025-06-24
pembukuan_sejak = 2025-06-24
saldo_awal = "nihil"
[[simpanan]]
sejak = 2025-06-24
pokok = 50_000
wajib = 10_000
[[kas]]
nama = "Kas Toko"
segmen = "Toko"
[[kas]]
nama = "Kas Kantor"
segmen = "Kantor"
[[bank]]
nama = "Bank BRI"
segmen = "BRI"
[[bank]]
nama = "Bank Jateng"
segmen = "Jateng"
[[akuirer]]
nama = "QRIS BRI"
segmen = "BRI"
"""
UNIT: dict[KodeUnit, str] = {
    "sembako": "Sembako",
    "simpan_pinjam": "Simpan-Pinjam",
    "klinik_desa": "Klinik",
    "apotek": "Apotek",
    "pergudangan": "Gudang",
    "logistik": "Logistik",
    "usaha_lainnya": "Lainnya",
}


def koperasi(*unit: KodeUnit) -> Koperasi:
    """The cooperative with these units; only the grocery when none is named."""
    tables = (
        f'[[unit]]\nkode = "{u}"\nnama = "Unit {UNIT[u]}"\nsegmen = "{UNIT[u]}"\n'
        for u in unit or ("sembako",)
    )
    return toml.loads(_BASE + "".join(tables), "koperasi.toml", Koperasi)


KOPERASI = koperasi()
CHART: Chart = chart_of(KOPERASI)

# Bank after 2025: 5.000.000 - 600.000 + 307.830,50 + 800,40 - 2.400.000 = 2.308.630,90.
# SHU 2025: (200.000 - 160.000) + (600.000 - 480.000) + 1.000,50 - 197.369,60 - 4.000 = -40.369,10.
TEXT = """
2025-06-24 * "Setoran simpanan pokok" ^KS-2506-0001
  jenis: "setor-simpanan"
  Aset:Kas:Kantor                   100000 IDR
  Ekuitas:Simpanan:Pokok:A0001      -50000 IDR
  Ekuitas:Simpanan:Pokok:A0002      -50000 IDR

2025-07-01 * "Setoran simpanan wajib" ^KS-2507-0001
  jenis: "setor-simpanan"
  Aset:Kas:Kantor                    20000 IDR
  Ekuitas:Simpanan:Wajib:A0001      -10000 IDR
  Ekuitas:Simpanan:Wajib:A0002      -10000 IDR

2025-07-02 * "Hibah" ^KS-2507-0002
  jenis: "hibah"
  Aset:Bank:BRI                    5000000 IDR
  Ekuitas:Hibah                   -5000000 IDR

2025-07-03 * "Beli barang, sebagian utang" ^KS-2507-0003
  jenis: "beli"
  Aset:Persediaan:Sembako          1000000 IDR
  Aset:Bank:BRI                    -600000 IDR
  Liabilitas:Utang-Usaha:Sembako   -400000 IDR

2025-07-10 * "Penjualan" "Toko, 10 Juli 2025" ^TK-250710-T1-J
  jenis: "jual"
  sumber: "receipts.csv"
  Aset:Kas:Toko                     450000 IDR
  Aset:Piutang:QRIS:BRI             310000 IDR
  Aset:Piutang:Bon:Sembako:A0001     40000 IDR
  Pendapatan:Anggota:Sembako       -200000 IDR
    anggota: "A0001"
    hpp: 160000 IDR
  Pendapatan:Non-Anggota:Sembako   -600000 IDR
  Beban:HPP:Anggota:Sembako         160000 IDR
  Beban:HPP:Non-Anggota:Sembako     480000 IDR
  Aset:Persediaan:Sembako          -640000 IDR

2025-07-15 * "Pencairan QRIS" ^KS-2507-0004
  jenis: "pencairan"
  Aset:Bank:BRI                  307830.50 IDR
  Beban:Administrasi-Bank          2169.50 IDR
    arus_kas: "pembayaran_beban_usaha"
  Aset:Piutang:QRIS:BRI            -310000 IDR

2025-07-31 * "Bunga bank" ^KS-2507-0005
  jenis: "bunga-bank"
  Aset:Bank:BRI                     800.40 IDR
  Beban:Pajak-Bunga                 200.10 IDR
  Pendapatan:Hasil-Investasi      -1000.50 IDR

2025-08-05 * "Freezer" ^KS-2508-0001
  jenis: "aset"
  Aset:Tetap:Mesin-dan-Peralatan   2400000 IDR
  Aset:Bank:BRI                   -2400000 IDR

2025-08-31 * "Honor penjaga toko" ^KS-2508-0002
  jenis: "beban"
  Beban:Kepegawaian                  60000 IDR
  Aset:Kas:Kantor                   -60000 IDR

2025-12-31 * "Penyusutan freezer" ^TP-2512-SUSUT-01
  jenis: "penyusutan"
  Beban:Penyusutan                  125000 IDR
  Aset:Akumulasi-Penyusutan        -125000 IDR

2025-12-31 * "PPh final" ^TP-2512-PPH
  jenis: "pph-final"
  Beban:Pajak-Penghasilan             4000 IDR
  Liabilitas:Utang-Pajak:PPh-Final   -4000 IDR

2025-12-31 * "Opname" ^KS-2512-0001
  jenis: "opname"
  Beban:Susut-Barang:Sembako         10000 IDR
  Aset:Persediaan:Sembako           -10000 IDR

2026-01-01 balance Aset:Kas:Toko                 450000 IDR
  dihitung: "2025-12-31"
2026-01-01 balance Aset:Kas:Kantor                60000 IDR
  dihitung: "2025-12-31"
2026-01-01 balance Aset:Bank:BRI             2308630.90 IDR
  dihitung: "2025-12-31"
2026-01-01 balance Aset:Persediaan:Sembako       350000 IDR
  dihitung: "2025-12-31"

2026-01-10 * "Penjualan" "Retur" ^TK-260110-T1-R
  jenis: "retur"
  sumber: "receipts.csv"
  Aset:Kas:Toko                     -20000 IDR
  Pendapatan:Non-Anggota:Sembako     20000 IDR
  Beban:HPP:Non-Anggota:Sembako     -16000 IDR
  Aset:Persediaan:Sembako            16000 IDR

2026-02-03 * "Pelunasan bon" ^KS-2602-0001
  jenis: "pendapatan"
  Aset:Kas:Toko                      40000 IDR
  Aset:Piutang:Bon:Sembako:A0001    -40000 IDR

2026-02-04 * "Setoran salah" ^KS-2602-0002
  jenis: "setor-simpanan"
  Aset:Kas:Kantor                    10000 IDR
  Ekuitas:Simpanan:Wajib:A0002      -10000 IDR

2026-02-05 * "Pembalikan KS-2602-0002" ^KS-2602-0003
  jenis: "setor-simpanan"
  membalik: "KS-2602-0002"
  Aset:Kas:Kantor                   -10000 IDR
  Ekuitas:Simpanan:Wajib:A0002       10000 IDR

2026-04-20 * "Listrik" ^KS-2604-0001
  jenis: "beban"
  Beban:Listrik-Air-Telepon          30000 IDR
  Aset:Kas:Kantor                   -30000 IDR
"""


def example(addition: str = "", *, replace: tuple[str, str] = ("", "")) -> TextBook:
    """The worked example, with more text at its end, or with a piece of it replaced."""
    assert replace[0] in TEXT, "the piece to replace is not there"
    text = TEXT.replace(*replace, 1) if replace[0] else TEXT
    return book_of(text + "\n" + addition)


def book_of(text: str) -> TextBook:
    """A book from text that must read without problems."""
    found = TextBook.from_text(text)
    assert found.problems == ()
    return found
