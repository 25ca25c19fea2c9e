"""What the tests of the rules share: a context around ledger text, and problems as short lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Bulan
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.koperasi.aturan.model import Konteks
from kkmp_ledger.koperasi.aturan.periksa import periksa_semua
from tests.koperasi import contoh

if TYPE_CHECKING:
    from kkmp_ledger.base.problem import Problem

BUKA = date(2025, 6, 23)


def konteks(
    *tutup: str, tahun: tuple[int, ...] = (), saldo_awal: str | None = "nihil", **ganti: object
) -> Konteks:
    """The example cooperative; `tutup` names closed months, `ganti` other fields of Konteks."""
    koperasi = contoh.koperasi().model_copy(update={"saldo_awal": saldo_awal})
    months = frozenset(b for t in tutup if (b := Bulan.baca(t)))
    base = Konteks(
        contoh.sebutan().chart,
        koperasi,
        contoh.register(),
        bulan_tertutup=months,
        tahun_tertutup=frozenset(tahun),
    )
    return replace(base, **ganti)  # type: ignore[arg-type]  # fields of Konteks by name


def buku(text: str, path: str = "2025/07-kas.beancount") -> Buku:
    """Ledger text read back, with an `open` for every account that it names and does not open."""
    book = Buku.dari_teks(text, path)
    assert book.problems == ()
    named = {m.akun for f in book.files for e in f.entries for m in e.movements}
    named |= {a.akun for f in book.files for a in f.assertions}
    missing = sorted(named - set(book.openings()))
    opens = Buku.dari_teks("\n".join(f"{BUKA} open {a} IDR" for a in missing), "akun.gen.beancount")
    return Buku([*book.files, *opens.files])


def ringkas(problems: list[Problem]) -> list[str]:
    """`LINE CODE fact`, `(perhatian)` where it is only that."""
    return [
        f"{p.place.line if p.place else 0} {p.code}"
        f"{'' if p.berat == 'galat' else ' (perhatian)'} {p.fact}"
        for p in problems
    ]


def tanpa_bulanan(lines: list[str]) -> list[str]:
    """Without what only concerns a month's papers, and without line numbers."""
    monthly = ("BELUM-DIHITUNG", "PAJAK-BEDA")
    return [line.partition(" ")[2] for line in lines if line.split()[1] not in monthly]


def periksa(text: str, *tutup: str, **ganti: object) -> list[str]:
    """Every problem of the text as a short line; the line counts from the text's first."""
    path = str(ganti.pop("path", "2025/07-kas.beancount"))
    return ringkas(periksa_semua(buku(text, path), konteks(*tutup, **ganti)))  # type: ignore[arg-type]
