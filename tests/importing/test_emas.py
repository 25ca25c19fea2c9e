"""Golden pairs: each sample export, and the entries and summary that it becomes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.tempat import folder
from kkmp_ledger.book.format import berkas_tangan
from kkmp_ledger.book.format import entri
from kkmp_ledger.importing.apply import susun
from kkmp_ledger.importing.berkas import Berkas
from kkmp_ledger.importing.terima import terima
from tests.importing.bahan import koperasi
from tests.importing.bahan import pelanggan
from tests.importing.bahan import register

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAMPEL = sorted(p for p in folder("importers").glob("*/samples/*.csv") if "by-item" not in p.name)


@pytest.mark.parametrize("path", SAMPEL, ids=lambda p: p.name)
def test_sample_becomes_these_entries(path: Path, emas: Callable[[Path, str], None]) -> None:
    lines = path.with_name(path.name.replace("receipts-", "receipts-by-item-"))
    files = [Berkas(p, p.name) for p in (path, lines)]
    taken = terima(
        files, [], koperasi(), diterima="2025-08-31T17:00:00", terbuka_sejak=date(2025, 6, 24)
    )
    result = susun(taken.baru, koperasi(), register(), pelanggan())
    ring = result.ringkasan
    assert ring is not None
    blocks = [
        f"; FIKTIF. {ring.jual} struk jual, {ring.retur} retur, {ring.batal} batal;"
        f" {ring.struk_anggota} anggota ({ring.persen_anggota} % penjualan),"
        f" {ring.pelanggan_asing} pelanggan asing, {ring.retur_tanpa_pelanggan} retur tanpa nama\n"
        + "".join(f"; {u.nama}: {u.jual}, hpp {u.hpp}, margin {u.margin} %\n" for u in ring.unit)
        + "".join(f"; {p.code}: {p.fact}\n" for p in ring.perhatian)
    ]
    blocks += [entri(draft) for drafts in result.drafts.values() for draft in drafts]
    emas(path.with_name(path.name + ".beancount"), berkas_tangan(blocks))
