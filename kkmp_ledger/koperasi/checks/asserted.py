"""Rule of stated balances: what was counted or written down is what the book holds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.koperasi.checks.rule_words import account_words
from kkmp_ledger.koperasi.checks.rule_words import amount_text
from kkmp_ledger.schema.chart import CREDIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.koperasi.checks.context import Context


def balance_as_stated(
    assertion: Assertion, balance: Decimal, context: Context
) -> Iterator[Problem]:
    """SALDO-BEDA: a `balance` holds for the account and all under it, to the sen.

    It stands on the morning of its date, so people are told of the evening before.
    """
    if assertion.jumlah == balance:
        return
    sign = -1 if assertion.akun.partition(":")[0] in CREDIT else 1
    stated, booked = sign * assertion.jumlah, sign * balance
    evening = long_date(assertion.tanggal - timedelta(days=1))
    said = "dihitung" if assertion.dihitung else "dinyatakan"
    fact = (
        f"{account_words(context.chart.akun(assertion.akun), assertion.akun)} pada akhir {evening}"
        f" {said} {amount_text(stated)}, menurut buku {amount_text(booked)}"
        f" (beda {amount_text(stated - booked)})"
    )
    hint = "cari entri yang kurang, ganda, atau salah tanggal sebelum hari itu"
    if assertion.bukti:
        hint += f"; bila hitungannya yang salah: kkmp balik {assertion.bukti}"
    yield Problem("SALDO-BEDA", fact, hint, assertion.place)
