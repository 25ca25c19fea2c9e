"""The text of `akun.gen.beancount`: every account of the cooperative, opened on its day."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.canonical import digest_of
from kkmp_ledger.book import format as teks
from kkmp_ledger.spec.chart import bagan
from kkmp_ledger.spec.chart import bagan_akun

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.spec.chart import Chart
    from kkmp_ledger.spec.koperasi import Koperasi

BERKAS = "akun.gen.beancount"


def sumber_akun(koperasi: Koperasi, register: Register, tahun: Iterable[int]) -> str:
    """The digest of what the accounts come from; `tahun` are the closed book years."""
    keys = ("mulai", "saldo_awal", "unit", "kas", "bank", "akuirer")
    chart = bagan_akun(koperasi.rezim)  # as data: a comment in it makes no book stale
    return digest_of(chart, koperasi.part(*keys), register.tulis(), sorted(tahun))


def teks_akun(koperasi: Koperasi, register: Register, tahun: Iterable[int] = ()) -> str:
    """The whole file."""
    chart, years = bagan(koperasi), sorted(tahun)
    start = koperasi.mulai
    if koperasi.saldo_awal == "dibukukan":  # opening entries stand on the day before the first
        start -= timedelta(days=1)
    blocks = [
        "".join(_fixed(chart, start)),
        "".join(_members(chart, register, start)),
        "".join(
            teks.buka(date(year + 1, 1, 1), akun, {})
            for year in years
            for akun in chart.akun_tahun(year)
        ),
    ]
    digest = sumber_akun(koperasi, register, years)
    return teks.berkas_mesin([b for b in blocks if b], sumber=digest)


def _fixed(chart: Chart, start: date) -> Iterator[str]:
    for akun in chart.tetap():
        meta = {"kode": akun.kode, "nama": akun.judul, "simkopdes": akun.kunci}
        yield teks.buka(start, akun.nama, meta)
    for parent in chart.keluarga():
        yield teks.buka(start, parent, {})


def _members(chart: Chart, register: Register, start: date) -> Iterator[str]:
    for nomor in register.nomor():
        day = min(masa.masuk for masa in register.masa(nomor))
        for akun in chart.akun_anggota(nomor):
            yield teks.buka(max(start, day), akun, {})
