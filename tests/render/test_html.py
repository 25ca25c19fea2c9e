"""Reports as web pages: what they show, what they never run, and their golden files."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from kkmp_ledger.base.places import folder
from kkmp_ledger.render import as_html
from kkmp_ledger.statements.sections import Cover
from kkmp_ledger.statements.sections import Header
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Report
from kkmp_ledger.statements.sections import Signatures
from tests.render import example_reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkmp_ledger.statements.sections import Section

GOLDEN = Path(__file__).parent / "emas"
HOSTILE = """<script>alert(1)</script>"'&{{ 7*7 }}{% raw %}</style>"""


class _Content(HTMLParser):
    """What a browser would see: elements with their attributes, and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def _hostile() -> Report:
    """The book with a hostile text in every place that takes one."""
    head = Header(HOSTILE, HOSTILE, HOSTILE, fiktif=True)
    report = example_reports.posisi_keuangan()
    report = replace(
        report,
        title=HOSTILE,
        header=head,
        notes=(HOSTILE,),
        columns=tuple(replace(k, title=HOSTILE, notes=HOSTILE) for k in report.columns),
        rows=tuple(replace(b, label=HOSTILE, akun=(HOSTILE,)) for b in report.rows),
    )
    table = example_reports.simpanan(1)
    table = replace(
        table,
        title=HOSTILE,
        header=head,
        columns=tuple(replace(k, title=HOSTILE, group=HOSTILE) for k in table.columns),
        rows=((HOSTILE, HOSTILE, *table.rows[0][2:]),),
    )
    proof = example_reports.bukti()[2]
    proof = replace(
        proof,
        title=HOSTILE,
        left_route=HOSTILE,
        right_route=HOSTILE,
        missing=(HOSTILE,),
        comparisons=tuple(replace(b, uraian=HOSTILE) for b in proof.comparisons),
    )
    pair = ((HOSTILE, HOSTILE),)
    sections: tuple[Section, ...] = (
        Cover("sampul", HOSTILE, head, 2026, pair),
        report,
        *(replace(table, id=f"daftar-{i}") for i in range(3)),
        Proofs(head, (proof,), title=HOSTILE),
        Signatures("pengesahan", HOSTILE, head, pair),
    )
    return Report(HOSTILE, head, sections)


def test_pages_read_as_agreed(golden: Callable[[Path, str], None]) -> None:
    style = (folder("templates") / "laporan" / "gaya.css").read_text(encoding="utf-8")
    page = as_html.render(Report.of(example_reports.posisi_keuangan(), example_reports.proofs()))
    book = as_html.render(example_reports.rat_book(2))
    assert all(line in page for line in style.splitlines())
    for name, text in (("posisi-keuangan", page), ("buku", book)):
        short = re.sub(r"<style>.*?</style>", "<style></style>", text, flags=re.DOTALL)
        golden(GOLDEN / f"{name}.html", short)


def test_no_text_becomes_markup() -> None:
    page = as_html.render(_hostile())
    assert "<script" not in page
    assert page.count("</style>") == 1
    seen = _Content(page)
    assert not {tag for tag, _ in seen.tags} & {"script", "iframe", "img", "link", "object"}
    assert seen.texts.count(HOSTILE) > 60


def test_a_page_asks_for_nothing_from_outside() -> None:
    for page in (
        as_html.render(example_reports.rat_book(3)),
        as_html.render(Report.of(example_reports.shu())),
    ):
        seen = _Content(page)
        links = [v for _, attrs in seen.tags for k, v in attrs.items() if k in ("src", "href")]
        assert all(link and link.startswith("#") for link in links)
        assert "url(" not in page
        assert "@import" not in page
        assert not [k for _, attrs in seen.tags for k in attrs if k.startswith("on")]
        assert "default-src 'none'" in page


def test_tables_tell_a_screen_reader_what_heads_what() -> None:
    seen = _Content(as_html.render(example_reports.rat_book(2)))
    assert ("html", {"lang": "id"}) in seen.tags
    scopes = [attrs.get("scope") for tag, attrs in seen.tags if tag == "th"]
    assert set(scopes) == {"col", "row", "colgroup"}
    tags = [tag for tag, _ in seen.tags]
    assert tags.count("table") == tags.count("caption")


def test_contents_lead_to_every_part() -> None:
    seen = _Content(as_html.render(example_reports.rat_book(2)))
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [str(attrs["href"])[1:] for tag, attrs in seen.tags if tag == "a"]
    assert targets == [i for i in ids if i != "sampul"]


def test_a_line_opens_its_accounts() -> None:
    page = as_html.render(Report.of(example_reports.posisi_keuangan()))
    assert "<details><summary>Kas dan setara kas</summary><ul><li>Aset:Kas:Toko</li>" in page
