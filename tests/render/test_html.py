"""Reports as web pages: what they show, what they never run, and their golden files."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from kkmp_ledger.base.tempat import folder
from kkmp_ledger.render import as_html
from kkmp_ledger.statements.model import BukuRat
from kkmp_ledger.statements.model import Kepala
from tests.render import contoh

if TYPE_CHECKING:
    from collections.abc import Callable

EMAS = Path(__file__).parent / "emas"
JAHAT = """<script>alert(1)</script>"'&{{ 7*7 }}{% raw %}</style>"""


class _Isi(HTMLParser):
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


def _jahat() -> BukuRat:
    """The book with a hostile text in every place that takes one."""
    head = Kepala(JAHAT, JAHAT, JAHAT, fiktif=True)
    report = contoh.posisi_keuangan()
    report = replace(
        report,
        judul=JAHAT,
        kepala=head,
        catatan=(JAHAT,),
        kolom=tuple(replace(k, judul=JAHAT, catatan=JAHAT) for k in report.kolom),
        baris=tuple(replace(b, label=JAHAT, akun=(JAHAT,)) for b in report.baris),
    )
    tabel = contoh.simpanan(1)
    tabel = replace(
        tabel,
        judul=JAHAT,
        kepala=head,
        kolom=tuple(replace(k, judul=JAHAT, kelompok=JAHAT) for k in tabel.kolom),
        baris=((JAHAT, JAHAT, *tabel.baris[0][2:]),),
    )
    proof = contoh.bukti()[2]
    proof = replace(
        proof,
        judul=JAHAT,
        rute_kiri=JAHAT,
        rute_kanan=JAHAT,
        belum=(JAHAT,),
        banding=tuple(replace(b, uraian=JAHAT) for b in proof.banding),
    )
    return replace(
        contoh.buku_rat(1),
        kepala=head,
        identitas=((JAHAT, JAHAT),),
        laporan=(report,),
        shu=tabel,
        shu_anggota=tabel,
        simpanan=tabel,
        bukti=(proof,),
        catatan_shu=(JAHAT,),
        penandatangan=((JAHAT, JAHAT),),
    )


def test_pages_read_as_agreed(emas: Callable[[Path, str], None]) -> None:
    style = (folder("templates") / "laporan" / "gaya.css").read_text(encoding="utf-8")
    page = as_html.laporan(contoh.posisi_keuangan(), contoh.bukti())
    book = as_html.buku(contoh.buku_rat(2))
    assert all(line in page for line in style.splitlines())
    for name, text in (("posisi-keuangan", page), ("buku", book)):
        short = re.sub(r"<style>.*?</style>", "<style></style>", text, flags=re.DOTALL)
        emas(EMAS / f"{name}.html", short)


def test_no_text_becomes_markup() -> None:
    page = as_html.buku(_jahat())
    assert "<script" not in page
    assert page.count("</style>") == 1
    seen = _Isi(page)
    assert not {tag for tag, _ in seen.tags} & {"script", "iframe", "img", "link", "object"}
    assert seen.texts.count(JAHAT) > 60


def test_a_page_asks_for_nothing_from_outside() -> None:
    for page in (as_html.buku(contoh.buku_rat(3)), as_html.laporan(contoh.shu())):
        seen = _Isi(page)
        links = [v for _, attrs in seen.tags for k, v in attrs.items() if k in ("src", "href")]
        assert all(link and link.startswith("#") for link in links)
        assert "url(" not in page
        assert "@import" not in page
        assert not [k for _, attrs in seen.tags for k in attrs if k.startswith("on")]
        assert "default-src 'none'" in page


def test_tables_tell_a_screen_reader_what_heads_what() -> None:
    seen = _Isi(as_html.buku(contoh.buku_rat(2)))
    assert ("html", {"lang": "id"}) in seen.tags
    scopes = [attrs.get("scope") for tag, attrs in seen.tags if tag == "th"]
    assert set(scopes) == {"col", "row", "colgroup"}
    tags = [tag for tag, _ in seen.tags]
    assert tags.count("table") == tags.count("caption")


def test_contents_lead_to_every_part() -> None:
    seen = _Isi(as_html.buku(contoh.buku_rat(2)))
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [str(attrs["href"])[1:] for tag, attrs in seen.tags if tag == "a"]
    assert targets == [i for i in ids if i != "sampul"]


def test_a_line_opens_its_accounts() -> None:
    page = as_html.laporan(contoh.posisi_keuangan())
    assert "<details><summary>Kas dan setara kas</summary><ul><li>Aset:Kas:Toko</li>" in page
