"""Fava in a real browser: under our policy nothing is broken, and no script of a payee runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kkmp_ledger.web import gerbang
from kkmp_ledger.web.templat import GANTI
from tests.web.kecil import situs_kami
from tests.web.kecil import tulis_buku

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.layar.conftest import Layar
    from tests.web.kecil import Situs

SELECT = "SELECT account, sum(position) GROUP BY account"
# Page -> words that stand on it once it is drawn.
HALAMAN = {
    "balance_sheet/?time=2026": "Tahun-Sebelumnya",
    "income_statement/?time=2026": "Sisa Hasil Usaha (SHU)",
    "trial_balance/?time=2025": "Simpanan",
    "journal/": "Hibah modal kerja",
    "journal/?time=2025": "Hibah modal kerja",
    "account/Aset:Kas:Toko/": "Toko, 15 Januari 2026",
    "account/Aset:Kas:Toko/?r=changes": "Mutasi (bulanan)",
    f"query/?query_string={SELECT}": "Ekuitas:Hibah",
    "events/": "Tidak ada peristiwa.",
    "errors/": "Tidak ada masalah.",
    "statistics/": "Entri per jenis",
    "extension/LaporanKoperasi/?time=2025": "Pembagian SHU",
}
KUMULATIF = "#kkmp-kumulatif"


@pytest.fixture(scope="module")
def situs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Situs]:
    with situs_kami(tulis_buku(tmp_path_factory.mktemp("layar") / "koperasi")) as site:
        yield site


def _buka(layar: Layar, situs: Situs, path: str) -> None:
    layar.page.goto(f"{situs.alamat}/buku/{path}")
    layar.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", HALAMAN)
def test_a_page_is_drawn_without_a_complaint(layar: Layar, situs: Situs, path: str) -> None:
    _buka(layar, situs, path)
    expect(layar.page.locator("article")).to_contain_text(HALAMAN[path])
    assert layar.keluhan == []


@pytest.mark.parametrize(
    "path", ["journal/", "account/Aset:Kas:Toko/", "extension/LaporanKoperasi/"]
)
def test_a_script_in_a_payee_is_shown_as_text(layar: Layar, situs: Situs, path: str) -> None:
    _buka(layar, situs, path)
    article = layar.page.locator("article")
    expect(article).to_contain_text("<img src=x onerror=")
    expect(article.locator("img")).to_have_count(0)
    assert "TEMBUS" not in layar.page.title()


def test_the_policy_alone_stops_a_script(
    layar: Layar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two guards stand before a payee's script; here the first, the escaping, is taken away.
    monkeypatch.setitem(GANTI, "_journal_table.html", ())
    with situs_kami(tulis_buku(tmp_path / "koperasi")) as situs:
        _buka(layar, situs, "journal/")
        layar.page.wait_for_timeout(500)
        assert layar.page.locator("article img").count() > 0
        assert "TEMBUS" not in layar.page.title()
    assert any("Content Security Policy" in text for text in layar.keluhan)


def test_the_script_does_run_without_either_guard(
    layar: Layar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else the two tests above would hold for a payload that never works.
    monkeypatch.setitem(GANTI, "_journal_table.html", ())
    monkeypatch.delitem(gerbang.KEPALA, "Content-Security-Policy")
    with situs_kami(tulis_buku(tmp_path / "koperasi")) as situs:
        _buka(layar, situs, "journal/")
        layar.page.wait_for_function("document.title === 'TEMBUS'")


def test_a_page_without_a_year_says_that_its_shu_is_cumulative(layar: Layar, situs: Situs) -> None:
    page = layar.page
    _buka(layar, situs, "balance_sheet/")
    expect(page.locator(KUMULATIF)).to_contain_text("kumulatif")
    page.get_by_role("link", name="Tahun buku 2025").click()
    expect(page.locator("article")).to_contain_text("750.000")
    expect(page.locator(KUMULATIF)).to_have_count(0)
    page.get_by_role("link", name="Perhitungan Hasil Usaha").click()
    expect(page.locator("article")).to_contain_text("Sisa Hasil Usaha (SHU)")
    expect(page.locator(KUMULATIF)).to_have_count(0)
    page.get_by_placeholder("Waktu").fill("")
    page.get_by_placeholder("Waktu").press("Enter")
    expect(page.locator(KUMULATIF)).to_have_count(1)
    assert layar.keluhan == []


def test_the_page_laporan_is_in_the_sidebar_and_keeps_the_year(layar: Layar, situs: Situs) -> None:
    page = layar.page
    _buka(layar, situs, "balance_sheet/?time=2025")
    page.get_by_role("link", name="Laporan").click()
    expect(page.locator("article")).to_contain_text("750.000")
    page.locator(".kkmp-tahun").get_by_role("link", name="2026").click()
    expect(page.locator("article")).to_contain_text("275.000")
    page.locator(".kkmp-isi").get_by_role("link", name="Pembagian SHU").click()
    expect(page.get_by_role("heading", name="Pembagian SHU")).to_be_in_viewport()
    assert layar.keluhan == []


def test_what_is_closed_is_not_offered(layar: Layar, situs: Situs) -> None:
    _buka(layar, situs, "balance_sheet/?time=2026")
    offered = [
        link.get_attribute("href") or ""
        for link in layar.page.locator("aside a").all()
        if link.is_visible()
    ]
    names = {href.split("?")[0].removeprefix("/buku/").strip("/") for href in offered}
    assert names == {
        "balance_sheet",
        "income_statement",
        "trial_balance",
        "journal",
        "query",
        "events",
        "statistics",
        "extension/LaporanKoperasi",
    }


def test_an_entrys_details_open_without_its_source(layar: Layar, situs: Situs) -> None:
    _buka(layar, situs, "journal/")
    layar.page.locator("#context, .datecell a").first.click()
    modal = layar.page.locator(".overlay .content, dialog .content").first
    expect(modal).to_contain_text("<2026/01-kas.beancount>")
    assert layar.keluhan == []


def test_a_members_accounts_are_folded(layar: Layar, situs: Situs) -> None:
    _buka(layar, situs, "balance_sheet/?time=2026")
    expect(layar.page.get_by_role("link", name="Pokok", exact=True)).to_be_visible()
    expect(layar.page.get_by_role("link", name="A0001", exact=True)).to_have_count(0)
