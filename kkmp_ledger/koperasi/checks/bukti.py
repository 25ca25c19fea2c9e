"""Rules of the whole book: each number once, none missing in hand-kept books, a known beginning."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.koperasi.checks.context import ALWAYS
from kkmp_ledger.koperasi.checks.context import KOPERASI
from kkmp_ledger.koperasi.checks.rule_words import entry_name
from kkmp_ledger.koperasi.checks.vocabulary import machine_made
from kkmp_ledger.schema.numbering import NOMOR
from kkmp_ledger.schema.numbering import book_code
from kkmp_ledger.schema.numbering import kas_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Note
    from kkmp_ledger.koperasi.checks.context import Context


def bukti_once(ledger: Ledger, _: Context) -> Iterator[Problem]:
    """BUKTI-GANDA: a number belongs to one event: one entry, one count, or both."""
    first: dict[str, Place] = {}
    for entry in ledger.entries(ALWAYS):
        if entry.bukti:
            known = first.setdefault(entry.bukti, entry.place)
            if known is not entry.place:
                yield doubled_bukti(entry, f"{known.path}:{known.line}")
    counts: dict[str, Place] = {}
    for note in ledger.notes(ALWAYS):
        if note.bukti and (known := counts.setdefault(note.bukti, note.place)) is not note.place:
            yield doubled_bukti(note, f"{known.path}:{known.line}")


def doubled_bukti(entry: Entry | Note, other: str) -> Problem:
    """Say that the entry's number was given before; `lain` says to what."""
    fact = f"nomor bukti {entry.bukti} sudah dipakai di {other}"
    hint = "beri nomor berikutnya pada entri ini; bila entrinya sama, hapus salah satunya"
    return Problem("BUKTI-GANDA", fact, hint, entry.place)


def bukti_of_its_month(entry: Entry, _: Context) -> Iterator[Problem]:
    """BUKTI-URUT: a hand-kept number has its book's shape and the month of its entry and file."""
    path = entry.place.path
    if machine_made(path) or not entry.bukti:
        return
    month = f"{entry.tanggal:%y%m}"
    book = book_code(path)
    match = NOMOR.fullmatch(entry.bukti)
    if match is None or (book and match[1] != book):
        fact = f"nomor bukti {entry.bukti} bukan nomor buku ini"
        hint = f"beri nomor seperti {book or 'KS'}-{month}-0001, atau catat dengan kkmp catat"
    elif match[2] != month:
        fact = f"nomor bukti {entry.bukti} pada entri {long_date(entry.tanggal)}"
        hint = f"pakai nomor {match[1]}-{month} yang berikutnya, atau perbaiki tanggalnya"
    elif book == "KS" and path != kas_file(entry.tanggal):
        fact = f"{entry.bukti} bertanggal {long_date(entry.tanggal)} ada di {path}"
        hint = f"pindahkan entri ini ke {kas_file(entry.tanggal)}"
    else:
        return
    yield Problem("BUKTI-URUT", fact, hint, entry.place)


def bukti_without_gap(ledger: Ledger, _: Context) -> Iterator[Problem]:
    """BUKTI-URUT: per book and month, hand-kept numbers run from 1 without a gap."""
    given: dict[str, dict[int, Place]] = defaultdict(dict)
    numbered: Iterator[Entry | Note] = chain(ledger.entries(ALWAYS), ledger.notes(ALWAYS))
    for one in numbered:
        if machine_made(one.place.path):
            continue
        match = NOMOR.fullmatch(one.bukti)
        if match and match[2] == f"{one.tanggal:%y%m}":
            given[f"{match[1]}-{match[2]}"].setdefault(int(match[3]), one.place)
    for book, places in given.items():
        before = 0
        for number in sorted(places):
            if number > before + 1:
                missing = f"{book}-{before + 1:04d}"
                if number > before + 2:
                    missing += f" sampai {book}-{number - 1:04d}"
                fact = f"nomor bukti {missing} tidak ada, padahal {book}-{number:04d} ada"
                hint = "kembalikan entri yang hilang; entri yang salah dibalik, tidak dihapus"
                yield Problem("BUKTI-URUT", fact, hint, places[number])
            before = number


def has_opening(ledger: Ledger, context: Context) -> Iterator[Problem]:
    """SALDO-AWAL-TIADA: the book opens with entries, or says that there was nothing before."""
    if context.koperasi.saldo_awal == "nihil":
        return
    if not any(e.jenis == SALDO_AWAL for e in ledger.entries(ALWAYS)):
        fact = "buku tidak punya entri saldo awal"
        hint = 'bila koperasinya baru, tulis saldo_awal = "nihil"; bila tidak, catat saldo awalnya'
        yield Problem("SALDO-AWAL-TIADA", fact, hint, KOPERASI)


def reversal(ledger: Ledger, _: Context) -> Iterator[Problem]:
    """ENTRI-KURANG: a reversal names an entry that is there."""
    numbers: set[str] = set()
    reversals: list[Entry] = []
    for entry in ledger.entries(ALWAYS):
        numbers.add(entry.bukti)
        if entry.membalik:
            reversals.append(entry)
    for entry in reversals:
        if entry.membalik not in numbers:
            fact = f"{entry_name(entry)} membalik {entry.membalik}, yang tidak ada"
            hint = "perbaiki nomor di metadata membalik"
            yield Problem("ENTRI-KURANG", fact, hint, entry.place)
    notes = ledger.notes(ALWAYS)
    counts = {note.bukti for note in notes}
    for note in notes:
        if note.membalik and note.membalik not in counts:
            fact = f"catatan {note.bukti} membalik hitungan {note.membalik}, yang tidak ada"
            yield Problem("ENTRI-KURANG", fact, "perbaiki nomor di metadata membalik", note.place)
