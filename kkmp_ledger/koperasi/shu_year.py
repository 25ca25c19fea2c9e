"""The SHU of a book year from the ledger: its amount, earlier losses, and its division."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import book_year
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.ledger import net
from kkmp_ledger.book.ledger import sum_under
from kkmp_ledger.koperasi.jasa import jasa_bases
from kkmp_ledger.koperasi.shu import CADANGAN
from kkmp_ledger.koperasi.shu import JASA
from kkmp_ledger.koperasi.shu import divide
from kkmp_ledger.koperasi.shu import weights_of
from kkmp_ledger.schema.chart import RESULT
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.shu import Division
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.schema.koperasi import ShuPercentages

_SIDES = (
    (Role.PENDAPATAN_ANGGOTA, Role.PENDAPATAN_LAIN_ANGGOTA, Role.HPP_ANGGOTA),
    (Role.PENDAPATAN_NON_ANGGOTA, Role.PENDAPATAN_LAIN_NON_ANGGOTA, Role.HPP_NON_ANGGOTA),
)


def decided_accounts(chart: Chart) -> tuple[str, ...]:
    """The parents of the accounts that hold earlier years' results: decided, opened, corrected."""
    return chart.parents(Role.SHU_DIBAGIKAN, Role.SHU_SALDO_AWAL, Role.SHU_KOREKSI)


def shu_of_period(ledger: Ledger, chart: Chart, period: Period) -> int:
    """The SHU earned in the span, in whole rupiah: what posisi keuangan and PHU both say.

    Only banks carry sen. The cumulative balance is rounded at both ends and the decisions in
    between (whole rupiah) are taken out, so that spans always add up to what stands at the end.
    """
    kept = decided_accounts(chart)
    held = (*RESULT, *kept)
    start, end = (ledger.balances(day, held) for day in (period.start, period.until))
    decided = sum_under(start, *kept) - sum_under(end, *kept)
    before, after = (round_rupiah(-sum(day.values(), Decimal())) for day in (start, end))
    return after - before - round_rupiah(decided)


def earlier_losses(ledger: Ledger, chart: Chart, koperasi: Koperasi, year: int) -> dict[int, int]:
    """Losses of the book years before `tahun` that no decision had covered at its end, positive."""
    until = book_year(year, koperasi.pembukuan_sejak).until
    balances = ledger.balances(until, [chart.parent(Role.SHU_DIBAGIKAN)])
    losses: dict[int, int] = {}
    for one_year in range(koperasi.pembukuan_sejak.year, year):
        result = shu_of_period(ledger, chart, book_year(one_year, koperasi.pembukuan_sejak))
        akun = chart.path(Role.SHU_DIBAGIKAN, tahun=one_year)
        left = result - round_rupiah(balances.get(akun, Decimal()))
        if result < 0 and left < 0:
            losses[one_year] = -left
    return losses


def shu_non_anggota(ledger: Ledger, chart: Chart, period: Period, shu: int) -> int:
    """The part of the SHU from trade with the public, by its part of the gross margin.

    Shared costs are not attributed to either side, so they fall on both in that proportion; a
    side with a negative margin has no part. 0 when there is no margin at all.
    """
    moved = net(ledger.turnover(period))
    margins = [max(Decimal(), -sum_under(moved, *chart.parents(*side))) for side in _SIDES]
    return allocate(shu, margins)[1] if any(margins) and shu > 0 else 0


def shu_rule(koperasi: Koperasi, chart: Chart, year: int) -> ShuPercentages:
    """The percentages in force on the book year's last day.

    Raises ProblemError: SHU-PERSEN-TIADA, or ISI-SALAH for destinations that the chart does not
    have and for a residual sent to the members themselves.
    """
    last_day = book_year(year, koperasi.pembukuan_sejak).last_day
    rule = koperasi.shu.at(last_day)
    if rule is None:
        fact = f"persentase SHU belum ditetapkan pada {long_date(last_day)}"
        hint = "isi [[shu]] di koperasi.toml menurut AD/ART"
        raise ProblemError(Problem("SHU-PERSEN-TIADA", fact, hint))
    if wrong := check_destinations(rule, chart):
        raise ProblemError(wrong)
    return rule


def check_destinations(rule: ShuPercentages, chart: Chart) -> list[Problem]:
    """Destinations that the chart does not have (ISI-SALAH), before a year asks for them."""
    known, place = known_destinations(chart), Place("koperasi.toml")
    hint = f"pakai {', '.join(known)}"
    wrong = [
        Problem("ISI-SALAH", f'tujuan SHU "{name}" tidak dikenal', hint, place)
        for name in weights_of(rule)
        if name not in known
    ]
    if rule.sisa_ke not in known or rule.sisa_ke in JASA:
        hint = f'pakai "{CADANGAN}" atau salah satu dana'
        fact = f'sisa_ke "{rule.sisa_ke}" tidak dapat menampung sisa pembulatan'
        wrong.append(Problem("ISI-SALAH", fact, hint, place))
    return wrong


def known_destinations(chart: Chart) -> list[str]:
    """The destinations that percentages may name, in the chart's order."""
    names = (row.tujuan_shu for row in chart.chart_of.akun if row.tujuan_shu)
    return [*JASA, *(n for n in names if n != "anggota")]


def compute_shu(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    register: Register,
    year: int,
    *,
    until: date | None = None,
) -> Division:
    """The SHU of the book year as it would be divided today. Raises ProblemError as aturan_shu.

    `until` cuts an open year: it is divided as far as its months are closed. Stable once the year
    is sealed: it looks only at what is dated before the year's end.
    """
    period = book_year(year, koperasi.pembukuan_sejak)
    if until is not None:
        period = Period(period.start, min(until, period.until))
    rule = shu_rule(koperasi, chart, year)
    shu = shu_of_period(ledger, chart, period)
    return divide(
        shu,
        rule,
        jasa_bases(ledger, chart, register, period, rule.anggota_keluar),
        earlier_losses(ledger, chart, koperasi, year),
        shu_non_anggota(ledger, chart, period, shu) if rule.shu_non_anggota == "cadangan" else 0,
    )


def summary(division: Division) -> str:
    """One line for a person: the SHU and what becomes of it."""
    if division.shu <= 0:
        return division.notes[0]
    members = sum(a.total for a in division.anggota)
    return (
        f"SHU {write_rupiah(division.shu)}, bagian anggota {write_rupiah(members)}"
        f" untuk {sum(1 for a in division.anggota if a.total)} orang"
    )
