"""Reports as PDF for archives (PDF/A-2u), typeset by Typst from data, never from pasted markup."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.places import folder
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.render.glyphs import printable_data
from kkmp_ledger.render.grid import FIKTIF
from kkmp_ledger.render.grid import grid_of
from kkmp_ledger.render.grid import group
from kkmp_ledger.render.grid import proof_grid
from kkmp_ledger.render.page_layout import layout
from kkmp_ledger.render.wording import clean
from kkmp_ledger.render.wording import standing
from kkmp_ledger.statements.sections import Cover
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Signatures
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kkmp_ledger.render.grid import Grid
    from kkmp_ledger.statements.sections import Report
    from kkmp_ledger.statements.sections import Section

_CHILD = Path(__file__).with_name("typst_child.py")
_FAILED = 3


def render(report: Report, made: date) -> bytes:
    """The report as pages.

    `made` is the date that the file says it was created on; the same input, the same bytes. A
    square stands for a letter that the reports' font does not have.
    """
    head = report.header
    data = {
        "judul": clean(report.title),
        "dibuat": [made.year, made.month, made.day],
        "kepala": {
            "entitas": clean(head.entity),
            "periode": clean(head.period),
            "sidik": standing(head),
            "fiktif": head.fiktif,
        },
        "fiktif": FIKTIF,
        # a part of a book has its own period: a statement of one day stands in the book of a year
        "bagian": [
            {
                "judul": clean(section.title),
                "periode": clean(section.header.period),
                **KINDS[type(section)](section),
            }
            for section in report.sections
        ],
    }
    return typeset("laporan/laporan.typ", data)


def typeset(template: str, data: dict[str, Any], root_folder: Path | None = None) -> bytes:
    """Typeset `<akar>/<templat>` with `data` in a child process; `akar` is `templates` itself.

    Whatever Typst finds fault with, a missing font or a mere warning, is a fault of the template
    and fails an assertion: no text of the data can be one.
    """
    root = root_folder or folder("templates")
    job = {
        "templat": str(root / template),
        "akar": str(root),
        "fonta": str(folder("templates") / "fonts"),
        "data": printable_data(data),
    }
    # -P: the child must not take a module of this folder for one of Python's own
    done = subprocess.run(  # noqa: S603 - our own file, our own interpreter, no shell
        [sys.executable, "-P", "-X", "utf8", str(_CHILD)],
        input=json.dumps(job).encode(),
        capture_output=True,
        check=False,
    )
    ensure(done.returncode != _FAILED, done.stdout.decode("utf-8", "replace"))
    ensure(done.returncode == 0, done.stderr.decode("utf-8", "replace"))
    return done.stdout


def _cover(section: Cover) -> dict[str, Any]:
    return {
        "jenis": "sampul",
        "tahun": str(section.year),
        "identitas": [[clean(label), clean(text)] for label, text in section.identity],
    }


def _statement(section: Statement) -> dict[str, Any]:
    return {"jenis": "laporan", **_grid(grid_of(section))}


def _list(section: Table) -> dict[str, Any]:
    return {"jenis": "daftar", **_grid(grid_of(section))}


def _proofs(section: Proofs) -> dict[str, Any]:
    return {"jenis": "pembuktian", "bukti": [_grid(proof_grid(one)) for one in section.proofs]}


def _signatures(section: Signatures) -> dict[str, Any]:
    signatories = [[clean(jabatan), clean(nama)] for jabatan, nama in section.signatories]
    return {"jenis": "pengesahan", "penandatangan": signatories}


# `jenis` names the function of `laporan.typ` that draws the section.
KINDS: dict[type[Section], Callable[[Any], dict[str, Any]]] = {
    Cover: _cover,
    Statement: _statement,
    Table: _list,
    Proofs: _proofs,
    Signatures: _signatures,
}


def _grid(grid: Grid) -> dict[str, Any]:
    arranged = layout(grid)
    return {
        "judul": grid.title,
        "satuan": grid.unit_of_amounts,
        "status": grid.status,
        "lanskap": arranged.landscape,
        "setengah": arranged.half,
        "lebar": arranged.width,
        "kelompok": group(grid.columns) if grid.grouped else [],
        "lajur": [
            {"judul": one.title, "catatan": one.notes, "angka": one.number} for one in grid.columns
        ],
        "deret": [
            {"sel": d.cell, "jenis": d.jenis, "tingkat": d.level, "tutup": d.tutup}
            for d in grid.rows
        ],
        "catatan": grid.notes,
    }
