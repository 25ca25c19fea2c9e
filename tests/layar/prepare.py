"""Puts in place what the screen tests need of Debian: chromium and LibreOffice Calc."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# Debian's package -> the program of it that the tests call.
NEEDED = {"chromium": "chromium", "libreoffice-calc": "soffice"}


def lacking() -> list[str]:
    """The packages whose program is not found."""
    return [package for package, program in NEEDED.items() if shutil.which(program) is None]


def install(packages: list[str]) -> None:
    """Install with apt-get, where there is one and we are root; else say so by doing nothing."""
    apt = shutil.which("apt-get")
    if apt is None or os.name != "posix" or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        [apt, "-q", "update"],
        [apt, "-q", "install", "-y", "--no-install-recommends", *packages],
    ):
        subprocess.run(command, check=False, env=environment)


def main() -> int:
    """Install what is missing; 1 with the packages' names when something still is."""
    missing = lacking()
    if missing:
        install(missing)
        missing = lacking()
    if not missing:
        return 0
    print(
        f"make test-layar needs these Debian packages: {' '.join(missing)}\n"
        f"install them as root: apt-get install {' '.join(missing)}",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
