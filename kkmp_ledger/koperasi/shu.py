"""Divides a year's surplus to the rupiah: earlier losses, what is kept back, destinations, members.

Pure arithmetic, from UU 25/1992 art. 45 and the percentages of the AD/ART; what the meeting then
decides stands in `rat/<tahun>.toml` and is never computed again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.koperasi.anggota import by_number
from kkmp_ledger.schema.koperasi import NestedShare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkmp_ledger.schema.koperasi import ShuPercentages

JASA_MODAL = "jasa_modal"
JASA_USAHA = "jasa_usaha"
CADANGAN = "cadangan"
JASA = (JASA_MODAL, JASA_USAHA)
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class MemberShare:
    """One member's part, in whole rupiah."""

    nomor: str
    jasa_modal: int
    jasa_usaha: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.jasa_modal + self.jasa_usaha


@dataclass(frozen=True, slots=True)
class Division:
    """How the SHU of a year is divided.

    `shu` = covered losses + kept back + all destinations when it is above 0, else nothing is
    divided. `jasa_modal` and `jasa_usaha` among the destinations are the sums of the members;
    `sisa` is what rounding took out of those two pools, already inside its own destination.
    """

    shu: int
    allocation: Mapping[str, int]
    anggota: tuple[MemberShare, ...]
    menutup_rugi: Mapping[int, int] = field(default_factory=dict)  # year of the loss -> rupiah
    retained: int = 0  # into cadangan before the percentages
    rest_: int = 0
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold what the books rely on: nothing is lost, and pools are their members' sums."""
        total = sum(self.menutup_rugi.values()) + self.retained + sum(self.allocation.values())
        ensure(total == max(0, self.shu), (total, self.shu))
        for pool in JASA:
            members = sum(getattr(a, pool) for a in self.anggota)
            ensure(self.allocation.get(pool, 0) == members, pool)

    @property
    def divided(self) -> int:
        """What the percentages were taken of."""
        return sum(self.allocation.values())


def weights_of(rule: ShuPercentages) -> dict[str, Fraction]:
    """Destination -> its part of the whole; nested percentages are multiplied out, exactly."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for name, part in rule.persen.items():
        if isinstance(part, NestedShare):
            for inner, percent in part.isi.items():
                found[inner] += Fraction(part.bagian) * Fraction(percent) / _HUNDRED**2
        else:
            found[name] += Fraction(part) / _HUNDRED
    return dict(found)


def divide(
    shu: int,
    rule: ShuPercentages,
    base: Mapping[str, tuple[int, int]],
    earlier_losses: Mapping[int, int] | None = None,
    shu_non_anggota: int = 0,
) -> Division:
    """Divide the SHU after tax by the percentages and the members' bases (capital, trade).

    `earlier_losses`: losses of earlier years that are not covered yet, positive, oldest covered
    first. `shu_non_anggota`: the part of the SHU from trade with the public, kept back when the
    percentages say so. A negative base counts as 0; bases that are all 0 send their pool to
    cadangan; a loss divides nothing. Each of these is said in `catatan`.
    The order of members does not matter: ties go to the lower number.
    """
    weights = weights_of(rule)
    numbers = sorted(base, key=by_number)
    if shu <= 0:
        said = (
            f"rugi {write_rupiah(-shu)}: tidak ada SHU yang dibagikan"
            if shu
            else "SHU nihil: tidak ada yang dibagikan"
        )
        nothing = tuple(MemberShare(n, 0, 0) for n in numbers)
        return Division(shu, dict.fromkeys(weights, 0), nothing, notes=(said,))
    notes: list[str] = []
    covered = _tutup_rugi(shu, earlier_losses or {})
    notes += (f"menutup rugi tahun {y} sebesar {write_rupiah(r)}" for y, r in covered.items())
    rest = shu - sum(covered.values())
    kept = 0
    if rule.shu_non_anggota == "cadangan":
        kept = min(rest, max(0, shu_non_anggota))
        if kept:
            notes.append(f"SHU usaha non-anggota {write_rupiah(kept)} ditahan sebagai cadangan")
    rest -= kept
    names = list(weights)
    allocation = dict(zip(names, allocate(rest, [weights[n] for n in names]), strict=True))
    parts: dict[str, list[int]] = {}
    rest_ = 0
    for index, pool in enumerate(JASA):
        bases = _base(pool, {n: base[n][index] for n in numbers}, notes)
        parts[pool] = _pool(allocation, pool, bases, rule, notes)
        left = allocation.get(pool, 0) - sum(parts[pool])
        if left:
            allocation[pool] -= left
            allocation[rule.sisa_ke] = allocation.get(rule.sisa_ke, 0) + left
            rest_ += left
    if rest_:
        notes.append(f"sisa pembulatan {write_rupiah(rest_)} masuk {rule.sisa_ke}")
    members = zip(numbers, parts[JASA_MODAL], parts[JASA_USAHA], strict=True)
    anggota = tuple(MemberShare(*member) for member in members)
    return Division(shu, allocation, anggota, covered, kept, rest_, tuple(notes))


def _tutup_rugi(shu: int, losses: Mapping[int, int]) -> dict[int, int]:
    """Year -> rupiah of its loss that this SHU covers, oldest first."""
    covered: dict[int, int] = {}
    left = shu
    for year in sorted(losses):
        part = min(left, max(0, losses[year]))
        if part:
            covered[year] = part
            left -= part
    return covered


def _base(pool: str, bases: Mapping[str, int], notes: list[str]) -> list[int]:
    for nomor, base in bases.items():
        if base < 0:
            what = pool.replace("_", " ")
            notes.append(f"dasar {what} {nomor} {write_rupiah(base)} dihitung 0")
    return [max(0, base) for base in bases.values()]


def _pool(
    allocation: dict[str, int],
    pool: str,
    bases: list[int],
    rule: ShuPercentages,
    notes: list[str],
) -> list[int]:
    """Each member's part of the pool; what the steps cannot divide stays in the pool."""
    whole = allocation.get(pool, 0)
    if not whole or not any(bases):
        if whole:
            # No base, nobody to give to: the law knows no other place for it than cadangan.
            what = pool.replace("_", " ")
            said = f"tidak ada dasar {what}: {write_rupiah(whole)} masuk cadangan"
            notes.append(said)
            allocation[pool] = 0
            allocation[CADANGAN] = allocation.get(CADANGAN, 0) + whole
        return [0] * len(bases)
    if rule.pembulatan == "ke-bawah":
        *parts, _ = allocate(whole, [*bases, 0], rule.satuan, rest=len(bases))
        return parts
    return allocate(whole - whole % rule.satuan, bases, rule.satuan)
