"""What was validated is remembered by digest: the same values again, and never another's."""

from __future__ import annotations

import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.base.canonical import digest_of
from kkmp_ledger.base.places import folder
from kkmp_ledger.base.places import law
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema import kept
from kkmp_ledger.schema import toml
from kkmp_ledger.schema import validating
from kkmp_ledger.schema.chart import ChartFile
from kkmp_ledger.schema.chart import chart_file
from kkmp_ledger.schema.kept import FILE
from kkmp_ledger.schema.kept import Memory
from kkmp_ledger.schema.kept import key_of
from kkmp_ledger.schema.koperasi import Koperasi
from kkmp_ledger.schema.mapping import TillMapping
from kkmp_ledger.schema.rat import Keputusan
from kkmp_ledger.schema.shape import SHAPES
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import shape
from kkmp_ledger.schema.statement import EquityLayout
from kkmp_ledger.schema.statement import Layout
from kkmp_ledger.schema.statement import statement_set
from tests.schema.test_koperasi import EXAMPLE
from tests.schema.test_koperasi import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LAW = law("sak-ep-2025")
EXAMPLE_BOOK = ROOT / "ledgers" / "contoh"
FULL = f"""{EXAMPLE}
[[pengurus]]
jabatan = "Ketua (fiktif)"
anggota = "A0001"
[[shu]]
sejak = 2031-01-01
sumber = "ART pasal 2 (fiktif)"
[shu.persen]
cadangan = 47.50
anggota = {{bagian = 52.5, isi = {{jasa_modal = 30, jasa_usaha = 70}}}}
[[pajak]]
sumber = "PP 20/2026 (contoh)"
tarif_permil = 5
dari = 2031-01-01
"""
FILES: list[tuple[type[Model], str]] = [
    (Koperasi, FULL),
    (Koperasi, (EXAMPLE_BOOK / "koperasi.toml").read_text(encoding="utf-8")),
    (Keputusan, (EXAMPLE_BOOK / "rat" / "2025.toml").read_text(encoding="utf-8")),
    (ChartFile, (LAW / "akun.toml").read_text(encoding="utf-8")),
    (EquityLayout, (LAW / "perubahan_ekuitas.toml").read_text(encoding="utf-8")),
    *(
        (Layout, (LAW / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("posisi_keuangan", "hasil_usaha", "arus_kas")
    ),
    *(
        (TillMapping, path.read_text(encoding="utf-8"))
        for path in sorted(folder("importers").glob("*/mapping.toml"))
    ),
]


@shape
class Small(Model):
    nama: str
    isi: int = 3


SMALL = Small(nama="satu\u2028dua\n", isi=3, stated=frozenset({"nama", "isi"}))


def remembered(place: Path) -> Memory:
    """What the next command knows."""
    memory = Memory()
    memory.keep_in(place)
    return memory


def filled(place: Path) -> Memory:
    memory = remembered(place)
    memory.keep("a", SMALL)
    return memory


@pytest.mark.parametrize(("shape", "text"), FILES)
def test_a_file_of_each_shape_comes_back_as_it_was(
    shape: type[Model], text: str, tmp_path: Path
) -> None:
    read = toml.loads(text, "x.toml", shape)
    remembered(tmp_path).keep("kunci", read)
    again = remembered(tmp_path).value("kunci", shape)
    assert again is not read
    assert again == read
    assert repr(again) == repr(read)
    assert again is not None
    assert again.as_data() == read.as_data()
    assert digest_of(again) == digest_of(read)


def test_each_shape_of_the_program_is_among_them(tmp_path: Path) -> None:
    memory = remembered(tmp_path)
    for number, (of, text) in enumerate(FILES):
        memory.keep(str(number), toml.loads(text, "x.toml", of))
    written = (tmp_path / FILE).read_text(encoding="utf-8")
    ours = {n for n in SHAPES if n.startswith("kkmp_ledger.")}
    assert {n for n in ours if f'["{n}",' not in written} == {
        "kkmp_ledger.schema.koperasi.Since",  # which only others are made of
        "kkmp_ledger.schema.first_days.FirstDays",
    }


def test_a_key_that_states_its_default_is_told_from_one_that_is_not_there(tmp_path: Path) -> None:
    filled(tmp_path).keep("b", Small(nama="satu"))
    memory = remembered(tmp_path)
    stated, silent = memory.value("a", Small), memory.value("b", Small)
    assert stated is not None
    assert silent is not None
    assert stated.as_data() == {"nama": "satu\u2028dua\n", "isi": 3}
    assert silent.as_data() == {"nama": "satu"}
    assert silent == Small(nama="satu", isi=3, stated=frozenset({"isi"}))  # of one meaning
    assert len({silent, Small(nama="satu"), stated}) == 2
    assert silent != Small(nama="satu", isi=4)
    assert repr(silent) == "Small(nama='satu')"
    assert replace(stated, nama="dua").as_data() == {"nama": "dua", "isi": 3}
    assert replace(silent, isi=4).as_data() == {"nama": "satu", "isi": 4}


def test_another_text_and_another_shape_have_another_key() -> None:
    keys = [key_of("a", "b"), key_of("a", "b "), key_of("a ", "b"), key_of("a", "b", "")]
    assert len(set(keys)) == 4
    assert key_of("a", "b") == key_of("a", b"b")


@pytest.mark.parametrize(
    "damage",
    [
        lambda b: b[:-5],
        lambda b: b[: b.index(b"\n") + 1],
        lambda b: b.replace(b"satu", b"dua1"),
        lambda b: b"\xff" + b,
        lambda b: b[:0],
        lambda b: b"SQLite format 3\0" + b,
        lambda b: b + b"b true\n",
    ],
)
def test_a_damaged_file_is_as_none_and_made_anew(damage: object, tmp_path: Path) -> None:
    filled(tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    assert callable(damage)
    (tmp_path / FILE).write_bytes(damage(whole))
    assert remembered(tmp_path).value("a", Small) is None
    filled(tmp_path)
    assert (tmp_path / FILE).read_bytes() == whole


def test_what_another_edition_of_the_shapes_wrote_is_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    monkeypatch.setattr(kept, "edition", lambda: "lain")
    assert remembered(tmp_path).value("a", Small) is None
    monkeypatch.setattr(kept, "edition", lambda: "")  # the code cannot be read
    (tmp_path / FILE).unlink()
    filled(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_edition_is_of_the_code_of_the_shapes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = kept.edition.__wrapped__()
    assert now == kept.edition()
    (tmp_path / "shape.py").write_text("x = 1\n", encoding="utf-8")
    monkeypatch.setattr(kept, "__file__", str(tmp_path / "kept.py"))
    before = kept.edition.__wrapped__()
    (tmp_path / "shape.py").write_text("x = 2\n", encoding="utf-8")
    assert len({now, before, kept.edition.__wrapped__()}) == 3


def test_it_is_for_its_owner_alone_and_does_not_grow_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MANY", 3)
    memory = filled(tmp_path)
    for name in "bcd":
        memory.keep(name, SMALL)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == [FILE]
    again = remembered(tmp_path)
    assert [name for name in "abcd" if again.value(name, Small)] == ["b", "c", "d"]


def test_where_it_cannot_be_written_the_command_goes_on(tmp_path: Path) -> None:
    memory = remembered(tmp_path / "tiada")
    memory.keep("a", SMALL)
    assert memory.value("a", Small) == SMALL
    (tmp_path / FILE).mkdir()
    assert filled(tmp_path).value("a", Small) == SMALL


def test_each_book_keeps_only_what_was_read_for_it(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    for place in (one, two):
        place.mkdir()
    memory = filled(one)
    memory.keep_in(two)
    memory.keep("b", SMALL)
    memory.keep_in(None)
    memory.keep("c", SMALL)
    assert all(memory.value(name, Small) for name in "abc")
    known = [[name for name in "abc" if remembered(p).value(name, Small)] for p in (one, two)]
    assert known == [["a"], ["b"]]


def test_a_claim_is_proven_once_and_a_false_one_each_time(tmp_path: Path) -> None:
    asked: list[str] = []
    wrong = [Problem("BAGAN-RUSAK", "salah", "perbaiki")]

    def answer(problems: list[Problem]) -> list[Problem]:
        asked.append("ya")
        return problems

    for _ in range(2):
        with pytest.raises(ProblemError, match="salah"):
            remembered(tmp_path).demand("a", (), lambda: answer(wrong))
    for _ in range(2):
        remembered(tmp_path).demand("a", (), lambda: answer([]))
    assert len(asked) == 3


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "buku"
    path.mkdir()
    (path / "koperasi.toml").write_text(EXAMPLE, encoding="utf-8")
    (path / "main.beancount").touch()
    return path


def test_settings_are_validated_again_once_they_are_edited(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> Koperasi:
        monkeypatch.setattr(toml, "MEMORY", memory := Memory())
        monkeypatch.setattr("kkmp_ledger.app.folder.folder.MEMORY", memory)
        return Folder(book, cache=tmp_path / "cache").koperasi

    validated: list[str] = []
    real = validating.validated

    def counting(text: str, path: str, shape: type[Koperasi]) -> Koperasi:
        validated.append(path)
        return real(text, path, shape)

    monkeypatch.setattr(validating, "validated", counting)
    assert read() == read()
    assert len(validated) == 1
    (book / "koperasi.toml").write_text(EXAMPLE.replace("10_000", "11_000"), encoding="utf-8")
    assert read().simpanan[0].wajib == 11_000
    (book / "koperasi.toml").write_text(EXAMPLE.replace("10_000", "-1"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ProblemError, match="terlalu kecil"):
            read()
    (book / "koperasi.toml").write_text(EXAMPLE, encoding="utf-8")
    assert read().simpanan[0].wajib == 10_000
    assert len(validated) == 4  # a file with a mistake is never kept, a right one stays


def test_the_law_is_checked_as_a_whole_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    memory = Memory()
    for room in ("chart", "statement"):
        monkeypatch.setattr(f"kkmp_ledger.schema.{room}.MEMORY", memory)

    def nothing(question: str) -> Callable[..., list[Problem]]:
        return lambda *_: asked.append(question) or []  # type: ignore[func-returns-value]

    monkeypatch.setattr("kkmp_ledger.schema.chart.role_problems", nothing("roles"))
    monkeypatch.setattr("kkmp_ledger.schema.statement.fitting", nothing("fitting"))
    for _ in range(2):
        chart_file.cache_clear()
        statement_set.cache_clear()
        statement_set("sak-ep-2025")
    assert asked == ["roles", "fitting"]
