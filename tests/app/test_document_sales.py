"""Accepted documents are read once; whatever of their sources changed is looked at again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.app.checking import document_sales
from kkmp_ledger.app.checking.document_sales import daily_receipts
from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.base import derived
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import intake
from tests.app.small_book import expected
from tests.app.small_book import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents each reading took."""
    found: list[int] = []
    read = intake.read_again

    def counted(documents, where, koperasi):  # type: ignore[no-untyped-def]
        found.append(len(documents))
        return read(documents, where, koperasi)

    monkeypatch.setattr(document_sales, "read_again", counted)
    return found


@pytest.fixture
def book(copy: Callable[[str], Path]) -> Path:
    """The small cooperative with the documents of two months."""
    return copy("desember")


def sold(book: Path, cache: Path | None) -> document_sales.Receipts:
    """What the documents say, as a new command asks."""
    return daily_receipts(Folder(book, cache=cache))


def papers(book: Path) -> list[Path]:
    return sorted((book / "dokumen").glob("receipts-2*.csv"))


def test_a_second_look_reads_no_document(book: Path, tmp_path: Path, looked: list[int]) -> None:
    first = sold(book, tmp_path / "milik")
    assert first[0]
    assert looked == [len(list((book / "dokumen").glob("receipts-*.csv")))]
    assert sold(book, tmp_path / "milik") == first
    assert len(looked) == 1


def test_without_a_cache_of_ones_own_everything_is_read(book: Path, looked: list[int]) -> None:
    """Nothing of it lies in the folder, where it would be handed over."""
    before = sorted(book.rglob("*"))
    assert sold(book, None) == sold(book, None)
    assert len(looked) == 2
    assert sorted(book.rglob("*")) == before


def test_a_document_with_another_byte_is_looked_at_again(
    book: Path, tmp_path: Path, looked: list[int]
) -> None:
    sold(book, tmp_path / "milik")
    paper = papers(book)[0]
    content = paper.read_bytes()
    paper.write_bytes(content.replace(b"1-1001", b"1-1009", 1))
    assert paper.read_bytes() != content
    with pytest.raises(ProblemError, match="DOKUMEN-BERUBAH"):
        sold(book, tmp_path / "milik")
    paper.write_bytes(content)
    sold(book, tmp_path / "milik")  # what could not be read has not been remembered
    assert len(looked) == 2


def test_another_setting_is_looked_at_again(book: Path, tmp_path: Path, looked: list[int]) -> None:
    sold(book, tmp_path / "milik")
    file = book / "koperasi.toml"
    text = file.read_text(encoding="utf-8")
    assert '"QRIS" = ' in text or "QRIS = " in text
    file.write_text(text.replace("QRIS = ", "QRISS = ").replace('"QRIS" = ', '"QRISS" = '))
    with pytest.raises(ProblemError, match="BAYAR-ASING"):
        sold(book, tmp_path / "milik")
    assert len(looked) == 2


def test_a_document_that_is_withdrawn_or_lost_is_looked_at_again(
    book: Path, tmp_path: Path, looked: list[int]
) -> None:
    before, complete = sold(book, tmp_path / "milik")
    assert complete
    for paper in (book / "dokumen").glob("receipts-*2025-12*.csv"):
        paper.unlink()
    after, complete = sold(book, tmp_path / "milik")
    assert not complete
    assert after.items() < before.items()
    assert len(looked) == 2


def test_another_version_of_the_program_looks_again(
    book: Path, tmp_path: Path, looked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sold(book, tmp_path / "milik")
    monkeypatch.setattr(derived, "VERSION", "lain")
    assert sold(book, tmp_path / "milik") == first
    assert len(looked) == 2


def test_another_mapping_is_looked_at_again(
    book: Path, tmp_path: Path, looked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sold(book, tmp_path / "milik")
    (tmp_path / "importers/lain").mkdir(parents=True)
    (tmp_path / "importers/lain/mapping.toml").touch()
    monkeypatch.setattr(document_sales, "place_of", lambda name: tmp_path / name)
    assert sold(book, tmp_path / "milik") == first
    assert len(looked) == 2


def test_another_copy_of_the_book_is_read_whole(
    copy: Callable[[str], Path], tmp_path: Path, looked: list[int]
) -> None:
    """Whoever checks what he was handed trusts nothing that was computed elsewhere."""
    assert sold(copy("desember"), tmp_path / "milik") == sold(copy("desember"), tmp_path / "milik")
    assert len(looked) == 2


@pytest.mark.parametrize("text", ["", "[]", "{", '{"sumber": 1}', "rusak"])
def test_a_damaged_memory_is_no_memory(
    book: Path, tmp_path: Path, looked: list[int], text: str
) -> None:
    first = sold(book, tmp_path / "milik")
    (file,) = (tmp_path / "milik").rglob("struk.json")
    key = json.loads(file.read_text(encoding="utf-8"))["sumber"]
    file.write_text(text if text != "rusak" else json.dumps({"sumber": key, "hari": [["x", 1]]}))
    assert sold(book, tmp_path / "milik") == first
    assert len(looked) == 2


def test_a_second_check_reads_no_document(book: Path, looked: list[int]) -> None:
    for _ in range(2):
        expected(book, "cek")
    assert len(looked) == 1


def test_a_generated_file_with_another_byte_is_told_after_a_clean_check(
    book: Path, looked: list[int]
) -> None:
    """What was remembered is of the documents alone: the machine's files are compared each time."""
    expected(book, "cek")
    path = book / "2025/11-toko.gen.beancount"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("; ", ";  ", 1) + "; lain\n", encoding="utf-8")
    assert "GEN-DIUBAH" in run(book, "cek").problems
    assert len(looked) == 1
