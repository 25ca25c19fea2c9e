"""Rule of cash entries: an inflow never hides an outflow that nobody named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.koperasi.aturan.kata import entri
from kkmp_ledger.koperasi.aturan.kata import sebut
from kkmp_ledger.koperasi.aturan.kata import terdekat
from kkmp_ledger.koperasi.aturan.kata import uang
from kkmp_ledger.koperasi.aturan.model import NOL
from kkmp_ledger.spec.statement import PIUTANG_BERSAMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.koperasi.aturan.model import Konteks

_ANGGOTA = "penerimaan_anggota"
_NON_ANGGOTA = "penerimaan_non_anggota"


def arus_kas_jelas(entry: Entry, konteks: Konteks) -> Iterator[Problem]:
    """ARUS-KAS-MENDUA: lines of opposite sign in one cash entry are named with `arus_kas`.

    The name must be a line of the statement.
    """
    cash = False
    lines: dict[str, Decimal] = {}
    last: dict[str, Movement] = {}
    for m in entry.movements:
        akun = konteks.chart.akun(m.akun)
        if akun is None:
            return
        said = m.meta.get("arus_kas")
        if akun.templat.setara_kas:
            cash = True
        elif said is None:
            lines[akun.arus_kas] = lines.get(akun.arus_kas, NOL) - m.jumlah
            last[akun.arus_kas] = m
        elif said not in konteks.arus_kas:
            near = terdekat(str(said), sorted(konteks.arus_kas))
            hint = f'maksud Anda "{near}"?' if near else "pakai baris laporan arus kas"
            fact = f'{entri(entry)}: arus_kas "{said}" bukan baris laporan arus kas'
            yield Problem("ARUS-KAS-MENDUA", fact, hint, m.place)
    if not cash or len(lines) == 1 or entry.jenis == SALDO_AWAL:
        return
    _satukan_penjualan(lines)
    outflow = [line for line, amount in lines.items() if amount < 0]
    if outflow and any(amount > 0 for amount in lines.values()):
        m = next(last[k] for k in (outflow[-1], PIUTANG_BERSAMA, _ANGGOTA) if k in last)
        what = sebut(konteks.chart.akun(m.akun), m.akun)
        fact = f"{entri(entry)} menerima dan membayar sekaligus: {what} {uang(m.jumlah)}"
        hint = "tulis arus_kas di bawah baris itu, atau catat sebagai dua entri"
        yield Problem("ARUS-KAS-MENDUA", fact, hint, m.place)


def _satukan_penjualan(lines: dict[str, Decimal]) -> None:
    """Join the lines that share a receivable, in the caller's sums.

    It is divided by the sales of the same entry (docs/ACCOUNTING.md 4), so that sales to members
    and to the public keep their sign; unless one of them was a refund, which shows already.
    """
    shared = lines.pop(PIUTANG_BERSAMA, NOL)
    members, public = lines.get(_ANGGOTA, NOL), lines.get(_NON_ANGGOTA, NOL)
    larger = _ANGGOTA if abs(members) > abs(public) else _NON_ANGGOTA
    if (members < 0) == (public < 0) or not (members and public):
        lines.pop(_ANGGOTA, None)
        lines.pop(_NON_ANGGOTA, None)
        lines[larger] = members + public + shared
    else:
        lines[larger] += shared
