"""Reports as PDF: the same bytes each time, every letter in the font, no page overfull."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest

from kkmp_ledger.base.places import folder
from kkmp_ledger.base.sure import OurMistakeError
from kkmp_ledger.render import as_html
from kkmp_ledger.render import as_pdf
from kkmp_ledger.render import as_xlsx
from kkmp_ledger.render import glyphs
from kkmp_ledger.render import kuitansi
from kkmp_ledger.statements.sections import Report
from kkmp_ledger.statements.sections import Signatures
from kkmp_ledger.statements.sections import Table
from kkmp_ledger.statements.sections import TableColumn
from tests.render import example_reports

if TYPE_CHECKING:
    from kkmp_ledger.statements.sections import Statement

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def book() -> Report:
    return example_reports.rat_book()


@pytest.fixture(scope="module")
def pdf(book: Report) -> bytes:
    return as_pdf.render(book, example_reports.MADE)


def _page(data: bytes) -> list[str]:
    """The text of each page, with single blanks."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def test_every_page_names_entity_period_fingerprint_and_itself(pdf: bytes) -> None:
    pages = _page(pdf)
    for number, text in enumerate(pages, 1):
        assert f"{example_reports.HEADER.entity}, {example_reports.HEADER.period}" in text
        assert f"Sidik buku {example_reports.HEADER.digest}" in text
        assert f"Halaman {number} dari {len(pages)}" in text
        assert "FIKTIF" in text


def test_contents_name_the_page_on_which_each_part_begins(pdf: bytes) -> None:
    pages = _page(pdf)
    entries = re.findall(r"([A-Z][\w ]+?) (?:\. ?)+ ?(\d+)", pages[1])
    assert [title for title, _ in entries] == [
        "Laporan Posisi Keuangan", "Laporan Perhitungan Hasil Usaha", "Laporan Perubahan Ekuitas",
        "Pembagian Sisa Hasil Usaha", "Pembagian SHU per Anggota", "Daftar Simpanan Anggota",
        "Pembuktian", "Pengesahan",
    ]  # fmt: skip
    for title, number in entries:
        assert title in pages[int(number) - 1]


def test_every_figure_and_name_of_the_book_is_printed(pdf: bytes, book: Report) -> None:
    text = " ".join(_page(pdf))
    lists = [s for s in book.sections if isinstance(s, Table) and s.id != "shu"]
    for row in (row for table in lists for row in table.rows):
        assert str(row[0]) in text
        assert str(row[1]).split()[-1] in text
    assert "122.391.150" in text
    assert "(2.498.500)" in text
    (signatures,) = (s for s in book.sections if isinstance(s, Signatures))
    for _, name in signatures.signatories:
        assert name in text


def test_a_long_list_repeats_its_heads(pdf: bytes) -> None:
    pages = [p for p in _page(pdf) if re.search(r"A0\d\d\d", p)]
    assert len(pages) > 4
    assert all("Nomor Nama anggota" in p for p in pages)


def test_nothing_runs_into_the_margin(pdf: bytes) -> None:
    """Ink on the outer 10 mm of any page would be a column that does not fit."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        bitmap = page.render(scale=1, grayscale=True)
        edge = int(10 / 25.4 * 72)
        rows = [
            bytes(bitmap.buffer[y * bitmap.stride : y * bitmap.stride + bitmap.width])
            for y in range(bitmap.height)
        ]
        assert any(min(row) < 128 for row in rows)
        for row in rows:
            assert min(row[:edge]) > 200
            assert min(row[-edge:]) > 200
    document.close()


def test_the_same_input_gives_the_same_bytes_anywhere(
    pdf: bytes, book: Report, tmp_path: Path
) -> None:
    """In another process, in another folder, in another part of the world."""
    program = (
        "import sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from kkmp_ledger.render import as_pdf, as_xlsx, as_html\n"
        "from tests.render import example_reports as e\n"
        "from pathlib import Path\n"
        "b = e.rat_book()\n"
        "Path('b.pdf').write_bytes(as_pdf.render(b, e.MADE))\n"
        "Path('b.xlsx').write_bytes(as_xlsx.render(b, e.MADE))\n"
    )
    env = {**os.environ, "TZ": "Asia/Jayapura", "LANG": "id_ID.UTF-8", "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=env, check=True)
    assert (tmp_path / "b.pdf").read_bytes() == pdf == as_pdf.render(book, example_reports.MADE)
    assert (tmp_path / "b.xlsx").read_bytes() == as_xlsx.render(book, example_reports.MADE)


@pytest.mark.parametrize(
    "text",
    [
        '#panic("x")',
        "*tebal* _miring_ $x^2$ `kode`",
        "= Judul",
        '#read("/laporan/laporan.typ")',
        "<a> @b \\ ~",
    ],
)
def test_a_text_is_never_markup(text: str) -> None:
    columns = (TableColumn("a", text), TableColumn("b", "B", "angka", summed=True))
    head = replace(example_reports.HEADER, entity=text, period=text)
    data = as_pdf.render(
        Report.of(Table("x", text, head, columns, ((text, 1),), (text,))), example_reports.MADE
    )
    (page,) = _page(data)
    assert page.count(text) >= 5


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Siti \u6f22 Aminah", "Siti \u25a1 Aminah"),
        ("Budi \U0001f600", "Budi \u25a1"),
        ("Ani \u2764\ufe0f", "Ani \u25a1"),
        ("Dewi \U0001f1ee\U0001f1e9", "Dewi \u25a1\u25a1"),
        ("\u0627\u062d\u0645\u062f", "\u25a1" * 4),
        ("Jose\u0301", "Jos\u00e9"),
        ("\ue000\uffff\U0010ffff", "\u25a1" * 3),
    ],
)
def test_a_square_stands_for_a_letter_that_the_font_lacks(name: str, printed: str) -> None:
    """The page is made; where letters can be shown they stay."""
    columns = (TableColumn("a", "Nama"),)
    head = replace(example_reports.HEADER, entity=name)
    report = Report.of(Table(name, name, head, columns, ((name,),), (name,)))
    (page,) = _page(as_pdf.render(report, example_reports.MADE))
    assert page.count(printed) >= 4
    assert name in as_html.render(report)


def test_each_letter_that_the_fonts_have_can_be_printed() -> None:
    every = "".join(map(chr, sorted(glyphs._letters())))
    assert glyphs.STAND_IN in every
    assert "A" in every
    assert len(every) > 2000
    text = " ".join(every[n : n + 8] for n in range(0, len(every), 8))
    columns = (TableColumn("a", "Nama"),)
    table = Table("x", "X", example_reports.HEADER, columns, ((text,),), (text,))
    assert as_pdf.render(Report.of(table), example_reports.MADE).startswith(b"%PDF")


def test_the_letters_of_indonesian_names_are_there() -> None:
    text = "ÀÉÈÊËÎÏÔÛÜÇÑàéèêëîïôûüçñ āēīōū ḍḥṣṭẓ \u2018\u2019 \u2013\u2014 % & \u2026 \u00b0"
    columns = (TableColumn("a", "Nama"),)
    data = as_pdf.render(
        Report.of(Table("x", "X", example_reports.HEADER, columns, ((text,),))),
        example_reports.MADE,
    )
    assert "ÀÉÈ" in _page(data)[0]


def test_a_warning_of_the_typesetter_is_an_error(tmp_path: Path) -> None:
    """A font that is missing only warns: the child must not pass that over."""
    (tmp_path / "x.typ").write_text('#set text(font: "Tidak Ada")\nhalo', encoding="utf-8")
    with pytest.raises(OurMistakeError, match="tidak ada"):
        as_pdf.typeset("x.typ", {}, root_folder=tmp_path)


def test_only_our_own_fonts_are_used(pdf: bytes) -> None:
    names = set(re.findall(rb"/FontName/[A-Z]{6}\+([\w-]+)", pdf))
    assert names
    assert all(name.startswith(b"Lato-") for name in names)
    fonts = sorted(p.name for p in (folder("templates") / "fonts").iterdir())
    assert fonts == ["Lato-Regular.ttf", "Lato-Semibold.ttf", "OFL.txt"]


def test_it_is_an_archive_file_without_the_day_of_printing(pdf: bytes) -> None:
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert set(re.findall(rb"Date\(D:(\d{8})", pdf)) == {b"20261231"}


def test_every_template_says_that_it_has_no_date_of_its_own() -> None:
    templates = [
        p for p in folder("templates").rglob("*.typ") if p.name not in ("gaya.typ", "bagian.typ")
    ]
    assert len(templates) == 2
    for path in templates:
        assert "#set document(date: none)" in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize(
    "report", [example_reports.perubahan_ekuitas(), example_reports.hasil_usaha()]
)
def test_a_statement_alone_fits_its_page(report: Statement) -> None:
    data = as_pdf.render(Report.of(report), example_reports.MADE)
    assert len(_page(data)) == 1


def test_a_statement_has_its_proofs_when_asked_for() -> None:
    pages = _page(
        as_pdf.render(
            Report.of(example_reports.hasil_usaha(), example_reports.proofs()), example_reports.MADE
        )
    )
    assert len(pages) == 2
    assert "Bank BRI belum dihitung" in pages[1]


def test_a_receipt_is_one_page_with_the_amount_twice() -> None:
    (page,) = _page(kuitansi.pdf(example_reports.kuitansi()))
    for part in (
        "KUITANSI", "KS-2603-0014", "14 Maret 2026", "A0007", "Raden Roro Endang Sulistyaningrum",
        "Simpanan wajib", "Rp 1.250.000", "Satu juta dua ratus lima puluh ribu rupiah",
        "Diterima oleh", "Bendahara", "FIKTIF",
    ):  # fmt: skip
        assert part in page
    assert kuitansi.pdf(example_reports.kuitansi()) == kuitansi.pdf(example_reports.kuitansi())


def test_a_withdrawal_is_signed_by_the_member() -> None:
    (page,) = _page(kuitansi.pdf(example_reports.kuitansi("bayar")))
    assert "BUKTI PENARIKAN" in page
    assert "Telah dibayarkan kepada" in page
    assert "Diterima oleh Raden Roro Endang Sulistyaningrum" in page
