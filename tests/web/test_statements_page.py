"""The page Laporan: the chosen year, every text escaped, problems said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.web.server import prepare
from kkmp_ledger.web.statements_page import choose_year
from tests.render import example_reports
from tests.web.small_site import SCRIPT
from tests.web.small_site import site_server

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.statements.sections import Statement
    from kkmp_ledger.statements.sections import Table
    from tests.web.small_site import Site

PAGE = "/buku/extension/LaporanKoperasi/"


def test_the_page_shows_the_reports_of_the_running_year(site: Site) -> None:
    page = site.ask(PAGE).content
    assert "<h2>Perhitungan Hasil Usaha</h2>" in page
    assert "<h2>Pembagian SHU</h2>" in page
    assert '<td class="angka">275.000</td>' in page
    assert '<td class="angka">(75.000)</td>' in page
    assert "1 Januari - 31 Desember 2026 (dalam rupiah)" in page
    assert "Sidik buku: 0123456789abcdef" in page
    assert "FIKTIF" in page


def test_the_page_shows_the_year_that_was_chosen(site: Site) -> None:
    page = site.ask(f"{PAGE}?time=2025").content
    assert '<td class="angka">750.000</td>' in page
    assert '<a href="?time=2025" aria-current="page">2025</a>' in page
    assert "275.000" not in page


def test_every_text_on_the_page_is_escaped(site: Site) -> None:
    page = site.ask(PAGE).content.partition("<article>")[2].partition("</article>")[0]
    assert "Koperasi Contoh &lt;b&gt;" in page
    assert "TEMBUS" in page
    assert SCRIPT not in page
    assert "<script" not in page.partition('id="page-title"')[0].rpartition("<script")[0]


@pytest.mark.parametrize(
    ("time", "year", "said"),
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
def test_which_year_a_time_filter_means(time: str, year: int, *, said: bool) -> None:
    expected, note = choose_year(time, [2026, 2025], 2026)
    assert expected == year
    assert bool(note) is said
    assert not note or str(year) in note


def test_problems_stand_in_place_of_the_reports(main: Path) -> None:
    def failed(year: int) -> Sequence[Statement | Table]:
        raise ProblemError(
            Problem("AKUN-ASING", f"akun <b> tidak ada di bagan {year}", "perbaiki akunnya")
        )

    with site_server(prepare(main, failed, year=2026, port=0)) as site:
        page = site.ask(PAGE).content
    assert "AKUN-ASING" in page
    assert "akun &lt;b&gt; tidak ada di bagan 2026" in page
    assert "saran: perbaiki akunnya" in page


def test_a_statement_of_many_columns_is_set_closer(main: Path) -> None:
    def both(year: int) -> Sequence[Statement | Table]:
        return [example_reports.hasil_usaha(), example_reports.perubahan_ekuitas()]

    with site_server(prepare(main, both, year=2026, port=0)) as site:
        page = site.ask(PAGE).content
    narrow, wide = page.partition("Laporan Perubahan Ekuitas</h2>")[::2]
    assert '<table class="banyak-kolom">' not in narrow
    assert '<table class="banyak-kolom">' in wide


def test_no_other_extension_answers(site: Site) -> None:
    assert site.ask("/buku/extension/Lain/").status == 404
    assert site.ask("/buku/extension_js_module/Lain.js").status == 404
    script = site.ask("/buku/extension_js_module/LaporanKoperasi.js")
    assert "javascript" in script.header["Content-Type"]
    assert "kumulatif" in script.content


def test_the_style_sheet(site: Site) -> None:
    assert '<link rel="stylesheet" href="/kkmp.css">' in site.ask("/buku/balance_sheet/").content
    assert site.ask("/kkmp.css").header["Content-Type"].startswith("text/css")
