"""New members from a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.importing import sheets
from kkmp_ledger.importing.readers import strict_xlsx
from kkmp_ledger.importing.source_file import SourceFile
from kkmp_ledger.koperasi.events.keanggotaan import AnggotaMasuk

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kkmp_ledger.koperasi.events.event import Event


def joining(path: Path) -> list[tuple[Event, date]]:
    """The events of those who join, in order of rows. Raises ProblemError with every wrong cell."""
    rows = sheets.read_anggota(strict_xlsx.read(SourceFile.at(path)))
    return [
        (
            AnggotaMasuk(
                nama=r.nama, nik=r.nik, alamat=r.alamat, telepon=r.telepon, di_kasir=r.till_name,
                keterangan=r.keterangan, nomor=r.nomor,
            ),
            r.masuk,
        )
        for r in rows
    ]  # fmt: skip
