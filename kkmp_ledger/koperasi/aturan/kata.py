"""How the rules speak: accounts in words, amounts exactly as they are, the nearest known name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.period import tanggal_panjang

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.spec.chart import Akun
    from kkmp_ledger.spec.chart import Chart

_SEN_PER_RUPIAH = 100


def sebut(akun: Akun | None, nama: str) -> str:
    """The account in words: `simpanan pokok A0001`, `Kas Toko`; its own name when unknown.

    A cooperative's own name for a cash box keeps its capital.
    """
    if akun is None:
        return nama
    own = akun.templat.nama.startswith("{") or akun.judul[1:2].isupper()
    return akun.judul if own else akun.judul[0].lower() + akun.judul[1:]


def uang(jumlah: Decimal) -> str:
    """The amount as people write it; finer than sen it is written out, never rounded."""
    if (jumlah * _SEN_PER_RUPIAH) % 1:
        return f"{jumlah.normalize():f}".replace(".", ",")
    return tulis_rupiah(jumlah)


def entri(entry: Entry) -> str:
    """The entry in words: its number, or its day when it has none."""
    return entry.bukti or f"entri {tanggal_panjang(entry.tanggal)}"


def terdekat(kata: str, dikenal: Iterable[str]) -> str:
    """The known word nearest to this one, "" when none is near."""
    near = difflib.get_close_matches(kata, list(dikenal), n=1, cutoff=0.6)
    return near[0] if near else ""


def akun_terdekat(nama: str, chart: Chart) -> str:
    """The account of the chart whose name is nearest, "" when none is near."""
    induk, _, last = nama.rpartition(":")
    members = (f"{keluarga}:{last}" for keluarga in chart.keluarga())
    known = [a.nama for a in chart.tetap()]
    return terdekat(nama, (*known, *members) if induk else known)
