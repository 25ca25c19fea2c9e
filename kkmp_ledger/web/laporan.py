"""The page `Laporan` inside Fava: the cooperative's statements and SHU for one book year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Protocol
from typing import cast

from fava.ext import FavaExtensionBase
from flask import request

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.render.kisi import FIKTIF
from kkmp_ledger.render.kisi import kelompok
from kkmp_ledger.render.kisi import kisi
from kkmp_ledger.web.templat import folder_web

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.render.kisi import Kisi
    from kkmp_ledger.statements.model import Kepala
    from kkmp_ledger.statements.model import Laporan
    from kkmp_ledger.statements.model import Tabel


class LaporanUntukWeb(Protocol):
    """What the page asks of the rooms below: a book year's reports, in the order to be shown."""

    def __call__(self, tahun: int) -> Sequence[Laporan | Tabel]:
        """Give the reports of the book year; a ProblemError is shown in their place."""
        ...


@dataclass(frozen=True, slots=True)
class Bagian:
    """One report on the page."""

    kepala: Kepala
    kisi: Kisi
    kelompok: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Isi:
    """All that the page shows."""

    tahun: int
    pilihan: tuple[int, ...]
    bagian: tuple[Bagian, ...]
    problems: tuple[Problem, ...] = ()
    catatan: str = ""
    fiktif: str = ""


class BukuLaporan(Protocol):
    """What the page needs of the ledger that it stands in."""

    laporan: LaporanUntukWeb

    @property
    def tahun(self) -> int:
        """The book year that opens first."""
        ...

    @property
    def tahun_buku(self) -> list[int]:
        """The book years, newest first."""
        ...


class LaporanKoperasi(FavaExtensionBase):
    """Fava's frame around the page. Its templates stand in `templates/web`."""

    report_title = "Laporan"
    has_js_module = True  # says on every page without a year that its SHU is cumulative

    @property
    def extension_dir(self) -> Path:
        """Where Fava finds the script."""
        return folder_web()

    def isi(self) -> Isi:
        """Make the page for the year in the address, `?time=2025`."""
        ledger = cast("BukuLaporan", self.ledger)
        years = ledger.tahun_buku
        tahun, catatan = pilih_tahun(request.args.get("time", ""), years, ledger.tahun)
        pilihan = tuple(years)
        try:
            reports = ledger.laporan(tahun)
        except ProblemError as error:
            return Isi(tahun, pilihan, (), tuple(error.problems), catatan)
        parts = tuple(_bagian(report) for report in reports)
        fiktif = FIKTIF if any(part.kepala.fiktif for part in parts) else ""
        return Isi(tahun, pilihan, parts, catatan=catatan, fiktif=fiktif)


def pilih_tahun(waktu: str, ada: Sequence[int], bawaan: int) -> tuple[int, str]:
    """Find the book year that Fava's time filter means, and say so where it means another span."""
    match = re.search(r"\d{4}", waktu)
    asked = int(match[0]) if match else bawaan
    tahun = asked if asked in ada else bawaan
    if waktu.strip() in ("", str(tahun)):
        return tahun, ""
    return tahun, f"Laporan selalu untuk satu tahun buku; yang ditampilkan tahun buku {tahun}."


def _bagian(report: Laporan | Tabel) -> Bagian:
    grid = kisi(report)
    return Bagian(report.kepala, grid, tuple(kelompok(grid.lajur)) if grid.berkelompok else ())
