"""Rules of every entry: complete, balanced, in whole rupiah, dated inside the book."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.koperasi.checks.context import ZERO
from kkmp_ledger.koperasi.checks.rule_words import account_words
from kkmp_ledger.koperasi.checks.rule_words import amount_text
from kkmp_ledger.koperasi.checks.rule_words import entry_name
from kkmp_ledger.koperasi.checks.rule_words import nearest
from kkmp_ledger.koperasi.checks.vocabulary import DIRECTIONS
from kkmp_ledger.koperasi.checks.vocabulary import JENIS
from kkmp_ledger.koperasi.checks.vocabulary import PENYESUAIAN
from kkmp_ledger.koperasi.checks.vocabulary import machine_made
from kkmp_ledger.schema.chart import CREDIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.koperasi.checks.context import Context

_SEN = 100


def completeness(entry: Entry, _: Context) -> Iterator[Problem]:
    """ENTRI-KURANG: each entry has its kind and one number; by hand also who, when, and why."""
    missing = [] if entry.jenis else ["jenis"]
    if not entry.links:
        missing.append("nomor bukti")
    if not machine_made(entry.place.path):
        # A `dicatat` of a wrong form is there; it was told when it was read.
        wanted = {"oleh": entry.oleh, "dicatat": entry.meta.get("dicatat")}
        if entry.membalik:
            wanted["alasan"] = entry.alasan
        missing += (key for key, said in wanted.items() if not said)
    if missing:
        words = ", ".join(missing)
        fact = f"{entry_name(entry)} tanpa {words}"
        hint = f"tambahkan {words} pada entri ini, atau catat dengan kkmp catat"
        yield Problem("ENTRI-KURANG", fact, hint, entry.place)
    if len(entry.links) > 1:
        fact = f"{entry_name(entry)} bernomor bukti lebih dari satu: {', '.join(entry.links)}"
        hint = "sisakan satu nomor; rujukan lain tulis di metadata menunjuk atau membalik"
        yield Problem("ENTRI-KURANG", fact, hint, entry.place)
    if entry.jenis and entry.jenis not in JENIS:
        near = nearest(entry.jenis, sorted(JENIS))
        hint = f'maksud Anda "{near}"?' if near else "pakai jenis yang dikenal, misalnya beban"
        fact = f'jenis "{entry.jenis}" pada {entry_name(entry)} tidak dikenal'
        yield Problem("ENTRI-KURANG", fact, hint, entry.place)


def direction(entry: Entry, context: Context) -> Iterator[Problem]:
    """JENIS-ARAH: a kind moves its accounts one way; the other way only in a reversal.

    Each posting of its own, because lists of deposits put it by the kind's way and its sign.
    """
    for way in DIRECTIONS.get(entry.jenis, ()) if not entry.membalik else ():
        wrong = [
            m
            for m in entry.movements
            if m.jumlah * way.side < 0 and context.chart.role(m.akun) in way.roles
        ]
        if wrong and way.net:
            moved = (m.jumlah for m in entry.movements if context.chart.role(m.akun) in way.roles)
            if sum(moved, ZERO) * way.side >= 0:
                continue
        for m in wrong:
            akun = context.chart.akun(m.akun)
            raised = (m.jumlah > 0) != (m.akun.partition(":")[0] in CREDIT)
            fact = (
                f"{entry_name(entry)} berjenis {entry.jenis}, padahal"
                f" {'menambah' if raised else 'mengurangi'} {account_words(akun, m.akun)}"
                f" {amount_text(abs(m.jumlah))}"
            )
            hint = (
                "bila salah tanda, balik tandanya; bila membatalkan entri lain, tulis membalik"
                f" dan alasannya; selain itu pakai jenis {way.instead}"
            )
            yield Problem("JENIS-ARAH", fact, hint, m.place)


def balanced(entry: Entry, _: Context) -> Iterator[Problem]:
    """TIDAK-SEIMBANG: the sum of an entry's amounts is exactly 0."""
    total = sum((m.jumlah for m in entry.movements), ZERO)
    if total:
        fact = f"{entry_name(entry)} tidak seimbang, beda {amount_text(total)}"
        hint = "perbaiki jumlahnya sampai semua baris entri ini berjumlah nol"
        yield Problem("TIDAK-SEIMBANG", fact, hint, entry.place)


def whole_rupiah(entry: Entry, context: Context) -> Iterator[Problem]:
    """RUPIAH-PECAHAN: sen stand only on banks and on their income and costs, as whole sen."""
    for m in entry.movements:
        if m.jumlah % 1:
            akun = context.chart.akun(m.akun)
            if akun is not None and not (akun.template.sen and _whole_sen(m.jumlah)):
                yield _fraction(account_words(akun, m.akun), m.jumlah, m, sen=akun.template.sen)
        if m.hpp is not None and m.hpp % 1:
            yield _fraction(f"hpp pada {m.akun}", m.hpp, m, sen=False)


def _whole_sen(jumlah: Decimal) -> bool:
    return not (jumlah * _SEN) % 1


def _fraction(what: str, jumlah: Decimal, m: Movement, *, sen: bool) -> Problem:
    hint = "tulis paling banyak dua angka sesudah koma" if sen else "tulis rupiah bulat"
    return Problem("RUPIAH-PECAHAN", f"{what} berisi sen: {amount_text(jumlah)}", hint, m.place)


def tanggal_in_book(entry: Entry, context: Context) -> Iterator[Problem]:
    """TANGGAL-LUAR: openings on the day before the first, everything else from the first day on."""
    day, first = entry.tanggal, context.koperasi.pembukuan_sejak
    if entry.jenis == SALDO_AWAL:
        eve = first - timedelta(days=1)
        if day != eve:
            fact = f"saldo awal bertanggal {long_date(day)}, bukan {long_date(eve)}"
            hint = f"beri tanggal {eve}, sehari sebelum buku mulai"
            yield Problem("TANGGAL-LUAR", fact, hint, entry.place)
    elif day < first:
        fact = f"{entry_name(entry)} bertanggal {long_date(day)}, sebelum buku mulai"
        key = "mulai" if context.koperasi.mulai else "pembukuan_sejak"
        hint = f"pakai tanggal {first} atau sesudahnya, atau perbaiki {key} di koperasi.toml"
        yield Problem("TANGGAL-LUAR", fact, hint, entry.place)
    elif context.sampai and day >= context.sampai:
        last = context.sampai - timedelta(days=1)
        fact = f"{entry_name(entry)} bertanggal {long_date(day)}, sesudah {long_date(last)}"
        yield Problem("TANGGAL-LUAR", fact, "periksa tahun dan bulannya", entry.place)


def month_open(entry: Entry, context: Context) -> Iterator[Problem]:
    """BULAN-TERTUTUP, for new entries only: nothing is booked in a closed month.

    Until the year is closed, its last day still takes adjustments, in their own file alone
    (docs/ACCOUNTING.md 1). What was there before the close is the seal's business.
    """
    day = entry.tanggal
    last = Month(day.year, 12).last_day
    adjusts = day == last and entry.place.path == f"{day.year}/{PENYESUAIAN}"
    if day.year not in context.closed_years and (adjusts or not context.closed(day)):
        return
    yield back_dated(entry_name(entry), day, context, entry.place)


def back_dated(what: str, day: date, context: Context, place: Place | None = None) -> Problem:
    """BULAN-TERTUTUP: what cannot be dated on a day of a closed month, and the way to do it."""
    closed = f"tahun {day.year}" if day.year in context.closed_years else Month.of(day).title
    fact = f"{what} bertanggal {long_date(day)}, padahal {closed} sudah ditutup"
    first = max((m.until for m in context.closed_months), default=context.koperasi.pembukuan_sejak)
    hint = (
        f"catat dengan --tanggal {first}, hari pertama yang masih terbuka, atau sesudahnya;"
        " tanggal kejadiannya tetap tertulis di kertas buktinya"
    )
    return Problem("BULAN-TERTUTUP", fact, hint, place)
