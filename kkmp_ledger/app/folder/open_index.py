"""Looking at a folder's ledger through its index."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kkmp_ledger.book.index.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.app.folder.folder import Folder


@contextmanager
def opened_index(folder: Folder) -> Iterator[Index]:
    """The folder's index, fresh, for as long as the block lasts."""
    index = Index.opened(folder.path, folder.derived)
    try:
        yield index
    finally:
        index.tutup()
