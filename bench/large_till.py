"""Makes a till export of many receipts, in Loyverse's layout, and the book that takes it in."""

from __future__ import annotations

import csv
import random
import shutil
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING

from bench.large_book import FIRST_YEAR
from bench.large_book import make_book

if TYPE_CHECKING:
    from pathlib import Path

_RECEIPT = """Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Taxes,
Total collected,Cost of goods,Gross profit,Payment type,Description,Dining option,POS,Store,
Cashier name,Customer name,Customer contacts,Status""".replace("\n", "")
_BARANG = """Date,Receipt number,Receipt type,Category,SKU,Item,Variant,Modifiers applied,
Quantity,Gross sales,Discounts,Net sales,Cost of goods,Gross profit,Taxes,Dining option,POS,
Store,Cashier name,Customer name,Customer contacts,Comment,Status""".replace("\n", "")
_KATEGORI = ("Beras", "Minyak & Gula", "Bumbu & Mie", "Kebersihan")


def make_export(
    folder: Path, *, receipt: int, row: int, year: int = FIRST_YEAR, first: int = 1000
) -> tuple[Path, Path]:
    """Write the pair of one year: so many receipts of `row` lines, numbered on from `first`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    span = f"{year}-01-01-{year}-12-31"
    paths = (folder / f"receipts-{span}.csv", folder / f"receipts-by-item-{span}.csv")
    dice = random.Random(first)
    start = datetime(year, 1, 1, 8)  # noqa: DTZ001  # the till's own clock
    with (
        paths[0].open("w", encoding="utf-8", newline="") as heads,
        paths[1].open("w", encoding="utf-8", newline="") as lines,
    ):
        receipts, items = csv.writer(heads), csv.writer(lines)
        receipts.writerow(_RECEIPT.split(","))
        items.writerow(_BARANG.split(","))
        for number in range(receipt):
            when = start + timedelta(days=number * 365 // receipt, minutes=number % 600)
            stamp = f"{when:%d/%m/%Y %H:%M}"
            customer = f"Pelanggan {dice.randrange(1, 501)}" if dice.random() < 0.6 else ""
            nomor, total, cost = f"1-{first + number}", 0, 0
            tail = ["POS 1", "Toko Tolok Ukur", "Kasir", customer, ""]
            for _ in range(row):
                price = dice.randrange(2, 80) * 500
                hpp = price * 9 // 10
                total, cost = total + price, cost + hpp
                items.writerow(
                    [stamp, nomor, "Sale", dice.choice(_KATEGORI), "10001", "Barang", "", "",
                     "1.000", f"{price}.00", "0.00", f"{price}.00", f"{hpp}.00",
                     f"{price - hpp}.00", "0.00", "Dine in", *tail, "", "Closed"]
                )  # fmt: skip
            payment = "Tunai" if dice.random() < 0.8 else "QRIS"
            receipts.writerow(
                [stamp, nomor, "Sale", f"{total}.00", "0.00", f"{total}.00", "0.00",
                 f"{total}.00", f"{cost}.00", f"{total - cost}.00", payment, "barang",
                 "Dine in", *tail, "Closed"]
            )  # fmt: skip
    return paths


def make_koperasi(folder: Path, example: Path, year: int = 1) -> None:
    """So many years of 500 members whose names the till knows, with their dues and few sales."""
    make_book(folder, example, year=year, anggota=500, sell_a_day=1)
    rows = (f"Pelanggan {n},A{n:04d},{FIRST_YEAR}-01-01" for n in range(1, 501))
    text = "pelanggan,nomor,sejak\n" + "\n".join(rows) + "\n"
    (folder / "pelanggan.csv").write_text(text, encoding="utf-8", newline="\n")
