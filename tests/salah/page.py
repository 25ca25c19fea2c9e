"""Writes docs/PROBLEMS.md from the gallery: what each code means and how it reads."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # `python tests/salah/page.py`, from anywhere
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from kkmp_ledger.base.codes import CODES
from tests.salah.circumstances import CIRCUMSTANCE
from tests.salah.gallery import command
from tests.salah.overlay import EXPECTED
from tests.salah.overlay import WRONG

PAGE = WRONG.parent.parent / "docs" / "PROBLEMS.md"
# Codes for which the book makes the fault impossible: one of the two routes is broken in a test.
_PROVING = "tests/statements/test_proofs.py"
ELSEWHERE: dict[str, str] = dict.fromkeys(
    (
        "BUKTI-NERACA",
        "BUKTI-EKUITAS",
        "BUKTI-ARUS-KAS",
        "BUKTI-HITUNG",
        "BUKTI-JUAL",
        "BUKTI-DAFTAR",
        "BUKTI-CLAMP",
    ),
    _PROVING,
)
_HEADER = """\
# What `kkmp` says when something is wrong

Made by `make problems` from `tests/salah/`, where each code has a specimen that can be run. A
problem reads `path:line: CODE: fact`, then the line itself, then `saran:`, one thing to do. A
`(perhatian)` is only shown; anything else stops a booking and makes the exit code 1. Codes are
stable: scripts may match on them.
"""


def text() -> str:
    """The whole page, in the order of the list of codes."""
    return "\n".join([_HEADER, *(_one(kode, meaning) for kode, meaning in CODES.items())])


def _one(kode: str, meaning: str) -> str:
    lines = [f"## {kode}", "", meaning, ""]
    shown = WRONG / kode / EXPECTED
    if shown.is_file():
        typed = "".join(f"$ {line}\n" for line in command(kode))
        if kode in CIRCUMSTANCE:
            lines += [f"Terjadi bila {CIRCUMSTANCE[kode].words}.", ""]
        lines += ["```text", f"{typed}{shown.read_text(encoding='utf-8')}```", ""]
    elif kode in ELSEWHERE:
        lines += [f"Shown in `{ELSEWHERE[kode]}`: a book that people write cannot do it.", ""]
    return "\n".join(lines)


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
