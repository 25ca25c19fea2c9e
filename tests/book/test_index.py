"""The index and the text answer alike, for right and wrong books, whatever happened before."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
import stat
import tempfile
import time
from contextlib import closing
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from kkmp_ledger.base.period import Period
from kkmp_ledger.book import write as ledger_text
from kkmp_ledger.book.index import build as index_build
from kkmp_ledger.book.index import tables
from kkmp_ledger.book.index.index import Index
from kkmp_ledger.book.ledger import holding
from kkmp_ledger.book.text_book import TextBook
from tests.book.random_books import AKUN
from tests.book.random_books import WRONG
from tests.book.random_books import file
from tests.without_permission import without_permission

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from kkmp_ledger.book.model import FileText

ACCOUNTS = ("2025/07-kas.beancount", "2025/08-kas.beancount", "akun.gen.beancount")
INDEX = "indeks.sqlite"
PERIOD = (
    Period(date.min, date.max),
    Period(date(2025, 7, 1), date(2025, 8, 1)),
    Period(date(2025, 6, 24), date(2026, 1, 1)),
    Period(date(2025, 7, 15), date(2025, 7, 20)),
    Period(date(2025, 7, 15), date(2025, 10, 3)),
    Period(date(2025, 7, 1), date(2025, 7, 1)),
)
PARENT = ((), ("Aset:Bank",), ("Aset:Bank:BRI",), ("Ekuitas:Simpanan", "Aset:Kas"), ("Tiada",))


def derived(folder: Path) -> Path:
    """Where the index of the folder lies in these tests: beside it."""
    path = folder.with_name(f"{folder.name}-turunan")
    path.mkdir(mode=0o700, exist_ok=True)
    return path


@contextmanager
def opened(folder: Path) -> Iterator[Index]:
    index = Index.opened(folder, derived(folder))
    try:
        yield index
    finally:
        index.tutup()


def write(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write the files, remove those that are None, and include what is there."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(content)
    names = sorted(p.relative_to(folder).as_posix() for p in folder.glob("*/*.beancount"))
    names += [p.name for p in folder.glob("akun.gen.beancount")]
    main = ledger_text.options() + "".join(f'include "{name}"\n' for name in names)
    (folder / "main.beancount").write_text(main, encoding="utf-8")


def answer(ledger: TextBook | Index) -> list[object]:
    """Everything that a ledger is asked, over a range of periods and accounts."""
    found: list[object] = [
        sorted(ledger.problems, key=lambda p: p.order),
        ledger.openings(),
        ledger.last(),
    ]
    for period in PERIOD:
        found += [
            ledger.balances(period.start),
            ledger.balances(period.until),
            *(ledger.balances(period.until, akun) for akun in PARENT),
            ledger.turnover(period),
            ledger.assertions(period),
            ledger.notes(period),
            ledger.reversals(period.until),
            list(holding(ledger, period.until, ("Aset:Kas",))),
        ]
        for akun in PARENT:
            found += [list(ledger.entries(period, akun)), list(ledger.movements(period, akun))]
            found += [list(ledger.entry_totals(period, akun))] if akun else []
            for other in PARENT:
                found += [
                    ledger.sums(period, akun, beside=other),
                    ledger.sums(period, other, apart=akun, members=True),
                    ledger.sums(period, beside=akun, apart=other),
                ]
    return found


def compare(folder: Path) -> list[object]:
    text = TextBook.read(folder)
    with opened(folder) as index:
        found = answer(index)
        for one, other in zip(answer(text), found, strict=True):
            assert one == other
        for period in PERIOD:
            want = {akun: text.balances(period.until).get(akun, 0) for akun in AKUN}
            assert index.account_balances(AKUN, period.until) == want
            for akun in AKUN:
                assert index.days(akun, period.start) == _days(text, akun, period.start)
        _last_recorded(text, index)
        for bukti in ("", "X-5", "KS-0001"):
            assert index.reversal(bukti) == text.reversals(date.max).get(bukti, "")
        return found


def _days(text: TextBook, akun: str, since: date) -> list[tuple[date, Decimal]]:
    found: dict[date, Decimal] = {}
    for m in text.movements(Period(since, date.max), [akun]):
        if m.akun == akun:
            found[m.tanggal] = found.get(m.tanggal, Decimal()) + m.jumlah
    return sorted(found.items())


def _last_recorded(text: TextBook, index: Index) -> None:
    """The newest by what they say of their recording, entries and counts."""
    for many in (1, 3):
        always = PERIOD[0]
        entries, counts = index.recorded(many)
        for found, everything in (
            (entries, list(text.entries(always))),
            (counts, text.assertions(always)),
        ):
            times = sorted((x.dicatat.isoformat() for x in everything if x.dicatat), reverse=True)
            assert [x.dicatat and x.dicatat.isoformat() for x in found] == times[:many]
            assert all(x in everything for x in found)


INCLUDES = st.none() | file()
STEP = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(ACCOUNTS, INCLUDES)), min_size=1, max_size=4
)


@settings(max_examples=40, deadline=None)
@given(STEP)
def test_index_and_text_agree_after_any_history(step: list[dict[str, bytes | None]]) -> None:
    """And an index that saw every step is equal to one that saw only the last."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "buku"
        folder.mkdir()
        for files in step:
            write(folder, files)
            found = compare(folder)
        shutil.rmtree(derived(folder))
        assert compare(folder) == found


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Every block that is wrong by itself, each in a file of its own."""
    files = {f"2025/{n:02d}-salah.beancount": ledger_text.hand_file([s]).encode()
             for n, s in enumerate(WRONG)}  # fmt: skip
    write(tmp_path, files)
    return tmp_path


def test_a_wrong_book_is_the_same_to_both(book: Path) -> None:
    found = compare(book)
    codes = {p.code for p in found[0]}  # type: ignore[attr-defined]
    assert codes == {"DIALEK", "ENTRI-KURANG", "TEKS-RUSAK"}


def test_amounts_that_are_no_sen_are_summed_exactly(tmp_path: Path) -> None:
    text = '2025-07-01 * "halus" ^X-2\n  Aset:Kas:Toko  1.005 IDR\n  Aset:Kas:Toko  2 IDR\n'
    write(tmp_path, {ACCOUNTS[0]: ledger_text.hand_file([text]).encode()})
    compare(tmp_path)
    with opened(tmp_path) as index:
        assert index.balances(date.max) == {"Aset:Kas:Toko": Decimal("3.005")}
        period = Period(date(2025, 7, 1), date(2025, 8, 1))
        assert index.turnover(period) == {"Aset:Kas:Toko": (Decimal("3.005"), Decimal())}
        for akun, jumlah in (("Aset:Kas:Toko", Decimal("3.005")), ("Aset:Bank:BRI", Decimal())):
            assert index.account_balances([akun], date.max) == {akun: jumlah}


def test_metadata_is_kept_as_it_was_said(tmp_path: Path) -> None:
    said = '2025-07-01 * "uji" ^X-2\n  jenis: "jual"\n  jumlah: 5 IDR\n  Aset:Kas:Toko  0 IDR\n'
    write(tmp_path, {ACCOUNTS[0]: ledger_text.hand_file([said]).encode()})
    with opened(tmp_path) as index:
        (entry,) = index.entries(PERIOD[0])
    assert entry.meta == {"jenis": "jual", "jumlah": Decimal(5)}
    assert len(entry.meta) == 2
    assert "hpp" not in entry.meta


def test_the_first_line_that_opens_an_account_counts(tmp_path: Path) -> None:
    later, earlier = (ledger_text.open_text(date(2025, m, 1), "Aset:Kas:Toko", {}) for m in (8, 7))
    write(tmp_path, {ACCOUNTS[0]: ledger_text.hand_file([later, earlier]).encode()})
    compare(tmp_path)
    assert TextBook.read(tmp_path).openings()["Aset:Kas:Toko"].tanggal == date(2025, 8, 1)


def _clear(path: Path) -> None:
    path.write_bytes(b"")


def _litter(path: Path) -> None:
    path.write_bytes(b"bukan basis data sama sekali" * 100)


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM movement")
        db.execute(f"PRAGMA user_version = {tables.VERSION + 1}")
        db.commit()


def _table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE file")
        db.commit()


@pytest.mark.parametrize("broken", [_clear, _litter, _half, _version, _table])
def test_an_index_that_is_no_good_is_made_anew(book: Path, broken: object) -> None:
    found = compare(book)
    assert callable(broken)
    broken(derived(book) / INDEX)
    assert compare(book) == found


def test_only_what_changed_is_read_again(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(book)
    read: list[str] = []
    original = tables.Inserter.write

    def write_(self: tables.Inserter, file: FileText) -> int:
        read.append(file.path)
        return original(self, file)

    monkeypatch.setattr(tables.Inserter, "write", write_)
    Index.opened(book, derived(book)).tutup()
    assert read == []
    (book / "2025/00-salah.beancount").write_text(ledger_text.hand_file())
    Index.opened(book, derived(book)).tutup()
    assert read == ["2025/00-salah.beancount"]


def test_the_index_is_for_its_owner_alone(book: Path) -> None:
    before = sorted(book.rglob("*"))
    compare(book)
    assert stat.S_IMODE((derived(book) / INDEX).stat().st_mode) == 0o600
    assert sorted(book.rglob("*")) == before


def test_without_a_place_for_it_the_index_lasts_one_command(book: Path) -> None:
    with closing(Index.opened(book, None).db) as db:
        assert db.execute("PRAGMA database_list").fetchall() == [(0, "main", "")]


def test_nothing_in_the_package_unpickles() -> None:
    """A file beside the ledger must never be code for whoever opens it."""
    package = Path(tables.__file__).parent.parent
    for path in package.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for word in ("pickle", "marshal", "shelve", "dill"):
            assert f"import {word}" not in text, path
            assert f"{word}.load" not in text, path
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(tables.TABLES)
        types = {row[2] for t in ("movement", "entry", "file") for row in db.execute(
            f"PRAGMA table_info({t})")}  # fmt: skip
    assert "BLOB" not in types


def test_a_cache_that_cannot_be_written_fails_nothing(book: Path) -> None:
    """With no index there, with one there that is fresh, and with one that is stale."""
    want, place = answer(TextBook.read(book)), derived(book)
    with without_permission(place):
        assert _look(book) == want
        assert not (place / INDEX).exists()
    compare(book)
    with without_permission(place):
        assert _look(book) == want
    (book / "2025/00-salah.beancount").write_text(ledger_text.hand_file())
    with without_permission(place):
        assert _look(book) == answer(TextBook.read(book)) != want


def _look(folder: Path) -> list[object]:
    with opened(folder) as index:
        return answer(index)


def test_an_index_that_another_built_meanwhile_is_taken(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waited for the lock finds it whole, and reads no file again."""
    found = compare(book)
    path = derived(book) / INDEX
    ready, enter = path.read_bytes(), FileLock.__enter__
    path.unlink()

    def waiting(self: FileLock) -> object:
        path.write_bytes(ready)
        return enter(self)

    def build(db: sqlite3.Connection, content: object) -> None:
        raise AssertionError("built twice")

    monkeypatch.setattr(FileLock, "__enter__", waiting)
    monkeypatch.setattr(index_build, "_fill", build)
    assert _look(book) == found


def _open_together(folder: str, start: float, out: multiprocessing.Queue[object]) -> None:
    time.sleep(max(0, start - time.time()))
    try:
        with opened(Path(folder)) as index:
            out.put(len(index.problems))
    except (OSError, sqlite3.Error) as error:  # the test shows it
        out.put(repr(error))


def test_many_who_look_at_the_same_moment_see_the_same(book: Path) -> None:
    want = len(TextBook.read(book).problems)
    context = multiprocessing.get_context("spawn")
    out: multiprocessing.Queue[object] = context.Queue()
    start = time.time() + 1.5
    many = [context.Process(target=_open_together, args=(str(book), start, out)) for _ in range(4)]
    for one in many:
        one.start()
    assert [out.get(timeout=60) for _ in many] == [want] * 4
    for one in many:
        one.join(timeout=60)
    compare(book)
