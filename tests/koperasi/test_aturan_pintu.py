"""The door sees what a whole check sees: adding entries shows the same new problems either way."""

from __future__ import annotations

from collections import Counter
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Place
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.book.model import Assertion
from kkmp_ledger.book.model import Entry
from kkmp_ledger.book.model import FileText
from kkmp_ledger.book.model import Movement
from kkmp_ledger.book.model import Opening
from kkmp_ledger.book.model import jumlah_di_bawah
from kkmp_ledger.koperasi.aturan.model import SELAMANYA
from kkmp_ledger.koperasi.aturan.model import susun_deret
from kkmp_ledger.koperasi.aturan.periksa import DERET
from kkmp_ledger.koperasi.aturan.periksa import ENTRI
from kkmp_ledger.koperasi.aturan.periksa import SALDO
from kkmp_ledger.koperasi.aturan.periksa import periksa_akun
from kkmp_ledger.koperasi.aturan.periksa import periksa_entri_baru
from kkmp_ledger.koperasi.aturan.periksa import periksa_semua
from tests.koperasi.bahan_aturan import konteks

if TYPE_CHECKING:
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.koperasi.aturan.model import Konteks

AKUN = (
    "Aset:Kas:Kantor",
    "Ekuitas:Simpanan:Pokok:A0001",
    "Ekuitas:Simpanan:Wajib:A0002",
    "Liabilitas:Simpanan:Sukarela:A0002",
    "Ekuitas:Simpanan:Wajib:A0009",
    "Aset:Kas:Tiada",
)
INDUK = ("Ekuitas:Simpanan:Wajib", "Ekuitas:Simpanan:Pokok")
MULAI = date(2025, 11, 1)
BUKA = [Opening(MULAI, akun, {}, Place("akun.gen.beancount", 1)) for akun in (*AKUN, *INDUK)]
KODE_PINTU = {kode for rules in (ENTRI, DERET, SALDO) for r in rules for kode in r.kode}

hari = st.integers(0, 120).map(lambda n: MULAI + timedelta(days=n))
jumlah = st.sampled_from([-60_000, -50_000, -10_000, 10_000, 50_000])
kaki = st.lists(st.tuples(st.sampled_from(AKUN), jumlah), min_size=1, max_size=2)
entri = st.tuples(hari, kaki)
nyata = st.tuples(hari, st.sampled_from((*AKUN, *INDUK)), st.sampled_from([0, -10_000, 50_000]))


def satu(number: int, day: date, legs: list[tuple[str, int]]) -> Entry:
    bukti = f"SP-D0001-{number:04d}"
    rest = ("Liabilitas:Lancar-Lain", -sum(amount for _, amount in legs))
    moves = tuple(
        Movement(
            day, akun, Decimal(amount), "", bukti, "koreksi", "", Place("s.gen.beancount", number)
        )
        for akun, amount in (*legs, rest)
    )
    place = Place("s.gen.beancount", number)
    return Entry(
        day, bukti, "koreksi", "Uji", "", {"jenis": "koreksi"}, moves, place, (bukti,)
    )  # fmt: skip


def buku(entries: list[Entry], assertions: list[Assertion]) -> Buku:
    extra = Opening(MULAI, "Liabilitas:Lancar-Lain", {}, Place("akun.gen.beancount", 1))
    return Buku(
        [FileText("s.gen.beancount", "", tuple(entries), tuple(assertions), (*BUKA, extra), (), ())]
    )


def akun_disentuh(book: Buku, new: list[Entry], context: Konteks) -> list[Problem]:
    """What the door asks: touched accounts from the first new day, with what was carried in."""
    start = min(e.tanggal for e in new)
    touched = {m.akun for e in new for m in e.movements}
    parents = {akun.rpartition(":")[0] for akun in touched}
    moves = [m for m in book.movements(Period(start, date.max)) if m.akun in touched]
    stated = [
        (a, jumlah_di_bawah(book.saldo(a.tanggal), a.akun))
        for a in book.assertions(SELAMANYA)
        if a.akun in touched | parents and a.tanggal > start
    ]
    return periksa_akun(susun_deret(moves, context.chart, book.saldo(start)), stated, context)


def hitung(problems: list[Problem]) -> Counter[tuple[str, str]]:
    """A whole book's own rules are left out: the door leaves them, too."""
    return Counter((p.code, p.fact) for p in problems if p.code in KODE_PINTU)


@settings(max_examples=150, deadline=None)
@given(st.lists(entri, max_size=8), st.lists(entri, min_size=1, max_size=3), st.lists(nyata))
def test_the_door_finds_every_problem_that_new_entries_add(
    lama: list[tuple[date, list[tuple[str, int]]]],
    baru: list[tuple[date, list[tuple[str, int]]]],
    saldo: list[tuple[date, str, int]],
) -> None:
    old = [satu(n, *e) for n, e in enumerate(lama, 1)]
    new = [satu(100 + n, *e) for n, e in enumerate(baru)]
    stated = [
        Assertion(day, akun, Decimal(amount), {}, Place("s.gen.beancount", 900 + n))
        for n, (day, akun, amount) in enumerate(saldo)
    ]
    before, after = buku(old, stated), buku([*old, *new], stated)
    context = konteks().dengan_buka(after)
    whole = hitung(periksa_semua(after, context)) - hitung(periksa_semua(before, context))
    door = hitung(periksa_entri_baru(new, context))
    door += hitung(akun_disentuh(after, new, context)) - hitung(akun_disentuh(before, new, context))
    # An account that was wrong before is told again where it is used again: never less, then.
    assert not whole - door
