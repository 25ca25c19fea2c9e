"""The statements' files: the shipped ones fit the chart, and each way of not fitting is named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema import national_form
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.chart import ChartFile
from kkmp_ledger.schema.chart import chart_file
from kkmp_ledger.schema.statement import Layout
from kkmp_ledger.schema.statement import StatementSet
from kkmp_ledger.schema.statement import account_keys
from kkmp_ledger.schema.statement import fitting
from kkmp_ledger.schema.statement import statement_set

if TYPE_CHECKING:
    from kkmp_ledger.schema.statement import LineSpec

REZIM = "sak-ep-2025"
FORM = statement_set(REZIM)
CHART = chart_file(REZIM)


def _fact(statement_set: StatementSet = FORM, chart_of: ChartFile = CHART) -> list[str]:
    problems = fitting(statement_set, chart_of, "law")
    assert {p.code for p in problems} <= {"BAGAN-RUSAK"}
    return [p.fact for p in problems]


def _akun(akun: str, **content: Any) -> ChartFile:
    """The chart with one template changed."""
    rows = tuple(replace(a, **content) if a.akun == akun else a for a in CHART.akun)
    assert rows != CHART.akun
    return replace(CHART, akun=rows)


def _without(layout: Layout, key: str) -> Layout:
    """The statement without a row, also where sums name it."""

    def clean(b: LineSpec) -> LineSpec:
        tambah, kurangi = (tuple(k for k in n if k != key) for n in (b.tambah, b.kurangi))
        return replace(b, tambah=tambah, kurangi=kurangi)

    rows = tuple(clean(b) for b in layout.baris if b.kunci != key)
    assert len(rows) == len(layout.baris) - 1
    return replace(layout, baris=rows)


def test_the_shipped_statements_fit() -> None:
    assert _fact() == []


def test_the_form_has_every_key_once() -> None:
    for form in (national_form.POSISI_KEUANGAN, national_form.HASIL_USAHA):
        assert len(set(form)) == len(form)
    assert len(national_form.POSISI_KEUANGAN) == 52
    assert len(national_form.HASIL_USAHA) == 62


def test_the_chart_reaches_every_line_of_the_form_that_is_no_sum() -> None:
    reached = {k for akun in CHART.akun for k in account_keys(CHART, akun)}
    computed = {"shu_sebelum_pajak", "shu_tahun_berjalan", "penghasilan_komprehensif_lain"}
    for key in (*national_form.POSISI_KEUANGAN, *national_form.HASIL_USAHA):
        assert key in reached or key.startswith("total_") or key in computed


@pytest.mark.parametrize(
    "key", ["giro", "piutang_usaha_klinik_desa", "modal_penyertaan_pihak_ketiga"]
)
def test_a_form_key_that_is_missing(key: str) -> None:
    wrong = replace(FORM, posisi_keuangan=_without(FORM.posisi_keuangan, key))
    facts = _fact(wrong)
    assert f'kunci formulir nasional "{key}" tidak ada' in facts
    assert any(f'berkunci "{key}", yang bukan baris di posisi_keuangan.toml' in f for f in facts)


def test_a_unit_variant_that_is_missing() -> None:
    wrong = replace(
        FORM, hasil_usaha=_without(FORM.hasil_usaha, "pendapatan_non_anggota_apotek_desa")
    )
    assert len(_fact(wrong)) == 2


def test_a_total_that_is_missing() -> None:
    wrong = replace(
        FORM, posisi_keuangan=_without(FORM.posisi_keuangan, "total_liabilitas_dan_ekuitas")
    )
    assert 'kunci formulir nasional "total_liabilitas_dan_ekuitas" tidak ada' in _fact(wrong)


def test_a_line_that_no_total_counts() -> None:
    rows = tuple(
        replace(b, tambah=tuple(k for k in b.tambah if k != "giro"))
        for b in FORM.posisi_keuangan.baris
    )
    wrong = replace(FORM, posisi_keuangan=replace(FORM.posisi_keuangan, baris=rows))
    assert _fact(wrong) == [
        'baris "giro" masuk 0 kali ke total_aset dan total_liabilitas_dan_ekuitas'
    ]


def test_a_line_that_is_counted_twice() -> None:
    rows = tuple(
        replace(b, tambah=(*b.tambah, "hibah")) if b.kunci == "saldo_akhir" else b
        for b in FORM.arus_kas.baris
    )
    twice = tuple(
        replace(b, tambah=(*b.tambah, "hibah")) if b.kunci == "kas_akhir" else b for b in rows
    )
    wrong = replace(FORM, arus_kas=replace(FORM.arus_kas, baris=twice))
    assert _fact(wrong) == ['baris "hibah" masuk 2 kali ke kas_akhir']


def test_an_account_whose_key_is_a_line_of_the_other_statement() -> None:
    facts = _fact(chart_of=_akun("Beban:Pelatihan", kunci="giro"))
    assert 'akun "Beban:Pelatihan" berkunci "giro", yang bukan baris di hasil_usaha.toml' in facts
    assert 'baris "beban_pelatihan" tidak punya akun di bagan' in facts


def test_an_account_may_not_stand_on_a_computed_line_or_a_sum() -> None:
    for key in ("shu_tahun_berjalan", "total_aset", "bagian_aset"):
        facts = _fact(chart_of=_akun("Ekuitas:Lain", kunci=key))
        assert any(f'"Ekuitas:Lain" berkunci "{key}"' in f for f in facts)


def test_an_account_with_an_unknown_column_of_the_unit_table() -> None:
    facts = _fact(chart_of=_akun("Aset:Persediaan:{unit}", kunci_unit="persedian"))
    assert 'akun "Aset:Persediaan:{unit}" memakai kolom unit "persedian" yang tidak ada' in facts


@pytest.mark.parametrize(
    ("akun", "arus_kas"),
    [
        ("Beban:Pelatihan", "pembayaran_lain"),  # no such line
        ("Beban:Pelatihan", ""),  # none at all
        ("Beban:Pelatihan", "kas_awal"),  # computed
        ("Aset:Kas:{kas}", "penerimaan_lain"),  # cash itself has none
    ],
)
def test_an_account_with_a_wrong_line_of_arus_kas(akun: str, arus_kas: str) -> None:
    assert _fact(chart_of=_akun(akun, arus_kas=arus_kas)) == [
        f'akun "{akun}" menyebut arus_kas "{arus_kas}", bukan baris di arus_kas.toml'
    ]


def test_a_line_of_arus_kas_that_no_account_uses() -> None:
    facts = _fact(chart_of=_akun("Beban:Bunga-Pinjaman", arus_kas="pembayaran_pajak"))
    assert facts == ['baris arus kas "pembayaran_bunga" tidak dipakai akun mana pun']


def test_equity_stands_in_a_column_that_ends_at_its_line() -> None:
    for column in ("", "hibah", "aneh"):
        facts = _fact(chart_of=_akun("Ekuitas:Lain", kolom_ekuitas=column))
        assert facts == [f'akun "Ekuitas:Lain" tidak berdiri di kolom ekuitas "{column}"']
    column_key = tuple(
        replace(k, baris=("hibahh",)) if k.kunci == "hibah" else k
        for k in FORM.perubahan_ekuitas.kolom
    )
    changed = replace(FORM.perubahan_ekuitas, kolom=column_key)
    facts = _fact(replace(FORM, perubahan_ekuitas=changed))
    assert 'kolom ekuitas "hibah" berakhir di "hibahh", bukan baris posisi_keuangan.toml' in facts


SMALL = """
id = "contoh"
judul = "Contoh"
[[baris]]
kunci = "kas"
label = "Kas"
jenis = "pos"
tingkat = 1
[[baris]]
kunci = "susut"
label = "Susut"
jenis = "pos"
tingkat = 1
kurang = true
[[baris]]
kunci = "total"
label = "Total"
jenis = "jumlah"
tingkat = 0
tambah = ["kas"]
kurangi = ["susut"]
"""


def test_a_small_statement_reads() -> None:
    layout = toml.loads(SMALL, "x.toml", Layout)
    assert layout.expand("total") == [(1, "kas"), (-1, "susut")]


@pytest.mark.parametrize(
    ("dari", "ke", "code", "fact"),
    [
        ('kunci = "susut"', 'kunci = "kas"', "BAGAN-RUSAK", 'kunci "kas" ada di dua baris'),
        ('tambah = ["kas"]', 'tambah = ["kaas"]', "BAGAN-RUSAK", 'jumlah "total" menyebut "kaas"'),
        (
            'tambah = ["kas"]',
            'tambah = ["total"]',
            "BAGAN-RUSAK",
            'jumlah "total" menyebut "total"',
        ),
        ('"kas"]\nkurangi = ["susut"]', '"kas", "susut"]', "BAGAN-RUSAK", 'tanda "susut"'),
        ('tambah = ["kas"]', 'kurangi_ = ["kas"]', "KUNCI-ASING", 'kunci "kurangi_" tidak dikenal'),
        (
            'tambah = ["kas"]\nkurangi = ["susut"]',
            "",
            "BAGAN-RUSAK",
            'baris "total" berjenis jumlah',
        ),
        ("kurang = true", 'tambah = ["kas"]', "BAGAN-RUSAK", 'baris "susut" berjenis pos'),
        ('jenis = "jumlah"', 'jenis = "total"', "ISI-SALAH", 'isi "jenis"'),
    ],
)
def test_a_statement_that_does_not_add_up(dari: str, ke: str, code: str, fact: str) -> None:
    assert dari in SMALL
    with pytest.raises(ProblemError) as caught:
        toml.loads(SMALL.replace(dari, ke), "x.toml", Layout)
    problem = caught.value.problems[0]
    assert problem.code == code
    assert problem.fact.startswith(fact)
