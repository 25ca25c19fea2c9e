"""`make demo`: builds the example's book from its raw inputs, in an empty folder, as a treasurer.

Runs the commands of `contoh/dokumen/langkah.txt` one by one, and says what came of it. With
`--simpan` the finished book is put beside its raw inputs, as the committed example.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from click.testing import CliRunner

from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.cli.main import kkmp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

AKAR = Path(__file__).resolve().parent.parent
MENTAH = AKAR / "ledgers" / "contoh" / "dokumen"
DEMO = AKAR / "demo"


def langkah(buku: Path, hasil: Path) -> Iterator[list[str]]:
    """The words of each command, `kkmp` left out, with the two folders filled in."""
    for line in (MENTAH / "langkah.txt").read_text(encoding="utf-8").splitlines():
        words = shlex.split(line, comments=True)
        if words:
            assert words[0] == "kkmp", line
            yield [w.replace("{buku}", str(buku)).replace("{hasil}", str(hasil)) for w in words[1:]]


def jalankan(words: list[str]) -> Result:
    """Run one `kkmp` command in the folder of the raw inputs.

    In this process: two hundred starts of Python would take longer than the work itself.
    """
    with contextlib.chdir(MENTAH):
        return CliRunner().invoke(kkmp, words, catch_exceptions=False)


def main() -> int:
    """Build the demo anew; 0 when every command went well."""
    shutil.rmtree(DEMO, ignore_errors=True)
    buku, hasil = DEMO / "buku", DEMO / "hasil"
    hasil.mkdir(parents=True)
    commands = list(langkah(buku, hasil))
    for number, words in enumerate(commands, 1):
        if sys.stdout.isatty():
            print(f"\r{number}/{len(commands)}", end="", flush=True)
        done = jalankan(words)
        if done.exit_code:
            print(f"\nkkmp {shlex.join(words)}\n{done.output}")
            return 1
    print(f"\r{len(commands)} perintah dijalankan")
    _katakan(buku, hasil)
    return 0


def _katakan(buku: Path, hasil: Path) -> None:
    words = ["-C", str(buku), "laporan", "posisi-keuangan", "--tahun", "2025", "--format", "json"]
    laporan: dict[str, Any] = json.loads(jalankan(words).stdout)
    print(f"{laporan['judul']}, {laporan['periode']}")
    for kunci in ("aset", "liabilitas", "ekuitas", "liabilitas_dan_ekuitas"):
        jumlah = tulis_rupiah(laporan["nilai"][f"total_{kunci}"]["2025"])
        print(f"  total {kunci.replace('_', ' '):<24} {jumlah:>15}")
    for path in sorted(hasil.iterdir()):
        print(f"hasil: {os.path.relpath(path)}")
    folder = os.path.relpath(buku)
    print(f"buku:  {folder}, dibuka dengan .venv/bin/kkmp -C {folder} buka")


def simpan(buku: Path) -> None:
    """Put a finished book beside its raw inputs (`make contoh`)."""
    for path in sorted(buku.rglob("*")):
        relative = path.relative_to(buku)
        if path.is_file() and bukan_turunan(relative):
            target = MENTAH.parent / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def bukan_turunan(path: Path) -> bool:
    """Tell whether the file, named from the book's folder, is one of the book itself."""
    return path.parts[0] not in (".kkmp", ".batch") and path.suffix != ".picklecache"


if __name__ == "__main__":
    status = main()
    if status == 0 and "--simpan" in sys.argv:
        simpan(DEMO / "buku")
    sys.exit(status)
