"""The gallery of wrong ledgers: each code is told by a specimen, in exactly these words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kkmp_ledger.app.generating import accounts_file
from kkmp_ledger.base.codes import CODES
from kkmp_ledger.book.tree import INCLUDES
from kkmp_ledger.cli.main import kkmp
from kkmp_ledger.koperasi.checks.registry import RULE_CODES
from tests.salah import page
from tests.salah.gallery import codes_in
from tests.salah.gallery import run
from tests.salah.gallery import specimen_codes
from tests.salah.overlay import BASE
from tests.salah.overlay import COMMANDS
from tests.salah.overlay import EXPECTED
from tests.salah.overlay import WRONG
from tests.salah.overlay import absent
from tests.salah.overlay import base_files
from tests.salah.overlay import lay_out
from tests.salah.overlay import specimens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("kode", specimen_codes())
def test_specimen(
    kode: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    golden: Callable[[Path, str], None],
) -> None:
    text = run(kode, tmp_path, monkeypatch)
    assert codes_in(text) == {kode}, text
    assert str(tmp_path) not in text
    golden(WRONG / kode / EXPECTED, text)


def test_the_line_of_cash_flow_that_is_named_mends_the_entry(tmp_path: Path) -> None:
    """The remedy, followed to the letter."""
    folder = lay_out("ARUS-KAS-MENDUA", tmp_path)
    told = CliRunner().invoke(kkmp, ["-C", str(folder), "cek"]).output
    found = re.search(r"kas\.beancount:(\d+): .*?tulis (arus_kas: \S+) di bawah", told, re.DOTALL)
    assert found, told
    path = folder / "2025" / "07-kas.beancount"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(int(found[1]), f"    {found[2]}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert codes_in(CliRunner().invoke(kkmp, ["-C", str(folder), "cek"]).output) <= {
        "BELUM-DIHITUNG"
    }


def test_every_code_has_a_specimen() -> None:
    assert set(specimen_codes()) == set(CODES) - set(page.ELSEWHERE)


def test_what_is_shown_elsewhere_is_a_code_and_says_where() -> None:
    for kode, where in page.ELSEWHERE.items():
        assert kode in CODES
        assert (WRONG.parent.parent / where).is_file(), f"{kode}: {where}"


def test_every_code_of_the_rules_has_its_own_ledger() -> None:
    """A rule's specimen is a ledger that `kkmp cek` reads, unless only the door knows the rule."""
    for kode in RULE_CODES - {"BULAN-TERTUTUP"}:
        assert (WRONG / kode).is_dir(), kode
        assert not (WRONG / kode / COMMANDS).exists(), kode


def test_nothing_is_wrong_in_the_base(tmp_path: Path) -> None:
    done = CliRunner().invoke(kkmp, ["-C", str(lay_out(BASE.name, tmp_path)), "cek"])
    assert done.exit_code == 0, done.output
    assert codes_in(done.output) == {"BELUM-DIHITUNG"}  # as in any book that stops in its month


def test_a_specimen_holds_only_what_is_wrong() -> None:
    """What is as in the base is the base's."""
    for folder in specimens():
        lies_beneath = base_files(folder)
        assert set(absent(folder)) <= set(lies_beneath), folder.name
        for name in lies_beneath:
            own = folder / name
            assert not own.exists() or own.read_bytes() != (BASE / name).read_bytes(), own


def test_adding_to_the_chart_touches_no_specimen() -> None:
    """What follows from the chart is made when a specimen is run."""
    of_the_chart = {accounts_file.ACCOUNTS, INCLUDES}
    carried = [p for p in WRONG.rglob("*.gen.beancount") if p.name in of_the_chart]
    assert carried == [WRONG / "GEN-BASI" / accounts_file.ACCOUNTS]


def test_the_page_is_up_to_date(golden: Callable[[Path, str], None]) -> None:
    golden(page.PAGE, page.text())
