"""Writes docs/PROBLEMS.md from the gallery: what each code means and how it reads."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # `python tests/salah/halaman.py`, from anywhere
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from kkmp_ledger.base.kode import KODE
from tests.salah.galeri import perintah
from tests.salah.keadaan import KEADAAN
from tests.salah.overlay import EXPECTED
from tests.salah.overlay import SALAH

HALAMAN = SALAH.parent.parent / "docs" / "PROBLEMS.md"
# Codes for which the book makes the fault impossible: one of the two routes is broken in a test.
_PEMBUKTIAN = "tests/statements/test_bukti.py"
DI_TEMPAT_LAIN: dict[str, str] = dict.fromkeys(
    (
        "BUKTI-NERACA",
        "BUKTI-EKUITAS",
        "BUKTI-ARUS-KAS",
        "BUKTI-HITUNG",
        "BUKTI-JUAL",
        "BUKTI-DAFTAR",
        "BUKTI-CLAMP",
    ),
    _PEMBUKTIAN,
)
_KEPALA = """\
# What `kkmp` says when something is wrong

Made by `make problems` from `tests/salah/`, where each code has a specimen that can be run. A
problem reads `path:line: CODE: fact`, then the line itself, then `saran:`, one thing to do. A
`(perhatian)` is only shown; anything else stops a booking and makes the exit code 1. Codes are
stable: scripts may match on them.
"""


def teks() -> str:
    """The whole page, in the order of the list of codes."""
    return "\n".join([_KEPALA, *(_satu(kode, arti) for kode, arti in KODE.items())])


def _satu(kode: str, arti: str) -> str:
    lines = [f"## {kode}", "", arti, ""]
    shown = SALAH / kode / EXPECTED
    if shown.is_file():
        typed = "".join(f"$ {line}\n" for line in perintah(kode))
        if kode in KEADAAN:
            lines += [f"Terjadi bila {KEADAAN[kode].kata}.", ""]
        lines += ["```text", f"{typed}{shown.read_text(encoding='utf-8')}```", ""]
    elif kode in DI_TEMPAT_LAIN:
        lines += [f"Shown in `{DI_TEMPAT_LAIN[kode]}`: a book that people write cannot do it.", ""]
    return "\n".join(lines)


def main() -> None:
    """Write the page."""
    HALAMAN.parent.mkdir(exist_ok=True)
    HALAMAN.write_text(teks(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
