"""Rules of a month's papers: its tax, its counts, and the list of assets."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import Period
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.ledger import net
from kkmp_ledger.koperasi.aset import SPENT
from kkmp_ledger.koperasi.aset import by_list
from kkmp_ledger.koperasi.checks.context import ALWAYS
from kkmp_ledger.koperasi.checks.context import KOPERASI
from kkmp_ledger.koperasi.checks.context import ZERO
from kkmp_ledger.koperasi.checks.rule_words import account_words
from kkmp_ledger.koperasi.checks.rule_words import amount_text
from kkmp_ledger.koperasi.pajak import monthly_pph
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.base.problem import Severity
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.aset import AssetRow
    from kkmp_ledger.koperasi.checks.context import Context
    from kkmp_ledger.schema.chart import Akun

ASET = "aset.csv"
_NAMED_DAYS = 6  # evenings named in one fact; the rest is counted


def _month(ledger: Ledger, context: Context) -> list[Month]:
    """The months to judge: every closed one, and the open ones before the book's last month.

    The last month is still being written; its papers are nobody's omission yet.
    """
    last = ledger.last()
    first = context.koperasi.pembukuan_sejak
    if last is None or last < first:
        return sorted(context.closed_months)
    months = {b for b in Period(first, last + timedelta(days=1)).month() if b < Month.of(last)}
    return sorted(months | context.closed_months)


def monthly_pajak(ledger: Ledger, context: Context) -> Iterator[Problem]:
    """PAJAK-BEDA: per month, turnover x rate is the tax that was booked (docs/ACCOUNTING.md 2)."""
    akun = context.chart.path(Role.PAJAK_PENGHASILAN)
    for month in _month(ledger, context):
        due = monthly_pph(ledger, context.chart, context.koperasi.pajak, month)
        changed = net(ledger.turnover(month.period))
        booked = changed.get(akun, ZERO)
        if booked != due:
            fact = (
                f"PPh final {month.title} dibukukan {amount_text(booked)},"
                f" menurut omzet seharusnya {amount_text(ZERO + due)}"
            )
            hint = f"jalankan kkmp tutup {month}"
            if context.closed(month.start):
                hint = (
                    "kembalikan [[pajak]] di koperasi.toml seperti saat bulan itu ditutup;"
                    " tarif baru ditulis sebagai [[pajak]] tersendiri, dari hari berlakunya"
                )
            severity = context.severity(month.start)
            yield Problem("PAJAK-BEDA", fact, hint, KOPERASI, severity)


def money_counted(ledger: Ledger, context: Context) -> Iterator[Problem]:
    """BELUM-DIHITUNG: each cash box and bank in use was counted on the evening a month ended.

    One problem a box, its evenings in order of time.
    """
    months = _month(ledger, context)
    if not months:
        return
    counted = {(a.akun, a.dihitung) for a in ledger.assertions(ALWAYS)}
    first: dict[str, tuple[date, Akun]] = {}
    for m in ledger.movements(ALWAYS, context.chart.parents(Role.KAS, Role.BANK)):
        akun = context.chart.akun(m.akun)
        if akun is not None and m.akun not in first:
            first[m.akun] = (m.tanggal, akun)
    for nama, (since, akun) in sorted(first.items()):
        missing: dict[Severity, list[date]] = {}
        for month in months:
            if since <= month.last_day and (nama, month.last_day) not in counted:
                missing.setdefault(context.severity(month.start), []).append(month.last_day)
        what = account_words(akun, nama)
        for severity, days in missing.items():
            named = ", ".join(map(long_date, days[:_NAMED_DAYS]))
            rest = len(days) - _NAMED_DAYS
            more = f" dan {rest} akhir bulan sesudahnya" if rest > 0 else ""
            fact = f"{what} belum dihitung pada {named}{more}"
            hint = f'catat dengan kkmp catat hitung-kas "{what}" JUMLAH --tanggal {days[0]}'
            yield Problem("BELUM-DIHITUNG", fact, hint, severity=severity)


def aset_as_listed(ledger: Ledger, context: Context) -> Iterator[Problem]:
    """ASET-BEDA: the list of assets ties to its accounts, at cost and in what was spent.

    Only closed months have cost anything yet, so nothing here depends on time alone.
    """
    closed = max(context.closed_months, default=None)
    listed = by_list(context.aset, date.max, closed)
    booked = {a: v for a, v in ledger.balances(date.max).items() if _listed(a, context)}
    for nama in sorted({*listed, *booked}):
        want, have = ZERO + listed.get(nama, 0), booked.get(nama, ZERO)
        if want != have:
            fact = (
                f"{account_words(context.chart.akun(nama), nama)}"
                f" menurut {ASET} {amount_text(want)},"
                f" menurut buku {amount_text(have)} (beda {amount_text(have - want)})"
            )
            spent = context.chart.role(nama) in SPENT
            hint = _aset_hint(spent=spent, listed_more=want > have)
            yield Problem("ASET-BEDA", fact, hint, _row(nama, context.aset))


def _aset_hint(*, spent: bool, listed_more: bool) -> str:
    """What mends the difference: `kkmp catat aset` books and lists, so never for a listed row."""
    if spent:
        return f"kembalikan nilai, tanggal, dan umur di {ASET} seperti saat bulannya ditutup"
    if listed_more:
        return (
            f"hapus barisnya dari {ASET} lalu catat dengan kkmp catat aset atau dibayar-di-muka;"
            " yang sudah dimiliki sebelum buku mulai ditulis nilainya di entri saldo awal"
        )
    return (
        f"tulis barisnya di {ASET}, juga untuk yang sudah ada di saldo awal;"
        " pembelian yang salah dibalik dengan kkmp balik"
    )


def _listed(nama: str, context: Context) -> bool:
    akun = context.chart.akun(nama)
    return akun is not None and (
        akun.template.peran in SPENT or akun.template.resep in ("aset", "muka")
    )


def _row(nama: str, rows: tuple[AssetRow, ...]) -> Place:
    """The first row of the list that names the account."""
    return Place(ASET, next((r.line for r in rows if nama in (r.akun, r.contra)), 0))
