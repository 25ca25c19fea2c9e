"""How a grid of texts fits a printed page: upright or on its side, letter size, column widths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kkmp_ledger.render.kisi import Kisi

# Widths in thousandths of the letter size, as in our font: figures are all alike, texts average.
_ANGKA = {".": 280, "(": 320, ")": 320, "-": 400}
_DIGIT = 585
_HURUF = 530
_HURUF_TEBAL = 575
_INDEN = 1100  # of one level, as in gaya.typ
_SELA = 8  # points left and right of a cell's text together
_TEGAK = 487  # points: text width of A4 upright, and on its side
_LANSKAP = 730
_BARIS_JUDUL = 3  # lines that a head of amounts takes where its words allow it
_NYAMAN = 98  # points: wide enough for amounts to look calm
_TEKS_MIN = 110  # points that the widest text column keeps
_UKURAN = (19, 18, 17, 16, 15, 14, 13, 12, 11)  # letter sizes to try, in half points
_UKURAN_TEGAK = 17  # the smallest upright one; a smaller grid is turned first


@dataclass(frozen=True, slots=True)
class Tata:
    """The layout of one grid; a width of None takes what is left. All in points."""

    lanskap: bool
    setengah: int  # the letter size in half points
    lebar: tuple[int | None, ...]


def tata(kisi: Kisi) -> Tata:
    """The largest letters with which every column fits; the smallest when none does."""
    trials = [(False, size) for size in _UKURAN if size >= _UKURAN_TEGAK and not kisi.lebar]
    trials += [(True, size) for size in _UKURAN]
    for lanskap, size in trials:
        room = _LANSKAP if lanskap else _TEGAK
        widths = [_perlu(kisi, i, size) for i in range(len(kisi.lajur))]
        elastic = _lentur(kisi, widths)
        fixed = sum(w for i, w in enumerate(widths) if i != elastic)
        need = min(widths[elastic], _TEKS_MIN) if elastic is not None else 0
        if fixed + need <= room or (lanskap, size) == trials[-1]:
            break
    widths = _longgar(kisi, widths, elastic, room)
    return Tata(lanskap, size, tuple(None if i == elastic else w for i, w in enumerate(widths)))


def _longgar(kisi: Kisi, widths: list[int], elastic: int | None, room: int) -> list[int]:
    """Amounts in columns as even and as wide as the texts leave room for."""
    for target in range(_NYAMAN, 0, -2):
        even = [
            max(w, target) if one.angka else w for w, one in zip(widths, kisi.lajur, strict=True)
        ]
        if elastic is not None and sum(even) <= room:
            return even
    return widths


def _lentur(kisi: Kisi, widths: list[int]) -> int | None:
    """The widest text column: it wraps, the others keep their words on one line."""
    texts = [i for i, one in enumerate(kisi.lajur) if not one.angka]
    return max(texts, key=lambda i: (widths[i], -i), default=None)


def _perlu(kisi: Kisi, i: int, size: int) -> int:
    """Points that column `i` needs so that no cell and no word of its head is broken."""
    lajur = kisi.lajur[i]
    if lajur.angka:
        head = f"{lajur.judul} {lajur.catatan}".split()
        calm = len(lajur.judul) * _HURUF_TEBAL // _BARIS_JUDUL  # a head is no column of words
        widest = max(
            [calm, *(len(w) * _HURUF_TEBAL for w in head)]
            + [_panjang_angka(d.sel[i]) for d in kisi.deret],
        )
    else:
        widest = max(
            [len(lajur.judul) * _HURUF_TEBAL]
            + [len(d.sel[i]) * _HURUF + d.tingkat * _INDEN * (i == 0) for d in kisi.deret]
        )
    return -(-widest * size // 2000) + _SELA


def _panjang_angka(text: str) -> int:
    return sum(_ANGKA.get(char, _DIGIT) for char in text)
