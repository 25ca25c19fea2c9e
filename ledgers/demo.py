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

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.cli.main import kkmp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "ledgers" / "contoh" / "dokumen"
DEMO = ROOT / "demo"


def step(book: Path, result: Path) -> Iterator[list[str]]:
    """The words of each command, `kkmp` left out, with the two folders filled in."""
    for line in (RAW / "langkah.txt").read_text(encoding="utf-8").splitlines():
        words = shlex.split(line, comments=True)
        if words:
            assert words[0] == "kkmp", line
            yield [
                w.replace("{buku}", str(book)).replace("{hasil}", str(result)) for w in words[1:]
            ]


def run(words: list[str]) -> Result:
    """Run one `kkmp` command in the folder of the raw inputs.

    In this process: two hundred starts of Python would take longer than the work itself.
    """
    with contextlib.chdir(RAW):
        return CliRunner().invoke(kkmp, words, catch_exceptions=False)


def main() -> int:
    """Build the demo anew; 0 when every command went well."""
    shutil.rmtree(DEMO, ignore_errors=True)
    book, result = DEMO / "buku", DEMO / "hasil"
    result.mkdir(parents=True)
    commands = list(step(book, result))
    for number, words in enumerate(commands, 1):
        if sys.stdout.isatty():
            print(f"\r{number}/{len(commands)}", end="", flush=True)
        done = run(words)
        if done.exit_code:
            print(f"\nkkmp {shlex.join(words)}\n{done.output}")
            return 1
    print(f"\r{len(commands)} perintah dijalankan")
    _say(book, result)
    return 0


def _say(book: Path, result: Path) -> None:
    words = ["-C", str(book), "laporan", "posisi-keuangan", "--tahun", "2025", "--format", "json"]
    statement: dict[str, Any] = json.loads(run(words).stdout)
    print(f"{statement['judul']}, {statement['periode']}")
    for key in ("aset", "liabilitas", "ekuitas", "liabilitas_dan_ekuitas"):
        jumlah = write_rupiah(statement["nilai"][f"total_{key}"]["2025"])
        print(f"  total {key.replace('_', ' '):<24} {jumlah:>15}")
    for path in sorted(result.iterdir()):
        print(f"hasil: {os.path.relpath(path)}")
    folder = os.path.relpath(book)
    print(f"buku:  {folder}, dibuka dengan .venv/bin/kkmp -C {folder} buka")


def save(book: Path) -> None:
    """Put a finished book beside its raw inputs (`make contoh`)."""
    for path in sorted(book.rglob("*")):
        relative = path.relative_to(book)
        if path.is_file() and not_derived(relative):
            target = RAW.parent / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def not_derived(path: Path) -> bool:
    """Tell whether the file, named from the book's folder, is one of the book itself."""
    return path.parts[0] not in (".kkmp", ".batch") and path.suffix != ".picklecache"


if __name__ == "__main__":
    status = main()
    if status == 0 and "--simpan" in sys.argv:
        save(DEMO / "buku")
    sys.exit(status)
