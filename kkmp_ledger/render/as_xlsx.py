"""Reports as an Excel workbook: one sheet each, live formulas for totals, always the same bytes."""

from __future__ import annotations

import io
import math
from datetime import date
from typing import TYPE_CHECKING

from kkmp_ledger.render.kisi import JUMLAH
from kkmp_ledger.render.kisi import isi_buku
from kkmp_ledger.render.kisi import kisi
from kkmp_ledger.render.kisi import kisi_bukti
from kkmp_ledger.render.lembar import BARIS
from kkmp_ledger.render.lembar import BUKTI
from kkmp_ledger.render.lembar import Buku
from kkmp_ledger.render.lembar import Sheet
from kkmp_ledger.render.lembar import angka
from kkmp_ledger.render.lembar import buka
from kkmp_ledger.render.lembar import cetak
from kkmp_ledger.render.lembar import hari
from kkmp_ledger.render.lembar import kepala_lajur
from kkmp_ledger.render.lembar import kepala_lembar
from kkmp_ledger.render.lembar import lebar
from kkmp_ledger.render.lembar import lebar_lajur
from kkmp_ledger.render.lembar import rumus
from kkmp_ledger.render.tulisan import bersih
from kkmp_ledger.statements.model import Laporan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.render.kisi import Kisi
    from kkmp_ledger.statements.model import Baris
    from kkmp_ledger.statements.model import Bukti
    from kkmp_ledger.statements.model import BukuRat
    from kkmp_ledger.statements.model import Kepala
    from kkmp_ledger.statements.model import Tabel

_NAMA_MAX = 31
_SATU_HALAMAN = 70  # rows of a statement that still read well on one page


def laporan(report: Laporan | Tabel, dibuat: date, bukti: Sequence[Bukti] | None = None) -> bytes:
    """A statement or a list on one sheet, its proofs on another when they were asked for.

    `dibuat` is the date that the file says it was created on; the same input, the same bytes.
    """
    out = io.BytesIO()
    buku_ = buka(out, report.kepala, dibuat)
    _lembar(buku_, report)
    if bukti is not None:
        _lembar_bukti(buku_, bukti, report.kepala)
    buku_.book.close()
    return out.getvalue()


def buku(book: BukuRat, dibuat: date) -> bytes:
    """The RAT book: a cover with contents, one sheet a statement or list, the proofs."""
    out = io.BytesIO()
    buku_ = buka(out, book.kepala, dibuat)
    _sampul(buku_, book)
    for report in isi_buku(book):
        _lembar(buku_, report)
    _lembar_bukti(buku_, book.bukti, book.kepala)
    buku_.book.close()
    return out.getvalue()


def nama_lembar(id_: str) -> str:
    """A sheet's name from a report's id: `hasil-usaha` is `Hasil Usaha`, `shu` is `SHU`."""
    words = ("SHU" if w == "shu" else w.capitalize() for w in id_.split("-"))
    return " ".join(words)[:_NAMA_MAX]


def _lembar(buku_: Buku, report: Laporan | Tabel) -> None:
    grid = kisi(report)
    sheet = buku_.book.add_worksheet(nama_lembar(report.id))
    top = kepala_lembar(buku_, sheet, report.kepala, grid.judul, grid.satuan)
    first = kepala_lajur(buku_, sheet, grid, top)
    if isinstance(report, Laporan):
        last = _isi_laporan(buku_, sheet, report, grid, first)
    else:
        last = _isi_tabel(buku_, sheet, report, first)
    _catatan(buku_, sheet, grid, last)
    lebar(sheet, grid)
    fixed = next((i for i, one in enumerate(grid.lajur) if one.angka), 1)
    sheet.freeze_panes(first, fixed)
    sheet.repeat_rows(top, first - 1)
    one_page = isinstance(report, Laporan) and len(report.baris) <= _SATU_HALAMAN
    cetak(sheet, report.kepala, grid.judul, lanskap=grid.lebar, satu=one_page)


def _isi_laporan(buku_: Buku, sheet: Sheet, report: Laporan, grid: Kisi, first: int) -> int:
    rows = {b.kunci: first + i for i, b in enumerate(report.baris) if b.jenis != "judul"}
    columns = {k.kunci: 1 + i for i, k in enumerate(report.kolom)}
    for i, (baris, deret) in enumerate(zip(report.baris, grid.deret, strict=True)):
        row = first + i
        name = {"judul": "judul", "pos": "teks", "jumlah": "jumlah_teks"}[baris.jenis]
        level = min(baris.tingkat, 5) or ""
        sheet.write_string(row, 0, deret.sel[0], buku_.rupa[f"{name}{level}"])
        if baris.jenis == "judul":
            sheet.set_row(row, BARIS + 9 if baris.tingkat == 0 else BARIS)
            continue
        kind = "tutup" if deret.tutup else "jumlah" if baris.jenis == "jumlah" else "angka"
        for j, kolom in enumerate(report.kolom):
            value = baris.nilai[j] if baris.nilai else None
            formula = ""
            if value is not None and baris.suku:
                assert value == _hitung_baris(report, baris, j), baris.kunci
                formula = rumus([(s, rows[k], 1 + j) for s, k in baris.suku])
            elif value is not None and kolom.suku:
                formula = rumus([(1, row, columns[k]) for k in kolom.suku])
            if value is not None and kolom.suku:
                assert value == _hitung_kolom(report, baris, j), baris.kunci
            look = buku_.rupa["angka" if value is None else kind]
            angka(sheet, (row, 1 + j), value, look, formula)
    return first + len(report.baris)


def _hitung_baris(report: Laporan, baris: Baris, j: int) -> int:
    """What the row's formula will give: the stored figure must be the same."""
    by_key = {b.kunci: b for b in report.baris if b.jenis != "judul"}
    return sum(sign * ((by_key[k].nilai or (0,) * 99)[j] or 0) for sign, k in baris.suku)


def _hitung_kolom(report: Laporan, baris: Baris, j: int) -> int:
    keys = [k.kunci for k in report.kolom]
    return sum(baris.nilai[keys.index(k)] or 0 for k in report.kolom[j].suku)


def _isi_tabel(buku_: Buku, sheet: Sheet, tabel: Tabel, first: int) -> int:
    rupa = buku_.rupa
    for i, baris in enumerate(tabel.baris):
        for j, (value, kolom) in enumerate(zip(baris, tabel.kolom, strict=True)):
            if isinstance(value, int) or value is None:
                angka(sheet, (first + i, j), value, rupa["angka"])
            elif kolom.jenis == "tanggal" and (day := _tanggal(value)):
                sheet.write_datetime(first + i, j, hari(day), rupa["tanggal"])
            else:
                sheet.write_string(first + i, j, bersih(value), rupa["teks"])
    last = first + len(tabel.baris)
    if not any(k.dijumlah for k in tabel.kolom):
        return last
    for j, value in enumerate(tabel.jumlah()):
        if value is None:
            if j == 0:
                sheet.write_string(last, j, JUMLAH, rupa["jumlah_teks"])
        else:
            span = [(1, first + i, j) for i in range(len(tabel.baris))]
            angka(sheet, (last, j), value, rupa["tutup"], rumus(span) if span else "")
    return last + 1


def _tanggal(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _catatan(buku_: Buku, sheet: Sheet, grid: Kisi, row: int) -> None:
    width = sum(lebar_lajur(grid, i) for i in range(len(grid.lajur)))
    for i, note in enumerate(grid.catatan):
        at = row + 1 + i
        if len(grid.lajur) > 1:
            sheet.merge_range(at, 0, at, len(grid.lajur) - 1, "", buku_.rupa["catatan"])
        sheet.write_string(at, 0, note, buku_.rupa["catatan"])
        sheet.set_row(at, BARIS * math.ceil(len(note) * 1.1 / width))


def _lembar_bukti(buku_: Buku, bukti: Sequence[Bukti], kepala: Kepala) -> None:
    sheet = buku_.book.add_worksheet("Bukti")
    rupa = buku_.rupa
    row = kepala_lembar(buku_, sheet, kepala, "Pembuktian", "")
    sheet.set_column(0, 0, BUKTI[0])
    sheet.set_column(1, 3, BUKTI[1])
    for one in bukti:
        grid = kisi_bukti(one)
        sheet.write_string(row, 0, f"{grid.judul} [{grid.status}]", rupa["judul"])
        first = kepala_lajur(buku_, sheet, grid, row + 1)
        for i, banding in enumerate(one.banding):
            at = first + i
            sheet.write_string(at, 0, grid.deret[i].sel[0], rupa["teks1"])
            angka(sheet, (at, 1), banding.kiri, rupa["angka"])
            angka(sheet, (at, 2), banding.kanan, rupa["angka"])
            formula = rumus([(1, at, 1), (-1, at, 2)])
            angka(sheet, (at, 3), banding.kiri - banding.kanan, rupa["angka"], formula)
        row = first + len(one.banding)
        for text in grid.catatan:
            sheet.write_string(row, 0, text, rupa["fiktif"])
            row += 1
        row += 1
    cetak(sheet, kepala, "Pembuktian")


def _sampul(buku_: Buku, book: BukuRat) -> None:
    sheet = buku_.book.add_worksheet("Sampul")
    rupa = buku_.rupa
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    title = f"Buku Rapat Anggota Tahunan, tahun buku {book.tahun}"
    row = kepala_lembar(buku_, sheet, book.kepala, title, "")
    for label, text in book.identitas:
        sheet.write_string(row, 0, bersih(label), rupa["jumlah_teks"])
        sheet.write_string(row, 1, bersih(text), rupa["teks"])
        row += 1
    row += 1
    sheet.write_string(row, 0, "Daftar isi", rupa["judul"])
    for report in isi_buku(book):
        row += 1
        target = f"internal:'{nama_lembar(report.id)}'!A1"
        sheet.write_url(row, 0, target, rupa["tautan"], bersih(report.judul))
    row += 1
    sheet.write_url(row, 0, "internal:'Bukti'!A1", rupa["tautan"], "Pembuktian")
    if book.penandatangan:
        row += 2
        sheet.write_string(row, 0, "Penandatangan", rupa["judul"])
    for jabatan, nama in book.penandatangan:
        row += 1
        sheet.write_string(row, 0, bersih(jabatan), rupa["teks"])
        sheet.write_string(row, 1, bersih(nama), rupa["teks"])
    cetak(sheet, book.kepala, "Sampul")
