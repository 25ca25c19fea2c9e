"""Laporan arus kas by the direct method: where the cash came from and where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.money import bulat
from kkmp_ledger.base.money import bulat_bersama
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.spec.statement import bentuk
from kkmp_ledger.statements.aliran import Pengurai
from kkmp_ledger.statements.aliran import aliran_kas
from kkmp_ledger.statements.model import Laporan
from kkmp_ledger.statements.rentang import kolom_rentang
from kkmp_ledger.statements.saldo import NOL
from kkmp_ledger.statements.susun import akun_per_kunci
from kkmp_ledger.statements.susun import susun

if TYPE_CHECKING:
    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.spec.statement import Susunan
    from kkmp_ledger.statements.model import Kepala

KAS_AWAL = "kas_awal"


def arus_kas(
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

    Raises ProblemError: TANGGAL-LUAR, AKUN-ASING, ARUS-KAS-MENDUA (a posting names no line).
    """
    susunan = bentuk(koperasi.rezim).arus_kas
    columns = kolom_rentang(ledger, koperasi, tahun, tutup=tutup)
    accounts = akun_per_kunci(chart, arus_kas=True)
    accounts[KAS_AWAL] = Pengurai(ledger, chart).kas
    return Laporan(
        susunan.id,
        susunan.judul,
        kepala,
        tuple(c.kolom for c in columns),
        susun(
            susunan,
            [_isi(ledger, chart, susunan, c.period) if c.period else None for c in columns],
            accounts,
            lengkap=lengkap,
        ),
    )


def _isi(ledger: Ledger, chart: Chart, susunan: Susunan, period: Period) -> dict[str, int]:
    """The lines in whole rupiah; they sum to the change of the rounded cash."""
    kas = set(Pengurai(ledger, chart).kas)
    awal = sum((v for akun, v in ledger.saldo(period.start).items() if akun in kas), NOL)
    # An opening entry is an opening wherever it is dated.
    awal += sum(
        (m.jumlah for m in ledger.movements(period, tuple(kas)) if m.jenis == SALDO_AWAL), NOL
    )
    flows = aliran_kas(ledger, chart, period)
    lines = [b.kunci for b in susunan.pos() if not b.hitungan]
    exact = [flows.get(line, NOL) for line in lines]
    rise = bulat(awal + sum(exact, NOL)) - bulat(awal)
    found = dict(zip(lines, bulat_bersama(exact, rise), strict=True))
    return found | {KAS_AWAL: bulat(awal)}
