"""Rule of cash entries: an inflow never hides an outflow that nobody named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.koperasi.checks.context import ZERO
from kkmp_ledger.koperasi.checks.rule_words import account_words
from kkmp_ledger.koperasi.checks.rule_words import amount_text
from kkmp_ledger.koperasi.checks.rule_words import entry_name
from kkmp_ledger.koperasi.checks.rule_words import nearest
from kkmp_ledger.schema.statement import SHARED_PIUTANG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.koperasi.checks.context import Context

_ANGGOTA = "penerimaan_anggota"
_NON_ANGGOTA = "penerimaan_non_anggota"


def cash_lines_clear(entry: Entry, context: Context) -> Iterator[Problem]:
    """ARUS-KAS-MENDUA: lines of opposite sign in one cash entry are named with `arus_kas`.

    The name must be a line of the statement.
    """
    cash = False
    lines: dict[str, Decimal] = {}
    last: dict[str, Movement] = {}
    for m in entry.movements:
        akun = context.chart.akun(m.akun)
        if akun is None:
            return
        said = m.arus_kas
        if akun.template.setara_kas:
            cash = True
        elif not said:
            lines[akun.arus_kas] = lines.get(akun.arus_kas, ZERO) - m.jumlah
            last[akun.arus_kas] = m
        elif said not in context.arus_kas:
            near = nearest(said, sorted(context.arus_kas))
            hint = f'maksud Anda "{near}"?' if near else "pakai baris laporan arus kas"
            fact = f'{entry_name(entry)}: arus_kas "{said}" bukan baris laporan arus kas'
            yield Problem("ARUS-KAS-MENDUA", fact, hint, m.place)
    if not cash or len(lines) == 1 or entry.jenis == SALDO_AWAL:
        return
    _join_penjualan(lines)
    outflow = [line for line, amount in lines.items() if amount < 0]
    if outflow and any(amount > 0 for amount in lines.values()):
        m = next(last[k] for k in (outflow[-1], SHARED_PIUTANG, _ANGGOTA) if k in last)
        what = account_words(context.chart.akun(m.akun), m.akun)
        fact = (
            f"{entry_name(entry)} menerima dan membayar sekaligus: {what} {amount_text(m.jumlah)}"
        )
        akun = context.chart.akun(m.akun)
        own = akun.arus_kas if akun and akun.arus_kas in context.arus_kas else _NON_ANGGOTA
        hint = f'tulis arus_kas: "{own}" di bawah baris itu, atau catat sebagai dua entri'
        yield Problem("ARUS-KAS-MENDUA", fact, hint, m.place)


def _join_penjualan(lines: dict[str, Decimal]) -> None:
    """Join the lines that share a receivable, in the caller's sums.

    It is divided by the sales of the same entry (docs/ACCOUNTING.md 4), so that sales to members
    and to the public keep their sign; unless one of them was a refund, which shows already.
    """
    shared = lines.pop(SHARED_PIUTANG, ZERO)
    members, public = lines.get(_ANGGOTA, ZERO), lines.get(_NON_ANGGOTA, ZERO)
    larger = _ANGGOTA if abs(members) > abs(public) else _NON_ANGGOTA
    if (members < 0) == (public < 0) or not (members and public):
        lines.pop(_ANGGOTA, None)
        lines.pop(_NON_ANGGOTA, None)
        lines[larger] = members + public + shared
    else:
        lines[larger] += shared
