"""Properties of the statements, over any balanced book of the whole chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings

from kkmp_ledger.book.ledger import net
from kkmp_ledger.schema import national_form
from kkmp_ledger.schema.statement import statement_set
from kkmp_ledger.statements.arus_kas import arus_kas
from kkmp_ledger.statements.hasil_usaha import hasil_usaha
from kkmp_ledger.statements.neraca_saldo import neraca_saldo
from kkmp_ledger.statements.perubahan_ekuitas import perubahan_ekuitas
from kkmp_ledger.statements.posisi_keuangan import posisi_keuangan
from kkmp_ledger.statements.proofs.cash import proof_cash_flow
from kkmp_ledger.statements.proofs.ledger_totals import closing_before
from kkmp_ledger.statements.proofs.ledger_totals import proof_clamp
from kkmp_ledger.statements.proofs.ledger_totals import proof_equity
from kkmp_ledger.statements.proofs.ledger_totals import proof_trial_balance
from kkmp_ledger.statements.spans import spans
from tests.statements.books import HEADER
from tests.statements.random_statements import CHART
from tests.statements.random_statements import FULL
from tests.statements.random_statements import random_book

if TYPE_CHECKING:
    from kkmp_ledger.book.text_book import TextBook
    from kkmp_ledger.statements.sections import Statement

YEAR = (2025, 2026)
FORM = statement_set(FULL.rezim)


def _position(book: TextBook, year: int) -> Statement:
    return posisi_keuangan(book, CHART, FULL, year, HEADER, tutup=True, complete=True)


def _result(book: TextBook, year: int) -> Statement:
    return hasil_usaha(book, CHART, FULL, year, HEADER, tutup=True, complete=True)


def _ekuitas(book: TextBook, year: int) -> Statement:
    return perubahan_ekuitas(book, CHART, FULL, year, HEADER, tutup=True)


def _arus(book: TextBook, year: int) -> Statement:
    return arus_kas(book, CHART, FULL, year, HEADER, tutup=True, complete=True)


@given(random_book())
@settings(deadline=None, max_examples=50)
def test_posisi_keuangan_balances_and_follows_the_form(book: TextBook) -> None:
    for year in YEAR:
        report = _position(book, year)
        v = {b.key: b.values[0] or 0 for b in report.rows if b.jenis != "judul"}
        assert v["total_aset"] == v["total_liabilitas_dan_ekuitas"]
        form = national_form.POSISI_KEUANGAN
        assets = form[: form.index("total_aset")]
        contra = {"penyisihan_piutang_usaha", "akumulasi_penyusutan", "akumulasi_amortisasi"}
        assert v["total_aset"] == sum(-v[k] if k in contra else v[k] for k in assets)
        debts = form[form.index("total_aset") + 1 : form.index("total_liabilitas")]
        assert "modal_penyertaan_pihak_ketiga" in debts
        assert v["total_liabilitas"] == sum(v[k] for k in debts)
        own = form[form.index("total_liabilitas") + 1 : form.index("total_ekuitas")]
        assert v["total_ekuitas"] == sum(v[k] for k in own)


@given(random_book())
@settings(deadline=None, max_examples=50)
def test_hasil_usaha_follows_the_form_and_ends_where_neraca_does(book: TextBook) -> None:
    for year in YEAR:
        v = {b.key: b.values[0] or 0 for b in _result(book, year).rows if b.jenis != "judul"}
        income = sum(v[k] for k in national_form.HASIL_USAHA if k.startswith("pendapatan_"))
        hpp = sum(v[k] for k in national_form.HASIL_USAHA if k.startswith("hpp_"))
        costs = [k for k in national_form.HASIL_USAHA if k.startswith("beban_")]
        costs.remove("beban_pajak_penghasilan")
        assert v["total_pendapatan"] == income - hpp + v["hasil_investasi"]
        assert v["jumlah_pendapatan_bruto"] == v["total_pendapatan"] + hpp
        assert v["total_beban"] == sum(v[k] for k in costs)
        assert v["shu_sebelum_pajak"] == v["total_pendapatan"] - v["total_beban"]
        shu = v["shu_sebelum_pajak"] - v["beban_pajak_penghasilan"]
        assert v["shu_tahun_berjalan"] == shu
        pkl = v["penghasilan_komprehensif_lain"]
        assert v["total_penghasilan_komprehensif"] == shu + pkl
        assert _position(book, year).values("shu_tahun_berjalan") == shu


@given(random_book())
@settings(deadline=None, max_examples=50)
def test_perubahan_ekuitas_ends_at_neraca_and_goes_on_next_year(book: TextBook) -> None:
    reports = {year: _ekuitas(book, year) for year in YEAR}
    for year, report in reports.items():
        position = _position(book, year)
        lines = dict[tuple[str, ...], int]()
        for i, column in enumerate(FORM.perubahan_ekuitas.kolom):
            closing = report.values("saldo_akhir", i)
            lines[column.baris] = lines.get(column.baris, 0) + closing
        for keys, closing in lines.items():
            assert closing == sum(position.values(k) for k in keys), keys
        assert report.values("saldo_akhir", len(report.columns) - 1) == position.values(
            "total_ekuitas"
        )
    for i in range(len(reports[2026].columns)):
        assert reports[2026].values("saldo_awal", i) == reports[2025].values("saldo_akhir", i)
        assert reports[2026].values("lalu_saldo_akhir", i) == reports[2025].values("saldo_akhir", i)


@given(random_book())
@settings(deadline=None, max_examples=50)
def test_arus_kas_ends_at_the_cash_of_neraca(book: TextBook) -> None:
    before = None
    for year in YEAR:
        report, position = _arus(book, year), _position(book, year)
        cash = position.values("kas_dan_setara_kas") + position.values("giro")
        assert report.values("kas_akhir") == cash
        assert before in (None, report.values("kas_awal"))
        before = cash


@given(random_book())
@settings(deadline=None, max_examples=50)
def test_neraca_saldo_sums_to_nothing_and_to_every_line(book: TextBook) -> None:
    for year in YEAR:
        folded = neraca_saldo(book, CHART, FULL, year, HEADER, tutup=True)
        whole = neraca_saldo(book, CHART, FULL, year, HEADER, tutup=True, detailed=True)
        for report in (folded, whole):
            opening, debit, credit, last_day, previous = report.rows[-1].values
            assert (opening, last_day) == (0, 0)
            assert previous in (None, 0)
            assert debit == credit
            for b in report.rows:
                if b.jenis == "pos":
                    assert (b.values[0] or 0) + (b.values[1] or 0) - (b.values[2] or 0) == b.values[
                        3
                    ]
                    assert min(b.values[1] or 0, b.values[2] or 0) >= 0
        assert folded.rows[-1].values == whole.rows[-1].values
        for report in (_position(book, year), _result(book, year)):
            for line in report.rows:
                own = [b for b in folded.rows if b.key in line.akun and b.jenis == "pos"]
                if own and line.key not in ("shu_sebelumnya", "penghasilan_komprehensif_lain"):
                    debit = own[0].key.startswith(("Aset:", "Beban:"))
                    contra = line.deducted and own[0].key.startswith("Aset:")
                    sign = 1 if debit and not contra else -1
                    assert sign * sum(b.values[3] or 0 for b in own) == line.values[0]


@given(random_book())
@settings(deadline=None, max_examples=50)
def test_proofs_by_two_routes_agree_on_any_balanced_book(book: TextBook) -> None:
    for year in YEAR:
        period = spans(book, FULL, year, tutup=True)
        position, result, ekuitas = _position(book, year), _result(book, year), _ekuitas(book, year)
        assert proof_trial_balance(book, CHART, period, position, result).green
        before = closing_before(book, CHART, FULL, year, ekuitas)
        assert proof_equity(FULL, ekuitas, position, result, before).green
        cash = proof_cash_flow(book, CHART, FULL, period, arus=_arus(book, year), result=result)
        assert all(b.matches for b in cash.comparisons)
        clamp = sum(
            v
            for akun, v in net(book.turnover(period)).items()
            if akun.startswith(("Pendapatan:", "Beban:"))
        )
        assert proof_clamp(book, CHART, period, result, clamp).green


@given(random_book())
@settings(deadline=None, max_examples=25)
def test_what_is_left_out_of_the_text_is_zero(book: TextBook) -> None:
    full = _position(book, 2025)
    short = posisi_keuangan(book, CHART, FULL, 2025, HEADER, tutup=True)
    kept = {b.key for b in short.rows}
    for b in full.rows:
        assert b.key in kept or not any(b.values)
    for b in short.rows:
        assert {k for _, k in b.terms} <= kept
