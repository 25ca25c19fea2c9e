"""Times whole processes: user and system CPU as the system counts it, medians over runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

KKMP = [sys.executable, "-m", "kkmp_ledger"]
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a process: CPU and wall seconds, and its peak memory in MB."""

    cpu: float
    wall: float
    mb: float


def run_command(command: Sequence[str], cwd: Path | None = None) -> Run:
    """Run one command to its end; a failing command stops the bench."""
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    output, errors = process.stdout, process.stderr
    assert output is not None
    assert errors is not None
    said = output.read() + errors.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    output.close()
    errors.close()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(cpu, time.monotonic() - start, usage.ru_maxrss / _KIB)


def median(runs: Sequence[Run]) -> Run:
    """The median of each figure."""
    return Run(
        statistics.median(r.cpu for r in runs),
        statistics.median(r.wall for r in runs),
        max(r.mb for r in runs),
    )


def repeated(command: Sequence[str], times: int, before: Callable[[], object] | None = None) -> Run:
    """Median of several runs after one warm-up; `sebelum` is called before each, uncounted."""
    runs = []
    for number in range(times + 1):
        if before is not None:
            before()
        run = run_command(command)
        if number:
            runs.append(run)
    return median(runs)


def paired(
    ours: Sequence[str],
    theirs: Sequence[str],
    times: int,
    before: Callable[[], object] | None = None,
) -> tuple[Run, Run, float]:
    """Two commands in turn, and the median of the ratios of their CPU, run by run.

    In turn, so that a machine whose speed drifts slows both alike.
    """
    mine, other = [], []
    for number in range(times + 1):
        if before is not None:
            before()
        pair = (run_command(ours), run_command(theirs))
        if number:
            mine.append(pair[0])
            other.append(pair[1])
    ratios = (a.cpu / b.cpu for a, b in zip(mine, other, strict=True))
    return median(mine), median(other), statistics.median(ratios)
