"""Mappings: strict data, and every sample is told apart by its header alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.places import folder
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.recognise import recognise
from kkmp_ledger.importing.recognise import recognised
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.schema import mapping
from kkmp_ledger.schema import toml

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (folder("importers") / "loyverse" / "mapping.toml").read_text(encoding="utf-8")
SAMPLES = sorted(folder("importers").glob("*/samples/*.csv"))


def test_every_mapping_is_named_after_its_folder() -> None:
    paths = sorted(folder("importers").glob("*/mapping.toml"))
    assert [p.parent.name for p in paths] == [m.id for m in mapping.everything()]
    assert "loyverse" in [m.id for m in mapping.everything()]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_sample_has_exactly_one_profile(path: Path, tmp_path: Path) -> None:
    nameless = tmp_path / "x"  # the name must not help
    shutil.copy(path, nameless)
    profil = recognise(SourceFile.at(nameless))
    want = "barang" if "by-item" in path.name else "struk"
    assert profil == f"{path.parent.parent.name}-{want}"


def test_samples_are_there() -> None:
    assert len(SAMPLES) >= 4


def test_signatures_do_not_contain_each_other() -> None:
    files = [f for m in mapping.everything() for f in (m.struk, m.barang)]
    for one in files:
        columns = {n for many in (*one.kolom.values(), *one.pilihan.values()) for n in many}
        for other in files:
            assert one is other or not set(other.tanda) <= columns


@pytest.mark.parametrize(
    ("old", "new", "code", "fact"),
    [
        ('pemisah = [",", ";"]', 'pemisah = ["|"]', "ISI-SALAH", "pemisah"),
        ("[kata]", "[kta]", "KUNCI-ASING", "kta"),
        ('bayar = ["Payment type"]', "", "ISI-SALAH", 'tanda "Payment type" bukan'),
        ('hpp = ["Cost of goods"]', "", "ISI-SALAH", 'kolom "hpp" belum ada'),
        ('status = ["Status"]', 'status = ["Status"]\nwarna = ["X"]', "ISI-SALAH", "warna"),
        ('id = "loyverse-barang"', 'id = "loyverse-struk"', "ISI-SALAH", "ber-id sama"),
    ],
)
def test_broken_mapping_is_named(old: str, new: str, code: str, fact: str) -> None:
    assert old in TEXT
    with pytest.raises(ProblemError) as caught:
        toml.loads(TEXT.replace(old, new), "mapping.toml", mapping.TillMapping)
    problem = next(p for p in caught.value.problems if p.code == code)
    assert fact in problem.fact
    assert problem.place is not None
    assert problem.place.line > 0


def test_unknown_file_is_told_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "receipts-2025-07-01-2025-07-31.csv"
    path.write_text("Date,Receipt number,Receipt type,Total collected\n", encoding="utf-8")
    file = SourceFile.at(path)
    assert recognise(file) is None
    with pytest.raises(ProblemError) as caught:
        recognised(file)
    (problem,) = caught.value.problems
    assert problem.code == "KOLOM-KURANG"
    assert "Payment type" in problem.fact
    assert "struk" in problem.fact


def test_a_file_of_nothing_known(tmp_path: Path) -> None:
    path = tmp_path / "catatan.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ProblemError, match="tidak dikenal"):
        recognised(SourceFile.at(path))
