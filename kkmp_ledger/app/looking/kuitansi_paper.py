"""The receipt of a deposit: the one paper on which a member's name and money stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.statements.sections import Kuitansi

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.events.simpanan import Penarikan
    from kkmp_ledger.koperasi.events.simpanan import Setoran


_NOBODY = ("root", "Administrator")  # a computer's account: the paper leaves room for a name


def kuitansi(
    at: Books, event: Setoran | Penarikan, *, bukti: str, tanggal: date, oleh: str, seal: str = ""
) -> Kuitansi:
    """The receipt for a deposit or withdrawal that was booked as `bukti`, written out by `oleh`.

    `seal` is the last seal's code: paper in members' hands is its witness.
    """
    nomor = at.member(event.anggota)
    k, person = at.koperasi, at.people.get(nomor)
    return Kuitansi(
        entity=k.nama,
        nomor=bukti,
        tanggal=tanggal,
        anggota=nomor,
        nama=person.nama if person else "",
        untuk=f"Simpanan {event.simpanan}",
        jumlah=event.jumlah,
        clerk="" if oleh in _NOBODY else oleh,
        direction=event.direction,
        kas=at.box_name(at.box(event.box)),
        alamat=k.alamat,
        kota=k.kota,
        fiktif=k.fiktif,
        seal=seal,
    )
