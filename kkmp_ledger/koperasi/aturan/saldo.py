"""Rule of stated balances: what was counted or written down is what the book holds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.koperasi.aturan.kata import sebut
from kkmp_ledger.koperasi.aturan.kata import uang

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.koperasi.aturan.model import Konteks

_KREDIT = ("Liabilitas:", "Ekuitas:", "Pendapatan:")


def saldo_sama(assertion: Assertion, saldo: Decimal, konteks: Konteks) -> Iterator[Problem]:
    """SALDO-BEDA: a `balance` holds for the account and all under it, to the sen.

    It stands on the morning of its date, so people are told of the evening before.
    """
    if assertion.jumlah == saldo:
        return
    sign = -1 if assertion.akun.startswith(_KREDIT) else 1
    stated, booked = sign * assertion.jumlah, sign * saldo
    evening = tanggal_panjang(assertion.tanggal - timedelta(days=1))
    said = "dihitung" if assertion.dihitung else "dinyatakan"
    fact = (
        f"{sebut(konteks.chart.akun(assertion.akun), assertion.akun)} pada akhir {evening}"
        f" {said} {uang(stated)}, menurut buku {uang(booked)} (beda {uang(stated - booked)})"
    )
    hint = "cari entri yang kurang, ganda, atau salah tanggal sebelum hari itu"
    yield Problem("SALDO-BEDA", fact, hint, assertion.place)
