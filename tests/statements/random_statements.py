"""Random balanced books over the whole chart, as hypothesis draws them."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from kkmp_ledger.base.problem import Place
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.book.model import Entry
from kkmp_ledger.book.model import FileText
from kkmp_ledger.book.model import Movement
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.schema.chart import chart_of
from tests.statements.books import UNIT
from tests.statements.books import koperasi

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL = koperasi(*UNIT)
CHART = chart_of(FULL)
MULAI = FULL.pembukuan_sejak
ANGGOTA = ("A0001", "A0002", "A0003")
# Every account that a book of this cooperative may touch.
ALL = (
    *(a.nama for a in CHART.fixed()),
    *(akun for nomor in ANGGOTA for akun in CHART.member_accounts(nomor)),
    *CHART.year_accounts(2025),
)
NERACA = tuple(a for a in ALL if a.partition(":")[0] in ("Aset", "Liabilitas", "Ekuitas"))
BANK = ("Aset:Bank:BRI", "Aset:Bank:Jateng")
SEN = (
    "Pendapatan:Hasil-Investasi",
    "Beban:Administrasi-Bank",
    "Beban:Bunga-Pinjaman",
    "Beban:Pajak-Bunga",
)
JENIS = (
    "setor-simpanan",
    "keluar",
    "jual",
    "beban",
    "pembagian-shu",
    "shu-ke-simpanan",
    "koreksi",
    "penyesuaian",
)
ROW = ("", "", "", "pembayaran_beban_usaha", "pembelian_aset_tetap", "pinjaman", "hibah")
Leg = tuple[tuple[str, Decimal, str], ...]

_day = st.integers(0, (date(2026, 12, 31) - MULAI).days).map(lambda n: MULAI + timedelta(n))
_rupiah = st.integers(-5_000_000, 5_000_000).map(Decimal)


def _balanced(legs: Sequence[tuple[str, Decimal, str]], last: str) -> Leg:
    total = sum((amount for _, amount, _ in legs), Decimal())
    return (*legs, (last, -total, ""))


def _general(accounts: Sequence[str]) -> st.SearchStrategy[Leg]:
    akun = st.sampled_from(accounts)
    leg = st.tuples(akun, _rupiah, st.sampled_from(ROW))
    return st.builds(_balanced, st.lists(leg, min_size=1, max_size=5), akun)


def _bank() -> st.SearchStrategy[Leg]:
    """Interest, tax and fees: sen on the bank and on its income or expense, nowhere else."""
    sen = st.integers(-99_999_999, 99_999_999).map(lambda n: Decimal(n).scaleb(-2))
    leg = st.tuples(st.sampled_from(SEN), sen, st.sampled_from(ROW[:4]))
    whole = st.lists(st.tuples(st.sampled_from(ALL), _rupiah, st.just("")), max_size=1)
    legs = st.builds(lambda a, b: [*a, *b], st.lists(leg, min_size=1, max_size=3), whole)
    return st.builds(_balanced, legs, st.sampled_from(BANK))


def _entry(tanggal: date, jenis: str, leg: Leg, nomor: int, membalik: str = "") -> Entry:
    bukti, place = f"KS-{nomor:04d}", Place("acak.beancount", nomor)
    moves = tuple(
        Movement(
            tanggal=tanggal,
            akun=akun,
            jumlah=amount,
            anggota="A0001" if akun.startswith("Pendapatan:Anggota:") else "",
            bukti=bukti,
            jenis=jenis,
            membalik=membalik,
            place=place,
            arus_kas="" if akun.startswith(("Aset:Kas:", "Aset:Bank:")) else said,
        )
        for akun, amount, said in leg
    )
    return Entry(tanggal, bukti, jenis, "acak", "", {}, moves, place, membalik=membalik)


def _leg(entry: Entry) -> Leg:
    return tuple((m.akun, -m.jumlah, m.arus_kas) for m in entry.movements)


@st.composite
def random_book(draw: st.DrawFn) -> TextBook:
    """A balanced book of two years: openings, anything, bank interest with sen, reversals."""
    entries = [
        _entry(MULAI - timedelta(1), SALDO_AWAL, leg, i)
        for i, leg in enumerate(draw(st.lists(_general(NERACA), max_size=2)))
    ]
    found = draw(
        st.lists(
            st.tuples(_day, st.sampled_from(JENIS), st.one_of(_general(ALL), _bank())), max_size=14
        )
    )
    for i, (day, jenis, leg) in enumerate(found, len(entries)):
        entries.append(_entry(day, jenis, leg, i))
    for place in draw(st.lists(st.integers(0, 40), max_size=3)):
        booked = [e for e in entries if e.jenis != SALDO_AWAL and not e.membalik]
        if booked:
            origin = booked[place % len(booked)]
            day = max(origin.tanggal, draw(_day))
            nomor = len(entries)
            entries.append(_entry(day, origin.jenis, _leg(origin), nomor, origin.bukti))
    return into_book(entries)


def into_book(entries: Sequence[Entry]) -> TextBook:
    """A book of entries that never stood in a file."""
    file = FileText("acak.beancount", "", tuple(entries), (), (), (), ())
    assert all(sum(m.jumlah for m in e.movements) == 0 for e in entries)
    return TextBook([file])
