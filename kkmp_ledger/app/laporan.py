"""The statements of a book year: quickly from the index, or proven from the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.app.baca import dengan_indeks
from kkmp_ledger.app.ingatan import Ingatan
from kkmp_ledger.app.shu import shu
from kkmp_ledger.app.shu import tabel_shu
from kkmp_ledger.statements.arus_kas import arus_kas
from kkmp_ledger.statements.hasil_usaha import hasil_usaha
from kkmp_ledger.statements.neraca_saldo import neraca_saldo
from kkmp_ledger.statements.perubahan_ekuitas import perubahan_ekuitas
from kkmp_ledger.statements.posisi_keuangan import posisi_keuangan
from kkmp_ledger.statements.rentang import kepala
from kkmp_ledger.statements.rentang import rentang
from kkmp_ledger.statements.ringkas import tanpa_nol

if TYPE_CHECKING:
    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.statements.model import Bukti
    from kkmp_ledger.statements.model import Laporan
    from kkmp_ledger.statements.model import Tabel

# the command line's word -> the statement, in the order of the RAT book
LAPORAN = {
    "posisi-keuangan": posisi_keuangan,
    "hasil-usaha": hasil_usaha,
    "perubahan-ekuitas": perubahan_ekuitas,
    "arus-kas": arus_kas,
    "neraca-saldo": neraca_saldo,
}
BELUM_DIBUKTIKAN = "belum dibuktikan sejak perubahan terakhir"


@dataclass(frozen=True, slots=True)
class HasilLaporan:
    """A statement with what is known of its proof: the proofs themselves, or one line about it."""

    laporan: Laporan
    bukti: tuple[Bukti, ...] = ()
    catatan: str = ""


def lihat(folder: Folder, nama: str, tahun: int) -> HasilLaporan:
    """One statement from the index, with the result of the last proof while it still holds."""
    with dengan_indeks(folder) as index:
        memory = Ingatan(folder).baca(index, tahun)
        sidik = memory.sidik if memory else ""
        note = memory.kata if memory else BELUM_DIBUKTIKAN
        return HasilLaporan(susun(folder, index, nama, tahun, sidik), catatan=note)


def susun(folder: Folder, ledger: Ledger, nama: str, tahun: int, sidik: str) -> Laporan:
    """One statement of any ledger. Raises ProblemError for a year before the founding."""
    closed = tahun in folder.tertutup.tahun
    period = rentang(ledger, folder.koperasi, tahun, tutup=closed)
    one_day = nama == "posisi-keuangan"
    head = kepala(folder.koperasi, period, sidik, tutup=closed, per_tanggal=one_day)
    make = LAPORAN[nama]
    return make(ledger, folder.chart, folder.koperasi, tahun, head, tutup=closed)


def buktikan(folder: Folder, nama: str, tahun: int) -> HasilLaporan:
    """One statement from the text with its proofs. Raises ProblemError."""
    from kkmp_ledger.app import pembuktian  # noqa: PLC0415  # Beancount only when it proves

    buku, sidik, proofs = pembuktian.buktikan(folder, tahun)
    return HasilLaporan(susun(folder, buku, nama, tahun, sidik), proofs)


def semua(folder: Folder, tahun: int) -> list[Laporan | Tabel]:
    """Every statement and the SHU of a year from the index, for a screen. Raises ProblemError."""
    folder.tuntut_data()
    closed = tahun in folder.tertutup.tahun
    with dengan_indeks(folder) as index:
        memory = Ingatan(folder).baca(index, tahun)
        sidik = memory.sidik if memory else ""
        reports = [susun(folder, index, n, tahun, sidik) for n in LAPORAN]
        period = rentang(index, folder.koperasi, tahun, tutup=closed)
        head = kepala(folder.koperasi, period, sidik, tutup=closed)
        division = shu(folder, index, tahun)
    return [*map(tanpa_nol, reports), *tabel_shu(folder, division, head)]
