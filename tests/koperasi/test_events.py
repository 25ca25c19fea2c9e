"""Everyday events: what each books, to the account, and what each refuses."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from typing import Any

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.drafting import draft_entry
from kkmp_ledger.koperasi.events import hitungan
from kkmp_ledger.koperasi.events import kas
from kkmp_ledger.koperasi.events import modal
from kkmp_ledger.koperasi.events import usaha
from kkmp_ledger.koperasi.events.shu import BayarShu
from kkmp_ledger.koperasi.undo import reverse
from tests.koperasi.example import asset_row
from tests.koperasi.example import book_of
from tests.koperasi.example import books
from tests.koperasi.example import names
from tests.koperasi.example import on_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kkmp_ledger.book.text_book import TextBook
    from kkmp_ledger.koperasi.events.event import Event

DAY = on_day("2025-07-31")
EMPTY = book_of()


def event(kind: Callable[..., Event], **said: Any) -> Callable[..., Draft]:
    """The one draft that the event books on the day, on an empty book unless one is given."""

    def draft(ledger: TextBook = EMPTY, tanggal: date = DAY, **other: Any) -> Draft:
        (found,) = kind(**{**said, **other}).plan(books(ledger), tanggal).drafts
        return found

    return draft


beban = partial(event(usaha.Beban), jenis_beban="Beban kepegawaian", jumlah=9)
beban = partial(beban, dari="Kas Kantor", uraian="gaji")
beli = partial(event(usaha.Beli), unit="sembako", jumlah=9, pemasok="P", dari="Kas Toko")
bayar_utang = partial(event(usaha.BayarUtang), unit="Gerai Sembako", jumlah=9)
bayar_utang = partial(bayar_utang, pemasok="P", dari="Kas Toko")
transfer = partial(event(kas.SetorBank), jumlah=9, dari="Kas Toko", ke="Bank BRI")
pay_out = partial(event(kas.Pencairan), akuirer="QRIS BRI", bruto=1000, ke="Bank BRI")
hibah = partial(event(modal.Hibah), jumlah=9, pihak="Kota", uraian="u", ke="Bank BRI")
loan = partial(event(modal.Pinjaman), jumlah=9, pihak="Bank BRI", ke="Bank BRI")
bunga = partial(event(kas.BungaBank), bank="Bank BRI", bruto=Decimal("10.25"))
pajak = partial(event(kas.BayarPajak), jumlah=9, dari="Kas Kantor")
accrued = partial(event(usaha.BayarAkrual), jumlah=9, dari="Kas Kantor", uraian="u")
OWED = book_of(
    beban(dari="Akrual"),
    beli(dari="Utang"),
    draft_entry(
        names().chart,
        tanggal=DAY,
        jenis="pajak",
        uraian="PPh",
        legs=[("Beban:Pajak-Penghasilan", 9), ("Liabilitas:Utang-Pajak:PPh-Final", -9)],
    ),
)

BOOKED: list[tuple[Callable[[], Draft], str, list[str]]] = [
    (beban, "beban", ["Beban:Kepegawaian 9", "Aset:Kas:Kantor -9"]),
    (
        partial(beban, dari="akrual"),
        "beban",
        ["Beban:Kepegawaian 9", "Liabilitas:Beban-Akrual -9"],
    ),
    (
        partial(beban, jenis_beban="beban usaha gerai sembako"),
        "beban",
        ["Beban:Usaha:Sembako 9", "Aset:Kas:Kantor -9"],
    ),
    (
        partial(
            beban,
            jenis_beban="Beban administrasi bank dan QRIS",
            dari="Bank BRI",
            jumlah=Decimal("2.50"),
        ),
        "beban",
        ["Beban:Administrasi-Bank 2.50", "Aset:Bank:BRI -2.50"],
    ),
    (partial(accrued, OWED), "beban", ["Liabilitas:Beban-Akrual 9", "Aset:Kas:Kantor -9"]),
    (beli, "beli", ["Aset:Persediaan:Sembako 9", "Aset:Kas:Toko -9"]),
    (
        partial(beli, unit="Apotek", dari="Utang"),
        "beli",
        ["Aset:Persediaan:Apotek 9", "Liabilitas:Utang-Usaha:Apotek -9"],
    ),
    (
        partial(bayar_utang, OWED),
        "bayar-utang",
        ["Liabilitas:Utang-Usaha:Sembako 9", "Aset:Kas:Toko -9"],
    ),
    (transfer, "setor-bank", ["Aset:Bank:BRI 9", "Aset:Kas:Toko -9"]),
    (
        partial(transfer, dari="Bank BRI", ke="Aset:Kas:Kantor"),
        "setor-bank",
        ["Aset:Kas:Kantor 9", "Aset:Bank:BRI -9"],
    ),
    (
        partial(pay_out, biaya=Decimal("7.50")),
        "pencairan",
        [
            "Aset:Bank:BRI 992.50",
            "Beban:Administrasi-Bank 7.50 arus_kas=pembayaran_beban_usaha",
            "Aset:Piutang:QRIS:BRI -1000",
        ],
    ),
    (
        partial(pay_out, biaya=0),
        "pencairan",
        ["Aset:Bank:BRI 1000", "Aset:Piutang:QRIS:BRI -1000"],
    ),
    (hibah, "hibah", ["Aset:Bank:BRI 9", "Ekuitas:Hibah -9"]),
    (loan, "pinjaman", ["Aset:Bank:BRI 9", "Liabilitas:Utang-Bank -9"]),
    (
        partial(loan, pemberi="pihak-ketiga"),
        "pinjaman",
        ["Aset:Bank:BRI 9", "Liabilitas:Utang-Pihak-Ketiga -9"],
    ),
    (
        partial(bunga, pajak=Decimal("2.05")),
        "bunga-bank",
        [
            "Aset:Bank:BRI 8.20",
            "Beban:Pajak-Bunga 2.05",
            "Pendapatan:Hasil-Investasi -10.25",
        ],
    ),
    (bunga, "bunga-bank", ["Aset:Bank:BRI 10.25", "Pendapatan:Hasil-Investasi -10.25"]),
    (
        partial(pajak, OWED),
        "bayar-pajak",
        ["Liabilitas:Utang-Pajak:PPh-Final 9", "Aset:Kas:Kantor -9"],
    ),
]


@pytest.mark.parametrize(("recipe", "jenis", "legs"), BOOKED)
def test_what_a_recipe_books(recipe: Callable[[], Draft], jenis: str, legs: list[str]) -> None:
    draft = recipe()
    assert (draft.jenis, asset_row(draft)) == (jenis, legs)
    assert draft.tanggal == DAY
    assert draft.uraian
    assert not {"oleh", "dicatat"} & set(draft.meta)
    assert len(list(book_of(draft).entries(Period(DAY, on_day("2025-08-01"))))) == 1


REFUSED: list[tuple[Callable[[], object], str]] = [
    (partial(beban, jumlah=0), "jumlah 0 tidak lebih dari nol"),
    (partial(beban, uraian="  "), "uraian kosong"),
    (partial(beban, jumlah=Decimal("1.5")), "Beban kepegawaian tidak mengenal sen (1.5)"),
    (
        partial(beban, jenis_beban="Beban bunga pinjaman", jumlah=Decimal("1.5")),
        "Kas Kantor tidak mengenal sen (-1.5)",
    ),
    (
        partial(
            beban, jenis_beban="Beban bunga pinjaman", jumlah=Decimal("1.005"), dari="Bank BRI"
        ),
        "jumlah lebih halus dari sen",
    ),
    (partial(beban, dari="Kas Rumah"), 'kas atau rekening bank "Kas Rumah" tidak ada'),
    (partial(beban, dari="QRIS BRI"), 'kas atau rekening bank "QRIS BRI" tidak ada'),
    (partial(beban, jenis_beban="Beban penyusutan"), 'jenis beban "Beban penyusutan" tidak ada'),
    (partial(beli, unit="klinik"), 'unit usaha "klinik" tidak ada'),
    (partial(beli, unit="logistik"), "Angkutan tidak punya persediaan sendiri (jasa)"),
    (partial(beli, pemasok=""), "pemasok kosong"),
    (partial(beli, dari="akrual"), 'kas atau rekening bank "akrual" tidak ada'),
    (partial(transfer, ke="kas toko"), "asal dan tujuan sama: Kas Toko"),
    (partial(pay_out, biaya=1000), "biaya 1.000 dari 1.000"),
    (partial(pay_out, biaya=-1), "biaya -1 dari 1.000"),
    (partial(pay_out, akuirer="Bank BRI", biaya=0), 'akuirer "Bank BRI" tidak ada'),
    (partial(hibah, pihak=""), "pemberi hibah kosong"),
    (partial(loan, pihak=" "), "pemberi pinjaman kosong"),
    (partial(bunga, bank="Kas Toko"), 'rekening bank "Kas Toko" tidak ada'),
    (partial(bunga, pajak=11), "pajak 11 dari bunga 10,25"),
    (
        partial(accrued, OWED, jumlah=10),
        "beban yang masih harus dibayar 9 pada 31 Juli 2025, dibayar 10",
    ),
    (partial(bayar_utang, OWED, jumlah=10), "utang Gerai Sembako 9 pada 31 Juli 2025, dibayar 10"),
    (partial(pajak, OWED, jumlah=10), "PPh final yang terutang 9 pada 31 Juli 2025, dibayar 10"),
    (pajak, "PPh final yang terutang 0 pada 31 Juli 2025, dibayar 9"),
]


@pytest.mark.parametrize(("recipe", "fact"), REFUSED)
def test_what_a_recipe_refuses(recipe: Callable[[], object], fact: str) -> None:
    with pytest.raises(ProblemError) as caught:
        recipe()
    assert [(p.code, p.fact) for p in caught.value.problems] == [("ISIAN", fact)]


@pytest.mark.parametrize(
    ("nama", "hint"),
    [
        ("Kas Tokko", 'maksud Anda "Kas Toko"?'),
        ("laci", "pakai salah satu: Kas Toko, Kas Kantor, Bank BRI"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(nama: str, hint: str) -> None:
    with pytest.raises(ProblemError) as caught:
        names().box(nama)
    assert caught.value.problems[0].hint == hint


def compute(
    book: list[Draft], box: str, jumlah: int | Decimal
) -> tuple[list[str], tuple[str, Decimal]]:
    asked = hitungan.HitungKas(box, jumlah, "BA-01", alasan="salah kembalian", witness="pengawas")
    plan = asked.plan(books(book_of(*book)), DAY)
    (count,) = plan.counts
    assert (count.counted, count.meta["lembar"]) == (DAY, "BA-01")
    return [row for draft in plan.drafts for row in asset_row(draft)], (count.akun, count.jumlah)


def test_a_cash_count_books_its_difference() -> None:
    stand = [hibah(ke="Kas Toko", jumlah=1000)]
    akun = "Aset:Kas:Toko"
    assert compute(stand, "Kas Toko", 1000) == ([], (akun, Decimal(1000)))
    less = ["Aset:Kas:Toko -50", "Beban:Selisih-Kas 50"]
    assert compute(stand, "Kas Toko", 950) == (less, (akun, Decimal(950)))
    more = ["Aset:Kas:Toko 1", "Beban:Selisih-Kas -1"]
    assert compute(stand, "Kas Toko", 1001) == (more, (akun, Decimal(1001)))


def test_a_count_sees_its_own_day_and_not_the_next() -> None:
    tomorrow = hibah(ke="Kas Toko", jumlah=70, tanggal=on_day("2025-08-01"))
    assert compute([hibah(ke="Kas Toko", jumlah=30), tomorrow], "Kas Toko", 30)[0] == []


def test_a_bank_that_differs_is_refused() -> None:
    stand = [bunga()]
    assert compute(stand, "Bank BRI", Decimal("10.25"))[0] == []
    with pytest.raises(ProblemError) as caught:
        compute(stand, "Bank BRI", 11)
    assert [(p.code, p.fact) for p in caught.value.problems] == [
        (
            "SALDO-BEDA",
            "Bank BRI pada 31 Juli 2025 menurut rekening 11, menurut buku 10,25 (beda 0,75)",
        )
    ]
    with pytest.raises(ProblemError, match="tidak mengenal sen"):
        compute(stand, "Kas Toko", Decimal("0.50"))
    with pytest.raises(ProblemError, match="di bawah nol"):
        compute(stand, "Kas Toko", -1)


def opname(book: list[Draft], unit: str, value: int, day: str = "2025-07-31") -> list[str]:
    asked = hitungan.Opname(unit, value, "OP-1", alasan="susut", witness="pengawas")
    plan = asked.plan(books(book_of(*book)), on_day(day))
    assert [count.jumlah for count in plan.counts] == [value]
    assert all(draft.meta["lembar"] == "OP-1" for draft in plan.drafts)
    return [row for draft in plan.drafts for row in asset_row(draft)]


def test_a_perpetual_count_books_its_difference_to_susut() -> None:
    stand = [beli(jumlah=1000)]
    assert opname(stand, "sembako", 1000) == []
    assert opname(stand, "sembako", 940) == [
        "Beban:Susut-Barang:Sembako 60",
        "Aset:Persediaan:Sembako -60",
    ]
    assert opname(stand, "sembako", 1003) == [
        "Beban:Susut-Barang:Sembako -3",
        "Aset:Persediaan:Sembako 3",
    ]
    with pytest.raises(ProblemError, match="di bawah nol"):
        opname(stand, "sembako", -1)
    with pytest.raises(ProblemError, match="tidak punya persediaan"):
        opname(stand, "logistik", 1)


def jual(day: str, anggota: int, general: int) -> Draft:
    legs = [
        ("Aset:Kas:Toko", anggota + general),
        ("Pendapatan:Anggota:Apotek", -anggota),
        ("Pendapatan:Non-Anggota:Apotek", -general),
    ]
    return draft_entry(names().chart, tanggal=on_day(day), jenis="jual", uraian="jual", legs=legs)


def test_a_periodic_count_turns_what_is_gone_to_hpp_by_sales_since_the_last() -> None:
    stand = [beli(unit="apotek", jumlah=1000, tanggal=on_day("2025-07-01"))]
    # no sales: all of it is the public's
    assert opname(stand, "apotek", 900) == [
        "Beban:HPP:Non-Anggota:Apotek 100",
        "Aset:Persediaan:Apotek -100",
    ]
    stand.append(jual("2025-07-10", 300, 100))
    assert opname(stand, "apotek", 600) == [
        "Beban:HPP:Anggota:Apotek 300",
        "Beban:HPP:Non-Anggota:Apotek 100",
        "Aset:Persediaan:Apotek -400",
    ]
    (first,) = hitungan.Opname("apotek", 600, "OP-1").plan(books(book_of(*stand)), DAY).drafts
    later = [*stand, first, jual("2025-08-02", 50, 150)]
    assert opname(later, "apotek", 200, "2025-08-31") == [
        "Beban:HPP:Anggota:Apotek 100",
        "Beban:HPP:Non-Anggota:Apotek 300",
        "Aset:Persediaan:Apotek -400",
    ]


def test_a_count_that_was_reversed_is_no_count() -> None:
    """The sales since the last count that still holds divide what is gone."""
    stand = [beli(unit="apotek", jumlah=800_000), jual("2025-07-10", 500_000, 500_000)]
    (wrong,) = hitungan.Opname("apotek", 300_000, "OP-1").plan(books(book_of(*stand)), DAY).drafts
    entry = list(book_of(*stand, wrong).entries(Period(DAY, on_day("2025-08-01"))))[-1]
    evenly = [
        "Beban:HPP:Anggota:Apotek 200000",
        "Beban:HPP:Non-Anggota:Apotek 200000",
        "Aset:Persediaan:Apotek -400000",
    ]
    back = reverse(entry, tanggal=DAY, alasan="salah hitung")
    assert opname([*stand, wrong, back], "apotek", 400_000) == evenly
    # a count of a day on which the first one stood still follows it
    later = reverse(entry, tanggal=on_day("2025-08-20"), alasan="salah hitung")
    sold = jual("2025-08-05", 100, 300)
    stand = [*stand, wrong, sold, later]
    assert opname(stand, "apotek", 299_600, "2025-08-19") == [
        "Beban:HPP:Anggota:Apotek 100",
        "Beban:HPP:Non-Anggota:Apotek 300",
        "Aset:Persediaan:Apotek -400",
    ]
    assert opname(stand, "apotek", 400_000, "2025-08-20") == [
        "Beban:HPP:Anggota:Apotek 199960",
        "Beban:HPP:Non-Anggota:Apotek 200040",
        "Aset:Persediaan:Apotek -400000",
    ]


def test_an_asset_and_a_prepaid_cost_bring_their_row() -> None:
    at = books(EMPTY)
    plan = modal.Aset(9_600, "Freezer", "Mesin dan peralatan", 96, "Bank BRI").plan(at, DAY)
    (draft,), (row,) = plan.drafts, plan.aset
    assert (draft.jenis, draft.uraian) == ("aset", "Freezer")
    assert asset_row(draft) == ["Aset:Tetap:Mesin-dan-Peralatan 9600", "Aset:Bank:BRI -9600"]
    assert (row.contra, row.beban, row.month) == (
        "Aset:Akumulasi-Penyusutan",
        "Beban:Penyusutan",
        96,
    )
    (software,) = modal.Aset(9, "Aplikasi", "Aset tak berwujud", 3, "Bank BRI").plan(at, DAY).aset
    assert (software.contra, software.beban) == ("Aset:Akumulasi-Amortisasi", "Beban:Amortisasi")
    rent = partial(
        modal.DibayarDiMuka, 1_200, "Sewa toko", "Sewa dibayar di muka", "Beban sewa",
        dari="Kas Kantor",
    )  # fmt: skip
    plan = rent(bulan=12).plan(at, DAY)
    (draft,), (row,) = plan.drafts, plan.aset
    assert asset_row(draft) == ["Aset:Dibayar-di-Muka:Sewa 1200", "Aset:Kas:Kantor -1200"]
    assert (draft.jenis, row.jenis, row.contra, row.credit) == (
        "dibayar-di-muka",
        "muka",
        "",
        "Aset:Dibayar-di-Muka:Sewa",
    )
    with pytest.raises(ProblemError, match="jumlah bulan 0"):
        rent(bulan=0).plan(at, DAY)


def test_shu_is_paid_as_far_as_it_is_owed() -> None:
    shu = [("Ekuitas:SHU:Dibagikan:2025", 700), ("Liabilitas:SHU-Anggota:A0001", -700)]
    owed = draft_entry(names().chart, tanggal=DAY, jenis="pembagian-shu", uraian="RAT", legs=shu)
    pay = partial(event(BayarShu), anggota="a0001", dari="Kas Kantor")
    paid = pay(book_of(owed))
    assert asset_row(paid) == ["Liabilitas:SHU-Anggota:A0001 700", "Aset:Kas:Kantor -700"]
    with pytest.raises(ProblemError, match="tidak ada SHU yang belum dibayar kepada A0001"):
        pay(book_of(owed, paid))


def test_a_reversal_turns_the_cost_of_a_sale_too_and_leaves_openings_alone() -> None:
    sale = Leg("Pendapatan:Anggota:Sembako", Decimal(-9), {"anggota": "A0001", "hpp": Decimal(7)})
    legs = (Leg("Aset:Kas:Toko", Decimal(9)), sale)
    sold = Draft(DAY, "jual", "u", legs)
    begun = Draft(on_day("2025-08-01"), "saldo-awal", "u", legs)
    august = Period(DAY, on_day("2025-09-01"))
    entry, opening = book_of(sold, begun).entries(august)
    back = reverse(entry, tanggal=DAY, alasan="x")
    assert asset_row(back)[1] == "Pendapatan:Anggota:Sembako 9 anggota=A0001 hpp=-7"
    with pytest.raises(ProblemError, match="saldo awal"):
        reverse(opening, tanggal=on_day("2025-08-02"), alasan="x")


def test_a_reversal_turns_every_sign_and_says_why() -> None:
    entry = next(book_of(pay_out(biaya=8)).entries(Period(DAY, on_day("2025-08-01"))))
    back = reverse(entry, tanggal=on_day("2025-08-02"), alasan=" dua  kali ")
    assert asset_row(back) == [
        "Aset:Bank:BRI -992",
        "Beban:Administrasi-Bank -8 arus_kas=pembayaran_beban_usaha",
        "Aset:Piutang:QRIS:BRI 1000",
    ]
    assert (back.jenis, dict(back.meta)) == (
        "pencairan",
        {"membalik": "KS-0001", "alasan": "dua kali"},
    )
    reversal = next(book_of(back).entries(Period(DAY, on_day("2025-09-01"))))
    for refused, day, reason in (
        (entry, "2025-08-02", " "),
        (entry, "2025-07-30", "x"),
        (reversal, "2025-08-03", "x"),
    ):
        with pytest.raises(ProblemError, match="ISIAN"):
            reverse(refused, tanggal=on_day(day), alasan=reason)
