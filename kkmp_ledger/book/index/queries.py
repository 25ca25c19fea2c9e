"""What the index is asked, in SQL, and its rows as facts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.problem import Place
from kkmp_ledger.book.index import tables
from kkmp_ledger.book.model import Assertion
from kkmp_ledger.book.model import Entry
from kkmp_ledger.book.model import Movement
from kkmp_ledger.book.model import Note
from kkmp_ledger.book.model import Sum

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.base.period import Period

_MOVEMENT = """movement.tanggal, akun.nama, movement.sen, movement.anggota, entry.bukti,
    entry.jenis, entry.membalik, file.path, movement.line, movement.meta, movement.odd,
    movement.hpp, movement.arus_kas, movement.jasa, movement.tanggal_asli"""
_ENTRY = """entry.line, entry.uraian, entry.pihak, entry.meta, entry.links, entry.tags, entry.flag,
    entry.membalik, entry.tanggal_asli, entry.sumber, entry.lembar, entry.oleh, entry.dicatat,
    entry.alasan"""
_FROM = """FROM movement JOIN akun ON akun.id = movement.akun
    JOIN entry ON entry.id = movement.entry JOIN file ON file.id = movement.file"""
MOVEMENT = f"SELECT {_MOVEMENT} {_FROM}"
ENTRY = f"SELECT movement.entry, {_MOVEMENT}, {_ENTRY} {_FROM}"
BALANCE_OF_ONE = """SELECT
    (SELECT sum(debit - credit) FROM month WHERE akun = a.id AND month < ?),
    (SELECT sum(sen) FROM movement WHERE akun = a.id AND tanggal >= ? AND tanggal < ?)
    FROM akun a WHERE nama = ?"""
DAYS = """SELECT tanggal, sum(sen) FROM movement
    WHERE akun = (SELECT id FROM akun WHERE nama = ?) AND tanggal >= ?
    GROUP BY tanggal ORDER BY tanggal"""
ODD = """SELECT tanggal, nama, odd FROM movement JOIN akun ON akun.id = akun
    WHERE odd IS NOT NULL AND tanggal >= ? AND tanggal < ?"""
# Counts that a note takes back are stated no more.
BALANCE = """SELECT tanggal, akun, jumlah, meta, path, line, dihitung, lembar, bukti,
    oleh, dicatat FROM assertion
    JOIN file ON file.id = assertion.file
    WHERE (bukti = '' OR bukti NOT IN (SELECT membalik FROM note WHERE membalik != ''))"""
NOTE = """SELECT tanggal, akun, content, path, line, meta, bukti, membalik FROM note
    JOIN file ON file.id = note.file"""
REVERSAL = """SELECT entry.membalik, entry.bukti FROM entry JOIN file ON file.id = entry.file
    WHERE entry.membalik != '' AND {} ORDER BY entry.tanggal, file.path, entry.line"""
_WIDTH = 16  # the entry's id and the columns of a movement
ORDER = " ORDER BY movement.tanggal, file.path, entry.line, movement.line, movement.rowid"


def inside(period: Period) -> tuple[str, list[str]]:
    """The condition that a movement lies in the period, and its two values."""
    where = " WHERE movement.tanggal >= ?1 AND movement.tanggal < ?2"
    return where, [period.start.isoformat(), period.until.isoformat()]


def balances(among: str) -> str:
    """Whole months from the month sums, the days after them from the movements.

    `among` narrows the accounts, `akun IN (1, 2) AND`; "" for all.
    """
    return f"""SELECT nama, sum(sen) FROM (
        SELECT akun, sum(debit - credit) AS sen FROM month WHERE {among} month < ? GROUP BY akun
        UNION ALL
        SELECT akun, sum(sen) FROM movement WHERE {among} tanggal >= ? AND tanggal < ?
        GROUP BY akun
    ) JOIN akun ON akun.id = akun GROUP BY nama HAVING sum(sen) != 0"""  # noqa: S608  # numbers


def turnover(period: Period) -> Iterator[tuple[str, tuple[str, str]]]:
    """Whole months from the month sums, the days before and after them from the movements."""
    first = Month.of(period.start)
    whole_from = first if first.start == period.start else first.following
    whole_until = Month.of(period.until)
    months = """SELECT nama, sum(debit), sum(credit) FROM month JOIN akun ON akun.id = akun
        WHERE month >= ? AND month < ? GROUP BY nama"""
    days = """SELECT nama, sum(max(sen, 0)), sum(max(-sen, 0)) FROM movement
        JOIN akun ON akun.id = akun WHERE tanggal >= ? AND tanggal < ? GROUP BY nama"""
    if whole_from.start >= whole_until.start:
        yield days, (period.start.isoformat(), period.until.isoformat())
        return
    yield months, (str(whole_from), str(whole_until))
    yield days, (period.start.isoformat(), whole_from.start.isoformat())
    yield days, (whole_until.start.isoformat(), period.until.isoformat())


def sums(where: str, *, members: bool) -> str:
    """Movements that are alike, added up; what is no whole sen counts 0 here.

    Thousands of movements are grouped by one number; what it stands for, by the words.
    """
    anggota = "kind.anggota" if members else "''"
    return f"""SELECT nama, {anggota}, jenis, reverses, arus_kas, sum(debit), sum(credit) FROM (
        SELECT kind, sum(max(sen, 0)) AS debit, sum(max(-sen, 0)) AS credit
        FROM movement{where} GROUP BY kind
        ) AS found JOIN kind ON kind.id = found.kind JOIN akun ON akun.id = kind.akun
        GROUP BY 1, 2, 3, 4, 5"""  # noqa: S608  # our own words


def entry_totals(where: str) -> str:
    """Each entry's legs, added up by account and line of arus kas; amounts in whole sen."""
    return f"""SELECT entry.id, entry.tanggal, bukti, jenis, membalik, nama, arus_kas, sen FROM (
        SELECT movement.entry, movement.akun, movement.arus_kas, sum(sen) AS sen
        FROM movement{where} GROUP BY movement.entry, movement.akun, movement.arus_kas
        ) AS found JOIN entry ON entry.id = found.entry JOIN file ON file.id = entry.file
        JOIN akun ON akun.id = found.akun
        ORDER BY entry.tanggal, file.path, entry.line, nama, arus_kas"""  # noqa: S608  # our words


def sum_of(row: tuple[Any, ...]) -> Sum:
    """A row of `sums`."""
    *kind, debit, credit = row
    akun, anggota, jenis, reverses, arus_kas = kind
    both = tables.read_sen(debit), tables.read_sen(credit)
    return Sum(akun, anggota, jenis, bool(reverses), arus_kas, *both)


def assertion(row: tuple[Any, ...]) -> Assertion:
    """A row of `BALANCE`."""
    day, akun, jumlah, meta, path, line, counted, lembar, bukti, oleh, dicatat = row
    return Assertion(
        tables.read_date(day), akun, Decimal(jumlah), tables.read_meta(meta), Place(path, line),
        tables.maybe_date(counted), lembar, bukti, oleh, _time(dicatat),
    )  # fmt: skip


def note(row: tuple[Any, ...]) -> Note:
    """A row of `NOTE`."""
    day, akun, content, path, line, meta, bukti, membalik = row
    return Note(
        tables.read_date(day), akun, content, Place(path, line), tables.read_meta(meta), bukti,
        membalik,
    )  # fmt: skip


def movement(row: tuple[Any, ...]) -> Movement:
    """A row of `MOVEMENT`."""
    (
        day, akun, sen, anggota, bukti, jenis, membalik, path, line, meta, odd,
        hpp, arus_kas, jasa, asli,
    ) = row  # fmt: skip
    jumlah = tables.read_sen(sen) if odd is None else Decimal(odd)
    return Movement(
        tables.read_date(day), akun, jumlah, anggota, bukti, jenis, membalik,
        Place(path, line), tables.read_meta(meta),
        None if hpp is None else Decimal(hpp), arus_kas, jasa, tables.maybe_date(asli),
    )  # fmt: skip


def of_entry(row: tuple[Any, ...]) -> Movement:
    """The movement in a row of `ENTRY`."""
    return movement(row[1:_WIDTH])


def entry(row: tuple[Any, ...], moves: Sequence[Movement]) -> Entry:
    """The entry in a row of `ENTRY`, with its movements; it has at least one."""
    line, uraian, pihak, meta, links, tags, flag, membalik, asli, *said, dicatat, alasan = row[
        _WIDTH:
    ]
    sumber, lembar, oleh = said
    first = moves[0]
    return Entry(
        first.tanggal, first.bukti, first.jenis, uraian, pihak, tables.read_meta(meta),
        tuple(moves), Place(first.place.path, line), tuple(links.split()), tuple(tags.split()),
        flag, membalik, tables.maybe_date(asli), sumber, lembar, oleh,
        _time(dicatat), alasan,
    )  # fmt: skip


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
