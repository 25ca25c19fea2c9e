"""The gallery of wrong ledgers: each code is told by a specimen, in exactly these words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kkmp_ledger.app import akun_gen
from kkmp_ledger.base.kode import KODE
from kkmp_ledger.book.door import ISI
from kkmp_ledger.cli.main import kkmp
from kkmp_ledger.koperasi.aturan.periksa import KODE_ATURAN
from tests.salah import halaman
from tests.salah.galeri import jalankan
from tests.salah.galeri import kode_dalam
from tests.salah.galeri import kode_specimen
from tests.salah.overlay import BASE
from tests.salah.overlay import COMMANDS
from tests.salah.overlay import EXPECTED
from tests.salah.overlay import SALAH
from tests.salah.overlay import absent
from tests.salah.overlay import base_files
from tests.salah.overlay import lay_out
from tests.salah.overlay import specimens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("kode", kode_specimen())
def test_specimen(
    kode: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    emas: Callable[[Path, str], None],
) -> None:
    text = jalankan(kode, tmp_path, monkeypatch)
    assert kode_dalam(text) == {kode}, text
    assert str(tmp_path) not in text
    emas(SALAH / kode / EXPECTED, text)


def test_every_code_has_a_specimen() -> None:
    assert set(kode_specimen()) == set(KODE) - set(halaman.DI_TEMPAT_LAIN)


def test_what_is_shown_elsewhere_is_a_code_and_says_where() -> None:
    for kode, where in halaman.DI_TEMPAT_LAIN.items():
        assert kode in KODE
        assert (SALAH.parent.parent / where).is_file(), f"{kode}: {where}"


def test_every_code_of_the_rules_has_its_own_ledger() -> None:
    """A rule's specimen is a ledger that `kkmp cek` reads, unless only the door knows the rule."""
    for kode in KODE_ATURAN - {"BULAN-TERTUTUP"}:
        assert (SALAH / kode).is_dir(), kode
        assert not (SALAH / kode / COMMANDS).exists(), kode


def test_nothing_is_wrong_in_the_base(tmp_path: Path) -> None:
    done = CliRunner().invoke(kkmp, ["-C", str(lay_out(BASE.name, tmp_path)), "cek"])
    assert done.exit_code == 0, done.output
    assert kode_dalam(done.output) == {"BELUM-DIHITUNG"}  # as in any book that stops in its month


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
    of_the_chart = {akun_gen.BERKAS, ISI}
    carried = [p for p in SALAH.rglob("*.gen.beancount") if p.name in of_the_chart]
    assert carried == [SALAH / "GEN-BASI" / akun_gen.BERKAS]


def test_the_page_is_up_to_date(emas: Callable[[Path, str], None]) -> None:
    emas(halaman.HALAMAN, halaman.teks())
