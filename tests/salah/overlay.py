"""Lays a wrong ledger over the one base book, so that a specimen holds only what is wrong.

`python tests/salah/overlay.py CODE [FOLDER]` lays one out under `FOLDER/tests/salah/CODE` (default
`build`), where its commands can be typed as docs/PROBLEMS.md shows them.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

if __name__ == "__main__":  # `python tests/salah/overlay.py`, from anywhere
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from kkmp_ledger.app.folder.folder import KOPERASI
from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.app.generating import accounts_file
from kkmp_ledger.app.generating.machine_files import expected
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.door import includes_text
from kkmp_ledger.book.tree import INCLUDES
from kkmp_ledger.book.tree import MAIN

WRONG = Path(__file__).resolve().parent
BASE = WRONG / "dasar"
# Beside what is wrong: the commands to type, the text they end in, and the files of the base that
# are absent here, one a line.
COMMANDS = "perintah.txt"
EXPECTED = "expected.txt"
ABSENT = "absent.txt"
TODAY = "; sumber: {sumber}\n"


def specimens() -> list[Path]:
    """Every folder of the gallery, in order of code."""
    return sorted(p for p in WRONG.iterdir() if p.is_dir() and p.name.isupper())


def base_files(specimen: Path) -> list[str]:
    """What lies beneath a specimen: the whole book, or `koperasi.toml` where commands make one."""
    if (specimen / COMMANDS).is_file():
        return [KOPERASI]
    return sorted(p.relative_to(BASE).as_posix() for p in BASE.rglob("*") if p.is_file())


def absent(specimen: Path) -> list[str]:
    """The files of the base that a specimen does without."""
    file = specimen / ABSENT
    return file.read_text(encoding="utf-8").split() if file.is_file() else []


def lay_out(code: str, folder: Path) -> Path:
    """Write one specimen, whole, to `folder/tests/salah/CODE`, and return that folder.

    The machine's files are made by the program, unless the specimen carries its own; of one that
    names its sources by TODAY the program gives their digest.
    """
    specimen, target = WRONG / code, folder / "tests" / "salah" / code
    target.mkdir(parents=True)
    for name in base_files(specimen):
        if name not in absent(specimen):
            (target / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(BASE / name, target / name)
    own = shutil.ignore_patterns(".kkmp", EXPECTED, ABSENT)
    shutil.copytree(specimen, target, ignore=own, dirs_exist_ok=True)
    if (target / MAIN).is_file():
        _machine_files(specimen, target)
    return target


def _machine_files(specimen: Path, target: Path) -> None:
    accounts = _accounts(target) or _accounts(BASE)  # no chart follows from a torn register
    assert accounts is not None
    if not (specimen / accounts_file.ACCOUNTS).exists():
        _write(target / accounts_file.ACCOUNTS, accounts)
    ledger = {p.relative_to(target).as_posix() for p in target.rglob("*.beancount")}
    if not (specimen / INCLUDES).exists():
        _write(target / INCLUDES, includes_text(ledger - {MAIN, INCLUDES}))
    fresh = [p for p in sorted(ledger) if TODAY in (target / p).read_text(encoding="utf-8")]
    digests = expected(Folder(target)) if fresh else {}
    for name in fresh:
        text = (target / name).read_text(encoding="utf-8")
        _write(target / name, text.replace(TODAY, TODAY.format(sumber=digests[name])))


def _accounts(path: Path) -> str | None:
    folder = Folder(path)
    try:
        return accounts_file.accounts_text(folder.koperasi, folder.register, folder.closed.years)
    except ProblemError:
        return None


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main(code: str, folder: Path) -> None:
    """Lay one specimen out anew, and say where."""
    shutil.rmtree(folder / "tests" / "salah" / code, ignore_errors=True)
    print(lay_out(code, folder))


if __name__ == "__main__":
    main(sys.argv[1], Path(*(sys.argv[2:] or ["build"])))
