"""Names of cash boxes, banks, acquirers and of costs, and the accounts that they stand for."""

from __future__ import annotations

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.naming import Names
from kkmp_ledger.koperasi.naming import box_accounts
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.koperasi import Koperasi
from tests.koperasi.example import TOML
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


def test_where_none_is_kept_the_remedy_is_to_add_one() -> None:
    """And what is said to be added is found then."""
    acquirer = '[[akuirer]]\nnama = "QRIS BRI"\nsegmen = "BRI"\n'
    assert acquirer in TOML
    without = toml.loads(TOML.replace(acquirer, ""), "koperasi.toml", Koperasi)
    with pytest.raises(ProblemError) as caught:
        Names.dari(without).box("QRIS BRI", "akuirer")
    assert [(p.code, p.fact, p.hint) for p in caught.value.problems] == [
        ("ISIAN", 'akuirer "QRIS BRI" tidak ada', "tambahkan akuirer di koperasi.toml")
    ]


def test_a_cost_is_found_by_title_account_or_a_word_that_is_its_own() -> None:
    s = names()
    for said in ("Beban bunga pinjaman", "beban  BUNGA pinjaman", "bunga", "Beban:Bunga-Pinjaman"):
        assert s.akun(said, "beban") == "Beban:Bunga-Pinjaman"
    machines = "Aset:Tetap:Mesin-dan-Peralatan"
    assert s.akun("mesin", "aset") == s.akun(machines, "aset") == machines


def test_a_word_of_several_costs_is_never_guessed() -> None:
    with pytest.raises(ProblemError) as caught:
        names().akun("administrasi", "beban")
    (problem,) = caught.value.problems
    assert (problem.code, problem.fact) == ("ISIAN", '"administrasi" dapat berarti 2 akun')
    offered = problem.hint.removeprefix("pilih salah satu: ").split("; ")
    assert offered == ["Beban administrasi dan umum", "Beban administrasi bank dan QRIS"]
    assert len({names().akun(title, "beban") for title in offered}) == 2
