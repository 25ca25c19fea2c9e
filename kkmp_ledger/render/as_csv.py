"""Reports as CSV (RFC 4180): a header, plain integers, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kkmp_ledger.statements.model import Laporan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.statements.model import Bukti
    from kkmp_ledger.statements.model import Tabel

Sel = str | int | None

# What makes a spreadsheet take a cell for a formula, and the wide forms of the same characters.
_RUMUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def laporan(report: Laporan | Tabel) -> str:
    """A statement as `kunci, uraian, jenis` and its columns; a list as its columns."""
    if isinstance(report, Laporan):
        blank: tuple[Sel, ...] = (None,) * len(report.kolom)
        head = ["kunci", "uraian", "jenis", *(k.kunci for k in report.kolom)]
        rows = ((b.kunci, b.label, b.jenis, *(b.nilai or blank)) for b in report.baris)
        return _tulis(head, rows)
    return _tulis([k.kunci for k in report.kolom], report.baris)


def daftar_bukti(bukti: Sequence[Bukti]) -> str:
    """One row a comparison; what could not be compared is a row without amounts."""
    rows: list[tuple[Sel, ...]] = []
    for one in bukti:
        rows += [
            (one.nomor, one.judul, b.uraian, b.kiri, b.kanan, "ya" if b.cocok else "tidak")
            for b in one.banding
        ]
        rows += [(one.nomor, one.judul, text, None, None, "belum") for text in one.belum]
    return _tulis(["bukti", "judul", "uraian", "kiri", "kanan", "cocok"], rows)


def _tulis(head: Sequence[str], rows: Iterable[Sequence[Sel]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_aman(h) for h in head])
    writer.writerows([_aman(cell) for cell in row] for row in rows)
    return out.getvalue()


def _aman(cell: Sel) -> Sel:
    """A text that starts like a formula is written behind an apostrophe; a number is a number."""
    if isinstance(cell, str) and cell.startswith(_RUMUS):
        return f"'{cell}"
    return cell
