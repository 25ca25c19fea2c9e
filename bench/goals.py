"""The goals: what is measured, beside which peer, and how much it may be."""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import openpyxl

from bench import books
from bench.books import CACHE
from bench.books import DATA
from bench.books import EXAMPLE
from bench.books import YEAR
from bench.large_book import FIRST_YEAR
from bench.large_book import last_day
from bench.large_book import make_book
from bench.large_till import make_export
from bench.large_till import make_koperasi
from bench.measure import KKMP
from bench.measure import least
from bench.peers import peer
from kkmp_ledger.base.derived import derived_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TIMES = 7
FEW = 3  # of what takes seconds
_LEDGER = 0.41  # the CPU seconds of `ledger balance` where the goals in seconds were set
_CLICK = [sys.executable, "-c", "import click"]
# All that a cooperative may ask for in one process; what Typst takes is a child's.
_ALL = """
import os
import sys
from pathlib import Path
from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.app.meeting.rat import rat_book
from kkmp_ledger.app.looking.reports import all_statements
from kkmp_ledger.render.choose import render
from kkmp_ledger.statements.sections import Report
folder = Folder(Path(sys.argv[1]), cache=Path(os.environ["KKMP_CACHE"]))
year = int(sys.argv[2])
for section in all_statements(folder, year):
    for form in ("text", "json", "csv", "html", "xlsx"):
        render(Report.of(section), form, made=folder.year(year).last_day)
book = rat_book(folder, year)
for form in ("text", "json", "csv", "html", "xlsx"):
    render(book, form, made=folder.year(year).last_day)
"""
_LOAD = """
import sys
from pathlib import Path
from kkmp_ledger.book.load import load
from kkmp_ledger.book.parsed import LedgerText
from kkmp_ledger.book.text_book import TextBook
text = LedgerText(Path(sys.argv[1]))
TextBook.of(text), load(text)
"""


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: `measured` gives a ratio that may be `limit` at most; `of` says what the ratio is.

    No limit: a figure that is shown and has no goal.
    """

    name: str
    of: str
    limit: float | None
    measured: Callable[[], float]


def _laporan(name: str, book: Callable[[], Path] | None = None) -> Callable[[], float]:
    told = ["laporan", name, "--tahun", str(last_day(YEAR).year)]
    return lambda: _beside_ledger(told, book() if book else books.of_years(YEAR))


def _shu() -> float:
    told = ["shu", "hitung", "--tahun", str(last_day(YEAR).year)]
    return _beside_ledger(told, books.of_years(YEAR))


def _beside_ledger(words: list[str], book: Path) -> float:
    ours = [*KKMP, "-C", str(book), *words]
    other = peer(books.journal(), books.plain())
    mine, theirs = least(ours, other.command, times=TIMES)
    print(f"  {' '.join(words)}: {mine.cpu:.3f} s; {other.name} {theirs.cpu:.3f} s")
    return mine.cpu / other.unit(theirs.cpu)


@lru_cache
def _unit() -> float:
    """What `ledger balance` of the 5-year book takes here and now."""
    other = peer(books.journal(), books.plain())
    (run,) = least(other.command, times=TIMES)
    return other.unit(run.cpu)


def _help() -> float:
    ours, click = least([*KKMP, "--help"], _CLICK, times=15)
    print(f"  kkmp --help: {ours.cpu:.3f} s; import click {click.cpu:.3f} s")
    return ours.cpu / click.cpu


def _setor(folder: Path, year: int) -> Callable[[int], list[str]]:
    """A deposit dated on any day of the book."""
    dice = random.Random(year)

    def command(number: int) -> list[str]:
        day = date(FIRST_YEAR, 1, 1) + timedelta(days=dice.randrange(365 * year))
        words = ["setor", f"A{number + 1:04d}", "wajib", "10000", "--ke", "Kas Kantor"]
        now = f"{last_day(year)}T10:00:00"
        told = ["--tanggal", str(day), "--waktu", now, "--oleh", "bench"]
        return [*KKMP, "-C", str(folder), *words, *told]

    return command


def _setor_cost() -> float:
    other = peer(books.journal(), books.plain())
    mine, theirs = least(_setor(books.of_years(YEAR), YEAR), other.command, times=TIMES)
    print(f"  setor: {mine.cpu:.3f} s; {other.name} {theirs.cpu:.3f} s")
    return mine.cpu / other.unit(theirs.cpu)


def _setor_flat() -> float:
    five = _setor(books.of_years(YEAR), YEAR)
    long, short = least(five, _setor(books.of_years(1), 1), times=TIMES)
    print(f"  setor, {YEAR} years: {long.cpu:.3f} s; 1 year: {short.cpu:.3f} s")
    return long.cpu / short.cpu


@lru_cache
def _joining(many: int) -> float:
    """CPU seconds of `anggota impor` of so many into a new cooperative."""
    folder, sheet = DATA / "joining", DATA / f"anggota-{many}.xlsx"
    book = openpyxl.Workbook()
    page = book.create_sheet("anggota", 0)
    page.append(["Nomor", "Nama", "NIK", "Alamat", "Telepon", "Tanggal masuk", "Nama di kasir"])
    for n in range(many):
        page.append(["", f"Anggota {n} (fiktif)", "", "", "", date(FIRST_YEAR, 1, 2), f"Pel {n}"])
    book.save(sheet)
    told = ["--waktu", f"{FIRST_YEAR}-12-31T23:00:00", "--oleh", "bench"]
    ours = [*KKMP, "-C", str(folder), "anggota", "impor", str(sheet), *told]

    def fresh() -> None:
        make_book(folder, EXAMPLE, year=0, anggota=0, sell_a_day=0)

    (run,) = least(ours, times=FEW, before=fresh, warm=False)
    print(f"  anggota impor, {many} members: {run.cpu:.2f} s, peak {run.mb:.0f} MB")
    return run.cpu


def _check_linear() -> float:
    """`cek` with an empty cache, documents of 4 years beside 2, each beyond what it starts with."""
    folders = [books.with_documents(year) for year in (4, 2)]
    commands = [[*KKMP, "-C", str(folder), "cek"] for folder in folders]

    def empty() -> None:
        for folder in folders:
            forget(folder)

    four, two = least(*commands, times=2, before=empty, warm=False)
    print(f"  cek, 4 years of documents: {four.cpu:.2f} s; 2 years: {two.cpu:.2f} s")
    return four.cpu / two.cpu


def _reports() -> float:
    folder, year = str(books.of_years(YEAR)), str(last_day(YEAR).year)
    mine, load = least(
        [sys.executable, "-c", _ALL, folder, year],
        [sys.executable, "-c", _LOAD, folder],
        times=FEW,
    )
    print(f"  all reports, not typeset: {mine.cpu:.2f} s; one load {load.cpu:.2f} s")
    return (mine.cpu - load.cpu) / _unit()


def _first_run() -> float:
    folder = books.of_years(YEAR)
    ours = [*KKMP, "-C", str(folder), "laporan", "posisi-keuangan", "--tahun", "2025"]
    check = [sys.executable.replace("python", "bean-check"), "--no-cache", str(books.plain())]
    mine, theirs = least(
        ours, check, times=FEW, before=lambda: forget(folder), warm=False
    )  # fmt: skip
    print(f"  laporan, first run: {mine.cpu:.2f} s; bean-check, no plugin {theirs.cpu:.2f} s")
    return mine.cpu / theirs.cpu


def _till() -> float:
    """20,000 receipts of 10 lines taken in at once."""
    pair = make_export(DATA / "till", receipt=20_000, row=books.LINES)
    folder = DATA / "koperasi"
    ours = books.importing(folder, pair, FIRST_YEAR)
    (run,) = least(ours, times=2, before=lambda: make_koperasi(folder, EXAMPLE), warm=False)
    print(f"  impor, 20,000 receipts of {books.LINES}: {run.cpu:.2f} s, peak {run.mb:.0f} MB")
    return run.cpu / _unit()


def forget(folder: Path) -> None:
    """Empty the folder's cache."""
    derived = derived_folder(CACHE, folder)
    if derived is not None:
        shutil.rmtree(derived, ignore_errors=True)


_LEDGERS = "x ledger balance"
GOALS = (
    Goal("help", "x import click", 2.5, _help),
    *(
        Goal(name, _LEDGERS, 0.4, _laporan(name))
        for name in (
            "posisi-keuangan", "hasil-usaha", "perubahan-ekuitas", "arus-kas", "neraca-saldo",
        )
    ),
    Goal("shu-hitung", _LEDGERS, 0.4, _shu),
    Goal("setor", _LEDGERS, 0.6, _setor_cost),
    Goal("setor-flat", "x setor of one year", 1.2, _setor_flat),
    Goal("anggota-impor", _LEDGERS, 3 / _LEDGER, lambda: _joining(2000) / _unit()),
    Goal("anggota-impor-linear", "x a quarter", 5.0, lambda: _joining(2000) / _joining(500)),
    Goal("cek-linear", "x half the years", 2.3, _check_linear),
    Goal("reports", f"{_LEDGERS}, beyond one load", 1 / _LEDGER, _reports),
    Goal("arus-kas-qris", _LEDGERS, None, _laporan("arus-kas", books.with_qris)),
    Goal("first-run", "x bean-check without our plugin", None, _first_run),
    Goal("till", _LEDGERS, None, _till),
)  # fmt: skip
