"""Books what a recipe makes: into the hand-kept book of the day's month, through the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.folder import ASET
from kkmp_ledger.app.pencatat import tulis
from kkmp_ledger.book.batch import Isi
from kkmp_ledger.book.door import Rencana
from kkmp_ledger.book.model import Draft
from kkmp_ledger.koperasi.aset import tulis_aset
from kkmp_ledger.koperasi.balik import balik
from kkmp_ledger.koperasi.resep import isian
from kkmp_ledger.spec.nomor import berkas_kas

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.book.door import Hasil
    from kkmp_ledger.book.index import Index
    from kkmp_ledger.book.model import Hitungan
    from kkmp_ledger.koperasi.aset import BarisAset

_DAPAT_DIBALIK = ("KS-", "PY-", "SP-", "BL-", "BB-")
Buatan = Draft | tuple[Draft | None, "Hitungan"]


def catat(folder: Folder, pencatat: Pencatat, buat: Callable[[Index], Buatan]) -> Hasil:
    """Book one draft, or a count with its difference. `buat` sees the ledger as it stands.

    Raises ProblemError with nothing changed.
    """

    def rencana(index: Index) -> Rencana:
        made = buat(index)
        items = [made] if isinstance(made, Draft) else [item for item in made if item]
        return Rencana(tambah=tambahan(pencatat, items))

    return tulis(folder, pencatat, rencana, "catat")


def catat_aset(
    folder: Folder, pencatat: Pencatat, buat: Callable[[], tuple[Draft, BarisAset]]
) -> Hasil:
    """Book a purchase and enter it into `aset.csv`, both or neither. Raises ProblemError."""

    def rencana(_index: Index) -> Rencana:
        draft, row = buat()
        register = Isi(tulis_aset([*folder.aset, row]).encode())
        return Rencana(
            tambah=tambahan(pencatat, [draft]),
            sumber={ASET: register},
            dibaca={ASET: folder.sidik(ASET)},
        )

    return tulis(folder, pencatat, rencana, "aset")


def catat_balik(
    folder: Folder, pencatat: Pencatat, *, bukti: str, tanggal: date, alasan: str
) -> Hasil:
    """Reverse an entry of the hand-kept books or of a sheet, once. Raises ProblemError."""

    def rencana(index: Index) -> Rencana:
        entry = index.entri_bukti(bukti)
        if entry is None:
            raise isian(
                f"bukti {bukti} tidak ada di buku", "periksa nomornya di entri atau kuitansi"
            )
        if earlier := index.pembalik(bukti):
            raise isian(f"{bukti} sudah dibalik oleh {earlier}", "tidak ada yang perlu dikerjakan")
        if not bukti.startswith(_DAPAT_DIBALIK):
            hint = "perbaiki sumbernya: struk di kasir, aset.csv, atau keputusan RAT"
            raise isian(f"{bukti} dibuat mesin dari sumbernya", hint)
        return Rencana(tambah=tambahan(pencatat, [balik(entry, tanggal=tanggal, alasan=alasan)]))

    return tulis(folder, pencatat, rencana, f"balik {bukti}")


def tambahan(
    pencatat: Pencatat, items: Sequence[Draft | Hitungan]
) -> dict[str, list[Draft | Hitungan]]:
    """The items, marked with who and when, each under the hand-kept file of its month."""
    files: dict[str, list[Draft | Hitungan]] = {}
    for item in items:
        day = item.tanggal if isinstance(item, Draft) else item.dihitung
        files.setdefault(berkas_kas(day), []).append(pencatat.tanda(item))
    return files
