"""Golden pairs: each sample export, and the entries and summary that it becomes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.places import folder
from kkmp_ledger.book.write import entry_text
from kkmp_ledger.book.write import hand_file
from kkmp_ledger.importing.intake import take_in
from kkmp_ledger.importing.month_files import arrange
from kkmp_ledger.importing.source_file import SourceFile
from tests.importing.till import customer
from tests.importing.till import koperasi
from tests.importing.till import register
from tests.importing.till import till_summary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAMPLES = sorted(p for p in folder("importers").glob("*/samples/*.csv") if "by-item" not in p.name)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_sample_becomes_these_entries(path: Path, golden: Callable[[Path, str], None]) -> None:
    lines = path.with_name(path.name.replace("receipts-", "receipts-by-item-"))
    files = [SourceFile(p, p.name) for p in (path, lines)]
    taken = take_in(
        files, [], koperasi(), accepted="2025-08-31T17:00:00", terbuka_sejak=date(2025, 6, 24)
    )
    result = arrange(taken.new, koperasi(), register(), customer())
    ring = till_summary(result)
    blocks = [
        f"; FIKTIF. {ring.jual} struk jual, {ring.retur} retur, {ring.cancelled} batal;"
        f" {ring.member_receipts} anggota ({ring.member_percent} % penjualan),"
        f" {ring.unknown_customer} pelanggan asing,"
        f" {ring.retur_without_customer} retur tanpa nama\n"
        + "".join(f"; {u.nama}: {u.jual}, hpp {u.hpp}, margin {u.margin} %\n" for u in ring.unit)
        + "".join(f"; {p.code}: {p.fact}\n" for p in ring.warning)
    ]
    blocks += [entry_text(draft) for drafts in result.drafts.values() for draft in drafts]
    golden(path.with_name(path.name + ".beancount"), hand_file(blocks))
