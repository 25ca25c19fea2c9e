"""Data files: strict, exact, and every mistake named by line, key and the nearest known word."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Annotated

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.shape import KeyProblemError
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import Number
from kkmp_ledger.schema.shape import Only
from kkmp_ledger.schema.shape import shape

if TYPE_CHECKING:
    from pathlib import Path


@shape
class Barang(Model):
    nama: str
    harga: Annotated[int, Only(gt=0)] = 1
    rasa: dict[str, Number] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if "pahit" in self.rasa:
            message = "PERSEN-JUMLAH: pahit tidak dijual | hapus pahit"
            raise KeyProblemError(message, "rasa", "pahit")
        if "asam" in self.rasa:
            raise ValueError("asam habis")


@shape
class Toko(Model):
    nama: str
    buka: bool = True
    barang: tuple[Barang, ...] = ()


def _problems(text: str) -> list[tuple[int, str, str, str]]:
    with pytest.raises(ProblemError) as caught:
        toml.loads(text, "toko.toml", Toko)
    found = []
    for p in caught.value.problems:
        assert p.place is not None
        assert p.place.path == "toko.toml"
        found.append((p.place.line, p.code, p.fact, p.hint))
    return found


def test_what_is_read_is_typed_and_frozen() -> None:
    toko = toml.loads(
        'nama = "Warung"\n[[barang]]\nnama = "Gula"\nharga = 1_000\n'
        "rasa = {manis = 12.5, asin = 1}",
        "toko.toml",
        Toko,
    )
    assert toko.barang[0].rasa == {"manis": Decimal("12.5"), "asin": Decimal(1)}
    assert all(type(v) is Decimal for v in toko.barang[0].rasa.values())
    assert isinstance(toko.barang, tuple)
    with pytest.raises(FrozenInstanceError):
        toko.nama = "Lain"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "line", "code", "fact", "hint"),
    [
        ("", 1, "KUNCI-KURANG", 'kunci "nama" belum ada', 'tambahkan "nama"'),
        ('nama = "a"\nbukaa = true', 2, "KUNCI-ASING", "bukaa", 'maksud Anda "buka"?'),
        ('nama = "a"\nxyzzy = 1', 2, "KUNCI-ASING", "xyzzy", "hapus kunci ini"),
        ('nama = "a"\n\n[[barang]]\nnma = "b"', 4, "KUNCI-ASING", "nma", 'maksud Anda "nama"?'),
        ('nama = "a"\n[[barangs]]\nnama = "b"', 2, "KUNCI-ASING", "barangs", "barang"),
        ("nama = 5", 1, "ISI-SALAH", "harus teks dalam tanda kutip", 'perbaiki isi "nama"'),
        ('nama = "a"\nbuka = "ya"', 2, "ISI-SALAH", "true atau false", "buka"),
        ('nama = "a"\nbarang = 3', 2, "ISI-SALAH", "harus daftar", "barang"),
        (
            'nama = "a"\n[[barang]]\nnama = "b"\n[[barang]]\nnama = "c"\nharga = 0',
            6,
            "ISI-SALAH",
            'isi "harga" terlalu kecil',
            "harga",
        ),
        (
            'nama = "a"\n[[barang]]\nnama = "b"\nharga = 1.5',
            4,
            "ISI-SALAH",
            "harus angka bulat",
            "",
        ),
        (
            'nama = "a"\n[[barang]]\nnama = "b"\nrasa = {manis = "12"}',
            4,
            "ISI-SALAH",
            '"manis" harus angka',
            "",
        ),
        (
            'nama = "a"\n[[barang]]\nnama = "b"\n[barang.rasa]\nmanis = 1\npahit = 2',
            6,
            "PERSEN-JUMLAH",
            "pahit tidak dijual",
            "hapus pahit",
        ),
        (
            'nama = "a"\n[[barang]]\nnama = "b"\n[barang.rasa]\nasam = 2',
            2,
            "ISI-SALAH",
            "asam habis",
            "perbaiki isinya",
        ),
        ('nama = "a', 1, "TOML-RUSAK", "susunan TOML", "tanda kutip"),
        (
            'nama = "a"\nnama = "b"',
            2,
            "TOML-RUSAK",
            '"nama" ditulis dua kali, di baris 1 dan 2',
            "hapus",
        ),
        (
            "[a]\nx = 1\n[b]\n[a]",
            4,
            "TOML-RUSAK",
            '"a" ditulis dua kali, di baris 1 dan 4',
            "hapus",
        ),
    ],
)
def test_a_mistake_is_named(text: str, line: int, code: str, fact: str, hint: str) -> None:
    found = next(problem for problem in _problems(text) if problem[1] == code)
    assert found[0] == line
    assert fact in found[2]
    assert hint in found[3]


def test_every_mistake_of_a_file_is_told() -> None:
    text = 'nma = "a"\nbuka = 1\n[[barang]]\nharga = -1\n'
    assert [(line, code) for line, code, _, _ in _problems(text)] == [
        (1, "KUNCI-ASING"),
        (1, "KUNCI-KURANG"),
        (2, "ISI-SALAH"),
        (3, "KUNCI-KURANG"),
        (4, "ISI-SALAH"),
    ]


@given(st.text(max_size=60))
@example('nama = "a"\nbarang = [1, "x", {nama = 3}]')
@example("nama = inf")
@example("nama = 1979-05-27T07:32:00Z")
@example("barang = [[[[]]]]")
@example('"" = 1\n[[""]]\n')
@example('a.b.c = 1\na."x y" = 2')
def test_no_text_ends_in_anything_but_a_problem(text: str) -> None:
    try:
        toml.loads(text, "toko.toml", Toko)
    except ProblemError as error:
        for p in error.problems:
            assert p.fact
            assert p.place is not None
            assert p.place.line >= 0


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "BERKAS-TIADA"), (b"nama = \xff", "TOML-RUSAK"), (b"", "KUNCI-KURANG")],
)
def test_a_file_that_is_not_there_or_not_text(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "toko.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProblemError) as caught:
        toml.load(path, Toko)
    assert [p.code for p in caught.value.problems] == [code]


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        toml.load(tmp_path, Toko)
    assert [p.code for p in caught.value.problems] == ["TOML-RUSAK"]
