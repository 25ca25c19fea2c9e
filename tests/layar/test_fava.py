"""Fava in a real browser: under our policy nothing is broken, and no script of a payee runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kkmp_ledger.web import gate
from kkmp_ledger.web.fava_templates import REPLACE
from tests.web.small_site import our_site
from tests.web.small_site import write_book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.layar.conftest import Screen
    from tests.web.small_site import Site

# Page -> words that stand on it once it is drawn.
PAGE = {
    "balance_sheet/?time=2026": "Tahun-Sebelumnya",
    "income_statement/?time=2026": "Sisa Hasil Usaha (SHU)",
    "trial_balance/?time=2025": "Simpanan",
    "journal/": "Hibah modal kerja",
    "journal/?time=2025": "Hibah modal kerja",
    "account/Aset:Kas:Toko/": "Toko, 15 Januari 2026",
    "account/Aset:Kas:Toko/?r=changes": "Mutasi (bulanan)",
    "events/": "Tidak ada peristiwa.",
    "errors/": "Tidak ada masalah.",
    "statistics/": "Entri per jenis",
    "extension/LaporanKoperasi/?time=2025": "Pembagian SHU",
}
CUMULATIVE = "#kkmp-kumulatif"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with our_site(write_book(tmp_path_factory.mktemp("layar") / "koperasi")) as site:
        yield site


def _open(screen: Screen, site: Site, path: str) -> None:
    screen.page.goto(f"{site.alamat}/buku/{path}")
    screen.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", PAGE)
def test_a_page_is_drawn_without_a_complaint(screen: Screen, site: Site, path: str) -> None:
    _open(screen, site, path)
    expect(screen.page.locator("article")).to_contain_text(PAGE[path])
    assert screen.complaint == []


@pytest.mark.parametrize(
    "path", ["journal/", "account/Aset:Kas:Toko/", "extension/LaporanKoperasi/"]
)
def test_a_script_in_a_payee_is_shown_as_text(screen: Screen, site: Site, path: str) -> None:
    _open(screen, site, path)
    article = screen.page.locator("article")
    expect(article).to_contain_text("<img src=x onerror=")
    expect(article.locator("img")).to_have_count(0)
    assert "TEMBUS" not in screen.page.title()


def test_the_policy_alone_stops_a_script(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two guards stand before a payee's script; here the first, the escaping, is taken away.
    monkeypatch.setitem(REPLACE, "_journal_table.html", ())
    with our_site(write_book(tmp_path / "koperasi")) as site:
        _open(screen, site, "journal/")
        screen.page.wait_for_timeout(500)
        assert screen.page.locator("article img").count() > 0
        assert "TEMBUS" not in screen.page.title()
    assert any("Content Security Policy" in text for text in screen.complaint)


def test_the_script_does_run_without_either_guard(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else the two tests above would hold for a payload that never works.
    monkeypatch.setitem(REPLACE, "_journal_table.html", ())
    monkeypatch.delitem(gate.HEADER, "Content-Security-Policy")
    with our_site(write_book(tmp_path / "koperasi")) as site:
        _open(screen, site, "journal/")
        screen.page.wait_for_function("document.title === 'TEMBUS'")


def test_a_page_without_a_year_says_that_its_shu_is_cumulative(screen: Screen, site: Site) -> None:
    page = screen.page
    _open(screen, site, "balance_sheet/")
    expect(page.locator(CUMULATIVE)).to_contain_text("kumulatif")
    page.get_by_role("link", name="Tahun buku 2025").click()
    expect(page.locator("article")).to_contain_text("750.000")
    expect(page.locator(CUMULATIVE)).to_have_count(0)
    page.get_by_role("link", name="Perhitungan Hasil Usaha").click()
    expect(page.locator("article")).to_contain_text("Sisa Hasil Usaha (SHU)")
    expect(page.locator(CUMULATIVE)).to_have_count(0)
    page.get_by_placeholder("Waktu").fill("")
    page.get_by_placeholder("Waktu").press("Enter")
    expect(page.locator(CUMULATIVE)).to_have_count(1)
    assert screen.complaint == []


def test_the_page_laporan_is_in_the_sidebar_and_keeps_the_year(screen: Screen, site: Site) -> None:
    page = screen.page
    _open(screen, site, "balance_sheet/?time=2025")
    page.get_by_role("link", name="Laporan").click()
    expect(page.locator("article")).to_contain_text("750.000")
    page.locator(".kkmp-tahun").get_by_role("link", name="2026").click()
    expect(page.locator("article")).to_contain_text("275.000")
    page.locator(".kkmp-isi").get_by_role("link", name="Pembagian SHU").click()
    expect(page.get_by_role("heading", name="Pembagian SHU")).to_be_in_viewport()
    assert screen.complaint == []


def test_what_is_closed_is_not_offered(screen: Screen, site: Site) -> None:
    _open(screen, site, "balance_sheet/?time=2026")
    offered = [
        link.get_attribute("href") or ""
        for link in screen.page.locator("aside a").all()
        if link.is_visible()
    ]
    names = {href.split("?")[0].removeprefix("/buku/").strip("/") for href in offered}
    assert names == {
        "balance_sheet",
        "income_statement",
        "trial_balance",
        "journal",
        "events",
        "statistics",
        "extension/LaporanKoperasi",
    }


def test_an_entry_s_details_open_without_its_source(screen: Screen, site: Site) -> None:
    _open(screen, site, "journal/")
    screen.page.locator("#context, .datecell a").first.click()
    modal = screen.page.locator(".overlay .content, dialog .content").first
    expect(modal).to_contain_text("<2026/01-kas.beancount>")
    assert screen.complaint == []


def test_a_members_accounts_are_folded(screen: Screen, site: Site) -> None:
    _open(screen, site, "balance_sheet/?time=2026")
    expect(screen.page.get_by_role("link", name="Pokok", exact=True)).to_be_visible()
    expect(screen.page.get_by_role("link", name="A0001", exact=True)).to_have_count(0)
