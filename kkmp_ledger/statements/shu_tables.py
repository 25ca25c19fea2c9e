"""The division of SHU and the members' deposits as lists for the meeting."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.koperasi.shu import JASA
from kkmp_ledger.statements.sections import Table
from kkmp_ledger.statements.sections import TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from kkmp_ledger.koperasi.shu import Division
    from kkmp_ledger.koperasi.simpanan import DepositPosition
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.statements.sections import Header

_JASA = {"jasa_modal": "Jasa modal anggota", "jasa_usaha": "Jasa usaha anggota"}
_KIND = ("pokok", "wajib", "sukarela")
_SPARSE = ("awal", "keluar", "sukarela")  # a first year has no opening, a small one no draws


def allocation_table(division: Division, chart: Chart, header: Header) -> Table:
    """Where the SHU goes, to the rupiah: covered losses, what is kept, each destination."""
    rows: list[tuple[str | int | None, ...]] = [
        (f"Menutup rugi tahun {year}", "", loss) for year, loss in division.menutup_rugi.items()
    ]
    if division.retained:
        rows.append(("SHU usaha non-anggota, ditahan sebagai cadangan", "", division.retained))
    for name, amount in division.allocation.items():
        rows.append((_destination(name, chart), _persen(amount, division.divided), amount))
    columns = (
        TableColumn("tujuan", "Tujuan"),
        TableColumn("persen", "Persen"),
        TableColumn("jumlah", "Jumlah (Rp)", "angka", summed=True),
    )
    notes = division.notes
    return Table("shu", "Pembagian SHU", header, columns, tuple(rows), notes)


def anggota_table(division: Division, nama: Mapping[str, str], header: Header) -> Table:
    """Each member's two amounts and their sum; members with nothing are left out."""
    rows = tuple(
        (a.nomor, nama.get(a.nomor, ""), a.jasa_modal, a.jasa_usaha, a.total)
        for a in division.anggota
        if a.total
    )
    columns = (
        TableColumn("nomor", "Nomor"),
        TableColumn("nama", "Nama"),
        TableColumn("jasa_modal", "Jasa modal", "angka", summed=True),
        TableColumn("jasa_usaha", "Jasa usaha", "angka", summed=True),
        TableColumn("total", "Jumlah", "angka", summed=True),
    )
    return Table("shu-anggota", "SHU per anggota", header, columns, rows)


def simpanan_table(
    position: Iterable[DepositPosition], nama: Mapping[str, str], header: Header
) -> Table:
    """Each member's deposits over the year: what came in, what went out, what there is."""
    rows = tuple(
        (
            p.nomor,
            nama.get(p.nomor, ""),
            sum(getattr(p, m).opening for m in _KIND),
            sum(getattr(p, m).masuk for m in _KIND),
            sum(getattr(p, m).keluar for m in _KIND),
            *(getattr(p, m).closing for m in _KIND),
            p.closing,
        )
        for p in position
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
        TableColumn("nomor", "Nomor"),
        TableColumn("nama", "Nama"),
        *(
            TableColumn(key, title, "angka", summed=True, sparse=key in _SPARSE)
            for key, title in amounts
        ),
    )
    return Table("simpanan", "Simpanan per anggota", header, columns, rows)


def _destination(name: str, chart: Chart) -> str:
    if name in JASA:
        return _JASA[name]
    akun = chart.tujuan_shu(name)
    return akun.title if akun else name


def _persen(amount: int, whole: int) -> str:
    """The share of what was divided, `25,00 %`: what the rupiah say, not what was intended."""
    if not whole:
        return ""
    hundredths = round(Fraction(amount * 10000, whole))
    return f"{hundredths // 100},{hundredths % 100:02d} %"
