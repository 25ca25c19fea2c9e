"""Everyday events, each ready to be booked with a few words of its own changed."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.koperasi.drafting import draft_entry
from kkmp_ledger.koperasi.events import hitungan
from kkmp_ledger.koperasi.events import kas
from kkmp_ledger.koperasi.events import keanggotaan
from kkmp_ledger.koperasi.events import modal
from kkmp_ledger.koperasi.events import simpanan
from kkmp_ledger.koperasi.events import usaha
from kkmp_ledger.koperasi.events.shu import BayarShu
from tests.koperasi.example import book_of
from tests.koperasi.example import books
from tests.koperasi.example import names
from tests.koperasi.example import on_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.text_book import TextBook
    from kkmp_ledger.koperasi.events.event import Event

DAY = on_day("2025-07-31")
EMPTY = book_of()


# Which event a recipe of the tables below is of: each event must stand in them.
KINDS: dict[Callable[..., object], type[Event]] = {}


def event(kind: type[Event], **said: Any) -> Callable[..., Draft]:
    """The one draft that the event books on the day, on an empty book unless one is given."""

    def draft(ledger: TextBook = EMPTY, tanggal: date = DAY, **other: Any) -> Draft:
        (found,) = kind(**{**said, **other}).plan(books(ledger), tanggal).drafts
        return found

    KINDS[draft] = kind
    return draft


def registered(kind: type[Event], **said: Any) -> Callable[..., list[str]]:
    """The rows that an event puts into the register of members, where it books no entry."""

    def rows(tanggal: date = DAY, **other: Any) -> list[str]:
        plan = kind(**{**said, **other}).plan(books(EMPTY), tanggal)
        assert not plan.drafts
        return [f"{p.nomor} {p.tanggal} {p.peristiwa}" for p in plan.peristiwa]

    KINDS[rows] = kind
    return rows


def kind_of(recipe: Callable[..., object]) -> type[Event]:
    """The event whose row of a table it is."""
    while isinstance(recipe, partial):
        recipe = recipe.func
    return KINDS[recipe]


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
setor = event(simpanan.Setoran, anggota="a0001", simpanan="wajib", jumlah=9, ke="Kas Kantor")
draw = event(simpanan.Penarikan, anggota="A0001", simpanan="sukarela", jumlah=9, dari="Kas Kantor")
join = registered(keanggotaan.AnggotaMasuk, nama="Warga Karangan 9")
leave = event(keanggotaan.AnggotaKeluar, anggota="A0001", alasan="pindah")
pay_left = event(simpanan.BayarKeluar, anggota="A0001", dari="Kas Kantor")
asset = event(
    modal.Aset, jumlah=9_600, nama="Freezer", akun="Mesin dan peralatan", bulan=96,
    dari="Bank BRI",
)  # fmt: skip
prepaid = event(
    modal.DibayarDiMuka, jumlah=1_200, nama="Sewa toko", akun="Sewa dibayar di muka",
    beban="Beban sewa", bulan=12, dari="Kas Kantor",
)  # fmt: skip
counted = event(hitungan.HitungKas, box="Kas Toko", jumlah=5, paper="BA-1", alasan="x", witness="y")
stocked = event(hitungan.Opname, unit="sembako", nilai=4, paper="BA-2", alasan="x", witness="y")
shu_paid = event(BayarShu, anggota="A0001", dari="Kas Kantor")
SHU_OWED = draft_entry(
    names().chart,
    tanggal=DAY,
    jenis="pembagian-shu",
    uraian="RAT",
    legs=[("Ekuitas:SHU:Dibagikan:2025", 700), ("Liabilitas:SHU-Anggota:A0001", -700)],
)
HELD = book_of(setor(), setor(simpanan="sukarela", jumlah=4))
LEFT = book_of(setor(), leave(book_of(setor())))
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
