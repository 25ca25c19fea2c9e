"""The receipt for a deposit or a withdrawal, as text for a terminal and as a page to hand over."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from num2words import num2words  # type: ignore[import-untyped]  # ships no types

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.render.grid import FIKTIF
from kkmp_ledger.render.wording import clean

if TYPE_CHECKING:
    from kkmp_ledger.statements.sections import Kuitansi

WIDTH = 64
_IN_WORDS = "Uang sejumlah"
_TITLE = {"terima": "Kuitansi", "bayar": "Bukti Penarikan"}
_PIHAK = {"terima": "Telah diterima dari", "bayar": "Telah dibayarkan kepada"}
_BLANK = "." * 24
_SEAL = "Segel terakhir"
_MARK = "Diterima oleh"  # whoever got the money signs


def in_words(jumlah: int) -> str:
    """Write an amount in words, as a receipt must: `Lima puluh ribu rupiah`."""
    ensure(jumlah >= 0, "a receipt is never for less than nothing")
    words = str(num2words(jumlah, lang="id"))
    return f"{words[0].upper()}{words[1:]} rupiah"


def content(kuitansi: Kuitansi) -> list[tuple[str, str]]:
    """The lines of a receipt: label and text, in the order in which they are printed."""
    rows = [
        ("Tanggal", long_date(kuitansi.tanggal)),
        (_PIHAK[kuitansi.direction], f"{kuitansi.nama} ({kuitansi.anggota})"),
        (_IN_WORDS, in_words(kuitansi.jumlah)),
        ("Untuk", kuitansi.untuk),
        ("Keterangan", kuitansi.keterangan),
        ("Masuk ke" if kuitansi.direction == "terima" else "Dibayar dari", kuitansi.kas),
    ]
    return [(label, clean(text)) for label, text in rows if text]


def text(kuitansi: Kuitansi, width: int = WIDTH) -> str:
    """The receipt in plain text, about as wide as a till's paper allows to be read."""
    label = max(len(name) for name, _ in content(kuitansi)) + 2
    lines = [clean(kuitansi.entity)]
    if kuitansi.alamat:
        lines.append(clean(kuitansi.alamat))
    lines += ["=" * width, f"{_TITLE[kuitansi.direction].upper()}  No. {clean(kuitansi.nomor)}", ""]
    for name, text in content(kuitansi):
        lines += textwrap.wrap(
            text, width, initial_indent=name.ljust(label), subsequent_indent=" " * label
        )
    lines += ["", f"Jumlah  Rp {write_rupiah(kuitansi.jumlah)}", "-" * width]
    lines.append(f"{_MARK}: {_receiver(kuitansi) or _BLANK}")
    if kuitansi.seal:
        lines.append(f"{_SEAL}: {kuitansi.seal}")
    if kuitansi.fiktif:
        lines += textwrap.wrap(FIKTIF, width)
    return "\n".join(lines) + "\n"


def pdf(kuitansi: Kuitansi) -> bytes:
    """The receipt on A5 across; the file is dated on the receipt's own day.

    A square stands for a letter that the reports' font does not have.
    """
    from kkmp_ledger.render.as_pdf import typeset  # noqa: PLC0415  # most receipts are text alone

    day = kuitansi.tanggal
    place = f"{clean(kuitansi.kota)}, " if kuitansi.kota else ""
    data = {
        "judul": _TITLE[kuitansi.direction],
        "nomor": clean(kuitansi.nomor),
        "entitas": clean(kuitansi.entity),
        "alamat": clean(kuitansi.alamat),
        "dibuat": [day.year, day.month, day.day],
        "isi": content(kuitansi),
        "tebal": _IN_WORDS,
        "rupiah": f"Rp {write_rupiah(kuitansi.jumlah)}",
        "tempat": f"{place}{long_date(day)}",
        "tanda": _MARK,
        "penanda": _receiver(kuitansi) or _BLANK,
        "segel": f"{_SEAL}: {kuitansi.seal}" if kuitansi.seal else "",
        "fiktif": FIKTIF if kuitansi.fiktif else "",
    }
    return typeset("kuitansi/kuitansi.typ", data)


def _receiver(kuitansi: Kuitansi) -> str:
    """Who got the money: the officer for a deposit, the member for a withdrawal."""
    return clean(kuitansi.clerk if kuitansi.direction == "terima" else kuitansi.nama)
