"""`make bench`: one line a goal, each a ratio to a peer that ran in turn with it.

`make bench ONLY=setor` measures one. What has no goal is shown as a figure.
"""

from __future__ import annotations

import os
import platform
import sys

from bench.books import CACHE
from bench.books import DATA
from bench.goals import GOALS
from bench.goals import Goal


def main(only: str) -> int:
    """Measure the goals and print them; 2 when none has that name. A miss is said, no failure."""
    chosen = [goal for goal in GOALS if only in {"", goal.name}]
    if not chosen:
        names = ", ".join(goal.name for goal in GOALS)
        print(f"no goal is named {only}; there are {names}", file=sys.stderr)
        return 2
    DATA.mkdir(exist_ok=True)
    os.environ["KKMP_CACHE"] = str(CACHE)
    # As where it is installed: a program compiles its modules once, not in each run.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"Python {platform.python_version()}, {platform.machine()}; least of several runs, CPU s")
    lines = [_line(goal) for goal in chosen]
    print("\n".join(lines))
    return 0


def _line(goal: Goal) -> str:
    measured = goal.measured()
    if goal.limit is None:
        return f"figure: {goal.name} {measured:.2f} ({goal.of})"
    verdict = "ok" if measured <= goal.limit else "miss"
    return f"goal: {goal.name} {measured:.2f} {goal.limit:.2f} {verdict} ({goal.of})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
