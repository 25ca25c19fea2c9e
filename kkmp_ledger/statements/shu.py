"""The division of SHU and the members' deposits as lists for the meeting."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.koperasi.shu import JASA
from kkmp_ledger.statements.model import KolomTabel
from kkmp_ledger.statements.model import Tabel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from kkmp_ledger.koperasi.shu import Pembagian
    from kkmp_ledger.koperasi.simpanan import PosisiSimpanan
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.statements.model import Kepala

_JASA = {"jasa_modal": "Jasa modal anggota", "jasa_usaha": "Jasa usaha anggota"}
_MACAM = ("pokok", "wajib", "sukarela")


def tabel_alokasi(pembagian: Pembagian, chart: Chart, kepala: Kepala) -> Tabel:
    """Where the SHU goes, to the rupiah: covered losses, what is kept, each destination."""
    rows: list[tuple[str | int | None, ...]] = [
        (f"Menutup rugi tahun {year}", "", loss) for year, loss in pembagian.menutup_rugi.items()
    ]
    if pembagian.ditahan:
        rows.append(("SHU usaha non-anggota, ditahan sebagai cadangan", "", pembagian.ditahan))
    for name, amount in pembagian.alokasi.items():
        rows.append((_tujuan(name, chart), _persen(amount, pembagian.dibagi), amount))
    columns = (
        KolomTabel("tujuan", "Tujuan"),
        KolomTabel("persen", "Persen"),
        KolomTabel("jumlah", "Jumlah (Rp)", "angka", dijumlah=True),
    )
    notes = pembagian.catatan
    return Tabel("pembagian-shu", "Pembagian SHU", kepala, columns, tuple(rows), notes)


def tabel_anggota(pembagian: Pembagian, nama: Mapping[str, str], kepala: Kepala) -> Tabel:
    """Each member's two amounts and their sum; members with nothing are left out."""
    rows = tuple(
        (a.nomor, nama.get(a.nomor, ""), a.jasa_modal, a.jasa_usaha, a.total)
        for a in pembagian.anggota
        if a.total
    )
    columns = (
        KolomTabel("nomor", "Nomor"),
        KolomTabel("nama", "Nama"),
        KolomTabel("jasa_modal", "Jasa modal", "angka", dijumlah=True),
        KolomTabel("jasa_usaha", "Jasa usaha", "angka", dijumlah=True),
        KolomTabel("total", "Jumlah", "angka", dijumlah=True),
    )
    return Tabel("shu-anggota", "SHU per anggota", kepala, columns, rows)


def tabel_simpanan(
    posisi: Iterable[PosisiSimpanan], nama: Mapping[str, str], kepala: Kepala
) -> Tabel:
    """Each member's deposits over the year: what came in, what went out, what there is."""
    rows = tuple(
        (
            p.nomor,
            nama.get(p.nomor, ""),
            sum(getattr(p, m).awal for m in _MACAM),
            sum(getattr(p, m).masuk for m in _MACAM),
            sum(getattr(p, m).keluar for m in _MACAM),
            *(getattr(p, m).akhir for m in _MACAM),
            p.akhir,
        )
        for p in posisi
    )
    amounts = (
        ("awal", "Saldo awal"),
        ("masuk", "Masuk"),
        ("keluar", "Keluar"),
        ("pokok", "Pokok"),
        ("wajib", "Wajib"),
        ("sukarela", "Sukarela"),
        ("akhir", "Jumlah"),
    )
    columns = (
        KolomTabel("nomor", "Nomor"),
        KolomTabel("nama", "Nama"),
        *(KolomTabel(key, title, "angka", dijumlah=True) for key, title in amounts),
    )
    return Tabel("simpanan-anggota", "Simpanan per anggota", kepala, columns, rows)


def _tujuan(name: str, chart: Chart) -> str:
    if name in JASA:
        return _JASA[name]
    akun = chart.tujuan_shu(name)
    return akun.judul if akun else name


def _persen(amount: int, whole: int) -> str:
    """The share of what was divided, `25,00 %`: what the rupiah say, not what was intended."""
    if not whole:
        return ""
    hundredths = round(Fraction(amount * 10000, whole))
    return f"{hundredths // 100},{hundredths % 100:02d} %"
