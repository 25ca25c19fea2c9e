"""Laporan perhitungan hasil usaha: members' business and others' apart, down to the SHU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.spec.statement import bentuk
from kkmp_ledger.statements.model import Laporan
from kkmp_ledger.statements.rentang import kolom_rentang
from kkmp_ledger.statements.saldo import Saldo
from kkmp_ledger.statements.susun import akun_per_kunci
from kkmp_ledger.statements.susun import susun

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.statements.model import Kepala


def hasil_usaha(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    tahun: int,
    kepala: Kepala,
    *,
    tutup: bool,
    lengkap: bool = False,
) -> Laporan:
    """The statement of the book year's span, against the same span of the year before.

    `lengkap` keeps the lines of units that the cooperative does not have (the national form).
    Raises ProblemError: TANGGAL-LUAR, AKUN-ASING.
    """
    susunan = bentuk(koperasi.rezim).hasil_usaha
    saldo = Saldo(ledger, chart, bentuk(koperasi.rezim))
    columns = kolom_rentang(ledger, koperasi, tahun, tutup=tutup)
    return Laporan(
        susunan.id,
        susunan.judul,
        kepala,
        tuple(c.kolom for c in columns),
        susun(
            susunan,
            [saldo.hasil(c.period) if c.period else None for c in columns],
            akun_per_kunci(chart),
            lengkap=lengkap,
        ),
    )
