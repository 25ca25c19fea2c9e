"""The chart of accounts: one meaning per account, by segment, bound to one cooperative."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.chart import ROOT
from kkmp_ledger.schema.chart import Chart
from kkmp_ledger.schema.chart import ChartFile
from kkmp_ledger.schema.chart import chart_file
from kkmp_ledger.schema.chart import chart_of
from kkmp_ledger.schema.chart import is_under
from kkmp_ledger.schema.national_form import HASIL_USAHA
from kkmp_ledger.schema.national_form import POSISI_KEUANGAN
from tests.schema.test_koperasi import EXAMPLE
from tests.schema.test_koperasi import read

KOPERASI = read(EXAMPLE)
SEGMEN = st.from_regex(r"[A-Z][a-z]{1,5}", fullmatch=True)


@pytest.fixture(scope="module")
def chart() -> Chart:
    return chart_of(KOPERASI)


@pytest.mark.parametrize(
    ("nama", "title", "key", "unit", "anggota"),
    [
        ("Aset:Kas:Toko", "Kas Toko", "kas_dan_setara_kas", "", ""),
        ("Aset:Bank:BRI", "Bank BRI", "giro", "", ""),
        ("Ekuitas:Simpanan:Pokok:A0001", "A0001", "simpanan_pokok", "", "A0001"),
        ("Aset:Persediaan:Sembako", "Sembako", "persediaan_sembako", "sembako", ""),
    ],
)
def test_an_account_is_known(
    chart: Chart, *, nama: str, title: str, key: str, unit: str, anggota: str
) -> None:
    akun = chart.akun(nama)
    assert akun is not None
    assert title in akun.title
    assert (akun.key, akun.unit, akun.anggota) == (key, unit, anggota)
    assert re.fullmatch(r"\d{4}", akun.kode)
    assert akun.root == nama.partition(":")[0]
    assert "{" not in akun.title


@pytest.mark.parametrize(
    "nama",
    [
        "Aset:Kas",  # a parent that is no family
        "Aset:Kas:Warung",  # no such cash box
        "Aset:Kas:Toko:Laci",
        "Aset:Kas:toko",
        "Ekuitas:Simpanan:Pokok:B0001",
        "Ekuitas:Simpanan:Pokok:A1",
        "Ekuitas:Simpanan:Pokok",
        "Aset:Persediaan:Apotek",  # not a unit of this cooperative
        "Ekuitas:SHU:Dibagikan:25",
        "Assets:Kas:Toko",
        "",
        ":",
    ],
)
def test_anything_else_is_not(chart: Chart, nama: str) -> None:
    assert chart.akun(nama) is None


def test_a_member_s_accounts_stand_in_his_families(chart: Chart) -> None:
    families = chart.family()
    assert "Ekuitas:Simpanan:Pokok" in families
    for nama, family in zip(chart.member_accounts("A0007"), families, strict=True):
        akun = chart.akun(nama)
        assert akun is not None
        assert akun.family == family
        assert is_under(nama, family)


def test_years_bring_their_accounts(chart: Chart) -> None:
    assert "Ekuitas:SHU:Dibagikan:2025" in chart.year_accounts(2025)
    assert all(chart.akun(nama) for nama in chart.year_accounts(2025))


def test_every_fixed_account_is_found_again_and_has_its_own_name(chart: Chart) -> None:
    fixed = chart.fixed()
    assert [chart.akun(a.nama) for a in fixed] == fixed
    assert len({a.nama for a in fixed}) == len(fixed)
    assert {a.root for a in fixed} == set(ROOT)


def test_codes_are_given_once() -> None:
    codes = [row.kode for row in chart_file("sak-ep-2025").akun]
    assert len(set(codes)) == len(codes)


def test_every_key_of_the_form_has_an_account() -> None:
    """Whatever units a cooperative runs, each line of the national form can be filled."""
    chart_data = chart_file("sak-ep-2025")
    keys = {row.kunci for row in chart_data.akun if row.kunci}
    for unit in chart_data.unit.values():
        columns = {row.kunci_unit for row in chart_data.akun if row.kunci_unit}
        keys |= {getattr(unit, column) for column in columns} - {""}
    computed = {k for k in (*POSISI_KEUANGAN, *HASIL_USAHA) if k.startswith("total_")}
    computed |= {"shu_sebelum_pajak", "shu_tahun_berjalan", "shu_sebelumnya"}
    computed |= {"penghasilan_komprehensif_lain"}  # its account is on an equity line
    assert (set(POSISI_KEUANGAN) | set(HASIL_USAHA)) - computed <= keys
    assert keys <= set(POSISI_KEUANGAN) | set(HASIL_USAHA)


@pytest.mark.parametrize("key", ['kunci = "giro"\nkunci_unit = "piutang"', ""])
def test_an_account_has_exactly_one_key(key: str) -> None:
    text = f'unit = {{}}\n[[akun]]\nakun = "Aset:Kas"\nkode = "1101"\nnama = "Kas"\n{key}'
    with pytest.raises(ProblemError, match="BAGAN-RUSAK"):
        toml.loads(text, "akun.toml", ChartFile)


@pytest.mark.parametrize(
    ("akun", "parent", "expected"),
    [
        ("Aset:Kas", "Aset:Kas", True),
        ("Aset:Kas:Toko", "Aset:Kas", True),
        ("Aset:Kasbon", "Aset:Kas", False),
        ("Aset", "Aset:Kas", False),
        ("Beban:Aset:Kas", "Aset:Kas", False),
    ],
)
def test_below_is_by_segment(akun: str, parent: str, *, expected: bool) -> None:
    assert is_under(akun, parent) is expected


@given(st.lists(SEGMEN, min_size=1, max_size=4), st.lists(SEGMEN, min_size=1, max_size=4))
def test_below_is_a_beginning_of_segments(akun: list[str], parent: list[str]) -> None:
    assert is_under(":".join(akun), ":".join(parent)) == (akun[: len(parent)] == parent)
    assert is_under(":".join([*parent, *akun]), ":".join(parent))
