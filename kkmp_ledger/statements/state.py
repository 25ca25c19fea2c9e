"""In which state a book year's figures are: a draft, a proposal, or decided by the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.period import long_date

if TYPE_CHECKING:
    from kkmp_ledger.schema.rat import Keputusan

DRAFT = "RANCANGAN"
PROPOSAL = "USULAN"
DECIDED = "DISAHKAN"


def year_state(decision: Keputusan | None, *, tutup: bool) -> str:
    """The state of a book year from its seal and its decision, as each page says it.

    Who asks for the word alone takes the first: `DISAHKAN 24 Januari 2026`. A decision of a year
    that has no seal decides nothing.
    """
    if not tutup:
        return DRAFT
    return f"{DECIDED} {long_date(decision.tanggal)}" if decision else PROPOSAL
