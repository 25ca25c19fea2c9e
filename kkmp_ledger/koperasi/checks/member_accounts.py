"""Rules of members' accounts: who is registered, and what may be booked for him on which day."""

from __future__ import annotations

from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.koperasi.checks.context import ZERO
from kkmp_ledger.koperasi.checks.rule_words import account_words
from kkmp_ledger.koperasi.checks.rule_words import amount_text
from kkmp_ledger.schema.chart import ASET
from kkmp_ledger.schema.chart import EKUITAS
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.koperasi.checks.context import Context
    from kkmp_ledger.koperasi.checks.context import Series
    from kkmp_ledger.schema.chart import Akun

# What the cooperative owes a leaver, and his SHU, are settled after he has gone.
_AFTER_KELUAR = frozenset({Role.ANGGOTA_KELUAR, Role.SHU_ANGGOTA})


def anggota_active(entry: Entry, context: Context) -> Iterator[Problem]:
    """ANGGOTA-TIDAK-AKTIF: a member's accounts move only while he is a member.

    The leaving entry may touch them on the day of leaving; settling what was left may be later.
    """
    for m in entry.movements:
        if m.akun[-1].isdigit():  # cheap: only members' and years' accounts end in a digit
            akun = context.chart.akun(m.akun)
            if akun is not None and akun.anggota and not _may(entry, m, akun, context):
                problem = context.register.problems(akun.anggota, _day(entry), m.place)
                if problem and problem.code == "ANGGOTA-TIDAK-AKTIF":
                    yield problem


def _day(entry: Entry) -> date:
    """The day that counts: opening balances show the morning after."""
    return entry.tanggal + timedelta(days=1) if entry.jenis == SALDO_AWAL else entry.tanggal


def _may(entry: Entry, m: Movement, akun: Akun, context: Context) -> bool:
    role, nomor = akun.template.peran, akun.anggota
    if role in _AFTER_KELUAR:
        return True
    if role is Role.PIUTANG_BON and m.jumlah < 0:
        return True  # he pays what he owes
    if role is Role.SIMPANAN_SUKARELA and m.jumlah > 0:
        return True  # he is paid his own savings
    if context.register.active(nomor, _day(entry)):
        return True
    left = {term.keluar for term in context.register.memberships(nomor)}
    return entry.jenis == "keluar" and entry.tanggal in left


def anggota_registered(series: Series, context: Context) -> Iterator[Problem]:
    """ANGGOTA-ASING: a member's account belongs to a number of the register."""
    nomor = series.akun.anggota if series.akun else ""
    if nomor and series.points and not context.register.registered(nomor):
        fact = f"{account_words(series.akun, series.nama)}: nomor {nomor} tidak terdaftar"
        hint = "periksa nomornya di kkmp anggota daftar, atau daftarkan dengan kkmp anggota tambah"
        yield Problem("ANGGOTA-ASING", fact, hint, series.points[0].place)


def simpanan_not_negative(series: Series, _: Context) -> Iterator[Problem]:
    """SIMPANAN-NEGATIF: what is owed to a member never falls below 0, told where it crosses."""
    akun = series.akun
    if akun is None or not akun.anggota or akun.root == ASET:
        return
    for points, before, after in series.daily_balances():
        if after < 0 <= before:
            fact = f"{account_words(akun, series.nama)} menjadi {amount_text(after)}"
            yield Problem("SIMPANAN-NEGATIF", fact, _hint(akun.template.peran), points.place)


def _hint(role: Role | None) -> str:
    if role is Role.SIMPANAN_SUKARELA or role in _AFTER_KELUAR:
        return "bayar paling banyak sebesar saldonya; bila salah tanda, balik tandanya"
    return (
        "bila anggota keluar, catat pengembaliannya di tanggal keluar;"
        " bila salah tanda, balik tandanya"
    )


def pokok_as_in_adart(series: Series, context: Context) -> Iterator[Problem]:
    """POKOK-BEDA: pokok is nothing or the amount of the AD/ART in force that day.

    It is paid once and returned whole, so no other balance stands at the end of a day on which
    it moved. A later rise does not reach back to who has paid.
    """
    if series.akun is None or series.akun.template.peran is not Role.SIMPANAN_POKOK:
        return
    oldest = context.koperasi.simpanan[0]
    for points, _, after in series.daily_balances():
        rule = context.koperasi.simpanan.at(points.tanggal) or oldest
        if after > 0 and after != rule.pokok:
            fact = (
                f"{account_words(series.akun, series.nama)} menjadi {amount_text(after)},"
                f" seharusnya {amount_text(ZERO + rule.pokok)} sejak {long_date(rule.sejak)}"
            )
            hint = "pokok disetor sekaligus; selebihnya catat sebagai wajib atau sukarela"
            yield Problem("POKOK-BEDA", fact, hint, points.place)


def emptied_on_leaving(series: Series, context: Context) -> Iterator[Problem]:
    """SIMPANAN-SISA: on the evening of leaving nothing is left in the member's equity accounts."""
    akun = series.akun
    if akun is None or not akun.anggota or akun.root != EKUITAS or not series.points:
        return
    term = context.register.memberships(akun.anggota)
    first = series.points[0].tanggal
    for one, later in zip_longest(term, term[1:]):
        if one.keluar is None or (later and one.keluar < later.masuk <= first):
            continue  # what was carried in belongs to the later membership
        left, shown = series.opening * series.sign, series.points[-1]
        for points, _, after in series.daily_balances():
            if points.tanggal > one.keluar:
                break
            left, shown = after, points
        if left > 0:
            fact = (
                f"{account_words(akun, series.nama)} masih {amount_text(left)}"
                f" sesudah keluar pada {long_date(one.keluar)}"
            )
            hint = (
                f"catat keluarnya dengan kkmp anggota keluar {akun.anggota},"
                " atau hapus baris keluarnya dari anggota.csv"
            )
            yield Problem("SIMPANAN-SISA", fact, hint, shown.place)
