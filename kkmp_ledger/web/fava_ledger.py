"""The one ledger that Fava may show: read from text, in Indonesian, without the machine's paths."""

from __future__ import annotations

import gc
import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core import data
from fava.core import FavaLedger
from fava.core.accounts import AccountDict
from fava.core.extensions import ExtensionModule

from kkmp_ledger.book.load import sentence
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.schema.chart import NOMOR_ANGGOTA
from kkmp_ledger.web.statements_page import LaporanKoperasi
from kkmp_ledger.web.time_limit import patience
from kkmp_ledger.web.translation import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fava.beans.abc import Directive
    from fava.core import FilteredLedger
    from fava.core.conversion import Conversion
    from fava.core.inventory import SimpleCounterInventory
    from fava.ext import FavaExtensionBase

    from kkmp_ledger.web.statements_page import StatementsForWeb

    JournalRow = tuple[int, Directive, SimpleCounterInventory, SimpleCounterInventory]

BOOK_ADDRESS = "buku"  # the only ledger's name in an address: /buku/balance_sheet/
# Fava pages its journal by 1,000 entries, but sends an account's journal whole: 270 MB for the
# cash account of a big book. The newest so many are sent, and the page says so.
MOST = 1000
OLDER = (
    "Ada {jumlah} entri yang lebih lama dan tidak ditampilkan; pilih waktu yang lebih pendek"
    " (tahun atau bulan) untuk melihatnya."
)


class Failure(NamedTuple):
    """An error of the ledger as Fava lists it."""

    source: Mapping[str, Any] | None
    message: str
    entry: None = None


@contextmanager
def without_litter() -> Iterator[None]:
    """Hold the garbage collector still: it takes 40 % of a load and finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class FavaBook(FavaLedger):
    """Fava's ledger with our settings put in memory; no file of the cooperative is touched."""

    def __init__(self, main: Path, *, year: int, statements: StatementsForWeb) -> None:
        """Read the ledger. `tahun` is the running year; the first page shows it, if it has any."""
        self._year = year
        self.statements = statements
        self._folder = f"{main.parent.resolve()}{os.sep}"
        # Looking at the files' times at each request needs no thread, and misses no replaced file.
        super().__init__(str(main.resolve()), poll_watcher=True)

    def load_file(self) -> None:
        """Read the ledger again, after a change."""
        if not isinstance(self.accounts, _Akun):  # the first time: before anything was read
            self.accounts = _Akun(self)
            self.extensions = _Extension(self)
        with without_litter(), patience():
            super().load_file()
        self.attributes.years = [str(year) for year in self.book_year]
        self.misc.sidebar_links = [
            (f"Tahun buku {year}", f"/{BOOK_ADDRESS}/balance_sheet/?time={year}")
            for year in self.book_year
        ]

    def paths_to_watch(self) -> tuple[Sequence[Path], Sequence[Path]]:
        """Every file of the ledger, and the main one even while it is not there."""
        files, folders = super().paths_to_watch()
        return files or [Path(self.beancount_file_path)], folders

    @property
    def year(self) -> int:
        """The book year that opens first: the running one, or the newest before it with entries."""
        return max((y for y in self.book_year if y <= self._year), default=self._year)

    @property
    def book_year(self) -> list[int]:
        """The years with entries, newest first; the running year while there are none."""
        return self._book_year or [self._year]

    @property
    def errors(self) -> Sequence[Any]:
        """The ledger's errors; files are named within the cooperative's folder."""
        return [
            Failure(_masked(error.source, self._folder), self._short(error.message))
            for error in super().errors
        ]

    def account_journal(
        self,
        filtered: FilteredLedger,
        account_name: str,
        conversion: str | Conversion,
        *,
        with_children: bool,
    ) -> list[JournalRow]:
        """The newest `TERBANYAK` entries of an account, with balances counted from the start."""
        rows: list[JournalRow] = super().account_journal(
            filtered, account_name, conversion, with_children=with_children
        )
        older = len(rows) - MOST
        if older <= 0:
            return rows
        index, last, _, balance = rows[older - 1]
        text = OLDER.format(jumlah=f"{older:,}".replace(",", "."))
        meta = {"filename": "<fava>", "lineno": 0}
        note: Any = data.Note(meta, last.date, account_name, text, None, None)
        return [(index, note, balance.__class__(), balance), *rows[older:]]

    def prepare(self) -> None:
        """Put our settings in, between reading the text and Fava's own work on it."""
        options: Any = self.options
        options["filename"] = _mask(options["filename"] or "<tidak ada>", self._folder)
        options["include"] = [_mask(path, self._folder) for path in options["include"]]
        entries: Sequence[Any] = self.all_entries
        for entry in entries:
            _hide(entry.meta, self._folder)
            for posting in getattr(entry, "postings", None) or ():
                _hide(posting.meta, self._folder)
        booked = {
            entry.date.year
            for entry in self.all_entries_by_type.Transaction
            if entry.meta.get("jenis") != SALDO_AWAL  # it stands on the day before the first year
        }
        self._book_year = sorted(booked, reverse=True)
        fava = self.fava_options
        fava.language = LANGUAGE
        fava.locale = LANGUAGE
        fava.default_page = f"balance_sheet/?time={self.year}"
        fava.invert_income_liabilities_equity = True
        fava.show_accounts_with_zero_balance = False
        fava.show_metadata_indicators = False  # a day's sales has dozens; they hide its words
        fava.auto_reload = True
        fava.sidebar_show_queries = 0  # the gate refuses queries
        fava.collapse_pattern = _fold(e.account for e in self.all_entries_by_type.Open)
        fava.import_config = None  # names a file that Fava would run as Python
        fava.insert_entry = ()
        fava.default_file = None
        fava.use_external_editor = False

    def _short(self, text: str) -> str:
        return sentence(text.replace(self._folder, ""))


class _Akun(AccountDict):
    """The first of Fava's modules to work on what was read: our settings go in before it."""

    def load_file(self) -> None:
        """Settle the ledger, then do what Fava does."""
        assert isinstance(self.ledger, FavaBook)
        self.ledger.prepare()
        super().load_file()


class _Extension(ExtensionModule):
    """Our one extension, whatever the ledger's own lines name: those would import any module."""

    def load_file(self) -> None:
        """Make the extension once; it asks the ledger anew at each view."""
        assert isinstance(self.ledger, FavaBook)
        if not self._instances:
            ours: FavaExtensionBase = LaporanKoperasi(self.ledger)
            self._instances[ours.name] = ours


def _mask(path: str, folder: str) -> str:
    """Name a file within the cooperative's folder: `<2026/03-kas.beancount>`.

    The angle brackets tell Fava that there is no source to open, so it does not offer one.
    """
    if path.startswith("<"):
        return path
    inside = path.removeprefix(folder)
    return f"<{inside if inside != path else Path(path).name}>"


def _hide(meta: dict[str, Any] | None, folder: str) -> None:
    if meta is not None and "filename" in meta:
        meta["filename"] = _mask(str(meta["filename"]), folder)


def _masked(source: Mapping[str, Any] | None, folder: str) -> Mapping[str, Any] | None:
    """The same place with the short name; an error's source is left as its maker had it."""
    if source is None or "filename" not in source:
        return source
    return {
        "filename": _mask(str(source["filename"]), folder),
        "lineno": source.get("lineno") or 0,
    }


def _fold(accounts: Iterable[str]) -> list[re.Pattern[str]]:
    """Fold the families of members' accounts: a page shows their sum, a click shows the members.

    Names need no escaping: an account has letters, digits, hyphens and colons only.
    """
    split = (account.rpartition(":") for account in accounts)
    families = sorted({parent for parent, _, leaf in split if NOMOR_ANGGOTA.fullmatch(leaf)})
    return [re.compile(f"^(?:{'|'.join(families)})$")] if families else []
