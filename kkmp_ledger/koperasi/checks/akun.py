"""Rules of accounts: in the chart, opened before they are used, not below 0 at a day's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.koperasi.checks.context import ALWAYS
from kkmp_ledger.koperasi.checks.rule_words import account_words
from kkmp_ledger.koperasi.checks.rule_words import amount_text
from kkmp_ledger.koperasi.checks.rule_words import nearest_account

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.koperasi.checks.context import Context
    from kkmp_ledger.koperasi.checks.context import Point
    from kkmp_ledger.koperasi.checks.context import Series


def account_in_chart(series: Series, context: Context) -> Iterator[Problem]:
    """AKUN-ASING: each account used is in the chart; a family's parent takes no posting."""
    if series.akun is None and series.points:
        yield _unknown(series.nama, context, series.points[0].place)


def opened_account_in_chart(ledger: Ledger, context: Context) -> Iterator[Problem]:
    """AKUN-ASING: each opened account is in the chart, or the parent of a member family."""
    families = frozenset(context.chart.family())
    used = ledger.turnover(ALWAYS)
    for nama, opening in ledger.openings().items():
        if context.chart.akun(nama) is None and nama not in families and nama not in used:
            yield _unknown(nama, context, opening.place)


def _unknown(nama: str, context: Context, place: Place) -> Problem:
    if nama in context.chart.family():
        fact = f"akun induk {nama} tidak menerima entri"
        hint = f"pakai akun anggotanya, misalnya {nama}:A0001"
        return Problem("AKUN-ASING", fact, hint, place)
    near = nearest_account(nama, context.chart)
    hint = f"maksud Anda {near}?" if near else "pakai akun dari akun.gen.beancount"
    return Problem("AKUN-ASING", f"akun {nama} tidak ada di bagan akun", hint, place)


def account_open(series: Series, context: Context) -> Iterator[Problem]:
    """AKUN-TUTUP: an account is opened on or before the first day on which it is used.

    One that is not in the chart, or of nobody in the register, is told as that alone.
    """
    akun = series.akun
    if akun is None or not series.points:
        return
    if not akun.anggota or context.register.registered(akun.anggota):
        yield from _tutup(series.nama, series.points[0], context)


def asserted_account_open(
    assertion: Assertion, _balance: Decimal, context: Context
) -> Iterator[Problem]:
    """AKUN-TUTUP: a `balance` is stated for an opened account."""
    yield from _tutup(assertion.akun, assertion, context)


def _tutup(nama: str, used: Point | Assertion, context: Context) -> Iterator[Problem]:
    opened, day = context.opened.get(nama), used.tanggal
    if opened is not None and opened <= day:
        return
    if opened is None:
        fact = f"akun {nama} dipakai pada {long_date(day)} tetapi tidak pernah dibuka"
    else:
        fact = f"akun {nama} dipakai pada {long_date(day)}, baru dibuka pada {long_date(opened)}"
    hint = "periksa nama akun dan tanggalnya, lalu jalankan kkmp susun"
    yield Problem("AKUN-TUTUP", fact, hint, used.place)


def balance_not_negative(series: Series, context: Context) -> Iterator[Problem]:
    """SALDO-NEGATIF: cash, banks, stock and members' receivables at each day's end.

    Told where the balance crosses 0. In an open month a paper may still be missing.
    """
    if series.akun is None or not series.akun.template.tak_negatif:
        return
    for points, before, after in series.daily_balances():
        if after < 0 <= before:
            fact = (
                f"{account_words(series.akun, series.nama)} {amount_text(after)}"
                f" pada akhir {long_date(points.tanggal)}"
            )
            hint = "cari penerimaan yang belum dicatat, atau pengeluaran yang tercatat dua kali"
            severity = context.severity(points.tanggal)
            yield Problem("SALDO-NEGATIF", fact, hint, points.place, severity)
