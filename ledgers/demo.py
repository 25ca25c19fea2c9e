"""`make demo`: builds the example's book from its raw inputs, in an empty folder, as a treasurer.

Runs the commands of `contoh/dokumen/langkah.txt` one by one, and says what came of it.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def main() -> int:
    """Build the demo anew; 0 when every command went well."""
    shutil.rmtree(DEMO, ignore_errors=True)
    buku, hasil = DEMO / "buku", DEMO / "hasil"
    hasil.mkdir(parents=True)
    kkmp = [sys.executable, "-m", "kkmp_ledger"]
    commands = list(langkah(buku, hasil))
    for number, words in enumerate(commands, 1):
        done = subprocess.run(
            [*kkmp, *words], cwd=MENTAH, capture_output=True, text=True, check=False
        )
        if sys.stdout.isatty():
            print(f"\r{number}/{len(commands)}", end="", flush=True)
        if done.returncode:
            print(f"\nkkmp {shlex.join(words)}\n{done.stdout}{done.stderr}")
            return 1
    print(f"\r{len(commands)} perintah dijalankan")
    report = [*kkmp, "-C", str(buku), "laporan", "posisi-keuangan", "--tahun", "2025"]
    text = subprocess.run(
        [*report, "--format", "json"], capture_output=True, text=True, check=True
    ).stdout
    _katakan(json.loads(text), buku, hasil)
    return 0


def _katakan(laporan: dict[str, object], buku: Path, hasil: Path) -> None:
    print(f"buku:     {_dari_sini(buku)}")
    for path in sorted(hasil.iterdir()):
        print(f"hasil:    {_dari_sini(path)}")
    print(json.dumps(laporan)[:400])
    print(f"buka:     .venv/bin/kkmp -C {_dari_sini(buku)} buka")


def _dari_sini(path: Path) -> str:
    return os.path.relpath(path)


if __name__ == "__main__":
    sys.exit(main())
