"""Rules of every entry: complete, balanced, in whole rupiah, dated inside the book."""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.koperasi.aturan.kata import entri
from kkmp_ledger.koperasi.aturan.kata import sebut
from kkmp_ledger.koperasi.aturan.kata import terdekat
from kkmp_ledger.koperasi.aturan.kata import uang
from kkmp_ledger.koperasi.aturan.kosakata import JENIS
from kkmp_ledger.koperasi.aturan.kosakata import PENYESUAIAN
from kkmp_ledger.koperasi.aturan.kosakata import buatan_mesin
from kkmp_ledger.koperasi.aturan.model import NOL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.koperasi.aturan.model import Konteks

_SEN = 100


def kelengkapan(entry: Entry, _: Konteks) -> Iterator[Problem]:
    """ENTRI-KURANG: each entry has its kind and one number; by hand also who, when, and why."""
    missing = [] if entry.jenis else ["jenis"]
    if not entry.links:
        missing.append("nomor bukti")
    if not buatan_mesin(entry.place.path):
        wanted = ("oleh", "dicatat", "alasan") if entry.membalik else ("oleh", "dicatat")
        missing += (key for key in wanted if not entry.meta.get(key))
    if missing:
        words = ", ".join(missing)
        fact = f"{entri(entry)} tanpa {words}"
        hint = f"tambahkan {words} pada entri ini, atau catat dengan kkmp catat"
        yield Problem("ENTRI-KURANG", fact, hint, entry.place)
    if len(entry.links) > 1:
        fact = f"{entri(entry)} bernomor bukti lebih dari satu: {', '.join(entry.links)}"
        hint = "sisakan satu nomor; rujukan lain tulis di metadata menunjuk atau membalik"
        yield Problem("ENTRI-KURANG", fact, hint, entry.place)
    if entry.jenis and entry.jenis not in JENIS:
        near = terdekat(entry.jenis, sorted(JENIS))
        hint = f'maksud Anda "{near}"?' if near else "pakai jenis yang dikenal, misalnya beban"
        fact = f'jenis "{entry.jenis}" pada {entri(entry)} tidak dikenal'
        yield Problem("ENTRI-KURANG", fact, hint, entry.place)
    recorded = entry.meta.get("dicatat")
    if recorded and not _waktu(str(recorded)):
        fact = f'dicatat "{recorded}" pada {entri(entry)} bukan waktu'
        hint = "tulis seperti 2026-03-14T16:05:00+07:00"
        yield Problem("ENTRI-KURANG", fact, hint, entry.place)


def _waktu(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def seimbang(entry: Entry, _: Konteks) -> Iterator[Problem]:
    """TIDAK-SEIMBANG: the sum of an entry's amounts is exactly 0."""
    total = sum((m.jumlah for m in entry.movements), NOL)
    if total:
        fact = f"{entri(entry)} tidak seimbang, beda {uang(total)}"
        hint = "perbaiki jumlahnya sampai semua baris entri ini berjumlah nol"
        yield Problem("TIDAK-SEIMBANG", fact, hint, entry.place)


def rupiah_bulat(entry: Entry, konteks: Konteks) -> Iterator[Problem]:
    """RUPIAH-PECAHAN: sen stand only on banks and on their income and costs, as whole sen."""
    for m in entry.movements:
        if m.jumlah % 1:
            akun = konteks.chart.akun(m.akun)
            if akun is not None and not (akun.templat.sen and _whole_sen(m.jumlah)):
                yield _pecahan(sebut(akun, m.akun), m.jumlah, m, sen=akun.templat.sen)
        hpp = m.meta.get("hpp")
        if hpp is not None and not isinstance(hpp, str) and hpp % 1:
            yield _pecahan(f"hpp pada {m.akun}", hpp, m, sen=False)


def _whole_sen(jumlah: Decimal) -> bool:
    return not (jumlah * _SEN) % 1


def _pecahan(what: str, jumlah: Decimal, m: Movement, *, sen: bool) -> Problem:
    hint = "tulis paling banyak dua angka sesudah koma" if sen else "tulis rupiah bulat"
    return Problem("RUPIAH-PECAHAN", f"{what} berisi sen: {uang(jumlah)}", hint, m.place)


def tanggal_di_buku(entry: Entry, konteks: Konteks) -> Iterator[Problem]:
    """TANGGAL-LUAR: openings on the day before the first, everything else from the first day on."""
    day, mulai = entry.tanggal, konteks.koperasi.mulai
    if entry.jenis == SALDO_AWAL:
        eve = mulai - timedelta(days=1)
        if day != eve:
            fact = f"saldo awal bertanggal {tanggal_panjang(day)}, bukan {tanggal_panjang(eve)}"
            hint = f"beri tanggal {eve}, sehari sebelum buku mulai"
            yield Problem("TANGGAL-LUAR", fact, hint, entry.place)
    elif day < mulai:
        fact = f"{entri(entry)} bertanggal {tanggal_panjang(day)}, sebelum buku mulai"
        hint = f"pakai tanggal {mulai} atau sesudahnya, atau perbaiki mulai di koperasi.toml"
        yield Problem("TANGGAL-LUAR", fact, hint, entry.place)
    elif konteks.sampai and day >= konteks.sampai:
        last = konteks.sampai - timedelta(days=1)
        fact = f"{entri(entry)} bertanggal {tanggal_panjang(day)}, sesudah {tanggal_panjang(last)}"
        yield Problem("TANGGAL-LUAR", fact, "periksa tahun dan bulannya", entry.place)


def bulan_terbuka(entry: Entry, konteks: Konteks) -> Iterator[Problem]:
    """BULAN-TERTUTUP, for new entries only: nothing is booked in a closed month.

    Until the year is closed, its last day still takes adjustments, in their own file alone
    (docs/ACCOUNTING.md 1). What was there before the close is the seal's business.
    """
    day = entry.tanggal
    last = Bulan(day.year, 12).akhir
    adjusts = day == last and entry.place.path == f"{day.year}/{PENYESUAIAN}"
    if day.year not in konteks.tahun_tertutup and (adjusts or not konteks.tertutup(day)):
        return
    closed = f"tahun {day.year}" if day.year in konteks.tahun_tertutup else Bulan.of(day).judul
    fact = f"{entri(entry)} bertanggal {tanggal_panjang(day)}, padahal {closed} sudah ditutup"
    hint = "bukukan di hari terbuka yang pertama, dengan tanggal_asli"
    yield Problem("BULAN-TERTUTUP", fact, hint, entry.place)
