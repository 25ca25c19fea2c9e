"""How the rules speak: accounts in words, amounts exactly as they are, the nearest known name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.schema.chart import Akun
    from kkmp_ledger.schema.chart import Chart

_SEN_PER_RUPIAH = 100


def account_words(akun: Akun | None, nama: str) -> str:
    """The account in words: `simpanan pokok A0001`, `Kas Toko`; its own name when unknown.

    A cooperative's own name for a cash box keeps its capital.
    """
    if akun is None:
        return nama
    own = akun.template.nama.startswith("{") or akun.title[1:2].isupper()
    return akun.title if own else akun.title[0].lower() + akun.title[1:]


def amount_text(jumlah: Decimal) -> str:
    """The amount as people write it; finer than sen it is written out, never rounded."""
    if (jumlah * _SEN_PER_RUPIAH) % 1:
        return f"{jumlah.normalize():f}".replace(".", ",")
    return write_rupiah(jumlah)


def entry_name(entry: Entry) -> str:
    """The entry in words: its number, or its day when it has none."""
    return entry.bukti or f"entri {long_date(entry.tanggal)}"


def nearest(words: str, known: Iterable[str]) -> str:
    """The known word nearest to this one, "" when none is near."""
    near = difflib.get_close_matches(words, list(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def nearest_account(nama: str, chart: Chart) -> str:
    """The account of the chart whose name is nearest, "" when none is near."""
    parent, _, last = nama.rpartition(":")
    members = (f"{family}:{last}" for family in chart.family())
    known = [a.nama for a in chart.fixed()]
    return nearest(nama, (*known, *members) if parent else known)
