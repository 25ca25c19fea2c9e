"""A copy of a book that was handed over: nothing in it is believed, nothing is written there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.app.looking.reports import all_statements
from kkmp_ledger.base.derived import derived_folder
from tests.cli.conftest import WHEN
from tests.cli.conftest import content
from tests.cli.conftest import run
from tests.without_permission import without_permission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

REPORT = ("laporan", "posisi-keuangan", "--tahun", "2025")
PROOF = ("laporan", "arus-kas", "--tahun", "2025", "--bukti")
SETOR = ("setor", "A0001", "wajib", "10.000", "--ke", "Kas Kantor", "--tanggal", "2026-01-02")


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reader who has looked at nothing yet."""
    path = tmp_path / "cache"
    monkeypatch.setenv("KKMP_CACHE", str(path))
    return path


def looks(book: Path, out: Path) -> Iterator[Result]:
    """Everything that a member of the supervisory board may want of a copy."""
    yield run("-C", str(book), "cek")
    for words in (REPORT, PROOF, REPORT):
        yield run("-C", str(book), *words)
    yield run("-C", str(book), "terakhir")
    yield run("-C", str(book), "shu", "hitung", "--tahun", "2025")
    target = str(out / "rat.html")
    yield run("-C", str(book), "rat", "susun", "--tahun", "2025", "-o", target)


def test_a_copy_that_one_cannot_write_is_checked_and_shown(
    book: Path, own_cache: Path, tmp_path: Path
) -> None:
    shutil.rmtree(book / ".kkmp")
    before = sorted(book.rglob("*"))
    with without_permission(book):
        for done in looks(book, tmp_path):
            assert (done.exit_code, done.stderr.startswith("ditulis: ")) in {(0, False), (0, True)}
        assert all_statements(Folder(book, cache=own_cache), 2025)  # what `kkmp buka` shows
    assert sorted(book.rglob("*")) == before
    assert {p.name for p in own_cache.rglob("*") if p.is_file()} >= {"indeks.sqlite", "bukti.json"}


def test_where_no_cache_can_be_kept_the_answers_are_the_same(
    book: Path, own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk, or for a user without a home."""
    want = [done.stdout for done in looks(book, tmp_path)]
    forgotten = "belum dibuktikan sejak perubahan terakhir"
    (tmp_path / "berkas").write_bytes(b"")
    monkeypatch.setenv("KKMP_CACHE", str(tmp_path / "berkas"))
    with without_permission(book):
        found = [done.stdout for done in looks(book, tmp_path)]
    assert (found[0], found[2], found[4]) == (want[0], want[2], want[4])
    for shown, remembered in ((found[1], want[1]), (found[3], want[3])):
        assert forgotten in shown  # `cek` and the proofs had nothing to remember it in
        assert forgotten not in remembered


def test_verdicts_that_cannot_be_kept_fail_nothing(book: Path, own_cache: Path) -> None:
    place = derived_folder(own_cache, book)
    assert place is not None
    with without_permission(place):
        assert run("-C", str(book), *PROOF).exit_code == 0
        assert run("-C", str(book), "cek").stdout == "tidak ada masalah\n"
    assert list(place.iterdir()) == []


def test_what_was_planted_in_the_folder_is_not_even_opened(
    book: Path, own_cache: Path, tmp_path: Path
) -> None:
    """An index with other sums, a verdict for these very digests: neither is looked at."""
    right = run("-C", str(book), *REPORT).stdout
    assert run("-C", str(book), *PROOF).exit_code == 0
    place = derived_folder(own_cache, book)
    assert place is not None
    for name in ("indeks.sqlite", "bukti.json"):
        shutil.copyfile(place / name, book / ".kkmp" / name)
    shutil.rmtree(own_cache)
    opened: list[str] = []
    code = (
        "import sys\n"
        "def hook(event, args):\n"
        "    if event in ('open', 'sqlite3.connect') and '.kkmp' in str(args[0]):\n"
        "        print('DIBUKA', args[0], file=sys.stderr)\n"
        "sys.addaudithook(hook)\n"
        "from kkmp_ledger.cli.main import main\n"
        "main()\n"
    )
    for words in (REPORT, ("cek",), PROOF, ("terakhir",)):
        done = subprocess.run(
            [sys.executable, "-c", code, "-C", str(book), *words],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        opened += [line for line in done.stderr.splitlines() if line.startswith("DIBUKA")]
        if words == REPORT:
            assert done.stdout == right  # not proven by this reader, whatever the folder says
    assert opened == []


def test_looking_writes_nothing_into_the_folder(
    book: Path, own_cache: Path, tmp_path: Path
) -> None:
    shutil.rmtree(book / ".kkmp")
    before = sorted(book.rglob("*"))
    for done in looks(book, tmp_path):
        assert done.exit_code == 0
    assert sorted(book.rglob("*")) == before
    assert run("-C", str(book), *SETOR, *WHEN).exit_code == 0
    assert [p.name for p in (book / ".kkmp").iterdir()] == ["kunci"]


def test_a_lock_that_leads_out_of_the_folder_is_refused(book: Path, tmp_path: Path) -> None:
    before, other = content(book), tmp_path / "lain"
    other.mkdir()
    (other / "kunci").write_bytes(b"milik lain")
    shutil.rmtree(book / ".kkmp")
    (book / ".kkmp").symlink_to(other)
    done = run("-C", str(book), *SETOR, *WHEN)
    assert (done.exit_code, "TULIS-GAGAL: " in done.stderr) == (1, True)
    assert (other / "kunci").read_bytes() == b"milik lain"
    assert content(book) == before


def test_a_copy_taken_in_the_middle_of_a_write(book: Path) -> None:
    """What had only begun is looked past; what had begun to replace files must be finished."""
    area = book / ".batch"
    area.mkdir(mode=0o700)
    (area / "0000").write_bytes((book / "aset.csv").read_bytes())
    (area / "daftar.json").write_text('[{"berkas": "aset.csv", "dari": "0000"}]')
    with without_permission(book):
        assert run("-C", str(book), "cek").stdout == "tidak ada masalah\n"
    (area / "selesai").write_bytes(b"")
    with without_permission(book):
        done = run("-C", str(book), "cek")
    assert (done.exit_code, "TULIS-GAGAL: " in done.stderr) == (1, True)
    assert run("-C", str(book), "cek").exit_code == 0
    assert not area.exists()


@pytest.mark.parametrize(
    "name",
    ["pelanggan.csv", "pribadi.csv", "koperasi.toml", "main.beancount", "2025/12-kas.beancount"],
)
def test_a_file_that_one_may_not_read_is_named(
    book: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As another user's, with mode 0600; root reads everything, so the system's answer is acted."""
    for method in ("read_bytes", "read_text", "open"):
        _refused(monkeypatch, method, book / name)
    for words in (("cek",), SETOR + WHEN):
        done = run("-C", str(book), *words)
        assert done.exit_code == 1
        assert f"BERKAS-TIADA: {name} tidak boleh dibaca" in done.stderr, done.stderr


def _refused(monkeypatch: pytest.MonkeyPatch, method: str, target: Path) -> None:
    original = getattr(Path, method)

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self == target:
            raise PermissionError(13, "Permission denied", str(self))
        return original(self, *args, **kwargs)

    monkeypatch.setattr(Path, method, refuse)


def test_the_place_is_the_system_s_where_none_is_named(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KKMP_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert run("-C", str(book), *REPORT).exit_code == 0
    place = derived_folder(tmp_path / "xdg" / "kkmp-ledger", book)
    assert place is not None
    assert (place / "indeks.sqlite").is_file()
