"""What all events share: an entry that balances, in whole rupiah but for banks, or a refusal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.base.words import one_line
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.schema.chart import Chart

Jumlah = int | Decimal
LegLike = Leg | tuple[str, Jumlah]

_SEN = Decimal("0.01")


def refusal(fact: str, hint: str) -> ProblemError:
    """The refusal of what a person filled in."""
    return ProblemError(Problem("ISIAN", fact, hint))


def draft_entry(
    chart: Chart,
    *,
    tanggal: date,
    jenis: str,
    uraian: str,
    legs: Sequence[LegLike],
    pihak: str = "",
    meta: Mapping[str, str] | None = None,
) -> Draft:
    """A draft from legs of account and signed rupiah (debit positive); legs of 0 are left out.

    Raises ProblemError ISIAN for an empty narration and for sen where the chart has none.
    """
    words, payee = one_line(uraian), one_line(pihak)
    if not words:
        raise refusal("uraian kosong", "tulis untuk apa, misalnya listrik bulan Maret")
    several = (leg if isinstance(leg, Leg) else Leg(leg[0], Decimal(leg[1])) for leg in legs)
    kept = tuple(leg for leg in several if leg.jumlah or leg.meta)
    for leg in kept:
        _demand_whole(chart, leg)
    draft = Draft(tanggal, jenis, words, kept, pihak=payee, meta=dict(meta or {}))
    ensure(draft.jumlah == 0, draft)
    return draft


def demand_positive(jumlah: Jumlah, what: str = "jumlah") -> None:
    """Demands an amount above 0. Raises ProblemError ISIAN."""
    if jumlah <= 0:
        fact = f"{what} {write_rupiah(jumlah)} tidak lebih dari nol"
        raise refusal(fact, "tulis angka di atas nol; arah uangnya sudah dikatakan perintahnya")


def filled(text: str, what: str) -> str:
    """The text on one line when there is any. Raises ProblemError ISIAN."""
    words = one_line(text)
    if not words:
        raise refusal(f"{what} kosong", f"isi {what}")
    return words


def _demand_whole(chart: Chart, leg: Leg) -> None:
    if leg.jumlah == leg.jumlah.to_integral_value():
        return
    akun = chart.akun(leg.akun)
    if akun is None or not akun.template.sen:
        name = akun.title if akun else leg.akun
        fact = f"{name} tidak mengenal sen ({leg.jumlah.normalize():f})"
        raise refusal(fact, "tulis rupiah bulat")
    if leg.jumlah % _SEN:
        raise refusal("jumlah lebih halus dari sen", "tulis paling banyak dua angka sesudah koma")
