"""The chart of accounts: one meaning per account, by segment, bound to one cooperative."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

import pytest

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.places import law
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.chart import ROOT
from kkmp_ledger.schema.chart import Chart
from kkmp_ledger.schema.chart import ChartFile
from kkmp_ledger.schema.chart import chart_file
from kkmp_ledger.schema.chart import chart_of
from kkmp_ledger.schema.chart import role_problems
from kkmp_ledger.schema.national_form import HASIL_USAHA
from kkmp_ledger.schema.national_form import POSISI_KEUANGAN
from kkmp_ledger.schema.roles import Role
from tests.schema.test_koperasi import EXAMPLE
from tests.schema.test_koperasi import read

if TYPE_CHECKING:
    from pathlib import Path

KOPERASI = read(EXAMPLE)


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
    ("role", "variables", "nama"),
    [
        (Role.KAS, {"kas": "Toko"}, "Aset:Kas:Toko"),
        (Role.PIUTANG_AKUIRER, {"akuirer": "BRI"}, "Aset:Piutang:QRIS:BRI"),
        (
            Role.PIUTANG_BON,
            {"anggota": "A0001", "unit": "Sembako"},
            "Aset:Piutang:Bon:Sembako:A0001",
        ),
        (Role.SHU_DIBAGIKAN, {"tahun": 2025}, "Ekuitas:SHU:Dibagikan:2025"),
        (Role.HIBAH, {}, "Ekuitas:Hibah"),
    ],
)
def test_a_role_has_a_path(
    chart: Chart, *, role: Role, variables: dict[str, Any], nama: str
) -> None:
    assert chart.path(role, **variables) == nama
    assert chart.role(nama) == role
    assert is_under(nama, chart.parent(role))


@pytest.mark.parametrize(
    ("role", "variables"),
    [
        (Role.KAS, {}),  # which one?
        (Role.KAS, {"bank": "BRI"}),
        (Role.HIBAH, {"unit": "Sembako"}),  # it would be lost
        (Role.SIMPANAN_POKOK, {"anggota": ""}),
        (Role.ASET_TETAP, {}),  # several accounts
    ],
)
def test_a_path_wants_just_its_variables(
    chart: Chart, role: Role, variables: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=role):
        chart.path(role, **variables)


def test_the_parent_of_a_shared_role_is_where_its_accounts_agree(chart: Chart) -> None:
    assert chart.parents(Role.ASET_TETAP, Role.HPP_ANGGOTA) == ("Aset:Tetap", "Beban:HPP:Anggota")


def test_what_stands_at_or_under_a_role_s_parent_has_the_role(chart: Chart) -> None:
    names = [*(a.nama for a in chart.fixed()), *chart.member_accounts("A0001")]
    names += chart.year_accounts(2025)
    for role in Role:
        under = {nama for nama in names if is_under(nama, chart.parent(role))}
        assert under == {nama for nama in names if chart.role(nama) == role} != set()


def test_what_has_no_role(chart: Chart) -> None:
    assert chart.role("Beban:Rapat-Anggota") is None
    assert chart.role("Aset:Kas:Warung") is None
    assert chart.role("Aset:Kas") is None  # the parent is no account


def test_a_role_that_no_row_has() -> None:
    found = chart_file("sak-ep-2025")
    rows = tuple(row for row in found.akun if row.peran != Role.HIBAH)
    wrong = role_problems(replace(found, akun=rows), "law/akun.toml")
    assert [(p.code, p.fact) for p in wrong] == [
        ("BAGAN-RUSAK", 'peran "hibah" tidak dipegang akun mana pun')
    ]


def test_a_regime_that_lacks_a_role_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (law("sak-ep-2025") / "akun.toml").read_text(encoding="utf-8")
    (tmp_path / "akun.toml").write_text(text.replace('peran = "hibah"\n', ""), encoding="utf-8")
    monkeypatch.setattr("kkmp_ledger.schema.chart.law", lambda _rezim: tmp_path)
    with pytest.raises(ProblemError, match='peran "hibah" tidak dipegang'):
        chart_file.__wrapped__("another")


def test_a_row_among_those_of_another_role() -> None:
    found = chart_file("sak-ep-2025")
    rows = tuple(
        replace(row, peran=None) if row.akun == "Aset:Tetap:Kendaraan" else row
        for row in found.akun
    )
    wrong = role_problems(replace(found, akun=rows), "law/akun.toml")
    assert [p.fact for p in wrong] == [
        'akun "Aset:Tetap:Kendaraan" berdiri di bawah "Aset:Tetap",'
        ' tempat akun berperan "aset_tetap"'
    ]


@pytest.mark.parametrize(
    ("written", "hint"), [("simpanan_pokk", 'maksud Anda "simpanan_pokok"?'), ("xyz", "hapus")]
)
def test_a_role_that_there_is_not(written: str, hint: str) -> None:
    text = (
        'unit = {}\n[[akun]]\nakun = "Aset:Kas"\nkode = "1101"\nnama = "Kas"\nkunci = "giro"\n'
        f'peran = "{written}"\n'
    )
    with pytest.raises(ProblemError) as caught:
        toml.loads(text, "akun.toml", ChartFile)
    (problem,) = caught.value.problems
    assert problem.code == "BAGAN-RUSAK"
    assert problem.fact == f'peran "{written}" tidak dikenal'
    assert hint in problem.hint
    assert problem.place is not None
    assert problem.place.line == 7
