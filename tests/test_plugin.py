"""The Beancount plugin says what `kkmp cek` says, as Beancount's own loader hears it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from beancount import loader

from kkmp_ledger.book.load import load
from kkmp_ledger.koperasi.checks.registry import BEANCOUNT_CODES
from kkmp_ledger.koperasi.checks.registry import RULE_CODES
from kkmp_ledger.plugin import Failure
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


def test_the_plugin_keeps_quiet_where_the_rules_run_anyway(tmp_path: Path) -> None:
    assert load(lay_out("BUKTI-URUT", tmp_path)).problems == ()
