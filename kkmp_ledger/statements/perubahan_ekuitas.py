"""Laporan perubahan ekuitas: what moved each part of equity, row by row, from the movements."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import bulat
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.spec.chart import di_bawah
from kkmp_ledger.spec.statement import bentuk
from kkmp_ledger.statements.model import Baris
from kkmp_ledger.statements.model import Kolom
from kkmp_ledger.statements.model import Laporan
from kkmp_ledger.statements.rentang import kolom_rentang
from kkmp_ledger.statements.saldo import Saldo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.spec.statement import SusunanEkuitas
    from kkmp_ledger.statements.model import Kepala
    from kkmp_ledger.statements.rentang import Rentang

EKUITAS = "Ekuitas"
SHU = "shu"
JUMLAH = "jumlah"
LALU = "lalu_"  # before the key of a row of the year before
_KOREKSI = "Ekuitas:SHU:Koreksi"

Cells = dict[tuple[str, str], int]  # (row, column) -> whole rupiah


def perubahan_ekuitas(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    tahun: int,
    kepala: Kepala,
    *,
    tutup: bool,
) -> Laporan:
    """The statement of the book year's span; the year before follows in rows keyed `lalu_...`.

    Raises ProblemError: TANGGAL-LUAR, AKUN-ASING.
    """
    forms = bentuk(koperasi.rezim)
    susunan = forms.perubahan_ekuitas
    saldo = Saldo(ledger, chart, forms)
    rows: list[Baris] = []
    spans = kolom_rentang(ledger, koperasi, tahun, tutup=tutup)
    for prefix, span in zip(("", LALU), spans, strict=True):
        cells = gerak_ekuitas(ledger, chart, saldo, span.period) if span.period else None
        rows += _baris(susunan, span, cells, prefix)
    columns = tuple(Kolom(k.kunci, k.judul) for k in susunan.kolom)
    total = Kolom(JUMLAH, "Jumlah", suku=tuple(k.kunci for k in susunan.kolom))
    return Laporan(susunan.id, susunan.judul, kepala, (*columns, total), tuple(rows))


def gerak_ekuitas(ledger: Ledger, chart: Chart, saldo: Saldo, period: Period) -> Cells:
    """Every cell but the sums: the opening and the result by balances, the rest by movements.

    Opening entries count as opening wherever they are dated.
    """
    exact: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for amounts in saldo.pada(period.start).values():
        for akun, amount in amounts.items():
            if di_bawah(akun, EKUITAS):
                exact["saldo_awal", _kolom(chart, saldo, akun)] -= amount
    for m in ledger.movements(period, [EKUITAS]):
        column = _kolom(chart, saldo, m.akun)
        exact[_letak(m, column), column] -= m.jumlah
    found = {cell: bulat(amount) for cell, amount in exact.items()}
    earlier = bulat(saldo.hasil_kumulatif(period.start)) - bulat(saldo.diputuskan(period.start))
    found["saldo_awal", SHU] = found.get(("saldo_awal", SHU), 0) + earlier
    found["shu_tahun_berjalan", SHU] = saldo.shu(period)
    return found


def _kolom(chart: Chart, saldo: Saldo, akun: str) -> str:
    found = chart.akun(akun)
    if found is None:
        raise ProblemError(saldo.asing(akun))
    return found.templat.kolom_ekuitas


def _letak(m: Movement, column: str) -> str:
    """The row of a movement. A reversal stands where the original stands (docs/ACCOUNTING.md 2)."""
    if m.jenis == SALDO_AWAL:
        return "saldo_awal"
    if m.jenis == "koreksi" or di_bawah(m.akun, _KOREKSI):
        return "koreksi"
    if m.jenis == "shu-ke-simpanan":
        return "shu_ke_simpanan"
    if m.jenis == "pembagian-shu" or column == SHU:
        return "pembagian_shu"
    return "penambahan" if (m.jumlah < 0) != bool(m.membalik) else "pengurangan"


def _baris(
    susunan: SusunanEkuitas, span: Rentang, cells: Cells | None, prefix: str
) -> Iterator[Baris]:
    """A block of rows under a heading that gives its dates; only the heading when none exists."""
    note = f" ({span.kolom.catatan})" if span.kolom.catatan else ""
    yield Baris(f"{prefix}rentang", f"{span.kolom.judul}{note}", "judul", 0)
    if cells is None:
        return
    by_row: dict[str, tuple[int, ...]] = {}
    for b in susunan.baris:
        if b.jenis == "jumlah":
            parts = [tuple(sign * v for v in by_row[key]) for sign, key in b.suku]
            row = tuple(sum(column) for column in zip(*parts, strict=True))
        else:
            values = [cells.get((b.kunci, k.kunci), 0) for k in susunan.kolom]
            row = (*values, sum(values))
        by_row[b.kunci] = row
        suku = tuple((sign, prefix + key) for sign, key in b.suku)
        yield Baris(prefix + b.kunci, b.label, b.jenis, b.tingkat, row, suku, kurang=b.kurang)
