"""The books that the bench measures on, each made once and kept in `bench/data`."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

from bench.large_book import FIRST_YEAR
from bench.large_book import make_book
from bench.large_book import translation
from bench.large_till import make_export
from bench.large_till import make_koperasi
from bench.measure import KKMP
from bench.measure import run_command

DATA = Path(__file__).parent / "data"
CACHE = DATA / "cache"  # of the measurements alone
EXAMPLE = Path(__file__).parent.parent / "ledgers" / "contoh" / "koperasi.toml"
YEAR = 5
LINES = 10  # what people buy at once in a shop


@lru_cache
def of_years(year: int, anggota: int = 500) -> Path:
    """A book of so many years: dues and sales, 50 a day, booked per day."""
    folder = DATA / f"book-{year}-{anggota}"
    make_book(folder, EXAMPLE, year=year, anggota=anggota, sell_a_day=50)
    return folder


@lru_cache
def with_qris() -> Path:
    """The 5-year book of a shop whose receivables members and the public share."""
    folder = DATA / "book-qris"
    make_book(folder, EXAMPLE, year=YEAR, anggota=500, sell_a_day=50, qris=True)
    return folder


@lru_cache
def journal() -> Path:
    """The 5-year book as a journal for ledger and hledger."""
    target = DATA / "book.ledger"
    entries, postings = translation(of_years(YEAR), target)
    print(f"the book: {entries} transactions, {postings} postings, {YEAR} years")
    return target


@lru_cache
def plain() -> Path:
    """The main file of the 5-year book without our plugin: for who measures Beancount alone."""
    folder = DATA / "plain"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(of_years(YEAR), folder, ignore=shutil.ignore_patterns(".kkmp"))
    main = folder / "main.beancount"
    text = main.read_text(encoding="utf-8").replace('plugin "kkmp_ledger.plugin"\n', "")
    main.write_text(text, encoding="utf-8")
    return main


@lru_cache
def with_documents(year: int) -> Path:
    """A book of so many years made of till exports, one a month, 10 receipts a day."""
    folder = DATA / f"documents-{year}"
    make_koperasi(folder, EXAMPLE, year=year)
    for y in range(year):
        pair = make_export(
            DATA / "export", receipt=3650, row=LINES, year=FIRST_YEAR + y, first=1000 + y * 3650
        )
        run_command(importing(folder, pair, FIRST_YEAR + y))
    return folder


def importing(folder: Path, pair: tuple[Path, Path], year: int) -> list[str]:
    """The command that takes an export in at the end of its year."""
    told = ["--waktu", f"{year}-12-31T23:00:00", "--oleh", "bench"]
    return [*KKMP, "-C", str(folder), "impor", *map(str, pair), *told]
