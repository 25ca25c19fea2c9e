"""A writer that is killed at any step of any batch leaves all of it or none."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest

from tests.app import kecil
from tests.app.kecil import isi
from tests.app.kecil import jalankan
from tests.app.kecil import pada
from tests.app.pembunuh import MATI

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    Bunuh = Callable[[Path | None, Path, list[str], int], int]

_PALING_BANYAK = 200


@pytest.fixture(scope="module")
def bunuh() -> Iterator[Bunuh]:
    """The process that forks and kills."""
    command = [sys.executable, "-m", "tests.app.pembunuh"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        stdin, stdout = server.stdin, server.stdout

        def kill(asal: Path | None, kerja: Path, kata: list[str], n: int) -> int:
            start = str(asal) if asal else ""
            wish = {"asal": start, "kerja": str(kerja), "kata": kata, "n": n}
            stdin.write(json.dumps(wish) + "\n")
            stdin.flush()
            return int(json.loads(stdout.readline()))

        yield kill
        stdin.close()


class Kelompok(NamedTuple):
    """One kind of batch: the stage it starts from and the command's words."""

    tahap: str
    kata: tuple[str, ...]


def _kata(text: str, hari: str) -> tuple[str, ...]:
    return (*text.split("|"), *pada(hari))


MACAM = {
    "setor": Kelompok(
        "mulai", _kata("setor|A0004|wajib|10000|--ke|Kas Kantor|--tanggal|2025-11-28", "2025-11-28")
    ),
    "setor bulan baru": Kelompok(
        "mulai", _kata("setor|A0004|wajib|10000|--ke|Kas Kantor|--tanggal|2025-12-01", "2025-12-01")
    ),
    "anggota tambah": Kelompok(
        "november",
        _kata("anggota|tambah|--nama|Warga Rekaan|--di-kasir|Tamu|--tanggal|2025-11-28",
              "2025-12-01"),
    ),
    "anggota impor": Kelompok("november", _kata("anggota|impor|<anggota-baru>", "2025-12-01")),
    "anggota keluar": Kelompok(
        "mulai",
        _kata("anggota|keluar|A0001|--alasan|pindah|--tanggal|2025-11-29", "2025-11-29"),
    ),
    "catat aset": Kelompok(
        "mulai",
        _kata("catat|aset|960000|--nama|Freezer|--akun|Mesin dan peralatan|--bulan|96"
              "|--dari|Bank BRI|--tanggal|2025-11-28", "2025-11-28"),
    ),
    "impor lembar": Kelompok("mulai", _kata("impor|<setoran-lagi>", "2025-11-30")),
    "impor pasangan": Kelompok("mulai", _kata("impor|<struk>|<barang>", "2025-11-30")),
    "hitung-kas berbeda": Kelompok(
        "mulai",
        _kata("catat|hitung-kas|Kas Kantor|229000|--lembar|BA-9|--tanggal|2025-11-30",
              "2025-11-30"),
    ),
    "tutup bulan": Kelompok("november", _kata("tutup|2025-11", "2025-12-01")),
    "tutup tahun": Kelompok("tertutup", _kata("tutup|2025", "2026-01-03")),
    "rat putuskan": Kelompok(
        "setahun",
        _kata("rat|putuskan|--tahun|2025|--berita-acara|01/RAT/2026|--hadir|3"
              "|--tanggal|2026-02-01", "2026-02-01"),
    ),
    "susun": Kelompok("november", _kata("susun", "2025-12-01")),
}  # fmt: skip


def _siapkan(nama: str, folder: Path) -> None:
    """What a person did by hand before the command."""
    if nama == "susun":
        toml = folder / "koperasi.toml"
        more = '\n[[bank]]\nnama = "Bank Jateng"\nsegmen = "Jateng"\n'
        toml.write_text(toml.read_text(encoding="utf-8") + more, encoding="utf-8")


def _words(kelompok: Kelompok, folder: Path, luar: dict[str, Path]) -> list[str]:
    found = [str(luar[w[1:-1]]) if w.startswith("<") else w for w in kelompok.kata]
    return ["-C", str(folder), *found]


@pytest.mark.parametrize("nama", MACAM)
def test_all_of_it_or_none(
    nama: str,
    salin: Callable[[str], Path],
    luar: dict[str, Path],
    tmp_path: Path,
    bunuh: Bunuh,
) -> None:
    before = salin(MACAM[nama].tahap)
    _siapkan(nama, before)
    work = tmp_path / "kerja"
    words = _words(MACAM[nama], work, luar)
    assert bunuh(before, work, words, 0) == 0
    old, new = isi(before), isi(work)
    assert old != new
    assert jalankan(work, "cek").kode == 0
    seen = set()
    for n in range(1, _PALING_BANYAK):
        code = bunuh(before, work, words, n)
        if code == 0:
            break
        assert code == MATI, f"{nama}: {n}"
        if n % 4 == 0:  # the next command writes, where there is anything to write
            done = jalankan(work, "susun", *pada("2026-03-01"))
            assert done.kode == 0, done.teks
        elif n % 4 == 2:
            assert jalankan(work, "cek").kode == (1 if nama == "susun" and isi(work) == old else 0)
        else:
            assert jalankan(work, "anggota", "daftar").kode == 0
        assert not (work / ".batch").exists()
        now = isi(work)
        assert now in (old, new), f"{nama}: {n}: {_beda(now, old)} | {_beda(now, new)}"
        seen.add(now == new)
    else:
        raise AssertionError(f"{nama} never ended")
    assert isi(work) == new
    assert seen == {False, True}, nama


def _beda(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def test_the_next_booking_after_a_kill_gets_the_next_number(
    salin: Callable[[str], Path],
    tmp_path: Path,
    bunuh: Bunuh,
) -> None:
    """Whether the killed deposit landed or not, the one after it stands in the book once."""
    before, work = salin("mulai"), tmp_path / "kerja"
    words = _words(MACAM["setor bulan baru"], work, {})
    again = ["setor", "A0003", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", "2025-12-02"]
    numbers = set()
    for n in range(1, _PALING_BANYAK):
        if bunuh(before, work, words, n) == 0:
            break
        done = jalankan(work, *again, *pada("2025-12-02"))
        assert done.kode == 0, done.teks
        text = (work / "2025/12-kas.beancount").read_text(encoding="utf-8")
        count = text.count("^KS-2512-")
        assert f"dibukukan: KS-2512-{count:04d}" in done.teks
        assert jalankan(work, "cek").kode == 0
        numbers.add(count)
    assert numbers == {1, 2}


def test_a_recovery_that_is_killed_too_is_finished_by_the_next(
    salin: Callable[[str], Path],
    tmp_path: Path,
    bunuh: Bunuh,
) -> None:
    before, work, torn = salin("mulai"), tmp_path / "kerja", tmp_path / "terputus"
    words = _words(MACAM["anggota keluar"], torn, {})
    assert bunuh(before, torn, words, 0) == 0
    new = isi(torn)
    deaths = 0
    for n in range(1, _PALING_BANYAK):
        if bunuh(before, torn, words, n) == 0:
            break
        if not (torn / ".batch/selesai").exists():
            continue
        for m in range(1, _PALING_BANYAK):
            if bunuh(torn, work, ["-C", str(work), "anggota", "daftar"], m) == 0:
                break
            deaths += 1
            assert jalankan(work, "anggota", "daftar").kode == 0
            assert isi(work) == new
    assert deaths > 10


def test_a_killed_init_is_finished_by_the_next(
    luar: dict[str, Path],
    tmp_path: Path,
    bunuh: Bunuh,
) -> None:
    """The same words again make the book, whatever the first left; other words are refused."""
    toml, other = tmp_path / "koperasi.toml", tmp_path / "lain.toml"
    toml.write_text(kecil.TOML, encoding="utf-8")
    other.write_text(kecil.TOML.replace("Karangan", "Lain"), encoding="utf-8")
    work = tmp_path / "kerja"
    words = ["init", str(work), "--koperasi", str(toml)]
    assert bunuh(None, work, words, 0) == 0
    whole = isi(work)
    refused = set()
    for n in range(1, _PALING_BANYAK):
        if bunuh(None, work, words, n) == 0:
            break
        if n % 2:
            done = jalankan(work, "init", work, "--koperasi", other)
            assert done.kode == 0 or "FOLDER-ISI" in done.teks
            refused.add(done.kode)
            if done.kode == 0:
                continue
        assert jalankan(work, *words).kode == 0
        assert isi(work) == whole
        assert (work / "dokumen").is_dir()
        assert not (work / ".batch").exists()
        assert jalankan(work, "cek").kode == 0
    assert refused == {0, 1}
    assert isi(work) == whole
