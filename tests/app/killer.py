"""Runs a command in a forked child and kills it before its n-th change of the folder.

Runs as a process of its own (`python -m tests.app.killer`), so that forking is safe whatever
threads the test runner has. Speaks JSON, a line a request: `asal` is copied to `kerja`, `kata` are
the words of the command, `n` the event at which the child dies. With 0 the command runs here, to
its end, and what it imports is there for the children. Answers the exit code.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from kkmp_ledger.cli.main import kkmp

DEAD = 9
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PERISTIWA = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.")


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(null, stream)
    for line in sys.stdin:
        wish = json.loads(line)
        work = Path(wish["kerja"])
        shutil.rmtree(work, ignore_errors=True)
        if wish["asal"]:
            shutil.copytree(wish["asal"], work)
        code = _run(wish["kata"]) if wish["n"] == 0 else _child(work, wish["kata"], wish["n"])
        print(json.dumps(code), file=answers, flush=True)


def _run(words: list[str]) -> int:
    try:
        kkmp(words, prog_name="kkmp")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    return 1


def _child(work: Path, words: list[str], n: int) -> int:
    child = os.fork()
    if child == 0:
        _die_at(work, words, n)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _die_at(work: Path, words: list[str], n: int) -> None:
    """Never returns."""
    seen = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal seen
        if _changing(event, args, work):
            seen += 1
            if seen == n:
                os._exit(DEAD)

    sys.addaudithook(hook)
    code = 1
    try:
        code = _run(words)
    finally:
        os._exit(code)


def _changing(event: str, args: tuple[Any, ...], work: Path) -> bool:
    """Whether the event changes the cooperative's folder; `.kkmp/` holds only the lock."""
    writes = bool(args[2] & _WRITING) if event == "open" else event.startswith(_PERISTIWA)
    if not writes or not isinstance(args[0], str | Path):
        return False
    path = Path(args[0])
    if not path.is_absolute():  # `shutil.rmtree` works from an open folder
        return True
    return path.is_relative_to(work) and not path.is_relative_to(work / ".kkmp")


if __name__ == "__main__":
    main()
