"""The page Laporan: the chosen year, every text escaped, problems said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.web.laporan import pilih_tahun
from kkmp_ledger.web.server import siapkan
from tests.web.kecil import SKRIP
from tests.web.kecil import situs_server

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.statements.model import Laporan
    from kkmp_ledger.statements.model import Tabel
    from tests.web.kecil import Situs

HALAMAN = "/buku/extension/LaporanKoperasi/"


def test_the_page_shows_the_reports_of_the_running_year(situs: Situs) -> None:
    page = situs.minta(HALAMAN).isi
    assert "<h2>Perhitungan Hasil Usaha</h2>" in page
    assert "<h2>Pembagian SHU</h2>" in page
    assert '<td class="angka">275.000</td>' in page
    assert '<td class="angka">(75.000)</td>' in page
    assert "1 Januari - 31 Desember 2026 (dalam rupiah)" in page
    assert "Sidik buku: 0123456789abcdef" in page
    assert "FIKTIF" in page


def test_the_page_shows_the_year_that_was_chosen(situs: Situs) -> None:
    page = situs.minta(f"{HALAMAN}?time=2025").isi
    assert '<td class="angka">750.000</td>' in page
    assert '<a href="?time=2025" aria-current="page">2025</a>' in page
    assert "275.000" not in page


def test_every_text_on_the_page_is_escaped(situs: Situs) -> None:
    page = situs.minta(HALAMAN).isi.partition("<article>")[2].partition("</article>")[0]
    assert "Koperasi Contoh &lt;b&gt;" in page
    assert "TEMBUS" in page
    assert SKRIP not in page
    assert "<script" not in page.partition('id="page-title"')[0].rpartition("<script")[0]


@pytest.mark.parametrize(
    ("waktu", "tahun", "dikatakan"),
    [
        ("", 2026, False),
        ("2025", 2025, False),
        (" 2026 ", 2026, False),
        ("2025-12", 2025, True),
        ("2025 - 2026", 2025, True),
        ("2019", 2026, True),
        ("year", 2026, True),
        ("<script>", 2026, True),
    ],
)
def test_which_year_a_time_filter_means(waktu: str, tahun: int, *, dikatakan: bool) -> None:
    year, note = pilih_tahun(waktu, [2026, 2025], 2026)
    assert year == tahun
    assert bool(note) is dikatakan
    assert not note or str(tahun) in note


def test_problems_stand_in_place_of_the_reports(main: Path) -> None:
    def gagal(tahun: int) -> Sequence[Laporan | Tabel]:
        raise ProblemError(
            Problem("AKUN-ASING", f"akun <b> tidak ada di bagan {tahun}", "perbaiki akunnya")
        )

    with situs_server(siapkan(main, gagal, tahun=2026, port=0)) as situs:
        page = situs.minta(HALAMAN).isi
    assert "AKUN-ASING" in page
    assert "akun &lt;b&gt; tidak ada di bagan 2026" in page
    assert "saran: perbaiki akunnya" in page


def test_no_other_extension_answers(situs: Situs) -> None:
    assert situs.minta("/buku/extension/Lain/").status == 404
    assert situs.minta("/buku/extension_js_module/Lain.js").status == 404
    script = situs.minta("/buku/extension_js_module/LaporanKoperasi.js")
    assert "javascript" in script.kepala["Content-Type"]
    assert "kumulatif" in script.isi


def test_the_style_sheet(situs: Situs) -> None:
    assert '<link rel="stylesheet" href="/kkmp.css">' in situs.minta("/buku/balance_sheet/").isi
    assert situs.minta("/kkmp.css").kepala["Content-Type"].startswith("text/css")
