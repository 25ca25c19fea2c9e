"""The import contracts: they hold, and each was seen to break."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parent.parent

# What is written into which file, and the contract that must then break.
PANAH = "Arrows only go down"
BEANCOUNT = "Only the book, the web and the plugin know Beancount"
KERABAT = "Nor does another room know Beancount's relatives"
PATAH = [
    ("base/money.py", "import kkmp_ledger.app.cek", PANAH),
    ("spec/toml.py", "import kkmp_ledger.book.model", PANAH),
    ("book/model.py", "import kkmp_ledger.koperasi.shu", PANAH),
    ("koperasi/shu.py", "import kkmp_ledger.statements.model", PANAH),
    ("statements/model.py", "import kkmp_ledger.importing.struk", PANAH),
    ("importing/struk.py", "import kkmp_ledger.statements.model", PANAH),
    ("render/pilih.py", "import kkmp_ledger.app.laporan", PANAH),
    ("app/cek.py", "import kkmp_ledger.cli.umum", PANAH),
    ("plugin.py", "import kkmp_ledger.web.server", PANAH),
    ("utils/rupiah.py", "", PANAH),  # a room without a floor
    ("koperasi/shu.py", "from beancount.core import data", BEANCOUNT),
    ("statements/saldo.py", "import beancount", BEANCOUNT),
    ("importing/struk.py", "import beangulp", KERABAT),
    ("app/cek.py", "import beanquery", KERABAT),
    ("cli/buka.py", "import fava.application", BEANCOUNT),
]


def _periksa(folder: Path) -> tuple[int, str]:
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
def salinan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package alone, in a place of its own."""
    folder = tmp_path_factory.mktemp("kontrak")
    ignore = shutil.ignore_patterns("__pycache__", "*.toml", "*.po")
    shutil.copytree(AKAR / "kkmp_ledger", folder / "kkmp_ledger", ignore=ignore)
    shutil.copyfile(AKAR / "pyproject.toml", folder / "pyproject.toml")
    return folder


def test_contracts_hold(salinan: Path) -> None:
    code, text = _periksa(salinan)
    assert code == 0, text
    assert "3 kept, 0 broken" in text


@pytest.mark.parametrize(("berkas", "baris", "kontrak"), PATAH)
def test_a_contract_breaks(salinan: Path, berkas: str, baris: str, kontrak: str) -> None:
    path = salinan / "kkmp_ledger" / berkas
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(f"{before or ''}\n{baris}\n", encoding="utf-8")
    try:
        code, text = _periksa(salinan)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before, encoding="utf-8")
    assert code == 1, text
    if berkas.startswith("utils/"):  # said before any contract is looked at
        assert "utils" in text, text
    else:
        assert f"{kontrak} BROKEN" in text, text
