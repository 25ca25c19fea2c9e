"""Derived things lie in a folder that only the reader can write, or nowhere."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.derived import derived_folder
from tests.without_permission import without_permission

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "buku"
    path.mkdir()
    return path


def test_it_is_made_for_its_owner_alone(book: Path, tmp_path: Path) -> None:
    cache = tmp_path / "rumah" / "cache" / "kkmp-ledger"
    before = os.umask(0)
    try:
        place = derived_folder(cache, book)
    finally:
        os.umask(before)
    assert place is not None
    assert place.parent == cache
    for folder in (place, cache, cache.parent, cache.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(book.iterdir()) == []


def test_its_name_is_of_the_real_path_and_the_version(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, link, other = tmp_path / "cache", tmp_path / "tautan", tmp_path / "lain"
    link.symlink_to(book)
    other.mkdir()
    place = derived_folder(cache, book)
    assert derived_folder(cache, link) == derived_folder(cache, book / "." / "x" / "..") == place
    assert derived_folder(cache, other) != place
    monkeypatch.setattr("kkmp_ledger.base.derived.VERSION", "9.9")
    assert derived_folder(cache, book) != place


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o720, 0o1777])
def test_what_others_may_write_is_replaced(book: Path, tmp_path: Path, mode: int) -> None:
    place = derived_folder(tmp_path / "cache", book)
    assert place is not None
    (place / "indeks.sqlite").write_bytes(b"ditanam")
    place.chmod(mode)
    assert derived_folder(tmp_path / "cache", book) == place
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("kind", ["link", "file"])
def test_what_is_no_folder_is_replaced(book: Path, tmp_path: Path, kind: str) -> None:
    other = tmp_path / "lain"
    other.mkdir()
    (other / "indeks.sqlite").write_bytes(b"milik lain")
    place = derived_folder(tmp_path / "cache", book)
    assert place is not None
    place.rmdir()
    if kind == "link":
        place.symlink_to(other)
    else:
        place.write_bytes(b"berkas")
    assert derived_folder(tmp_path / "cache", book) == place
    assert stat.S_ISDIR(place.lstat().st_mode)
    assert list(place.iterdir()) == []
    assert (other / "indeks.sqlite").read_bytes() == b"milik lain"


def test_a_cache_of_another_or_open_to_others_is_none(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    cache.chmod(0o1777)
    assert derived_folder(cache, book) is None
    assert list(cache.iterdir()) == []
    cache.chmod(0o700)
    assert derived_folder(cache, book) is not None
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert derived_folder(cache, book) is None


def test_a_cache_inside_the_book_is_none(book: Path) -> None:
    """It would be handed over with the book, and be planted."""
    for cache in (book, book / "cache", book / ".kkmp"):
        assert derived_folder(cache, book) is None
    assert list(book.iterdir()) == []


def test_where_nothing_may_be_written_there_is_none(book: Path, tmp_path: Path) -> None:
    assert derived_folder(None, book) is None
    home = tmp_path / "rumah"
    home.mkdir()
    with without_permission(home):
        assert derived_folder(home / "cache", book) is None
    (tmp_path / "berkas").write_bytes(b"")
    assert derived_folder(tmp_path / "berkas", book) is None
    assert derived_folder(tmp_path / "berkas" / "cache", book) is None
