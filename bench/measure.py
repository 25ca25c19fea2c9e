"""Times whole processes: the CPU that a child took as the system counts it, the least of several.

Machines are shared and their clocks drift: what disturbs a run only ever makes it longer, so the
least of several runs is what the work itself takes; peers run in turn with it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

KKMP = [sys.executable, "-m", "kkmp_ledger"]
_KIB = 1024
# A child's peak counts what its parent held when it was started: so a small one starts it.
_STARTER = """
import os, resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
os.write(int(sys.argv[1]), f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}".encode())
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a process: CPU seconds, its children's with it, and its peak memory in MB."""

    cpu: float
    mb: float


def run_command(command: Sequence[str]) -> Run:
    """Run one command to its end; a failing command stops the bench."""
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as counted:
        starter = [sys.executable, "-S", "-c", _STARTER, str(counted.fileno()), *command]
        kept = (counted.fileno(),)
        done = subprocess.run(starter, stdout=said, stderr=said, pass_fds=kept, check=False)
        if done.returncode:
            said.seek(0)
            words = said.read()[-2000:]
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{words}")
        counted.seek(0)
        cpu, kib = counted.read().split()
    return Run(float(cpu), int(kib) / _KIB)


def least(
    *commands: Sequence[str] | Callable[[int], Sequence[str]],
    times: int,
    before: Callable[[], object] | None = None,
    warm: bool = True,
) -> tuple[Run, ...]:
    """The least CPU of several runs of each command, run in turn; `before` is not counted.

    A function gives the command of its n-th run. `warm` runs each once before, uncounted.
    """
    runs: list[list[Run]] = [[] for _ in commands]
    for number in range(0 if warm else 1, times + 1):
        for command, found in zip(commands, runs, strict=True):
            if before is not None:
                before()
            run = run_command(command(number) if callable(command) else command)
            if number:
                found.append(run)
    return tuple(min(found, key=lambda r: r.cpu) for found in runs)
