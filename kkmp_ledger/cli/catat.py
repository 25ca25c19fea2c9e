"""`kkmp catat RESEP`: the everyday events, each a sentence without the words debit and credit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from kkmp_ledger.app.catat import catat as bukukan
from kkmp_ledger.app.catat import catat_aset
from kkmp_ledger.app.catat import catat_balik
from kkmp_ledger.cli.umum import Rupiah
from kkmp_ledger.cli.umum import konteks
from kkmp_ledger.cli.umum import menulis
from kkmp_ledger.cli.umum import tunjukkan_hasil
from kkmp_ledger.koperasi import resep_kas
from kkmp_ledger.koperasi import resep_usaha
from kkmp_ledger.koperasi import simpanan

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kkmp_ledger.app.catat import Buatan
    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.book.index import Index
    from kkmp_ledger.cli.umum import Konteks

RUPIAH = Rupiah()
RUPIAH_SEN = Rupiah(sen=True)


@click.group()
def catat() -> None:
    """Catat kejadian sehari-hari."""


def _resep(nama: str, bantuan: str, *parameter: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Make a command of a recipe: `recipe(folder, index, tanggal, **isian) -> draft`."""

    def decorate(recipe: Callable[..., Buatan]) -> click.Command:
        @menulis
        @konteks
        def command(konteks: Konteks, tanggal: date, catat: Pencatat, **isian: Any) -> None:
            folder = konteks.buka()
            hasil = bukukan(folder, catat, lambda index: recipe(folder, index, tanggal, **isian))
            tunjukkan_hasil(hasil, konteks, coba=catat.coba)
            if not hasil.bukti and not catat.coba:
                click.echo("hitungan dicatat, cocok dengan buku")

        for add in reversed(parameter):
            command = add(command)
        command.__doc__ = bantuan
        return catat.command(name=nama)(command)

    return decorate


def _isi(nama: str, tipe: click.ParamType[Any] | None = None) -> Callable[[Any], Any]:
    return click.argument(nama, type=tipe)


def _opsi(nama: str, bantuan: str, **lain: Any) -> Callable[[Any], Any]:
    return click.option(nama, help=bantuan, **{"required": True, **lain})


DARI = _opsi("--dari", 'Kas atau bank asal uang, misalnya "Kas Toko".')
KE = _opsi("--ke", 'Kas atau bank tujuan uang, misalnya "Bank BRI".')
URAIAN = _opsi("--uraian", "Untuk apa.")
LEMBAR = _opsi("--lembar", "Nomor berita acara atau lembar hitung.")


@_resep(
    "beban",
    "Bayar beban: JENIS menurut bagan akun, misalnya 'Beban kepegawaian'.",
    _isi("jenis"),
    _isi("jumlah", RUPIAH_SEN),
    URAIAN,
    _opsi("--dari", 'Kas atau bank, atau "Akrual" bila belum dibayar.'),
    _opsi("--pihak", "Dibayar kepada siapa.", required=False, default=""),
)
def _beban(f: Folder, _i: Index, tanggal: date, jenis: str, **isian: Any) -> Buatan:
    return resep_usaha.beban(f.sebutan, tanggal=tanggal, jenis_beban=jenis, **isian)


@_resep(
    "beli",
    "Beli barang dagangan untuk UNIT.",
    _isi("unit"),
    _isi("jumlah", RUPIAH),
    _opsi("--pemasok", "Nama pemasok."),
    _opsi("--dari", 'Kas atau bank, atau "Utang" bila belum dibayar.'),
    _opsi("--uraian", "Barang apa.", required=False, default=""),
)
def _beli(f: Folder, _i: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_usaha.beli(f.sebutan, tanggal=tanggal, **isian)


@_resep(
    "bayar-utang",
    "Bayar utang kepada pemasok UNIT.",
    _isi("unit"),
    _isi("jumlah", RUPIAH),
    _opsi("--pemasok", "Nama pemasok."),
    DARI,
)
def _bayar_utang(f: Folder, _i: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_usaha.bayar_utang(f.sebutan, tanggal=tanggal, **isian)


@_resep("setor-bank", "Pindahkan uang antara kas dan bank.", _isi("jumlah", RUPIAH), DARI, KE)
def _setor_bank(f: Folder, _i: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_kas.setor_bank(f.sebutan, tanggal=tanggal, **isian)


@_resep(
    "pencairan",
    "Uang QRIS atau kartu masuk ke bank; BRUTO sebelum potongan.",
    _isi("akuirer"),
    _isi("bruto", RUPIAH),
    _opsi("--biaya", "Potongan.", type=RUPIAH_SEN, required=False, default=0),
    KE,
)
def _pencairan(f: Folder, _i: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_kas.pencairan(f.sebutan, tanggal=tanggal, **isian)


@_resep(
    "hibah",
    "Terima hibah uang.",
    _isi("jumlah", RUPIAH),
    _opsi("--pihak", "Dari siapa."),
    URAIAN,
    KE,
)
def _hibah(f: Folder, _i: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_kas.hibah(f.sebutan, tanggal=tanggal, **isian)


@_resep(
    "pinjaman",
    "Terima pinjaman uang.",
    _isi("jumlah", RUPIAH),
    _opsi("--pihak", "Pemberi pinjaman."),
    KE,
    _opsi(
        "--pemberi",
        "Jenis pemberi pinjaman.",
        type=click.Choice(["bank", "pihak-ketiga"]),
        required=False,
        default="bank",
    ),
)
def _pinjaman(f: Folder, _i: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_kas.pinjaman(f.sebutan, tanggal=tanggal, **isian)


@_resep(
    "bunga-bank",
    "Bunga yang masuk di BANK; BRUTO sebelum pajak.",
    _isi("bank"),
    _isi("bruto", RUPIAH_SEN),
    _opsi("--pajak", "Pajak yang dipotong.", type=RUPIAH_SEN, required=False, default=0),
)
def _bunga_bank(f: Folder, _i: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_kas.bunga_bank(f.sebutan, tanggal=tanggal, **isian)


@_resep("bayar-pajak", "Bayar PPh final yang terutang.", _isi("jumlah", RUPIAH), DARI)
def _bayar_pajak(f: Folder, _i: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_kas.bayar_pajak(f.sebutan, tanggal=tanggal, **isian)


@_resep("bayar-akrual", "Bayar beban yang dulu dicatat Akrual.", _isi("jumlah", RUPIAH), URAIAN,
        DARI)  # fmt: skip
def _bayar_akrual(f: Folder, _i: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_usaha.bayar_akrual(f.sebutan, tanggal=tanggal, **isian)


@_resep(
    "hitung-kas",
    "Hasil hitung KOTAK (kas) atau saldo rekening (bank) pada malam hari itu.",
    _isi("kotak"),
    _isi("jumlah", RUPIAH_SEN),
    LEMBAR,
)
def _hitung_kas(f: Folder, index: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_kas.hitung_kas(f.sebutan, index, tanggal=tanggal, **isian)


@_resep(
    "opname",
    "Hasil hitung barang UNIT, dalam rupiah menurut harga pokok.",
    _isi("unit"),
    _isi("nilai", RUPIAH),
    LEMBAR,
)
def _opname(f: Folder, index: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_usaha.opname(f.sebutan, index, tanggal=tanggal, **isian)


@_resep("bayar-keluar", "Bayar utang kepada anggota yang keluar.", _isi("nomor"), DARI)
def _bayar_keluar(f: Folder, index: Index, tanggal: date, **isian: Any) -> Buatan:
    return simpanan.bayar_keluar(f.sebutan, index, tanggal=tanggal, **isian)


@_resep("bayar-shu", "Bayar SHU bagian anggota NOMOR.", _isi("nomor"), DARI)
def _bayar_shu(f: Folder, index: Index, tanggal: date, **isian: Any) -> Buatan:
    return resep_usaha.bayar_shu(f.sebutan, index, tanggal=tanggal, **isian)


@catat.command()
@click.argument("jumlah", type=RUPIAH)
@click.option("--nama", required=True, help="Nama asetnya.")
@click.option("--akun", required=True, help='Misalnya "Mesin dan peralatan".')
@click.option("--bulan", type=int, required=True, help="Umur dalam bulan (0: tidak disusutkan).")
@DARI
@menulis
@konteks
def aset(konteks: Konteks, tanggal: date, catat: Pencatat, **isian: Any) -> None:
    """Beli aset tetap; masuk juga ke aset.csv dan disusutkan setiap tutup bulan."""
    folder = konteks.buka()
    hasil = catat_aset(
        folder, catat, lambda: resep_usaha.aset(folder.sebutan, tanggal=tanggal, **isian)
    )
    tunjukkan_hasil(hasil, konteks, coba=catat.coba)


@catat.command(name="dibayar-di-muka")
@click.argument("jumlah", type=RUPIAH)
@click.option("--nama", required=True, help="Untuk apa.")
@click.option("--akun", required=True, help='Misalnya "Sewa dibayar di muka".')
@click.option("--beban", required=True, help='Menjadi beban apa, misalnya "Beban sewa".')
@click.option("--bulan", type=int, required=True, help="Untuk berapa bulan.")
@DARI
@menulis
@konteks
def dibayar_di_muka(konteks: Konteks, tanggal: date, catat: Pencatat, **isian: Any) -> None:
    """Bayar beban di muka; menjadi beban setiap tutup bulan."""
    folder = konteks.buka()
    hasil = catat_aset(
        folder,
        catat,
        lambda: resep_usaha.dibayar_di_muka(folder.sebutan, tanggal=tanggal, **isian),
    )
    tunjukkan_hasil(hasil, konteks, coba=catat.coba)


@click.command()
@click.argument("bukti")
@click.option("--alasan", required=True, help="Mengapa dibalik.")
@menulis
@konteks
def balik(konteks: Konteks, bukti: str, alasan: str, tanggal: date, catat: Pencatat) -> None:
    """Balik entri BUKTI: dicatat kebalikannya, yang asli tetap ada."""
    folder = konteks.buka()
    hasil = catat_balik(folder, catat, bukti=bukti, tanggal=tanggal, alasan=alasan)
    tunjukkan_hasil(hasil, konteks, coba=catat.coba)
