"""The seal of a month or a year: a digest over its facts, chained to the seal before."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.book.sidik import fakta_catatan
from kkmp_ledger.book.sidik import fakta_entri
from kkmp_ledger.book.sidik import fakta_saldo
from kkmp_ledger.book.sidik import periode_saldo
from kkmp_ledger.book.sidik import sidik_bytes
from kkmp_ledger.book.sidik import sidik_fakta

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.base.problem import Place
    from kkmp_ledger.book.buku import Buku
    from kkmp_ledger.book.index import Index

_PENYESUAIAN = "13-penyesuaian.beancount"
_PENDEK = 12
_RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = str.maketrans(_RFC4648, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


class Fakta(NamedTuple):
    """One sealed fact: its canonical text, where it stands, and what people call it."""

    isi: str
    place: Place
    sebutan: str


def fakta_periode(
    ledger: Buku | Index, period: Period, *, pertama: bool, penyesuaian: bool
) -> list[Fakta]:
    """The facts that a seal of the period covers.

    The first seal takes all that is earlier (`pertama`). A month leaves out the year's
    adjustments, which only the year's seal covers (`penyesuaian`).
    """
    span = type(period)(period.start.min, period.until) if pertama else period
    found = [
        Fakta(fakta_entri(e), e.place, e.bukti)
        for e in ledger.entries(span)
        if penyesuaian or not e.place.path.endswith(_PENYESUAIAN)
    ]
    shifted = span if pertama else periode_saldo(span)
    shifted = type(span)(shifted.start, periode_saldo(period).until)
    found += [Fakta(fakta_saldo(a), a.place, f"saldo {a.akun}") for a in ledger.assertions(shifted)]
    found += [Fakta(fakta_catatan(n), n.place, "catatan") for n in ledger.notes(span)]
    return found


def sidik_tahun(ledger: Buku | Index, period: Period) -> str:
    """The fingerprint of a book year, 16 hex digits: sealed or not, by its facts alone."""
    facts = fakta_periode(ledger, period, pertama=False, penyesuaian=True)
    openings = (
        fakta_entri(e)
        for e in ledger.entries(type(period)(period.start.min, period.start))
        if e.jenis == SALDO_AWAL
    )
    return sidik_fakta([*(f.isi for f in facts), *openings])[:16]


def tulis_segel(nama: str, period: Period, sebelum: str, facts: Sequence[Fakta]) -> str:
    """The text of `segel/<nama>.txt`; `sebelum` is the digest of the seal before, or "-".

    One line a fact, so that a later check can name the one that was changed, added or lost.
    """
    digest = rantai(sebelum, (f.isi for f in facts))
    head = [
        f"segel: {nama}",
        f"periode: {period.start} s.d. {period.akhir}",
        f"sebelum: {sebelum}",
        f"sidik: {digest}",
        f"kode: {kode(digest)}",
        f"fakta: {len(facts)}",
        "",
    ]
    rows = sorted(
        (f.place.path, f.place.line, sidik_bytes(f.isi.encode())[:_PENDEK], f.sebutan)
        for f in facts
    )
    return "\n".join([*head, *(f"{h} {path}:{line} {what}" for path, line, h, what in rows)]) + "\n"


def rantai(sebelum: str, facts: Iterable[str]) -> str:
    """The digest of a seal: of the seal before it and of the facts."""
    return sidik_bytes(f"{sebelum}\n{sidik_fakta(facts)}".encode())


def kode(digest: str) -> str:
    """A short code that can be read aloud: eight letters and digits, none easily mistaken."""
    text = base64.b32encode(bytes.fromhex(digest)).decode().translate(_CROCKFORD)
    return f"{text[:4]}-{text[4:8]}"


def sidik_segel(text: str) -> str:
    """The digest that a seal's text states."""
    return next((line for line in text.splitlines() if line.startswith("sidik: ")), "")[7:]
