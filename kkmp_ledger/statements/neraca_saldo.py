"""Neraca saldo: opening, debits, credits and closing of every account, the root of every tie-out.

Amounts are in the ledger's sign, debit positive. Within each line of posisi keuangan and hasil
usaha the accounts are rounded to the line's own figure, so that this list sums to both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.money import round_rupiah
from kkmp_ledger.base.money import round_together
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import long_date
from kkmp_ledger.schema.chart import EKUITAS
from kkmp_ledger.schema.chart import ROOT
from kkmp_ledger.schema.statement import PRIOR_KEY
from kkmp_ledger.schema.statement import statement_set
from kkmp_ledger.statements.line_balances import ZERO
from kkmp_ledger.statements.line_balances import LineBalances
from kkmp_ledger.statements.sections import Column
from kkmp_ledger.statements.sections import Row
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.spans import span_columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.schema.statement import StatementSet
    from kkmp_ledger.statements.sections import Header
    from kkmp_ledger.statements.spans import Spans

PRIOR_RESULT = "hasil_tahun_lalu"
JUMLAH = "jumlah"
_COLUMN = 5
_PEMBULATAN = 2  # rounding an opening and a closing moves their difference by less than this
_PRIOR_LABEL = "Hasil tahun-tahun sebelumnya (dihitung, tidak dibukukan)"
_NOTE = (
    "Debit positif, kredit dalam kurung.",
    "Penutupan tahun tidak dibukukan: pendapatan dan beban mulai dari nol setiap tahun buku.",
)


@dataclass(frozen=True, slots=True)
class _Content:
    """One span's figures per account, whole rupiah, debit positive."""

    opening: dict[str, int]
    debit: dict[str, int]
    credit: dict[str, int]
    last_day: dict[str, int]


def neraca_saldo(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    year: int,
    header: Header,
    *,
    tutup: bool,
    detailed: bool = False,
) -> Statement:
    """The list of the book year's span, with the closing of the same span a year before.

    Members' accounts are one row per family unless `detailed`; a row's key is its account.
    Raises ProblemError: TANGGAL-LUAR, AKUN-ASING.
    """
    forms = statement_set(koperasi.rezim)
    balances = LineBalances(ledger, chart, forms)
    this_year, previous = span_columns(ledger, koperasi, year, tutup=tutup)
    assert this_year.period is not None
    now = _content(ledger, balances, forms, this_year.period)
    before = _end(balances, forms, previous.period) if previous.period else None
    columns = [now.opening, now.debit, now.credit, now.last_day, before]
    rows: dict[str, list[int | None]] = {}
    for place, amounts in enumerate(columns):
        for akun, amount in (amounts or {}).items():
            row = rows.setdefault(
                _nama(chart, akun, detailed=detailed), [0, 0, 0, 0, None if before is None else 0]
            )
            row[place] = (row[place] or 0) + amount
    kept = {akun: row for akun, row in rows.items() if any(row)}
    return Statement(
        "neraca-saldo",
        "Neraca Saldo",
        header,
        _column(this_year, previous),
        tuple(_row(chart, kept)),
        _NOTE,
    )


def _column(this_year: Spans, previous: Spans) -> tuple[Column, ...]:
    assert this_year.period is not None
    return (
        Column("awal", f"Saldo awal {long_date(this_year.period.start)}"),
        Column("debit", "Debit"),
        Column("kredit", "Kredit"),
        Column("akhir", f"Saldo akhir {long_date(this_year.last_day)}", this_year.columns.notes),
        Column("akhir_lalu", f"Saldo akhir {long_date(previous.last_day)}", previous.columns.notes),
    )


def _content(
    ledger: Ledger, balances: LineBalances, forms: StatementSet, period: Period
) -> _Content:
    opening, last_day = _opening(balances, forms, period), _end(balances, forms, period)
    moved = ledger.turnover(period)
    debit: dict[str, int] = {}
    credit: dict[str, int] = {}
    for akun in {*opening, *last_day, *moved}:
        net = last_day.get(akun, 0) - opening.get(akun, 0)
        plus, minus = moved.get(akun, (ZERO, ZERO))
        debit[akun], credit[akun] = _turnover(plus, minus, net)
    return _Content(opening, debit, credit, last_day)


def _turnover(plus: Decimal, minus: Decimal, net: int) -> tuple[int, int]:
    """Debits and credits in whole rupiah; `net` is the change of the rounded balances.

    Where only rounding parts the two, the side that has sen gives way, so that the row foots
    (with two banks in sen, rounding may move a rupiah between them). A greater difference is a
    fault of the ledger and stays to be seen.
    """
    debit, credit = round_rupiah(plus), round_rupiah(minus)
    off = net - (debit - credit)
    if abs(net - (plus - minus)) >= _PEMBULATAN:
        return debit, credit
    if (off > 0 and minus != credit and credit >= off) or (
        off < 0 and (plus == debit or debit + off < 0)
    ):
        return debit, credit - off
    return debit + off, credit


def _opening(balances: LineBalances, forms: StatementSet, period: Period) -> dict[str, int]:
    """Balances at the start: income and expense begin at 0, their past is one computed row."""
    before = _neraca(balances, forms, period.start, period.start)
    return before | {PRIOR_RESULT: -_prior_result(balances, period)}


def _end(balances: LineBalances, forms: StatementSet, period: Period) -> dict[str, int]:
    found = _neraca(balances, forms, period.start, period.until)
    lines = balances.result(period)
    changed = balances.movement(period)
    for line in forms.hasil_usaha.lines():
        if not line.akun:
            total = lines[line.kunci] if line.kurang else -lines[line.kunci]
            found |= _divide(changed.get(line.kunci, {}), total)
    return found | {PRIOR_RESULT: -_prior_result(balances, period)}


def _prior_result(balances: LineBalances, period: Period) -> int:
    """Results of earlier years, whatever became of them; credit positive."""
    start = period.start
    return round_rupiah(balances.cumulative_result(start)) - round_rupiah(balances.decided(start))


def _neraca(
    balances: LineBalances, forms: StatementSet, start: date, until: date
) -> dict[str, int]:
    """The accounts of posisi keuangan before `until`, each line's accounts summing to the line."""
    lines = balances.position(Period(start, until))
    signs = {key: sign for sign, key in forms.posisi_keuangan.expand("total_aset")}
    found: dict[str, int] = {}
    for key, amounts in balances.on(until).items():
        if key == PRIOR_KEY:  # its line also holds the results, which stand on no account
            found |= _divide(amounts, round_rupiah(sum(amounts.values(), ZERO)))
        elif key in lines:
            found |= _divide(amounts, signs.get(key, -1) * lines[key])
    return found


def _divide(amounts: Mapping[str, Decimal], total: int) -> dict[str, int]:
    names = sorted(amounts)
    rounded = round_together([amounts[n] for n in names], total)
    return dict(zip(names, rounded, strict=True))


def _nama(chart: Chart, akun: str, *, detailed: bool) -> str:
    found = None if detailed else chart.akun(akun)
    return found.family if found and found.family else akun


def _row(chart: Chart, rows: Mapping[str, Sequence[int | None]]) -> Iterator[Row]:
    """Headings by root, accounts by code, the computed row after equity, and the sum of all."""
    families = set(chart.family())
    labelled: list[tuple[str, str, str]] = []
    for nama in rows:
        akun = chart.akun(f"{nama}:A0001" if nama in families else nama)
        if akun is not None:
            title = akun.title.replace(" A0001", "") if nama in families else akun.title
            labelled.append((akun.kode, nama, f"{akun.kode} {title}"))
    keys: list[str] = []
    for root in ROOT:
        own = [row for row in sorted(labelled) if is_under(row[1], root)]
        if own:
            yield Row(f"bagian_{root.lower()}", root, "judul", 0)
        for _, nama, label in own:
            yield Row(nama, label, "pos", 1, tuple(rows[nama]), akun=(nama,))
            keys.append(nama)
        if root == EKUITAS and PRIOR_RESULT in rows:
            yield Row(PRIOR_RESULT, _PRIOR_LABEL, "pos", 1, tuple(rows[PRIOR_RESULT]))
            keys.append(PRIOR_RESULT)
    total = tuple(_jumlah([rows[key][i] for key in keys]) for i in range(_COLUMN))
    yield Row(JUMLAH, "Jumlah", "jumlah", 0, total, tuple((1, key) for key in keys))


def _jumlah(column: Sequence[int | None]) -> int | None:
    """The sum of a column; None for a column without books."""
    amounts = [v for v in column if v is not None]
    return sum(amounts) if amounts or not column else None
