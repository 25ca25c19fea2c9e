"""Rules of sales and of cash entries that receive and pay at once."""

from __future__ import annotations

import pytest

from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.checks.registry import check_all
from tests.koperasi.rule_material import check
from tests.koperasi.rule_material import context_of
from tests.koperasi.rule_material import without_monthly

STOK = """
2025-06-24 * "Beli" ^BL-D0001-0001
  jenis: "beli"
  Aset:Persediaan:Sembako        900000 IDR
  Liabilitas:Utang-Usaha:Sembako -900000 IDR
"""
JUAL = """
2025-07-01 * "Penjualan" ^TK-250701-T1-J
  jenis: "jual"
  Aset:Kas:Toko                     14000 IDR
  Aset:Piutang:QRIS:BRI              6000 IDR
  Pendapatan:Anggota:Sembako        -8000 IDR
    anggota: "A0001"
    hpp: 7000 IDR
  Pendapatan:Non-Anggota:Sembako   -12000 IDR
  Beban:HPP:Anggota:Sembako          7000 IDR
  Beban:HPP:Non-Anggota:Sembako     10000 IDR
  Aset:Persediaan:Sembako          -17000 IDR
"""


@pytest.mark.parametrize(
    ("written", "code"),
    [("hpp: 7000", "DIALEK"), ("hpp: 0 USD", "DIALEK"), ('hpp: ""', "HPP-BEDA")],
)
def test_a_cost_of_another_form_is_told_once_and_not_as_missing(written: str, code: str) -> None:
    text = STOK + JUAL.replace("hpp: 7000 IDR", written)
    book = TextBook.from_text(text, "2025/toko.gen.beancount")
    found = [*book.problems, *check_all(book, context_of())]
    assert [p.code for p in found if p.code in ("DIALEK", "HPP-BEDA")] == [code]


def check_all_(text: str) -> list[str]:
    return without_monthly(check(STOK + text, path="2025/toko.gen.beancount"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", "", []),
        (
            '    anggota: "A0001"\n',
            "",
            [
                "JUAL-ANGGOTA penjualan anggota 8.000 pada TK-250701-T1-J tanpa nomor anggota",
            ],
        ),
        (
            "-12000 IDR\n",
            '-12000 IDR\n    anggota: "A0001"\n',
            [
                "JUAL-ANGGOTA penjualan non-anggota 12.000 pada TK-250701-T1-J"
                " menyebut anggota A0001",
            ],
        ),
        ("A0001", "A0009", ["ANGGOTA-ASING nomor A0009 pada TK-250701-T1-J tidak terdaftar"]),
        (
            "A0001",
            "A0003",
            ["ANGGOTA-TIDAK-AKTIF pembelian A0003 pada 1 Juli 2025, saat ia bukan anggota"],
        ),
        (
            "    hpp: 7000 IDR\n",
            "",
            ["HPP-BEDA penjualan A0001 8.000 pada TK-250701-T1-J tanpa hpp"],
        ),
        (
            "hpp: 7000",
            "hpp: 6500",
            ["HPP-BEDA HPP anggota Sembako pada TK-250701-T1-J berbeda 500 dari jumlah hpp"],
        ),
        (
            "hpp: 7000",
            "hpp: 7000.50",
            [
                "HPP-BEDA HPP anggota Sembako pada TK-250701-T1-J berbeda -0,50 dari jumlah hpp",
                "RUPIAH-PECAHAN hpp pada Pendapatan:Anggota:Sembako berisi sen: 7.000,50",
            ],
        ),
    ],
)
def test_a_day_of_sales(old: str, new: str, words: list[str]) -> None:
    assert old in JUAL
    assert check_all_(JUAL.replace(old, new)) == words


def test_a_unit_without_perpetual_stock_has_no_cost_at_the_sale() -> None:
    for unit in ("Apotek", "Logistik"):
        assert check_all_(f"""
2025-07-01 * "Penjualan" ^TK-250701-T1-J
  jenis: "jual"
  Aset:Kas:Toko                   8000 IDR
  Pendapatan:Anggota:{unit}      -8000 IDR
    anggota: "A0001"
""") == []  # fmt: skip


def test_a_periodic_count_may_book_the_cost_of_what_members_bought() -> None:
    """No sale says a cost there; where stock is perpetual, such an entry has no sale to tie to."""
    opname = """
2025-07-31 * "Opname" ^KS-2507-0001
  jenis: "opname"
  Beban:HPP:Anggota:{0}           300 IDR
  Aset:Persediaan:{0}            -300 IDR
"""
    assert [w for w in check_all_(opname.format("Apotek")) if w.startswith("HPP-BEDA")] == []
    (found,) = (w for w in check_all_(opname.format("Sembako")) if w.startswith("HPP-BEDA"))
    assert found.startswith("HPP-BEDA HPP anggota Sembako pada KS-2507-0001 berbeda 300")


def test_a_refund_comes_after_the_member_has_left_and_a_late_receipt_counts_its_own_day() -> None:
    retur = """
2025-12-01 * "Retur" ^TK-251201-T1-R
  jenis: "retur"
  Aset:Kas:Toko                     -8000 IDR
  Pendapatan:Anggota:Sembako         8000 IDR
    anggota: "A0002"
    hpp: -7000 IDR
  Beban:HPP:Anggota:Sembako         -7000 IDR
  Aset:Persediaan:Sembako            7000 IDR
"""
    assert check_all_(JUAL + retur) == []
    late = JUAL.replace("2025-07-01 *", "2025-12-01 *").replace("A0001", "A0002")
    assert [p.partition(" ")[0] for p in check_all_(late)] == ["ANGGOTA-TIDAK-AKTIF"]
    assert (
        check_all_(late.replace('  jenis: "jual"', '  jenis: "jual"\n  tanggal_asli: "2025-11-29"'))
        == []
    )


@pytest.mark.parametrize(
    ("leg_text", "words"),
    [
        (("Beban:Administrasi-Bank 10 IDR", "Aset:Piutang:QRIS:BRI -100 IDR"), "Beban:Adm"),
        (
            (
                'Beban:Administrasi-Bank 10 IDR\n    arus_kas: "pembayaran_beban_usaha"',
                "Aset:Piutang:QRIS:BRI -100 IDR",
            ),
            "",
        ),
        (
            (
                'Beban:Administrasi-Bank 10 IDR\n    arus_kas: "pembayaran_beban"',
                "Aset:Piutang:QRIS:BRI -100 IDR",
            ),
            "baris",
        ),
        (("Pendapatan:Non-Anggota:Logistik -120 IDR", "Aset:Piutang:QRIS:BRI 30 IDR"), ""),
        (
            (
                'Pendapatan:Anggota:Logistik 30 IDR\n    anggota: "A0001"',
                "Pendapatan:Non-Anggota:Logistik -120 IDR",
            ),
            "Anggota",
        ),
        (("Beban:Pajak-Bunga 10 IDR", "Pendapatan:Hasil-Investasi -100 IDR"), ""),
        (("Aset:Tetap:Kendaraan 10 IDR", "Liabilitas:Utang-Bank -100 IDR"), "kendaraan"),
        (("Aset:Piutang:QRIS:BRI 10 IDR", "Ekuitas:Hibah -100 IDR"), "piutang"),
    ],
)
def test_an_inflow_never_hides_an_outflow(leg_text: tuple[str, ...], words: str) -> None:
    legs = "\n".join(f"  {leg}" for leg in ("Aset:Bank:BRI 90 IDR", *leg_text))
    found = check_all_(f'2025-07-01 * "Uji" ^BB-D0001-0001\n  jenis: "pencairan"\n{legs}\n')
    ambiguous = [p for p in found if p.startswith("ARUS-KAS-MENDUA")]
    assert bool(ambiguous) == bool(words), found


def test_a_transfer_or_an_entry_without_cash_hides_nothing() -> None:
    text = '2025-07-01 * "Uji" ^BB-D0001-0001\n  jenis: "setor-bank"\n'
    assert "ARUS-KAS-MENDUA" not in str(
        check_all_(text + "  Aset:Bank:BRI 9 IDR\n  Aset:Kas:Toko -9 IDR\n")
    )
    legs = "  Aset:Tetap:Kendaraan 9 IDR\n  Liabilitas:Utang-Bank -9 IDR\n"
    assert "ARUS-KAS-MENDUA" not in str(check_all_(text + legs))
