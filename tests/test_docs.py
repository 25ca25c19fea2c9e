"""The documentation cannot lie: its commands are run, its lists are compared with the program."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from kkmp_ledger.base.codes import CODES
from kkmp_ledger.cli.main import kkmp
from kkmp_ledger.koperasi.events.registry import EVENTS
from ledgers.demo import step

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from tests.conftest import Once

    Golden = Callable[[Path, str], None]

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
README_ID = ROOT / "README.id.md"
ROOM = ROOT / "docs" / "ROOMS.md"
LAW = ROOT / "docs" / "LAW.md"
MARK = "<!-- bantuan: dibuat oleh tests/test_docs.py -->\n"
SHARED = ("--waktu", "--oleh", "--coba")
WIDTH = 96
KELUAR = "keluar.txt"
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Blok:
    """A fenced block: what kind it says it is, and its text."""

    kind: str  # "sh uji" is run, "sh gagal" is run and refused, "sh langkah" is the long list
    content: str


def blok(text: str) -> list[Blok]:
    return [Blok(match[1].strip(), match[2]) for match in _FENCE.finditer(text)]


def commands_of(
    command: click.Command = kkmp, nama: tuple[str, ...] = ("kkmp",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command under its full name, groups too."""
    yield nama, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            found = command.get_command(context, word)
            assert found is not None
            yield from commands_of(found, (*nama, word))


def help_of(nama: tuple[str, ...], command: click.Command) -> str:
    """What `kkmp ... --help` prints, at a fixed width."""
    context = click.Context(command, info_name=" ".join(nama), terminal_width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    return command.get_help(context)


def appendix() -> str:
    """The reference at the end of README.id.md."""
    parts = []
    for nama, command in commands_of():
        lines = help_of(nama, command).splitlines()
        # What every writing command takes is said once, with `kkmp setor`.
        keep = [
            line
            for line in lines
            if nama == ("kkmp", "setor") or not line.strip().startswith((*SHARED, "-h, --help"))
        ]
        text = "\n".join(keep).replace("\nPilihan:\n\n", "\n").rstrip()
        text = re.sub(r"\n+Pilihan:$", "", text)
        parts.append(f"### {' '.join(nama)}\n\n```text\n{text}\n```\n")
    intro = (
        "\n`--waktu`, `--oleh`, dan `--coba` dimiliki semua perintah yang mencatat; di bawah ini "
        "hanya ditulis\ndi `kkmp setor` (`kkmp init` hanya punya `--coba`). Setiap perintah punya "
        "`--help`.\n\n"
    )
    return intro + "\n".join(parts)


def test_every_command_and_option_has_help_in_indonesian() -> None:
    for nama, command in commands_of():
        assert command.help, nama
        assert command.help.rstrip().endswith("."), nama
        for param in command.params:
            if isinstance(param, click.Option):
                assert param.help, (nama, param.name)
                words = set(re.findall(r"[a-z]+", param.help.lower()))
                assert not words & {"the", "of", "is", "for", "to", "with", "and"}, param.help


def test_commands_that_write_share_the_options_that_act() -> None:
    """A day only for events and decisions; that no command ignores one, ruff's ARG001 holds."""
    without_day = {"susun", "tutup", "impor", "anggota impor", "dokumen tarik"}
    for nama, command in commands_of():
        options = {o for p in command.params for o in p.opts}
        shared = options & set(SHARED)
        name = " ".join(nama[1:])
        assert shared in (set(), {"--coba"} if name == "init" else set(SHARED)), nama
        assert ("--tanggal" in options) == (len(shared) > 1 and name not in without_day), nama


def test_the_reference_is_the_program_s(rewrite: bool) -> None:
    text = README_ID.read_text(encoding="utf-8")
    head, found, tail = text.partition(MARK)
    assert found
    if rewrite:
        README_ID.write_text(head + MARK + appendix(), encoding="utf-8", newline="\n")
        return
    assert tail == appendix(), "make golden, read the diff"


def test_every_command_is_in_a_sentence_too() -> None:
    """Not only in the reference: somebody is told when to use it."""
    text = README_ID.read_text(encoding="utf-8").partition(MARK)[0]
    for nama, command in commands_of():
        if not isinstance(command, click.Group):
            assert " ".join(nama) in text.replace("-C ../bukuku ", "").replace(
                "-C ../buku-lengkap ", ""
            ).replace("-C ../buku ", ""), nama


def in_table() -> list[str]:
    """Every command that the handbook's table of events names, as it is typed."""
    text = README_ID.read_text(encoding="utf-8").partition(MARK)[0]
    table = text.partition("\n| kejadian | perintah |\n")[2].partition("\n\n")[0]
    return re.findall(r"`kkmp ([^`]*)`", table)


def test_the_table_of_events_names_each_event_and_none_that_is_gone() -> None:
    known = {" ".join(nama[1:]) for nama, c in commands_of() if not isinstance(c, click.Group)}
    known.add("impor")  # takes files, too
    named = set()
    for typed in in_table():
        words = [word for word in typed.split() if re.fullmatch(r"[a-z-]+", word)]
        found = [path for n in (3, 2, 1) if (path := " ".join(words[:n])) in known]
        assert found, f"kkmp {typed}: there is no such command"
        assert typed.startswith(found[0]), typed
        named.add(found[0])
    assert {e.path for e in EVENTS} - named == set(), "events without a row in the table"


@dataclass(frozen=True, slots=True)
class Run:
    """A README's blocks as they were run: each block with what it printed."""

    folder: Path
    blok: list[Blok]
    keluar: list[str]


def _as_run(readme: Path, folder: Path) -> Run:
    """What came of `_run`."""
    blocks = _blocks_to_run(readme)
    said = (folder / KELUAR).read_text(encoding="utf-8")
    keluar = re.split(r"^@@ \d+\n", said, flags=re.MULTILINE)[1:]
    assert len(keluar) == len(blocks)
    return Run(folder, blocks, keluar)


def _blocks_to_run(readme: Path) -> list[Blok]:
    return [b for b in blok(readme.read_text(encoding="utf-8")) if b.kind.startswith("sh ")]


def _run(readme: Path, folder: Path) -> None:
    """Run the marked blocks in one shell, in a folder that looks like a fresh checkout."""
    (folder / "ledgers").mkdir(parents=True)
    derived = shutil.ignore_patterns(".kkmp", ".batch")
    shutil.copytree(ROOT / "ledgers" / "contoh", folder / "ledgers" / "contoh", ignore=derived)
    assert Path(sys.prefix, "bin", "activate").is_file(), "tests run in a venv"
    (folder / ".venv").symlink_to(sys.prefix)
    shim = folder / "shim"
    shim.mkdir()
    (shim / "kkmp").write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" "" >> "{shim}/log"\n')
    (shim / "kkmp").chmod(0o755)
    script = ["set -eu"]
    for number, one in enumerate(_blocks_to_run(readme)):
        script.append(f"echo; echo '@@ {number}'")
        if one.kind == "sh gagal":
            script.append(f"set +e\n{one.content}kode=$?; set -e; test $kode -eq 1")
        elif one.kind == "sh langkah":
            script += [f'PATH="{shim}:$PATH"', one.content, 'PATH="${PATH#*:}"']
            script.append(f"cp -r '{folder}/ledgers/contoh' ../buku-lengkap")
        else:
            assert one.kind == "sh uji", one.kind
            script.append(one.content)
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stdout[-3000:]
    (folder / KELUAR).write_text(done.stdout, encoding="utf-8")


@pytest.fixture(scope="module")
def run_id(once: Once) -> Run:
    return _as_run(README_ID, once("readme-id", partial(_run, README_ID)))


@pytest.fixture(scope="module")
def run_en(once: Once) -> Run:
    return _as_run(README, once("readme", partial(_run, README)))


def _matches(readme: Path, run: Run) -> None:
    """Each text block that follows a block that was run stands, line by line, in what it said."""
    outputs = iter(run.keluar)
    said = ""
    compared = 0
    before = ""
    for one in blok(readme.read_text(encoding="utf-8").partition(MARK)[0]):
        if one.kind in {"sh uji", "sh gagal", "sh langkah"}:
            said = " ".join(next(outputs).split())
        elif one.kind == "text" and before in {"sh uji", "sh gagal"}:
            at = 0
            for line in one.content.splitlines():
                if line != "...":
                    found = said.find(" ".join(line.split()), at)
                    assert found >= 0, (line, said)
                    at = found
            compared += 1
        before = one.kind
    assert compared


def test_readme_id_says_what_the_commands_say(run_id: Run) -> None:
    _matches(README_ID, run_id)


def test_the_tutorial_makes_the_example_s_book(run_id: Run) -> None:
    """Byte for byte, month by month, seal by seal."""
    book, example = run_id.folder / "latihan" / "buku", ROOT / "ledgers" / "contoh"
    made = sorted(
        p.relative_to(book).as_posix()
        for part in ("2025", "segel")
        for p in (book / part).iterdir()
    )
    committed = sorted(
        p.relative_to(example).as_posix()
        for part in ("2025", "segel")
        for p in (example / part).iterdir()
        if re.match(r"(2025-)?0[67]", p.name)
    )
    assert made == committed
    assert [n for n in made if (book / n).read_bytes() != (example / n).read_bytes()] == []


def test_the_tutorial_s_commands_are_those_of_the_list(run_id: Run) -> None:
    """`langkah.txt` itself is run whole in tests/contoh; here, that README runs exactly it."""
    log = (run_id.folder / "shim" / "log").read_text(encoding="utf-8")
    ran = [entry.split("\n") for entry in log.removesuffix("\n\n").split("\n\n")]
    assert ran == list(step(Path("../buku-lengkap"), Path("../hasil")))


def test_readme_id_prints_the_example_s_papers(run_id: Run) -> None:
    exercise = run_id.folder / "latihan"
    assert (exercise / "buku-rat-2025.pdf").read_bytes().startswith(b"%PDF-")
    assert (exercise / "kuitansi.pdf").read_bytes().startswith(b"%PDF-")
    assert not (exercise / "bukuku" / "2025" / "08-kas.beancount").exists()


def test_readme_says_what_the_commands_say(run_en: Run) -> None:
    _matches(README, run_en)


def _tree() -> dict[str, str]:
    """Every module and data file of the package, with the sentence that it opens with."""
    done = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "kkmp_ledger"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = {}
    for name in done.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".toml", ".po"} and path.is_file():
            text = path.read_text(encoding="utf-8")
            caption = ""
            if path.suffix == ".py":
                caption = (ast.get_docstring(ast.parse(text)) or "").partition("\n\n")[0]
            if path.name != "__init__.py":
                found[name.removeprefix("kkmp_ledger/")] = " ".join(caption.split())
    return found


def _named(text: str) -> list[tuple[str, str]]:
    """The modules that ROOMS.md names, room by room, with what it says of each."""
    found = []
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        head = re.match(r"`kkmp_ledger/([^`]*/)`", part)
        room = head[1] if head else ""
        for match in re.finditer(r"^- `([^`]+)`: (.*(?:\n  .*)*)", part, re.MULTILINE):
            found.append((room + match[1], " ".join(match[2].split())))
    return found


def _room(text: str) -> str:
    """ROOMS.md with the lists of its rooms made anew; what is said of a data file stays."""
    tree, said = _tree(), dict(_named(text))
    lines: list[str] = []
    inside = False  # a room's list, which is left out and written again
    for line in text.splitlines():
        if line.startswith("## "):
            inside = False
        if line.startswith("### "):
            inside = True
            head = re.match(r"### `kkmp_ledger/([^`]*/)`", line)
            room = head[1] if head else ""
            lines += [line, ""]
            for name in sorted(n for n in tree if n.startswith(room) and (room or "/" not in n)):
                words = f"- `{name.removeprefix(room)}`: {tree[name] or said.get(name, '')}"
                lines += textwrap.wrap(words, 100, subsequent_indent="  ", break_on_hyphens=False)
            lines.append("")
        elif not inside:
            lines.append(line)
    return "\n".join(lines) + "\n"


def test_rooms_md_names_each_module_once_in_its_own_words(golden: Golden) -> None:
    text = ROOM.read_text(encoding="utf-8")
    golden(ROOM, _room(text))
    assert sorted(name for name, _ in _named(text)) == sorted(_tree())
    assert all(said for _, said in _named(text))


def test_rooms_md_names_each_room_once() -> None:
    text = ROOM.read_text(encoding="utf-8")
    rooms = {name.partition("/")[0] for name in _tree() if "/" in name}
    heads = re.findall(r"^### `kkmp_ledger/([^`/]+)/`", text, re.MULTILINE)
    assert sorted(heads) == sorted(rooms)


@pytest.mark.parametrize("page", ["README.md", "README.id.md", "docs/ROOMS.md", "docs/LAW.md",
                                  "docs/DECISIONS.md", "CHANGES.md"])  # fmt: skip
def test_what_a_page_points_to_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8").partition(MARK)[0]
    outside = _FENCE.sub("", text)
    folders = "kkmp_ledger|tests|docs|templates|importers|ledgers|bench"
    paths = set(re.findall(rf"`((?:{folders})/[^`]*)`", outside))
    for path in (path.partition(" ")[0] for path in paths):
        if not any(mark in path for mark in "<{*…"):
            assert (ROOT / path.rstrip("/")).exists(), path
    for code in re.findall(r"\b[A-Z]{3,}(?:-[A-Z]{3,})+\b", outside):
        assert code in CODES or code in {"GPL-2", "BA-TOKO"} or code.startswith(("BA-", "RK-")), (
            code
        )
    for target in re.findall(r"\]\(([^)#]+)\)", outside):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def test_the_law_leads_to_files_and_tests() -> None:
    """Each row of LAW.md's last table leads from an article to a file and to a test."""
    table = LAW.read_text(encoding="utf-8").rpartition("\n## ")[2]
    rows = [row for row in table.splitlines() if row.startswith("|") and "`" in row]
    assert rows
    for row in rows:
        _, where, held = (cell.strip() for cell in row.strip("|").split("|"))
        folder = ""
        for name in re.findall(r"`([\w./*-]+\.(?:py|toml))`", where):
            folder = f"{name.rpartition('/')[0]}/" if "/" in name else folder
            assert list((ROOT / "kkmp_ledger").glob(folder + name.rpartition("/")[2])), (row, name)
        for name in re.findall(r"`([\w./*-]+\.py)`", held):
            folder = f"{name.rpartition('/')[0]}/" if "/" in name else folder
            assert list(ROOT.glob(folder + name.rpartition("/")[2])), (row, name)
            assert folder.startswith("tests/"), row


def test_a_lie_is_seen(tmp_path: Path, run_id: Run) -> None:
    """The comparison itself fails on a README that says something else."""
    wrong = tmp_path / "README.id.md"
    text = README_ID.read_text(encoding="utf-8")
    wrong.write_text(text.replace("kode: CATN-KBK7-9NJT-NDFP", "kode: CATN-XXXX"), encoding="utf-8")
    with pytest.raises(AssertionError, match="CATN-XXXX"):
        _matches(wrong, run_id)


def test_a_command_that_fails_is_seen(tmp_path: Path) -> None:
    wrong = tmp_path / "README.md"
    wrong.write_text("```sh uji\nfalse\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        _run(wrong, tmp_path / "sini")
