"""Properties of the statements, over any balanced book of the whole chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings

from kkmp_ledger.book.model import bersih
from kkmp_ledger.spec import simkopdes
from kkmp_ledger.spec.statement import bentuk
from kkmp_ledger.statements.arus_kas import arus_kas
from kkmp_ledger.statements.bukti import bukti_clamp
from kkmp_ledger.statements.bukti import bukti_ekuitas
from kkmp_ledger.statements.bukti import bukti_neraca
from kkmp_ledger.statements.bukti import penutup_sebelum
from kkmp_ledger.statements.bukti_kas import bukti_arus_kas
from kkmp_ledger.statements.hasil_usaha import hasil_usaha
from kkmp_ledger.statements.neraca_saldo import neraca_saldo
from kkmp_ledger.statements.perubahan_ekuitas import perubahan_ekuitas
from kkmp_ledger.statements.posisi_keuangan import posisi_keuangan
from kkmp_ledger.statements.rentang import rentang
from tests.statements.acak import BAGAN
from tests.statements.acak import PENUH
from tests.statements.acak import buku_acak
from tests.statements.buku import KEPALA

if TYPE_CHECKING:
    from kkmp_ledger.book.buku import Buku
    from kkmp_ledger.statements.model import Laporan

TAHUN = (2025, 2026)
BENTUK = bentuk(PENUH.rezim)


def _posisi(buku: Buku, tahun: int) -> Laporan:
    return posisi_keuangan(buku, BAGAN, PENUH, tahun, KEPALA, tutup=True, lengkap=True)


def _hasil(buku: Buku, tahun: int) -> Laporan:
    return hasil_usaha(buku, BAGAN, PENUH, tahun, KEPALA, tutup=True, lengkap=True)


def _ekuitas(buku: Buku, tahun: int) -> Laporan:
    return perubahan_ekuitas(buku, BAGAN, PENUH, tahun, KEPALA, tutup=True)


def _arus(buku: Buku, tahun: int) -> Laporan:
    return arus_kas(buku, BAGAN, PENUH, tahun, KEPALA, tutup=True, lengkap=True)


@given(buku_acak())
@settings(deadline=None, max_examples=50)
def test_posisi_keuangan_balances_and_follows_the_form(buku: Buku) -> None:
    for tahun in TAHUN:
        report = _posisi(buku, tahun)
        v = {b.kunci: b.nilai[0] or 0 for b in report.baris if b.jenis != "judul"}
        assert v["total_aset"] == v["total_liabilitas_dan_ekuitas"]
        form = simkopdes.POSISI_KEUANGAN
        assets = form[: form.index("total_aset")]
        contra = {"penyisihan_piutang_usaha", "akumulasi_penyusutan", "akumulasi_amortisasi"}
        assert v["total_aset"] == sum(-v[k] if k in contra else v[k] for k in assets)
        debts = form[form.index("total_aset") + 1 : form.index("total_liabilitas")]
        assert "modal_penyertaan_pihak_ketiga" in debts
        assert v["total_liabilitas"] == sum(v[k] for k in debts)
        own = form[form.index("total_liabilitas") + 1 : form.index("total_ekuitas")]
        assert v["total_ekuitas"] == sum(v[k] for k in own)


@given(buku_acak())
@settings(deadline=None, max_examples=50)
def test_hasil_usaha_follows_the_form_and_ends_where_neraca_does(buku: Buku) -> None:
    for tahun in TAHUN:
        v = {b.kunci: b.nilai[0] or 0 for b in _hasil(buku, tahun).baris if b.jenis != "judul"}
        income = sum(v[k] for k in simkopdes.HASIL_USAHA if k.startswith("pendapatan_"))
        hpp = sum(v[k] for k in simkopdes.HASIL_USAHA if k.startswith("hpp_"))
        costs = [k for k in simkopdes.HASIL_USAHA if k.startswith("beban_")]
        costs.remove("beban_pajak_penghasilan")
        assert v["total_pendapatan"] == income - hpp + v["hasil_investasi"]
        assert v["jumlah_pendapatan_bruto"] == v["total_pendapatan"] + hpp
        assert v["total_beban"] == sum(v[k] for k in costs)
        assert v["shu_sebelum_pajak"] == v["total_pendapatan"] - v["total_beban"]
        shu = v["shu_sebelum_pajak"] - v["beban_pajak_penghasilan"]
        assert v["shu_tahun_berjalan"] == shu
        pkl = v["penghasilan_komprehensif_lain"]
        assert v["total_penghasilan_komprehensif"] == shu + pkl
        assert _posisi(buku, tahun).nilai("shu_tahun_berjalan") == shu


@given(buku_acak())
@settings(deadline=None, max_examples=50)
def test_perubahan_ekuitas_ends_at_neraca_and_goes_on_next_year(buku: Buku) -> None:
    reports = {tahun: _ekuitas(buku, tahun) for tahun in TAHUN}
    for tahun, report in reports.items():
        posisi = _posisi(buku, tahun)
        lines = dict[tuple[str, ...], int]()
        for i, column in enumerate(BENTUK.perubahan_ekuitas.kolom):
            closing = report.nilai("saldo_akhir", i)
            lines[column.baris] = lines.get(column.baris, 0) + closing
        for keys, closing in lines.items():
            assert closing == sum(posisi.nilai(k) for k in keys), keys
        assert report.nilai("saldo_akhir", len(report.kolom) - 1) == posisi.nilai("total_ekuitas")
    for i in range(len(reports[2026].kolom)):
        assert reports[2026].nilai("saldo_awal", i) == reports[2025].nilai("saldo_akhir", i)
        assert reports[2026].nilai("lalu_saldo_akhir", i) == reports[2025].nilai("saldo_akhir", i)


@given(buku_acak())
@settings(deadline=None, max_examples=50)
def test_arus_kas_ends_at_the_cash_of_neraca(buku: Buku) -> None:
    before = None
    for tahun in TAHUN:
        report, posisi = _arus(buku, tahun), _posisi(buku, tahun)
        cash = posisi.nilai("kas_dan_setara_kas") + posisi.nilai("giro")
        assert report.nilai("kas_akhir") == cash
        assert before in (None, report.nilai("kas_awal"))
        before = cash


@given(buku_acak())
@settings(deadline=None, max_examples=50)
def test_neraca_saldo_sums_to_nothing_and_to_every_line(buku: Buku) -> None:
    for tahun in TAHUN:
        folded = neraca_saldo(buku, BAGAN, PENUH, tahun, KEPALA, tutup=True)
        whole = neraca_saldo(buku, BAGAN, PENUH, tahun, KEPALA, tutup=True, terurai=True)
        for report in (folded, whole):
            awal, debit, kredit, akhir, lalu = report.baris[-1].nilai
            assert (awal, akhir) == (0, 0)
            assert lalu in (None, 0)
            assert debit == kredit
            for b in report.baris:
                if b.jenis == "pos":
                    assert (b.nilai[0] or 0) + (b.nilai[1] or 0) - (b.nilai[2] or 0) == b.nilai[3]
                    assert min(b.nilai[1] or 0, b.nilai[2] or 0) >= 0
        assert folded.baris[-1].nilai == whole.baris[-1].nilai
        for report in (_posisi(buku, tahun), _hasil(buku, tahun)):
            for line in report.baris:
                own = [b for b in folded.baris if b.kunci in line.akun and b.jenis == "pos"]
                if own and line.kunci not in ("shu_sebelumnya", "penghasilan_komprehensif_lain"):
                    debit = own[0].kunci.startswith(("Aset:", "Beban:"))
                    contra = line.kurang and own[0].kunci.startswith("Aset:")
                    sign = 1 if debit and not contra else -1
                    assert sign * sum(b.nilai[3] or 0 for b in own) == line.nilai[0]


@given(buku_acak())
@settings(deadline=None, max_examples=50)
def test_proofs_by_two_routes_agree_on_any_balanced_book(buku: Buku) -> None:
    for tahun in TAHUN:
        period = rentang(buku, PENUH, tahun, tutup=True)
        posisi, hasil, ekuitas = _posisi(buku, tahun), _hasil(buku, tahun), _ekuitas(buku, tahun)
        assert bukti_neraca(buku, period, posisi, hasil).hijau
        sebelum = penutup_sebelum(buku, BAGAN, PENUH, tahun, ekuitas)
        assert bukti_ekuitas(PENUH, ekuitas, posisi, hasil, sebelum).hijau
        cash = bukti_arus_kas(buku, BAGAN, PENUH, period, arus=_arus(buku, tahun), hasil=hasil)
        assert all(b.cocok for b in cash.banding)
        clamp = sum(
            v
            for akun, v in bersih(buku.mutasi(period)).items()
            if akun.startswith(("Pendapatan:", "Beban:"))
        )
        assert bukti_clamp(buku, period, hasil, clamp).hijau


@given(buku_acak())
@settings(deadline=None, max_examples=25)
def test_what_is_left_out_of_the_text_is_zero(buku: Buku) -> None:
    full = _posisi(buku, 2025)
    short = posisi_keuangan(buku, BAGAN, PENUH, 2025, KEPALA, tutup=True)
    kept = {b.kunci for b in short.baris}
    for b in full.baris:
        assert b.kunci in kept or not any(b.nilai)
    for b in short.baris:
        assert {k for _, k in b.suku} <= kept
