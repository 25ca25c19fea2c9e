"""All seven proofs of one book year at once, and what to say of those that do not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.problem import Berat
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.koperasi.simpanan import posisi
from kkmp_ledger.statements.arus_kas import arus_kas
from kkmp_ledger.statements.bukti import bukti_clamp
from kkmp_ledger.statements.bukti import bukti_ekuitas
from kkmp_ledger.statements.bukti import bukti_neraca
from kkmp_ledger.statements.bukti import penutup_sebelum
from kkmp_ledger.statements.bukti_anggota import bukti_daftar
from kkmp_ledger.statements.bukti_anggota import bukti_jual
from kkmp_ledger.statements.bukti_kas import bukti_arus_kas
from kkmp_ledger.statements.bukti_kas import bukti_hitung
from kkmp_ledger.statements.hasil_usaha import hasil_usaha
from kkmp_ledger.statements.perubahan_ekuitas import perubahan_ekuitas
from kkmp_ledger.statements.posisi_keuangan import posisi_keuangan
from kkmp_ledger.statements.rentang import kepala
from kkmp_ledger.statements.rentang import rentang

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.statements.bukti_anggota import HariToko
    from kkmp_ledger.statements.model import Bukti

# A proof's number -> the code of its Problem, and what to do about it.
_MASALAH = {
    1: ("BUKTI-NERACA", "cari entri yang tidak seimbang atau akun di luar bagan dengan kkmp cek"),
    2: ("BUKTI-EKUITAS", "periksa entri di akun Ekuitas pada tahun itu"),
    3: ("BUKTI-ARUS-KAS", "periksa arus_kas: pada entri kas, dan hasil hitung kas"),
    4: ("BUKTI-HITUNG", "hitung ulang, lalu catat selisihnya dengan kkmp catat hitung-kas"),
    5: ("BUKTI-JUAL", "impor ulang dokumen hari itu, atau susun ulang dengan kkmp susun"),
    6: ("BUKTI-DAFTAR", "daftarkan anggotanya di anggota.csv, atau balik entri yang salah akun"),
    7: ("BUKTI-CLAMP", "periksa apakah ada berkas buku yang tidak ikut terbaca"),
}
_HITUNG = 4


@dataclass(frozen=True, slots=True)
class Sumber:
    """What the proofs take from outside the ledger.

    `struk`: the receipts' net revenue per day and outlet; `dokumen_lengkap`: every document is
    here. `clamp`: Beancount's sum of income and expense of the period, in its own sign.
    """

    register: Register
    clamp: Decimal | int
    struk: Mapping[HariToko, int] | None = None
    dokumen_lengkap: bool = True


def buktikan(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    tahun: int,
    sumber: Sumber,
    *,
    tutup: bool,
) -> tuple[Bukti, ...]:
    """The seven proofs of the book year's span. Give the ledger that was read from the text.

    Raises ProblemError where a statement cannot be made: TANGGAL-LUAR, AKUN-ASING, ARUS-KAS-MENDUA.
    """
    period = rentang(ledger, koperasi, tahun, tutup=tutup)
    head = kepala(koperasi, period, "", tutup=tutup)
    neraca = posisi_keuangan(ledger, chart, koperasi, tahun, head, tutup=tutup)
    hasil = hasil_usaha(ledger, chart, koperasi, tahun, head, tutup=tutup)
    ekuitas = perubahan_ekuitas(ledger, chart, koperasi, tahun, head, tutup=tutup)
    arus = arus_kas(ledger, chart, koperasi, tahun, head, tutup=tutup)
    sebelum = penutup_sebelum(ledger, chart, koperasi, tahun, ekuitas)
    anggota = posisi(ledger, sumber.register, period)
    return (
        bukti_neraca(ledger, period, neraca, hasil),
        bukti_ekuitas(koperasi, ekuitas, neraca, hasil, sebelum),
        bukti_arus_kas(ledger, chart, koperasi, period, arus=arus, hasil=hasil),
        bukti_hitung(ledger, chart, period),
        bukti_jual(
            ledger,
            chart,
            period,
            hasil,
            sumber.struk,
            dokumen_lengkap=sumber.dokumen_lengkap,
        ),
        bukti_daftar(ledger, chart, period, sumber.register, anggota),
        bukti_clamp(ledger, period, hasil, sumber.clamp),
    )


def masalah_bukti(bukti: Bukti, *, tutup: bool, place: Place | None = None) -> list[Problem]:
    """What does not hold, as problems. A missing count is only noted while the year is open.

    Proof 3 lacks the same counts as proof 4, so only proof 4 names them; documents that are not
    here are no problem.
    """
    code, hint = _MASALAH[bukti.nomor]
    found = [
        Problem(
            code,
            f"{b.uraian}: {tulis_rupiah(b.kiri)} menurut {bukti.rute_kiri},"
            f" {tulis_rupiah(b.kanan)} menurut {bukti.rute_kanan}",
            hint,
            place,
        )
        for b in bukti.banding
        if not b.cocok
    ]
    if bukti.nomor == _HITUNG:
        weight = Berat.GALAT if tutup else Berat.PERHATIAN
        count = "hitung dan catat dengan kkmp catat hitung-kas atau opname"
        found += (Problem("BELUM-DIHITUNG", b, count, place, weight) for b in bukti.belum)
    return found
