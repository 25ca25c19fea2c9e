"""Reports as plain text in columns, for a terminal of about a hundred characters."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from kkmp_ledger.render.kisi import FIKTIF
from kkmp_ledger.render.kisi import Kisi
from kkmp_ledger.render.kisi import isi_buku
from kkmp_ledger.render.kisi import kisi
from kkmp_ledger.render.kisi import kisi_bukti
from kkmp_ledger.render.tulisan import bersih
from kkmp_ledger.render.tulisan import sidik_buku

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.render.kisi import Deret
    from kkmp_ledger.render.kisi import Lajur
    from kkmp_ledger.statements.model import Bukti
    from kkmp_ledger.statements.model import BukuRat
    from kkmp_ledger.statements.model import Kepala
    from kkmp_ledger.statements.model import Laporan
    from kkmp_ledger.statements.model import Tabel

LEBAR = 100
_GAP = "  "
_ANGKA = 17  # the width of a column of amounts
_SEDIKIT = 4  # where there are at most so many of them
_TEKS_MIN = 12  # a text column is not squeezed below this,
_LABEL_MIN = 28  # the first one not below this


def laporan(
    report: Laporan | Tabel, bukti: Sequence[Bukti] | None = None, lebar: int = LEBAR
) -> str:
    """A statement or a list, with the proofs below when they were asked for."""
    grid = kisi(report)
    parts = [*_kepala(report.kepala, grid.judul, grid.satuan), "", *_isi(grid, lebar)]
    if bukti is not None:
        parts += ["", *_semua_bukti(bukti, lebar)]
    return _gabung(parts)


def buku(book: BukuRat, lebar: int = LEBAR) -> str:
    """The RAT book's statements, lists and proofs, one below the other."""
    parts = [laporan(report, lebar=lebar) for report in isi_buku(book)]
    return "\n\n".join([*parts, daftar_bukti(book.bukti, lebar)])


def daftar_bukti(bukti: Sequence[Bukti], lebar: int = LEBAR) -> str:
    """The proofs alone."""
    return _gabung(_semua_bukti(bukti, lebar))


def _gabung(lines: Sequence[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _kepala(kepala: Kepala, judul: str, satuan: str) -> list[str]:
    mark = [FIKTIF] if kepala.fiktif else []
    unit = f" ({satuan})" if satuan else ""
    return [
        bersih(kepala.entitas),
        judul,
        f"{bersih(kepala.periode)}{unit}",
        sidik_buku(kepala.sidik),
        *mark,
    ]


def _semua_bukti(bukti: Sequence[Bukti], lebar: int) -> list[str]:
    lines = [f"PEMBUKTIAN: {sum(b.hijau for b in bukti)} dari {len(bukti)} cocok"]
    for one in bukti:
        grid = kisi_bukti(one)
        lines += ["", f"{grid.judul} [{grid.status}]", *_isi(grid, lebar)]
    return lines


def _isi(grid: Kisi, lebar: int) -> list[str]:
    lines: list[str] = []
    widths = _lebar_lajur(grid, lebar)
    blocks = _blok(grid, widths, lebar)
    for number, block in enumerate(blocks):
        if number:
            lines += ["", f"(lanjutan {number + 1} dari {len(blocks)})", ""]
        lines += _blok_baris(grid, block, widths)
    if not grid.deret:
        lines.append("(tidak ada baris)")
    for note in grid.catatan:
        lines += textwrap.wrap(note, lebar, initial_indent="- ", subsequent_indent="  ")
    return lines


def _kepala_lajur(lajur: Lajur, width: int) -> list[str]:
    parts = (lajur.kelompok, lajur.judul, lajur.catatan)
    lines = [line for part in parts if part for line in textwrap.wrap(part, width - lajur.angka)]
    return [f"{line} " for line in lines] if lajur.angka else lines


def _lebar_lajur(grid: Kisi, lebar: int) -> list[int]:
    """The width of each column: amounts never wrap, texts are squeezed where a line is too long."""
    natural = [_wajar(grid, i) for i in range(len(grid.lajur))]
    texts = [i for i, lajur in enumerate(grid.lajur) if not lajur.angka]
    widths = _peras(natural, texts, lebar)
    if _panjang(widths) > lebar and len(_tetap(grid)) == len(texts):
        # amounts go to several blocks, so the texts that each block repeats may take half a line
        kept = _peras(natural[: len(texts)], texts, lebar // 2)
        widths = [*kept, *natural[len(texts) :]]
    return widths


def _wajar(grid: Kisi, i: int) -> int:
    """The width that no cell of the column exceeds; only a head of amounts may wrap in it."""
    lajur = grid.lajur[i]
    if not lajur.angka:
        return max([len(lajur.judul), *(len(_isi_sel(grid, d, i)) for d in grid.deret)])
    words = [f"{w} " for w in f"{lajur.kelompok} {lajur.judul} {lajur.catatan}".split()]
    roomy = _ANGKA if sum(one.angka for one in grid.lajur) <= _SEDIKIT else 1
    return max(roomy, *map(len, words), *(len(_isi_sel(grid, d, i)) for d in grid.deret), 1)


def _isi_sel(grid: Kisi, deret: Deret, i: int) -> str:
    """A cell's text: the first indented by its level; amounts leave room for a parenthesis."""
    text = deret.sel[i]
    if grid.lajur[i].angka:
        return text if not text or text.endswith(")") else f"{text} "
    text = text.upper() if _besar(deret, i) else text
    return "  " * deret.tingkat + text if i == 0 else text


def _panjang(widths: list[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _peras(widths: list[int], texts: list[int], lebar: int) -> list[int]:
    """Narrow the widest text column, one by one, until the line fits or none can give more."""
    squeezed = list(widths)
    while _panjang(squeezed) > lebar:
        given = [i for i in texts if squeezed[i] > (_LABEL_MIN if i == 0 else _TEKS_MIN)]
        if not given:
            break
        squeezed[max(given, key=lambda i: squeezed[i])] -= 1
    return squeezed


def _tetap(grid: Kisi) -> list[int]:
    """The leading text columns: every block repeats them."""
    kept = []
    for i, lajur in enumerate(grid.lajur):
        if lajur.angka:
            break
        kept.append(i)
    return kept if len(kept) < len(grid.lajur) else kept[:1]


def _blok(grid: Kisi, widths: list[int], lebar: int) -> list[list[int]]:
    kept = _tetap(grid)
    fixed = sum(widths[i] + 2 for i in kept)
    blocks: list[list[int]] = []
    used = 0
    for i in range(len(kept), len(widths)):
        if not blocks or (used + widths[i] > lebar and len(blocks[-1]) > len(kept)):
            blocks.append(list(kept))
            used = fixed
        blocks[-1].append(i)
        used += widths[i] + 2
    return blocks or [kept]


def _blok_baris(grid: Kisi, block: list[int], widths: list[int]) -> list[str]:
    heads = [_kepala_lajur(grid.lajur[i], widths[i]) for i in block]
    height = max(map(len, heads))
    padded = [[""] * (height - len(h)) + h for h in heads]
    lines = [_satu_baris(grid, block, widths, cells) for cells in zip(*padded, strict=True)]
    lines.append(_GAP.join("-" * widths[i] for i in block))
    for number, deret in enumerate(grid.deret):
        if deret.jenis == "judul" and deret.tingkat == 0 and number:
            lines.append("")
        if deret.jenis == "jumlah":
            lines.append(_garis(grid, block, widths, deret, "-"))
        lines += _deret(grid, block, widths, deret)
        if deret.tutup:
            lines.append(_garis(grid, block, widths, deret, "="))
    return lines


def _deret(grid: Kisi, block: list[int], widths: list[int], deret: Deret) -> list[str]:
    """One row; a text too long for its column wraps, and amounts stand on the last line."""
    wrapped: list[list[str]] = []
    for i in block:
        text = _isi_sel(grid, deret, i)
        if len(text) <= widths[i]:
            wrapped.append([text])
            continue
        hang = " " * (len(text) - len(text.lstrip()) + 2)
        wrapped.append(textwrap.wrap(text, widths[i], subsequent_indent=hang))
    height = max(map(len, wrapped))
    for i, lines in zip(block, wrapped, strict=True):
        blanks = [""] * (height - len(lines))
        lines[:] = blanks + lines if grid.lajur[i].angka else lines + blanks
    return [_satu_baris(grid, block, widths, cells) for cells in zip(*wrapped, strict=True)]


def _besar(deret: Deret, i: int) -> bool:
    return i == 0 and deret.jenis == "judul" and deret.tingkat == 0


def _satu_baris(grid: Kisi, block: list[int], widths: list[int], cells: Sequence[str]) -> str:
    return _GAP.join(
        cell.rjust(widths[i]) if grid.lajur[i].angka else cell.ljust(widths[i])
        for i, cell in zip(block, cells, strict=True)
    )


def _garis(grid: Kisi, block: list[int], widths: list[int], deret: Deret, mark: str) -> str:
    """A rule over or under the amounts of a total; none where there is no amount."""
    ruled = {i for i in block if grid.lajur[i].angka and deret.sel[i]}
    return _GAP.join((mark if i in ruled else " ") * widths[i] for i in block)
