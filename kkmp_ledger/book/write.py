"""Writes drafts as ledger text; what is written reads back as the same facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.money import ke_sen
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.book.dialect import CURRENCY
from kkmp_ledger.book.dialect import OPTIONS
from kkmp_ledger.book.digest import digest_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from kkmp_ledger.book.model import Count
    from kkmp_ledger.book.model import Draft

_ACCOUNT_WIDTH = 40
_AMOUNT_WIDTH = 14
_MACHINE = "; Berkas buatan mesin: jangan disunting, tulis sumbernya lalu jalankan kkmp susun."


def options() -> str:
    """The five option lines that open every file with entries."""
    return "".join(f'option "{name}" "{root}"\n' for name, root in OPTIONS.items())


def number(jumlah: Decimal) -> str:
    """`2450000`, or `1234.56` when there are sen."""
    whole, sen = divmod(abs(ke_sen(jumlah)), 100)
    text = f"{whole}.{sen:02d}" if sen else str(whole)
    return f"-{text}" if jumlah < 0 else text


def quoted(content: str) -> str:
    """A quoted string; line breaks become spaces, so that an entry stays one block of lines."""
    flat = " ".join(content.split())
    return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'


def entry_text(draft: Draft) -> str:
    """The draft as text, with a closing newline. It has its number by now."""
    ensure(draft.bukti, draft)
    pihak = f"{quoted(draft.pihak)} " if draft.pihak else ""
    lines = [f"{draft.tanggal} * {pihak}{quoted(draft.uraian)} ^{draft.bukti}"]
    lines += _meta({"jenis": draft.jenis, **draft.meta}, "  ")
    for leg in draft.legs:
        amount = number(leg.jumlah)
        lines.append(f"  {leg.akun:<{_ACCOUNT_WIDTH}} {amount:>{_AMOUNT_WIDTH}} {CURRENCY}")
        lines += _meta(leg.meta, "    ")
    return "\n".join(lines) + "\n"


def count_text(count: Count) -> str:
    """A counted evening, or what takes one back, as a note on its account with its number."""
    ensure(count.bukti, count)
    said: dict[str, str | Decimal] = {"bukti": count.bukti}
    if "membalik" not in count.meta:
        said |= {"jumlah": count.jumlah, "dihitung": count.counted.isoformat()}
    head = f"{count.counted} note {count.akun} {quoted(count.words)}"
    return "\n".join([head, *_meta({**said, **count.meta}, "  ")]) + "\n"


def balance_text(day: date, akun: str, jumlah: Decimal, meta: Mapping[str, str]) -> str:
    """A `balance` line with its metadata."""
    amount = f"{number(jumlah):>{_AMOUNT_WIDTH}} {CURRENCY}"
    head = f"{day} balance {akun:<{_ACCOUNT_WIDTH}} {amount}"
    return "\n".join([head, *_meta(meta, "  ")]) + "\n"


def open_text(day: date, akun: str, meta: Mapping[str, str]) -> str:
    """An `open` line with its metadata."""
    return "\n".join([f"{day} open {akun} {CURRENCY}", *_meta(meta, "  ")]) + "\n"


def hand_file(blocks: Iterable[str] = ()) -> str:
    """The text of a new hand-kept file: the option lines, then entries."""
    return "\n".join([options(), *blocks])


def machine_file(
    blocks: Sequence[str], *, source: str, dari: Sequence[str] = (), with_options: bool = True
) -> str:
    """The text of a generated file.

    Its header holds the digest of its sources (`sumber`), their names (`dari`) and the digest of
    the body (`isi`), so that a stale file and an edited one are both noticed.
    """
    body = "\n".join([options(), *blocks] if with_options else list(blocks))
    head = [_MACHINE, f"; sumber: {source}", f"; isi: {digest_bytes(body.encode())}"]
    head += [f"; dari: {'; '.join(dari)}"] if dari else []
    return "\n".join(head) + "\n\n" + body


def machine_body(text: str) -> str:
    """The body below a generated file's header; "" when there is no header."""
    head, gap, body = text.partition("\n\n")
    return body if gap and head.startswith(";") else ""


def _meta(meta: Mapping[str, str | Decimal], indent: str) -> list[str]:
    def written(value: str | Decimal) -> str:
        return quoted(value) if isinstance(value, str) else f"{number(value)} {CURRENCY}"

    return [f"{indent}{key}: {written(value)}" for key, value in meta.items()]
