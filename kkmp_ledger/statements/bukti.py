"""Proofs 1, 2 and 7 of docs/ACCOUNTING.md 5: trial balance, equity, and Beancount's own result."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import bulat
from kkmp_ledger.base.period import Period
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.spec.chart import di_bawah
from kkmp_ledger.spec.statement import KUNCI_LALU
from kkmp_ledger.spec.statement import bentuk
from kkmp_ledger.statements.model import Banding
from kkmp_ledger.statements.model import Bukti
from kkmp_ledger.statements.perubahan_ekuitas import EKUITAS
from kkmp_ledger.statements.perubahan_ekuitas import SHU
from kkmp_ledger.statements.perubahan_ekuitas import perubahan_ekuitas
from kkmp_ledger.statements.saldo import NOL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.statements.model import Baris
    from kkmp_ledger.statements.model import Laporan

BERJALAN = "shu_tahun_berjalan"
_HASIL = ("Pendapatan", "Beban")
_KEPUTUSAN = "Ekuitas:SHU"


def bukti_neraca(ledger: Ledger, period: Period, posisi: Laporan, hasil: Laporan) -> Bukti:
    """Proof 1. Left: plain sums of every posting; right: posisi keuangan and PHU of the period."""
    before, sums, results = _jumlah_polos(ledger, period)

    def root(*names: str) -> Decimal:
        found = (v for akun, v in sums.items() if any(di_bawah(akun, n) for n in names))
        return sum(found, NOL)

    earlier = -sum((v for a, v in before.items() if _berhasil(a)), NOL)
    shu = bulat(earlier - sum(results.values(), NOL)) - bulat(earlier)
    debit = sum((v for v in sums.values() if v > 0), NOL)
    kredit = -sum((v for v in sums.values() if v < 0), NOL)
    lost = sum(_baris_akun(akun, posisi, hasil) != 1 for akun, v in sums.items() if v)
    lines = [*_beda(posisi, sums, before), *_beda(hasil, results, {})]
    return Bukti(
        1,
        "Neraca saldo sama dengan posisi keuangan dan hasil usaha",
        "jumlah setiap akun dari semua entri",
        "baris laporan posisi keuangan dan hasil usaha",
        (
            Banding("saldo debit dan saldo kredit", bulat(debit), bulat(kredit)),
            Banding("aset", bulat(root("Aset")), posisi.nilai("total_aset")),
            Banding("liabilitas", bulat(-root("Liabilitas")), posisi.nilai("total_liabilitas")),
            Banding("ekuitas", bulat(-root("Ekuitas", *_HASIL)), posisi.nilai("total_ekuitas")),
            Banding("SHU di hasil usaha", shu, hasil.nilai(BERJALAN)),
            Banding("SHU di posisi keuangan", shu, posisi.nilai(BERJALAN)),
            Banding("akun yang tidak berdiri di tepat satu baris", lost, 0),
            Banding("baris yang berbeda serupiah atau lebih dari akunnya", len(lines), 0),
        ),
    )


def _berhasil(akun: str) -> bool:
    return any(di_bawah(akun, name) for name in (*_HASIL, _KEPUTUSAN))


def _jumlah_polos(
    ledger: Ledger, period: Period
) -> tuple[dict[str, Decimal], dict[str, Decimal], dict[str, Decimal]]:
    """Per account: the sum before the period, at its end, and of income and expense within it."""
    before: dict[str, Decimal] = defaultdict(Decimal)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    results: dict[str, Decimal] = defaultdict(Decimal)
    for m in ledger.movements(Period(date.min, period.until)):
        sums[m.akun] += m.jumlah
        if m.tanggal < period.start:
            before[m.akun] += m.jumlah
        elif m.akun.partition(":")[0] in _HASIL:
            results[m.akun] += m.jumlah
    return before, sums, results


def _baris_akun(akun: str, posisi: Laporan, hasil: Laporan) -> int:
    """On how many lines of its statement an account stands."""
    report = hasil if akun.partition(":")[0] in _HASIL else posisi
    return sum(any(di_bawah(akun, parent) for parent in b.akun) for b in _pos(report))


def _pos(report: Laporan) -> Iterator[Baris]:
    """The lines on which accounts stand: not the computed result, not a movement of equity."""
    for b in report.baris:
        foreign = b.kunci in (BERJALAN, "penghasilan_komprehensif_lain")
        if b.jenis == "pos" and not foreign:
            yield b


def _beda(
    report: Laporan, sums: Mapping[str, Decimal], before: Mapping[str, Decimal]
) -> Iterator[str]:
    """The lines that are a rupiah or more away from the sum of their accounts."""
    for b in _pos(report):
        names = {a for a in sums if any(di_bawah(a, parent) for parent in b.akun)}
        sign = 1 if b.akun and di_bawah(b.akun[0], "Aset") else -1
        exact = sum((sums[a] for a in names), NOL) * (-sign if b.kurang else sign)
        if b.kunci == KUNCI_LALU:
            exact -= sum((v for a, v in before.items() if a.partition(":")[0] in _HASIL), NOL)
        if abs(exact - (b.nilai[0] or 0)) >= 1:
            yield b.kunci


def bukti_ekuitas(
    koperasi: Koperasi,
    ekuitas: Laporan,
    posisi: Laporan,
    hasil: Laporan,
    sebelum: Mapping[str, int],
) -> Bukti:
    """Proof 2. `sebelum` has each column's closing of the year before (`penutup_sebelum`)."""
    columns = bentuk(koperasi.rezim).perubahan_ekuitas.kolom
    place = {k.kunci: i for i, k in enumerate(ekuitas.kolom)}
    shared: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for column in columns:
        shared[column.baris].append(column.kunci)
    found = [Banding("SHU periode berjalan", ekuitas.nilai(BERJALAN, place[SHU]), _shu(hasil))]
    for lines, keys in shared.items():
        closing = sum(ekuitas.nilai("saldo_akhir", place[k]) for k in keys)
        names = " dan ".join(k.replace("_", " ") for k in keys)
        found.append(Banding(f"saldo akhir {names}", closing, sum(posisi.nilai(k) for k in lines)))
    for column in columns:
        opening = ekuitas.nilai("saldo_awal", place[column.kunci])
        text = f"saldo awal {column.judul.lower()}"
        found.append(Banding(text, opening, sebelum.get(column.kunci, 0)))
    return Bukti(
        2,
        "Perubahan ekuitas bersambung dengan laporan lain",
        "baris perubahan ekuitas, dari setiap gerakan",
        "hasil usaha, posisi keuangan, dan penutup tahun sebelumnya",
        tuple(found),
    )


def _shu(hasil: Laporan) -> int:
    return hasil.nilai(BERJALAN)


def penutup_sebelum(
    ledger: Ledger, chart: Chart, koperasi: Koperasi, tahun: int, ekuitas: Laporan
) -> dict[str, int]:
    """Each equity column at the end of the year before: opening plus movements of that year.

    In the first book year: what the opening entries booked.
    """
    if tahun > koperasi.mulai.year:
        last = perubahan_ekuitas(ledger, chart, koperasi, tahun - 1, ekuitas.kepala, tutup=True)
        return {k.kunci: last.nilai("saldo_akhir", i) for i, k in enumerate(last.kolom)}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for m in ledger.movements(Period(date.min, date(tahun + 1, 1, 1)), [EKUITAS, *_HASIL]):
        akun = chart.akun(m.akun)
        if m.jenis == SALDO_AWAL and akun is not None:
            sums[akun.templat.kolom_ekuitas or SHU] -= m.jumlah
    return {column: bulat(amount) for column, amount in sums.items()}


def bukti_clamp(ledger: Ledger, period: Period, hasil: Laporan, clamp: Decimal | int) -> Bukti:
    """Proof 7. `clamp` is Beancount's sum of income and expense of the period, in its own sign.

    That is negative for a surplus, with its sen; it is rounded here as every statement is.
    """
    before = -sum((v for a, v in ledger.saldo(period.start).items() if _berhasil(a)), NOL)
    theirs = bulat(before - Decimal(clamp)) - bulat(before)
    return Bukti(
        7,
        "SHU menurut Beancount sama dengan hasil usaha",
        "clamp Beancount atas tahun buku",
        "laporan hasil usaha",
        (Banding("SHU tahun berjalan", theirs, hasil.nilai(BERJALAN)),),
    )
