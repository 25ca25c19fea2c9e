"""Neraca saldo: opening, debits, credits and closing of every account, the root of every tie-out.

Amounts are in the ledger's sign, debit positive. Within each line of posisi keuangan and hasil
usaha the accounts are rounded to the line's own figure, so that this list sums to both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import bulat
from kkmp_ledger.base.money import bulat_bersama
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.spec.chart import AKAR
from kkmp_ledger.spec.chart import di_bawah
from kkmp_ledger.spec.statement import KUNCI_LALU
from kkmp_ledger.spec.statement import bentuk
from kkmp_ledger.statements.model import Baris
from kkmp_ledger.statements.model import Kolom
from kkmp_ledger.statements.model import Laporan
from kkmp_ledger.statements.rentang import kolom_rentang
from kkmp_ledger.statements.saldo import NOL
from kkmp_ledger.statements.saldo import Saldo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.spec.statement import Bentuk
    from kkmp_ledger.statements.model import Kepala
    from kkmp_ledger.statements.rentang import Rentang

HASIL_LALU = "hasil_tahun_lalu"
JUMLAH = "jumlah"
_KOLOM = 5
_PEMBULATAN = 2  # rounding an opening and a closing moves their difference by less than this
_LABEL_LALU = "Hasil tahun-tahun sebelumnya (dihitung, tidak dibukukan)"
_CATATAN = (
    "Debit positif, kredit dalam kurung.",
    "Penutupan tahun tidak dibukukan: pendapatan dan beban mulai dari nol setiap tahun buku.",
)


@dataclass(frozen=True, slots=True)
class _Isi:
    """One span's figures per account, whole rupiah, debit positive."""

    awal: dict[str, int]
    debit: dict[str, int]
    kredit: dict[str, int]
    akhir: dict[str, int]


def neraca_saldo(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    tahun: int,
    kepala: Kepala,
    *,
    tutup: bool,
    terurai: bool = False,
) -> Laporan:
    """The list of the book year's span, with the closing of the same span a year before.

    Members' accounts are one row per family unless `terurai`; a row's key is its account.
    Raises ProblemError: TANGGAL-LUAR, AKUN-ASING.
    """
    forms = bentuk(koperasi.rezim)
    saldo = Saldo(ledger, chart, forms)
    kini, lalu = kolom_rentang(ledger, koperasi, tahun, tutup=tutup)
    assert kini.period
    now = _isi(ledger, saldo, forms, kini.period)
    before = _akhir(saldo, forms, lalu.period) if lalu.period else None
    columns = [now.awal, now.debit, now.kredit, now.akhir, before]
    rows: dict[str, list[int | None]] = {}
    for place, amounts in enumerate(columns):
        for akun, amount in (amounts or {}).items():
            row = rows.setdefault(
                _nama(chart, akun, terurai=terurai), [0, 0, 0, 0, None if before is None else 0]
            )
            row[place] = (row[place] or 0) + amount
    kept = {akun: row for akun, row in rows.items() if any(row)}
    return Laporan(
        "neraca-saldo",
        "Neraca Saldo",
        kepala,
        _kolom(kini, lalu),
        tuple(_baris(chart, kept)),
        _CATATAN,
    )


def _kolom(kini: Rentang, lalu: Rentang) -> tuple[Kolom, ...]:
    assert kini.period
    return (
        Kolom("awal", f"Saldo awal {tanggal_panjang(kini.period.start)}"),
        Kolom("debit", "Debit"),
        Kolom("kredit", "Kredit"),
        Kolom("akhir", f"Saldo akhir {tanggal_panjang(kini.akhir)}", kini.kolom.catatan),
        Kolom("akhir_lalu", f"Saldo akhir {tanggal_panjang(lalu.akhir)}", lalu.kolom.catatan),
    )


def _isi(ledger: Ledger, saldo: Saldo, forms: Bentuk, period: Period) -> _Isi:
    awal, akhir = _awal(saldo, forms, period), _akhir(saldo, forms, period)
    moved = ledger.mutasi(period)
    debit: dict[str, int] = {}
    kredit: dict[str, int] = {}
    for akun in {*awal, *akhir, *moved}:
        net = akhir.get(akun, 0) - awal.get(akun, 0)
        plus, minus = moved.get(akun, (NOL, NOL))
        debit[akun], kredit[akun] = _mutasi(plus, minus, net)
    return _Isi(awal, debit, kredit, akhir)


def _mutasi(plus: Decimal, minus: Decimal, net: int) -> tuple[int, int]:
    """Debits and credits in whole rupiah; `net` is the change of the rounded balances.

    Where only rounding parts the two, the side that has sen gives way, so that the row foots
    (with two banks in sen, rounding may move a rupiah between them). A greater difference is a
    fault of the ledger and stays to be seen.
    """
    debit, kredit = bulat(plus), bulat(minus)
    off = net - (debit - kredit)
    if abs(net - (plus - minus)) >= _PEMBULATAN:
        return debit, kredit
    if (off > 0 and minus != kredit and kredit >= off) or (
        off < 0 and (plus == debit or debit + off < 0)
    ):
        return debit, kredit - off
    return debit + off, kredit


def _awal(saldo: Saldo, forms: Bentuk, period: Period) -> dict[str, int]:
    """Balances at the start: income and expense begin at 0, their past is one computed row."""
    before = _neraca(saldo, forms, period.start, period.start)
    return before | {HASIL_LALU: -_hasil_lalu(saldo, period)}


def _akhir(saldo: Saldo, forms: Bentuk, period: Period) -> dict[str, int]:
    found = _neraca(saldo, forms, period.start, period.until)
    lines = saldo.hasil(period)
    changed = saldo.gerak(period)
    for line in forms.hasil_usaha.pos():
        if not line.akun:
            total = lines[line.kunci] if line.kurang else -lines[line.kunci]
            found |= _bagi(changed.get(line.kunci, {}), total)
    return found | {HASIL_LALU: -_hasil_lalu(saldo, period)}


def _hasil_lalu(saldo: Saldo, period: Period) -> int:
    """Results of earlier years, whatever became of them; credit positive."""
    start = period.start
    return bulat(saldo.hasil_kumulatif(start)) - bulat(saldo.diputuskan(start))


def _neraca(saldo: Saldo, forms: Bentuk, start: date, until: date) -> dict[str, int]:
    """The accounts of posisi keuangan before `until`, each line's accounts summing to the line."""
    lines = saldo.posisi(Period(start, until))
    signs = {kunci: sign for sign, kunci in forms.posisi_keuangan.urai("total_aset")}
    found: dict[str, int] = {}
    for kunci, amounts in saldo.pada(until).items():
        if kunci == KUNCI_LALU:  # its line also holds the results, which stand on no account
            found |= _bagi(amounts, bulat(sum(amounts.values(), NOL)))
        elif kunci in lines:
            found |= _bagi(amounts, signs.get(kunci, -1) * lines[kunci])
    return found


def _bagi(amounts: Mapping[str, Decimal], total: int) -> dict[str, int]:
    names = sorted(amounts)
    rounded = bulat_bersama([amounts[n] for n in names], total)
    return dict(zip(names, rounded, strict=True))


def _nama(chart: Chart, akun: str, *, terurai: bool) -> str:
    found = None if terurai else chart.akun(akun)
    return found.keluarga if found and found.keluarga else akun


def _baris(chart: Chart, rows: Mapping[str, Sequence[int | None]]) -> Iterator[Baris]:
    """Headings by root, accounts by code, the computed row after equity, and the sum of all."""
    families = set(chart.keluarga())
    labelled: list[tuple[str, str, str]] = []
    for nama in rows:
        akun = chart.akun(f"{nama}:A0001" if nama in families else nama)
        if akun is not None:
            judul = akun.judul.replace(" A0001", "") if nama in families else akun.judul
            labelled.append((akun.kode, nama, f"{akun.kode} {judul}"))
    keys: list[str] = []
    for root in AKAR:
        own = [row for row in sorted(labelled) if di_bawah(row[1], root)]
        if own:
            yield Baris(f"bagian_{root.lower()}", root, "judul", 0)
        for _, nama, label in own:
            yield Baris(nama, label, "pos", 1, tuple(rows[nama]), akun=(nama,))
            keys.append(nama)
        if root == "Ekuitas" and HASIL_LALU in rows:
            yield Baris(HASIL_LALU, _LABEL_LALU, "pos", 1, tuple(rows[HASIL_LALU]))
            keys.append(HASIL_LALU)
    total = tuple(_jumlah([rows[key][i] for key in keys]) for i in range(_KOLOM))
    yield Baris(JUMLAH, "Jumlah", "jumlah", 0, total, tuple((1, key) for key in keys))


def _jumlah(column: Sequence[int | None]) -> int | None:
    """The sum of a column; None for a column without books."""
    amounts = [v for v in column if v is not None]
    return sum(amounts) if amounts or not column else None
