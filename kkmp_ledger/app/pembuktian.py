"""The seven proofs of a book year, from the text, and what is remembered of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kkmp_ledger.app.ingatan import Ingatan
from kkmp_ledger.app.segel import sidik_tahun
from kkmp_ledger.app.susun import dokumen
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.book.muat import hasil_clamp
from kkmp_ledger.book.muat import muat
from kkmp_ledger.importing.berkas import Berkas
from kkmp_ledger.importing.struk import DokumenJual
from kkmp_ledger.importing.struk import gabung
from kkmp_ledger.importing.terima import baca_lagi
from kkmp_ledger.statements import pembuktian
from kkmp_ledger.statements.rentang import rentang

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.muat import Termuat
    from kkmp_ledger.statements.model import Bukti

_LEMBAR = ("setoran", "beli", "beban")


def buktikan(folder: Folder, tahun: int) -> tuple[Buku, str, tuple[Bukti, ...]]:
    """Read the text, prove the year, remember the result.

    Gives the ledger, the year's fingerprint and the seven proofs. Raises ProblemError.
    """
    buku, termuat = Buku.baca(folder.path), muat(folder.path)
    proofs = _tahun(folder, buku, termuat, tahun)
    return buku, _ingat(folder, buku, tahun, proofs), proofs


def masalah_bukti(folder: Folder, buku: Buku, termuat: Termuat) -> list[Problem]:
    """What does not hold in any book year; each year's result is remembered."""
    found: list[Problem] = []
    for tahun in tahun_terisi(folder, buku):
        try:
            proofs = _tahun(folder, buku, termuat, tahun)
        except ProblemError as error:
            found += error.problems
            continue
        _ingat(folder, buku, tahun, proofs)
        closed = tahun in folder.tertutup.tahun
        found += (p for b in proofs for p in pembuktian.masalah_bukti(b, tutup=closed))
    return found


def tahun_terisi(folder: Folder, buku: Buku) -> list[int]:
    """The book years from the founding to the last entry."""
    last = buku.terakhir()
    return list(range(folder.koperasi.mulai.year, last.year + 1)) if last else []


def _tahun(folder: Folder, buku: Buku, termuat: Termuat, tahun: int) -> tuple[Bukti, ...]:
    closed = tahun in folder.tertutup.tahun
    period = rentang(buku, folder.koperasi, tahun, tutup=closed)
    struk, complete = struk_harian(folder)
    sumber = pembuktian.Sumber(
        folder.register,
        hasil_clamp(termuat, period),
        {key: total for key, total in struk.items() if key[0] in period},
        complete,
    )
    return pembuktian.buktikan(buku, folder.chart, folder.koperasi, tahun, sumber, tutup=closed)


def struk_harian(folder: Folder) -> tuple[dict[tuple[date, str], int], bool]:
    """The receipts' net sales per day and outlet, and whether all documents are here.

    Straight from the documents: what was booked of them is the other side of proof 5.
    """
    tills = [d for d in dokumen(folder) if d.profil not in _LEMBAR]
    here = [d for d in tills if (folder.path / d.berkas).is_file()]
    read = baca_lagi(here, lambda d: Berkas(folder.path / d.berkas, d.berkas), folder.koperasi)
    merged, wrong = gabung(t.isi for t in read if isinstance(t.isi, DokumenJual))
    if wrong:
        raise ProblemError(wrong)
    totals: dict[tuple[date, str], int] = defaultdict(int)
    for struk, _ in merged.struk:
        sign = 1 if struk.macam == "jual" else -1
        totals[struk.waktu.date(), struk.outlet] += sign * struk.total
    return dict(totals), len(here) == len(tills)


def _ingat(folder: Folder, buku: Buku, tahun: int, proofs: tuple[Bukti, ...]) -> str:
    sidik = sidik_tahun(buku, folder.tahun(tahun))
    digests = {file.path: file.digest for file in buku.files}
    Ingatan(folder).simpan(digests, tahun, sidik, proofs)
    return sidik
