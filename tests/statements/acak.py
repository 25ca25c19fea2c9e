"""Random balanced books over the whole chart, as hypothesis draws them."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from kkmp_ledger.base.problem import Place
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.book.model import Entry
from kkmp_ledger.book.model import FileText
from kkmp_ledger.book.model import Movement
from kkmp_ledger.spec.chart import bagan
from tests.statements.buku import UNIT
from tests.statements.buku import koperasi

if TYPE_CHECKING:
    from collections.abc import Sequence

PENUH = koperasi(*UNIT)
BAGAN = bagan(PENUH)
MULAI = PENUH.mulai
ANGGOTA = ("A0001", "A0002", "A0003")
# Every account that a book of this cooperative may touch.
SEMUA = (
    *(a.nama for a in BAGAN.tetap()),
    *(akun for nomor in ANGGOTA for akun in BAGAN.akun_anggota(nomor)),
    *BAGAN.akun_tahun(2025),
)
NERACA = tuple(a for a in SEMUA if a.partition(":")[0] in ("Aset", "Liabilitas", "Ekuitas"))
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
BARIS = ("", "", "", "pembayaran_beban_usaha", "pembelian_aset_tetap", "pinjaman", "hibah")
Kaki = tuple[tuple[str, Decimal, str], ...]

_hari = st.integers(0, (date(2026, 12, 31) - MULAI).days).map(lambda n: MULAI + timedelta(n))
_rupiah = st.integers(-5_000_000, 5_000_000).map(Decimal)


def _seimbang(legs: Sequence[tuple[str, Decimal, str]], last: str) -> Kaki:
    total = sum((amount for _, amount, _ in legs), Decimal())
    return (*legs, (last, -total, ""))


def _umum(accounts: Sequence[str]) -> st.SearchStrategy[Kaki]:
    akun = st.sampled_from(accounts)
    leg = st.tuples(akun, _rupiah, st.sampled_from(BARIS))
    return st.builds(_seimbang, st.lists(leg, min_size=1, max_size=5), akun)


def _bank() -> st.SearchStrategy[Kaki]:
    """Interest, tax and fees: sen on the bank and on its income or expense, nowhere else."""
    sen = st.integers(-99_999_999, 99_999_999).map(lambda n: Decimal(n).scaleb(-2))
    leg = st.tuples(st.sampled_from(SEN), sen, st.sampled_from(BARIS[:4]))
    whole = st.lists(st.tuples(st.sampled_from(SEMUA), _rupiah, st.just("")), max_size=1)
    legs = st.builds(lambda a, b: [*a, *b], st.lists(leg, min_size=1, max_size=3), whole)
    return st.builds(_seimbang, legs, st.sampled_from(BANK))


def _entri(tanggal: date, jenis: str, kaki: Kaki, nomor: int, membalik: str = "") -> Entry:
    bukti, place = f"KS-{nomor:04d}", Place("acak.beancount", nomor)
    meta = {"membalik": membalik} if membalik else {}
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
            meta={"arus_kas": said}
            if said and not akun.startswith(("Aset:Kas:", "Aset:Bank:"))
            else {},
        )
        for akun, amount, said in kaki
    )
    return Entry(tanggal, bukti, jenis, "acak", "", meta, moves, place)


def _kaki(entry: Entry) -> Kaki:
    return tuple((m.akun, -m.jumlah, str(m.meta.get("arus_kas", ""))) for m in entry.movements)


@st.composite
def buku_acak(draw: st.DrawFn) -> Buku:
    """A balanced book of two years: openings, anything, bank interest with sen, reversals."""
    entries = [
        _entri(MULAI - timedelta(1), SALDO_AWAL, kaki, i)
        for i, kaki in enumerate(draw(st.lists(_umum(NERACA), max_size=2)))
    ]
    found = draw(
        st.lists(
            st.tuples(_hari, st.sampled_from(JENIS), st.one_of(_umum(SEMUA), _bank())), max_size=14
        )
    )
    for i, (hari, jenis, kaki) in enumerate(found, len(entries)):
        entries.append(_entri(hari, jenis, kaki, i))
    for place in draw(st.lists(st.integers(0, 40), max_size=3)):
        booked = [e for e in entries if e.jenis != SALDO_AWAL and not e.membalik]
        if booked:
            asal = booked[place % len(booked)]
            hari = max(asal.tanggal, draw(_hari))
            nomor = len(entries)
            entries.append(_entri(hari, asal.jenis, _kaki(asal), nomor, asal.bukti))
    return jadi_buku(entries)


def jadi_buku(entries: Sequence[Entry]) -> Buku:
    """A book of entries that never stood in a file."""
    file = FileText("acak.beancount", "", tuple(entries), (), (), (), ())
    assert all(sum(m.jumlah for m in e.movements) == 0 for e in entries)
    return Buku([file])
