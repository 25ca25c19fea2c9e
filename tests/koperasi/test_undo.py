"""Reversals: every sign turned, and what is not reversed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.undo import reverse
from tests.koperasi.event_material import DAY
from tests.koperasi.event_material import pay_out
from tests.koperasi.example import asset_row
from tests.koperasi.example import book_of
from tests.koperasi.example import on_day


def test_a_reversal_turns_the_cost_of_a_sale_too_and_leaves_openings_alone() -> None:
    sale = Leg("Pendapatan:Anggota:Sembako", Decimal(-9), {"anggota": "A0001", "hpp": Decimal(7)})
    legs = (Leg("Aset:Kas:Toko", Decimal(9)), sale)
    sold = Draft(DAY, "jual", "u", legs)
    begun = Draft(on_day("2025-08-01"), "saldo-awal", "u", legs)
    august = Period(DAY, on_day("2025-09-01"))
    entry, opening = book_of(sold, begun).entries(august)
    back = reverse(entry, tanggal=DAY, alasan="x")
    assert asset_row(back)[1] == "Pendapatan:Anggota:Sembako 9 anggota=A0001 hpp=-7"
    with pytest.raises(ProblemError, match="saldo awal"):
        reverse(opening, tanggal=on_day("2025-08-02"), alasan="x")


def test_a_reversal_turns_every_sign_and_says_why() -> None:
    entry = next(book_of(pay_out(biaya=8)).entries(Period(DAY, on_day("2025-08-01"))))
    back = reverse(entry, tanggal=on_day("2025-08-02"), alasan=" dua  kali ")
    assert asset_row(back) == [
        "Aset:Bank:BRI -992",
        "Beban:Administrasi-Bank -8 arus_kas=pembayaran_beban_usaha",
        "Aset:Piutang:QRIS:BRI 1000",
    ]
    assert (back.jenis, dict(back.meta)) == (
        "pencairan",
        {"membalik": "KS-0001", "alasan": "dua kali"},
    )
    reversal = next(book_of(back).entries(Period(DAY, on_day("2025-09-01"))))
    for refused, day, reason in (
        (entry, "2025-08-02", " "),
        (entry, "2025-07-30", "x"),
        (reversal, "2025-08-03", "x"),
    ):
        with pytest.raises(ProblemError, match="ISIAN"):
            reverse(refused, tanggal=on_day(day), alasan=reason)
