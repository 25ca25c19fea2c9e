"""What the index is asked, in SQL, and its rows as facts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.problem import Place
from kkmp_ledger.book import skema
from kkmp_ledger.book.model import Assertion
from kkmp_ledger.book.model import Movement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.base.period import Period

GERAK = """SELECT gerak.tanggal, akun.nama, gerak.sen, gerak.anggota, entri.bukti, entri.jenis,
    entri.meta, berkas.path, gerak.baris, gerak.meta, gerak.ganjil, gerak.entri
    FROM gerak JOIN akun ON akun.id = gerak.akun JOIN entri ON entri.id = gerak.entri
    JOIN berkas ON berkas.id = gerak.berkas"""
SALDO = """SELECT tanggal, akun, jumlah, meta, path, baris FROM saldo
    JOIN berkas ON berkas.id = saldo.berkas"""
URUT = " ORDER BY gerak.tanggal, berkas.path, entri.baris, gerak.baris, gerak.rowid"


def dalam(period: Period) -> tuple[str, list[str]]:
    """The condition that a movement lies in the period, and its values."""
    where = " WHERE gerak.tanggal >= ? AND gerak.tanggal < ?"
    return where, [period.start.isoformat(), period.until.isoformat()]


def mutasi(period: Period) -> Iterator[tuple[str, tuple[str, str]]]:
    """Whole months from the month sums, the days before and after them from the movements."""
    first = Bulan.of(period.start)
    whole_from = first if first.start == period.start else first.berikut
    whole_until = Bulan.of(period.until)
    months = """SELECT nama, sum(debit), sum(kredit) FROM bulan JOIN akun ON akun.id = akun
        WHERE bulan >= ? AND bulan < ? GROUP BY nama"""
    days = """SELECT nama, sum(max(sen, 0)), sum(max(-sen, 0)) FROM gerak
        JOIN akun ON akun.id = akun WHERE tanggal >= ? AND tanggal < ? GROUP BY nama"""
    if whole_from.start >= whole_until.start:
        yield days, (period.start.isoformat(), period.until.isoformat())
        return
    yield months, (str(whole_from), str(whole_until))
    yield days, (period.start.isoformat(), whole_from.start.isoformat())
    yield days, (whole_until.start.isoformat(), period.until.isoformat())


def assertion(row: tuple[Any, ...]) -> Assertion:
    """A row of `SALDO`."""
    day, akun, jumlah, meta, path, line = row
    return Assertion(
        skema.baca_tanggal(day), akun, Decimal(jumlah), skema.baca_meta(meta), Place(path, line)
    )


def movement(row: tuple[Any, ...]) -> Movement:
    """A row of `GERAK`."""
    day, akun, sen, anggota, bukti, jenis, entry_meta, path, line, meta, ganjil, _ = row
    membalik = ""
    if entry_meta and "membalik" in entry_meta:
        membalik = str(skema.baca_meta(entry_meta).get("membalik", ""))
    jumlah = skema.baca_sen(sen) if ganjil is None else Decimal(ganjil)
    return Movement(
        skema.baca_tanggal(day), akun, jumlah, anggota, bukti, jenis, membalik,
        Place(path, line), skema.baca_meta(meta),
    )  # fmt: skip
