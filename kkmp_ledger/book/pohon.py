"""The tree of files: what `main.beancount` includes, as bytes."""

from __future__ import annotations

from pathlib import Path

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem

UTAMA = "main.beancount"


def baca_pohon(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of `main.beancount` and of every file that it includes, by relative path.

    A file that is named and not there, or that lies outside the folder, is a problem.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    queue = [(UTAMA, Place(UTAMA, 1))]
    while queue:
        path, place = queue.pop()
        if path in files:
            continue
        target = folder / path
        if Path(path).is_absolute() or ".." in Path(path).parts or not target.is_file():
            fact = f"berkas {path} disebut tetapi tidak ada di folder buku"
            hint = "jalankan kkmp susun, atau kembalikan berkasnya"
            problems.append(Problem("BERKAS-TIADA", fact, hint, place))
            continue
        files[path] = target.read_bytes()
        queue += [(name, Place(path, line)) for name, line in includes(path, files[path])]
    return files, problems


def includes(path: str, content: bytes) -> list[tuple[str, int]]:
    """The files that a ledger file names with `include`, relative to the folder, with the line."""
    if b"include" not in content:
        return []
    base = Path(path).parent
    return [
        ((base / line.split('"')[1]).as_posix(), number)
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1)
        if line.startswith("include ") and line.count('"') >= 2  # noqa: PLR2004
    ]
