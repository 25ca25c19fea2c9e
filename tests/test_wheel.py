"""The wheel holds all that the program needs: installed elsewhere, it books and prints."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KOPERASI = ROOT / "ledgers" / "contoh" / "koperasi.toml"


def _run(*words: str, cwd: Path, python: Path | None = None) -> str:
    """Run it with an environment of its own; what it prints."""
    done = subprocess.run(
        words,
        cwd=cwd,
        text=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"PATH": str(python.parent) if python else "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def built_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network by the build backend that the lock holds."""
    folder = tmp_path_factory.mktemp("roda")
    words = ("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    _run(sys.executable, *words, cwd=ROOT)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def new_bin(built_wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel, which finds the locked libraries where tests have them.

    An editable install is a .pth file, and of another site-packages those are not read: so the
    checkout is out of reach.
    """
    folder = tmp_path_factory.mktemp("baru")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / Path(sys.executable).name
    if not python.exists():
        python = scripts / "python"
    site = Path(_run(str(python), "-c", "import sysconfig as s; print(s.get_path('purelib'))",
                       cwd=folder).strip())  # fmt: skip
    (site / "kunci.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    install = ("-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-index")
    _run(str(python), *install, "--no-deps", "--force-reinstall", str(built_wheel), cwd=folder)
    where = _run(
        str(python), "-c", "import kkmp_ledger.cli.main as m; print(m.__file__)", cwd=folder
    )
    assert Path(where.strip()).is_relative_to(folder), where
    return scripts


def test_the_wheel_holds_its_data_and_nothing_else(built_wheel: Path) -> None:
    with zipfile.ZipFile(built_wheel) as wheel:
        names = set(wheel.namelist())
        metadata = next(n for n in names if n.endswith("/METADATA"))
        text = wheel.read(metadata).decode()
    for name in (
        "kkmp_ledger/law/sak-ep-2025/akun.toml",
        "kkmp_ledger/data/templates/laporan/laporan.typ",
        "kkmp_ledger/data/templates/koperasi/main.beancount.j2",
        "kkmp_ledger/data/templates/fonts/OFL.txt",
        "kkmp_ledger/data/importers/loyverse/mapping.toml",
        "kkmp_ledger/web/id.po",
    ):
        assert name in names, name
    assert all(n.startswith("kkmp_ledger/") or ".dist-info/" in n for n in names)
    assert not [n for n in names if "__pycache__" in n or "/." in n]
    assert "License-Expression: GPL-2.0-only" in text
    assert any(n.endswith("/LICENSE") for n in names)


def test_the_installed_program_books_and_prints(new_bin: Path, tmp_path: Path) -> None:
    """From a folder far from the checkout: init, a member, a receipt, the book."""
    kkmp = str(new_bin / "kkmp")

    def run(*words: str) -> str:
        return _run(kkmp, *words, cwd=tmp_path, python=new_bin / "python")

    run("init", "buku", "--koperasi", str(KOPERASI))
    when = ("--tanggal", "2025-06-24", "--waktu", "2025-06-25T09:00:00", "--oleh", "uji")
    run("-C", "buku", "anggota", "tambah", "--nama", "Wulan Sari (fiktif)", *when)
    said = run("-C", "buku", "setor", "A0001", "pokok", "50.000", "--ke", "Kas Kantor",
                 "-o", "kuitansi.pdf", *when)  # fmt: skip
    assert "dicatat KS-2506-0001" in said
    run("-C", "buku", "templat", "setoran", "-o", "setoran.xlsx")
    for suffix in ("pdf", "xlsx", "html"):
        run("-C", "buku", "rat", "susun", "--tahun", "2025", "-o", f"buku.{suffix}")
    assert (tmp_path / "kuitansi.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "buku.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "buku.xlsx").read_bytes().startswith(b"PK")
    assert "Wulan Sari (fiktif)" in (tmp_path / "buku.html").read_text(encoding="utf-8")


def test_a_till_is_known_to_the_installed_program(new_bin: Path, tmp_path: Path) -> None:
    """`importers/` came along: a file with a Loyverse header is asked for its other half."""
    header = (ROOT / "importers" / "loyverse" / "samples").glob("receipts-2025*.csv")
    (tmp_path / "struk.csv").write_bytes(next(header).read_bytes())
    kkmp, python = str(new_bin / "kkmp"), new_bin / "python"
    _run(kkmp, "init", "buku", "--koperasi", str(KOPERASI), cwd=tmp_path, python=python)
    done = subprocess.run(
        [kkmp, "-C", "buku", "impor", "struk.csv", "--waktu", "2025-09-01T09:00:00"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "PASANGAN-KURANG" in done.stderr
