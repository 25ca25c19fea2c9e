"""The text of `akun.gen.beancount`: every account of the cooperative, opened on its day."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.canonical import digest_of
from kkmp_ledger.book import write as ledger
from kkmp_ledger.schema.chart import chart_file
from kkmp_ledger.schema.chart import chart_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi

ACCOUNTS = "akun.gen.beancount"


def accounts_source(koperasi: Koperasi, register: Register, closed_years: Iterable[int]) -> str:
    """The digest of what the accounts come from; `tahun` are the closed book years."""
    keys = ("mulai", "pembukuan_sejak", "saldo_awal", "unit", "kas", "bank", "akuirer")
    chart = chart_file(koperasi.rezim)  # as data: a comment in it makes no book stale
    return digest_of(chart, koperasi.part(*keys), _first_days(register), sorted(closed_years))


def accounts_text(koperasi: Koperasi, register: Register, closed_years: Iterable[int] = ()) -> str:
    """The whole file."""
    chart, years = chart_of(koperasi), sorted(closed_years)
    start = koperasi.pembukuan_sejak
    if koperasi.saldo_awal == "dibukukan":  # opening entries stand on the day before the first
        start -= timedelta(days=1)
    blocks = [
        "".join(_fixed(chart, start)),
        "".join(_members(chart, register, start)),
        "".join(
            ledger.open_text(date(year + 1, 1, 1), akun, {})
            for year in years
            for akun in chart.year_accounts(year)
        ),
    ]
    digest = accounts_source(koperasi, register, years)
    return ledger.machine_file([b for b in blocks if b], source=digest)


def _fixed(chart: Chart, start: date) -> Iterator[str]:
    for akun in chart.fixed():
        meta = {"kode": akun.kode, "nama": akun.title, "simkopdes": akun.key}
        yield ledger.open_text(start, akun.nama, meta)
    for parent in chart.family():
        yield ledger.open_text(start, parent, {})


def _members(chart: Chart, register: Register, start: date) -> Iterator[str]:
    for nomor, day in _first_days(register):
        for akun in chart.member_accounts(nomor):
            yield ledger.open_text(max(start, day), akun, {})


def _first_days(register: Register) -> list[tuple[str, date]]:
    """Each number and the day on which its first membership began."""
    return [(n, min(m.masuk for m in register.memberships(n))) for n in register.nomor()]
