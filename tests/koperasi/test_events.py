"""Everyday events: what each books, to the account, and what each refuses."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.events import modal
from kkmp_ledger.koperasi.events.registry import EVENTS
from kkmp_ledger.koperasi.events.registry import event_of
from tests.koperasi.event_material import DAY
from tests.koperasi.event_material import EMPTY
from tests.koperasi.event_material import HELD
from tests.koperasi.event_material import LEFT
from tests.koperasi.event_material import OWED
from tests.koperasi.event_material import SHU_OWED
from tests.koperasi.event_material import accrued
from tests.koperasi.event_material import asset
from tests.koperasi.event_material import bayar_utang
from tests.koperasi.event_material import beban
from tests.koperasi.event_material import beli
from tests.koperasi.event_material import bunga
from tests.koperasi.event_material import counted
from tests.koperasi.event_material import draw
from tests.koperasi.event_material import hibah
from tests.koperasi.event_material import join
from tests.koperasi.event_material import kind_of
from tests.koperasi.event_material import leave
from tests.koperasi.event_material import loan
from tests.koperasi.event_material import pajak
from tests.koperasi.event_material import pay_left
from tests.koperasi.event_material import pay_out
from tests.koperasi.event_material import prepaid
from tests.koperasi.event_material import setor
from tests.koperasi.event_material import shu_paid
from tests.koperasi.event_material import stocked
from tests.koperasi.event_material import transfer
from tests.koperasi.example import asset_row
from tests.koperasi.example import book_of
from tests.koperasi.example import books
from tests.koperasi.example import names
from tests.koperasi.example import on_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.koperasi.events.registry import Listed


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
    (setor, "setor-simpanan", ["Aset:Kas:Kantor 9", "Ekuitas:Simpanan:Wajib:A0001 -9"]),
    (draw, "tarik-simpanan", ["Liabilitas:Simpanan:Sukarela:A0001 9", "Aset:Kas:Kantor -9"]),
    (
        partial(leave, HELD),
        "keluar",
        [
            "Ekuitas:Simpanan:Wajib:A0001 9",
            "Liabilitas:Simpanan:Sukarela:A0001 4",
            "Liabilitas:Anggota-Keluar:A0001 -13",
        ],
    ),
    (
        partial(pay_left, LEFT),
        "bayar-keluar",
        ["Liabilitas:Anggota-Keluar:A0001 9", "Aset:Kas:Kantor -9"],
    ),
    (asset, "aset", ["Aset:Tetap:Mesin-dan-Peralatan 9600", "Aset:Bank:BRI -9600"]),
    (prepaid, "dibayar-di-muka", ["Aset:Dibayar-di-Muka:Sewa 1200", "Aset:Kas:Kantor -1200"]),
    (counted, "selisih-kas", ["Aset:Kas:Toko 5", "Beban:Selisih-Kas -5"]),
    (
        stocked,
        "opname",
        ["Beban:Susut-Barang:Sembako -4", "Aset:Persediaan:Sembako 4"],
    ),
    (
        partial(shu_paid, book_of(SHU_OWED)),
        "bayar-shu",
        ["Liabilitas:SHU-Anggota:A0001 700", "Aset:Kas:Kantor -700"],
    ),
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
    assert not {"oleh", "dicatat", "bukti"} & set(draft.meta)
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
    (partial(setor, jumlah=0), "jumlah 0 tidak lebih dari nol"),
    (
        partial(draw, simpanan="wajib"),
        "simpanan wajib tidak dapat ditarik selama A0001 menjadi anggota",
    ),
    (partial(join, nama=" "), "nama anggota kosong"),
    (partial(join, nomor="0001"), "nomor anggota tidak berbentuk A0001"),
    (partial(leave, alasan=" "), "alasan kosong"),
    (pay_left, "tidak ada utang kepada anggota keluar A0001 pada 31 Juli 2025"),
    (partial(asset, nama=" "), "nama aset kosong"),
    (partial(prepaid, bulan=0), "jumlah bulan 0"),
    (partial(counted, jumlah=-1), "hasil hitung -1 di bawah nol"),
    (partial(stocked, nilai=-1), "hasil hitung -1 di bawah nol"),
    (shu_paid, "tidak ada SHU yang belum dibayar kepada A0001 pada 31 Juli 2025"),
]
REGISTERED: list[tuple[Callable[[], list[str]], list[str]]] = [
    (join, ["A0004 2025-07-31 masuk"]),
    (partial(join, nomor="a0009"), ["A0009 2025-07-31 masuk"]),
]


@pytest.mark.parametrize(("recipe", "rows"), REGISTERED)
def test_what_the_register_gets(recipe: Callable[[], list[str]], rows: list[str]) -> None:
    assert recipe() == rows


@pytest.mark.parametrize("listed", EVENTS, ids=lambda e: e.path)
def test_every_event_stands_in_the_tables(listed: Listed) -> None:
    """An event that is added without its rows is seen: what it books, and what it refuses."""
    kind = event_of(listed.path)
    booked = {kind_of(row[0]) for row in BOOKED} | {kind_of(row[0]) for row in REGISTERED}
    assert kind in booked, "BOOKED"
    assert kind in {kind_of(recipe) for recipe, _ in REFUSED}, "REFUSED"


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
    paid = shu_paid(book_of(SHU_OWED), anggota="a0001")
    with pytest.raises(ProblemError, match="tidak ada SHU yang belum dibayar kepada A0001"):
        shu_paid(book_of(SHU_OWED, paid))
