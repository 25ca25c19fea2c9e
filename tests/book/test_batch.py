"""Several files replaced as one, where a program holds one of them just when its turn comes."""

from __future__ import annotations

import errno
import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book import batch
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.batch_list import NAMA
from tests.app.small_book import body

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD = {"anggota.csv": b"lama\n", "aset.csv": b"lama\n"}
NEW = {"anggota.csv": b"baru\n", "aset.csv": b"baru\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@contextmanager
def held(name: str) -> Iterator[None]:
    """The system refuses to replace the file of that name, as Windows does while Excel has it."""
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == name:
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        yield


def write(folder: Path, new: dict[str, bytes]) -> ProblemError:
    """What the refusal says."""
    with pytest.raises(ProblemError) as caught:
        batch.replace(folder, {name: Content(content) for name, content in new.items()})
    assert [p.code for p in caught.value.problems] == ["TULIS-GAGAL"]
    return caught.value


@pytest.mark.parametrize("new", [NEW, {"anggota.csv": b"baru\n"}], ids=["two", "one"])
def test_nothing_is_written_when_the_first_is_held(folder: Path, new: dict[str, bytes]) -> None:
    with held("anggota.csv"):
        error = write(folder, new)
    assert not error.written
    assert "tidak ada yang berubah" in error.problems[0].hint
    assert body(folder) == OLD
    assert not (folder / NAMA).exists()
    assert not batch.recover(folder)


def test_the_next_command_writes_the_rest_when_a_later_one_is_held(folder: Path) -> None:
    """Also when it finds the file still held: then it says so, and the one after it ends it."""
    with held("aset.csv"):
        error = write(folder, NEW)
        assert error.written
        assert "perintah berikutnya menyelesaikannya" in error.problems[0].hint
        assert batch.is_unfinished(folder)
        with pytest.raises(ProblemError, match="TULIS-GAGAL") as caught:
            batch.recover(folder)
        assert caught.value.written
        assert batch.is_unfinished(folder)
    assert batch.recover(folder)
    assert body(folder) == NEW
    assert not batch.is_unfinished(folder)


def plant(folder: Path, steps: object, *, here: tuple[str, ...] = ("0000",)) -> Path:
    """Lay a `.batch` beside the books that says it is past its commit point."""
    area = folder / NAMA
    area.mkdir(mode=0o700)
    text = steps if isinstance(steps, str) else json.dumps(steps)
    (area / "daftar.json").write_text(text, encoding="utf-8")
    for name in (*here, "selesai"):
        (area / name).write_bytes(b"tanam\n")
    return area


def everything(folder: Path) -> dict[str, bytes | None]:
    """What lies beside and in the folder, whatever its name."""
    return {
        path.relative_to(folder.parent).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.parent.rglob("*"))
    }


def left_alone(folder: Path) -> str:
    """Nothing is written or deleted anywhere; what the refusal says."""
    before = everything(folder)
    with pytest.raises(ProblemError) as caught:
        batch.recover(folder)
    assert everything(folder) == before
    (problem,) = caught.value.problems
    assert problem.code == "BATCH-ASING"
    assert "pindahkan .batch ke luar folder buku" in problem.hint
    return f"{problem.fact}; {problem.hint}"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A folder with something beside it that is not its own."""
    folder = tmp_path / "buku"
    for path in (tmp_path / "lain", folder / ".git/hooks"):
        path.mkdir(parents=True)
        (path / "isi").write_bytes(b"asli\n")
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    (folder / "keluar").symlink_to(tmp_path / "lain")
    (folder / "kait").symlink_to(".git/hooks")
    return folder


@pytest.mark.parametrize("source", ["0000", ""], ids=["write", "delete"])
@pytest.mark.parametrize(
    "target",
    [
        "../lain/isi",
        "../x",
        "{}/lain/isi",
        "keluar/isi",
        "kait/isi",
        ".git/hooks/isi",
        ".GIT /hooks/isi",
        "git~1/hooks/isi",
        ".kkmp/kunci",
        "dokumen/../.batch/0000",
        ".",
        "",
        "a\0b",
        "\ud800",
    ],
)
def test_a_batch_that_names_what_is_not_the_books_is_left_alone(
    book: Path, target: str, source: str
) -> None:
    path = target.format(book.parent)
    plant(book, [{"berkas": "aset.csv", "dari": ""}, {"berkas": path, "dari": source}])
    assert "yang bukan berkas buku ini" in left_alone(book)


@pytest.mark.parametrize("target", ["dokumen", "aset.csv/isi"])
def test_a_batch_that_would_turn_a_folder_into_a_file_is_left_alone(
    book: Path, target: str
) -> None:
    (book / "dokumen").mkdir()
    plant(book, [{"berkas": target, "dari": "0000"}])
    assert "tidak dapat menjadi berkas" in left_alone(book)


STEP = {"berkas": "aset.csv", "dari": "0000"}


@pytest.mark.parametrize(
    "steps",
    [
        "",
        "{",
        "[" * 100_000,
        "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
        "9" * 10_000,
        " " * 4_000_001 + json.dumps([STEP]),
        [],
        {},
        None,
        "[1]",
        [{"berkas": "aset.csv"}],
        [{**STEP, "lain": ""}],
        [{"berkas": 1, "dari": "0000"}],
        [{"berkas": "aset.csv", "dari": None}],
        [{"berkas": "aset.csv", "dari": "../anggota.csv"}],
        [{"berkas": "aset.csv", "dari": "selesai"}],
        [STEP, {"berkas": "anggota.csv", "dari": "0000"}],
        [STEP, {"berkas": "aset.csv", "dari": ""}],
        [{"berkas": "anggota.csv", "dari": "0001"}, STEP, {"berkas": "x.csv", "dari": "0002"}],
    ],
    ids=lambda steps: str(steps)[:40],
)
def test_a_damaged_list_is_a_problem_and_nothing_is_done(book: Path, steps: object) -> None:
    """The last one lacks a text in its middle: no kill leaves that, a lost file does."""
    here = ("0000", "0002") if isinstance(steps, list) and len(steps) == 3 else ("0000",)
    if here == ("0000", "0002"):
        steps = [STEP, {"berkas": "anggota.csv", "dari": "0001"}, {"berkas": "x", "dari": "0002"}]
    plant(book, steps, here=here)
    assert ".batch di folder ini rusak" in left_alone(book)


@pytest.mark.parametrize("name", ["daftar.json", "selesai", "0000"])
def test_a_link_in_a_batch_is_not_followed(book: Path, name: str) -> None:
    area = plant(book, [STEP])
    (area / name).rename(book.parent / name)
    (area / name).symlink_to(book.parent / name)
    assert ".batch di folder ini rusak" in left_alone(book)


def test_a_batch_without_a_list_is_damaged(book: Path) -> None:
    (plant(book, [STEP]) / "daftar.json").unlink()
    assert ".batch di folder ini rusak" in left_alone(book)


@pytest.mark.parametrize("kind", ["link", "file", "dangling"])
def test_a_batch_that_is_no_folder_is_left_alone(book: Path, kind: str) -> None:
    area = plant(book, [STEP])
    area.rename(book.parent / "tanaman")
    if kind == "file":
        area.write_bytes(b"")
    else:
        area.symlink_to(book.parent / ("tanaman" if kind == "link" else "tiada"))
    assert "bukan folder biasa" in left_alone(book)
    assert batch.is_unfinished(book) is (kind == "link")


@pytest.mark.parametrize("done", [True, False])
def test_a_batch_that_others_may_write_is_left_alone_until_its_owner_closes_it(
    book: Path, *, done: bool
) -> None:
    area = plant(book, [STEP])
    if not done:
        (area / "selesai").unlink()
    area.chmod(0o770)
    assert "chmod go-w .batch" in left_alone(book)
    area.chmod(0o700)
    assert batch.recover(book) is done
    assert not area.exists()


def test_a_batch_of_another_user_is_left_alone(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(book, [STEP])
    somebody = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: somebody)
    assert "dibuat pengguna komputer lain" in left_alone(book)


def test_what_nobody_may_look_into_counts_as_unfinished(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(errno.EACCES, "closed")

    plant(book, [STEP])
    monkeypatch.setattr(Path, "lstat", refuse)
    assert batch.is_unfinished(book)


def test_a_half_written_batch_is_finished_also_through_a_link_inside(book: Path) -> None:
    """What took its place before the kill is not looked for again."""
    (book / "isi").mkdir()
    (book / "pintas").symlink_to("isi")
    steps = [
        STEP,
        {"berkas": "pintas/a.csv", "dari": "0001"},
        {"berkas": "anggota.csv", "dari": ""},
    ]
    plant(book, steps, here=("0001",))
    assert batch.recover(book)
    assert (book / "isi/a.csv").read_bytes() == b"tanam\n"
    assert (book / "aset.csv").read_bytes() == b"lama\n"
    assert not (book / "anggota.csv").exists()
    assert not (book / NAMA).exists()


def test_a_write_never_lands_where_no_batch_may(book: Path) -> None:
    (book / "catatan").symlink_to(".git/hooks/isi")
    before = everything(book)
    assert "bukan milik buku" in write(book, {"catatan": b"x", "aset.csv": b"y"}).problems[0].fact
    assert everything(book) == before
