"""A writer that is killed at any step of any batch leaves all of it or none."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest

from tests.app import small_book
from tests.app.killer import DEAD
from tests.app.small_book import body
from tests.app.small_book import on
from tests.app.small_book import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    Kill = Callable[[Path | None, Path, list[str], int], int]

_MOST = 200


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    """The process that forks and kills."""
    command = [sys.executable, "-m", "tests.app.killer"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        stdin, stdout = server.stdin, server.stdout

        def kill(origin: Path | None, work: Path, words: list[str], n: int) -> int:
            start = str(origin) if origin else ""
            wish = {"asal": start, "kerja": str(work), "kata": words, "n": n}
            stdin.write(json.dumps(wish) + "\n")
            stdin.flush()
            return int(json.loads(stdout.readline()))

        yield kill
        stdin.close()


class Group(NamedTuple):
    """One kind of batch: the stage it starts from and the command's words."""

    stage: str
    words: tuple[str, ...]


def _word(text: str, day: str) -> tuple[str, ...]:
    return (*text.split("|"), *on(day))


KIND = {
    "setor": Group(
        "mulai", _word("setor|A0004|wajib|10000|--ke|Kas Kantor|--tanggal|2025-11-28", "2025-11-28")
    ),
    "setor bulan baru": Group(
        "mulai", _word("setor|A0004|wajib|10000|--ke|Kas Kantor|--tanggal|2025-12-01", "2025-12-01")
    ),
    "anggota tambah": Group(
        "november",
        _word("anggota|tambah|--nama|Warga Rekaan|--di-kasir|Tamu|--tanggal|2025-11-28",
              "2025-12-01"),
    ),
    "anggota impor": Group("november", _word("anggota|impor|<anggota-baru>", "2025-12-01")),
    "anggota keluar": Group(
        "mulai",
        _word("anggota|keluar|A0001|--alasan|pindah|--tanggal|2025-11-29", "2025-11-29"),
    ),
    "catat aset": Group(
        "mulai",
        _word("catat|aset|960000|--nama|Freezer|--akun|Mesin dan peralatan|--bulan|96"
              "|--dari|Bank BRI|--tanggal|2025-11-28", "2025-11-28"),
    ),
    "impor lembar": Group("mulai", _word("impor|<setoran-lagi>", "2025-11-30")),
    "impor pasangan": Group("mulai", _word("impor|<struk>|<barang>", "2025-11-30")),
    "hitung-kas berbeda": Group(
        "mulai",
        _word("catat|hitung-kas|Kas Kantor|229000|--lembar|BA-9|--alasan|hilang|--saksi|pengawas"
              "|--ya|--tanggal|2025-11-30", "2025-11-30"),
    ),
    "tutup bulan": Group("november", _word("tutup|2025-11", "2025-12-01")),
    "tutup tahun": Group("tertutup", _word("tutup|2025", "2026-01-03")),
    "rat putuskan": Group(
        "setahun",
        _word("rat|putuskan|--tahun|2025|--berita-acara|01/RAT/2026|--hadir|3"
              "|--tanggal|2026-02-01", "2026-02-01"),
    ),
    "susun": Group("november", _word("susun", "2025-12-01")),
}  # fmt: skip


def _prepare(nama: str, folder: Path) -> None:
    """What a person did by hand before the command."""
    if nama == "susun":
        toml = folder / "koperasi.toml"
        more = '\n[[bank]]\nnama = "Bank Jateng"\nsegmen = "Jateng"\n'
        toml.write_text(toml.read_text(encoding="utf-8") + more, encoding="utf-8")


def _words(group: Group, folder: Path, outside: dict[str, Path]) -> list[str]:
    found = [str(outside[w[1:-1]]) if w.startswith("<") else w for w in group.words]
    return ["-C", str(folder), *found]


@pytest.mark.parametrize("nama", KIND)
def test_all_of_it_or_none(
    nama: str,
    copy: Callable[[str], Path],
    outside: dict[str, Path],
    tmp_path: Path,
    kill: Kill,
) -> None:
    before = copy(KIND[nama].stage)
    _prepare(nama, before)
    work = tmp_path / "kerja"
    words = _words(KIND[nama], work, outside)
    assert kill(before, work, words, 0) == 0
    old, new = body(before), body(work)
    assert old != new
    assert run(work, "cek").kode == 0
    seen = set()
    for n in range(1, _MOST):
        code = kill(before, work, words, n)
        if code == 0:
            break
        assert code == DEAD, f"{nama}: {n}"
        if n % 4 == 0:  # the next command writes, where there is anything to write
            done = run(work, "susun", *on("2026-03-01"))
            assert done.kode == 0, done.text
        elif n % 4 == 2:
            assert run(work, "cek").kode == (1 if nama == "susun" and body(work) == old else 0)
        else:
            assert run(work, "anggota", "daftar").kode == 0
        assert not (work / ".batch").exists()
        now = body(work)
        assert now in (old, new), f"{nama}: {n}: {_difference(now, old)} | {_difference(now, new)}"
        seen.add(now == new)
    else:
        raise AssertionError(f"{nama} never ended")
    assert body(work) == new
    assert seen == {False, True}, nama


def _difference(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def test_the_next_booking_after_a_kill_gets_the_next_number(
    copy: Callable[[str], Path],
    tmp_path: Path,
    kill: Kill,
) -> None:
    """Whether the killed deposit landed or not, the one after it stands in the book once."""
    before, work = copy("mulai"), tmp_path / "kerja"
    words = _words(KIND["setor bulan baru"], work, {})
    again = ["setor", "A0003", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", "2025-12-02"]
    numbers = set()
    for n in range(1, _MOST):
        if kill(before, work, words, n) == 0:
            break
        done = run(work, *again, *on("2025-12-02"))
        assert done.kode == 0, done.text
        text = (work / "2025/12-kas.beancount").read_text(encoding="utf-8")
        count = text.count("^KS-2512-")
        assert f"dicatat KS-2512-{count:04d}" in done.text
        assert run(work, "cek").kode == 0
        numbers.add(count)
    assert numbers == {1, 2}


def test_a_recovery_that_is_killed_too_is_finished_by_the_next(
    copy: Callable[[str], Path],
    tmp_path: Path,
    kill: Kill,
) -> None:
    before, work, torn = copy("mulai"), tmp_path / "kerja", tmp_path / "terputus"
    words = _words(KIND["anggota keluar"], torn, {})
    assert kill(before, torn, words, 0) == 0
    new = body(torn)
    deaths = 0
    for n in range(1, _MOST):
        if kill(before, torn, words, n) == 0:
            break
        if not (torn / ".batch/selesai").exists():
            continue
        for m in range(1, _MOST):
            if kill(torn, work, ["-C", str(work), "anggota", "daftar"], m) == 0:
                break
            deaths += 1
            assert run(work, "anggota", "daftar").kode == 0
            assert body(work) == new
    assert deaths > 10


def test_a_killed_init_is_finished_by_the_next(
    outside: dict[str, Path],
    tmp_path: Path,
    kill: Kill,
) -> None:
    """The same words again make the book, whatever the first left; other words are refused."""
    toml, other = tmp_path / "koperasi.toml", tmp_path / "lain.toml"
    toml.write_text(small_book.TOML, encoding="utf-8")
    other.write_text(small_book.TOML.replace("Karangan", "Lain"), encoding="utf-8")
    work = tmp_path / "kerja"
    words = ["init", str(work), "--koperasi", str(toml)]
    assert kill(None, work, words, 0) == 0
    whole = body(work)
    refused = set()
    for n in range(1, _MOST):
        if kill(None, work, words, n) == 0:
            break
        if n % 2:
            done = run(work, "init", work, "--koperasi", other)
            assert done.kode == 0 or "FOLDER-ISI" in done.text
            refused.add(done.kode)
            if done.kode == 0:
                continue
        assert run(work, *words).kode == 0
        assert body(work) == whole
        assert (work / "dokumen").is_dir()
        assert not (work / ".batch").exists()
        assert run(work, "cek").kode == 0
    assert refused == {0, 1}
    assert body(work) == whole
