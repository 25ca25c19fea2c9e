"""The tree of files: what `main.beancount` includes, as bytes."""

from __future__ import annotations

import re
from pathlib import Path

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.confined import is_named_inside
from kkmp_ledger.book.confined import outside
from kkmp_ledger.book.digest import with_lf

MAIN = "main.beancount"
INCLUDES = "isi.gen.beancount"
# What the machine lists in `isi.gen.beancount`: the month files, the meetings' and the accounts.
_OWN = re.compile(
    r"akun\.gen\.beancount|\d{4}/\d{2}-[a-z]+(\.gen)?\.beancount|rat/\d{4}\.gen\.beancount"
)
_INCLUDE = re.compile(r'include\s+"([^"]*)"')


def read_tree(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """`main.beancount` and every file that it includes as bytes with LF, by relative path.

    A file that is named and not there, or that lies outside the folder, is a problem. Raises
    ProblemError SERTAAN-TIADA where nothing names the list of the book's files.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    queue = [(MAIN, Place(MAIN, 1))]
    named = {MAIN}
    while queue:
        path, place = queue.pop()
        named.add(path)
        if path in files:
            continue
        target = folder / path
        if not is_named_inside(folder, path):
            problems.append(outside(path, place))
            continue
        if not target.is_file():
            fact = f"berkas {path} disebut tetapi tidak ada di folder buku"
            hint = "jalankan kkmp susun, atau kembalikan berkasnya"
            problems.append(Problem("BERKAS-TIADA", fact, hint, place))
            continue
        files[path] = with_lf(target.read_bytes())
        queue += [(name, Place(path, line)) for name, line in includes(path, files[path])]
    if INCLUDES not in named and (
        files.keys() < ledger_files(folder) or (folder / INCLUDES).exists()
    ):
        raise ProblemError(unlisted())
    return files, problems


def unlisted() -> Problem:
    """SERTAAN-TIADA: people keep `main.beancount`, so they are told the line that it lost."""
    fact = f"{MAIN} tidak menyebut {INCLUDES}, jadi isi buku ini tidak terbaca"
    hint = f'tulis baris ini di {MAIN}: include "{INCLUDES}"'
    return Problem("SERTAAN-TIADA", fact, hint, Place(MAIN))


def ledger_files(folder: Path) -> set[str]:
    """The ledger files of the folder by their names, whether or not anything includes them.

    A link out of the folder is none of them.
    """
    found = (
        path.relative_to(folder).as_posix()
        for pattern in ("akun.gen.beancount", "[0-9]*/*.beancount", "rat/*.beancount")
        for path in folder.glob(pattern)
    )
    return {path for path in found if _OWN.fullmatch(path) and is_named_inside(folder, path)}


def includes(path: str, content: bytes) -> list[tuple[str, int]]:
    """The files that a ledger file names with `include`, relative to the folder, with the line."""
    if content.rfind(b"include") < 0:  # which CPython does in a third of the time of `in`
        return []
    base = Path(path).parent
    return [
        ((base / found[1]).as_posix(), number)
        for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), 1)
        if (found := _INCLUDE.match(line))
    ]
