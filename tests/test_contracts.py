"""The import contracts: they hold, and each was seen to break."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# What is written into which file, and the contract that must then break.
ARROW = "Arrows only go down"
USE_CASE = "Arrows only go down among the use cases"
BEANCOUNT = "Only the book, the web and the plugin know Beancount"
RELATIVE = "Nor does another room know Beancount's relatives"
BROKEN = [
    ("base/money.py", "import kkmp_ledger.app.checking.full_check", ARROW),
    ("schema/toml.py", "import kkmp_ledger.book.model", ARROW),
    ("book/model.py", "import kkmp_ledger.koperasi.shu", ARROW),
    ("koperasi/shu.py", "import kkmp_ledger.statements.model", ARROW),
    ("statements/sections.py", "import kkmp_ledger.importing.struk", ARROW),
    ("importing/receipts.py", "import kkmp_ledger.statements.model", ARROW),
    ("render/choose.py", "import kkmp_ledger.app.looking.reports", ARROW),
    ("app/checking/full_check.py", "import kkmp_ledger.cli.umum", ARROW),
    ("plugin.py", "import kkmp_ledger.web.server", ARROW),
    ("utils/rupiah.py", "", ARROW),  # a room without a floor
    ("app/folder/folder.py", "import kkmp_ledger.app.generating.machine_files", USE_CASE),
    ("app/generating/machine_files.py", "import kkmp_ledger.app.checking.door_checks", USE_CASE),
    ("app/checking/full_check.py", "import kkmp_ledger.app.looking.reports", USE_CASE),
    ("app/looking/reports.py", "import kkmp_ledger.app.writing.recorder", USE_CASE),
    ("app/writing/booking.py", "import kkmp_ledger.app.looking.latest", USE_CASE),
    ("app/writing/booking.py", "import kkmp_ledger.app.closing.close", USE_CASE),
    ("app/closing/close.py", "import kkmp_ledger.app.meeting.rat", USE_CASE),
    ("app/helping/aid.py", "", USE_CASE),  # nor has this one
    ("app/aid.py", "", USE_CASE),  # a module that lies beside the rooms
    ("koperasi/shu.py", "from beancount.core import data", BEANCOUNT),
    ("statements/line_balances.py", "import beancount", BEANCOUNT),
    ("importing/receipts.py", "import beangulp", RELATIVE),
    ("app/checking/full_check.py", "import beanquery", RELATIVE),
    ("cli/buka.py", "import fava.application", BEANCOUNT),
]


def _check(folder: Path) -> tuple[int, str]:
    """Run lint-imports on the copy in `folder`; its exit code and what it says."""
    program = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()"]
    done = subprocess.run(
        [*program, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder)},
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package alone, in a place of its own."""
    folder = tmp_path_factory.mktemp("kontrak")
    ignore = shutil.ignore_patterns("__pycache__", "*.toml", "*.po")
    shutil.copytree(ROOT / "kkmp_ledger", folder / "kkmp_ledger", ignore=ignore)
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def test_contracts_hold(copy: Path) -> None:
    code, text = _check(copy)
    assert code == 0, text
    assert "4 kept, 0 broken" in text


@pytest.mark.parametrize(("file", "row", "contract"), BROKEN)
def test_a_contract_breaks(copy: Path, file: str, row: str, contract: str) -> None:
    path = copy / "kkmp_ledger" / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    new_room = not path.parent.exists()
    path.parent.mkdir(exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(f"{before or ''}\n{row}\n", encoding="utf-8")
    try:
        code, text = _check(copy)
    finally:
        if before is not None:
            path.write_text(before, encoding="utf-8")
        elif new_room:
            shutil.rmtree(path.parent)
        else:
            path.unlink()
    assert code == 1, text
    if not row:  # said before the arrows are looked at
        extra = (path.parent if new_room else path.with_suffix("")).relative_to(copy)
        assert f"{contract}\n" in text, text
        assert f"- {'.'.join(extra.parts)}\n" in text, text
    else:
        assert f"{contract} BROKEN" in text, text
