"""What the accepted documents say was sold: read once, and remembered for these very documents."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from kkmp_ledger.app.generating.machine_files import document
from kkmp_ledger.base.canonical import digest_of
from kkmp_ledger.base.derived import write_derived
from kkmp_ledger.base.places import folder as place_of
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.importing.intake import read_again
from kkmp_ledger.importing.kinds import registry
from kkmp_ledger.importing.kinds.registry import kind_of
from kkmp_ledger.importing.source_file import SourceFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.importing.documents import Document

_FILE = "struk.json"

Sold = dict[tuple[date, str], int]
# Net sales of the documents per day and outlet, and whether all documents are here.
Receipts = tuple[Sold, bool]


def daily_receipts(folder: Folder) -> Receipts:
    """The receipts' net sales per day and outlet, and whether all documents are here.

    Straight from the documents: what was booked of them is the other side of proof 5. Documents
    that tied out once are not read again while their bytes, the settings and the mappings are the
    same, which is remembered in the reader's own cache only. Raises ProblemError.
    """
    sold = [d for d in document(folder) if kind_of(d).sells]
    here = [d for d in sold if (folder.path / d.file).is_file()]
    key = _key(folder, here)
    totals = _remembered(folder.derived, key)
    if totals is None:
        totals = _read(folder, here)
        _remember(folder.derived, key, totals)
    return totals, len(here) == len(sold)


def _read(folder: Folder, here: Sequence[Document]) -> Sold:
    read = read_again(here, lambda d: SourceFile(folder.path / d.file, d.file), folder.koperasi)
    totals: Sold = {}
    problems: list[Problem] = []
    for kind in registry.everything():
        found, wrong = kind.sales(doc.content for doc in read if doc.kind is kind)
        problems += wrong
        for key, total in found.items():
            totals[key] = totals.get(key, 0) + total
    if problems:
        raise ProblemError(problems)
    return totals


def _key(folder: Folder, here: Sequence[Document]) -> str:
    """The digest of all that the totals come from; the program's version is in `derived`."""
    mappings = sorted(place_of("importers").glob("*/mapping.toml"))
    return digest_of(
        [(d.nomor, d.profil, d.accepted, d.sha256, folder.digest(d.file)) for d in here],
        folder.koperasi,
        [(p.parent.name, digest_bytes(p.read_bytes())) for p in mappings],
    )


def _remembered(derived: Path | None, key: str) -> Sold | None:
    """The totals of these very documents; None where nothing was remembered of them."""
    try:
        data = json.loads((derived / _FILE).read_text(encoding="utf-8")) if derived else {}
        if data["sumber"] != key:
            return None
        return {(date.fromisoformat(day), outlet): int(n) for day, outlet, n in data["hari"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None  # nothing was read yet, or the file was damaged: it is only a memory


def _remember(derived: Path | None, key: str, totals: Sold) -> None:
    if derived is None:
        return
    days = [(day.isoformat(), outlet, n) for (day, outlet), n in sorted(totals.items())]
    write_derived(derived / _FILE, json.dumps({"sumber": key, "hari": days}))
