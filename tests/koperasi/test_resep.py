"""Everyday recipes: what each books, to the account, and what each refuses."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi import resep_kas as kas
from kkmp_ledger.koperasi import resep_usaha as usaha
from kkmp_ledger.koperasi.resep import draft_entry
from kkmp_ledger.koperasi.undo import reverse
from tests.koperasi.example import asset_row
from tests.koperasi.example import book_of
from tests.koperasi.example import names
from tests.koperasi.example import on_day

if TYPE_CHECKING:
    from collections.abc import Callable

S = names()
DAY = on_day("2025-07-31")
EMPTY = book_of()

beban = partial(usaha.beban, S, tanggal=DAY, jenis_beban="Beban kepegawaian", jumlah=9)
beban = partial(beban, dari="Kas Kantor", uraian="gaji")
beli = partial(usaha.beli, S, tanggal=DAY, unit="sembako", jumlah=9, pemasok="P", dari="Kas Toko")
bayar_utang = partial(usaha.bayar_utang, S, tanggal=DAY, unit="Gerai Sembako", jumlah=9)
bayar_utang = partial(bayar_utang, pemasok="P", dari="Kas Toko")
transfer = partial(kas.setor_bank, S, tanggal=DAY, jumlah=9, dari="Kas Toko", ke="Bank BRI")
pay_out = partial(kas.pencairan, S, tanggal=DAY, akuirer="QRIS BRI", bruto=1000, ke="Bank BRI")
hibah = partial(kas.hibah, S, tanggal=DAY, jumlah=9, pihak="Kota", uraian="u", ke="Bank BRI")
pinjam = partial(kas.pinjaman, S, tanggal=DAY, jumlah=9, pihak="Bank BRI", ke="Bank BRI")
bunga = partial(kas.bunga_bank, S, tanggal=DAY, bank="Bank BRI", bruto=Decimal("10.25"))
pajak = partial(kas.bayar_pajak, S, tanggal=DAY, jumlah=9, dari="Kas Kantor")
akrual = partial(usaha.bayar_akrual, S, tanggal=DAY, jumlah=9, dari="Kas Kantor", uraian="u")

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
    (akrual, "beban", ["Liabilitas:Beban-Akrual 9", "Aset:Kas:Kantor -9"]),
    (beli, "beli", ["Aset:Persediaan:Sembako 9", "Aset:Kas:Toko -9"]),
    (
        partial(beli, unit="Apotek", dari="Utang"),
        "beli",
        ["Aset:Persediaan:Apotek 9", "Liabilitas:Utang-Usaha:Apotek -9"],
    ),
    (bayar_utang, "bayar-utang", ["Liabilitas:Utang-Usaha:Sembako 9", "Aset:Kas:Toko -9"]),
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
    (pinjam, "pinjaman", ["Aset:Bank:BRI 9", "Liabilitas:Utang-Bank -9"]),
    (
        partial(pinjam, pemberi="pihak-ketiga"),
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
    (pajak, "bayar-pajak", ["Liabilitas:Utang-Pajak:PPh-Final 9", "Aset:Kas:Kantor -9"]),
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
    (partial(pinjam, pihak=" "), "pemberi pinjaman kosong"),
    (partial(bunga, bank="Kas Toko"), 'rekening bank "Kas Toko" tidak ada'),
    (partial(bunga, pajak=11), "pajak 11 dari bunga 10,25"),
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
        S.box(nama)
    assert caught.value.problems[0].hint == hint


def compute(
    book: list[Draft], kotak: str, jumlah: int | Decimal
) -> tuple[list[str], tuple[str, Decimal]]:
    draft, count = kas.hitung_kas(
        S, book_of(*book), tanggal=DAY, kotak=kotak, jumlah=jumlah, lembar="BA-01"
    )
    assert (count.counted, dict(count.meta)) == (DAY, {"lembar": "BA-01"})
    return (asset_row(draft) if draft else []), (count.akun, count.jumlah)


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


def opname(book: list[Draft], unit: str, nilai: int, day: str = "2025-07-31") -> list[str]:
    draft, count = usaha.opname(
        S, book_of(*book), tanggal=on_day(day), unit=unit, nilai=nilai, lembar="OP-1"
    )
    assert count.jumlah == nilai
    assert draft is None or draft.meta == {"lembar": "OP-1"}
    return asset_row(draft) if draft else []


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
    return draft_entry(S, tanggal=on_day(day), jenis="jual", uraian="jual", legs_=legs)


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
    first, _ = usaha.opname(
        S, book_of(*stand), tanggal=DAY, unit="apotek", nilai=600, lembar="OP-1"
    )
    assert first is not None
    later = [*stand, first, jual("2025-08-02", 50, 150)]
    assert opname(later, "apotek", 200, "2025-08-31") == [
        "Beban:HPP:Anggota:Apotek 100",
        "Beban:HPP:Non-Anggota:Apotek 300",
        "Aset:Persediaan:Apotek -400",
    ]


def test_an_asset_and_a_prepaid_cost_bring_their_row() -> None:
    draft, row = usaha.aset(
        S,
        tanggal=DAY,
        nama="Freezer",
        akun="Mesin dan peralatan",
        jumlah=9_600,
        bulan=96,
        dari="Bank BRI",
    )
    assert (draft.jenis, draft.uraian) == ("aset", "Freezer")
    assert asset_row(draft) == ["Aset:Tetap:Mesin-dan-Peralatan 9600", "Aset:Bank:BRI -9600"]
    assert (row.contra, row.beban, row.month) == (
        "Aset:Akumulasi-Penyusutan",
        "Beban:Penyusutan",
        96,
    )
    _, software = usaha.aset(
        S,
        tanggal=DAY,
        nama="Aplikasi",
        akun="Aset tak berwujud",
        jumlah=9,
        bulan=3,
        dari="Bank BRI",
    )
    assert (software.contra, software.beban) == ("Aset:Akumulasi-Amortisasi", "Beban:Amortisasi")
    ahead = partial(
        usaha.dibayar_di_muka,
        S,
        tanggal=DAY,
        nama="Sewa toko",
        akun="Sewa dibayar di muka",
        beban="Beban sewa",
        jumlah=1_200,
        dari="Kas Kantor",
    )
    draft, row = ahead(bulan=12)
    assert asset_row(draft) == ["Aset:Dibayar-di-Muka:Sewa 1200", "Aset:Kas:Kantor -1200"]
    assert (draft.jenis, row.jenis, row.contra, row.credit) == (
        "dibayar-di-muka",
        "muka",
        "",
        "Aset:Dibayar-di-Muka:Sewa",
    )
    with pytest.raises(ProblemError, match="jumlah bulan 0"):
        ahead(bulan=0)


def test_shu_is_paid_as_far_as_it_is_owed() -> None:
    shu = [("Ekuitas:SHU:Dibagikan:2025", 700), ("Liabilitas:SHU-Anggota:A0001", -700)]
    owed = draft_entry(S, tanggal=DAY, jenis="pembagian-shu", uraian="RAT", legs_=shu)
    pay = partial(usaha.bayar_shu, S, tanggal=DAY, nomor="A0001", dari="Kas Kantor")
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
