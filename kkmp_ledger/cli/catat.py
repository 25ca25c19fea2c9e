"""`kkmp catat RESEP`: the everyday events, each a sentence without the words debit and credit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from kkmp_ledger.app.record import record as post
from kkmp_ledger.app.record import record_aset
from kkmp_ledger.app.record import record_reversal
from kkmp_ledger.cli.session import RupiahType
from kkmp_ledger.cli.session import session
from kkmp_ledger.cli.session import show_result
from kkmp_ledger.cli.session import writing
from kkmp_ledger.koperasi import resep_kas
from kkmp_ledger.koperasi import resep_usaha
from kkmp_ledger.koperasi import simpanan

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.record import Made
    from kkmp_ledger.app.recorder import Recorder
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.cli.session import Session

RUPIAH = RupiahType()
RUPIAH_SEN = RupiahType(sen=True)


@click.group()
def catat() -> None:
    """Catat kejadian sehari-hari."""


def _resep(nama: str, help_text: str, *parameter: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Make a command of a recipe: `recipe(folder, index, tanggal, **isian) -> draft`."""

    def decorate(recipe: Callable[..., Made]) -> click.Command:
        @writing
        @session
        def command(session: Session, tanggal: date, recorder: Recorder, **answers: Any) -> None:
            folder = session.opened()
            result = post(folder, recorder, lambda index: recipe(folder, index, tanggal, **answers))
            show_result(result, session, rehearsal=recorder.rehearsal)
            if not result.bukti and not recorder.rehearsal:
                click.echo("hitungan dicatat, cocok dengan buku")

        for add in reversed(parameter):
            command = add(command)
        command.__doc__ = help_text
        return catat.command(name=nama)(command)

    return decorate


def _content(nama: str, type_: click.ParamType[Any] | None = None) -> Callable[[Any], Any]:
    return click.argument(nama, type=type_)


def _option(nama: str, help_text: str, **other: Any) -> Callable[[Any], Any]:
    return click.option(nama, help=help_text, **{"required": True, **other})


FROM = _option("--dari", 'Kas atau bank asal uang, misalnya "Kas Toko".')
KE = _option("--ke", 'Kas atau bank tujuan uang, misalnya "Bank BRI".')
URAIAN = _option("--uraian", "Untuk apa.")
SHEET = _option("--lembar", "Nomor berita acara atau lembar hitung.")


@_resep(
    "beban",
    "Bayar beban: JENIS menurut bagan akun, misalnya 'Beban kepegawaian'.",
    _content("jenis"),
    _content("jumlah", RUPIAH_SEN),
    URAIAN,
    _option("--dari", 'Kas atau bank, atau "Akrual" bila belum dibayar.'),
    _option("--pihak", "Dibayar kepada siapa.", required=False, default=""),
)
def _beban(f: Folder, _i: Index, tanggal: date, jenis: str, **answers: Any) -> Made:
    return resep_usaha.beban(f.names, tanggal=tanggal, jenis_beban=jenis, **answers)


@_resep(
    "beli",
    "Beli barang dagangan untuk UNIT.",
    _content("unit"),
    _content("jumlah", RUPIAH),
    _option("--pemasok", "Nama pemasok."),
    _option("--dari", 'Kas atau bank, atau "Utang" bila belum dibayar.'),
    _option("--uraian", "Barang apa.", required=False, default=""),
)
def _beli(f: Folder, _i: Index, tanggal: date, **answers: Any) -> Made:
    return resep_usaha.beli(f.names, tanggal=tanggal, **answers)


@_resep(
    "bayar-utang",
    "Bayar utang kepada pemasok UNIT.",
    _content("unit"),
    _content("jumlah", RUPIAH),
    _option("--pemasok", "Nama pemasok."),
    FROM,
)
def _bayar_utang(f: Folder, _i: Index, tanggal: date, **answers: Any) -> Made:
    return resep_usaha.bayar_utang(f.names, tanggal=tanggal, **answers)


@_resep("setor-bank", "Pindahkan uang antara kas dan bank.", _content("jumlah", RUPIAH), FROM, KE)
def _setor_bank(f: Folder, _i: Index, tanggal: date, **answers: Any) -> Made:
    return resep_kas.setor_bank(f.names, tanggal=tanggal, **answers)


@_resep(
    "pencairan",
    "Uang QRIS atau kartu masuk ke bank; BRUTO sebelum potongan.",
    _content("akuirer"),
    _content("bruto", RUPIAH),
    _option("--biaya", "Potongan.", type=RUPIAH_SEN, required=False, default=0),
    KE,
)
def _pencairan(f: Folder, _i: Index, tanggal: date, **answers: Any) -> Made:
    return resep_kas.pencairan(f.names, tanggal=tanggal, **answers)


@_resep(
    "hibah",
    "Terima hibah uang.",
    _content("jumlah", RUPIAH),
    _option("--pihak", "Dari siapa."),
    URAIAN,
    KE,
)
def _hibah(f: Folder, _i: Index, tanggal: date, **answers: Any) -> Made:
    return resep_kas.hibah(f.names, tanggal=tanggal, **answers)


@_resep(
    "pinjaman",
    "Terima pinjaman uang.",
    _content("jumlah", RUPIAH),
    _option("--pihak", "Pemberi pinjaman."),
    KE,
    _option(
        "--pemberi",
        "Jenis pemberi pinjaman.",
        type=click.Choice(["bank", "pihak-ketiga"]),
        required=False,
        default="bank",
    ),
)
def _pinjaman(f: Folder, _i: Index, tanggal: date, **answers: Any) -> Made:
    return resep_kas.pinjaman(f.names, tanggal=tanggal, **answers)


@_resep(
    "bunga-bank",
    "Bunga yang masuk di BANK; BRUTO sebelum pajak.",
    _content("bank"),
    _content("bruto", RUPIAH_SEN),
    _option("--pajak", "Pajak yang dipotong.", type=RUPIAH_SEN, required=False, default=0),
)
def _bunga_bank(f: Folder, _i: Index, tanggal: date, **answers: Any) -> Made:
    return resep_kas.bunga_bank(f.names, tanggal=tanggal, **answers)


@_resep("bayar-pajak", "Bayar PPh final yang terutang.", _content("jumlah", RUPIAH), FROM)
def _bayar_pajak(f: Folder, _i: Index, tanggal: date, **answers: Any) -> Made:
    return resep_kas.bayar_pajak(f.names, tanggal=tanggal, **answers)


@_resep("bayar-akrual", "Bayar beban yang dulu dicatat Akrual.", _content("jumlah", RUPIAH), URAIAN,
        FROM)  # fmt: skip
def _bayar_akrual(f: Folder, _i: Index, tanggal: date, **answers: Any) -> Made:
    return resep_usaha.bayar_akrual(f.names, tanggal=tanggal, **answers)


@_resep(
    "hitung-kas",
    "Hasil hitung KOTAK (kas) atau saldo rekening (bank) pada malam hari itu.",
    _content("kotak"),
    _content("jumlah", RUPIAH_SEN),
    SHEET,
)
def _hitung_kas(f: Folder, index: Index, tanggal: date, **answers: Any) -> Made:
    return resep_kas.hitung_kas(f.names, index, tanggal=tanggal, **answers)


@_resep(
    "opname",
    "Hasil hitung barang UNIT, dalam rupiah menurut harga pokok.",
    _content("unit"),
    _content("nilai", RUPIAH),
    SHEET,
)
def _opname(f: Folder, index: Index, tanggal: date, **answers: Any) -> Made:
    return resep_usaha.opname(f.names, index, tanggal=tanggal, **answers)


@_resep("bayar-keluar", "Bayar utang kepada anggota yang keluar.", _content("nomor"), FROM)
def _bayar_keluar(f: Folder, index: Index, tanggal: date, **answers: Any) -> Made:
    return simpanan.bayar_keluar(f.names, index, tanggal=tanggal, **answers)


@_resep("bayar-shu", "Bayar SHU bagian anggota NOMOR.", _content("nomor"), FROM)
def _bayar_shu(f: Folder, index: Index, tanggal: date, **answers: Any) -> Made:
    return resep_usaha.bayar_shu(f.names, index, tanggal=tanggal, **answers)


@catat.command()
@click.argument("jumlah", type=RUPIAH)
@click.option("--nama", required=True, help="Nama asetnya.")
@click.option("--akun", required=True, help='Misalnya "Mesin dan peralatan".')
@click.option("--bulan", type=int, required=True, help="Umur dalam bulan (0: tidak disusutkan).")
@FROM
@writing
@session
def aset(session: Session, tanggal: date, recorder: Recorder, **answers: Any) -> None:
    """Beli aset tetap; masuk juga ke aset.csv dan disusutkan setiap tutup bulan."""
    folder = session.opened()
    result = record_aset(
        folder, recorder, lambda: resep_usaha.aset(folder.names, tanggal=tanggal, **answers)
    )
    show_result(result, session, rehearsal=recorder.rehearsal)


@catat.command(name="dibayar-di-muka")
@click.argument("jumlah", type=RUPIAH)
@click.option("--nama", required=True, help="Untuk apa.")
@click.option("--akun", required=True, help='Misalnya "Sewa dibayar di muka".')
@click.option("--beban", required=True, help='Menjadi beban apa, misalnya "Beban sewa".')
@click.option("--bulan", type=int, required=True, help="Untuk berapa bulan.")
@FROM
@writing
@session
def dibayar_di_muka(session: Session, tanggal: date, recorder: Recorder, **answers: Any) -> None:
    """Bayar beban di muka; menjadi beban setiap tutup bulan."""
    folder = session.opened()
    result = record_aset(
        folder,
        recorder,
        lambda: resep_usaha.dibayar_di_muka(folder.names, tanggal=tanggal, **answers),
    )
    show_result(result, session, rehearsal=recorder.rehearsal)


@click.command()
@click.argument("bukti")
@click.option("--alasan", required=True, help="Mengapa dibalik.")
@writing
@session
def balik(session: Session, bukti: str, alasan: str, tanggal: date, recorder: Recorder) -> None:
    """Balik entri BUKTI: dicatat kebalikannya, yang asli tetap ada."""
    folder = session.opened()
    result = record_reversal(folder, recorder, bukti=bukti, tanggal=tanggal, alasan=alasan)
    show_result(result, session, rehearsal=recorder.rehearsal)
