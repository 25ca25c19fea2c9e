"""Workbooks made to harm: each is refused with what to do, and the parent lives."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import zipfile
import zlib
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.readers import strict_xlsx
from kkmp_ledger.importing.readers import xlsx_archive
from kkmp_ledger.importing.source_file import SourceFile
from tests.importing.mutated import mutated
from tests.importing.mutated import sample
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.base.problem import Problem

SHEET = "xl/worksheets/sheet1.xml"
SEED = 20261125


def changed(path: Path, parts: Mapping[str, bytes], old: bytes = b"", new: bytes = b"") -> Path:
    """A good workbook with some parts exchanged, and a word in its first sheet."""
    good = xlsx(path.with_name("baik.xlsx"), [["a"], [5]]).path
    with (
        zipfile.ZipFile(good) as archive,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in archive.namelist():
            data = parts.get(name, archive.read(name))
            if old and name == SHEET:
                assert old in data
                data = data.replace(old, new, 1)
            out.writestr(name, data)
        for name in parts.keys() - set(archive.namelist()):
            out.writestr(name, parts[name])
    return path


def refusal(path: Path) -> tuple[str, int, str, str]:
    with pytest.raises(ProblemError) as caught:
        strict_xlsx.read(SourceFile.at(path))
    (problem,) = caught.value.problems
    assert problem.place
    assert problem.place.path == str(path)
    return problem.code, problem.place.line, problem.fact, problem.hint


@pytest.mark.parametrize(
    ("old", "new", "line", "fact"),
    [
        (b'<c r="A2"', b'<c r="ZZ1048576"', 2, "letak sel ZZ1048576 tidak cocok"),
        (b'<c r="A2"', b'<c r = "ZZ1048576"', 2, "letak sel ZZ1048576 tidak cocok"),
        (b'<row r="2"', b'<row r="1"', 1, "tidak cocok dengan barisnya"),  # one would be lost
        (b"<v>5</v>", b"<v>1e999</v>", 2, "angka di sel A2 terlalu besar"),
        (b"<v>5</v>", b"<v>1e300</v>", 2, "angka di sel A2 terlalu besar"),
        (b"<v>5</v>", b"<v>" + b"<v>" * 200_000, 0, "rusak"),
        (b"<v>5</v>", b"<x>" * 50_000 + b"</x>" * 50_000, 0, "rusak"),
        (b"<sheetData>", b"<!DOCTYPE a [<!ENTITY a 'b'>]><sheetData>", 0, "rusak"),
    ],
)
def test_a_sheet_made_to_harm(old: bytes, new: bytes, line: int, fact: str, tmp_path: Path) -> None:
    path = changed(tmp_path / "a.xlsx", {}, old, new)
    code, at, told, hint = refusal(path)
    assert (code, at) == ("BERKAS-RUSAK", line)
    assert fact in told
    assert "simpan ulang" in hint or "betulkan angkanya" in hint


def test_a_bomb_of_shared_strings(tmp_path: Path) -> None:
    bomb = b"<sst>" + b"<si><t/></si>" * 6_000_000 + b"</sst>"
    path = changed(tmp_path / "a.xlsx", {"xl/sharedStrings.xml": bomb})
    assert path.stat().st_size < 1 << 20
    code, _, fact, hint = refusal(path)
    assert (code, fact) == ("BERKAS-RUSAK", "lembar lebih besar dari 64 MB")
    assert "pecah lembarnya" in hint


def test_one_long_text_in_every_cell(tmp_path: Path) -> None:
    """Small as a file; each cell of the sheet would be a copy."""
    shared = b"<sst><si><t>" + b"x" * 1_000_000 + b"</t></si></sst>"
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 5000)
    )
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    path = changed(tmp_path / "a.xlsx", {"xl/sharedStrings.xml": shared, SHEET: sheet})
    code, _, fact, hint = refusal(path)
    assert (code, fact) == ("BERKAS-RUSAK", strict_xlsx._REFUSED["crash"][0])
    assert "pecah lembarnya" in hint


def test_an_archive_that_unpacks_to_too_much(tmp_path: Path) -> None:
    path = changed(tmp_path / "a.xlsx", {})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for n in range(4):
            archive.writestr(f"xl/media/{n}.bin", bytes(90 << 20))
    assert refusal(path)[2] == "isi berkas lebih besar dari 300 MB"


def test_a_part_that_is_larger_than_it_says(tmp_path: Path) -> None:
    """Declared small, and with the digest of what it declares."""
    xml = b"<sst>" + b" " * (20 << 20) + b"</sst>"
    path = changed(tmp_path / "a.xlsx", {"xl/sharedStrings.xml": xml})
    data = path.read_bytes()
    size, digest = len(xml).to_bytes(4, "little"), zlib.crc32(xml).to_bytes(4, "little")
    assert data.count(size) == 2
    data = data.replace(size, (5).to_bytes(4, "little"))
    path.write_bytes(data.replace(digest, zlib.crc32(xml[:5]).to_bytes(4, "little")))
    assert refusal(path)[2] == "isi berkas Excel rusak"


def test_a_part_that_is_there_twice(tmp_path: Path) -> None:
    """Two readers would take two different ones."""
    path = changed(tmp_path / "a.xlsx", {})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    assert refusal(path)[2] == "isi berkas Excel rusak"


def test_thousands_of_sheets(tmp_path: Path) -> None:
    listed = b"".join(b'<sheet name="L%d" sheetId="%d" r:id="x"/>' % (n, n) for n in range(5000))
    path = changed(
        tmp_path / "a.xlsx", {"xl/workbook.xml": b"<workbook>" + listed + b"</workbook>"}
    )
    _, _, fact, hint = refusal(path)
    assert fact == "berkas berisi 5000 lembar"
    assert "berkas baru" in hint


def test_a_file_too_large_to_look_at(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate((64 << 20) + 1)
    assert refusal(path)[2] == "berkas lebih besar dari 64 MB"


def test_a_child_that_hangs_or_dies_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = changed(tmp_path / "a.xlsx", {})
    monkeypatch.setattr(strict_xlsx, "_SECONDS", 0.001)
    assert "dihentikan" in refusal(path)[2]
    monkeypatch.setattr(strict_xlsx, "_SECONDS", 30)
    monkeypatch.setattr(strict_xlsx, "_CHILD", "tidak_ada")
    assert "dihentikan" in refusal(path)[2]
    monkeypatch.undo()
    assert strict_xlsx.read(SourceFile.at(path)).row[1] == (2, (Decimal(5),))


def test_days_from_1904_stay_those_days(tmp_path: Path) -> None:
    """The list of sheets is made anew; what it says of days is kept."""
    path = changed(tmp_path / "a.xlsx", {})
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml")
    early = re.sub(rb"<workbookPr[^>]*>", b'<workbookPr date1904="1"/>', book)
    assert early != book
    assert '"1"' in early.decode()
    made = changed(tmp_path / "b.xlsx", {"xl/workbook.xml": early})
    archive_ = xlsx_archive.Archive(str(made))
    assert xlsx_archive.Workbook(archive_).early


def test_the_child_is_held_to_its_memory() -> None:
    """Where the system can: the specimen asks for more, and gets none."""
    code = (
        "from kkmp_ledger.importing.readers.xlsx_child import limit, MEMORY\n"
        "limit()\n"
        "bytes(MEMORY)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr
    assert done.returncode != -signal.SIGKILL


def test_changed_at_random_is_read_or_refused(tmp_path: Path) -> None:
    good, chance = sample(), random.Random(SEED)  # noqa: S311
    path = tmp_path / "a.xlsx"
    told = 0
    for _ in range(48):
        path.write_bytes(mutated(good, chance))
        problems: Sequence[Problem] = ()
        try:
            strict_xlsx.read(SourceFile.at(path))
        except ProblemError as error:
            problems = error.problems
        told += bool(problems)
        assert all(p.place and p.fact and p.hint for p in problems)
    assert 10 < told < 48
