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
BEANCOUNT = "Only the book, the web and the plugin know Beancount"
RELATIVE = "Nor does another room know Beancount's relatives"
BROKEN = [
    ("base/money.py", "import kkmp_ledger.app.cek", ARROW),
    ("schema/toml.py", "import kkmp_ledger.book.model", ARROW),
    ("book/model.py", "import kkmp_ledger.koperasi.shu", ARROW),
    ("koperasi/shu.py", "import kkmp_ledger.statements.model", ARROW),
    ("statements/sections.py", "import kkmp_ledger.importing.struk", ARROW),
    ("importing/receipts.py", "import kkmp_ledger.statements.model", ARROW),
    ("render/choose.py", "import kkmp_ledger.app.laporan", ARROW),
    ("app/full_check.py", "import kkmp_ledger.cli.umum", ARROW),
    ("plugin.py", "import kkmp_ledger.web.server", ARROW),
    ("utils/rupiah.py", "", ARROW),  # a room without a floor
    ("koperasi/shu.py", "from beancount.core import data", BEANCOUNT),
    ("statements/line_balances.py", "import beancount", BEANCOUNT),
    ("importing/receipts.py", "import beangulp", RELATIVE),
    ("app/full_check.py", "import beanquery", RELATIVE),
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
    assert "3 kept, 0 broken" in text


@pytest.mark.parametrize(("file", "row", "contract"), BROKEN)
def test_a_contract_breaks(copy: Path, file: str, row: str, contract: str) -> None:
    path = copy / "kkmp_ledger" / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(f"{before or ''}\n{row}\n", encoding="utf-8")
    try:
        code, text = _check(copy)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before, encoding="utf-8")
    assert code == 1, text
    if file.startswith("utils/"):  # said before any contract is looked at
        assert "utils" in text, text
    else:
        assert f"{contract} BROKEN" in text, text
