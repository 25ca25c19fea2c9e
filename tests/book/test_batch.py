"""Several files replaced as one, where a program holds one of them just when its turn comes."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book import batch
from kkmp_ledger.book.batch import Content
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
    assert not (folder / batch.NAMA).exists()
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
