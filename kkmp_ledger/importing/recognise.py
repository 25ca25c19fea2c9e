"""Tells what a file is, by its header alone; a file name proves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.importing import sheets
from kkmp_ledger.importing.readers import strict_csv
from kkmp_ledger.importing.readers import strict_xlsx
from kkmp_ledger.schema import mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.base.problem import ProblemError
    from kkmp_ledger.importing.source_file import SourceFile

DELIMITER = (",", ";")


def recognise(source: SourceFile) -> str | None:
    """The profile of the file: `loyverse-struk`, `setoran` and so on; None for no or several.

    Raises ProblemError when the file cannot be read at all (empty, a password, formulas ...).
    """
    if source.kind() in ("xlsx", "ole"):
        return sheets.sheet_kind(strict_xlsx.read(source))
    found = [file.id for file in _till_files() if _has_header(_csv_headers(source), file.tanda)]
    return found[0] if len(found) == 1 else None


def recognised(source: SourceFile) -> str:
    """The profile of the file. Raises ProblemError naming what the nearest profile lacks."""
    found = recognise(source)
    if found is not None:
        return found
    if source.kind() == "xlsx":
        heads = [tuple(str(c) for c in cells) for _, cells in strict_xlsx.read(source).row[:20]]
        known = [(f"lembar {kind}", sheets.MARK[kind]) for kind in sheets.COLUMNS]
        raise _unknown(source, heads, known)
    known = [(file.judul, file.tanda) for file in _till_files()]
    raise _unknown(source, _csv_headers(source), known)


def mapping_of(profil: str) -> tuple[mapping.TillMapping, bool] | None:
    """The till mapping that the profile belongs to, and whether it is the file of receipts."""
    for till in mapping.everything():
        if profil in (till.struk.id, till.barang.id):
            return till, profil == till.struk.id
    return None


def _till_files() -> list[mapping.SourceFile]:
    return [file for till in mapping.everything() for file in (till.struk, till.barang)]


def _csv_headers(source: SourceFile) -> list[tuple[str, ...]]:
    return strict_csv.first_headers(source, DELIMITER)


def _has_header(heads: Sequence[Sequence[str]], signature: Sequence[str]) -> bool:
    return any(all(name in head for name in signature) for head in heads)


def _unknown(
    source: SourceFile, heads: Sequence[Sequence[str]], known: Sequence[tuple[str, Sequence[str]]]
) -> ProblemError:
    """The file is none of the known ones: say which it is nearest to, and what that one has."""
    misses = [
        (len([name for name in signature if name not in head]), title, signature, head)
        for title, signature in known
        for head in (heads or [()])
    ]
    _, title, signature, head = min(misses, key=lambda m: m[0])
    lacking = [name for name in signature if name not in head]
    if len(lacking) == len(signature):
        fact = "berkas tidak dikenal: tidak ada judul kolom yang dikenal"
        hint = "impor ekspor Loyverse (CSV) atau lembar dari kkmp templat (XLSX)"
        return source.refuse("KOLOM-KURANG", fact, hint, 1)
    fact = f"berkas mirip {title}, tetapi tidak ada kolom {', '.join(lacking)}"
    hint = "ekspor atau isi ulang dengan semua kolom, tanpa mengganti judulnya"
    return source.refuse("KOLOM-KURANG", fact, hint, 1)
