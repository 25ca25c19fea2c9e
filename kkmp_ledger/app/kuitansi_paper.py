"""The receipt of a deposit: the one paper on which a member's name and money stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.statements.sections import Kuitansi

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.recorder import Recorder


def kuitansi(
    folder: Folder,
    recorder: Recorder,
    *,
    bukti: str,
    nomor: str,
    macam: str,
    jumlah: int,
    kas: str,
    tanggal: date,
) -> Kuitansi:
    """The receipt for a deposit that was booked as `bukti`."""
    k = folder.koperasi
    person = folder.pribadi.get(nomor)
    return Kuitansi(
        entity=k.nama,
        nomor=bukti,
        tanggal=tanggal,
        anggota=nomor,
        nama=person.nama if person else "",
        untuk=f"Simpanan {macam}",
        jumlah=jumlah,
        clerk=recorder.oleh,
        kas=folder.names.box_name(folder.names.box(kas)),
        alamat=k.alamat,
        kota=k.kota,
        fiktif=k.fiktif,
    )
