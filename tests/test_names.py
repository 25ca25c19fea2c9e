"""Names: English for what software names, Indonesian for the nouns of docs/GLOSSARY.md."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from spellchecker import SpellChecker

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = ROOT / "docs" / "GLOSSARY.md"
# English of the trade that no dictionary of prose knows.
JARGON = frozenset((ROOT / "tests" / "jargon.txt").read_text(encoding="utf-8").split())
# Where data files and commands are described, their own words are names.
AT_DATA = (
    "kkmp_ledger/schema/",
    "kkmp_ledger/cli/",
    "kkmp_ledger/koperasi/events/",
    "tests/schema/",
    "tests/base/",
    "tests/koperasi/test_shu.py",
)
# Rooms that are faces of a subject: a module there may be called as the subject is.
FACES = frozenset({"cli", "web", "events", "checks", "kinds", "render", "schema"})
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_ROW = re.compile(r"^\| `([a-z]+)` \|", re.MULTILINE)
_COMMON = 40  # rarer than this in the dictionary's own text is no evidence of a word


def words(name: str) -> list[str]:
    """The words of an identifier: `RatBook` and `rat_book` are `rat`, `book`."""
    return [word.lower() for word in _WORD.findall(name)]


def defined(text: str) -> Iterator[tuple[int, str]]:
    """Every name that the code itself gives, with its line; what a library is called is not."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.lineno, node.asname


@cache
def glossary() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words for anywhere, words of data files and commands, and words with an English name."""
    parts = re.split(r"^## .*$", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    nouns, keys, translated = (frozenset(_ROW.findall(part)) for part in parts[1:])
    return nouns, keys, translated


@cache
def english() -> SpellChecker:
    return SpellChecker(language="en")


def wrong(word: str, *, at_data: bool = False) -> str:
    """Why the word may not stand in a name; "" when it may."""
    nouns, keys, translated = glossary()
    if word in nouns or word in JARGON or len(word) < 3 or (at_data and word in keys):
        return ""
    if word in translated:
        return "has an English name in docs/GLOSSARY.md"
    if english().word_usage_frequency(word) * english().word_frequency.total_words < _COMMON:
        return "neither English nor in docs/GLOSSARY.md"
    return ""


def python_files() -> list[str]:
    done = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "*.py"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def strangers(name: str, text: str) -> list[str]:
    """The names of a file with a word that has no place there."""
    given = [(0, Path(name).stem), *defined(text)]
    data = name.startswith(AT_DATA)
    return sorted(
        {f"{name}:{line}: {one}: {word} {why}" for line, one in given for word in words(one)
         if (why := wrong(word, at_data=data))}
    )  # fmt: skip


def shared(names: Iterable[str]) -> list[list[str]]:
    """The modules outside the faces that are called alike, each such name's files together."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        path = Path(name)
        if path.stem != "__init__" and not FACES & set(path.parent.parts):
            by_name[path.stem].append(name)
    return [files for files in by_name.values() if len(files) > 1]


def test_no_two_modules_share_a_name() -> None:
    assert shared(name for name in python_files() if name.startswith("kkmp_ledger/")) == []


def test_a_name_that_is_shared_is_seen() -> None:
    alike = ["kkmp_ledger/koperasi/shu.py", "kkmp_ledger/statements/shu.py"]
    rest = ["kkmp_ledger/cli/shu.py", "kkmp_ledger/koperasi/events/shu.py", "kkmp_ledger/a/b.py"]
    assert shared([*alike, *rest]) == [alike]


def test_every_name_is_english_or_in_the_glossary() -> None:
    found = [
        line
        for name in python_files()
        for line in strangers(name, (ROOT / name).read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_word_that_has_no_place_is_seen() -> None:
    text = "def baca_berkas(pintu):\n    self.gerbang = pintu\n"
    found = strangers("kkmp_ledger/xyzzyq.py", text)
    assert [line.split(": ")[1:] for line in found] == [
        ["xyzzyq", "xyzzyq neither English nor in docs/GLOSSARY.md"],
        ["baca_berkas", "baca has an English name in docs/GLOSSARY.md"],
        ["baca_berkas", "berkas has an English name in docs/GLOSSARY.md"],
        ["pintu", "pintu has an English name in docs/GLOSSARY.md"],
        ["gerbang", "gerbang has an English name in docs/GLOSSARY.md"],
    ]
    assert strangers("kkmp_ledger/x.py", "def read_anggota(shu: int) -> None: ...\n") == []


def test_the_glossary_has_no_word_that_nobody_uses() -> None:
    used = {
        word
        for name in python_files()
        for _, one in [(0, Path(name).stem), *defined((ROOT / name).read_text(encoding="utf-8"))]
        for word in words(one)
    }
    nouns, keys, translated = glossary()
    assert sorted((nouns | keys) - used) == []
    assert sorted(nouns & (keys | translated)) == []


def test_an_indonesian_noun_takes_no_english_plural() -> None:
    nouns, _, _ = glossary()
    plural = {f"{word}s" for word in nouns if wrong(f"{word}s")}
    found = [
        f"{name}:{line}: {one}"
        for name in python_files()
        for line, one in defined((ROOT / name).read_text(encoding="utf-8"))
        if plural & set(words(one))
    ]
    assert found == []
