"""The HTML book as Chromium shows and prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]  # ships no types

from kkmp_ledger.render import as_html
from kkmp_ledger.statements.sections import Report
from tests.render import example_reports

if TYPE_CHECKING:
    from pathlib import Path

    from tests.layar.conftest import Screen

A4 = (595, 842)


def test_the_page_needs_nothing_and_complains_of_nothing(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "buku.html"
    path.write_text(as_html.render(example_reports.rat_book()), encoding="utf-8")
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    screen.page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert screen.complaint == []
    wide = screen.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert wide is False


def test_a_line_opens_its_accounts_and_amounts_stand_right(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "posisi.html"
    path.write_text(as_html.render(Report.of(example_reports.posisi_keuangan())), encoding="utf-8")
    screen.page.goto(path.as_uri())
    account = screen.page.get_by_text("Aset:Kas:Toko")
    assert not account.is_visible()
    screen.page.get_by_text("Kas dan setara kas").click()
    assert account.is_visible()
    cell = screen.page.get_by_text("61.330.400")
    assert cell.evaluate("e => getComputedStyle(e).textAlign") == "right"
    assert "tabular-nums" in cell.evaluate("e => getComputedStyle(e).fontVariantNumeric")


def test_it_prints_on_a4_with_wide_tables_on_their_side(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "buku.html"
    path.write_text(as_html.render(example_reports.rat_book()), encoding="utf-8")
    screen.page.goto(path.as_uri())
    document = pypdfium2.PdfDocument(screen.page.pdf(prefer_css_page_size=True))
    sizes = {tuple(round(side) for side in page.get_size()) for page in document}
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert sizes <= {A4, A4[::-1], (595, 841), (841, 595), (596, 842), (842, 596)}
    assert {w > h for w, h in sizes} == {True, False}
    assert f"Halaman 1 dari {len(texts)}" in texts[0]
    assert all("Nomor" in t for t in texts if "A0050" in t)
