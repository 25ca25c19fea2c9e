"""Writes drafts as ledger text; what is written reads back as the same facts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import ke_sen
from kkmp_ledger.book.dialek import MATA_UANG
from kkmp_ledger.book.dialek import OPSI
from kkmp_ledger.book.sidik import sidik_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Hitungan

_ACCOUNT_WIDTH = 40
_AMOUNT_WIDTH = 14
_MESIN = "; Berkas buatan mesin: jangan disunting, tulis sumbernya lalu jalankan kkmp susun."


def opsi() -> str:
    """The five option lines that open every file with entries."""
    return "".join(f'option "{name}" "{root}"\n' for name, root in OPSI.items())


def angka(jumlah: Decimal) -> str:
    """`2450000`, or `1234.56` when there are sen."""
    whole, sen = divmod(abs(ke_sen(jumlah)), 100)
    text = f"{whole}.{sen:02d}" if sen else str(whole)
    return f"-{text}" if jumlah < 0 else text


def teks(isi: str) -> str:
    """A quoted string; line breaks become spaces, so that an entry stays one block of lines."""
    flat = " ".join(isi.split())
    return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'


def entri(draft: Draft) -> str:
    """The draft as text, with a closing newline. It has its number by now."""
    assert draft.bukti, draft
    pihak = f"{teks(draft.pihak)} " if draft.pihak else ""
    lines = [f"{draft.tanggal} * {pihak}{teks(draft.uraian)} ^{draft.bukti}"]
    lines += _meta({"jenis": draft.jenis, **draft.meta}, "  ")
    for leg in draft.legs:
        amount = angka(leg.jumlah)
        lines.append(f"  {leg.akun:<{_ACCOUNT_WIDTH}} {amount:>{_AMOUNT_WIDTH}} {MATA_UANG}")
        lines += _meta(leg.meta, "    ")
    return "\n".join(lines) + "\n"


def hitungan(count: Hitungan) -> str:
    """A counted evening as the `balance` of the next day's start."""
    day = count.dihitung + timedelta(days=1)
    meta = {"dihitung": count.dihitung.isoformat(), **count.meta}
    return saldo(day, count.akun, count.jumlah, meta)


def saldo(day: date, akun: str, jumlah: Decimal, meta: Mapping[str, str]) -> str:
    """A `balance` line with its metadata."""
    amount = f"{angka(jumlah):>{_AMOUNT_WIDTH}} {MATA_UANG}"
    head = f"{day} balance {akun:<{_ACCOUNT_WIDTH}} {amount}"
    return "\n".join([head, *_meta(meta, "  ")]) + "\n"


def buka(day: date, akun: str, meta: Mapping[str, str]) -> str:
    """An `open` line with its metadata."""
    return "\n".join([f"{day} open {akun} {MATA_UANG}", *_meta(meta, "  ")]) + "\n"


def berkas_tangan(blocks: Iterable[str] = ()) -> str:
    """The text of a new hand-kept file: the option lines, then entries."""
    return "\n".join([opsi(), *blocks])


def berkas_mesin(
    blocks: Sequence[str], *, sumber: str, dari: Sequence[str] = (), with_options: bool = True
) -> str:
    """The text of a generated file.

    Its header holds the digest of its sources (`sumber`), their names (`dari`) and the digest of
    the body (`isi`), so that a stale file and an edited one are both noticed.
    """
    body = "\n".join([opsi(), *blocks] if with_options else list(blocks))
    head = [_MESIN, f"; sumber: {sumber}", f"; isi: {sidik_bytes(body.encode())}"]
    head += [f"; dari: {'; '.join(dari)}"] if dari else []
    return "\n".join(head) + "\n\n" + body


def isi_berkas_mesin(text: str) -> str:
    """The body below a generated file's header; "" when there is no header."""
    head, gap, body = text.partition("\n\n")
    return body if gap and head.startswith(";") else ""


def _meta(meta: Mapping[str, str | Decimal], indent: str) -> list[str]:
    return [
        f"{indent}{key}: {teks(value) if isinstance(value, str) else f'{angka(value)} {MATA_UANG}'}"
        for key, value in meta.items()
    ]
