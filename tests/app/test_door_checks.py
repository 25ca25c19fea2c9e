"""The door judges accounts by their days in the index as a whole check does by movements."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from kkmp_ledger.app.checking.door_checks import account_series
from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.base.period import Period
from kkmp_ledger.book.index.index import Index
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.checks.context import DayPoint
from kkmp_ledger.koperasi.checks.context import make_series

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from pathlib import Path

    from kkmp_ledger.koperasi.checks.context import Series


def _told(series: Iterable[Series]) -> dict[str, object]:
    """All that the rules may ask of each account."""
    return {
        s.nama: (s.akun, s.opening, [DayPoint(p.tanggal, p.jumlah, p.place) for p in s.points])
        for s in series
    }


def test_days_in_the_index_are_those_of_the_movements(stage: Callable[[str], Path]) -> None:
    """The posting that is shown for a day is the same, too."""
    folder = Folder(stage("setahun"))
    text = TextBook.read(folder.path)
    names = sorted(text.turnover(Period(date.min, date.max)))
    assert len(names) > 10
    with closing(Index.opened(folder.path, None).db) as db:
        index = Index(folder.path, db, [])
        for start in (date.min, date(2025, 12, 2)):
            moves = text.movements(Period(start, date.max))
            wanted = _told(make_series(moves, folder.chart, text.balances(start)))
            assert _told(account_series(index, folder.chart, names, start)) == wanted
