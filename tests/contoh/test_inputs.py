"""The raw inputs of the example: made by the script, and sound in themselves."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections import defaultdict
from datetime import date
from datetime import datetime
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.contoh.auditor import BANK
from tests.contoh.auditor import QRIS
from tests.contoh.auditor import STOK
from tests.contoh.auditor import TOKO
from tests.contoh.auditor import Checker
from tests.contoh.auditor import Row
from tests.contoh.auditor import day
from tests.contoh.auditor import money
from tests.contoh.auditor import month
from tests.contoh.auditor import pph
from tests.contoh.auditor import read_csv
from tests.contoh.auditor import read_sheet
from tests.contoh.auditor import read_steps

ROOT = Path(__file__).parents[2]
MATERIAL = ROOT / "ledgers" / "contoh" / "dokumen"
DIFFERING_KAS = (date(2025, 10, 31), TOKO)
OPNAME = [(date(2025, 12, 31), STOK), (date(2026, 3, 31), STOK)]
MULAI, RAT = date(2025, 6, 24), date(2026, 3, 14)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(MATERIAL)


def export() -> list[tuple[list[Row], list[Row]]]:
    """Each month's pair: the receipts and their lines."""
    found = []
    for file in sorted(MATERIAL.glob("receipts-20*.csv")):
        barang = MATERIAL / file.name.replace("receipts-", "receipts-by-item-")
        found.append((read_csv(file), read_csv(barang)))
    return found


def anggota() -> dict[str, date]:
    """Number -> day of joining, from the sheets and the one command."""
    found: dict[str, date] = {}
    for file in sorted(MATERIAL.glob("anggota*.xlsx")):
        for row in read_sheet(file):
            found[str(row["Nomor"])] = day(row["Tanggal masuk"])
    for p in read_steps((MATERIAL / "langkah.txt").read_text(encoding="utf-8")):
        if p.mulai("anggota", "tambah"):
            found[f"A{len([m for m in found.values() if m < p.tanggal]) + 1:04d}"] = p.tanggal
    return found


def keluar(checker: Checker) -> dict[str, date]:
    return {p.words[2]: p.tanggal for p in checker.step if p.mulai("anggota", "keluar")}


# ---- the script


def test_the_script_writes_what_is_committed_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "ledgers/make_example.py", str(tmp_path)], cwd=ROOT, check=True)
    new = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    old = {p.name: p.read_bytes() for p in MATERIAL.iterdir() if p.name != "daftar.csv"}
    assert sorted(new) == sorted(old)
    assert [n for n, content in new.items() if old[n] != content] == []


def test_it_stays_small() -> None:
    assert sum(p.stat().st_size for p in MATERIAL.iterdir()) < 4_000_000


# ---- the till's exports


def test_the_headers_are_loyverse_s() -> None:
    for receipt, barang in export():
        assert len(receipt[0]) == 19
        assert len(barang[0]) == 23
        assert list(receipt[0])[-3:] == ["Customer name", "Customer contacts", "Status"]
        assert list(barang[0])[8] == "Quantity"


def test_every_receipt_equals_its_lines() -> None:
    for receipt, barang in export():
        jumlah: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for b in barang:
            assert money(b["Gross sales"]) - money(b["Discounts"]) == money(b["Net sales"])
            assert money(b["Net sales"]) - money(b["Cost of goods"]) == money(b["Gross profit"])
            assert (b["Receipt type"] == "Refund") == b["Quantity"].startswith("-")
            key = (b["Receipt number"], b["Date"], b["Status"])
            for column in ("Gross sales", "Discounts", "Net sales", "Cost of goods"):
                jumlah[key][column] += money(b[column])
        assert len(receipt) == len(jumlah)
        for s in receipt:
            lines = jumlah[s["Receipt number"], s["Date"], s["Status"]]
            # Loyverse prints a refund's gross above 0 in this file, below 0 in the other.
            signature = -1 if s["Receipt type"] == "Refund" else 1
            assert signature * money(s["Gross sales"]) == lines["Gross sales"]
            for column in ("Discounts", "Net sales", "Cost of goods"):
                assert money(s[column]) == lines[column], s["Receipt number"]
            assert money(s["Total collected"]) == money(s["Net sales"])


def test_receipts_come_newest_first_and_each_number_once() -> None:
    nomor: list[str] = []
    for receipt, barang in export():
        for row in (receipt, barang):
            time = [datetime.strptime(b["Date"], "%d/%m/%Y %H:%M") for b in row]  # noqa: DTZ007
            assert time == sorted(time, reverse=True)
        nomor += [s["Receipt number"] for s in receipt]
    assert len(nomor) == len(set(nomor))
    assert {n.partition("-")[0] for n in nomor} == {"1", "2"}


def test_each_month_has_refunds_cancelled_discounts_and_customers() -> None:
    assert len(export()) == 10
    known = {str(b["Nama di kasir"]) for p in MATERIAL.glob("anggota*.xlsx") for b in read_sheet(p)}
    for receipt, _ in export():
        many = len(receipt)
        customer = [s["Customer name"] for s in receipt]
        assert sum(s["Receipt type"] == "Refund" for s in receipt) >= 3
        assert sum(s["Status"] == "Cancelled" for s in receipt) >= 2
        assert sum(money(s["Discounts"]) > 0 for s in receipt) >= 10
        assert 0.40 < sum(p in known for p in customer) / many < 0.60
        assert any(p and p not in known for p in customer)
        assert 0.10 < sum(s["Payment type"] == "QRIS" for s in receipt) / many < 0.25
        open_days = len({s["Date"][:10] for s in receipt})
        assert 20 <= open_days <= 28
        assert 15 <= many / open_days <= 23


def test_one_month_has_a_byte_order_mark_and_crlf() -> None:
    odd = [p.name for p in MATERIAL.glob("*.csv") if p.read_bytes().startswith(b"\xef\xbb\xbf")]
    assert len(odd) == 2
    for p in MATERIAL.glob("receipts-*.csv"):
        assert (b"\r\n" in p.read_bytes()) == (p.name in odd)


# ---- members and deposits


def test_about_120_members_join_and_two_leave(checker: Checker) -> None:
    masuk = anggota()
    assert sorted(masuk) == [f"A{i:04d}" for i in range(1, 121)]
    assert sorted(masuk.values()) == [masuk[n] for n in sorted(masuk)]
    assert sum(m < date(2025, 7, 1) for m in masuk.values()) > 80
    assert min(masuk.values()) == MULAI
    assert sorted(map(month, keluar(checker).values())) == ["2025-11", "2026-02"]


def test_numbers_that_look_like_numbers_are_text_and_impossible() -> None:
    till_name: list[str] = []
    for file in MATERIAL.glob("anggota*.xlsx"):
        for row in read_sheet(file):
            assert isinstance(row["NIK"], str)
            assert len(row["NIK"]) == 16
            assert row["NIK"].startswith("0000000013")
            assert str(row["Telepon"]).startswith("0800-000-")
            till_name += [str(row["Nama di kasir"]).casefold()] if row["Nama di kasir"] else []
    assert len(till_name) == len(set(till_name))
    assert 95 <= len(till_name) <= 110


def test_no_cell_is_a_formula_and_all_say_that_they_are_fictional() -> None:
    for file in MATERIAL.glob("*.xlsx"):
        cell = [s for b in openpyxl.load_workbook(file).worksheets[0].iter_rows() for s in b]
        assert all(s.data_type != "f" for s in cell), file.name
        assert str(cell[0].value).startswith("FIKTIF")
    assert (MATERIAL / "langkah.txt").read_text(encoding="utf-8").startswith("# FIKTIF")


def test_deposits_are_within_membership(checker: Checker) -> None:
    masuk, leave = anggota(), keluar(checker)
    pokok = [(t, n) for t, n, kind, jumlah in checker.simpanan if kind == "pokok"]
    assert sorted(pokok) == sorted((t, n) for n, t in masuk.items())
    sukarela: Counter[str] = Counter()
    for t, nomor, kind, jumlah in checker.simpanan:
        assert masuk[nomor] <= t
        # The month of leaving has none: its sheet comes after the leaving was booked.
        assert nomor not in leave or month(t) < month(leave[nomor])
        assert jumlah > 0 or kind == "sukarela"
        sukarela[nomor] += jumlah if kind == "sukarela" else 0
        assert sukarela[nomor] >= 0


def test_about_15_percent_are_behind_and_nobody_is_ahead(checker: Checker) -> None:
    masuk, leave = anggota(), keluar(checker)
    for last_day in (date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31), date(2026, 4, 30)):
        bayar: Counter[str] = Counter()
        for t, nomor, kind, jumlah in checker.simpanan:
            bayar[nomor] += jumlah if kind == "wajib" and t <= last_day else 0
        active = [
            n for n, m in masuk.items() if m <= last_day and leave.get(n, date.max) > last_day
        ]
        expected = {
            n: 10_000 * (12 * (last_day.year - masuk[n].year) + last_day.month - masuk[n].month + 1)
            for n in active
        }
        assert all(bayar[n] <= expected[n] for n in active)
        menunggak = sum(bayar[n] < expected[n] for n in active) / len(active)
        assert 0.08 <= menunggak <= 0.25, last_day
    assert any(jumlah >= 30_000 for _, _, kind, jumlah in checker.simpanan if kind == "wajib")


# ---- money and stock, replayed from the files


def test_nothing_is_below_0_on_any_evening(checker: Checker) -> None:
    evening, _ = checker.evening()
    below = [(t, k, v) for t, content in evening.items() for k, v in content.items() if v < 0]
    assert below == []


def test_counts_agree_but_for_one_note_and_the_stock(checker: Checker) -> None:
    _, gap = checker.evening()
    assert sorted(gap) == sorted([DIFFERING_KAS, *OPNAME])
    assert gap[DIFFERING_KAS] == -2_500
    assert all(-250_000 < gap[one] < 0 for one in OPNAME)


def test_every_box_is_counted_at_every_months_end(checker: Checker) -> None:
    counted = {(t, box) for t, box, _ in checker.count}
    tutup = [p.words[1] for p in checker.step if p.mulai("tutup")]
    for one in tutup:
        if len(one) == 4:
            continue
        last_day = (date(int(one[:4]), int(one[5:]), 28) + timedelta(days=4)).replace(day=1)
        for box in (TOKO, "Kas Kantor", BANK):
            assert (last_day - timedelta(days=1), box) in counted, (one, box)
    month_numbers = [f"2025-{b:02d}" for b in range(6, 13)]
    assert tutup == [*month_numbers, "2025", "2026-01", "2026-02", "2026-03"]


def test_the_till_is_counted_on_a_day_that_it_was_open(checker: Checker) -> None:
    opened = {day(s["Date"]) for receipt, _ in export() for s in receipt}
    for t, box, _ in checker.count:
        assert box != TOKO or t in opened or t < min(opened)


def test_the_bank_has_sen_and_the_receivable_moves(checker: Checker) -> None:
    evening, _ = checker.evening()
    assert any(content.get(BANK, Decimal()) % 1 for content in evening.values())
    biaya = [
        (int(p.words[3]), int(p.optional["biaya"]))
        for p in checker.step
        if p.mulai("catat", "pencairan", QRIS)
    ]
    assert len(biaya) >= 18
    assert all(0.003 < fee / bruto < 0.0071 for bruto, fee in biaya)


def test_the_tax_of_last_month_is_paid_by_the_15th(checker: Checker) -> None:
    for t, jumlah in checker.pajak:
        previous = month(t.replace(day=1) - timedelta(days=1))
        assert t.day <= 15
        assert jumlah == pph(checker.omzet[previous])
    assert len(checker.pajak) == 9


def test_the_first_year_ends_with_a_modest_surplus(checker: Checker) -> None:
    _, gap = checker.evening()
    month_numbers = [f"2025-{b:02d}" for b in range(6, 13)]
    profit = sum(checker.gross_profit[b] for b in month_numbers)
    pajak = sum(pph(checker.omzet[b]) for b in month_numbers)
    beban = sum((checker.beban[b] for b in month_numbers), Decimal())
    sewa, susut = 6 * 500_000, 5 * 50_000
    difference = sum(v for (t, _), v in gap.items() if t.year == 2025)
    shu = profit - beban - sewa - susut - pajak + difference
    assert 1_000_000 < shu < 6_000_000
    assert all(checker.gross_profit[b] / checker.omzet[b] > 0.08 for b in month_numbers[1:])


# ---- the order of the commands


def test_commands_run_in_order_of_time_and_name_their_author(checker: Checker) -> None:
    writing = [p for p in checker.step if not p.mulai("cek") and not p.mulai("rat", "susun")]
    writing = [p for p in writing if not p.mulai("shu", "hitung")]
    first, *writing = writing
    time = [datetime.fromisoformat(p.optional["waktu"]) for p in writing]
    assert time == sorted(time)
    assert len(time) == len(set(time))
    assert {p.optional["oleh"] for p in writing} == {"bendahara"}
    assert first.words == ("init", "{buku}")
    assert (MATERIAL / first.optional["koperasi"]).resolve() == MATERIAL.parent / "koperasi.toml"


def test_nothing_comes_too_early_or_into_a_closed_month(checker: Checker) -> None:
    opens = "2025-06"
    for p in checker.step:
        tanggal = p.optional.get("tanggal")
        if tanggal and "waktu" in p.optional:
            assert tanggal <= p.optional["waktu"][:10], p.words
            assert tanggal[:7] >= opens, p.words
        for words in p.words:
            file = MATERIAL / words
            if words.endswith((".xlsx", ".csv")):
                assert file.exists(), words
                assert words == "anggota.xlsx" or opens in words, words
        if p.mulai("tutup") and len(p.words[1]) == 7:
            assert p.words[1] == opens
            opens = month(date(int(opens[:4]), int(opens[5:]), 28) + timedelta(days=4))
    assert opens == "2026-04"


def test_every_file_is_brought_in_once(checker: Checker) -> None:
    named = Counter(
        words for p in checker.step for words in p.words if words.endswith((".xlsx", ".csv"))
    )
    there = {p.name for p in MATERIAL.iterdir() if p.suffix in {".xlsx", ".csv"}} - {"daftar.csv"}
    assert set(named) == there
    assert set(named.values()) == {1}


def test_the_meeting_decides_on_the_closed_year(checker: Checker) -> None:
    in_book_order = [" ".join(p.words[:2]) for p in checker.step]
    assert (
        in_book_order.index("tutup 2025-12")
        < in_book_order.index("tutup 2025")
        < in_book_order.index("rat putuskan")
    )
    assert in_book_order.index("rat putuskan") < in_book_order.index("shu bayar")
    assert in_book_order[-3:] == ["rat susun"] * 3
    decision = next(p for p in checker.step if p.mulai("rat", "putuskan"))
    assert decision.tanggal == RAT
    paid = [p for p in checker.step if p.mulai("shu", "bayar")]
    last = max(t for t, box, _ in checker.count if box == "Kas Kantor")
    assert paid
    assert all(p.tanggal > last for p in paid)
