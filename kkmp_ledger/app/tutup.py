"""Closes a month or a book year: what only a close books, the balances, and the seal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.app import akun_gen
from kkmp_ledger.app.cek import periksa_buku
from kkmp_ledger.app.folder import Tertutup
from kkmp_ledger.app.pencatat import tulis
from kkmp_ledger.app.segel import fakta_periode
from kkmp_ledger.app.segel import sidik_segel
from kkmp_ledger.app.segel import tulis_segel
from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import galat
from kkmp_ledger.book import format as teks
from kkmp_ledger.book.batch import Isi
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.book.door import Rencana
from kkmp_ledger.book.read import baca
from kkmp_ledger.book.sidik import sidik_bytes
from kkmp_ledger.koperasi.aturan.model import SELAMANYA
from kkmp_ledger.koperasi.tutup import saldo_tutup
from kkmp_ledger.koperasi.tutup import tutup_bulan

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.door import Hasil
    from kkmp_ledger.book.index import Index
    from kkmp_ledger.book.model import Draft

_DESEMBER = 12


def tutup(folder: Folder, pencatat: Pencatat, bulan: Bulan) -> Hasil:
    """Close a month.

    Raises ProblemError while the month before is open, a problem stands, or a cash box or bank
    was not counted on its last evening.
    """
    _demand_order(folder, bulan, pencatat.waktu.date())

    def rencana(index: Index) -> Rencana:
        drafts = tutup_bulan(index, folder.koperasi, folder.aset, bulan)
        balances = saldo_tutup(index, folder.chart, bulan, drafts)
        return _rencana(folder, str(bulan), bulan, drafts, balances)

    return tulis(folder, pencatat, rencana, f"tutup {bulan}")


def tutup_tahun(folder: Folder, pencatat: Pencatat, tahun: int) -> Hasil:
    """Close a book year whose months are closed. Raises ProblemError."""
    period = folder.tahun(tahun)
    closed = folder.tertutup
    if tahun in closed.tahun:
        raise _urut(f"tahun buku {tahun} sudah ditutup", "tidak ada yang perlu dikerjakan")
    if period.start == period.until:
        raise _urut(f"tahun buku {tahun} sebelum koperasi berdiri", "sebut tahun yang lain")
    for month in period.bulan():
        if not closed.memuat(month):
            hint = f"jalankan dulu kkmp tutup {month}"
            raise _urut(f"{month.judul} belum ditutup", hint)

    def rencana(index: Index) -> Rencana:
        december = Bulan(tahun, _DESEMBER)
        balances = saldo_tutup(index, folder.chart, december, (), setahun=True)
        plan = _rencana(folder, str(tahun), december, [], balances, setahun=period)
        years = folder.tertutup.tahun | {tahun}
        accounts = akun_gen.teks_akun(folder.koperasi, folder.register, years)
        return replace(plan, mesin={**plan.mesin, akun_gen.BERKAS: accounts})

    return tulis(folder, pencatat, rencana, f"tutup {tahun}")


def _rencana(
    folder: Folder,
    nama: str,
    bulan: Bulan,
    drafts: list[Draft],
    balances: dict[str, Decimal],
    *,
    setahun: Period | None = None,
) -> Rencana:
    """The closing file and the seal; proven on the text as if the period were closed already."""
    day = bulan.until
    lines = [teks.saldo(day, akun, jumlah, {}) for akun, jumlah in balances.items()]
    blocks = [*map(teks.entri, drafts), "".join(lines)]
    digest = sidik_bytes("\n".join(blocks).encode())
    path = f"{bulan.tahun}/{'13' if setahun else f'{bulan.bulan:02d}'}-tutup.gen.beancount"
    text = teks.berkas_mesin(blocks, sumber=digest)
    buku = Buku([*Buku.baca(folder.path).files, baca(text.encode(), path)])
    months = folder.tertutup.bulan | {bulan}
    years = folder.tertutup.tahun | ({bulan.tahun} if setahun else set())
    closed = Tertutup(frozenset(months), frozenset(years))
    found = galat(periksa_buku(folder, buku, closed))
    if setahun:
        found += belum_opname(folder, buku, setahun)
    if found:
        raise ProblemError(found)
    first = not folder.tertutup.bulan
    facts = fakta_periode(
        buku, setahun or bulan.period, pertama=first, penyesuaian=setahun is not None
    )
    seal = tulis_segel(nama, setahun or bulan.period, _sebelum(folder), facts)
    name = f"segel/{nama}.txt"
    return Rencana(mesin={path: text}, sumber={name: Isi(seal.encode())}, dibaca={name: ""})


def belum_opname(folder: Folder, buku: Buku, period: Period) -> list[Problem]:
    """Stock that was not counted on the book year's last evening (BELUM-DIHITUNG)."""
    last = period.akhir.isoformat()
    counted = {a.akun for a in buku.assertions(SELAMANYA) if a.dihitung == last}
    saldo = buku.saldo(period.until)
    found = []
    for unit in folder.koperasi.unit:
        akun = f"Aset:Persediaan:{unit.segmen}"
        if saldo.get(akun) and akun not in counted:
            fact = f"persediaan {unit.nama} belum dihitung pada {tanggal_panjang(period.akhir)}"
            hint = f"catat dengan kkmp catat opname {unit.kode} NILAI --tanggal {last}"
            found.append(Problem("BELUM-DIHITUNG", fact, hint))
    return found


def _sebelum(folder: Folder) -> str:
    """The digest of the last seal, "-" before the first: months in order, a year after its last."""
    seals = sorted((b.tahun, b.bulan, str(b)) for b in folder.tertutup.bulan)
    seals += sorted((year, _DESEMBER + 1, str(year)) for year in folder.tertutup.tahun)
    if not seals:
        return "-"
    name = f"segel/{max(seals)[2]}.txt"
    digest = sidik_segel(folder.teks(name))
    if not digest:
        hint = "kembalikan berkas segel itu dari cadangan atau git"
        raise ProblemError(Problem("BERKAS-RUSAK", f"{name} tanpa sidik", hint, Place(name, 1)))
    return digest


def _demand_order(folder: Folder, bulan: Bulan, hari_ini: date) -> None:
    closed = folder.tertutup
    if closed.memuat(bulan):
        raise _urut(f"{bulan.judul} sudah ditutup", "tidak ada yang perlu dikerjakan")
    first = Bulan.of(folder.koperasi.mulai)
    due = max(closed.bulan).berikut if closed.bulan else first
    if bulan != due:
        raise _urut(f"{due.judul} belum ditutup", f"jalankan dulu kkmp tutup {due}")
    if bulan.bulan == 1 and bulan != first and bulan.tahun - 1 not in closed.tahun:
        year = bulan.tahun - 1
        raise _urut(f"tahun buku {year} belum ditutup", f"jalankan dulu kkmp tutup {year}")
    if hari_ini < bulan.akhir:
        raise _urut(f"{bulan.judul} belum berakhir", f"tutup pada atau sesudah {bulan.akhir}")


def _urut(fact: str, hint: str) -> ProblemError:
    return ProblemError(Problem("TUTUP-URUT", fact, hint))
