"""One parse says all: what `load` makes of it is what Beancount's own loader makes of the files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.load import load
from kkmp_ledger.book.parsed import LedgerText
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.book.write import options as option_lines
from kkmp_ledger.plugin import Failure
from tests.salah.overlay import COMMANDS
from tests.salah.overlay import lay_out
from tests.salah.overlay import specimens

ROOT = Path(__file__).parents[2]
WRONG = [s.name for s in specimens() if not (s / COMMANDS).is_file()]
# What the plugin adds, and what only Beancount's cache asks for.
ASIDE = {"plugin", "include", "input_hash", "dcontext"}


def same_as_beancount(folder: Path) -> list[str]:
    """Demand that both say the same of the folder; gives what they complain of."""
    loader.initialize(use_cache=False)
    entries, errors, options = loader.load_file(str(folder.resolve() / "main.beancount"))
    theirs = [e for e in errors if not isinstance(e, Failure)]
    text = LedgerText(folder)
    before = TextBook.of(text)
    loaded = load(text)
    assert loaded.entries == entries
    assert len(loaded.problems) == len(theirs)
    for ours, error in zip(loaded.problems, theirs, strict=True):
        _the_same_complaint(ours.fact, ours.place, error, folder)
    assert _plain(loaded.options) == _plain(options)
    assert str(loaded.options["dcontext"]) == str(options["dcontext"])
    after = TextBook.of(text)  # booking and the plugins leave the parse as it was
    assert (after.files, after.problems) == (before.files, before.problems)
    assert after.files == TextBook.read(folder).files
    return [str(e.message) for e in theirs]


def _the_same_complaint(fact: str, place: Any, error: Any, folder: Path) -> None:
    assert fact.endswith(" ".join(str(error.message).split()))
    file = Path(error.source["filename"])
    path = file.relative_to(folder.resolve()) if file.is_absolute() else file
    assert place == Place(path.as_posix(), error.source["lineno"])


def _plain(options: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in options.items() if key not in ASIDE}


def test_the_example(tmp_path: Path) -> None:
    folder = tmp_path / "buku"
    shutil.copytree(ROOT / "ledgers" / "contoh", folder)
    assert same_as_beancount(folder) == []


@pytest.mark.parametrize("code", WRONG)
def test_each_wrong_book_of_the_gallery(code: str, tmp_path: Path) -> None:
    folder = lay_out(code, tmp_path)
    if code == "SERTAAN-TIADA":  # the list is not named: nothing is read
        with pytest.raises(ProblemError, match=code):
            LedgerText(folder)
        return
    same_as_beancount(folder)


# Whatever a person may type, whether or not it makes sense: each line alone, in files that include
# each other.
LINES = (
    '2025-01-01 open Aset:Kas:Toko IDR\n',
    '2025-01-01 open Ekuitas:Lain\n',
    '2025-03-01 open Ekuitas:Lain\n',
    '2025-09-01 close Ekuitas:Lain\n',
    '2025-02-01 * "setor" ^A-1\n  Aset:Kas:Toko  1000 IDR\n  Ekuitas:Lain  -1000 IDR\n',
    '2025-02-01 * "tanpa jumlah"\n  Aset:Kas:Toko  12.5 IDR\n  Ekuitas:Lain\n',
    '2025-02-02 ! "timpang" #tag\n  Aset:Kas:Toko  7 IDR\n  Ekuitas:Lain  -8 IDR\n',
    '2025-02-03 * "lain" "mata uang"\n  Aset:Kas:Toko  7 USD @ 16000 IDR\n  Ekuitas:Lain\n',
    '2025-02-04 * "lot"\n  Ekuitas:Lain  3 BERAS {5000 IDR}\n  Aset:Kas:Toko\n',
    '2025-02-05 * "lot keluar"\n  Ekuitas:Lain  -9 BERAS {5000 IDR}\n  Aset:Kas:Toko\n',
    '2025-02-06 balance Aset:Kas:Toko  1000 IDR\n',
    '2025-02-06 balance Aset:Kas:Toko  1001 IDR\n',
    '2025-01-05 pad Aset:Kas:Toko Ekuitas:Lain\n',
    '2025-02-07 note Aset:Kas:Toko "catatan"\n',
    '2025-02-07 document Aset:Kas:Toko "tiada.pdf"\n',
    '2025-02-08 commodity IDR\n',
    '2025-02-09 price USD 16000 IDR\n',
    '2025-02-10 event "tempat" "Sukamaju"\n',
    '2025-02-11 custom "anggaran" Aset:Kas:Toko 5 IDR\n',
    'option "operating_currency" "IDR"\n',
    'option "title" "Fiktif"\n',
    'option "documents" "kertas"\n',
    'option "plugin_processing_mode" "raw"\n',
    'option "tidak_ada" "1"\n',
    'pushtag #x\n',
    'baris yang tidak terbaca\n',
    '2025-13-45 * "tanggal"\n',
    '2025-02-12 * "tidak\nselesai\n',
    '2025-02-13 * "akun"\n  Assets:Kas  1 IDR\n  Ekuitas:Lain  -1 IDR\n',
    'include "tiada.beancount"\n',
    'include "b.beancount"\n',
    'include "dalam/c.beancount"\n',
    '\ufeff; BOM\n',
    '; catatan\r\n',
)  # fmt: skip
TEXT = st.tuples(st.booleans(), st.lists(st.sampled_from(LINES), max_size=9))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TEXT, TEXT, TEXT)
def test_random_files(
    tmp_path: Path,
    main: tuple[bool, list[str]],
    b: tuple[bool, list[str]],
    c: tuple[bool, list[str]],
) -> None:
    (tmp_path / "dalam").mkdir(exist_ok=True)
    (tmp_path / "kertas/Aset/Kas/Toko").mkdir(parents=True, exist_ok=True)
    (tmp_path / "kertas/Aset/Kas/Toko/2025-02-20.kertas.txt").touch()
    for path, (with_options, lines) in zip(
        ("main.beancount", "b.beancount", "dalam/c.beancount"), (main, b, c), strict=True
    ):
        text = option_lines() * with_options + "".join(lines)
        (tmp_path / path).write_bytes(text.encode())
    same_as_beancount(tmp_path)


@pytest.mark.parametrize("name", ["../luar.beancount", "dalam/../dalam/a.beancount", "dalam/*"])
def test_what_the_tree_refuses_is_not_loaded_either(tmp_path: Path, name: str) -> None:
    """Beancount would read a file outside the folder, or behind a glob."""
    folder = tmp_path / "buku"
    (folder / "dalam").mkdir(parents=True)
    for path in (tmp_path / "luar.beancount", folder / "dalam" / "a.beancount"):
        path.write_text("2025-01-01 open Aset:Kas:Toko\n")
    (folder / "main.beancount").write_text(f'{option_lines()}include "{name}"\n')
    text = LedgerText(folder)
    loaded = load(text)
    assert loaded.entries == []
    code = "BERKAS-LUAR" if ".." in name else "BERKAS-TIADA"
    assert [p.code for p in text.problems] == [code]
    assert f'File glob "{name}" does not match any files' in loaded.problems[0].fact


def test_a_division_is_refused_before_the_parser_dies_of_it(tmp_path: Path) -> None:
    """Also where our own reader stops at something else: the file is Latin-1 as well."""
    text = '2025-02-01 * "caf\xe9"\n  Aset:Kas:Toko  1/0 IDR\n'
    (tmp_path / "main.beancount").write_bytes((option_lines() + text).encode("latin-1"))
    found = LedgerText(tmp_path)
    assert [p.code for p in TextBook.of(found).problems] == ["TEKS-RUSAK"]
    with pytest.raises(ProblemError, match="DIALEK"):
        load(found)


def test_a_name_that_beancount_takes_for_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "a[1].beancount").write_text("2025-01-01 open Aset:Kas:Toko\n")
    (tmp_path / "main.beancount").write_text(option_lines() + 'include "a[1].beancount"\n')
    assert same_as_beancount(tmp_path) == ['File glob "a[1].beancount" does not match any files']
