"""Rules of members: A0001 stays, A0002 leaves on 30 November 2025 and comes back in February."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kkmp_ledger.koperasi.checks.context import make_series
from kkmp_ledger.koperasi.checks.registry import check_accounts
from tests.koperasi.rule_material import book_of
from tests.koperasi.rule_material import check
from tests.koperasi.rule_material import context_of
from tests.koperasi.rule_material import summary
from tests.koperasi.rule_material import without_monthly

GEN = "2025/simpanan.gen.beancount"


def entry_text(day: str, number: int, jenis: str, *legs: str) -> str:
    """One generated entry; the first leg stands on its third line."""
    lines = [f'{day} * "Uji" ^SP-D0001-{number:04d}', f'  jenis: "{jenis}"']
    return "\n".join([*lines, *(f"  {leg} IDR" for leg in legs)]) + "\n"


def setor(day: str, number: int, akun: str, jumlah: int, jenis: str = "") -> str:
    """Paid in, or out when `jumlah` is below 0."""
    jenis = jenis or ("setor-simpanan" if jumlah > 0 else "tarik-simpanan")
    return entry_text(day, number, jenis, f"Aset:Kas:Kantor {jumlah}", f"{akun} {-jumlah}")


KAS = setor("2025-07-01", 9000, "Ekuitas:Hibah", 10_000_000, "hibah")
POKOK = "Ekuitas:Simpanan:Pokok"
WAJIB = "Ekuitas:Simpanan:Wajib"
SUKARELA = "Liabilitas:Simpanan:Sukarela"
KELUAR = "Liabilitas:Anggota-Keluar"


def check_all_(*entries: str) -> list[str]:
    """Problems without their line, of a book that has money in its cash box."""
    found = without_monthly(check(KAS + "".join(entries), path=GEN))
    return [line.partition(", jadi")[0] for line in found]


@pytest.mark.parametrize(
    ("day", "akun", "jumlah", "words"),
    [
        ("2025-07-01", f"{WAJIB}:A0001", 10_000, ""),
        ("2025-08-15", f"{WAJIB}:A0003", 10_000, ""),
        (
            "2025-08-14",
            f"{WAJIB}:A0003",
            10_000,
            "ANGGOTA-TIDAK-AKTIF A0003 baru masuk 15 Agustus 2025",
        ),
        (
            "2025-12-01",
            f"{SUKARELA}:A0002",
            10_000,
            "ANGGOTA-TIDAK-AKTIF A0002 sudah keluar sejak 30 November 2025",
        ),
        ("2026-02-01", f"{SUKARELA}:A0002", 10_000, ""),
        (
            "2025-07-01",
            f"{WAJIB}:A9999",
            10_000,
            "ANGGOTA-ASING simpanan wajib A9999: nomor A9999 tidak terdaftar",
        ),
        (
            "2025-07-01",
            f"{WAJIB}:A0001",
            -10_000,
            "SIMPANAN-NEGATIF simpanan wajib A0001 menjadi -10.000",
        ),
        (
            "2025-07-01",
            f"{KELUAR}:A0001",
            -10_000,
            "SIMPANAN-NEGATIF utang kepada anggota keluar A0001 menjadi -10.000",
        ),
        ("2025-07-01", f"{POKOK}:A0001", 50_000, ""),
        (
            "2025-07-01",
            f"{POKOK}:A0001",
            30_000,
            "POKOK-BEDA simpanan pokok A0001 menjadi 30.000, seharusnya 50.000 sejak 24 Juni 2025",
        ),
        ("2026-03-21", f"{POKOK}:A0001", 60_000, ""),
        (
            "2026-03-21",
            f"{POKOK}:A0001",
            50_000,
            "POKOK-BEDA simpanan pokok A0001 menjadi 50.000, seharusnya 60.000 sejak 21 Maret 2026",
        ),
    ],
)
def test_one_deposit(day: str, akun: str, jumlah: int, words: str) -> None:
    assert check_all_(setor(day, 1, akun, jumlah)) == ([words] if words else [])


def test_leaving_moves_everything_that_day_and_is_paid_later() -> None:
    before = setor("2025-07-01", 1, f"{POKOK}:A0002", 50_000)
    legs = (f"{POKOK}:A0002 50000", f"{KELUAR}:A0002 -50000")
    paid = setor("2025-12-20", 3, f"{KELUAR}:A0002", -50_000, "bayar-keluar")
    assert check_all_(before, entry_text("2025-11-30", 2, "keluar", *legs), paid) == []
    assert check_all_(before, entry_text("2025-11-30", 2, "koreksi", *legs)) == [
        "ANGGOTA-TIDAK-AKTIF A0002 sudah keluar sejak 30 November 2025"
    ]
    late = check_all_(before, entry_text("2025-12-01", 2, "keluar", *legs))
    assert [line.partition(" ")[0] for line in late] == ["SIMPANAN-SISA", "ANGGOTA-TIDAK-AKTIF"]
    assert check_all_(before) == [
        "SIMPANAN-SISA simpanan pokok A0002 masih 50.000 sesudah keluar pada 30 November 2025"
    ]


def test_a_rejoiner_pays_again() -> None:
    first = setor("2025-07-01", 1, f"{POKOK}:A0002", 50_000)
    out = entry_text("2025-11-30", 2, "keluar", f"{POKOK}:A0002 50000", f"{KELUAR}:A0002 -50000")
    again = setor("2026-02-02", 3, f"{POKOK}:A0002", 50_000)
    assert check_all_(first, out, again) == []


def test_who_has_left_may_still_be_settled_with() -> None:
    bon = "Aset:Piutang:Bon:Sembako:A0002"
    owed = entry_text("2025-07-01", 1, "koreksi", f"{bon} 9000", "Pendapatan:Hasil-Investasi -9000")
    assert check_all_(owed, setor("2025-12-24", 2, bon, 9_000)) == []
    more = entry_text("2025-12-24", 2, "koreksi", f"{bon} 9000", "Pendapatan:Hasil-Investasi -9000")
    assert [p.partition(" ")[0] for p in check_all_(more)] == ["ANGGOTA-TIDAK-AKTIF"]
    saved = setor("2025-07-01", 1, f"{SUKARELA}:A0002", 9_000)
    assert (
        check_all_(saved, setor("2025-12-24", 2, f"{SUKARELA}:A0002", -9_000, "tarik-simpanan"))
        == []
    )
    shu = entry_text("2026-01-15", 1, "pembagian-shu", "Ekuitas:SHU:Dibagikan:2025 9000",
                "Liabilitas:SHU-Anggota:A0002 -9000")  # fmt: skip
    assert check_all_(shu) == []


def test_below_zero_is_told_where_it_crosses_and_at_the_posting_that_lowers() -> None:
    """Two days below 0 are one problem; coming up and falling again are two."""
    text = KAS + "".join(
        setor(day, n, f"{SUKARELA}:A0001", amount)
        for n, (day, amount) in enumerate(
            [("2025-07-01", 5000), ("2025-07-02", -9000), ("2025-07-03", -1000),
             ("2025-07-04", 8000), ("2025-07-05", -4000), ("2025-07-05", 500)], 1,
        )
    )  # fmt: skip
    assert check(text, path=GEN) == [
        "12 SIMPANAN-NEGATIF simpanan sukarela A0001 menjadi -4.000",
        "24 SIMPANAN-NEGATIF simpanan sukarela A0001 menjadi -500",
    ]


def test_the_door_sees_an_account_from_a_carried_balance() -> None:
    """As from the index: only the touched account, only its last days."""
    book = book_of(setor("2025-07-09", 1, f"{SUKARELA}:A0001", -9_000), GEN)
    moves = [m for f in book.files for e in f.entries for m in e.movements]
    moves = [m for m in moves if m.akun.startswith("Liabilitas")]
    context = context_of().with_openings(book)
    carried = {f"{SUKARELA}:A0001": Decimal(-8_000)}
    found = check_accounts(make_series(moves, context.chart, carried), (), context)
    assert summary(found) == ["4 SIMPANAN-NEGATIF simpanan sukarela A0001 menjadi -1.000"]
    carried = {f"{SUKARELA}:A0001": Decimal(-9_000)}
    assert check_accounts(make_series(moves, context.chart, carried), (), context) == []


def test_what_a_rejoiner_brings_along_is_not_left_over() -> None:
    """The door carries in a balance that belongs to the second membership."""
    book = book_of(setor("2026-05-09", 1, f"{WAJIB}:A0002", 10_000), GEN)
    moves = [m for f in book.files for e in f.entries for m in e.movements]
    context = context_of().with_openings(book)
    carried = {f"{WAJIB}:A0002": Decimal(-30_000)}
    assert check_accounts(make_series(moves, context.chart, carried), (), context) == []
    early = book_of(setor("2025-12-09", 1, f"{WAJIB}:A0002", 10_000), GEN)
    moves = [m for f in early.files for e in f.entries for m in e.movements]
    found = check_accounts(make_series(moves, context.chart, carried), (), context)
    assert [p.code for p in found] == ["SIMPANAN-SISA"]
