"""Makes a big book with the program's own recipes: years of dues and of members' sales."""

from __future__ import annotations

import dataclasses
import random
import shutil
from collections import defaultdict
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from kkmp_ledger.app.akun_gen import teks_akun
from kkmp_ledger.app.init import buat
from kkmp_ledger.base.period import Bulan
from kkmp_ledger.book import format as teks
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.book.door import teks_isi
from kkmp_ledger.koperasi import resep_usaha
from kkmp_ledger.koperasi import simpanan
from kkmp_ledger.koperasi.anggota import Peristiwa
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.jual import StrukJual
from kkmp_ledger.koperasi.jual import buku_harian
from kkmp_ledger.koperasi.pribadi import Pribadi
from kkmp_ledger.koperasi.pribadi import tulis_pribadi
from kkmp_ledger.koperasi.sebutan import Sebutan
from kkmp_ledger.spec import toml
from kkmp_ledger.spec.koperasi import Koperasi

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kkmp_ledger.book.model import Draft

TAHUN_PERTAMA = 2021
_SUMBER = "bench"


def koperasi_toml(contoh: Path) -> str:
    """The example's data file, founded on the first day of the first year."""
    text = contoh.read_text(encoding="utf-8").replace("2025-06-24", f"{TAHUN_PERTAMA}-01-01")
    return text.replace("Tirtamaya", "Tolok Ukur")


def buat_buku(folder: Path, contoh: Path, *, tahun: int, anggota: int, jual_sehari: int) -> None:
    """Write a whole book of so many years; the same on every run."""
    shutil.rmtree(folder, ignore_errors=True)
    text = koperasi_toml(contoh)
    buat(folder, text)
    k = toml.loads(text, "koperasi.toml", Koperasi)
    s = Sebutan.dari(k)
    numbers = [f"A{n:04d}" for n in range(1, anggota + 1)]
    register = Register(tuple(Peristiwa(n, k.mulai, "masuk") for n in numbers))
    people = tulis_pribadi(Pribadi(n, f"Anggota {n} (fiktif)", "", "", "") for n in numbers)
    files = {
        "anggota.csv": register.tulis(),
        "pribadi.csv": people,
        "akun.gen.beancount": teks_akun(k, register),
    }
    dice = random.Random(20250624)
    months = [Bulan(TAHUN_PERTAMA + y, m) for y in range(tahun) for m in range(1, 13)]
    for month in months:
        hand = [*_iuran(s, register, numbers, month, months[0]), *_belanja(s, month, jual_sehari)]
        files[f"{month.start:%Y/%m}-kas.beancount"] = _tangan(hand)
        sold = buku_harian(_struk(dice, numbers, month, jual_sehari), ["Sembako"])
        blocks = [teks.entri(draft) for draft in sold]
        files[f"{month.start:%Y/%m}-toko.gen.beancount"] = teks.berkas_mesin(blocks, sumber=_SUMBER)
    files["isi.gen.beancount"] = teks_isi(n for n in files if n.endswith(".beancount"))
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8", newline="\n")


def _iuran(
    s: Sebutan, register: Register, numbers: list[str], month: Bulan, first: Bulan
) -> Iterator[Draft]:
    """The monthly dues of every member, and the pokok of each in the first month."""
    for n, nomor in enumerate(numbers):
        day = month.start + timedelta(days=n % 25)
        setor = partial(simpanan.setor, s, register, tanggal=day, nomor=nomor, ke="Kas Kantor")
        if month == first:
            yield setor(macam="pokok", jumlah=50_000)
        yield setor(macam="wajib", jumlah=10_000)


def _belanja(s: Sebutan, month: Bulan, jual_sehari: int) -> Iterator[Draft]:
    """One purchase on credit a month, enough for what is sold."""
    yield resep_usaha.beli(
        s, tanggal=month.start, unit="sembako", jumlah=jual_sehari * 31 * 60_000,
        pemasok="Pemasok (fiktif)", dari="Utang",
    )  # fmt: skip


def _tangan(drafts: list[Draft]) -> str:
    numbers: dict[str, int] = defaultdict(int)
    blocks = []
    for draft in sorted(drafts, key=lambda d: d.tanggal):
        prefix = f"KS-{draft.tanggal:%y%m}-"
        numbers[prefix] += 1
        stamp = datetime.combine(draft.tanggal, time(9)).isoformat()
        meta = {**draft.meta, "oleh": "bendahara", "dicatat": stamp}
        bukti = f"{prefix}{numbers[prefix]:04d}"
        blocks.append(teks.entri(dataclasses.replace(draft, bukti=bukti, meta=meta)))
    return teks.berkas_tangan(blocks)


def _struk(
    dice: random.Random, numbers: list[str], month: Bulan, sehari: int
) -> Iterator[StrukJual]:
    """So many sales a day, each to another member, paid in cash."""
    day = month.start
    while day < month.until:
        for n, nomor in enumerate(dice.sample(numbers, min(sehari, len(numbers)))):
            price = dice.randrange(5, 60) * 1000
            yield StrukJual(
                key=f"{day}-{n}", outlet="T1", nomor=f"1-{n}", macam="jual",
                waktu=datetime.combine(day, time(8)), anggota=nomor, pelanggan_asing=False,
                bayar=(("Aset:Kas:Toko", price),), baris=(("Sembako", price, price * 9 // 10),),
            )  # fmt: skip
        day += timedelta(days=1)


def terjemahan(folder: Path, target: Path) -> tuple[int, int]:
    """Write the book as a journal for ledger and hledger; gives its transactions and postings."""
    buku = Buku.baca(folder)
    assert not buku.problems, buku.problems[:3]
    entries = [e for file in buku.files for e in file.entries]
    postings = 0
    with target.open("w", encoding="utf-8") as out:
        for e in sorted(entries, key=lambda e: e.tanggal):
            out.write(f"{e.tanggal:%Y/%m/%d} * {e.uraian}\n")
            for m in e.movements:
                postings += 1
                out.write(f"    {m.akun}  {m.jumlah} IDR\n")
            out.write("\n")
    return len(entries), postings


def hari_terakhir(tahun: int) -> date:
    """The last day of the big book."""
    return date(TAHUN_PERTAMA + tahun - 1, 12, 31)
