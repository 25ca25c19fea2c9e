"""Tells what a file is, by its header alone; a file name proves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.importing import lembar
from kkmp_ledger.importing.readers import csv_ketat
from kkmp_ledger.importing.readers import xlsx_ketat
from kkmp_ledger.spec import mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.base.problem import ProblemError
    from kkmp_ledger.importing.berkas import Berkas

PEMISAH = (",", ";")


def kenali(berkas: Berkas) -> str | None:
    """The profile of the file: `loyverse-struk`, `setoran` and so on; None for no or several.

    Raises ProblemError when the file cannot be read at all (empty, a password, formulas ...).
    """
    if berkas.macam() in ("xlsx", "ole"):
        return lembar.jenis_lembar(xlsx_ketat.baca(berkas))
    found = [file.id for file in _berkas_kasir() if _punya_judul(_judul_csv(berkas), file.tanda)]
    return found[0] if len(found) == 1 else None


def demi_profil(berkas: Berkas) -> str:
    """The profile of the file. Raises ProblemError naming what the nearest profile lacks."""
    found = kenali(berkas)
    if found is not None:
        return found
    if berkas.macam() == "xlsx":
        heads = [tuple(str(c) for c in cells) for _, cells in xlsx_ketat.baca(berkas).baris[:20]]
        known = [(f"lembar {kind}", lembar.TANDA[kind]) for kind in lembar.KOLOM]
        raise _tak_dikenal(berkas, heads, known)
    known = [(file.judul, file.tanda) for file in _berkas_kasir()]
    raise _tak_dikenal(berkas, _judul_csv(berkas), known)


def pemetaan_berkas(profil: str) -> tuple[mapping.Pemetaan, bool] | None:
    """The till mapping that the profile belongs to, and whether it is the file of receipts."""
    for peta in mapping.semua():
        if profil in (peta.struk.id, peta.barang.id):
            return peta, profil == peta.struk.id
    return None


def _berkas_kasir() -> list[mapping.Berkas]:
    return [file for peta in mapping.semua() for file in (peta.struk, peta.barang)]


def _judul_csv(berkas: Berkas) -> list[tuple[str, ...]]:
    return csv_ketat.judul_pertama(berkas, PEMISAH)


def _punya_judul(heads: Sequence[Sequence[str]], tanda: Sequence[str]) -> bool:
    return any(all(name in head for name in tanda) for head in heads)


def _tak_dikenal(
    berkas: Berkas, heads: Sequence[Sequence[str]], known: Sequence[tuple[str, Sequence[str]]]
) -> ProblemError:
    """The file is none of the known ones: say which it is nearest to, and what that one has."""
    misses = [
        (len([name for name in tanda if name not in head]), judul, tanda, head)
        for judul, tanda in known
        for head in (heads or [()])
    ]
    _, judul, tanda, head = min(misses, key=lambda m: m[0])
    lacking = [name for name in tanda if name not in head]
    if len(lacking) == len(tanda):
        fact = "berkas tidak dikenal: tidak ada judul kolom yang dikenal"
        hint = "impor ekspor Loyverse (CSV) atau lembar dari kkmp templat (XLSX)"
        return berkas.tolak("KOLOM-KURANG", fact, hint, 1)
    fact = f"berkas mirip {judul}, tetapi tidak ada kolom {', '.join(lacking)}"
    hint = "ekspor atau isi ulang dengan semua kolom, tanpa mengganti judulnya"
    return berkas.tolak("KOLOM-KURANG", fact, hint, 1)
