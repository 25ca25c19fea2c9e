"""Help is a table: it says what the commands say, and loads none of them."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from kkmp_ledger.cli.main import LAZY
from kkmp_ledger.cli.main import kkmp


@pytest.mark.parametrize("name", sorted(LAZY))
def test_the_table_says_what_the_command_says(name: str) -> None:
    command = kkmp.get_command(click.Context(kkmp), name)
    assert command is not None
    assert command.name == name
    assert command.get_short_help_str(limit=1000) == LAZY[name][1]


def test_help_loads_no_command_and_no_use_case() -> None:
    program = (
        "import sys\nfrom kkmp_ledger.cli.main import kkmp\n"
        "kkmp(['--help'], standalone_mode=False)\n"
        "print(*sorted(m for m in sys.modules if m.startswith('kkmp_ledger.')), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = done.stderr.split()
    rooms = ("app", "render", "statements", "importing", "book", "schema")
    assert [m for m in loaded if m.split(".")[1] in rooms] == []
    places = {place.partition(":")[0] for place, _ in LAZY.values()} - {"events"}
    assert [m for m in loaded if m.removeprefix("kkmp_ledger.cli.") in places] == []
