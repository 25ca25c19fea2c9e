"""The statements of the worked example; every figure here was derived by hand (see buku.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.schema import national_form
from kkmp_ledger.schema.chart import chart_of
from kkmp_ledger.statements.arus_kas import arus_kas
from kkmp_ledger.statements.hasil_usaha import hasil_usaha
from kkmp_ledger.statements.neraca_saldo import neraca_saldo
from kkmp_ledger.statements.perubahan_ekuitas import perubahan_ekuitas
from kkmp_ledger.statements.posisi_keuangan import posisi_keuangan
from tests.statements.books import CHART
from tests.statements.books import HEADER
from tests.statements.books import KOPERASI
from tests.statements.books import book_of
from tests.statements.books import example
from tests.statements.books import koperasi

if TYPE_CHECKING:
    from kkmp_ledger.statements.sections import Statement


def _content(report: Statement, column: int = 0) -> dict[str, int]:
    """What is not 0 in a column, by key."""
    return {b.key: v for b in report.rows if b.values and (v := b.values[column])}


def test_posisi_keuangan_of_the_first_year() -> None:
    report = posisi_keuangan(example(), CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert _content(report) == {
        "kas_dan_setara_kas": 510_000,
        "giro": 2_308_631,  # 2.308.630,90
        "piutang_usaha_sembako": 40_000,
        "persediaan_sembako": 350_000,
        "jumlah_aset_lancar": 3_208_631,
        "aset_tetap_mesin_peralatan": 2_400_000,
        "akumulasi_penyusutan": 125_000,
        "jumlah_aset_tidak_lancar": 2_275_000,
        "total_aset": 5_483_631,
        "utang_usaha_sembako": 400_000,
        "utang_pajak": 4_000,
        "total_liabilitas": 404_000,
        "simpanan_pokok": 100_000,
        "simpanan_wajib": 20_000,
        "hibah": 5_000_000,
        "shu_tahun_berjalan": -40_369,  # -40.369,10
        "total_ekuitas": 5_079_631,
        "total_liabilitas_dan_ekuitas": 5_483_631,
    }
    assert {b.values[1] for b in report.rows if b.values} == {None}
    assert [(k.title, k.notes) for k in report.columns] == [
        ("31 Desember 2025", ""),
        ("31 Desember 2024", "belum ada pembukuan"),
    ]


def test_posisi_keuangan_of_an_open_year_against_the_last_closing() -> None:
    report = posisi_keuangan(example(), CHART, KOPERASI, 2026, HEADER, tutup=False)
    assert report.values("shu_sebelumnya") == -40_369
    assert report.values("shu_tahun_berjalan") == -34_000
    assert report.values("total_aset") == 5_449_631
    assert report.values("shu_tahun_berjalan", 1) == -40_369
    assert report.values("shu_sebelumnya", 1) == 0
    assert report.values("total_aset", 1) == 5_483_631
    assert [(k.title, k.notes) for k in report.columns] == [
        ("30 April 2026", "belum ditutup, s.d. 30 April 2026"),
        ("31 Desember 2025", ""),
    ]


def test_hasil_usaha_keeps_members_business_apart() -> None:
    report = hasil_usaha(example(), CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert _content(report) == {
        "pendapatan_anggota_sembako": 200_000,
        "jumlah_pelayanan_bruto_anggota": 200_000,
        "hpp_anggota_sembako": 160_000,
        "jumlah_hpp_anggota": 160_000,
        "pelayanan_neto_anggota": 40_000,
        "pendapatan_non_anggota_sembako": 600_000,
        "jumlah_penjualan_non_anggota": 600_000,
        "hpp_non_anggota_sembako": 480_000,
        "jumlah_hpp_non_anggota": 480_000,
        "hasil_kotor_non_anggota": 120_000,
        "shu_kotor": 160_000,
        "hasil_investasi": 1_001,  # 1.000,50: the tie goes to the earlier line
        "jumlah_pendapatan_lain": 1_001,
        "total_pendapatan": 161_001,
        "beban_usaha_sembako": 10_000,
        "beban_kepegawaian": 60_000,
        "beban_administrasi_dan_umum": 2_170,  # 2.169,50
        "beban_penyusutan_dan_amortisasi": 125_000,
        "jumlah_beban_operasi": 197_170,
        "beban_non_operasional_lain_lain": 200,  # 200,10
        "jumlah_beban_lain": 200,
        "total_beban": 197_370,
        "shu_sebelum_pajak": -36_369,
        "beban_pajak_penghasilan": 4_000,
        "shu_tahun_berjalan": -40_369,
        "total_penghasilan_komprehensif": -40_369,
        "jumlah_pendapatan_bruto": 801_001,
    }


def test_komprehensif_lain_is_beside_the_shu() -> None:
    extra = """
2025-12-31 * "Selisih revaluasi" ^PY-2512-0001
  jenis: "penyesuaian"
  Aset:Lainnya                        7000 IDR
  Ekuitas:Komprehensif-Lain          -7000 IDR
"""
    report = hasil_usaha(example(extra), CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert report.values("shu_tahun_berjalan") == -40_369
    assert report.values("penghasilan_komprehensif_lain") == 7_000
    assert report.values("total_penghasilan_komprehensif") == -33_369
    position = posisi_keuangan(example(extra), CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert position.values("ekuitas_lainnya") == 7_000


def test_perubahan_ekuitas_shows_no_trace_of_a_reversed_deposit() -> None:
    report = perubahan_ekuitas(example(), CHART, KOPERASI, 2026, HEADER, tutup=True)
    wajib = [k.key for k in report.columns].index("wajib")
    rows = {b.key: b.values[wajib] for b in report.rows if b.values}
    assert rows["saldo_awal"] == 20_000
    assert rows["penambahan"] == 0
    assert rows["pengurangan"] == 0
    assert rows["saldo_akhir"] == 20_000
    assert rows["lalu_saldo_awal"] == 0
    assert rows["lalu_penambahan"] == 20_000
    assert rows["lalu_saldo_akhir"] == 20_000
    headings = [b.label for b in report.rows if b.jenis == "judul"]
    assert headings == [
        "1 Januari - 31 Desember 2026",
        "24 Juni - 31 Desember 2025 (24 Jun - 31 Des 2025, tidak sebanding penuh)",
    ]


# SHU 2025 of 100.000 is decided in 2026: 30.000 kept back, 70.000 to members, of which A0002's
# 20.000 goes to his simpanan wajib; a gift in kind of 2025 had been booked 5.000 too high.
DIVISION = """
2025-09-01 * "Penjualan" "Toko" ^TK-250901-T1-J
  jenis: "jual"
  Aset:Kas:Toko                     100000 IDR
  Pendapatan:Non-Anggota:Sembako   -100000 IDR

2026-03-21 * "Keputusan RAT" ^RAT-2025
  jenis: "pembagian-shu"
  Ekuitas:SHU:Dibagikan:2025        100000 IDR
  Ekuitas:Cadangan:Umum             -25000 IDR
  Ekuitas:Cadangan:Risiko            -5000 IDR
  Liabilitas:SHU-Anggota:A0001      -50000 IDR
    jasa: "usaha"
  Liabilitas:SHU-Anggota:A0002      -20000 IDR
    jasa: "modal"

2026-03-22 * "SHU ke simpanan wajib" ^KS-2603-0001
  jenis: "shu-ke-simpanan"
  Liabilitas:SHU-Anggota:A0002       20000 IDR
  Ekuitas:Simpanan:Wajib:A0002      -20000 IDR

2026-03-23 * "Bayar SHU" ^KS-2603-0002
  jenis: "bayar-shu"
  Liabilitas:SHU-Anggota:A0001       50000 IDR
  Aset:Kas:Toko                     -50000 IDR

2026-03-24 * "Koreksi beban tahun 2025" ^KS-2603-0003
  jenis: "koreksi"
  Ekuitas:SHU:Koreksi                 5000 IDR
  Liabilitas:Beban-Akrual            -5000 IDR

2026-03-25 * "Setor pokok" ^KS-2603-0004
  jenis: "setor-simpanan"
  Aset:Kas:Toko                      50000 IDR
  Ekuitas:Simpanan:Pokok:A0003      -50000 IDR

2026-03-26 * "Anggota keluar" ^KS-2603-0005
  jenis: "keluar"
  Ekuitas:Simpanan:Wajib:A0002       15000 IDR
  Liabilitas:Anggota-Keluar:A0002   -15000 IDR
"""


def test_every_row_of_perubahan_ekuitas() -> None:
    report = perubahan_ekuitas(book_of(DIVISION), CHART, KOPERASI, 2026, HEADER, tutup=True)
    columns = [k.key for k in report.columns]
    assert columns == [
        "pokok", "wajib", "hibah", "cadangan_umum", "cadangan_risiko", "shu", "lain", "jumlah",
    ]  # fmt: skip
    rows = {b.key: b.values for b in report.rows if b.values and not b.key.startswith("lalu_")}
    assert rows == {
        "saldo_awal": (0, 0, 0, 0, 0, 100_000, 0, 100_000),
        "penambahan": (50_000, 0, 0, 0, 0, 0, 0, 50_000),
        "pengurangan": (0, -15_000, 0, 0, 0, 0, 0, -15_000),
        "pembagian_shu": (0, 0, 0, 25_000, 5_000, -100_000, 0, -70_000),
        "shu_ke_simpanan": (0, 20_000, 0, 0, 0, 0, 0, 20_000),
        "koreksi": (0, 0, 0, 0, 0, -5_000, 0, -5_000),
        "shu_tahun_berjalan": (0, 0, 0, 0, 0, 0, 0, 0),
        "saldo_akhir": (50_000, 5_000, 0, 25_000, 5_000, -5_000, 0, 80_000),
    }
    position = posisi_keuangan(book_of(DIVISION), CHART, KOPERASI, 2026, HEADER, tutup=True)
    assert position.values("shu_sebelumnya") == -5_000
    assert position.values("dana_cadangan") == 30_000
    kas = arus_kas(book_of(DIVISION), CHART, KOPERASI, 2026, HEADER, tutup=True)
    assert _content(kas) == {
        "simpanan_pokok": 50_000,
        "pembagian_shu": -50_000,
        "kas_awal": 100_000,
        "kas_akhir": 100_000,
    }


@pytest.mark.parametrize(
    ("jenis", "akun", "contra", "row", "column"),
    [
        # the account of corrections, whatever kind of entry
        ("penyesuaian", "Ekuitas:SHU:Koreksi", "Liabilitas:Beban-Akrual", "koreksi", "shu"),
        # a correction between other columns
        ("koreksi", "Ekuitas:Lain", "Liabilitas:Lainnya", "koreksi", "lain"),
        # a leaver bears his share of a loss
        ("keluar", "Ekuitas:SHU:Dibagikan:2025", "Liabilitas:Lainnya", "pembagian_shu", "shu"),
        # a loss is covered from the reserve
        ("pembagian-shu", "Ekuitas:Cadangan:Umum", "Liabilitas:Lainnya", "pembagian_shu",
         "cadangan_umum"),
        # an opening entry that is dated within the span
        ("saldo-awal", "Ekuitas:Hibah", "Liabilitas:Lainnya", "saldo_awal", "hibah"),
        ("hibah", "Ekuitas:Hibah", "Liabilitas:Lainnya", "pengurangan", "hibah"),
    ],
)  # fmt: skip
def test_the_row_of_a_movement(jenis: str, akun: str, contra: str, row: str, column: str) -> None:
    text = f"""
2026-03-01 * "Contoh" ^KS-2603-0001
  jenis: "{jenis}"
  {akun}                700 IDR
  {contra}              -700 IDR
"""
    report = perubahan_ekuitas(book_of(text), CHART, KOPERASI, 2026, HEADER, tutup=True)
    place = [k.key for k in report.columns].index(column)
    found = {b.key: b.values[place] for b in report.rows if b.values and b.values[place]}
    assert found == {row: -700, "saldo_akhir": -700}


def test_what_one_kind_added_and_took_stands_on_two_rows() -> None:
    text = """
2026-03-01 * "Contoh" ^KS-2603-0001
  jenis: "penyesuaian"
  Ekuitas:Hibah                        300 IDR
  Liabilitas:Lainnya                  -300 IDR

2026-03-02 * "Contoh" ^KS-2603-0002
  jenis: "penyesuaian"
  Ekuitas:Hibah                      -1000 IDR
  Liabilitas:Lainnya                  1000 IDR
"""
    report = perubahan_ekuitas(book_of(text), CHART, KOPERASI, 2026, HEADER, tutup=True)
    place = [k.key for k in report.columns].index("hibah")
    found = {b.key: b.values[place] for b in report.rows if b.values and b.values[place]}
    assert found == {"penambahan": 1_000, "pengurangan": -300, "saldo_akhir": 700}


def test_asset_lines_are_rounded_to_their_total() -> None:
    # sen on a cash box are refused elsewhere; the statement still foots: 0,50 + 0,50 = 1
    text = """
2025-07-01 * "Bunga" ^KS-2507-0001
  jenis: "bunga-bank"
  Aset:Kas:Toko                       0.50 IDR
  Aset:Bank:BRI                       0.50 IDR
  Pendapatan:Hasil-Investasi         -1.00 IDR
"""
    own_book = TextBook.from_text(text)
    balances = neraca_saldo(own_book, CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert balances.rows[-1].values == (0, 1, 1, 0, None)
    report = posisi_keuangan(own_book, CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert _content(report) == {
        "kas_dan_setara_kas": 1,
        "jumlah_aset_lancar": 1,
        "total_aset": 1,
        "shu_tahun_berjalan": 1,
        "total_ekuitas": 1,
        "total_liabilitas_dan_ekuitas": 1,
    }


def test_two_banks_in_sen_foot_row_by_row() -> None:
    # Year 1 ends at 0,50 and 0,50: the tie gives the rupiah to BRI. Then 0,10 more at Jateng
    # moves it there: BRI's row shows the rupiah that rounding took, and every row still foots.
    text = """
2025-12-31 * "Bunga" ^KS-2512-0001
  jenis: "bunga-bank"
  Aset:Bank:BRI                       0.50 IDR
  Aset:Bank:Jateng                    0.50 IDR
  Pendapatan:Hasil-Investasi         -1.00 IDR

2026-01-31 * "Bunga" ^KS-2601-0001
  jenis: "bunga-bank"
  Aset:Bank:Jateng                    0.10 IDR
  Pendapatan:Hasil-Investasi         -0.10 IDR
"""
    report = neraca_saldo(book_of(text), CHART, KOPERASI, 2026, HEADER, tutup=True)
    rows = {b.key: b.values[:4] for b in report.rows if b.values}
    assert rows == {
        "Aset:Bank:BRI": (1, 0, 1, 0),
        "Aset:Bank:Jateng": (0, 1, 0, 1),
        "hasil_tahun_lalu": (-1, 0, 0, -1),
        "Pendapatan:Hasil-Investasi": (0, 0, 0, 0),
        "jumlah": (0, 1, 1, 0),
    }


def test_opening_entries_are_openings_not_movements() -> None:
    text = """
2025-06-23 * "Saldo awal" ^SA-2506-0001
  jenis: "saldo-awal"
  Aset:Kas:Toko                      90000 IDR
  Ekuitas:Simpanan:Pokok:A0001      -50000 IDR
  Ekuitas:SHU:Saldo-Awal            -40000 IDR

2025-07-01 * "Setor" ^KS-2507-0001
  jenis: "setor-simpanan"
  Aset:Kas:Toko                      10000 IDR
  Ekuitas:Simpanan:Wajib:A0001      -10000 IDR
"""
    own_book = book_of(text)
    equity = perubahan_ekuitas(own_book, CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert equity.values("saldo_awal", 0) == 50_000
    assert equity.values("saldo_awal", 5) == 40_000
    assert equity.values("penambahan", 0) == 0
    cash = arus_kas(own_book, CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert cash.values("kas_awal") == 90_000
    assert cash.values("kas_akhir") == 100_000
    assert cash.values("simpanan_pokok") == 0
    position = posisi_keuangan(own_book, CHART, KOPERASI, 2025, HEADER, tutup=True)
    assert position.values("shu_sebelumnya") == 40_000
    assert position.columns[1].title == "23 Juni 2025"
    assert position.columns[1].notes == "saldo awal, tidak dibukukan di sini"
    assert position.values("total_aset", 1) == 90_000
    assert position.values("total_liabilitas_dan_ekuitas", 1) == 90_000


def test_neraca_saldo_folds_members_and_balances() -> None:
    report = neraca_saldo(example(), CHART, KOPERASI, 2026, HEADER, tutup=False)
    rows = {b.key: b.values for b in report.rows if b.values}
    assert rows["Ekuitas:Simpanan:Wajib"] == (-20_000, 10_000, 10_000, -20_000, None)
    assert rows["Aset:Bank:BRI"] == (2_308_631, 0, 0, 2_308_631, None)
    assert rows["hasil_tahun_lalu"] == (40_369, 0, 0, 40_369, None)
    assert rows["jumlah"] == (0, 126_000, 126_000, 0, None)
    labels = {b.key: b.label for b in report.rows}
    assert labels["Ekuitas:Simpanan:Wajib"] == "3102 Simpanan wajib"
    assert labels["Aset:Piutang:Bon:Sembako"] == "1132 Piutang bon, Unit Sembako"


def test_neraca_saldo_unfolds_members() -> None:
    report = neraca_saldo(example(), CHART, KOPERASI, 2025, HEADER, tutup=True, detailed=True)
    rows = {b.key: b.values for b in report.rows if b.values}
    assert rows["Ekuitas:Simpanan:Wajib:A0001"] == (0, 0, 10_000, -10_000, None)
    assert "Ekuitas:Simpanan:Wajib" not in rows
    assert rows["Aset:Bank:BRI"] == (0, 5_308_631, 3_000_000, 2_308_631, None)


def test_lines_of_units_that_are_not_there_are_left_out() -> None:
    for make, form in (
        (posisi_keuangan, national_form.POSISI_KEUANGAN),
        (hasil_usaha, national_form.HASIL_USAHA),
    ):
        short = make(example(), CHART, KOPERASI, 2025, HEADER, tutup=True)
        full = make(example(), CHART, KOPERASI, 2025, HEADER, tutup=True, complete=True)
        assert {b.key for b in full.rows} >= set(form)
        kept = {b.key for b in short.rows}
        gone = {b.key for b in full.rows} - kept
        assert all({k for _, k in b.terms} <= kept for b in short.rows)
        assert gone
        assert all("sembako" not in k and not k.startswith("total") for k in gone)
        assert any("klinik_desa" in k for k in gone)


def test_a_unit_without_sales_keeps_its_lines() -> None:
    both = koperasi("sembako", "klinik_desa")
    report = hasil_usaha(example(), chart_of(both), both, 2025, HEADER, tutup=True)
    assert report.values("pendapatan_anggota_klinik_desa") == 0


def test_an_account_outside_the_chart_is_named_not_dropped() -> None:
    wrong = example(replace=("Beban:Kepegawaian ", "Beban:Kepegawaan  "))
    for make in (posisi_keuangan, hasil_usaha, neraca_saldo):
        with pytest.raises(ProblemError) as caught:
            make(wrong, CHART, KOPERASI, 2025, HEADER, tutup=True)
        (problem,) = caught.value.problems
        assert problem.code == "AKUN-ASING"
        assert "Beban:Kepegawaan" in problem.fact
    with pytest.raises(ProblemError, match="Beban:Kepegawaan"):
        arus_kas(wrong, CHART, KOPERASI, 2025, HEADER, tutup=True)


def test_an_equity_account_outside_the_chart_is_named() -> None:
    extra = """
2025-12-30 * "Salah akun" ^PY-2512-0001
  jenis: "penyesuaian"
  Ekuitas:Aneh                         500 IDR
  Ekuitas:Hibah                       -500 IDR

2025-12-31 * "Kembali" ^PY-2512-0002
  jenis: "penyesuaian"
  Ekuitas:Aneh                        -500 IDR
  Ekuitas:Hibah                        500 IDR
"""
    with pytest.raises(ProblemError, match="Ekuitas:Aneh"):
        perubahan_ekuitas(example(extra), CHART, KOPERASI, 2025, HEADER, tutup=True)


def test_a_year_before_the_founding_is_refused() -> None:
    with pytest.raises(ProblemError, match="TANGGAL-LUAR"):
        posisi_keuangan(example(), CHART, KOPERASI, 2024, HEADER, tutup=True)
