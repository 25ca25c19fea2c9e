"""Reports as PDF for archives (PDF/A-2u), typeset by Typst from data, never from pasted markup."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.tempat import folder
from kkmp_ledger.render.kisi import FIKTIF
from kkmp_ledger.render.kisi import isi_buku
from kkmp_ledger.render.kisi import kelompok
from kkmp_ledger.render.kisi import kisi
from kkmp_ledger.render.kisi import kisi_bukti
from kkmp_ledger.render.tata import tata
from kkmp_ledger.render.tulisan import bersih
from kkmp_ledger.render.tulisan import sidik_buku
from kkmp_ledger.statements.model import Tabel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.render.kisi import Kisi
    from kkmp_ledger.statements.model import Bukti
    from kkmp_ledger.statements.model import BukuRat
    from kkmp_ledger.statements.model import Kepala
    from kkmp_ledger.statements.model import Laporan

_ANAK = Path(__file__).with_name("typst_anak.py")
_GAGAL = 3
_HURUF = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)


def laporan(report: Laporan | Tabel, dibuat: date, bukti: Sequence[Bukti] | None = None) -> bytes:
    """A statement or a list, with its proofs when they were asked for.

    `dibuat` is the date that the file says it was created on; the same input, the same bytes.
    Raises ProblemError (HURUF-TIADA) for a letter that the reports' font does not have.
    """
    data = {
        **_umum(report.kepala, dibuat, bersih(report.judul)),
        "kisi": [_laporan(report)],
        "bukti": [_kisi(kisi_bukti(b)) for b in bukti or ()],
    }
    return susun("laporan/laporan.typ", data)


def buku(book: BukuRat, dibuat: date) -> bytes:
    """The RAT book. Raises as `laporan` does."""
    title = f"Buku Rapat Anggota Tahunan {book.tahun}"
    data = {
        **_umum(book.kepala, dibuat, title),
        "tahun": str(book.tahun),
        "identitas": [[bersih(a), bersih(b)] for a, b in book.identitas],
        "kisi": [_laporan(r) for r in isi_buku(book)],
        "bukti": [_kisi(kisi_bukti(b)) for b in book.bukti],
        "penandatangan": [[bersih(a), bersih(b)] for a, b in book.penandatangan],
    }
    return susun("rat/buku.typ", data)


def susun(templat: str, data: dict[str, Any], akar: Path | None = None) -> bytes:
    """Typeset `<akar>/<templat>` with `data` in a child process; `akar` is `templates` itself.

    Raises ProblemError as `laporan` does; whatever else Typst finds fault with, a missing font or a
    mere warning, is a fault of the template and fails an assertion.
    """
    root = akar or folder("templates")
    job = {
        "templat": str(root / templat),
        "akar": str(root),
        "fonta": str(folder("templates") / "fonts"),
        "data": data,
    }
    # -P: the child must not take a module of this folder for one of Python's own
    done = subprocess.run(  # noqa: S603 - our own file, our own interpreter, no shell
        [sys.executable, "-P", "-X", "utf8", str(_ANAK)],
        input=json.dumps(job).encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode == _GAGAL:
        raise _masalah(json.loads(done.stdout))
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout


def _masalah(keluhan: list[str]) -> ProblemError:
    """A letter without a glyph is the data's fault; anything else is a fault of our templates."""
    match = _HURUF.search(keluhan[0])
    assert match, keluhan
    char = match[1][:1]
    fact = f'huruf "{char}" (U+{ord(char):04X}) tidak ada di fonta laporan'
    hint = "ganti huruf itu di nama atau keterangan yang memuatnya"
    return ProblemError(Problem("HURUF-TIADA", fact, hint))


def _umum(kepala: Kepala, dibuat: date, judul: str) -> dict[str, Any]:
    return {
        "judul": judul,
        "dibuat": [dibuat.year, dibuat.month, dibuat.day],
        "kepala": {
            "entitas": bersih(kepala.entitas),
            "periode": bersih(kepala.periode),
            "sidik": sidik_buku(kepala.sidik),
            "fiktif": kepala.fiktif,
        },
        "fiktif": FIKTIF,
    }


def _laporan(report: Laporan | Tabel) -> dict[str, Any]:
    """A part of a book has its own period: a statement of one day stands in the book of a year."""
    own = {"periode": bersih(report.kepala.periode), "daftar": isinstance(report, Tabel)}
    return {**_kisi(kisi(report)), **own}


def _kisi(grid: Kisi) -> dict[str, Any]:
    layout = tata(grid)
    return {
        "judul": grid.judul,
        "satuan": grid.satuan,
        "status": grid.status,
        "daftar": False,
        "lanskap": layout.lanskap,
        "setengah": layout.setengah,
        "lebar": layout.lebar,
        "kelompok": kelompok(grid.lajur) if grid.berkelompok else [],
        "lajur": [
            {"judul": one.judul, "catatan": one.catatan, "angka": one.angka} for one in grid.lajur
        ],
        "deret": [
            {"sel": d.sel, "jenis": d.jenis, "tingkat": d.tingkat, "tutup": d.tutup}
            for d in grid.deret
        ],
        "catatan": grid.catatan,
    }
