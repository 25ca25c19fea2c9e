"""Laporan posisi keuangan: what the cooperative has and owes, against the end of the last year.

Only balances are asked of the ledger, nothing per entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.spec.statement import bentuk
from kkmp_ledger.statements.model import Laporan
from kkmp_ledger.statements.rentang import kolom_tanggal
from kkmp_ledger.statements.saldo import Saldo
from kkmp_ledger.statements.susun import akun_per_kunci
from kkmp_ledger.statements.susun import susun

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.statements.model import Kepala


def posisi_keuangan(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    tahun: int,
    kepala: Kepala,
    *,
    tutup: bool,
    lengkap: bool = False,
) -> Laporan:
    """The statement at the end of the book year's span (see `rentang`).

    `lengkap` keeps the lines of units that the cooperative does not have (the national form).
    Raises ProblemError: TANGGAL-LUAR, AKUN-ASING.
    """
    susunan = bentuk(koperasi.rezim).posisi_keuangan
    saldo = Saldo(ledger, chart, bentuk(koperasi.rezim))
    columns = kolom_tanggal(ledger, koperasi, tahun, tutup=tutup)
    accounts = akun_per_kunci(chart) | {"shu_tahun_berjalan": ("Pendapatan", "Beban")}
    return Laporan(
        susunan.id,
        susunan.judul,
        kepala,
        tuple(c.kolom for c in columns),
        susun(
            susunan,
            [saldo.posisi(c.period) if c.period else None for c in columns],
            accounts,
            lengkap=lengkap,
        ),
    )
