"""Makes a big book with the program's own events: years of dues and of members' sales."""

from __future__ import annotations

import dataclasses
import random
import shutil
from collections import defaultdict
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.app.generating.accounts_file import accounts_text
from kkmp_ledger.app.writing.new_folder import make
from kkmp_ledger.base.period import Month
from kkmp_ledger.book import write as ledger_text
from kkmp_ledger.book.door import includes_text
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.anggota import Peristiwa
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.books import Books
from kkmp_ledger.koperasi.events.kas import Pencairan
from kkmp_ledger.koperasi.events.simpanan import Setoran
from kkmp_ledger.koperasi.events.usaha import Beli
from kkmp_ledger.koperasi.penjualan import MappedReceipt
from kkmp_ledger.koperasi.penjualan import daily_entries
from kkmp_ledger.koperasi.pribadi import Pribadi
from kkmp_ledger.koperasi.pribadi import write_pribadi
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.chart import chart_of
from kkmp_ledger.schema.koperasi import Koperasi

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from kkmp_ledger.book.model import Draft

FIRST_YEAR = 2021
_SOURCE = "bench"
_KAS, _QRIS = "Aset:Kas:Toko", "Aset:Piutang:QRIS:BRI"


def koperasi_toml(example: Path) -> str:
    """The example's data file, founded on the first day of the first year."""
    text = example.read_text(encoding="utf-8").replace("2025-06-24", f"{FIRST_YEAR}-01-01")
    return text.replace("Tirtamaya", "Tolok Ukur")


def make_book(
    folder: Path, example: Path, *, year: int, anggota: int, sell_a_day: int, qris: bool = False
) -> None:
    """Write a whole book of so many years; the same on every run.

    Sales are to members and in cash; with `qris` every fifth is to the public, and every sixth is
    paid by QRIS, which comes to the bank at the month's end.
    """
    shutil.rmtree(folder, ignore_errors=True)
    text = koperasi_toml(example)
    make(folder, text)
    k = toml.loads(text, "koperasi.toml", Koperasi)
    numbers = [f"A{n:04d}" for n in range(1, anggota + 1)]
    register = Register(tuple(Peristiwa(n, k.pembukuan_sejak, "masuk") for n in numbers))
    at = Books(k, chart_of(k), register, TextBook(()))
    people = write_pribadi(Pribadi(n, f"Anggota {n} (fiktif)", "", "", "") for n in numbers)
    files = {
        "anggota.csv": register.write(),
        "pribadi.csv": people,
        "akun.gen.beancount": accounts_text(k, register),
    }
    dice = random.Random(20250624)
    months = [Month(FIRST_YEAR + y, m) for y in range(year) for m in range(1, 13)]
    for month in months:
        receipts = list(_receipt(dice, numbers, month, sell_a_day, qris=qris))
        hand = [*_iuran(at, numbers, month, months[0]), *_purchases(at, month, sell_a_day)]
        hand += _settled(at, month, receipts) if qris else ()
        files[f"{month.start:%Y/%m}-kas.beancount"] = _hand(hand)
        sold = daily_entries(receipts, at.chart, ["Sembako"])
        blocks = [ledger_text.entry_text(draft) for draft in sold]
        files[f"{month.start:%Y/%m}-toko.gen.beancount"] = ledger_text.machine_file(
            blocks, source=_SOURCE
        )
    files["isi.gen.beancount"] = includes_text(n for n in files if n.endswith(".beancount"))
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8", newline="\n")


def _iuran(at: Books, numbers: list[str], month: Month, first: Month) -> Iterator[Draft]:
    """The monthly dues of every member, and the pokok of each in the first month."""
    for n, nomor in enumerate(numbers):
        day = month.start + timedelta(days=n % 25)
        if month == first:
            yield from Setoran(nomor, "pokok", 50_000, "Kas Kantor").plan(at, day).drafts
        yield from Setoran(nomor, "wajib", 10_000, "Kas Kantor").plan(at, day).drafts


def _purchases(at: Books, month: Month, sell_a_day: int) -> Iterator[Draft]:
    """One purchase on credit a month, enough for what is sold."""
    bought = Beli("sembako", sell_a_day * 31 * 60_000, "Pemasok (fiktif)", "Utang")
    yield from bought.plan(at, month.start).drafts


def _settled(at: Books, month: Month, receipts: Iterable[MappedReceipt]) -> Iterator[Draft]:
    """What was paid by QRIS in the month comes to the bank on its last day."""
    owed = sum(amount for r in receipts for akun, amount in r.bayar if akun == _QRIS)
    yield from Pencairan("QRIS BRI", owed, "Bank BRI").plan(at, month.last_day).drafts


def _hand(drafts: list[Draft]) -> str:
    numbers: dict[str, int] = defaultdict(int)
    blocks = []
    for draft in sorted(drafts, key=lambda d: d.tanggal):
        prefix = f"KS-{draft.tanggal:%y%m}-"
        numbers[prefix] += 1
        stamp = datetime.combine(draft.tanggal, time(9)).isoformat()
        meta = {**draft.meta, "oleh": "bendahara", "dicatat": stamp}
        bukti = f"{prefix}{numbers[prefix]:04d}"
        blocks.append(ledger_text.entry_text(dataclasses.replace(draft, bukti=bukti, meta=meta)))
    return ledger_text.hand_file(blocks)


def _receipt(
    dice: random.Random, numbers: list[str], month: Month, daily: int, *, qris: bool
) -> Iterator[MappedReceipt]:
    """So many sales a day; see `make_book`."""
    day = month.start
    while day < month.until:
        for n, nomor in enumerate(dice.sample(numbers, min(daily, len(numbers)))):
            price = dice.randrange(5, 60) * 1000
            lines = (("Sembako", price, price * 9 // 10),)
            box = _QRIS if qris and n % 6 == 0 else _KAS
            yield MappedReceipt(
                key=f"{day}-{n}", outlet="T1", nomor=f"1-{n}", kind="jual",
                time=datetime.combine(day, time(8)), anggota="" if qris and n % 5 == 0 else nomor,
                unknown_customer=False, bayar=((box, price),), lines=lines,
            )  # fmt: skip
        day += timedelta(days=1)


def translation(folder: Path, target: Path) -> tuple[int, int]:
    """Write the book as a journal for ledger and hledger; gives its transactions and postings."""
    book = TextBook.read(folder)
    assert not book.problems, book.problems[:3]
    entries = [e for file in book.files for e in file.entries]
    postings = 0
    with target.open("w", encoding="utf-8") as out:
        for e in sorted(entries, key=lambda e: e.tanggal):
            out.write(f"{e.tanggal:%Y/%m/%d} * {e.uraian}\n")
            for m in e.movements:
                postings += 1
                out.write(f"    {m.akun}  {m.jumlah} IDR\n")
            out.write("\n")
    return len(entries), postings


def last_day(year: int) -> date:
    """The last day of the big book."""
    return date(FIRST_YEAR + year - 1, 12, 31)
