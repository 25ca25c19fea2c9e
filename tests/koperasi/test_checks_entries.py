"""Rules of every entry, each with the smallest text that breaks it and one that does not."""

from __future__ import annotations

from datetime import date

import pytest

from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.checks.registry import check_all
from kkmp_ledger.koperasi.checks.registry import check_new_entries
from kkmp_ledger.koperasi.checks.vocabulary import DIRECTIONS
from kkmp_ledger.koperasi.checks.vocabulary import JENIS
from tests.koperasi.rule_material import book_of
from tests.koperasi.rule_material import check
from tests.koperasi.rule_material import context_of
from tests.koperasi.rule_material import summary

GOOD = """
2025-07-01 * "Setoran" ^KS-2507-0001
  jenis: "setor-simpanan"
  oleh: "bendahara"
  dicatat: "2025-07-01T09:00:00"
  Aset:Kas:Kantor                 50000 IDR
  Ekuitas:Simpanan:Pokok:A0001   -50000 IDR
"""


def test_a_good_entry_has_no_problem() -> None:
    assert check(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('  jenis: "setor-simpanan"\n', "", "1 ENTRI-KURANG KS-2507-0001 tanpa jenis"),
        ('  oleh: "bendahara"\n', "", "1 ENTRI-KURANG KS-2507-0001 tanpa oleh"),
        (" ^KS-2507-0001", "", "1 ENTRI-KURANG entri 1 Juli 2025 tanpa nomor bukti"),
        (
            " ^KS-2507-0001",
            " ^KS-2507-0001 ^KS-2507-0002",
            "1 ENTRI-KURANG entri 1 Juli 2025 bernomor bukti lebih dari satu:"
            " KS-2507-0001, KS-2507-0002",
        ),
        (
            "setor-simpanan",
            "setor-simpnan",
            '1 ENTRI-KURANG jenis "setor-simpnan" pada KS-2507-0001 tidak dikenal',
        ),
        ("-50000", "-50001", "1 TIDAK-SEIMBANG KS-2507-0001 tidak seimbang, beda -1"),
        ("-50000", "-49999.60", "1 TIDAK-SEIMBANG KS-2507-0001 tidak seimbang, beda 0,40"),
        ("-50000", "-49999.005", "1 TIDAK-SEIMBANG KS-2507-0001 tidak seimbang, beda 0,995"),
        (
            "2025-07-01 *",
            "2025-06-23 *",
            "1 TANGGAL-LUAR KS-2507-0001 bertanggal 23 Juni 2025, sebelum buku mulai",
        ),
        (
            "^KS-2507-0001",
            "^KS-2506-0001",
            "1 BUKTI-URUT nomor bukti KS-2506-0001 pada entri 1 Juli 2025",
        ),
        ("^KS-2507-0001", "^PY-2507-0001", "1 BUKTI-URUT nomor bukti PY-2507-0001 bukan nomor"),
        ("^KS-2507-0001", "^NOTA-7", "1 BUKTI-URUT nomor bukti NOTA-7 bukan nomor buku ini"),
        ("^KS-2507-0001", "^KS-2507-0003", "1 BUKTI-URUT nomor bukti KS-2507-0001 sampai"),
    ],
)
def test_one_thing_wrong_is_named(old: str, new: str, words: str) -> None:
    assert old in GOOD
    found = check(GOOD.replace(old, new))
    assert any(line.startswith(words) for line in found), found


def test_a_time_of_another_form_is_told_once_and_not_as_missing() -> None:
    book = TextBook.from_text(
        GOOD.replace("2025-07-01T09:00:00", "kemarin"), "2025/07-kas.beancount"
    )
    found = [*book.problems, *check_all(book, context_of())]
    assert [p.fact for p in found if p.code == "ENTRI-KURANG"] == [
        'dicatat "kemarin" pada KS-2507-0001 bukan waktu'
    ]
    assert "1 ENTRI-KURANG KS-2507-0001 tanpa dicatat" in check(
        GOOD.replace("2025-07-01T09:00:00", "")
    )


def test_the_file_must_be_that_of_the_month() -> None:
    found = check(GOOD, path="2025/08-kas.beancount")
    assert found == [
        "1 BUKTI-URUT KS-2507-0001 bertanggal 1 Juli 2025 ada di 2025/08-kas.beancount"
    ]


def test_a_generated_entry_needs_nobody_and_no_gapless_number() -> None:
    text = GOOD.replace("^KS-2507-0001", "^SP-D0001-0009")
    text = text.replace('  oleh: "bendahara"\n  dicatat: "2025-07-01T09:00:00"\n', "")
    assert check(text, path="2025/07-simpanan.gen.beancount") == []


def test_a_reversal_says_why_and_what() -> None:
    text = """
    2025-07-01 * "Setoran" ^KS-2507-0001
      jenis: "setor-simpanan"
      oleh: "bendahara"
      dicatat: "2025-07-01T09:00:00"
      membalik: "KS-2507-0099"
      Aset:Kas:Kantor                 50000 IDR
      Ekuitas:Simpanan:Pokok:A0001   -50000 IDR
    """
    assert check(text) == [
        "1 ENTRI-KURANG KS-2507-0001 membalik KS-2507-0099, yang tidak ada",
        "1 ENTRI-KURANG KS-2507-0001 tanpa alasan",
    ]


def test_sen_stand_on_banks_and_their_costs_alone() -> None:
    """Whole sen, and never on cash, members or stock."""
    text = """
    2025-07-01 * "Bunga" ^KS-2507-0001
      jenis: "bunga-bank"
      oleh: "bendahara"
      dicatat: "2025-07-01T09:00:00"
      Aset:Bank:BRI                    0.50 IDR
      Pendapatan:Hasil-Investasi      -0.50 IDR
    2025-07-01 * "Kas" ^KS-2507-0002
      jenis: "setor-bank"
      oleh: "bendahara"
      dicatat: "2025-07-01T09:00:00"
      Aset:Kas:Kantor                  0.50 IDR
      Aset:Bank:BRI                   -0.50 IDR
    2025-07-01 * "Bunga" ^KS-2507-0003
      jenis: "bunga-bank"
      oleh: "bendahara"
      dicatat: "2025-07-01T09:00:00"
      Aset:Bank:BRI                    0.501 IDR
      Pendapatan:Hasil-Investasi      -0.501 IDR
    """
    assert check(text) == [
        "11 RUPIAH-PECAHAN Kas Kantor berisi sen: 0,50",
        "17 RUPIAH-PECAHAN Bank BRI berisi sen: 0,501",
        "18 RUPIAH-PECAHAN hasil investasi dan bunga bank berisi sen: -0,501",
    ]


def test_openings_stand_on_the_eve() -> None:
    text = """
    2025-06-23 * "Saldo awal" ^KS-2506-0001
      jenis: "saldo-awal"
      oleh: "bendahara"
      dicatat: "2025-07-01T09:00:00"
      Aset:Kas:Kantor                 50000 IDR
      Ekuitas:Simpanan:Pokok:A0001   -50000 IDR
    """
    path = "2025/06-kas.beancount"
    assert check(text, path=path, saldo_awal=None) == []
    later = text.replace("2025-06-23 *", "2025-06-25 *")
    assert check(later, path=path, saldo_awal=None) == [
        "1 TANGGAL-LUAR saldo awal bertanggal 25 Juni 2025, bukan 23 Juni 2025"
    ]


def test_no_opening_and_nothing_said_of_it() -> None:
    assert check(GOOD, saldo_awal=None) == ["0 SALDO-AWAL-TIADA buku tidak punya entri saldo awal"]


def test_a_number_twice_is_shown_at_the_second() -> None:
    text = GOOD + GOOD.replace("Pokok:A0001", "Wajib:A0001")
    assert check(text) == [
        "8 BUKTI-GANDA nomor bukti KS-2507-0001 sudah dipakai di 2025/07-kas.beancount:1"
    ]


@pytest.mark.parametrize(
    ("on_day", "path", "tutup", "year", "refused"),
    [
        ("2025-07-31", "2025/07-kas.beancount", ("2025-07",), (), True),
        ("2025-08-01", "2025/08-kas.beancount", ("2025-07",), (), False),
        ("2025-12-31", "2025/12-kas.beancount", ("2025-12",), (), True),
        ("2025-12-31", "2025/13-penyesuaian.beancount", ("2025-12",), (), False),
        ("2025-12-30", "2025/13-penyesuaian.beancount", ("2025-12",), (), True),
        ("2025-12-31", "2026/13-penyesuaian.beancount", ("2025-12",), (), True),
        ("2025-12-31", "2025/13-penyesuaian.beancount", ("2025-12",), (2025,), True),
        ("2025-11-30", "2025/11-kas.beancount", (), (2025,), True),
    ],
)
def test_nothing_new_in_a_closed_month(
    on_day: str, path: str, tutup: tuple[str, ...], year: tuple[int, ...], *, refused: bool
) -> None:
    book = "PY" if "13-" in path else "KS"
    number = f"^{book}-{on_day[2:4]}{on_day[5:7]}-0001"
    text = GOOD.replace("2025-07-01 *", f"{on_day} *").replace("^KS-2507-0001", number)
    entries = [e for f in book_of(text, path).files for e in f.entries]
    found = check_new_entries(entries, context_of(*tutup, year=year))
    assert [p.code for p in found] == (["BULAN-TERTUTUP"] if refused else [])


COUNT = """
2025-07-{day} note Aset:Kas:Toko "{words}"
  bukti: "KS-2507-{number:04d}"
  {said}
"""


def test_a_number_of_two_counts_is_shown_at_the_second() -> None:
    text = GOOD
    for day in (30, 31):
        text += COUNT.format(day=day, number=2, words="cocok", said="jumlah: 50000 IDR")
    assert [line.partition(" ")[2] for line in check(text) if "BUKTI-GANDA" in line] == [
        "BUKTI-GANDA nomor bukti KS-2507-0002 sudah dipakai di 2025/07-kas.beancount:8"
    ]


def test_what_takes_back_a_count_names_one() -> None:
    for bukti, found in (
        ("KS-2507-0002", []),
        ("KS-2507-0009", ["KS-2507-0003 membalik hitungan KS-2507-0009, yang tidak ada"]),
    ):
        text = GOOD + COUNT.format(day=30, number=2, words="cocok", said="jumlah: 50000 IDR")
        back = f'membalik: "{bukti}"\n  alasan: "salah"'
        text += COUNT.format(day=30, number=3, words="kembali", said=back)
        facts = [line.partition("catatan ")[2] for line in check(text) if "ENTRI-KURANG" in line]
        assert facts == found


def test_what_is_dated_after_the_last_day_allowed() -> None:
    entries = [e for f in book_of(GOOD).files for e in f.entries]
    assert check_new_entries(entries, context_of(sampai=date(2025, 7, 2))) == []
    found = check_new_entries(entries, context_of(sampai=date(2025, 7, 1)))
    assert summary(found) == [
        "1 TANGGAL-LUAR KS-2507-0001 bertanggal 1 Juli 2025, sesudah 30 Juni 2025"
    ]


def test_a_number_that_the_book_has_already() -> None:
    entries = [e for f in book_of(GOOD).files for e in f.entries]
    found = check_new_entries(entries, context_of(), used_bukti={"KS-2507-0001"})
    assert [p.code for p in found] == ["BUKTI-GANDA"]
    assert [p.code for p in check_new_entries(entries * 2, context_of())] == ["BUKTI-GANDA"]


# What each kind moves, and with which sign (1 is a debit).
WAYS = [
    ("setor-simpanan", "Ekuitas:Simpanan:Pokok:A0001", -1),
    ("setor-simpanan", "Ekuitas:Simpanan:Wajib:A0001", -1),
    ("setor-simpanan", "Liabilitas:Simpanan:Sukarela:A0001", -1),
    ("tarik-simpanan", "Liabilitas:Simpanan:Sukarela:A0001", 1),
    ("keluar", "Ekuitas:Simpanan:Pokok:A0001", 1),
    ("keluar", "Liabilitas:Anggota-Keluar:A0001", -1),
    ("bayar-keluar", "Liabilitas:Anggota-Keluar:A0001", 1),
    ("bayar-shu", "Liabilitas:SHU-Anggota:A0001", 1),
    ("shu-ke-simpanan", "Ekuitas:Simpanan:Wajib:A0001", -1),
    ("shu-ke-simpanan", "Liabilitas:SHU-Anggota:A0001", 1),
    ("jual", "Pendapatan:Anggota:Sembako", -1),
    ("jual", "Pendapatan:Non-Anggota:Sembako", -1),
    ("retur", "Pendapatan:Non-Anggota:Sembako", 1),
    ("pendapatan", "Pendapatan:Lain-Anggota:Sembako", -1),
    ("pendapatan", "Pendapatan:Lain-Non-Anggota:Sembako", -1),
    ("pencairan", "Aset:Piutang:QRIS:BRI", -1),
    ("beli", "Aset:Persediaan:Sembako", 1),
    ("bayar-utang", "Liabilitas:Utang-Usaha:Sembako", 1),
    ("bayar-utang", "Liabilitas:Utang-Bank", 1),
    ("pinjaman", "Liabilitas:Utang-Bank", -1),
    ("pinjaman", "Liabilitas:Utang-Pihak-Ketiga", -1),
    ("bayar-pajak", "Liabilitas:Utang-Pajak:PPh-Final", 1),
    ("hibah", "Ekuitas:Hibah", -1),
    ("aset", "Aset:Tetap:Kendaraan", 1),
]


def _wrong_way(jenis: str, legs: list[tuple[str, int]], more: str = "") -> list[str]:
    head = f'2025-07-01 * "Uji" ^KS-2507-0001\n  jenis: "{jenis}"\n{more}'
    text = head + "".join(f"  {akun}  {amount} IDR\n" for akun, amount in legs)
    entries = [e for f in book_of(text).files for e in f.entries]
    return [p.fact for p in check_new_entries(entries, context_of()) if p.code == "JENIS-ARAH"]


@pytest.mark.parametrize(("jenis", "akun", "side"), WAYS)
def test_a_kind_moves_its_accounts_one_way(jenis: str, akun: str, side: int) -> None:
    right = [(akun, side * 5_000), ("Aset:Kas:Kantor", -side * 5_000)]
    wrong = [(akun, -side * 5_000), ("Aset:Kas:Kantor", side * 5_000)]
    assert _wrong_way(jenis, right) == []
    (fact,) = _wrong_way(jenis, wrong)
    raised = "menambah" if (akun.startswith("Aset:")) == (side < 0) else "mengurangi"
    assert fact.startswith(f"KS-2507-0001 berjenis {jenis}, padahal {raised} ")
    assert fact.endswith(" 5.000")
    assert _wrong_way(jenis, wrong, '  membalik: "KS-2507-0009"\n') == []


def test_each_kind_with_a_direction_is_in_the_table() -> None:
    assert {jenis for jenis, _, _ in WAYS} == set(DIRECTIONS)
    assert set(DIRECTIONS) <= JENIS
    for ways in DIRECTIONS.values():
        for way in ways:
            assert set(way.instead.split(" atau ")) <= JENIS


def test_the_deposit_of_one_does_not_hide_the_withdrawal_of_another() -> None:
    legs = [
        ("Ekuitas:Simpanan:Wajib:A0001", -9_000),
        ("Ekuitas:Simpanan:Wajib:A0002", 4_000),
        ("Aset:Kas:Kantor", 5_000),
    ]
    assert _wrong_way("setor-simpanan", legs) == [
        "KS-2507-0001 berjenis setor-simpanan, padahal mengurangi simpanan wajib A0002 4.000"
    ]


def test_the_sales_of_a_day_may_hold_a_line_that_gives_something_back() -> None:
    legs = [
        ("Pendapatan:Anggota:Sembako", 1_000),
        ("Pendapatan:Non-Anggota:Sembako", -3_000),
        ("Aset:Kas:Toko", 2_000),
    ]
    assert _wrong_way("jual", legs) == []
    assert len(_wrong_way("retur", legs)) == 1


@pytest.mark.parametrize("jenis", ["koreksi", "penyesuaian", "opname", "selisih-kas", "saldo-awal"])
@pytest.mark.parametrize("amount", [-5_000, 5_000])
def test_what_may_go_either_way(jenis: str, amount: int) -> None:
    legs = [("Ekuitas:Simpanan:Wajib:A0001", amount), ("Aset:Persediaan:Sembako", -amount)]
    assert _wrong_way(jenis, legs) == []
