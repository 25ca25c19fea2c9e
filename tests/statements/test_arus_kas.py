"""The direct method entry by entry, and the check ARUS-KAS-MENDUA."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema.chart import chart_of
from kkmp_ledger.statements.arus_kas import arus_kas
from kkmp_ledger.statements.cash_lines import Parser
from tests.statements.books import CHART
from tests.statements.books import HEADER
from tests.statements.books import KOPERASI
from tests.statements.books import book_of
from tests.statements.books import example

YEAR = Period(date(2025, 6, 24), date(2026, 1, 1))


def _flow(text: str, period: Period = YEAR) -> dict[str, Fraction]:
    """The flows that are not 0."""
    return {line: v for line, v in Parser(book_of(text), CHART).flow(period).items() if v}


def test_the_worked_example() -> None:
    report = arus_kas(example(), CHART, KOPERASI, 2025, HEADER, tutup=True)
    found = {b.key: v for b in report.rows if b.values and (v := b.values[0])}
    assert found == {
        # sale: 200.000 - bon 40.000 - QRIS 65.263; settlement: 310.000 x 200 / 800 = 77.500
        "penerimaan_anggota": 94_737 + 77_500,
        # sale: 600.000 - QRIS 244.737; settlement: 310.000 x 600 / 800 = 232.500
        "penerimaan_non_anggota": 355_263 + 232_500,
        "penerimaan_bunga": 800,  # 800,40
        "pembayaran_pemasok": -600_000,
        "pembayaran_kepegawaian": -60_000,
        "pembayaran_beban_usaha": -2_169,  # 2.169,50: rounded so that all sum to the rise of cash
        "arus_kas_operasi": 98_631,
        "pembelian_aset_tetap": -2_400_000,
        "arus_kas_investasi": -2_400_000,
        "simpanan_pokok": 100_000,
        "simpanan_wajib": 20_000,
        "hibah": 5_000_000,
        "arus_kas_pendanaan": 5_120_000,
        "kenaikan_kas": 2_818_631,
        "kas_akhir": 2_818_631,
    }


def _lines(text: str) -> dict[str, int]:
    """The lines of receipts as the statement of 2025 prints them."""
    report = arus_kas(book_of(text), CHART, KOPERASI, 2025, HEADER, tutup=True)
    keys = ("penerimaan_anggota", "penerimaan_non_anggota")
    return {key: v for key in keys if (v := report.values(key))}


JUAL = """
2025-07-10 * "Penjualan" "Toko" ^TK-250710-T1-J
  jenis: "jual"
  Aset:Kas:Toko                        100 IDR
  Aset:Piutang:QRIS:BRI                200 IDR
  Pendapatan:Anggota:Sembako          -100 IDR
    anggota: "A0001"
    hpp: 0 IDR
  Pendapatan:Non-Anggota:Sembako      -200 IDR
"""


def test_a_shared_receivable_is_split_within_the_sale() -> None:
    # 100 - 200 x 100/300 and 200 - 200 x 200/300: nothing is rounded before the statement's line
    third = Fraction(100, 3)
    assert _flow(JUAL) == {"penerimaan_anggota": third, "penerimaan_non_anggota": 2 * third}
    assert _lines(JUAL) == {"penerimaan_anggota": 33, "penerimaan_non_anggota": 67}


def test_a_return_is_the_mirror_image() -> None:
    text = JUAL.replace("-100", "+100").replace("-200", "+200")
    text = text.replace("  100 IDR", " -100 IDR").replace("  200 IDR", " -200 IDR")
    text = text.replace("+100", "100").replace("+200", "200").replace("-J", "-R")
    assert _flow(text) == {line: -amount for line, amount in _flow(JUAL).items()}


def test_what_members_owe_is_no_part_of_what_the_acquirer_owes() -> None:
    text = """
2025-07-10 * "Penjualan" "Toko" ^TK-250710-T1-J
  jenis: "jual"
  Aset:Kas:Toko                        100 IDR
  Aset:Piutang:QRIS:BRI                200 IDR
  Aset:Piutang:Bon:Sembako:A0001       100 IDR
  Pendapatan:Anggota:Sembako          -100 IDR
    anggota: "A0001"
  Pendapatan:Non-Anggota:Sembako      -300 IDR
"""
    assert _flow(text) == {"penerimaan_non_anggota": 100}


def test_a_sale_without_cash_never_appears() -> None:
    text = """
2025-07-10 * "Penjualan" "Toko" ^TK-250710-T1-J
  jenis: "jual"
  Aset:Piutang:QRIS:BRI                200 IDR
  Pendapatan:Non-Anggota:Sembako      -200 IDR
"""
    assert _flow(text) == {}


def test_a_transfer_between_cash_accounts_cancels() -> None:
    text = """
2025-07-10 * "Setor ke bank" ^KS-2507-0001
  jenis: "setor-bank"
  Aset:Bank:BRI                        200 IDR
  Aset:Kas:Toko                       -200 IDR
"""
    assert _flow(text) == {}


def _pay_out(tanggal: str, bruto: int = 101, nomor: int = 1, membalik: str = "") -> str:
    head = f'  membalik: "{membalik}"\n' if membalik else ""
    return f"""
{tanggal} * "Pencairan" ^KS-{tanggal[2:4]}{tanggal[5:7]}-{nomor:04d}
  jenis: "pencairan"
{head}  Aset:Bank:BRI                        {bruto} IDR
  Aset:Piutang:QRIS:BRI               {-bruto} IDR
"""


def _jual(tanggal: str, anggota: int, other: int) -> str:
    kode = tanggal[2:].replace("-", "")
    return f"""
{tanggal} * "Penjualan" "Toko" ^TK-{kode}-T1-J
  jenis: "jual"
  Aset:Piutang:QRIS:BRI               {anggota + other} IDR
  Pendapatan:Anggota:Sembako          {-anggota} IDR
    anggota: "A0001"
  Pendapatan:Non-Anggota:Sembako      {-other} IDR
"""


def test_a_settlement_follows_the_revenue_of_the_month_so_far() -> None:
    # June's sales and those after the settlement do not count, those of its own day do.
    text = _jual("2025-06-30", 900, 0) + _jual("2025-07-09", 10, 50) + _jual("2025-07-10", 10, 10)
    text += _jual("2025-07-11", 900, 0) + _pay_out("2025-07-10", 80)
    assert _flow(text) == {"penerimaan_anggota": 20, "penerimaan_non_anggota": 60}


def test_many_settlements_lose_nothing_to_rounding() -> None:
    """Each is 33,33 and 66,67: rounded one by one they would be 99 and 201."""
    text = _jual("2025-07-09", 100, 200)
    text += "".join(_pay_out(f"2025-07-{10 + i}", 100, i + 1) for i in range(3))
    assert _flow(text) == {"penerimaan_anggota": 100, "penerimaan_non_anggota": 200}
    assert _lines(text) == {"penerimaan_anggota": 100, "penerimaan_non_anggota": 200}


def test_the_statement_says_how_shared_money_was_divided_where_there_can_be_any() -> None:
    report = arus_kas(example(), CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert len(report.notes) == 1
    assert "dibulatkan ke rupiah satu kali" in report.notes[0]
    without = replace(KOPERASI, akuirer=())
    empty = arus_kas(book_of(""), chart_of(without), without, 2025, HEADER, tutup=True)
    assert empty.notes == ()


def test_a_settlement_tie_goes_to_anggota() -> None:
    text = _jual("2025-07-09", 50, 50) + _pay_out("2025-07-10", 101)
    assert _lines(text) == {"penerimaan_anggota": 51, "penerimaan_non_anggota": 50}


def test_a_settlement_without_revenue_is_non_anggota() -> None:
    text = _jual("2025-06-30", 900, 0) + _pay_out("2025-07-10", 101)
    assert _flow(text) == {"penerimaan_non_anggota": 101}


def test_more_returns_than_sales_count_as_no_revenue() -> None:
    text = _jual("2025-07-09", -50, 20) + _pay_out("2025-07-10", 101)
    assert _flow(text) == {"penerimaan_non_anggota": 101}


def test_a_reversed_settlement_leaves_no_trace() -> None:
    text = _jual("2025-07-09", 10, 90) + _pay_out("2025-07-10", 100)
    text += _jual("2025-07-20", 900, 0) + _pay_out("2025-07-21", -100, 2, "KS-2507-0001")
    assert _flow(text) == {}
    # also when what is reversed stands in the year before
    later = _jual("2025-07-09", 10, 90) + _pay_out("2025-07-10", 100)
    later += _pay_out("2026-01-05", -100, 1, "KS-2507-0001")
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    assert _flow(later, year) == {"penerimaan_anggota": -10, "penerimaan_non_anggota": -90}


def test_a_reversal_of_an_unknown_settlement_takes_its_own_day() -> None:
    text = _jual("2025-07-09", 10, 90) + _pay_out("2025-07-10", -100, 2, "KS-2507-0099")
    assert _flow(text) == {"penerimaan_anggota": -10, "penerimaan_non_anggota": -90}


def test_a_reversal_that_names_itself_takes_its_own_day() -> None:
    text = _jual("2025-07-09", 10, 90) + _pay_out("2025-07-10", -100, 2, "KS-2507-0002")
    assert _flow(text) == {"penerimaan_anggota": -10, "penerimaan_non_anggota": -90}


def test_an_opening_dated_within_the_span_is_no_flow_and_no_revenue() -> None:
    text = """
2025-07-01 * "Saldo awal" ^SA-2507-0001
  jenis: "saldo-awal"
  Aset:Kas:Toko                       1000 IDR
  Pendapatan:Anggota:Sembako         -1000 IDR
"""
    text += _jual("2025-07-09", 10, 90) + _pay_out("2025-07-10", 100)
    assert _flow(text) == {"penerimaan_anggota": 10, "penerimaan_non_anggota": 90}
    report = arus_kas(book_of(text), CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert report.values("kas_awal") == 1_000
    assert report.values("kas_akhir") == 1_100


def test_a_sale_all_on_bon_divides_by_its_revenue() -> None:
    # nothing is left after what members owe: the entry's own revenue still says how to divide
    text = """
2025-07-10 * "Penjualan dan tebusan" "Toko" ^TK-250710-T1-J
  jenis: "jual"
  Aset:Kas:Toko                        100 IDR
  Aset:Piutang:QRIS:BRI               -100 IDR
  Aset:Piutang:Bon:Sembako:A0001        50 IDR
  Pendapatan:Anggota:Sembako           -50 IDR
    anggota: "A0001"
"""
    other_sales = _jual("2025-07-09", 0, 900)
    assert _flow(other_sales + text) == {"penerimaan_anggota": 100}


def test_a_tie_within_a_sale_goes_to_anggota() -> None:
    text = """
2025-07-10 * "Penjualan" "Toko" ^TK-250710-T1-J
  jenis: "jual"
  Aset:Kas:Toko                         99 IDR
  Aset:Piutang:QRIS:BRI                101 IDR
  Pendapatan:Non-Anggota:Sembako      -100 IDR
  Pendapatan:Anggota:Sembako          -100 IDR
    anggota: "A0001"
"""
    # 100 - 101/2 = 49,5 each: the cash that came in is 99
    assert _lines(text) == {"penerimaan_anggota": 50, "penerimaan_non_anggota": 49}


def test_sen_of_a_shared_receivable_are_not_lost() -> None:
    text = _jual("2025-07-09", 1, 2) + _pay_out("2025-07-10", 101).replace("101 IDR", "100.01 IDR")
    found = _flow(text)
    assert sum(found.values()) == Fraction("100.01")
    assert found["penerimaan_non_anggota"] == 2 * found["penerimaan_anggota"]
    assert _lines(text) == {"penerimaan_anggota": 33, "penerimaan_non_anggota": 67}


def test_the_posting_may_name_its_line() -> None:
    text = """
2025-07-10 * "Uang muka mesin" ^KS-2507-0001
  jenis: "beban"
  Beban:Operasional-Lain               200 IDR
    arus_kas: "pembelian_aset_tetap"
  Aset:Kas:Toko                       -200 IDR
"""
    assert _flow(text) == {"pembelian_aset_tetap": -200}


UNKNOWN = """
2025-07-10 * "Beban" ^KS-2507-0001
  jenis: "beban"
  Beban:Operasional-Lain               200 IDR
    arus_kas: "pembelian_aset"
  Aset:Kas:Toko                       -200 IDR

2025-07-11 * "Beban" ^KS-2507-0002
  jenis: "beban"
  Beban:Operasional-Lain               200 IDR
    arus_kas: "piutang_bersama"
  Aset:Kas:Toko                       -200 IDR
"""


def test_an_unknown_line_is_refused_with_every_place() -> None:
    with pytest.raises(ProblemError) as caught:
        _flow(UNKNOWN)
    assert [p.code for p in caught.value.problems] == ["ARUS-KAS-MENDUA"] * 2
    assert [p.place.line for p in caught.value.problems if p.place] == [3, 9]
    assert caught.value.problems[0].fact == (
        'KS-2507-0001: arus_kas "pembelian_aset" bukan baris laporan arus kas'
    )
