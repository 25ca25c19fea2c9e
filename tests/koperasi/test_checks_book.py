"""Rules of accounts, stated balances, and the papers of a month."""

from __future__ import annotations

from datetime import date

import pytest

from kkmp_ledger.base.codes import CODES
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.aset import AssetRow
from kkmp_ledger.koperasi.checks.registry import BEANCOUNT_CODES
from kkmp_ledger.koperasi.checks.registry import RULE_CODES
from kkmp_ledger.koperasi.checks.registry import check_all
from tests.koperasi.rule_material import check
from tests.koperasi.rule_material import context_of
from tests.koperasi.rule_material import summary

GEN = "2025/x.gen.beancount"


def jual(day: str, number: int, jumlah: int, kas: str = "Aset:Kas:Toko") -> str:
    return f"""
{day} * "Uji" ^BB-D0001-{number:04d}
  jenis: "{"jual" if jumlah > 0 else "retur"}"
  {kas} {jumlah} IDR
  Pendapatan:Non-Anggota:Logistik {-jumlah} IDR
"""


def pajak(day: str, jumlah: int) -> str:
    return f"""
{day} * "PPh final" ^TP-{day[2:4]}{day[5:7]}-PPH
  jenis: "pph-final"
  Beban:Pajak-Penghasilan {jumlah} IDR
  Liabilitas:Utang-Pajak:PPh-Final {-jumlah} IDR
"""


def count_text(day: str, tomorrow: str, jumlah: int) -> str:
    return f'\n{tomorrow} balance Aset:Kas:Toko {jumlah} IDR\n  dihitung: "{day}"\n'


def test_every_code_of_the_rules_is_in_the_closed_list() -> None:
    assert set(CODES) >= RULE_CODES > BEANCOUNT_CODES


def test_an_account_outside_the_chart_is_told_once_with_the_nearest_name() -> None:
    text = jual("2025-07-01", 1, 9, "Aset:Kas:Tokko") + jual("2025-07-02", 2, 9, "Aset:Kas:Tokko")
    assert check(text, path=GEN) == ["3 AKUN-ASING akun Aset:Kas:Tokko tidak ada di bagan akun"]


def test_an_opened_account_outside_the_chart() -> None:
    text = "2025-06-24 open Aset:Emas IDR\n2025-06-24 open Ekuitas:Simpanan:Pokok IDR\n"
    assert check(text, path=GEN) == ["1 AKUN-ASING akun Aset:Emas tidak ada di bagan akun"]


def test_a_parent_takes_no_posting() -> None:
    text = jual("2025-07-01", 1, 9, "Ekuitas:Simpanan:Wajib")
    assert check(text, path=GEN) == [
        "3 AKUN-ASING akun induk Ekuitas:Simpanan:Wajib tidak menerima entri"
    ]


def test_an_account_is_opened_before_it_is_used() -> None:
    text = "2025-07-02 open Aset:Kas:Toko IDR\n" + jual("2025-07-01", 1, 9)
    assert check(text, path=GEN) == [
        "5 AKUN-TUTUP akun Aset:Kas:Toko dipakai pada 1 Juli 2025, baru dibuka pada 2 Juli 2025"
    ]


@pytest.mark.parametrize(
    ("tutup", "mark"), [((), " (perhatian)"), (("2025-07",), "")], ids=["open", "closed"]
)
def test_below_zero_weighs_by_whether_the_month_is_closed(
    tutup: tuple[str, ...], mark: str
) -> None:
    text = jual("2025-07-01", 1, 5) + jual("2025-07-01", 2, -9) + jual("2025-07-03", 3, 4)
    text += count_text("2025-07-31", "2025-08-01", 0)
    assert check(text, *tutup, path=GEN) == [
        f"8 SALDO-NEGATIF{mark} Kas Toko -4 pada akhir 1 Juli 2025"
    ]


def test_staying_below_zero_is_one_problem() -> None:
    text = jual("2025-07-01", 1, -5) + jual("2025-07-02", 2, -1) + jual("2025-07-03", 3, 7)
    text += jual("2025-07-04", 4, -2)
    assert check(text, path=GEN) == [
        "3 SALDO-NEGATIF (perhatian) Kas Toko -5 pada akhir 1 Juli 2025",
        "18 SALDO-NEGATIF (perhatian) Kas Toko -1 pada akhir 4 Juli 2025",
    ]


def test_a_balance_is_stated_for_an_opened_account() -> None:
    text = """
    2025-07-01 open Aset:Kas:Toko IDR
    2025-07-02 balance Aset:Kas:Toko 0 IDR
    2025-07-02 balance Aset:Kas:Kantor 0 IDR
    """
    found = check_all(TextBook.from_text(text), context_of())
    assert summary(found) == [
        "3 AKUN-TUTUP akun Aset:Kas:Kantor dipakai pada 2 Juli 2025 tetapi tidak pernah dibuka"
    ]


def test_within_a_day_the_order_does_not_matter() -> None:
    assert check(jual("2025-07-01", 1, -9) + jual("2025-07-01", 2, 9), path=GEN) == []


def test_a_count_is_of_the_evening_before() -> None:
    """The entry of the evening counts, that of the next morning does not."""
    text = jual("2025-07-30", 1, 7) + jual("2025-07-31", 2, 5) + jual("2025-08-01", 3, 90)
    count = count_text("2025-07-31", "2025-08-01", 12)
    assert [p for p in check(text + count, path=GEN) if "SALDO" in p] == []
    assert [
        p for p in check(text + count.replace("12 IDR", "11 IDR"), path=GEN) if "SALDO" in p
    ] == ["16 SALDO-BEDA Kas Toko pada akhir 31 Juli 2025 dihitung 11, menurut buku 12 (beda -1)"]


def test_a_balance_of_a_parent_is_that_of_its_family() -> None:
    text = """
2025-07-01 * "Setor" ^SP-D0001-0001
  jenis: "setor-simpanan"
  Aset:Kas:Kantor                 30000 IDR
  Ekuitas:Simpanan:Wajib:A0001   -20000 IDR
  Ekuitas:Simpanan:Wajib:A0002   -10000 IDR
2025-07-02 balance Ekuitas:Simpanan:Wajib        -30000 IDR
2025-07-02 balance Ekuitas:Simpanan:Wajib:A0001  -20000 IDR
2025-07-02 balance Ekuitas:Simpanan:Wajib:A0002  -10001 IDR
"""
    found = [p for p in check(text, path=GEN) if "SISA" not in p]
    assert found == [
        "8 SALDO-BEDA simpanan wajib A0002 pada akhir 1 Juli 2025 dinyatakan 10.001,"
        " menurut buku 10.000 (beda 1)"
    ]


@pytest.mark.parametrize(
    ("booked", "tutup", "found"),
    [
        (50, ("2025-07",), []),
        (49, ("2025-07",), ["PAJAK-BEDA PPh final Juli 2025 dibukukan 49, menurut omzet"]),
        (49, (), ["PAJAK-BEDA (perhatian) PPh final Juli 2025 dibukukan 49, menurut omzet"]),
    ],
)
def test_tax_is_turnover_times_rate(booked: int, tutup: tuple[str, ...], found: list[str]) -> None:
    """10.000 at 5 per mille is 50."""
    text = jual("2025-07-01", 1, 10_000) + pajak("2025-07-31", booked)
    text += count_text("2025-07-31", "2025-08-01", 10_000) + jual("2025-08-01", 2, 4_000)
    lines = [p for p in check(text, *tutup, path=GEN) if "PAJAK" in p]
    assert [p.partition(" ")[2].partition(" seharusnya")[0] for p in lines] == found


def test_the_last_month_is_still_being_written() -> None:
    assert check(jual("2025-07-01", 1, 10_000), path=GEN) == []
    later = jual("2025-07-01", 1, 10_000) + jual("2025-08-01", 2, 10_000)
    assert check(later, path=GEN) == [
        "0 BELUM-DIHITUNG (perhatian) Kas Toko belum dihitung pada 31 Juli 2025",
        "0 PAJAK-BEDA (perhatian) PPh final Juli 2025 dibukukan 0, menurut omzet seharusnya 50",
    ]


def test_evenings_that_were_not_counted_are_one_line_a_box_in_order_of_time() -> None:
    """Not by the month's name, and not one problem each."""
    text = jual("2025-07-01", 1, 10_000) + jual("2026-05-01", 2, 10_000)
    assert [p for p in check(text, path=GEN) if "DIHITUNG" in p] == [
        "0 BELUM-DIHITUNG (perhatian) Kas Toko belum dihitung pada 31 Juli 2025, 31 Agustus 2025,"
        " 30 September 2025, 31 Oktober 2025, 30 November 2025, 31 Desember 2025"
        " dan 4 akhir bulan sesudahnya"
    ]


def test_in_a_closed_month_the_count_is_owed() -> None:
    text = jual("2025-07-01", 1, 10_000) + pajak("2025-07-31", 50)
    assert check(text, "2025-07", path=GEN) == [
        "0 BELUM-DIHITUNG Kas Toko belum dihitung pada 31 Juli 2025"
    ]
    plain = "\n2025-08-01 balance Aset:Kas:Toko 10000 IDR\n"  # what a close writes is no count
    assert len(check(text + plain, "2025-07", path=GEN)) == 1
    assert check(text + count_text("2025-07-31", "2025-08-01", 10_000), "2025-07", path=GEN) == []


FREEZER = AssetRow(
    nama="Freezer",
    jenis="aset",
    tanggal=date(2025, 7, 1),
    value=4_800,
    month=48,
    akun="Aset:Tetap:Mesin-dan-Peralatan",
    contra="Aset:Akumulasi-Penyusutan",
    beban="Beban:Penyusutan",
    line=2,
)
BELI = """
2025-07-01 * "Freezer" ^BB-D0001-0001
  jenis: "aset"
  Aset:Tetap:Mesin-dan-Peralatan   4800 IDR
  Liabilitas:Utang-Pihak-Ketiga   -4800 IDR
"""
SUSUT = """
2025-07-31 * "Penyusutan" ^TP-2507-SUSUT-01
  jenis: "penyusutan"
  Beban:Penyusutan                  100 IDR
  Aset:Akumulasi-Penyusutan        -100 IDR
"""


@pytest.mark.parametrize(
    ("text", "tutup", "found"),
    [
        (BELI, (), []),
        (BELI + SUSUT, ("2025-07",), []),
        (BELI.replace("4800", "4700"), (), ["mesin dan peralatan menurut aset.csv 4.800"]),
        (BELI, ("2025-07",), ["akumulasi penyusutan menurut aset.csv -100"]),
        (BELI + SUSUT, (), ["akumulasi penyusutan menurut aset.csv 0"]),
    ],
)
def test_the_list_of_assets_ties_to_its_accounts(
    text: str, tutup: tuple[str, ...], found: list[str]
) -> None:
    lines = check(text, *tutup, path=GEN, aset=(FREEZER,))
    assert [p.partition(", menurut buku")[0] for p in lines] == [f"2 ASET-BEDA {f}" for f in found]


def test_an_asset_that_is_on_no_list() -> None:
    assert check(BELI, path=GEN) == [
        "0 ASET-BEDA mesin dan peralatan menurut aset.csv 0, menurut buku 4.800 (beda 4.800)"
    ]
