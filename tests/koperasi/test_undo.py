"""Reversals: every sign turned, and what is not reversed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.drafting import draft_entry
from kkmp_ledger.koperasi.undo import reverse
from kkmp_ledger.koperasi.undo import undo_plan
from tests.koperasi.event_material import DAY
from tests.koperasi.event_material import pay_out
from tests.koperasi.example import asset_row
from tests.koperasi.example import book_of
from tests.koperasi.example import books
from tests.koperasi.example import names
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


def test_what_went_below_nothing_by_no_later_event_is_left_to_the_rules() -> None:
    """A reversal by hand that takes more than its entry brought: nothing can be named first."""
    deposit = [("Aset:Kas:Kantor", 100), ("Liabilitas:Simpanan:Sukarela:A0001", -100)]
    entries = [
        draft_entry(
            names().chart, tanggal=DAY, jenis="setor-simpanan", uraian="setor", legs=legs, meta=meta
        )
        for legs, meta in (
            (deposit, {}),
            ([(akun, jumlah // 2) for akun, jumlah in deposit], {}),
            ([(akun, -jumlah * 4 // 5) for akun, jumlah in deposit], {"membalik": "KS-0002"}),
        )
    ]
    book = book_of(*entries)
    first, *_ = book.entries(Period(DAY, on_day("2025-08-01")))
    undo = partial(undo_plan, bukti=first.bukti, entry=first, count=None, day=DAY, fixed=False)
    undoing = undo(books(book), alasan="x")
    assert undoing.draft is not None
    assert undoing.draft.meta["membalik"] == "KS-0001"
    # the same drawn by an event of its own: that one is named
    drawn = replace(entries[2], meta={})
    with pytest.raises(ProblemError, match=r"KS-0003 .* bersandar pada KS-0001"):
        undo(books(book_of(*entries[:2], drawn)), alasan="x")
