"""`kkmp shu` and `kkmp rat`: the surplus, the meeting's decision, the meeting's book."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkmp_ledger.cli.laporan import FORMAT
from kkmp_ledger.cli.laporan import KELUARAN
from kkmp_ledger.cli.laporan import TAHUN
from kkmp_ledger.cli.laporan import pilih_bentuk
from kkmp_ledger.cli.umum import konteks
from kkmp_ledger.cli.umum import menulis
from kkmp_ledger.cli.umum import simpan
from kkmp_ledger.cli.umum import tunjukkan_hasil

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.cli.umum import Konteks


@click.group()
def shu() -> None:
    """Sisa hasil usaha dan pembagiannya."""


@shu.command()
@TAHUN
@FORMAT
@KELUARAN
@konteks
def hitung(konteks: Konteks, tahun: int, bentuk: str | None, keluaran: Path | None) -> None:
    """Hitung SHU dan pembagiannya; sesudah RAT, laporkan keputusannya."""
    from kkmp_ledger.app.baca import dengan_indeks
    from kkmp_ledger.app.shu import shu as hitung_
    from kkmp_ledger.app.shu import tabel_shu
    from kkmp_ledger.render.pilih import BERKAS
    from kkmp_ledger.render.pilih import render
    from kkmp_ledger.statements.rentang import kepala
    from kkmp_ledger.statements.rentang import rentang

    folder = konteks.buka()
    folder.tuntut_data()
    closed = tahun in folder.tertutup.tahun
    with dengan_indeks(folder) as index:
        division = hitung_(folder, index, tahun)
        period = rentang(index, folder.koperasi, tahun, tutup=closed)
    kind = pilih_bentuk(bentuk, keluaran)
    if kind == "json":
        text = json.dumps(division.sebagai_json(), ensure_ascii=False, indent=2) + "\n"
        simpan(text.encode(), keluaran, biner=False)
        return
    head = kepala(folder.koperasi, period, "", tutup=closed)
    tables = tabel_shu(folder, division, head)
    if kind != "text":
        made = render(tables[1], kind, dibuat=period.akhir)
        simpan(made, keluaran, biner=kind in BERKAS)
        return
    made = b"\n".join(render(table, kind, dibuat=period.akhir) for table in tables)
    simpan(made, keluaran, biner=False)


@click.group()
def rat() -> None:
    """Rapat anggota tahunan."""


@rat.command()
@TAHUN
@click.option("--berita-acara", required=True, help="Nomor berita acara.")
@click.option("--hadir", type=int, required=True, help="Jumlah anggota yang hadir.")
@menulis
@konteks
def putuskan(
    konteks: Konteks, tahun: int, berita_acara: str, hadir: int, tanggal: date, catat: Pencatat
) -> None:
    """Bukukan keputusan RAT atas SHU, sekali saja (--tanggal: hari rapat)."""
    from kkmp_ledger.app.rat import putuskan as putuskan_
    from kkmp_ledger.base.money import tulis_rupiah

    decision, hasil = putuskan_(
        konteks.buka(),
        catat,
        tahun=tahun,
        tanggal=tanggal,
        berita_acara=berita_acara,
        hadir=hadir,
    )
    if decision.shu <= 0:
        click.echo(f"SHU {tahun} {tulis_rupiah(decision.shu)}: tidak ada yang dibagikan")
    else:
        click.echo(f"SHU {tahun} {tulis_rupiah(decision.shu)} diputuskan, RAT-{tahun}")
    tunjukkan_hasil(hasil, konteks, coba=catat.coba)


@rat.command()
@TAHUN
@FORMAT
@click.option(
    "-o",
    "keluaran",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Berkas buku RAT: .pdf, .xlsx, atau .html.",
)
@konteks
def susun(konteks: Konteks, tahun: int, bentuk: str | None, keluaran: Path) -> None:
    """Susun buku RAT dari teks buku, beserta pembuktiannya."""
    from kkmp_ledger.app.rat import buku_rat
    from kkmp_ledger.render.pilih import BERKAS
    from kkmp_ledger.render.pilih import render

    folder = konteks.buka()
    kind = pilih_bentuk(bentuk, keluaran)
    book = buku_rat(folder, tahun)
    made = render(book, kind, dibuat=folder.tahun(tahun).akhir)
    simpan(made, keluaran, biner=kind in BERKAS)
    wrong = [b.nomor for b in book.bukti if not b.hijau]
    if wrong:
        which = ", ".join(map(str, wrong))
        click.echo(f"perhatian: pembuktian {which} belum cocok; lihat halaman pembuktian", err=True)
