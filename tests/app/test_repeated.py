"""What is typed twice is asked about, for some minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.book.text_book import TextBook
from tests.app.small_book import KAS_NOV
from tests.app.small_book import expected
from tests.app.small_book import on
from tests.app.small_book import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAID = ("catat", "beban", "listrik", "5000", "--uraian", "November", "--dari", "Kas Kantor",
        "--tanggal", "2025-11-28")  # fmt: skip
FIRST = on("2025-11-28", "12:00:00")
TOLD = "kejadian yang sama baru saja dicatat: KS-2511-0010; catat sekali lagi?"


@pytest.fixture
def book(copy: Callable[[str], Path]) -> Path:
    folder = copy("mulai")
    expected(folder, *PAID, *FIRST)
    return folder


def entries(folder: Path) -> int:
    return sum(len(file.entries) for file in TextBook.read(folder).files)


@pytest.mark.parametrize("clock", ["11:50:00", "12:00:00", "12:10:00"])
def test_an_event_that_is_typed_twice_is_asked_about_and_booked_when_it_happened_twice(
    book: Path, clock: str
) -> None:
    before = entries(book)
    done = run(book, *PAID, *on("2025-11-28", clock))
    assert done.kode == 1
    assert TOLD in done.text
    assert "ulangi dengan --ya" in done.text
    assert entries(book) == before
    expected(book, *PAID, "--ya", *on("2025-11-28", clock))
    assert entries(book) == before + 1


@pytest.mark.parametrize("clock", ["11:49:59", "12:10:01"])
def test_after_some_minutes_it_is_another_event(book: Path, clock: str) -> None:
    expected(book, *PAID, *on("2025-11-28", clock))


@pytest.mark.parametrize(
    ("old", "new"),
    [("5000", "5001"), ("November", "Oktober"), ("Kas Kantor", "Bank BRI"),
     ("2025-11-28", "2025-11-27")],
)  # fmt: skip
def test_what_differs_in_one_fact_is_another_event(book: Path, old: str, new: str) -> None:
    expected(book, *(new if word == old else word for word in PAID), *FIRST)


def test_what_was_undone_may_be_typed_again(book: Path) -> None:
    undo = ("balik", "KS-2511-0010", "--alasan", "salah", "--tanggal", "2025-11-28")
    expected(book, *undo, *FIRST)
    expected(book, *PAID, *FIRST)


@pytest.mark.parametrize("written", ["kemarin", "2025-11-28T12:00:00+07:00"])
def test_an_entry_without_a_time_that_can_be_compared_asks_nothing(
    book: Path, written: str
) -> None:
    path = book / KAS_NOV
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2025-11-28T12:00:00", written), encoding="utf-8")
    expected(book, *PAID, *FIRST)
