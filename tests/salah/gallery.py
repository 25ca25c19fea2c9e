"""Runs the wrong ledgers of the gallery as a person would, and reads what they were told."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from click.testing import CliRunner

from kkmp_ledger.base.codes import CODES
from kkmp_ledger.cli.main import kkmp
from tests.salah import circumstances
from tests.salah.circumstances import CIRCUMSTANCE
from tests.salah.overlay import COMMANDS
from tests.salah.overlay import WRONG
from tests.salah.overlay import lay_out
from tests.salah.overlay import specimens

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_HEADER = re.compile(r"(?:[^\s:]+(?::\d+)?: )?([A-Z]+(?:-[A-Z]+)*)(?: \(perhatian\))?: ")


def specimen_codes() -> list[str]:
    """The codes that have a folder or a staged circumstance."""
    return sorted({p.name for p in specimens()} | set(CIRCUMSTANCE))


def command(kode: str) -> list[str]:
    """What is typed: the commands of `perintah.txt` in the specimen's folder, else `kkmp cek`.

    Every command but the last prepares; empty for a circumstance that no command can bring about.
    """
    file = WRONG / kode / COMMANDS
    if kode in CIRCUMSTANCE:
        return []
    if not file.is_file():
        return [f"kkmp -C tests/salah/{kode} cek"]
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line]


def run(kode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The exact text that the specimen's last command prints, run where it is laid out."""
    if kode in CIRCUMSTANCE:
        monkeypatch.chdir(tmp_path)
        return circumstances.text(kode, tmp_path)
    folder = lay_out(kode, tmp_path)
    monkeypatch.chdir(folder if (WRONG / kode / COMMANDS).is_file() else tmp_path)
    *before, last = command(kode)
    for line in before:
        code, text = _kkmp(line)
        assert code == 0, f"{line}\n{text}"
    code, text = _kkmp(last)
    assert code == (0 if "(perhatian)" in text else 1), f"exit {code}\n{text}"
    return text


def _kkmp(line: str) -> tuple[int, str]:
    program, *words = shlex.split(line)
    assert program == "kkmp", line
    result = CliRunner().invoke(kkmp, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def codes_in(text: str) -> set[str]:
    """The codes that a text names."""
    found = (_HEADER.match(line) for line in text.splitlines())
    return {match[1] for match in found if match and match[1] in CODES}
