"""What the tests of the rules share: a context around ledger text, and problems as short lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.period import Month
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.checks.context import Context
from kkmp_ledger.koperasi.checks.registry import check_all
from tests.koperasi import example

if TYPE_CHECKING:
    from kkmp_ledger.base.problem import Problem

OPEN = date(2025, 6, 23)


def context_of(
    *tutup: str,
    year: tuple[int, ...] = (),
    saldo_awal: Literal["nihil"] | None = "nihil",
    **changes_: object,
) -> Context:
    """The example cooperative; `tutup` names closed months, `ganti` other fields of Konteks."""
    koperasi = replace(example.koperasi(), saldo_awal=saldo_awal)
    months = frozenset(b for t in tutup if (b := Month.read(t)))
    base = Context(
        example.names().chart,
        koperasi,
        example.register(),
        closed_months=months,
        closed_years=frozenset(year),
    )
    return replace(base, **changes_)  # type: ignore[arg-type]  # fields of Konteks by name


def book_of(text: str, path: str = "2025/07-kas.beancount") -> TextBook:
    """Ledger text read back, with an `open` for every account that it names and does not open."""
    book = TextBook.from_text(text, path)
    assert book.problems == ()
    named = {m.akun for f in book.files for e in f.entries for m in e.movements}
    named |= {a.akun for f in book.files for a in f.assertions}
    missing = sorted(named - set(book.openings()))
    opens = TextBook.from_text(
        "\n".join(f"{OPEN} open {a} IDR" for a in missing), "akun.gen.beancount"
    )
    return TextBook([*book.files, *opens.files])


def summary(problems: list[Problem]) -> list[str]:
    """`LINE CODE fact`, `(perhatian)` where it is only that."""
    return [
        f"{p.place.line if p.place else 0} {p.code}"
        f"{'' if p.severity == 'galat' else ' (perhatian)'} {p.fact}"
        for p in problems
    ]


def without_monthly(lines: list[str]) -> list[str]:
    """Without what only concerns a month's papers, and without line numbers."""
    monthly = ("BELUM-DIHITUNG", "PAJAK-BEDA")
    return [line.partition(" ")[2] for line in lines if line.split()[1] not in monthly]


def check(text: str, *tutup: str, **changes_: object) -> list[str]:
    """Every problem of the text as a short line; the line counts from the text's first."""
    path = str(changes_.pop("path", "2025/07-kas.beancount"))
    return summary(check_all(book_of(text, path), context_of(*tutup, **changes_)))  # type: ignore[arg-type]
