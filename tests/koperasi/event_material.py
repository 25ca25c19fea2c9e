"""Everyday events, each ready to be booked with a few words of its own changed."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.koperasi.drafting import draft_entry
from kkmp_ledger.koperasi.events import kas
from kkmp_ledger.koperasi.events import modal
from kkmp_ledger.koperasi.events import usaha
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
