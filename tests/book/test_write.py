"""What is written reads back as the same facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings

from kkmp_ledger.base.period import Period
from kkmp_ledger.book import write as ledger_text
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.book.model import Count
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.book.read import read
from kkmp_ledger.book.text_book import TextBook
from tests.book.random_books import DRAFTS

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Entry


def average(content: str) -> str:
    """A text as it is kept: line breaks and runs of spaces become one space."""
    return " ".join(content.split())


def draft_fact(d: Draft) -> object:
    meta = {key: average(value) for key, value in d.meta.items()}
    legs = [
        (
            leg.akun,
            leg.jumlah,
            {k: average(v) if isinstance(v, str) else v for k, v in leg.meta.items()},
        )
        for leg in d.legs
    ]
    return (d.tanggal, d.bukti, d.jenis, average(d.uraian), average(d.pihak), meta, legs)


def entry_fact(e: Entry) -> object:
    meta = {key: value for key, value in e.meta.items() if key != "jenis"}
    legs = [(m.akun, m.jumlah, dict(m.meta)) for m in e.movements]
    _typed_as_text(e)
    return (e.tanggal, e.bukti, e.jenis, e.uraian, e.pihak, meta, legs)


def _typed_as_text(e: Entry) -> None:
    """The typed fields say what the metadata says as text."""
    get = e.meta.get
    words = (e.jenis, e.membalik, e.sumber, e.lembar, e.oleh, e.alasan)
    keys = ("jenis", "membalik", "sumber", "lembar", "oleh", "alasan")
    assert words == tuple(get(key, "") for key in keys)
    assert (e.tanggal_asli and e.tanggal_asli.isoformat()) == get("tanggal_asli")
    assert (e.dicatat and e.dicatat.isoformat()) == get("dicatat")
    for m in e.movements:
        get = m.meta.get
        assert m.membalik == e.membalik
        assert (m.anggota, m.arus_kas, m.jasa) == tuple(
            get(key, "") for key in ("anggota", "arus_kas", "jasa")
        )
        assert m.hpp == get("hpp")
        asli = get("tanggal_asli", e.meta.get("tanggal_asli"))
        assert (m.tanggal_asli and m.tanggal_asli.isoformat()) == asli


@settings(max_examples=60, deadline=None)
@given(DRAFTS)
def test_write_then_read_is_identity(drafts: list[Draft]) -> None:
    text = ledger_text.hand_file(map(ledger_text.entry_text, drafts))
    again = read(text.encode(), "2025/07-kas.beancount")
    assert again.problems == ()
    written = sorted((draft_fact(d) for d in drafts), key=str)
    assert sorted((entry_fact(e) for e in again.entries), key=str) == written


def test_an_entry_reads_as_the_design_says() -> None:
    draft = Draft(
        date(2026, 3, 14), "jual", "Toko, 14 Maret 2026",
        (
            Leg("Aset:Kas:Toko", Decimal(125_000)),
            Leg("Pendapatan:Anggota:Sembako", Decimal(-125_000),
                {"anggota": "A0001", "hpp": Decimal(110_000)}),
        ),
        "Penjualan", "TK-260314-T1-J", {"sumber": "receipts.csv"},
    )  # fmt: skip
    assert ledger_text.entry_text(draft) == (
        '2026-03-14 * "Penjualan" "Toko, 14 Maret 2026" ^TK-260314-T1-J\n'
        '  jenis: "jual"\n'
        '  sumber: "receipts.csv"\n'
        "  Aset:Kas:Toko                                    125000 IDR\n"
        "  Pendapatan:Anggota:Sembako                      -125000 IDR\n"
        '    anggota: "A0001"\n'
        "    hpp: 110000 IDR\n"
    )


@pytest.mark.parametrize(
    ("jumlah", "written"),
    [("0", "0"), ("-0", "0"), ("1.5", "1.50"), ("-0.05", "-0.05"), ("1000000", "1000000"),
     ("-1234.56", "-1234.56"), ("1E+3", "1000")],
)  # fmt: skip
def test_an_amount(jumlah: str, written: str) -> None:
    assert ledger_text.number(Decimal(jumlah)) == written


def test_a_count_stands_on_the_next_morning() -> None:
    said = {"jenis": "hitung-kas", "lembar": "BA-1"}
    count = Count(date(2025, 12, 31), "Aset:Kas:Toko", Decimal(5), "cocok", "KS-2512-0009", said)
    again = read((ledger_text.options() + ledger_text.count_text(count)).encode(), "x.beancount")
    (assertion,) = again.assertions
    assert (assertion.tanggal, assertion.dihitung) == (date(2026, 1, 1), date(2025, 12, 31))
    assert (assertion.akun, assertion.jumlah) == ("Aset:Kas:Toko", Decimal(5))
    assert (assertion.bukti, assertion.lembar) == ("KS-2512-0009", "BA-1")
    (note,) = again.notes
    assert (note.tanggal, note.content, note.bukti) == (count.counted, "cocok", "KS-2512-0009")
    assert note.meta == assertion.meta
    assert note.meta["jumlah"] == Decimal(5)


def test_a_count_that_is_taken_back_is_stated_no_more() -> None:
    count = Count(date(2025, 12, 31), "Aset:Kas:Toko", Decimal(5), "cocok", "KS-2512-0009")
    back = Count(count.counted, count.akun, Decimal(), "salah", "KS-2512-0010",
                 {"membalik": "KS-2512-0009", "alasan": "x"})  # fmt: skip
    text = ledger_text.count_text(count) + ledger_text.count_text(back)
    book = TextBook.from_text(text)
    assert book.problems == ()
    assert book.assertions(Period(date.min, date.max)) == []
    assert [n.membalik for n in book.notes(Period(date.min, date.max))] == ["", "KS-2512-0009"]


def test_a_generated_file_says_what_it_is_made_of() -> None:
    blocks = ["2025-07-01 open Aset:Kas:Toko IDR\n"]
    text = ledger_text.machine_file(blocks, source="abc", dari=["D0001 a.csv", "D0002 b.csv"])
    header = read(text.encode(), "akun.gen.beancount").header
    body = ledger_text.machine_body(text)
    assert header["sumber"] == "abc"
    assert header["dari"] == "D0001 a.csv; D0002 b.csv"
    assert header["isi"] == digest_bytes(body.encode())
    assert body.endswith(blocks[0])
    assert ledger_text.machine_body("tanpa kepala\n") == ""
    assert ledger_text.machine_file(blocks, source="abc") == ledger_text.machine_file(
        blocks, source="abc"
    )
