"""What all recipes share: an entry that balances, in whole rupiah but for banks, or a problem."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import one_line
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.koperasi.naming import Names

Jumlah = int | Decimal
LegLike = Leg | tuple[str, Jumlah]

_SEN = Decimal("0.01")


def refusal(fact: str, hint: str) -> ProblemError:
    """The refusal of what a person filled in."""
    return ProblemError(Problem("ISIAN", fact, hint))


def draft_entry(
    s: Names,
    *,
    tanggal: date,
    jenis: str,
    uraian: str,
    legs_: Sequence[LegLike],
    pihak: str = "",
    meta: Mapping[str, str] | None = None,
) -> Draft:
    """A draft from legs of account and signed rupiah (debit positive); legs of 0 are left out.

    Raises ProblemError ISIAN for an empty narration and for sen where the chart has none.
    That the legs sum to 0 is the recipe's own duty.
    """
    if not one_line(uraian):
        raise refusal("uraian kosong", "tulis untuk apa, misalnya listrik bulan Maret")
    legs = tuple(
        leg if isinstance(leg, Leg) else Leg(leg[0], Decimal(leg[1]))
        for leg in legs_
        if isinstance(leg, Leg) or leg[1]
    )
    for leg in legs:
        _demand_whole(s, leg)
    draft = Draft(
        tanggal, jenis, one_line(uraian), legs, pihak=one_line(pihak), meta=dict(meta or {})
    )
    assert draft.jumlah == 0, draft
    return draft


def positive(jumlah: Jumlah, what: str = "jumlah") -> None:
    """Demands an amount above 0. Raises ProblemError ISIAN."""
    if jumlah <= 0:
        fact = f"{what} {write_rupiah(jumlah)} tidak lebih dari nol"
        raise refusal(fact, "tulis angka di atas nol; arah uangnya sudah dikatakan perintahnya")


def filled(text: str, what: str) -> str:
    """The text on one line when there is any. Raises ProblemError ISIAN."""
    if not one_line(text):
        raise refusal(f"{what} kosong", f"isi {what}")
    return one_line(text)


def _demand_whole(s: Names, leg: Leg) -> None:
    if leg.jumlah == leg.jumlah.to_integral_value():
        return
    akun = s.chart.akun(leg.akun)
    if akun is None or not akun.template.sen:
        name = akun.title if akun else leg.akun
        fact = f"{name} tidak mengenal sen ({leg.jumlah.normalize():f})"
        raise refusal(fact, "tulis rupiah bulat")
    if leg.jumlah % _SEN:
        raise refusal("jumlah lebih halus dari sen", "tulis paling banyak dua angka sesudah koma")
