"""Reports as standalone web pages: no scripts, nothing from outside, ready to print on A4."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from typing import Any

from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined

from kkmp_ledger.base.tempat import folder
from kkmp_ledger.render.kisi import FIKTIF
from kkmp_ledger.render.kisi import isi_buku
from kkmp_ledger.render.kisi import kelompok
from kkmp_ledger.render.kisi import kisi
from kkmp_ledger.render.kisi import kisi_bukti
from kkmp_ledger.render.tulisan import bersih
from kkmp_ledger.render.tulisan import sidik_buku
from kkmp_ledger.statements.model import Tabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.statements.model import Bukti
    from kkmp_ledger.statements.model import BukuRat
    from kkmp_ledger.statements.model import Laporan


def laporan(report: Laporan | Tabel, bukti: Sequence[Bukti] | None = None) -> str:
    """A statement or a list as a page; its proofs below when they were asked for."""
    grid = kisi(report)
    lists = {grid.id} if isinstance(report, Tabel) else set[str]()
    return _halaman(
        "laporan/halaman.html",
        judul=grid.judul,
        kepala=report.kepala,
        kisi=[(report.kepala, grid)],
        daftar=lists,
        bukti=[kisi_bukti(b) for b in bukti or ()],
    )


def buku(book: BukuRat) -> str:
    """The whole RAT book as one page, with contents."""
    reports = isi_buku(book)
    return _halaman(
        "rat/buku.html",
        judul=f"Buku Rapat Anggota Tahunan, tahun buku {book.tahun}",
        kepala=book.kepala,
        identitas=book.identitas,
        kisi=[(r.kepala, kisi(r)) for r in reports],
        daftar={r.id for r in reports if isinstance(r, Tabel)},
        bukti=[kisi_bukti(b) for b in book.bukti],
        penandatangan=book.penandatangan,
    )


@cache
def _lingkungan() -> Environment:
    env = Environment(
        loader=FileSystemLoader(folder("templates"), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    env.filters["bersih"] = bersih
    env.filters["kelompok"] = kelompok
    env.filters["sidik_buku"] = sidik_buku
    env.globals["fiktif"] = FIKTIF
    return env


def _halaman(template: str, **values: Any) -> str:
    page = _lingkungan().get_template(template).render(**values)
    return "\n".join(line for line in page.splitlines() if line.strip()) + "\n"
