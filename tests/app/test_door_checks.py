"""What the door looks at: accounts by their days, and the folder as it stands behind the lock."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.app.checking.door_checks import account_series
from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.app.writing.booking import book
from kkmp_ledger.app.writing.recorder import Recorder
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.index.index import Index
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.anggota import read_register
from kkmp_ledger.koperasi.checks.context import DayPoint
from kkmp_ledger.koperasi.checks.context import make_series
from kkmp_ledger.koperasi.events.simpanan import Setoran

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from pathlib import Path

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.checks.context import Series

RECORDER = Recorder(datetime(2025, 12, 5, 9), "bendahara")  # noqa: DTZ001  # the cooperative's own
SETORAN = Setoran("A0001", "wajib", 10_000, "Kas Toko")


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


def test_what_was_read_before_the_lock_is_read_again_behind_it(copy: Callable[[str], Path]) -> None:
    """Somebody may close the month while a command waits for its answer."""
    folder = Folder(copy("november"))
    assert not folder.closed.months
    (folder.path / "segel").mkdir(exist_ok=True)
    (folder.path / "segel" / "2025-12.txt").touch()
    with pytest.raises(ProblemError) as caught:
        book(folder, RECORDER, SETORAN, date(2025, 12, 3))
    assert [p.code for p in caught.value.problems] == ["BULAN-TERTUTUP"]


def test_a_deposit_reads_the_register_once(
    copy: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(text: str, path: str) -> tuple[Register, list[Problem]]:
        read.append(path)
        return read_register(text, path)

    monkeypatch.setattr("kkmp_ledger.koperasi.anggota.read_register", counted)
    book(Folder(copy("november")), RECORDER, SETORAN, date(2025, 12, 3))
    assert read == ["anggota.csv"]
