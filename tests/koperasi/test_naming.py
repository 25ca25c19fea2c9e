"""Names of cash boxes, banks and acquirers, and the accounts that they stand for."""

from __future__ import annotations

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.naming import box_accounts
from tests.koperasi.example import names


def test_each_box_has_its_account() -> None:
    s = names()
    accounts = box_accounts(s.koperasi, s.chart)
    assert accounts["kas"]["Kas Toko"] == "Aset:Kas:Toko"
    assert accounts["bank"] == {"Bank BRI": "Aset:Bank:BRI"}
    assert accounts["akuirer"] == {"QRIS BRI": "Aset:Piutang:QRIS:BRI"}
    boxes = (*s.koperasi.kas, *s.koperasi.bank, *s.koperasi.akuirer)
    assert [name for kind in accounts.values() for name in kind] == [b.nama for b in boxes]


def test_a_box_is_found_by_name_or_account_among_the_kinds_asked_for() -> None:
    s = names()
    assert s.box("kas  toko") == s.box("Aset:Kas:Toko") == "Aset:Kas:Toko"
    assert s.box("qris bri", "akuirer") == "Aset:Piutang:QRIS:BRI"
    with pytest.raises(ProblemError, match="QRIS BRI"):
        s.box("QRIS BRI")
