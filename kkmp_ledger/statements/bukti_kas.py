"""Proofs 3 and 4 of docs/ACCOUNTING.md 5: cash flow by the indirect way, and what was counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import bulat
from kkmp_ledger.base.money import ke_sen
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.spec.statement import PIUTANG_BERSAMA
from kkmp_ledger.spec.statement import bentuk
from kkmp_ledger.statements.aliran import META
from kkmp_ledger.statements.aliran import Pengurai
from kkmp_ledger.statements.bukti import BERJALAN
from kkmp_ledger.statements.model import Banding
from kkmp_ledger.statements.model import Bukti
from kkmp_ledger.statements.saldo import NOL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.spec.chart import Akun
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.statements.model import Laporan

OPERASI = "arus_kas_operasi"
_NERACA = ("Aset", "Liabilitas", "Ekuitas")
_HARI = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rekonsiliasi:
    """Operating cash flow by the indirect method: each part in rupiah, what adds cash positive."""

    shu: int
    modal_kerja: Decimal  # falls of stock and receivables, rises of payables
    bukan_kas: Decimal  # depreciation and other entries that never touched cash
    dipindahkan: Decimal  # legs that name another activity than their account's

    @property
    def jumlah(self) -> int:
        """The total in whole rupiah."""
        return self.shu + bulat(self.modal_kerja + self.bukan_kas + self.dipindahkan)


def rekonsiliasi(
    ledger: Ledger, chart: Chart, koperasi: Koperasi, period: Period, hasil: Laporan
) -> Rekonsiliasi:
    """The indirect method: the SHU, balances' changes, and the entries without cash.

    It reads neither the cash legs nor the lines of the direct method.
    """
    lines = {kunci for _, kunci in bentuk(koperasi.rezim).arus_kas.urai(OPERASI)}
    lines.add(PIUTANG_BERSAMA)
    reader = Pengurai(ledger, chart)
    changed: dict[str, Decimal] = defaultdict(Decimal, ledger.saldo(period.until))
    for akun, amount in ledger.saldo(period.start).items():
        changed[akun] -= amount
    other = moved = NOL
    for entry in ledger.entries(period):
        if entry.jenis == SALDO_AWAL:
            for m in entry.movements:
                changed[m.akun] -= m.jumlah
        elif any(reader.setara_kas(m.akun) for m in entry.movements):
            moved += _dipindahkan(entry, reader, lines)
        else:
            # What such an entry did to the other activities' accounts, it did to SHU or
            # working capital with the opposite sign.
            for m in entry.movements:
                if reader.baris_akun(m.akun) not in lines:
                    other -= m.jumlah
    working = -sum(
        (
            amount
            for akun, amount in changed.items()
            if akun.partition(":")[0] in _NERACA
            and not reader.setara_kas(akun)
            and reader.baris_akun(akun) in lines
        ),
        NOL,
    )
    return Rekonsiliasi(hasil.nilai(BERJALAN), working, other, moved)


def _dipindahkan(entry: Entry, reader: Pengurai, lines: set[str]) -> Decimal:
    """Legs of a cash entry that say `arus_kas` of another activity than their account's."""
    moved = NOL
    for m in entry.movements:
        said = str(m.meta.get(META, ""))
        if said and not reader.setara_kas(m.akun):
            was, is_now = reader.baris_akun(m.akun) in lines, said in lines
            moved += m.jumlah * (was - is_now)
    return moved


def bukti_arus_kas(
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    period: Period,
    *,
    arus: Laporan,
    hasil: Laporan,
) -> Bukti:
    """Proof 3. Direct against indirect; the end against the sum of the counted balances."""
    indirect = rekonsiliasi(ledger, chart, koperasi, period, hasil)
    found = [Banding("arus kas operasi", arus.nilai(OPERASI), indirect.jumlah)]
    counted, missing = NOL, []
    for akun in _terpakai(ledger, period.until, (a for a in chart.tetap() if a.templat.setara_kas)):
        count = _hitungan(ledger, akun.nama, Period(period.akhir, period.until))
        if count is None:
            missing.append(_belum(akun, period))
        else:
            counted += count.jumlah
    if not missing:
        found.append(Banding("kas akhir dan hasil hitung", arus.nilai("kas_akhir"), bulat(counted)))
    return Bukti(
        3,
        "Arus kas langsung sama dengan tidak langsung, dan berakhir di kas yang dihitung",
        "arus kas langsung, dari entri kas",
        "SHU, perubahan saldo modal kerja, dan entri tanpa kas; hasil hitung kas dan bank",
        tuple(found),
        tuple(missing),
    )


def bukti_hitung(ledger: Ledger, chart: Chart, period: Period) -> Bukti:
    """Proof 4. Book balances against counts.

    Kas and bank: the count of the period's last evening. Stock: the last opname in the period.
    Accounts that were never used need none.
    """
    found: list[Banding] = []
    missing: list[str] = []
    last_day = Period(period.akhir, period.until)
    wanted = [(a, last_day) for a in chart.tetap() if a.templat.setara_kas]
    wanted += ((a, period) for a in chart.tetap() if a.templat.kunci_unit == "persediaan")
    used = {a.nama for a in _terpakai(ledger, period.until, (a for a, _ in wanted))}
    for akun, days in wanted:
        if akun.nama not in used:
            continue
        count = _hitungan(ledger, akun.nama, days)
        if count is None:
            missing.append(_belum(akun, period))
            continue
        book = _jumlah(ledger, akun.nama, count.tanggal)
        text = f"{akun.judul}, {tanggal_panjang(count.tanggal - _HARI)}"
        found.append(_banding(text, book, count.jumlah))
    return Bukti(
        4,
        "Kas, bank, dan persediaan sama dengan hasil hitung",
        "saldo buku",
        "hasil hitung kas, rekening koran, dan opname",
        tuple(found),
        tuple(missing),
    )


def _terpakai(ledger: Ledger, until: date, accounts: Iterable[Akun]) -> list[Akun]:
    touched = ledger.mutasi(Period(date.min, until))
    return [a for a in accounts if a.nama in touched]


def _hitungan(ledger: Ledger, akun: str, days: Period) -> Assertion | None:
    """The last count of the account on one of the evenings; a balance nobody counted is none."""
    shifted = Period(days.start + _HARI, days.until + _HARI)
    found = [
        a
        for a in ledger.assertions(shifted)
        if a.akun == akun and a.dihitung == (a.tanggal - _HARI).isoformat()
    ]
    return max(found, key=lambda a: a.tanggal, default=None)


def _jumlah(ledger: Ledger, akun: str, until: date) -> Decimal:
    moves = ledger.movements(Period(date.min, until), [akun])
    return sum((m.jumlah for m in moves), NOL)


def _banding(text: str, book: Decimal, counted: Decimal) -> Banding:
    """In rupiah; in sen where only those differ."""
    if bulat(book) == bulat(counted) and book != counted:
        return Banding(f"{text} (sen)", ke_sen(book), ke_sen(counted))
    return Banding(text, bulat(book), bulat(counted))


def _belum(akun: Akun, period: Period) -> str:
    return f"{akun.judul} belum dihitung per {tanggal_panjang(period.akhir)}"
