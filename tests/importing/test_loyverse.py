"""The Loyverse pair: what ties is read, what does not is refused whole, by its row."""

from __future__ import annotations

import random
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.readers import loyverse
from kkmp_ledger.importing.receipts import merge
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.koperasi import Koperasi
from kkmp_ledger.schema.mapping import till_mapping
from tests.importing.till import ACCEPTED
from tests.importing.till import EXAMPLE
from tests.importing.till import KOPERASI_TOML
from tests.importing.till import Barang
from tests.importing.till import Pair
from tests.importing.till import S

if TYPE_CHECKING:
    from pathlib import Path

    from kkmp_ledger.base.problem import Problem


def problems_of(pair: Pair, toml_text: str = KOPERASI_TOML) -> list[Problem]:
    koperasi = toml.loads(toml_text, "koperasi.toml", Koperasi)
    with pytest.raises(ProblemError) as caught:
        pair.read(koperasi)
    return caught.value.problems


def one(pair: Pair, toml_text: str = KOPERASI_TOML) -> tuple[str, str, int, str]:
    """The one problem: code, file kind, row, fact."""
    (problem,) = problems_of(pair, toml_text)
    assert problem.place is not None
    kind = "barang" if "by-item" in problem.place.path else "struk"
    return problem.code, kind, problem.place.line, problem.fact


def test_a_pair_is_read(tmp_path: Path) -> None:
    doc = Pair.dari(tmp_path).read()
    assert [s.nomor for s in doc.receipt] == [
        "1-1001", "1-1002", "2-201", "1-1004", "1-1005", "1-1006", "1-1007", "1-1008", "2-202",
    ]  # fmt: skip
    assert doc.cancelled == {("loyverse", "T1", "1-1003", "jual"): 5}
    assert doc.item_rows == 12
    assert (doc.dari, doc.sampai) == (date(2025, 7, 1), date(2025, 7, 3))
    second = doc.receipt[1]
    assert (second.bayar, second.total, second.unit) == (
        "QRIS BRI", 99000, (("sembako", 99000, 91000),),
    )  # fmt: skip
    mixed = doc.receipt[3]
    assert mixed.unit == (("sembako", 130000, 120000), ("usaha_lainnya", 5000, None))
    refund = doc.receipt[4]
    assert (refund.kind, refund.total, refund.unit) == (
        "retur", 65000, (("sembako", 65000, 60000),),
    )  # fmt: skip


def test_refund_signs_differ_between_exports(tmp_path: Path) -> None:
    """Gross was seen positive in one export and negative in another (docs/FORMATS.md 0.8)."""
    plain = Pair.dari(tmp_path).read()
    other = Pair.dari(tmp_path)
    other.content("struk", 7, "Gross sales", "-65000.00").content(
        "struk", 7, "Cost of goods", "60000.00"
    )
    assert other.read() == plain
    # A refund's head with cost 0 was seen beside lines that have one.
    zero = Pair.dari(tmp_path)
    zero.content("struk", 7, "Cost of goods", "0.00").content(
        "struk", 7, "Gross profit", "-65000.00"
    )
    assert zero.read() == plain


@pytest.mark.parametrize("drop", ["Dining option", "SKU", "Comment", "Gross profit"])
def test_columns_are_found_by_name(drop: str, tmp_path: Path) -> None:
    """22 and 23 columns, trimmed, in another order: all the same."""
    plain = Pair.dari(tmp_path).read()
    pair = Pair.dari(tmp_path)
    at = pair.barang[0].index(drop)
    for row in pair.barang:
        del row[at]
        row.insert(0, row.pop())
    pair.barang[0][pair.barang[0].index("Item")] = "Item name"
    assert pair.read() == plain


def test_bom_crlf_and_semicolons(tmp_path: Path) -> None:
    plain = Pair.dari(tmp_path).read()
    pair = Pair.dari(tmp_path)
    pair.delimiter = ";"
    receipt, barang = pair.write()
    for file in (receipt, barang):
        text = file.path.read_text(encoding="utf-8").replace("\n", "\r\n")
        file.path.write_text("\ufeff" + text, encoding="utf-8", newline="")
    koperasi = toml.loads(KOPERASI_TOML, "k", Koperasi)
    assert loyverse.read(receipt, barang, till_mapping("loyverse"), koperasi, ACCEPTED) == plain


def test_shuffled_rows_are_the_same_receipts(tmp_path: Path) -> None:
    plain = Pair.dari(tmp_path).read()
    pair = Pair.dari(tmp_path)
    for rows in (pair.receipt, pair.barang):
        body = rows[1:]
        random.Random(7).shuffle(body)  # noqa: S311
        rows[1:] = body
    mixed = pair.read()
    assert [(s.key, s.digest(s.customer)) for s in mixed.receipt] == [
        (s.key, s.digest(s.customer)) for s in plain.receipt
    ]
    assert set(mixed.cancelled) == set(plain.cancelled)


def test_whole_amounts_without_decimals(tmp_path: Path) -> None:
    plain = Pair.dari(tmp_path).read()
    pair = Pair.dari(tmp_path)
    for rows in (pair.receipt, pair.barang):
        rows[1:] = [[cell.removesuffix(".00") for cell in row] for row in rows[1:]]
    assert pair.read() == plain


def test_tax_inside_the_price_is_read(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path, [S("01/07/2025 08:00", "1-1", (Barang(11100, 9000),))])
    pair.content("struk", 2, "Taxes", "1100.00").content("barang", 2, "Taxes", "1100.00")
    assert pair.read().receipt[0].total == 11100
    # Whether gross and profit count the tax is the till's own rule: they are not tied then.
    pair.content("struk", 2, "Gross sales", "10000.00").content(
        "barang", 2, "Gross profit", "1000.00"
    )
    assert pair.read().receipt[0].total == 11100


def test_tax_on_top_is_refused(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path, [S("01/07/2025 08:00", "1-1", (Barang(10000, 9000),))])
    pair.content("struk", 2, "Taxes", "1100.00").content("struk", 2, "Total collected", "11100.00")
    code, kind, row, fact = one(pair)
    assert (code, kind, row) == ("JUAL-TIDAK-COCOK", "struk", 2)
    assert "pajak ditambahkan di atas harga" in fact


def test_empty_payment_of_a_free_receipt(tmp_path: Path) -> None:
    free = S("01/07/2025 08:00", "1-1", (Barang(0, 5000, cut=6000),), bayar="")
    assert Pair.dari(tmp_path, [free]).read().receipt[0].bayar == ""


# What is spoilt (file, row, column, value), and what must be said of it (code, file, row, fact).
BROKEN = [
    (("struk", 3, "Payment type", "Kartu"), ("BAYAR-ASING", "struk", 3, '"Kartu" tidak dikenal')),
    (("struk", 3, "Payment type", ""), ("BAYAR-ASING", "struk", 3, '""')),
    (
        ("struk", 3, "Payment type", "Tunai, QRIS"),
        ("BAYAR-ASING", "struk", 3, "beberapa jenis pembayaran"),
    ),
    (("barang", 4, "Category", "Rokok"), ("KATEGORI-ASING", "barang", 4, '"Rokok"')),
    (("struk", 3, "Receipt type", "Exchange"), ("SEL-SALAH", "struk", 3, "Receipt type")),
    (("struk", 3, "Status", "Clo"), ("SEL-SALAH", "struk", 3, 'Status "Clo"')),
    (("struk", 3, "Date", "2025-07-01 09:10"), ("SEL-SALAH", "struk", 3, "Date")),
    (("struk", 3, "Net sales", "99.000,00"), ("SEL-SALAH", "struk", 3, 'Net sales "99.000,00"')),
    (("barang", 3, "Net sales", "65,000.00"), ("SEL-SALAH", "barang", 3, "Net sales")),
    (("barang", 3, "Cost of goods", "60000.50"), ("SEL-SALAH", "barang", 3, "Cost of goods")),
    (("struk", 3, "Net sales", ""), ("SEL-SALAH", "struk", 3, "Net sales kosong")),
    (("barang", 3, "Cost of goods", ""), ("HPP-TIADA", "barang", 3, "1-1002")),
    (
        ("barang", 3, "Receipt number", "1-9999"),
        ("JUAL-TIDAK-COCOK", "barang", 3, "1-9999 (Sale) tidak ada"),
    ),
    (("barang", 6, "Status", "Closed"), ("JUAL-TIDAK-COCOK", "barang", 6, '"Closed" di berkas')),
    (("barang", 2, "Date", "02/07/2025 08:05"), ("JUAL-TIDAK-COCOK", "barang", 2, "02/07/2025")),
    (("struk", 2, "Total collected", "-65000.00"), ("JUAL-TIDAK-COCOK", "struk", 2, "total")),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), BROKEN, ids=lambda v: "-".join(map(str, v[:3])))
def test_one_wrong_cell_is_refused_at_its_row(
    change: tuple[str, int, str, str], expected: tuple[str, str, int, str], tmp_path: Path
) -> None:
    problems = problems_of(Pair.dari(tmp_path).content(*change))
    code, kind, row, fact = expected
    found = [
        p
        for p in problems
        if p.code == code
        and p.place is not None
        and p.place.line == row
        and ("by-item" in p.place.path) == (kind == "barang")
    ]
    assert [p.fact for p in found if fact in p.fact], problems
    assert len(problems) <= 2


RECEIPT_AMOUNTS = ("Gross sales", "Discounts", "Net sales", "Total collected", "Cost of goods")
ITEM_AMOUNTS = ("Gross sales", "Discounts", "Net sales", "Cost of goods", "Gross profit")


@pytest.mark.parametrize(
    ("file", "column"),
    [*(("struk", k) for k in RECEIPT_AMOUNTS), *(("barang", k) for k in ITEM_AMOUNTS)],
)
def test_one_corrupted_digit_is_refused_at_its_row(file: str, column: str, tmp_path: Path) -> None:
    clean = Pair.dari(tmp_path)
    size = len(clean.receipt if file == "struk" else clean.barang)
    for row in range(2, size + 1):
        pair = Pair.dari(tmp_path)
        rows = pair.receipt if file == "struk" else pair.barang
        cells = rows[row - 1]
        if cells[-1] == "Cancelled":
            continue  # not booked, so not tied
        text = cells[rows[0].index(column)]
        pair.content(
            file, row, column, text.replace(".00", "7.00") if len(text) < 6 else "1" + text
        )
        if text.startswith("-"):
            pair.content(file, row, column, "-9" + text[1:])
        places = {
            p.place.line
            for p in problems_of(pair)
            if p.place and ("by-item" in p.place.path) == (file == "barang")
        }
        assert row in places, (row, column)


def test_cost_is_tied_without_a_profit_column(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path)
    for rows in (pair.receipt, pair.barang):
        at = rows[0].index("Gross profit")
        for cells in rows:
            del cells[at]
    code, kind, row, fact = one(pair.content("struk", 3, "Cost of goods", "91001.00"))
    assert (code, kind, row) == ("JUAL-TIDAK-COCOK", "struk", 3)
    assert "harga pokok struk dan barangnya" in fact


def test_a_sale_below_zero_is_refused(tmp_path: Path) -> None:
    """A refund under the word of a sale: all its figures agree, only the sign is wrong."""
    pair = Pair.dari(tmp_path, [S("01/07/2025 08:00", "1-1", (Barang(-1000, -900),))])
    pair.content("struk", 2, "Gross profit", "100.00").content(
        "barang", 2, "Gross profit", "100.00"
    )
    problems = problems_of(pair)
    assert {p.fact for p in problems} >= {"jumlah negatif pada penjualan: -1.000, seharusnya 0"}


def test_rows_above_the_header_count(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path).content("struk", 2, "Date", "kapan")
    pair.receipt[:0] = [["Laporan struk"], ["Toko Karangan"]]
    problems = problems_of(pair)
    assert [(p.code, p.place.line) for p in problems if p.place] == [("SEL-SALAH", 4)]


def test_unknown_store(tmp_path: Path) -> None:
    other = S("01/07/2025 08:05", "9-1", (Barang(1000, 900),), toko="Toko Lain")
    problems = problems_of(Pair.dari(tmp_path, [*EXAMPLE, other]))
    assert {(p.code, p.place.line) for p in problems if p.place} == {
        ("TOKO-ASING", 12), ("TOKO-ASING", 14),
    }  # fmt: skip


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path)
    pair.content("struk", 2, "Payment type", "Kartu").content("struk", 3, "Payment type", "Kartu")
    pair.content("struk", 4, "Date", "kemarin").content("barang", 7, "Category", "Rokok")
    problems = problems_of(pair)
    assert [(p.code, p.place.line) for p in problems if p.place] == [
        ("BAYAR-ASING", 2), ("SEL-SALAH", 4), ("KATEGORI-ASING", 7),
    ]  # fmt: skip
    assert "baris 2, 3" in problems[0].fact


def test_receipt_twice_in_one_file(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path)
    pair.receipt.append(list(pair.receipt[1]))
    code, kind, row, fact = one(pair)
    assert (code, kind, row) == ("JUAL-TIDAK-COCOK", "struk", 12)
    assert "muncul dua kali" in fact


def test_receipt_without_lines(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path)
    del pair.barang[1]
    code, kind, row, fact = one(pair)
    assert (code, kind, row) == ("JUAL-TIDAK-COCOK", "struk", 2)
    assert "tidak punya baris" in fact


def test_a_missing_line_breaks_the_tie(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path)
    del pair.barang[2]
    code, kind, row, fact = one(pair)
    assert (code, kind, row) == ("JUAL-TIDAK-COCOK", "struk", 3)
    assert "99.000, seharusnya 34.000" in fact


def test_days_and_months_swapped(tmp_path: Path) -> None:
    """`01/10` cannot be told from the row; the range in the file's name can."""
    text = KOPERASI_TOML.replace("%d/%m/%Y", "%m/%d/%Y")
    code, kind, row, fact = one(Pair.dari(tmp_path), text)
    assert (code, kind, row) == ("SEL-SALAH", "struk", 2)
    assert "di luar rentang pada nama berkas" in fact


def test_same_number_in_two_stores_are_two_receipts(tmp_path: Path) -> None:
    one = S("01/07/2025 08:05", "1-1", (Barang(1000, 900),))
    two = S("01/07/2025 08:06", "1-1", (Barang(2000, 1800),), toko="Kios Pasar")
    doc = Pair.dari(tmp_path, [one, two]).read()
    assert [(s.outlet, s.total) for s in doc.receipt] == [("T1", 1000), ("T2", 2000)]


def test_other_decimal_mark_of_the_account(tmp_path: Path) -> None:
    text = KOPERASI_TOML.replace('profil = "loyverse"', 'profil = "loyverse"\ndesimal = ","')
    problems = problems_of(Pair.dari(tmp_path), text)
    assert {p.code for p in problems} == {"SEL-SALAH"}
    pair = Pair.dari(tmp_path)
    for rows in (pair.receipt, pair.barang):
        rows[1:] = [[c.replace(".00", ",00") for c in row] for row in rows[1:]]
    assert len(pair.read(toml.loads(text, "k", Koperasi)).receipt) == 9


def test_a_till_account_that_is_not_there(tmp_path: Path) -> None:
    text = KOPERASI_TOML.replace('profil = "loyverse"', 'profil = "moka"')
    assert one(Pair.dari(tmp_path), text)[0] == "TOKO-ASING"
    text = KOPERASI_TOML.replace("%d/%m/%Y %H:%M", "tanggal")
    assert one(Pair.dari(tmp_path), text)[0] == "ISI-SALAH"


def test_two_till_accounts_are_told_apart_by_store(tmp_path: Path) -> None:
    second = KOPERASI_TOML[KOPERASI_TOML.index("[[kasir]]") :]
    second = second.replace("Toko Karangan", "Cabang").replace('"T1"', '"C1"')
    second = (
        second.replace("Kios Pasar", "Kios Cabang")
        .replace('"T2"', '"C2"')
        .replace("%d/%m", "%m/%d")
    )
    text = KOPERASI_TOML + second
    receipts = [S("07/01/2025 08:05", "1-1", (Barang(1000, 900),), toko="Cabang")]
    doc = Pair.dari(tmp_path, receipts).read(toml.loads(text, "k", Koperasi))
    assert (doc.receipt[0].outlet, doc.dari) == ("C1", date(2025, 7, 1))


def test_only_a_header(tmp_path: Path) -> None:
    assert one(Pair.dari(tmp_path, []))[0] == "BERKAS-KOSONG"


def broken_file(tmp_path: Path, content: bytes) -> tuple[str, int]:
    receipt, barang = Pair.dari(tmp_path).write()
    receipt.path.write_bytes(content)
    koperasi = toml.loads(KOPERASI_TOML, "k", Koperasi)
    with pytest.raises(ProblemError) as caught:
        loyverse.read(receipt, barang, till_mapping("loyverse"), koperasi, ACCEPTED)
    (problem,) = caught.value.problems
    assert problem.place is not None
    return problem.code, problem.place.line


def test_files_that_are_no_csv(tmp_path: Path) -> None:
    receipt, _ = Pair.dari(tmp_path).write()
    good = receipt.path.read_bytes()
    lines = good.split(b"\n")
    assert broken_file(tmp_path, b"") == ("BERKAS-KOSONG", 0)
    assert broken_file(tmp_path, b"\xef\xbb\xbf") == ("BERKAS-KOSONG", 0)
    assert broken_file(tmp_path, b"PK\x03\x04 not really") == ("BERKAS-RUSAK", 0)
    assert broken_file(tmp_path, b"\x89PNG\r\n\x1a\n....") == ("BERKAS-RUSAK", 0)
    assert broken_file(tmp_path, good.replace(b"1-1002", b"1-\x002")) == ("BERKAS-RUSAK", 3)
    assert broken_file(tmp_path, good.replace(b"Siti", b"S\xeft\xee")) == ("BERKAS-RUSAK", 3)
    assert broken_file(tmp_path, good.decode().encode("utf-16")) == ("BERKAS-RUSAK", 0)
    assert broken_file(tmp_path, good[:-30]) == ("BARIS-TERPOTONG", 11)
    assert broken_file(tmp_path, good + b'01/07/2025 08:05,"1-') == ("BARIS-TERPOTONG", 12)
    extra = [*lines[:4], lines[4] + b",x", *lines[5:]]
    assert broken_file(tmp_path, b"\n".join(extra)) == ("BARIS-TERPOTONG", 5)
    twice = good.replace(b"Dining option", b"Net sales", 1)
    assert broken_file(tmp_path, twice) == ("KOLOM-GANDA", 1)
    lacking = good.replace(b"Cost of goods", b"Modal", 1)
    assert broken_file(tmp_path, lacking) == ("KOLOM-KURANG", 1)
    lacking = good.replace(b"Payment type", b"Bayar", 1)
    assert broken_file(tmp_path, lacking) == ("KOLOM-KURANG", 1)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    gone = SourceFile.at(tmp_path / "tidak-ada.csv")
    for ask in (gone.kind, gone.digest, gone.check_text):
        with pytest.raises(ProblemError) as caught:
            ask()
        assert caught.value.problems[0].code == "BERKAS-TIADA"


def test_row_numbers_count_lines_of_the_file(tmp_path: Path) -> None:
    """A quoted line break inside a cell: the next row's number is still the file's line."""
    pair = Pair.dari(tmp_path).content("struk", 3, "Description", "1 x Beras\n1 x Minyak")
    pair.content("struk", 5, "Date", "kapan")
    problems = problems_of(pair)
    assert [(p.code, p.place.line) for p in problems if p.place] == [("SEL-SALAH", 6)]


def test_no_customer_is_ever_named(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path)
    for row in range(2, 12):
        pair.content("struk", row, "Net sales", "1.00").content("struk", row, "Payment type", "X")
        pair.content("struk", row, "Date", "x")
    said = " ".join(p.fact + p.hint for p in problems_of(pair))
    for name in ("Siti", "Budi", "Dewi", "Tamu"):
        assert name not in said


def test_importing_twice_is_once(tmp_path: Path) -> None:
    doc = Pair.dari(tmp_path).read()
    once, _ = merge([doc], as_printed)
    twice, problems = merge([doc, doc], as_printed)
    assert not problems
    assert twice.receipt == once.receipt
    assert (twice.again, twice.cancelled) == (9, 1)


def as_printed(customer: str, _day: date) -> str:
    return customer


@pytest.mark.parametrize("cut", range(1, len(EXAMPLE)))
def test_overlapping_exports_are_their_union(cut: int, tmp_path: Path) -> None:
    whole, _ = merge([Pair.dari(tmp_path).read()], as_printed)
    first = Pair.dari(tmp_path, EXAMPLE[: cut + 1]).read()
    second = Pair.dari(tmp_path, EXAMPLE[cut - 1 :]).read()
    for documents in ([first, second], [second, first]):
        both, problems = merge(documents, as_printed)
        assert not problems
        assert [(s.key, s.digest(s.customer)) for s, _ in both.receipt] == [
            (s.key, s.digest(s.customer)) for s, _ in whole.receipt
        ]
        assert both.cancelled == whole.cancelled


def test_a_changed_receipt_is_told(tmp_path: Path) -> None:
    before = Pair.dari(tmp_path).read()
    changed = [*EXAMPLE]
    changed[0] = S("01/07/2025 08:05", "1-1001", (Barang(66000, 60000),))
    changed[3] = S("01/07/2025 11:00", "1-1003", (Barang(65000, 60000),))  # no longer cancelled
    changed[4] = S("02/07/2025 07:30", "1-1004", EXAMPLE[4].barang, status="Cancelled")
    after = Pair.dari(tmp_path, changed).read()
    _, problems = merge([before, after], as_printed)
    assert [(p.code, p.place.line) for p in problems if p.place] == [
        ("STRUK-BERUBAH", 2), ("STRUK-BERUBAH", 5), ("STRUK-BERUBAH", 6),
    ]  # fmt: skip


def test_renamed_goods_and_labels_are_no_change(tmp_path: Path) -> None:
    before = Pair.dari(tmp_path).read()
    pair = Pair.dari(tmp_path)
    for row in range(2, 14):
        pair.content("barang", row, "Item", "Nama baru")
    pair.content("barang", 2, "Category", "Minyak & Gula")
    _, problems = merge([before, pair.read()], as_printed)
    assert not problems


def test_a_till_s_settings_are_dated(tmp_path: Path) -> None:
    """What wrote an export counts by the day it was accepted, a label by the receipt's own day."""
    plain = Pair.dari(tmp_path).read()
    old = KOPERASI_TOML.partition("[[kasir]]")
    later = old[1] + old[2].replace("%d/%m/%Y", "%m/%d/%Y")
    later = later.replace('profil = "loyverse"', f'profil = "loyverse"\nsejak = {ACCEPTED}')
    changed = toml.loads("".join(old) + later.replace('"Kas Toko"', '"Kas Kantor"'), "k", Koperasi)
    receipt, barang = Pair.dari(tmp_path).write()
    before = ACCEPTED - timedelta(days=1)
    assert loyverse.read(receipt, barang, till_mapping("loyverse"), changed, before) == plain
    with pytest.raises(ProblemError, match="SEL-SALAH"):
        loyverse.read(receipt, barang, till_mapping("loyverse"), changed, ACCEPTED)
    moved = toml.loads(
        "".join(old) + later.replace(f"{ACCEPTED}", "2025-07-02").replace("%m/%d", "%d/%m")
        .replace('"Tunai" = "Kas Toko"', '"Tunai" = "Kas Kantor"'), "k", Koperasi,
    )  # fmt: skip
    boxes = {
        (s.time.date(), s.bayar)
        for s in loyverse.read(receipt, barang, till_mapping("loyverse"), moved, ACCEPTED).receipt
        if s.bayar.startswith("Kas ")
    }
    assert {box for day, box in boxes if day < date(2025, 7, 2)} == {"Kas Toko"}
    assert {box for day, box in boxes if day >= date(2025, 7, 2)} == {"Kas Kantor"}


@pytest.mark.parametrize("spoiled", ["01-Jan", "2001-01-01", "01/01/2001", "11001", "1-1001.0", ""])
@pytest.mark.parametrize("which", ["struk", "barang"])
def test_numbers_that_a_spreadsheet_rewrote_are_refused_with_that_reason(
    which: str, spoiled: str, tmp_path: Path
) -> None:
    pair = Pair.dari(tmp_path)
    pair.content(which, 2, "Receipt number", spoiled)
    with pytest.raises(ProblemError) as caught:
        pair.read()
    fact = (
        "nomor struk tidak berbentuk angka-angka: berkas ini agaknya pernah disimpan dengan Excel,"
        " baris 2"
    )
    assert ("SEL-SALAH", fact) in [(p.code, p.fact) for p in caught.value.problems]
