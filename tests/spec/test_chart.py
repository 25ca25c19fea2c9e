"""The chart of accounts: one meaning per account, by segment, bound to one cooperative."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.spec import toml
from kkmp_ledger.spec.chart import AKAR
from kkmp_ledger.spec.chart import BaganAkun
from kkmp_ledger.spec.chart import Chart
from kkmp_ledger.spec.chart import bagan
from kkmp_ledger.spec.chart import bagan_akun
from kkmp_ledger.spec.chart import di_bawah
from kkmp_ledger.spec.simkopdes import HASIL_USAHA
from kkmp_ledger.spec.simkopdes import POSISI_KEUANGAN
from tests.spec.test_koperasi import CONTOH
from tests.spec.test_koperasi import baca

KOPERASI = baca(CONTOH)
SEGMEN = st.from_regex(r"[A-Z][a-z]{1,5}", fullmatch=True)


@pytest.fixture(scope="module")
def chart() -> Chart:
    return bagan(KOPERASI)


@pytest.mark.parametrize(
    ("nama", "judul", "kunci", "unit", "anggota"),
    [
        ("Aset:Kas:Toko", "Kas Toko", "kas_dan_setara_kas", "", ""),
        ("Aset:Bank:BRI", "Bank BRI", "giro", "", ""),
        ("Ekuitas:Simpanan:Pokok:A0001", "A0001", "simpanan_pokok", "", "A0001"),
        ("Aset:Persediaan:Sembako", "Sembako", "persediaan_sembako", "sembako", ""),
    ],
)
def test_an_account_is_known(
    chart: Chart, *, nama: str, judul: str, kunci: str, unit: str, anggota: str
) -> None:
    akun = chart.akun(nama)
    assert akun is not None
    assert judul in akun.judul
    assert (akun.kunci, akun.unit, akun.anggota) == (kunci, unit, anggota)
    assert re.fullmatch(r"\d{4}", akun.kode)
    assert akun.akar == nama.partition(":")[0]
    assert "{" not in akun.judul


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
    families = chart.keluarga()
    assert "Ekuitas:Simpanan:Pokok" in families
    for nama, family in zip(chart.akun_anggota("A0007"), families, strict=True):
        akun = chart.akun(nama)
        assert akun is not None
        assert akun.keluarga == family
        assert di_bawah(nama, family)


def test_years_bring_their_accounts(chart: Chart) -> None:
    assert "Ekuitas:SHU:Dibagikan:2025" in chart.akun_tahun(2025)
    assert all(chart.akun(nama) for nama in chart.akun_tahun(2025))


def test_every_fixed_account_is_found_again_and_has_its_own_name(chart: Chart) -> None:
    fixed = chart.tetap()
    assert [chart.akun(a.nama) for a in fixed] == fixed
    assert len({a.nama for a in fixed}) == len(fixed)
    assert {a.akar for a in fixed} == set(AKAR)


def test_codes_are_given_once() -> None:
    codes = [row.kode for row in bagan_akun("sak-ep-2025").akun]
    assert len(set(codes)) == len(codes)


def test_every_key_of_the_form_has_an_account() -> None:
    """Whatever units a cooperative runs, each line of the national form can be filled."""
    chart_data = bagan_akun("sak-ep-2025")
    keys = {row.kunci for row in chart_data.akun if row.kunci}
    for unit in chart_data.unit.values():
        columns = {row.kunci_unit for row in chart_data.akun if row.kunci_unit}
        keys |= {getattr(unit, column) for column in columns} - {""}
    computed = {k for k in (*POSISI_KEUANGAN, *HASIL_USAHA) if k.startswith("total_")}
    computed |= {"shu_sebelum_pajak", "shu_tahun_berjalan", "shu_sebelumnya"}
    computed |= {"penghasilan_komprehensif_lain"}  # its account is on an equity line
    assert (set(POSISI_KEUANGAN) | set(HASIL_USAHA)) - computed <= keys
    assert keys <= set(POSISI_KEUANGAN) | set(HASIL_USAHA)


@pytest.mark.parametrize("kunci", ['kunci = "giro"\nkunci_unit = "piutang"', ""])
def test_an_account_has_exactly_one_key(kunci: str) -> None:
    text = f'unit = {{}}\n[[akun]]\nakun = "Aset:Kas"\nkode = "1101"\nnama = "Kas"\n{kunci}'
    with pytest.raises(ProblemError, match="BAGAN-RUSAK"):
        toml.loads(text, "akun.toml", BaganAkun)


@pytest.mark.parametrize(
    ("akun", "induk", "expected"),
    [
        ("Aset:Kas", "Aset:Kas", True),
        ("Aset:Kas:Toko", "Aset:Kas", True),
        ("Aset:Kasbon", "Aset:Kas", False),
        ("Aset", "Aset:Kas", False),
        ("Beban:Aset:Kas", "Aset:Kas", False),
    ],
)
def test_below_is_by_segment(akun: str, induk: str, *, expected: bool) -> None:
    assert di_bawah(akun, induk) is expected


@given(st.lists(SEGMEN, min_size=1, max_size=4), st.lists(SEGMEN, min_size=1, max_size=4))
def test_below_is_a_beginning_of_segments(akun: list[str], induk: list[str]) -> None:
    assert di_bawah(":".join(akun), ":".join(induk)) == (akun[: len(induk)] == induk)
    assert di_bawah(":".join([*induk, *akun]), ":".join(induk))
