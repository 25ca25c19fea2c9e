"""A backup brings back every byte, or nothing: what is broken, foreign or hostile is refused."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.app.keeping import archive as form
from kkmp_ledger.app.keeping import backup
from kkmp_ledger.app.keeping.backup import back_up
from kkmp_ledger.app.keeping.backup import check
from kkmp_ledger.app.keeping.restore import restore
from kkmp_ledger.base.problem import ProblemError
from tests.without_permission import without_permission

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = Path(__file__).resolve().parents[2] / "ledgers" / "contoh"
DAY = date(2026, 5, 2)
ODD = (
    "dokumen/nota 10:30 \N{SQUARED OK}.txt",
    "dokumen/Kuitansi 'ibu' \"satu\".txt",
    "dokumen/.tersembunyi",
    "dokumen/dalam/lebih dalam/é.txt",
    "cadangan.json",
    "buku/cadangan.json",
)


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file and folder with its bytes and mode, without the lock."""
    return {
        path.relative_to(folder).as_posix(): (
            path.read_bytes() if path.is_file() else b"",
            stat.S_IMODE(path.stat().st_mode) if path.is_file() else 0,
        )
        for path in folder.rglob("*")
        if ".kkmp" not in path.relative_to(folder).parts
    }


@pytest.fixture
def book(copy: Callable[[str], Path]) -> Path:
    return copy("mulai")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    path = tmp_path / "usb"
    path.mkdir()
    return path


@pytest.fixture
def kept(book: Path, stick: Path) -> Path:
    return back_up(Folder(book), stick, DAY).path


def refused(code: str, act: Callable[[], object]) -> str:
    """The fact with which an act is refused."""
    with pytest.raises(ProblemError) as caught:
        act()
    assert [p.code for p in caught.value.problems] == [code]
    return caught.value.problems[0].fact


def test_the_example_comes_back_byte_for_byte(tmp_path: Path, stick: Path) -> None:
    book = tmp_path / "contoh"
    shutil.copytree(EXAMPLE, book, ignore=shutil.ignore_patterns(".kkmp"))
    for name in ("pribadi.csv", "pelanggan.csv"):
        (book / name).chmod(0o600)
    before = everything(book)
    done = back_up(Folder(book), stick, DAY)
    assert done.path.name == "koperasi-kelurahan-merah-putih-tirtamaya-2026-05-02.zip"
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    assert done.manifest.seal.startswith("2026-03 ")
    assert done.manifest.last == "KS-2604-0174"
    restore(done.path, tmp_path / "pulih")
    assert everything(tmp_path / "pulih") == before == everything(book)
    assert before["pribadi.csv"][1] == 0o600
    assert sorted(p.name for p in stick.iterdir()) == [done.path.name]


def test_odd_names_empty_folders_and_modes_come_back(
    book: Path, stick: Path, tmp_path: Path
) -> None:
    for number, name in enumerate(ODD):
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_bytes(os.urandom(number * 1000))
        (book / name).chmod(0o640)
    (book / "kosong" / "lagi").mkdir(parents=True)
    (book / ".git").mkdir()
    (book / ".git" / "config").write_text("x")
    before = everything(book)
    del before[".git"], before[".git/config"]
    done = back_up(Folder(book), stick / "a.zip", DAY)
    assert done.with_git
    (tmp_path / "pulih").mkdir()
    restore(done.path, tmp_path / "pulih")
    assert everything(tmp_path / "pulih") == before


def test_the_same_book_gives_the_same_bytes(book: Path, stick: Path) -> None:
    first = back_up(Folder(book), stick / "a.zip", DAY)
    for path in book.rglob("*"):
        os.utime(path, (1, 1))
    second = back_up(Folder(book), stick / "b.zip", date(2027, 1, 1))
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.digest == second.digest
    with zipfile.ZipFile(first.path) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_a_link_is_followed_inside_the_folder_only(book: Path, stick: Path, tmp_path: Path) -> None:
    (book / "asli").mkdir()
    (book / "anggota.csv").rename(book / "asli" / "anggota.csv")
    (book / "anggota.csv").symlink_to("asli/anggota.csv")
    done = back_up(Folder(book), stick / "a.zip", DAY)
    restore(done.path, tmp_path / "pulih")
    assert not (tmp_path / "pulih" / "anggota.csv").is_symlink()
    assert everything(tmp_path / "pulih") == everything(book)
    for target in ("../usb", "tiada", ".", "/dev/null"):
        link = book / "tautan"
        link.symlink_to(target)
        fact = refused("BERKAS-RUSAK", lambda: back_up(Folder(book), stick / "b.zip", DAY))
        assert '"tautan"' in fact
        link.unlink()
    assert [p.name for p in stick.iterdir()] == ["a.zip"]


@pytest.mark.parametrize("name", ["ANGGOTA.CSV", "a\\b", "ganti\nbaris"])
def test_what_could_not_be_restored_everywhere_is_said_at_once(
    book: Path, stick: Path, name: str
) -> None:
    (book / name).write_text("x")
    refused("BERKAS-RUSAK", lambda: back_up(Folder(book), stick, DAY))
    assert not list(stick.iterdir())


def test_a_backup_never_lies_in_a_book_or_on_another_file(
    book: Path, copy: Callable[[str], Path], stick: Path, kept: Path
) -> None:
    other = copy("mulai")
    for target in (book, book / "dokumen" / "a.zip", other / "a.zip"):
        refused("TULIS-GAGAL", lambda t=target: back_up(Folder(book), t, DAY))  # type: ignore[misc]
    (stick / "surat.zip").write_bytes(b"surat")
    refused("TULIS-GAGAL", lambda: back_up(Folder(book), stick / "surat.zip", DAY))
    assert (stick / "surat.zip").read_bytes() == b"surat"
    (book / "catatan.txt").write_text("baru")
    assert back_up(Folder(book), kept, DAY).path == kept  # an earlier one of this cooperative
    toml = other / "koperasi.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('nama = "', 'nama = "Lain ', 1), encoding="utf-8")
    before = kept.read_bytes()
    refused("TULIS-GAGAL", lambda: back_up(Folder(other), kept, DAY))
    assert kept.read_bytes() == before


def test_a_file_that_changes_meanwhile_is_never_half_old(
    book: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = backup._write

    def later(*args: Any) -> None:
        (book / "anggota.csv").write_text("disimpan dari editor\n")
        write(*args)

    monkeypatch.setattr(backup, "_write", later)
    refused("BERKAS-BERUBAH", lambda: back_up(Folder(book), stick, DAY))
    assert not list(stick.iterdir())


def test_a_disk_that_gives_other_bytes_back_is_found(
    book: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup.check

    def flipped(path: Path) -> Any:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        return real(path)

    monkeypatch.setattr(backup, "check", flipped)
    refused("BERKAS-RUSAK", lambda: back_up(Folder(book), stick, DAY))
    assert not list(stick.iterdir())


def test_a_full_disk_leaves_nothing(
    book: Path, stick: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(backup, "_held", lambda _: nullcontext())  # the lock is another's
    assert "No space" in refused("TULIS-GAGAL", lambda: back_up(Folder(book), kept, DAY))
    assert [p.read_bytes() for p in stick.iterdir()] == [before]
    names = sorted(tmp_path.iterdir())
    assert "No space" in refused("TULIS-GAGAL", lambda: restore(kept, tmp_path / "pulih"))
    assert sorted(tmp_path.iterdir()) == names


KILLED = """\
import os, sys
from datetime import date
from pathlib import Path
from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.app.keeping import archive, backup
left = int(sys.argv[3])
real = archive.digest_of
def digest_of(content, target=None):
    global left
    left -= target is not None
    if left < 0:
        os._exit(9)
    return real(content, target)
archive.digest_of = digest_of
backup.back_up(Folder(Path(sys.argv[1])), Path(sys.argv[2]), date(2026, 5, 2))
"""


@pytest.mark.parametrize("after", [0, 7])
def test_a_killed_writer_leaves_no_false_backup(
    book: Path, stick: Path, kept: Path, after: int
) -> None:
    before = kept.read_bytes()
    (book / "catatan.txt").write_text("baru")
    words = [sys.executable, "-c", KILLED, str(book), str(stick), str(after)]
    assert subprocess.run(words, check=False).returncode == 9
    assert kept.read_bytes() == before
    for litter in set(stick.iterdir()) - {kept}:
        refused("BERKAS-RUSAK", lambda path=litter: check(path))  # type: ignore[misc]
    back_up(Folder(book), stick, DAY)
    assert any(f.path == "catatan.txt" for f in check(kept).files)


def test_every_flipped_byte_and_every_cut_is_found_or_harms_nothing(
    kept: Path, tmp_path: Path
) -> None:
    content = kept.read_bytes()
    whole = check(kept)
    spoilt = tmp_path / "rusak.zip"
    found = 0
    places = range(0, len(content), max(1, len(content) // 150))
    for at in places:
        spoilt.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        try:
            seen = check(spoilt)
        except ProblemError:
            found += 1
        else:
            assert seen == whole  # a time or a version in the ZIP: no byte of the book
        spoilt.write_bytes(content[:at])
        refused("BERKAS-RUSAK", lambda: check(spoilt))
    assert found > len(places) // 2
    before = sorted(tmp_path.iterdir())
    refused("BERKAS-RUSAK", lambda: restore(spoilt, tmp_path / "pulih"))
    assert sorted(tmp_path.iterdir()) == before


def test_a_restore_goes_into_a_new_or_empty_folder_only(
    book: Path, kept: Path, tmp_path: Path
) -> None:
    before = everything(book)
    refused("FOLDER-ISI", lambda: restore(kept, book))
    refused("FOLDER-ISI", lambda: restore(kept, book / "di-dalam"))
    refused("FOLDER-ISI", lambda: restore(kept, kept))
    refused("TULIS-GAGAL", lambda: restore(kept, tmp_path / "tiada" / "pulih"))
    refused("BERKAS-TIADA", lambda: restore(tmp_path / "tiada.zip", tmp_path / "pulih"))
    assert everything(book) == before


def test_too_small_a_disk_is_said_before_anything_is_written(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 10))
    assert "diska tidak cukup" in refused("TULIS-GAGAL", lambda: restore(kept, tmp_path / "pulih"))
    assert not (tmp_path / "pulih").exists()


def made(path: Path, change: Callable[[dict[str, Any]], None], **more: bytes) -> Path:
    """A backup made by a stranger: a list that is changed, and members beside it."""
    files = {"main.beancount": b"x", "koperasi.toml": b"y"}
    said: dict[str, Any] = json.loads(form.Manifest("Uji", "1", "", "", (), ()).write())
    said["berkas"] = [
        {"path": n, "size": len(c), "digest": form.digest_of([c])[0], "mode": 0o644}
        for n, c in files.items()
    ]
    change(said)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("cadangan.json", json.dumps(said))
        for name, content in {**files, **more}.items():
            archive.writestr("buku/" + name, content)
    return path


def _path(name: str) -> Callable[[dict[str, Any]], None]:
    row = {"path": name, "size": 1, "digest": form.digest_of([b"z"])[0], "mode": 0o644}
    return lambda said: said["berkas"].append(row)


def _nothing(_: dict[str, Any]) -> None:
    """Change nothing."""


HOSTILE: dict[str, tuple[Callable[[dict[str, Any]], None], dict[str, bytes]]] = {
    "out": (_path("../luar.txt"), {"../luar.txt": b"z"}),
    "absolute": (_path("/luar.txt"), {"/luar.txt": b"z"}),
    "drive": (_path("C:/luar.txt"), {"C:/luar.txt": b"z"}),
    "backslash": (_path("..\\luar.txt"), {"..\\luar.txt": b"z"}),
    "git": (_path("GIT/../.git/config"), {"GIT/../.git/config": b"z"}),
    "hooks": (_path(".Git/hooks/post-commit"), {".Git/hooks/post-commit": b"z"}),
    "batch": (_path(".batch/selesai"), {".batch/selesai": b"z"}),
    "case": (_path("MAIN.beancount"), {"MAIN.beancount": b"z"}),
    "unlisted": (_nothing, {"lain.txt": b"z"}),
    "missing": (_path("tiada.txt"), {}),
    "digest": (lambda said: said["berkas"][0].update(digest="0" * 64), {}),
    "size": (lambda said: said["berkas"][0].update(size=2), {}),
    "setuid": (lambda said: said["berkas"][0].update(mode=0o4755), {}),
    "mode": (lambda said: said["berkas"][0].update(mode="0644"), {}),
    "extra": (lambda said: said["berkas"][0].update(lain=1), {}),
    "list": (lambda said: said.update(berkas=3), {}),
    "folder": (lambda said: said["folder"].append("../luar"), {}),
    "kind": (lambda said: said.update(jenis="lain"), {}),
    "edition": (lambda said: said.update(edisi=2), {}),
    "bomb": (_path("bom"), {"bom": b""}),
    "below a file": (_path("koperasi.toml/a"), {"koperasi.toml/a": b"z"}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_archive_is_refused_and_leaves_nothing(tmp_path: Path, kind: str) -> None:
    change, more = HOSTILE[kind]
    path = made(tmp_path / "asing.zip", change, **more)
    if kind == "bomb":
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.infolist()[-1].file_size = 10**9
            archive._didModify = True  # type: ignore[attr-defined]
    fact = refused("BERKAS-RUSAK", lambda: restore(path, tmp_path / "pulih"))
    assert ("mengembang" in fact) == (kind == "bomb")
    assert [p.name for p in tmp_path.iterdir()] == ["asing.zip"]


def test_what_the_hostile_ones_are_made_of_is_accepted(tmp_path: Path) -> None:
    path = made(tmp_path / "asing.zip", _nothing)
    restore(path, tmp_path / "pulih")
    assert (tmp_path / "pulih" / "main.beancount").read_bytes() == b"x"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_doubles_links_and_foreign_zips_are_refused(tmp_path: Path) -> None:
    double = made(tmp_path / "a.zip", _nothing)
    with zipfile.ZipFile(double, "a") as archive:
        archive.writestr("buku/main.beancount", b"x")
    assert "nama yang sama" in refused("BERKAS-RUSAK", lambda: check(double))
    link = made(tmp_path / "b.zip", _path("tautan"))
    with zipfile.ZipFile(link, "a") as archive:
        info = zipfile.ZipInfo("buku/tautan")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, b"z")
    assert "bukan berkas biasa" in refused("BERKAS-RUSAK", lambda: check(link))
    foreign = tmp_path / "c.zip"
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("surat.txt", b"x")
    assert "bukan cadangan" in refused("BERKAS-RUSAK", lambda: check(foreign))
    foreign.write_bytes(io.BytesIO(b"bukan zip").getvalue())
    refused("BERKAS-RUSAK", lambda: check(foreign))


def test_who_may_not_write_in_the_book_can_still_back_it_up(
    book: Path, stick: Path, tmp_path: Path
) -> None:
    shutil.rmtree(book / ".kkmp", ignore_errors=True)
    (book / "pribadi.csv").chmod(0o644)
    (book / "pelanggan.csv").chmod(0o644)
    stick.chmod(0o777)
    with without_permission(book):
        done = back_up(Folder(book), stick, DAY)
    restore(done.path, tmp_path / "pulih")
    back = everything(tmp_path / "pulih")
    assert {n: c for n, (c, _) in back.items()} == {n: c for n, (c, _) in everything(book).items()}
    assert back["pribadi.csv"][1] == 0o600  # whoever had opened it
