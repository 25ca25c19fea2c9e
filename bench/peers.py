"""The peers that figures are ratios to: Debian's ledger, else the best that there is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BEAN_CHECK = [str(Path(sys.executable).parent / "bean-check"), "--no-cache"]
# What `balance` of the same book takes elsewhere, in units of `ledger balance`, as measured once.
_HLEDGER = 4.8
_BEAN_CHECK = 8.0


@dataclass(frozen=True, slots=True)
class Peer:
    """The command that is run in turn with ours, and how many times `ledger balance` it takes."""

    name: str
    command: list[str]
    factor: float

    def unit(self, cpu: float) -> float:
        """What `ledger balance` takes where the peer took this."""
        return cpu / self.factor


def peer(journal: Path, plain: Path) -> Peer:
    """`ledger balance` of the journal, or what comes nearest to it on this machine, said aloud."""
    if shutil.which("ledger") is None and os.name == "posix" and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-qq", "-y", "ledger"], check=False)
    if shutil.which("ledger"):
        return Peer("ledger balance", ["ledger", "-f", str(journal), "balance"], 1.0)
    print("ledger is not here (Debian's package ledger): another peer stands in for it")
    if shutil.which("hledger"):
        command = ["hledger", "-f", str(journal), "balance"]
        return Peer(f"hledger balance / {_HLEDGER}", command, _HLEDGER)
    return Peer(f"bean-check / {_BEAN_CHECK}", [*BEAN_CHECK, str(plain)], _BEAN_CHECK)
