"""Proofs 1, 2 and 7 of docs/ACCOUNTING.md 5: trial balance, equity, and Beancount's own result."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.period import Period
from kkmp_ledger.book.ledger import sum_under
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.koperasi.shu_year import decided_accounts
from kkmp_ledger.schema.chart import ASET
from kkmp_ledger.schema.chart import EKUITAS
from kkmp_ledger.schema.chart import LIABILITAS
from kkmp_ledger.schema.chart import RESULT
from kkmp_ledger.schema.statement import PRIOR_KEY
from kkmp_ledger.schema.statement import statement_set
from kkmp_ledger.statements.line_balances import ZERO
from kkmp_ledger.statements.perubahan_ekuitas import SHU
from kkmp_ledger.statements.perubahan_ekuitas import perubahan_ekuitas
from kkmp_ledger.statements.sections import Comparison
from kkmp_ledger.statements.sections import Proof

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.statements.sections import Row
    from kkmp_ledger.statements.sections import Statement

RUNNING = "shu_tahun_berjalan"


def proof_trial_balance(
    ledger: Ledger, chart: Chart, period: Period, position: Statement, result: Statement
) -> Proof:
    """Proof 1. Left: plain sums of every posting; right: posisi keuangan and PHU of the period."""
    before, sums, results = _plain_amount(ledger, period)

    earlier = _earlier(before, chart)
    shu = round_rupiah(earlier - sum(results.values(), ZERO)) - round_rupiah(earlier)
    debit = sum((v for v in sums.values() if v > 0), ZERO)
    credit = -sum((v for v in sums.values() if v < 0), ZERO)
    stand = {True: _standing(result), False: _standing(position)}
    lost = sum(
        len(_lines_of(akun, stand[akun.partition(":")[0] in RESULT])) != 1
        for akun, v in sums.items()
        if v
    )
    lines = [*_difference(position, sums, before), *_difference(result, results, {})]
    return Proof(
        1,
        "Neraca saldo sama dengan posisi keuangan dan hasil usaha",
        "jumlah semua catatan di buku",
        "laporan posisi keuangan dan hasil usaha",
        (
            Comparison("saldo debit dan saldo kredit", round_rupiah(debit), round_rupiah(credit)),
            Comparison("aset", round_rupiah(sum_under(sums, ASET)), position.values("total_aset")),
            Comparison(
                "liabilitas",
                round_rupiah(-sum_under(sums, LIABILITAS)),
                position.values("total_liabilitas"),
            ),
            Comparison(
                "ekuitas",
                round_rupiah(-sum_under(sums, EKUITAS, *RESULT)),
                position.values("total_ekuitas"),
            ),
            Comparison("SHU di hasil usaha", shu, result.values(RUNNING)),
            Comparison("SHU di posisi keuangan", shu, position.values(RUNNING)),
            Comparison("akun yang tidak masuk laporan, atau masuk dua kali", lost, 0),
            Comparison("baris laporan yang tidak sama dengan jumlah akunnya", len(lines), 0),
        ),
    )


def _earlier(balances: Mapping[str, Decimal], chart: Chart) -> Decimal:
    """Every result so far and what became of it, credit positive."""
    return -sum_under(balances, *RESULT, *decided_accounts(chart))


def _plain_amount(
    ledger: Ledger, period: Period
) -> tuple[dict[str, Decimal], dict[str, Decimal], dict[str, Decimal]]:
    """Per account: the sum before the period, at its end, and of income and expense within it."""
    before: dict[str, Decimal] = defaultdict(Decimal)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    results: dict[str, Decimal] = defaultdict(Decimal)
    for m in ledger.movements(Period(date.min, period.until)):
        sums[m.akun] += m.jumlah
        if m.tanggal < period.start:
            before[m.akun] += m.jumlah
        elif m.akun.partition(":")[0] in RESULT:
            results[m.akun] += m.jumlah
    return before, sums, results


def _standing(report: Statement) -> dict[str, set[int]]:
    """By account or parent: the lines, by their place among `_line`, that name it."""
    found: dict[str, set[int]] = defaultdict(set)
    for place, b in enumerate(_line(report)):
        for parent in b.akun:
            found[parent].add(place)
    return found


def _lines_of(akun: str, stand: Mapping[str, set[int]]) -> set[int]:
    """The lines on which an account stands: those that name it or what it is under."""
    found: set[int] = set()
    while akun:
        found |= stand.get(akun, set())
        akun = akun.rpartition(":")[0]
    return found


def _line(report: Statement) -> Iterator[Row]:
    """The lines on which accounts stand: not the computed result, not a movement of equity."""
    for b in report.rows:
        foreign = b.key in (RUNNING, "penghasilan_komprehensif_lain")
        if b.jenis == "pos" and not foreign:
            yield b


def _difference(
    report: Statement, sums: Mapping[str, Decimal], before: Mapping[str, Decimal]
) -> Iterator[str]:
    """The lines that are a rupiah or more away from the sum of their accounts."""
    stand = _standing(report)
    on_line: dict[int, Decimal] = defaultdict(Decimal)
    for akun, amount in sums.items():
        for place in _lines_of(akun, stand):
            on_line[place] += amount
    for place, b in enumerate(_line(report)):
        sign = 1 if b.akun and is_under(b.akun[0], ASET) else -1
        exact = on_line[place] * (-sign if b.deducted else sign)
        if b.key == PRIOR_KEY:
            exact -= sum((v for a, v in before.items() if a.partition(":")[0] in RESULT), ZERO)
        if abs(exact - (b.values[0] or 0)) >= 1:
            yield b.key


def proof_equity(
    koperasi: Koperasi,
    ekuitas: Statement,
    position: Statement,
    result: Statement,
    before: Mapping[str, int],
) -> Proof:
    """Proof 2. `sebelum` has each column's closing of the year before (`closing_before`)."""
    columns = statement_set(koperasi.rezim).perubahan_ekuitas.kolom
    place = {k.key: i for i, k in enumerate(ekuitas.columns)}
    shared: dict[tuple[str, ...], list[str]] = defaultdict(list)
    names = {column.kunci: _within(column.judul) for column in columns}
    for column in columns:
        shared[column.baris].append(column.kunci)
    found = [Comparison("SHU periode berjalan", ekuitas.values(RUNNING, place[SHU]), _shu(result))]
    for lines, keys in shared.items():
        closing = sum(ekuitas.values("saldo_akhir", place[k]) for k in keys)
        text = f"saldo akhir {' dan '.join(names[k] for k in keys)}"
        found.append(Comparison(text, closing, sum(position.values(k) for k in lines)))
    for column in columns:
        opening = ekuitas.values("saldo_awal", place[column.kunci])
        text = f"saldo awal {names[column.kunci]}"
        found.append(Comparison(text, opening, before.get(column.kunci, 0)))
    return Proof(
        2,
        "Perubahan ekuitas sama dengan laporan lain",
        "laporan perubahan ekuitas",
        "hasil usaha, posisi keuangan, dan saldo akhir tahun lalu",
        tuple(found),
    )


def _within(title: str) -> str:
    """A column's title inside a sentence: `simpanan pokok`, but `SHU`."""
    return title if title.isupper() else title[:1].lower() + title[1:]


def _shu(result: Statement) -> int:
    return result.values(RUNNING)


def closing_before(
    ledger: Ledger, chart: Chart, koperasi: Koperasi, year: int, ekuitas: Statement
) -> dict[str, int]:
    """Each equity column at the end of the year before: opening plus movements of that year.

    In the first book year: what the opening entries booked.
    """
    if year > koperasi.pembukuan_sejak.year:
        last = perubahan_ekuitas(ledger, chart, koperasi, year - 1, ekuitas.header, tutup=True)
        return {k.key: last.values("saldo_akhir", i) for i, k in enumerate(last.columns)}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for m in ledger.movements(Period(date.min, date(year + 1, 1, 1)), [EKUITAS, *RESULT]):
        akun = chart.akun(m.akun)
        if m.jenis == SALDO_AWAL and akun is not None:
            sums[akun.template.kolom_ekuitas or SHU] -= m.jumlah
    return {column: round_rupiah(amount) for column, amount in sums.items()}


def proof_clamp(
    ledger: Ledger, chart: Chart, period: Period, result: Statement, clamp: Decimal | int
) -> Proof:
    """Proof 7. `clamp` is Beancount's sum of income and expense of the period, in its own sign.

    That is negative for a surplus, with its sen; it is rounded here as every statement is.
    """
    before = _earlier(ledger.balances(period.start), chart)
    theirs = round_rupiah(before - Decimal(clamp)) - round_rupiah(before)
    return Proof(
        7,
        "SHU menurut program lain sama dengan hasil usaha",
        "hitungan program Beancount",
        "laporan hasil usaha",
        (Comparison("SHU tahun berjalan", theirs, result.values(RUNNING)),),
    )
