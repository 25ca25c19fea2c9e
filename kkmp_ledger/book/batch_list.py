"""Reads what a `.batch` says is left to do, trusting nothing: it may be damaged, or planted.

What is not the reader's own, or reaches out of the folder, is left alone and said (BATCH-ASING).
"""

from __future__ import annotations

import json
import os
import re
import stat
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.confined import is_guarded
from kkmp_ledger.book.confined import real_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAMA = ".batch"
LIST = "daftar.json"
DONE = "selesai"
TARGET = "berkas"
SOURCE = "dari"
_SOURCE_NAME = re.compile(r"\d{4,9}", re.ASCII)
_MOST_BYTES = 4_000_000  # a batch of some hundred files is 50 KB
_OTHERS_WRITE = 0o022
_SHOWN = 80
_ASIDE = "pindahkan .batch ke luar folder buku, lalu jalankan kkmp cek"


def demand_own(folder: Path) -> None:
    """Refuse a `.batch` that somebody else made or may write to. Raises ProblemError."""
    status = (folder / NAMA).lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise _foreign("bukan folder biasa", _ASIDE)
    if os.name != "posix":  # pragma: no cover  # neither owners nor modes to go by
        return
    if status.st_uid != os.geteuid():
        hint = "mintalah pembuatnya menjalankan kkmp cek di sini; bila tidak dikenal, " + _ASIDE
        raise _foreign("dibuat pengguna komputer lain", hint)
    if status.st_mode & _OTHERS_WRITE:
        hint = (
            "bila itu sisa perintah Anda sendiri, jalankan chmod go-w .batch lalu ulangi;"
            " bila tidak dikenal, "
        ) + _ASIDE
        raise _foreign("boleh ditulis pengguna komputer lain", hint)


def read_steps(folder: Path) -> list[dict[str, str]]:
    """The steps of a batch that got past its commit point, each one proven to be harmless.

    Raises ProblemError BATCH-ASING for a list that is damaged or names what no batch writes.
    """
    area = folder / NAMA
    steps = _listed(area)
    if not _is_file(area / DONE) or not steps:
        raise _damaged()
    for step in steps:
        path = step[TARGET]
        real = real_path(folder, path)
        if real is None or is_guarded(real):
            raise _foreign(f'menyebut "{path[:_SHOWN]}", yang bukan berkas buku ini', _ASIDE)
        target = folder / path
        if target.is_dir() or not next(p for p in target.parents if p.exists()).is_dir():
            raise _foreign(f'menyebut "{path[:_SHOWN]}" yang tidak dapat menjadi berkas', _ASIDE)
    _demand_whole(area, [step[SOURCE] for step in steps if step[SOURCE]])
    return steps


def _listed(area: Path) -> list[dict[str, str]]:
    """The list as it stands, of the right shape."""
    file = area / LIST
    try:
        if not _is_file(file) or file.stat().st_size > _MOST_BYTES:
            raise _damaged()
        steps = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        raise _damaged() from None
    if not isinstance(steps, list) or not all(map(_is_step, steps)):
        raise _damaged()
    sources = [step[SOURCE] for step in steps if step[SOURCE]]
    if len({*sources}) < len(sources) or len({s[TARGET] for s in steps}) < len(steps):
        raise _damaged()
    return steps


def _is_step(step: object) -> bool:
    return (
        isinstance(step, dict)
        and step.keys() == {TARGET, SOURCE}
        and all(isinstance(text, str) for text in step.values())
        and (step[SOURCE] == "" or _SOURCE_NAME.fullmatch(step[SOURCE]) is not None)
    )


def _demand_whole(area: Path, sources: Sequence[str]) -> None:
    """Texts take their places in the order of the list: what has gone is its beginning."""
    here = [os.path.lexists(area / name) for name in sources]
    if here != sorted(here):
        raise _damaged()
    for name, there in zip(sources, here, strict=True):
        if there and not _is_file(area / name):
            raise _damaged()


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _foreign(what: str, hint: str) -> ProblemError:
    return ProblemError(Problem("BATCH-ASING", f".batch di folder ini {what}", hint, Place(NAMA)))


def _damaged() -> ProblemError:
    """What had its turn already cannot be known: only the books themselves can tell."""
    fact = ".batch di folder ini rusak, jadi perintah terakhir tidak dapat diselesaikan darinya"
    hint = _ASIDE + "; bila buku ternyata tercatat separuh, kembalikan buku dari cadangan"
    return ProblemError(Problem("BATCH-ASING", fact, hint, Place(f"{NAMA}/{LIST}")))
