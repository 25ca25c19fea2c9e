"""Closing a month: straight lines, tax on turnover, and the balances written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import Period
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.aset import AssetRow
from kkmp_ledger.koperasi.aset import by_list
from kkmp_ledger.koperasi.aset import monthly_costs
from kkmp_ledger.koperasi.aset import read_aset
from kkmp_ledger.koperasi.aset import schedule
from kkmp_ledger.koperasi.aset import write_aset
from kkmp_ledger.koperasi.pajak import monthly_pph
from kkmp_ledger.koperasi.pajak import omzet
from kkmp_ledger.koperasi.pajak import pph_final
from kkmp_ledger.koperasi.tutup import close_month
from kkmp_ledger.koperasi.tutup import closing_balances
from kkmp_ledger.schema.dated import Dated
from kkmp_ledger.schema.koperasi import Pajak
from tests.koperasi.example import asset_row
from tests.koperasi.example import book_of
from tests.koperasi.example import koperasi
from tests.koperasi.example import names

CHART = names().chart
ASET = """\
nama,jenis,tanggal,nilai,bulan,akun,lawan,beban,bukti,dibalik
Freezer,aset,2025-07-20,1000000,96,Aset:Tetap:Mesin-dan-Peralatan,Aset:Akumulasi-Penyusutan,Beban:Penyusutan,,
Sewa toko,muka,2025-07-01,100000,3,Aset:Dibayar-di-Muka:Sewa,,Beban:Sewa,,
Tanah,aset,2025-07-01,5000000,0,Aset:Tetap:Tanah-dan-Bangunan,Aset:Akumulasi-Penyusutan,Beban:Penyusutan,,
Aplikasi,aset,2025-09-01,200,2,Aset:Tak-Berwujud,Aset:Akumulasi-Amortisasi,Beban:Amortisasi,,
"""


def listed() -> list[AssetRow]:
    rows, problems = read_aset(ASET, "aset.csv", CHART)
    assert problems == []
    return rows


def test_the_list_is_written_as_read() -> None:
    assert write_aset(listed()) == ASET
    assert [r.line for r in listed()] == [2, 3, 4, 5]


GOOD = dict(zip(ASET.splitlines()[0].split(","), ASET.splitlines()[1].split(","), strict=True))


@pytest.mark.parametrize(
    ("column", "content", "code", "fact"),
    [
        ("nama", "", "SEL-SALAH", "nama kosong"),
        ("jenis", "mobil", "SEL-SALAH", 'jenis "mobil" tidak dikenal'),
        ("tanggal", "20/7/2025", "SEL-SALAH", "tanggal tidak berbentuk 2026-03-31"),
        ("nilai", "0", "SEL-SALAH", "nilai bukan rupiah bulat di atas nol"),
        ("nilai", "1.5", "SEL-SALAH", "nilai bukan rupiah bulat di atas nol"),
        ("bulan", "-1", "SEL-SALAH", "bulan bukan angka bulat yang dapat dipakai"),
        ("bulan", "", "SEL-SALAH", "bulan bukan angka bulat yang dapat dipakai"),
        ("lawan", "", "SEL-SALAH", 'lawan "" tidak cocok untuk aset'),
        ("akun", "Aset:Kas:Toko", "AKUN-ASING", "akun Aset:Kas:Toko bukan akun aset"),
        ("akun", "Aset:Apa", "AKUN-ASING", "akun Aset:Apa bukan akun aset"),
        ("beban", "Aset:Kas:Toko", "AKUN-ASING", "akun Aset:Kas:Toko bukan akun beban"),
    ],
)
def test_a_wrong_cell_is_named(column: str, content: str, code: str, fact: str) -> None:
    row = GOOD | {column: content}
    text = f"{','.join(row)}\n{','.join(row.values())}\n"
    rows, problems = read_aset(text, "aset.csv", CHART)
    assert rows == []
    assert [(p.code, p.fact) for p in problems] == [(code, fact)]


def test_a_prepaid_cost_needs_months_and_no_contra_account() -> None:
    text = (
        ASET.splitlines()[0] + "\nSewa,muka,2025-07-01,9,0,Aset:Dibayar-di-Muka:Sewa,X,Beban:Sewa,,"
    )
    _, problems = read_aset(text, "aset.csv", CHART)
    assert [p.fact for p in problems] == [
        "bulan bukan angka bulat yang dapat dipakai",
        'lawan "X" tidak cocok untuk muka',
    ]


def test_a_straight_line_starts_in_its_own_month_and_loses_nothing() -> None:
    freezer, sewa, land, _ = listed()
    assert schedule(sewa) == [
        (Month(2025, 7), 33_334),
        (Month(2025, 8), 33_333),
        (Month(2025, 9), 33_333),
    ]
    months = schedule(freezer)
    assert (months[0][0], months[-1][0]) == (Month(2025, 7), Month(2033, 6))
    assert schedule(land) == []


@given(st.integers(1, 10**10), st.integers(1, 240))
def test_any_line_sums_to_its_value(values: int, month: int) -> None:
    amounts = [a for _, a in schedule(replace(listed()[0], value=values, month=month))]
    assert sum(amounts) == values
    assert len(amounts) == month
    assert max(amounts) - min(amounts) <= 1


def test_a_months_costs_keep_their_numbers() -> None:
    july = monthly_costs(CHART, listed(), Month(2025, 7))
    assert [(d.bukti, d.jenis, d.tanggal, asset_row(d)) for d in july] == [
        (
            "TP-2507-SUSUT-01",
            "penyusutan",
            date(2025, 7, 31),
            ["Beban:Penyusutan 10417", "Aset:Akumulasi-Penyusutan -10417"],
        ),
        (
            "TP-2507-MUKA-01",
            "amortisasi",
            date(2025, 7, 31),
            ["Beban:Sewa 33334", "Aset:Dibayar-di-Muka:Sewa -33334"],
        ),
    ]
    later = monthly_costs(CHART, listed(), Month(2025, 10))
    assert [(d.bukti, d.jenis) for d in later] == [
        ("TP-2510-SUSUT-01", "penyusutan"),
        ("TP-2510-SUSUT-03", "amortisasi"),
    ]
    assert later[0].uraian == "Penyusutan Freezer, Oktober 2025"
    assert monthly_costs(CHART, listed(), Month(2025, 6)) == []


def test_what_the_list_says_of_its_accounts() -> None:
    until = date(2025, 9, 1)
    before = by_list(listed(), until, None)
    assert before["Aset:Tetap:Mesin-dan-Peralatan"] == 1_000_000
    assert before["Aset:Akumulasi-Penyusutan"] == 0
    assert "Aset:Tak-Berwujud" not in before
    closed = by_list(listed(), until, Month(2025, 12))
    assert closed["Aset:Akumulasi-Penyusutan"] == -(10_417 + 10_417)
    assert closed["Aset:Dibayar-di-Muka:Sewa"] == 33_333


JUAL = """
2025-07-10 * "Toko" ^TK-250710-T1-J
  jenis: "jual"
  Aset:Kas:Toko                      1000500 IDR
  Pendapatan:Anggota:Sembako         -400300 IDR
    anggota: "A0001"
  Pendapatan:Non-Anggota:Sembako     -600000 IDR
  Pendapatan:Lain-Non-Anggota:Sembako   -200 IDR
2025-07-11 * "Toko" ^TK-250711-T1-R
  jenis: "retur"
  Aset:Kas:Toko                      -100100 IDR
  Pendapatan:Non-Anggota:Sembako      100100 IDR
2025-07-31 * "Bunga" ^KS-2507-0001
  jenis: "bunga-bank"
  Aset:Bank:BRI                     90000.40 IDR
  Pendapatan:Hasil-Investasi       -90000.40 IDR
2025-08-01 * "Toko" ^TK-250801-T1-R
  jenis: "retur"
  Aset:Kas:Toko                        -7000 IDR
  Pendapatan:Anggota:Sembako            7000 IDR
    anggota: "A0001"
"""
JULY, AGUSTUS = Month(2025, 7), Month(2025, 8)


def test_turnover_is_units_revenue_less_returns_without_interest() -> None:
    assert omzet(TextBook.from_text(JUAL), CHART, JULY.period) == 900_400


def test_tax_is_rounded_half_up_once_a_month() -> None:
    book = TextBook.from_text(JUAL)
    draft = pph_final(book, CHART, koperasi().pajak, JULY)
    assert draft is not None
    # 900.400 x 5 permil = 4.502,0
    assert (draft.bukti, draft.jenis, draft.tanggal, asset_row(draft)) == (
        "TP-2507-PPH",
        "pph-final",
        date(2025, 7, 31),
        ["Beban:Pajak-Penghasilan 4502", "Liabilitas:Utang-Pajak:PPh-Final -4502"],
    )
    # a month of returns owes nothing
    assert pph_final(book, CHART, koperasi().pajak, AGUSTUS) is None
    assert pph_final(book_of(), CHART, koperasi().pajak, JULY) is None


@pytest.mark.parametrize(("jumlah", "expected"), [(100, 1), (99, 0), (300, 2), (500, 3), (299, 1)])
def test_half_a_rupiah_goes_up(jumlah: int, expected: int) -> None:
    text = f"""
        2025-07-10 * "Toko" ^TK-250710-T1-J
          jenis: "jual"
          Aset:Kas:Toko                      {jumlah} IDR
          Pendapatan:Non-Anggota:Sembako    -{jumlah} IDR
        """
    assert monthly_pph(TextBook.from_text(text), CHART, koperasi().pajak, JULY) == expected


def test_a_rate_counts_on_its_own_days() -> None:
    rate = partial(Pajak, sumber="uji")
    book = TextBook.from_text(JUAL)
    changed = Dated(
        (
            rate(tarif_permil=5, dari=date(2025, 1, 1), sampai=date(2025, 7, 11)),
            rate(tarif_permil=10, dari=date(2025, 7, 11)),
        )
    )
    # 1.000.500 x 5 permil - 100.100 x 10 permil = 5.002,5 - 1.001 = 4.001,5
    assert monthly_pph(book, CHART, changed, JULY) == 4_002
    assert monthly_pph(book, CHART, Dated([rate(tarif_permil=5, dari=date(2025, 8, 1))]), JULY) == 0
    ended = Dated([rate(tarif_permil=5, dari=date(2025, 1, 1), sampai=date(2025, 7, 1))])
    assert monthly_pph(book, CHART, ended, JULY) == 0


def test_a_close_books_tax_then_assets() -> None:
    drafts = close_month(TextBook.from_text(JUAL), CHART, koperasi(), listed(), JULY)
    assert [d.bukti for d in drafts] == ["TP-2507-PPH", "TP-2507-SUSUT-01", "TP-2507-MUKA-01"]
    assert {d.tanggal for d in drafts} == {date(2025, 7, 31)}


TUTUP = """
2025-06-24 open Aset:Kas:Toko IDR
2025-06-24 open Aset:Bank:BRI IDR
2025-06-24 open Beban:Sewa IDR
2025-06-24 open Ekuitas:Simpanan:Pokok IDR
2025-06-24 open Ekuitas:Simpanan:Pokok:A0001 IDR
2025-06-24 open Ekuitas:Simpanan:Wajib IDR
2025-08-01 open Aset:Kas:Kantor IDR
2025-07-01 * "Setor" ^KS-2507-0001
  jenis: "setor-simpanan"
  Aset:Kas:Toko                     50000 IDR
  Ekuitas:Simpanan:Pokok:A0001     -50000 IDR
2025-07-31 * "Amortisasi" ^TP-2507-MUKA-01
  jenis: "amortisasi"
  Beban:Sewa                          999 IDR
  Aset:Dibayar-di-Muka:Sewa          -999 IDR
2025-08-01 * "Setor" ^KS-2508-0001
  jenis: "setor-simpanan"
  Aset:Kas:Toko                     10000 IDR
  Ekuitas:Simpanan:Wajib:A0001     -10000 IDR
"""


def test_the_balances_of_a_close() -> None:
    book = TextBook.from_text(TUTUP)
    drafts = monthly_costs(CHART, listed(), JULY)
    assert closing_balances(book, CHART, JULY, drafts) == {
        "Aset:Bank:BRI": 0,
        "Aset:Kas:Toko": 50_000,
        "Ekuitas:Simpanan:Pokok": -50_000,
        "Ekuitas:Simpanan:Wajib": 0,
    }
    # a second run of a month's close replaces what the first booked; a year's close keeps it
    year = closing_balances(book, CHART, JULY, (), year=True)
    assert year["Beban:Sewa"] == Decimal(999)
    assert "Ekuitas:Simpanan:Pokok:A0001" not in year


def test_omzet_of_any_split_of_a_month_adds_up() -> None:
    book = TextBook.from_text(JUAL)
    for day in range(1, 32):
        cut = date(2025, 7, day)
        halves = (Period(JULY.start, cut), Period(cut, JULY.until))
        assert sum(omzet(book, CHART, half) for half in halves) == omzet(book, CHART, JULY.period)
