"""The receipt for a deposit or a withdrawal, as text for a terminal and as a page to hand over."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from num2words import num2words  # type: ignore[import-untyped]  # ships no types

from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.render.as_pdf import susun
from kkmp_ledger.render.kisi import FIKTIF
from kkmp_ledger.render.tulisan import bersih

if TYPE_CHECKING:
    from kkmp_ledger.statements.model import Kuitansi

LEBAR = 64
_TERBILANG = "Uang sejumlah"
_JUDUL = {"terima": "Kuitansi", "bayar": "Bukti Penarikan"}
_PIHAK = {"terima": "Telah diterima dari", "bayar": "Telah dibayarkan kepada"}
_TANDA = "Diterima oleh"  # whoever got the money signs


def terbilang(jumlah: int) -> str:
    """Write an amount in words, as a receipt must: `Lima puluh ribu rupiah`."""
    assert jumlah >= 0, "a receipt is never for less than nothing"
    words = str(num2words(jumlah, lang="id"))
    return f"{words[0].upper()}{words[1:]} rupiah"


def isi(kuitansi: Kuitansi) -> list[tuple[str, str]]:
    """The lines of a receipt: label and text, in the order in which they are printed."""
    rows = [
        ("Tanggal", tanggal_panjang(kuitansi.tanggal)),
        (_PIHAK[kuitansi.arah], f"{kuitansi.nama} ({kuitansi.anggota})"),
        (_TERBILANG, terbilang(kuitansi.jumlah)),
        ("Untuk", kuitansi.untuk),
        ("Keterangan", kuitansi.keterangan),
        ("Masuk ke" if kuitansi.arah == "terima" else "Dibayar dari", kuitansi.kas),
    ]
    return [(label, bersih(text)) for label, text in rows if text]


def teks(kuitansi: Kuitansi, lebar: int = LEBAR) -> str:
    """The receipt in plain text, about as wide as a till's paper allows to be read."""
    label = max(len(name) for name, _ in isi(kuitansi)) + 2
    lines = [bersih(kuitansi.entitas)]
    if kuitansi.alamat:
        lines.append(bersih(kuitansi.alamat))
    lines += ["=" * lebar, f"{_JUDUL[kuitansi.arah].upper()}  No. {bersih(kuitansi.nomor)}", ""]
    for name, text in isi(kuitansi):
        lines += textwrap.wrap(
            text, lebar, initial_indent=name.ljust(label), subsequent_indent=" " * label
        )
    lines += ["", f"Jumlah  Rp {tulis_rupiah(kuitansi.jumlah)}", "-" * lebar]
    lines.append(f"{_TANDA}: {_penerima(kuitansi)}")
    if kuitansi.fiktif:
        lines += textwrap.wrap(FIKTIF, lebar)
    return "\n".join(lines) + "\n"


def pdf(kuitansi: Kuitansi) -> bytes:
    """The receipt on A5 across; the file is dated on the receipt's own day.

    Raises ProblemError (HURUF-TIADA) for a letter that the reports' font does not have.
    """
    day = kuitansi.tanggal
    place = f"{bersih(kuitansi.kota)}, " if kuitansi.kota else ""
    data = {
        "judul": _JUDUL[kuitansi.arah],
        "nomor": bersih(kuitansi.nomor),
        "entitas": bersih(kuitansi.entitas),
        "alamat": bersih(kuitansi.alamat),
        "dibuat": [day.year, day.month, day.day],
        "isi": isi(kuitansi),
        "tebal": _TERBILANG,
        "rupiah": f"Rp {tulis_rupiah(kuitansi.jumlah)}",
        "tempat": f"{place}{tanggal_panjang(day)}",
        "tanda": _TANDA,
        "penanda": _penerima(kuitansi),
        "fiktif": FIKTIF if kuitansi.fiktif else "",
    }
    return susun("kuitansi/kuitansi.typ", data)


def _penerima(kuitansi: Kuitansi) -> str:
    """Who got the money: the officer for a deposit, the member for a withdrawal."""
    return bersih(kuitansi.petugas if kuitansi.arah == "terima" else kuitansi.nama)
