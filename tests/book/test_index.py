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
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from kkmp_ledger.base.period import Period
from kkmp_ledger.book import format as teks
from kkmp_ledger.book import skema
from kkmp_ledger.book.bangun import TURUNAN
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.book.index import Index
from tests.book.acak import AKUN
from tests.book.acak import SALAH
from tests.book.acak import berkas
from tests.tanpa_izin import tanpa_izin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from kkmp_ledger.book.model import FileText

BERKAS = ("2025/07-kas.beancount", "2025/08-kas.beancount", "akun.gen.beancount")
INDEKS = Path(TURUNAN) / "indeks.sqlite"
PERIODE = (
    Period(date.min, date.max),
    Period(date(2025, 7, 1), date(2025, 8, 1)),
    Period(date(2025, 6, 24), date(2026, 1, 1)),
    Period(date(2025, 7, 15), date(2025, 7, 20)),
    Period(date(2025, 7, 15), date(2025, 10, 3)),
    Period(date(2025, 7, 1), date(2025, 7, 1)),
)
INDUK = ((), ("Aset:Bank",), ("Aset:Bank:BRI",), ("Ekuitas:Simpanan", "Aset:Kas"), ("Tiada",))


@contextmanager
def terbuka(folder: Path) -> Iterator[Index]:
    index = Index.buka(folder)
    try:
        yield index
    finally:
        index.tutup()


def tulis(folder: Path, files: Mapping[str, bytes | None]) -> None:
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
    main = teks.opsi() + "".join(f'include "{name}"\n' for name in names)
    (folder / "main.beancount").write_text(main, encoding="utf-8")


def jawaban(ledger: Buku | Index) -> list[object]:
    """Everything that a ledger is asked, over a range of periods and accounts."""
    found: list[object] = [
        sorted(ledger.problems, key=lambda p: p.urutan),
        ledger.openings(),
        ledger.terakhir(),
    ]
    for period in PERIODE:
        found += [
            ledger.saldo(period.start),
            ledger.saldo(period.until),
            ledger.mutasi(period),
            ledger.assertions(period),
            ledger.notes(period),
        ]
        for akun in INDUK:
            found += [list(ledger.entries(period, akun)), list(ledger.movements(period, akun))]
    return found


def bandingkan(folder: Path) -> list[object]:
    text = Buku.baca(folder)
    with terbuka(folder) as index:
        found = jawaban(index)
        for one, other in zip(jawaban(text), found, strict=True):
            assert one == other
        for period in PERIODE:
            want = {akun: text.saldo(period.until).get(akun, 0) for akun in AKUN}
            assert index.saldo_akun(AKUN, period.until) == want
        return found


ISI = st.none() | berkas()
LANGKAH = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(BERKAS, ISI)), min_size=1, max_size=4
)


@settings(max_examples=40, deadline=None)
@given(LANGKAH)
def test_index_and_text_agree_after_any_history(langkah: list[dict[str, bytes | None]]) -> None:
    """And an index that saw every step is equal to one that saw only the last."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "buku"
        folder.mkdir()
        for files in langkah:
            tulis(folder, files)
            found = bandingkan(folder)
        shutil.rmtree(folder / TURUNAN)
        assert bandingkan(folder) == found


@pytest.fixture
def buku(tmp_path: Path) -> Path:
    """Every block that is wrong by itself, each in a file of its own."""
    files = {f"2025/{n:02d}-salah.beancount": teks.berkas_tangan([s]).encode()
             for n, s in enumerate(SALAH)}  # fmt: skip
    tulis(tmp_path, files)
    return tmp_path


def test_a_wrong_book_is_the_same_to_both(buku: Path) -> None:
    found = bandingkan(buku)
    codes = {p.code for p in found[0]}  # type: ignore[attr-defined]
    assert codes == {"DIALEK", "TEKS-RUSAK"}


def test_amounts_that_are_no_sen_are_summed_exactly(tmp_path: Path) -> None:
    text = '2025-07-01 * "halus" ^X-2\n  Aset:Kas:Toko  1.005 IDR\n  Aset:Kas:Toko  2 IDR\n'
    tulis(tmp_path, {BERKAS[0]: teks.berkas_tangan([text]).encode()})
    bandingkan(tmp_path)
    with terbuka(tmp_path) as index:
        assert index.saldo(date.max) == {"Aset:Kas:Toko": Decimal("3.005")}
        period = Period(date(2025, 7, 1), date(2025, 8, 1))
        assert index.mutasi(period) == {"Aset:Kas:Toko": (Decimal("3.005"), Decimal())}


def test_the_first_line_that_opens_an_account_counts(tmp_path: Path) -> None:
    later, earlier = (teks.buka(date(2025, m, 1), "Aset:Kas:Toko", {}) for m in (8, 7))
    tulis(tmp_path, {BERKAS[0]: teks.berkas_tangan([later, earlier]).encode()})
    bandingkan(tmp_path)
    assert Buku.baca(tmp_path).openings()["Aset:Kas:Toko"].tanggal == date(2025, 8, 1)


def _kosongkan(path: Path) -> None:
    path.write_bytes(b"")


def _sampah(path: Path) -> None:
    path.write_bytes(b"bukan basis data sama sekali" * 100)


def _separuh(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _versi(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM gerak")
        db.execute(f"PRAGMA user_version = {skema.VERSI + 1}")
        db.commit()


def _tabel(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE berkas")
        db.commit()


@pytest.mark.parametrize("rusak", [_kosongkan, _sampah, _separuh, _versi, _tabel])
def test_an_index_that_is_no_good_is_made_anew(buku: Path, rusak: object) -> None:
    found = bandingkan(buku)
    assert callable(rusak)
    rusak(buku / INDEKS)
    assert bandingkan(buku) == found


def test_only_what_changed_is_read_again(buku: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bandingkan(buku)
    read: list[str] = []
    original = skema.Penulis.tulis

    def tulis_(self: skema.Penulis, file: FileText) -> int:
        read.append(file.path)
        return original(self, file)

    monkeypatch.setattr(skema.Penulis, "tulis", tulis_)
    Index.buka(buku).tutup()
    assert read == []
    (buku / "2025/00-salah.beancount").write_text(teks.berkas_tangan())
    Index.buka(buku).tutup()
    assert read == ["2025/00-salah.beancount"]


def test_the_index_is_for_its_owner_alone(buku: Path) -> None:
    Index.buka(buku).tutup()
    assert stat.S_IMODE((buku / INDEKS).stat().st_mode) == 0o600
    assert stat.S_IMODE((buku / TURUNAN).stat().st_mode) == 0o700


def test_nothing_in_the_package_unpickles() -> None:
    """A file beside the ledger must never be code for whoever opens it."""
    package = Path(skema.__file__).parent.parent
    for path in package.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for word in ("pickle", "marshal", "shelve", "dill"):
            assert f"import {word}" not in text, path
            assert f"{word}.load" not in text, path
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(skema.TABEL)
        types = {row[2] for t in ("gerak", "entri", "berkas") for row in db.execute(
            f"PRAGMA table_info({t})")}  # fmt: skip
    assert "BLOB" not in types


def test_who_may_only_read_looks_all_the_same(buku: Path) -> None:
    """With no index there, with one there that is fresh, and with one that is stale."""
    want = jawaban(Buku.baca(buku))
    with tanpa_izin(buku):
        assert _lihat(buku) == want
        assert not (buku / TURUNAN).exists()
    Index.buka(buku).tutup()
    with tanpa_izin(buku):
        assert _lihat(buku) == want
    (buku / "2025/00-salah.beancount").write_text(teks.berkas_tangan())
    with tanpa_izin(buku):
        assert _lihat(buku) == jawaban(Buku.baca(buku)) != want


def _lihat(folder: Path) -> list[object]:
    with terbuka(folder) as index:
        return jawaban(index)


def _buka_serempak(folder: str, start: float, out: multiprocessing.Queue[object]) -> None:
    time.sleep(max(0, start - time.time()))
    try:
        with terbuka(Path(folder)) as index:
            out.put(len(index.problems))
    except (OSError, sqlite3.Error) as error:  # the test shows it
        out.put(repr(error))


def test_many_who_look_at_the_same_moment_see_the_same(buku: Path) -> None:
    want = len(Buku.baca(buku).problems)
    context = multiprocessing.get_context("spawn")
    out: multiprocessing.Queue[object] = context.Queue()
    start = time.time() + 1.5
    many = [context.Process(target=_buka_serempak, args=(str(buku), start, out)) for _ in range(4)]
    for one in many:
        one.start()
    assert [out.get(timeout=60) for _ in many] == [want] * 4
    for one in many:
        one.join(timeout=60)
    bandingkan(buku)
