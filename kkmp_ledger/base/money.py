"""Rupiah: reading it as people write it, rounding it once, dividing it without losing any."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.sure import ensure

if TYPE_CHECKING:
    from collections.abc import Sequence

Weight = int | Decimal | Fraction

_RUPIAH = re.compile(r"(?:Rp\.?\s*)?(\d+|\d{1,3}(?:\.\d{3})+)(?:,00|,-)?", re.IGNORECASE | re.ASCII)
_SEN = 100
_MOST_DIGITS = 15


def read_rupiah(text: str) -> int | None:
    """Read whole rupiah as a person types them: `10000`, `10.000`, `Rp 1.250.000,00`.

    None when the text is anything else: `10,5` and `10.00` are not guessed at. A quadrillion is no
    amount either: it is a slip, and sums of such would not fit the index.
    """
    match = _RUPIAH.fullmatch(text.strip())
    digits = match[1].replace(".", "") if match else ""
    return int(digits) if digits and len(digits) <= _MOST_DIGITS else None


def write_rupiah(amount: int | Decimal) -> str:
    """Write an amount for a person: `1.250.000`, `-1.250.000`, sen only when there are any."""
    value = Decimal(amount)
    whole, sen = divmod(abs(ke_sen(value)), _SEN)
    text = f"{whole:,}".replace(",", ".") + (f",{sen:02d}" if sen else "")
    return f"-{text}" if value < 0 else text


def round_rupiah(value: Decimal | Fraction | int) -> int:
    """Round half up to whole rupiah; adding whole rupiah before or after gives the same."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)  # nearly always: only banks carry sen
    return math.floor(Fraction(value) + Fraction(1, 2))


def ke_sen(amount: Decimal | int) -> int:
    """Whole sen of an amount. Raises ProblemError RUPIAH-PECAHAN for what is finer than sen."""
    sen = Decimal(amount) * _SEN
    if sen != sen.to_integral_value():
        fact = f"jumlah {str(amount).replace('.', ',')} lebih halus daripada sen"
        hint = "kkmp cek menyebut barisnya; tulis paling banyak dua angka sesudah koma"
        raise ProblemError(Problem("RUPIAH-PECAHAN", fact, hint))
    return int(sen)


def from_sen(sen: int) -> Decimal:
    """Give the amount of so many sen: 12345600 -> Decimal('123456'), 150 -> Decimal('1.50')."""
    whole, rest = divmod(sen, _SEN)
    return Decimal(whole) if rest == 0 else Decimal(sen).scaleb(-2)


def allocate(
    total: int,
    weights: Sequence[Weight],
    unit: int = 1,
    rest: int | None = None,
) -> list[int]:
    """Divide `total` rupiah by `weights`; the parts always sum to `total`.

    Without `rest`: largest remainder in steps of `unit`, ties to the earlier weight (callers
    order by member number); `total` must then be a multiple of `unit`. With `rest`: every part
    is rounded down to `unit` and what is left over goes to the part at index `rest`.
    A negative total is divided as its mirror image. Weights are not negative and not all 0.
    """
    if total < 0:
        return [-part for part in allocate(-total, weights, unit, rest)]
    exact = [Fraction(w) for w in weights]
    scale = math.lcm(*(w.denominator for w in exact))
    shares = [w.numerator * (scale // w.denominator) for w in exact]
    if sum(shares) <= 0 or min(shares) < 0:
        raise ValueError("weights must not be negative, and not all 0")
    if rest is None and total % unit:
        raise ValueError("a total that is not a multiple of the unit needs a place for the rest")
    whole = sum(shares) * unit
    divided = [divmod(total * share, whole) for share in shares]
    parts = [part for part, _ in divided]
    left = total // unit - sum(parts)
    if rest is None:
        by_remainder = sorted(range(len(parts)), key=lambda i: (-divided[i][1], i))
        for i in by_remainder[:left]:
            parts[i] += 1
        parts = [p * unit for p in parts]
    else:
        parts = [p * unit for p in parts]
        parts[rest] += total - sum(parts)
    ensure(sum(parts) == total, (parts, total))
    return parts


def round_together(amounts: Sequence[Weight], total: int) -> list[int]:
    """Round amounts to whole rupiah that sum to `total`: by largest remainder, ties to the earlier.

    No amount moves by a rupiah or more, so `total` must lie between the sums of the amounts all
    rounded down and all rounded up; another total is a programming error.
    """
    parts = [math.floor(amount) for amount in amounts]
    left = total - sum(parts)
    broken = [i for i, amount in enumerate(amounts) if amount != parts[i]]
    ensure(0 <= left <= len(broken), (total, left))
    for i in sorted(broken, key=lambda i: (parts[i] - amounts[i], i))[:left]:
        parts[i] += 1
    ensure(sum(parts) == total, (parts, total))
    return parts
