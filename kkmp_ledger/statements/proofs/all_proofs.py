"""All seven proofs of one book year at once, and what to say of those that do not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.koperasi.simpanan import position
from kkmp_ledger.statements.arus_kas import arus_kas
from kkmp_ledger.statements.hasil_usaha import hasil_usaha
from kkmp_ledger.statements.perubahan_ekuitas import perubahan_ekuitas
from kkmp_ledger.statements.posisi_keuangan import posisi_keuangan
from kkmp_ledger.statements.proofs.cash import proof_cash_flow
from kkmp_ledger.statements.proofs.cash import proof_counts
from kkmp_ledger.statements.proofs.ledger_totals import closing_before
from kkmp_ledger.statements.proofs.ledger_totals import proof_clamp
from kkmp_ledger.statements.proofs.ledger_totals import proof_equity
from kkmp_ledger.statements.proofs.ledger_totals import proof_trial_balance
from kkmp_ledger.statements.proofs.member_proofs import proof_register
from kkmp_ledger.statements.proofs.member_proofs import proof_sales
from kkmp_ledger.statements.spans import header
from kkmp_ledger.statements.spans import spans

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.statements.proofs.member_proofs import StoreDay
    from kkmp_ledger.statements.sections import Proof

# A proof's number -> the code of its Problem, and what to do about it.
_PROBLEM = {
    1: ("BUKTI-NERACA", "cari entri yang tidak seimbang atau akun di luar bagan dengan kkmp cek"),
    2: ("BUKTI-EKUITAS", "periksa entri di akun Ekuitas pada tahun itu"),
    3: ("BUKTI-ARUS-KAS", "periksa arus_kas: pada entri kas, dan hasil hitung kas"),
    4: ("BUKTI-HITUNG", "hitung ulang, lalu catat selisihnya dengan kkmp catat hitung-kas"),
    5: ("BUKTI-JUAL", "impor ulang dokumen hari itu, atau susun ulang dengan kkmp susun"),
    6: ("BUKTI-DAFTAR", "daftarkan anggotanya di anggota.csv, atau balik entri yang salah akun"),
    7: ("BUKTI-CLAMP", "periksa apakah ada berkas buku yang tidak ikut terbaca"),
}
_COUNT = 4


@dataclass(frozen=True, slots=True)
class ProofSources:
    """What the proofs take from outside the ledger.

    `struk`: the receipts' net revenue per day and outlet; `documents_complete`: every document is
    here. `clamp`: Beancount's sum of income and expense of the period, in its own sign.
    """

    register: Register
    clamp: Decimal | int
    receipt: Mapping[StoreDay, int] | None = None
    documents_complete: bool = True


def prove(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    year: int,
    source: ProofSources,
    *,
    tutup: bool,
) -> tuple[Proof, ...]:
    """The seven proofs of the book year's span. Give the ledger that was read from the text.

    Raises ProblemError where a statement cannot be made: TANGGAL-LUAR, AKUN-ASING, ARUS-KAS-MENDUA.
    """
    period = spans(ledger, koperasi, year, tutup=tutup)
    head = header(koperasi, period, "", tutup=tutup, state="")
    neraca = posisi_keuangan(ledger, chart, koperasi, year, head, tutup=tutup)
    result = hasil_usaha(ledger, chart, koperasi, year, head, tutup=tutup)
    ekuitas = perubahan_ekuitas(ledger, chart, koperasi, year, head, tutup=tutup)
    arus = arus_kas(ledger, chart, koperasi, year, head, tutup=tutup)
    before = closing_before(ledger, chart, koperasi, year, ekuitas)
    anggota = position(ledger, chart, source.register, period)
    return (
        proof_trial_balance(ledger, chart, period, neraca, result),
        proof_equity(koperasi, ekuitas, neraca, result, before),
        proof_cash_flow(ledger, chart, koperasi, period, arus=arus, result=result),
        proof_counts(ledger, chart, period),
        proof_sales(
            ledger,
            chart,
            period,
            result,
            source.receipt,
            documents_complete=source.documents_complete,
        ),
        proof_register(ledger, chart, period, source.register, anggota),
        proof_clamp(ledger, chart, period, result, source.clamp),
    )


def proof_problems(bukti: Proof, *, tutup: bool, place: Place | None = None) -> list[Problem]:
    """What does not hold, as problems. A missing count is only noted while the year is open.

    Proof 3 lacks the same counts as proof 4, so only proof 4 names them; documents that are not
    here are no problem.
    """
    code, hint = _PROBLEM[bukti.nomor]
    found = [
        Problem(
            code,
            f"{b.uraian}: {write_rupiah(b.left)} menurut {bukti.left_route},"
            f" {write_rupiah(b.right)} menurut {bukti.right_route}",
            hint,
            place,
        )
        for b in bukti.comparisons
        if not b.matches
    ]
    if bukti.nomor == _COUNT:
        weight = Severity.ERROR if tutup else Severity.WARNING
        count = "hitung dan catat dengan kkmp catat hitung-kas atau opname"
        found += (Problem("BELUM-DIHITUNG", b, count, place, weight) for b in bukti.missing)
    return found
