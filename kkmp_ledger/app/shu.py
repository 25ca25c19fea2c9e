"""The SHU of a book year: computed while nothing is decided, reported once it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.koperasi.keputusan import pembagian_diputuskan
from kkmp_ledger.koperasi.pribadi import nama_anggota
from kkmp_ledger.koperasi.shu_tahun import hitung_shu
from kkmp_ledger.statements.shu import tabel_alokasi
from kkmp_ledger.statements.shu import tabel_anggota

if TYPE_CHECKING:
    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.shu import Pembagian
    from kkmp_ledger.statements.model import Kepala
    from kkmp_ledger.statements.model import Tabel


def shu(folder: Folder, ledger: Ledger, tahun: int) -> Pembagian:
    """The division that holds: the meeting's once there is one, else today's computation.

    Raises ProblemError as `hitung_shu`.
    """
    decision = folder.keputusan.get(tahun)
    if decision is not None:
        return pembagian_diputuskan(decision)
    return hitung_shu(ledger, folder.chart, folder.koperasi, folder.register, tahun)


def tabel_shu(folder: Folder, pembagian: Pembagian, kepala: Kepala) -> tuple[Tabel, Tabel]:
    """The allocation and the members' list, with the members' names where they are kept."""
    names = nama_anggota(folder.pribadi)
    return (
        tabel_alokasi(pembagian, folder.chart, kepala),
        tabel_anggota(pembagian, names, kepala),
    )
