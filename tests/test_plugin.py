"""The Beancount plugin says what `kkmp cek` says, as Beancount's own loader hears it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from click.testing import CliRunner

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.load import load
from kkmp_ledger.book.load import sentence
from kkmp_ledger.book.parsed import LedgerText
from kkmp_ledger.cli.main import kkmp
from kkmp_ledger.koperasi.checks.registry import BEANCOUNT_CODES
from kkmp_ledger.koperasi.checks.registry import RULE_CODES
from kkmp_ledger.plugin import Failure
from kkmp_ledger.web import server
from tests.salah.overlay import EXPECTED
from tests.salah.overlay import WRONG
from tests.salah.overlay import lay_out

CHECK_ONLY = {"SALDO-NEGATIF", "BELUM-DIHITUNG", "PAJAK-BEDA"}  # only a `perhatian` there
DOOR = {"BULAN-TERTUTUP"}


def payload(folder: Path) -> tuple[list[Any], dict[str, Any]]:
    """The errors and the options of a full load, without Beancount's cache."""
    loader.initialize(use_cache=False)
    _, errors, options = loader.load_file(str(folder / "main.beancount"))
    return errors, options


@pytest.mark.parametrize("kode", sorted(RULE_CODES - BEANCOUNT_CODES - CHECK_ONLY - DOOR))
def test_a_rule_speaks_through_the_plugin(kode: str, tmp_path: Path) -> None:
    """The gallery's first line and its hint, once, at the same place."""
    errors, _ = payload(lay_out(kode, tmp_path))
    ours = [e for e in errors if isinstance(e, Failure)]
    assert {e.problem.code for e in ours} == {kode}
    first = ours[0]
    assert first.message == f"{kode}: {first.problem.fact}\nsaran: {first.problem.hint}"
    place = Path(first.source["filename"]).relative_to(tmp_path).as_posix()
    place += f":{first.source['lineno']}" if first.source["lineno"] else ""
    told = (WRONG / kode / EXPECTED).read_text(encoding="utf-8").splitlines()
    assert told[0] == f"{place}: {kode}: {first.problem.fact}"


@pytest.mark.parametrize("kode", sorted(BEANCOUNT_CODES))
def test_what_beancount_says_itself_is_said_once(kode: str, tmp_path: Path) -> None:
    errors, _ = payload(lay_out(kode, tmp_path))
    assert errors
    assert not [e for e in errors if isinstance(e, Failure)]


@pytest.mark.parametrize("kode", sorted(CHECK_ONLY))
def test_what_only_time_causes_is_silent(kode: str, tmp_path: Path) -> None:
    assert payload(lay_out(kode, tmp_path))[0] == []


def test_a_member_that_is_struck_out_changes_what_a_second_load_says(tmp_path: Path) -> None:
    """The register is among the files that Beancount's cache looks at."""
    folder = lay_out("BUKTI-URUT", tmp_path)
    assert str(folder / "anggota.csv") in payload(folder)[1]["include"]
    assert str(folder / "koperasi.toml") in payload(folder)[1]["include"]
    (folder / "anggota.csv").write_text("nomor,tanggal,peristiwa,keterangan\n")
    codes = {e.problem.code for e in payload(folder)[0] if isinstance(e, Failure)}
    assert codes == {"BUKTI-URUT", "ANGGOTA-ASING"}


def test_a_ledger_that_is_no_cooperatives_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "main.beancount").write_text('plugin "kkmp_ledger.plugin"\n')
    assert [e.problem.code for e in payload(tmp_path)[0]] == ["FOLDER-BUKAN"]


def test_a_list_that_main_lost_is_the_one_thing_told(tmp_path: Path) -> None:
    errors, _ = payload(lay_out("SERTAAN-TIADA", tmp_path))
    assert [e.problem.code for e in errors] == ["SERTAAN-TIADA"]


def test_a_toml_with_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    folder = lay_out("BUKTI-URUT", tmp_path)
    toml = folder / "koperasi.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("kota", "kotta"), encoding="utf-8")
    found = [e for e in payload(folder)[0] if isinstance(e, Failure)]
    assert {e.problem.code for e in found} == {"KUNCI-ASING", "KUNCI-KURANG"}
    assert {e.source["filename"] for e in found} == {str(toml)}


def test_a_register_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root reads everything, so the system's answer is acted."""
    folder = lay_out("TANGGAL-LUAR", tmp_path)
    register, read = folder / "anggota.csv", Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self == register:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    register.touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [e.problem.code for e in payload(folder)[0]] == ["BERKAS-TIADA"]


def test_the_plugin_keeps_quiet_where_the_rules_run_anyway(tmp_path: Path) -> None:
    assert load(LedgerText(lay_out("BUKTI-URUT", tmp_path))).problems == ()


def test_a_broken_installation_is_said_in_one_sentence(tmp_path: Path) -> None:
    """Beancount prints the traceback of a plugin that cannot be imported."""
    folder = lay_out("BUKTI-URUT", tmp_path)
    program = (
        "import sys\nsys.modules['pydantic'] = None\n"
        "from beancount import loader\nloader.initialize(use_cache=False)\n"
        f"_, errors, _ = loader.load_file({str(folder / 'main.beancount')!r})\n"
        "print(*(e.message for e in errors), sep='\\n')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    fact, hint = done.stdout.splitlines()
    assert fact.startswith("buku ini tidak diperiksa: kkmp-ledger terpasang tidak lengkap (")
    assert "pydantic" in fact
    assert hint.startswith("saran: pasang lagi kkmp-ledger")


PLANTED = 'plugin "milik_orang"\n'


@pytest.mark.parametrize("name", ["main.beancount", "2025/07-kas.beancount"])
def test_a_foreign_plugin_is_refused_and_never_run(tmp_path: Path, name: str) -> None:
    folder = lay_out("dasar", tmp_path)
    (folder / "milik_orang.py").write_text("raise SystemExit(3)")
    path = folder / name
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\noption "insert_pythonpath" "TRUE"\n{PLANTED}', encoding="utf-8")
    done = CliRunner().invoke(kkmp, ["-C", str(folder), "cek"])
    assert (done.exit_code, done.output.count("DIALEK: ")) == (1, 1), done.output
    assert 'plugin "milik_orang" tidak dipakai' in done.output
    for run in (lambda: load(LedgerText(folder)), lambda: server.run(folder, 0, lambda _: ())):
        with pytest.raises(ProblemError, match="DIALEK"):
            run()


def test_a_traceback_of_beancount_is_not_handed_on() -> None:
    loader.initialize(use_cache=False)
    _, errors, _ = loader.load_string('plugin "tidak_ada_plugin"\n')
    said = sentence(errors[0].message)
    assert said.startswith('plugin "tidak_ada_plugin" tidak dapat berjalan di sini: ModuleNotFound')
    assert "\n" not in said
