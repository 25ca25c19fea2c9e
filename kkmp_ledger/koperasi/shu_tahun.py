"""The SHU of a book year from the ledger: its amount, earlier losses, and its division."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import bulat
from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.period import tahun_buku
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import bersih
from kkmp_ledger.book.model import jumlah_di_bawah
from kkmp_ledger.koperasi.jasa import dasar_jasa
from kkmp_ledger.koperasi.shu import CADANGAN
from kkmp_ledger.koperasi.shu import JASA
from kkmp_ledger.koperasi.shu import bagi
from kkmp_ledger.koperasi.shu import bobot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.shu import Pembagian
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.spec.koperasi import PembagianShu

_SHU = "Ekuitas:SHU"
DIBAGIKAN = "Ekuitas:SHU:Dibagikan"
_KUMULATIF = ("Pendapatan", "Beban", _SHU)


def shu_periode(ledger: Ledger, period: Period) -> int:
    """The SHU earned in the span, in whole rupiah: what posisi keuangan and PHU both say.

    Only banks carry sen. The cumulative balance is rounded at both ends and the decisions in
    between (whole rupiah) are taken out, so that spans always add up to what stands at the end.
    """
    start, end = ledger.saldo(period.start), ledger.saldo(period.until)
    decided = jumlah_di_bawah(start, _SHU) - jumlah_di_bawah(end, _SHU)
    return _kumulatif(end) - _kumulatif(start) - bulat(decided)


def _kumulatif(saldo: Mapping[str, Decimal]) -> int:
    return bulat(-sum((jumlah_di_bawah(saldo, akun) for akun in _KUMULATIF), Decimal()))


def rugi_lalu(ledger: Ledger, koperasi: Koperasi, tahun: int) -> dict[int, int]:
    """Losses of the book years before `tahun` that no decision had covered at its end, positive."""
    until = tahun_buku(tahun, koperasi.mulai).until
    saldo = ledger.saldo(until)
    losses: dict[int, int] = {}
    for year in range(koperasi.mulai.year, tahun):
        result = shu_periode(ledger, tahun_buku(year, koperasi.mulai))
        left = result - bulat(saldo.get(f"{DIBAGIKAN}:{year}", Decimal()))
        if result < 0 and left < 0:
            losses[year] = -left
    return losses


def shu_non_anggota(ledger: Ledger, period: Period, shu: int) -> int:
    """The part of the SHU from trade with the public, by its part of the gross margin.

    Shared costs are not attributed to either side, so they fall on both in that proportion; a
    side with a negative margin has no part. 0 when there is no margin at all.
    """
    moved = bersih(ledger.mutasi(period))

    def margin(side: str) -> Decimal:
        accounts = (f"Pendapatan:{side}", f"Pendapatan:Lain-{side}", f"Beban:HPP:{side}")
        total = -sum((jumlah_di_bawah(moved, akun) for akun in accounts), Decimal())
        return max(Decimal(), total)

    margins = [margin("Anggota"), margin("Non-Anggota")]
    return allocate(shu, margins)[1] if any(margins) and shu > 0 else 0


def aturan_shu(koperasi: Koperasi, chart: Chart, tahun: int) -> PembagianShu:
    """The percentages in force on the book year's last day.

    Raises ProblemError: SHU-PERSEN-TIADA, or ISI-SALAH for destinations that the chart does not
    have and for a residual sent to the members themselves.
    """
    akhir = tahun_buku(tahun, koperasi.mulai).akhir
    aturan = koperasi.shu.at(akhir)
    if aturan is None:
        fact = f"persentase SHU belum ditetapkan pada {tanggal_panjang(akhir)}"
        hint = "isi [[shu]] di koperasi.toml menurut AD/ART"
        raise ProblemError(Problem("SHU-PERSEN-TIADA", fact, hint))
    if wrong := periksa_tujuan(aturan, chart):
        raise ProblemError(wrong)
    return aturan


def periksa_tujuan(aturan: PembagianShu, chart: Chart) -> list[Problem]:
    """Destinations that the chart does not have (ISI-SALAH), before a year asks for them."""
    known, place = tujuan_dikenal(chart), Place("koperasi.toml")
    hint = f"pakai {', '.join(known)}"
    wrong = [
        Problem("ISI-SALAH", f'tujuan SHU "{name}" tidak dikenal', hint, place)
        for name in bobot(aturan)
        if name not in known
    ]
    if aturan.sisa_ke not in known or aturan.sisa_ke in JASA:
        hint = f'pakai "{CADANGAN}" atau salah satu dana'
        fact = f'sisa_ke "{aturan.sisa_ke}" tidak dapat menampung sisa pembulatan'
        wrong.append(Problem("ISI-SALAH", fact, hint, place))
    return wrong


def tujuan_dikenal(chart: Chart) -> list[str]:
    """The destinations that percentages may name, in the chart's order."""
    names = (row.tujuan_shu for row in chart.bagan.akun if row.tujuan_shu)
    return [*JASA, *(n for n in names if n != "anggota")]


def hitung_shu(
    ledger: Ledger, chart: Chart, koperasi: Koperasi, register: Register, tahun: int
) -> Pembagian:
    """The SHU of the book year as it would be divided today. Raises ProblemError as aturan_shu.

    Stable once the year is sealed: it looks only at what is dated before the year's end.
    """
    period = tahun_buku(tahun, koperasi.mulai)
    aturan = aturan_shu(koperasi, chart, tahun)
    shu = shu_periode(ledger, period)
    return bagi(
        shu,
        aturan,
        dasar_jasa(ledger, register, period, aturan.anggota_keluar),
        rugi_lalu(ledger, koperasi, tahun),
        shu_non_anggota(ledger, period, shu) if aturan.shu_non_anggota == "cadangan" else 0,
    )


def ringkas(pembagian: Pembagian) -> str:
    """One line for a person: the SHU and what becomes of it."""
    if pembagian.shu <= 0:
        return pembagian.catatan[0]
    members = sum(a.total for a in pembagian.anggota)
    return (
        f"SHU {tulis_rupiah(pembagian.shu)}, bagian anggota {tulis_rupiah(members)}"
        f" untuk {sum(1 for a in pembagian.anggota if a.total)} orang"
    )
