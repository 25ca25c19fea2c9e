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
from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.koperasi.anggota import urutan_nomor
from kkmp_ledger.spec.koperasi import Bagian

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkmp_ledger.spec.koperasi import PembagianShu

JASA_MODAL = "jasa_modal"
JASA_USAHA = "jasa_usaha"
CADANGAN = "cadangan"
JASA = (JASA_MODAL, JASA_USAHA)
_SERATUS = 100


@dataclass(frozen=True, slots=True)
class BagianAnggota:
    """One member's part, in whole rupiah."""

    nomor: str
    jasa_modal: int
    jasa_usaha: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.jasa_modal + self.jasa_usaha


@dataclass(frozen=True, slots=True)
class Pembagian:
    """How the SHU of a year is divided.

    `shu` = covered losses + kept back + all destinations when it is above 0, else nothing is
    divided. `jasa_modal` and `jasa_usaha` among the destinations are the sums of the members;
    `sisa` is what rounding took out of those two pools, already inside its own destination.
    """

    shu: int
    alokasi: Mapping[str, int]
    anggota: tuple[BagianAnggota, ...]
    menutup_rugi: Mapping[int, int] = field(default_factory=dict)  # year of the loss -> rupiah
    ditahan: int = 0  # into cadangan before the percentages
    sisa: int = 0
    catatan: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold what the books rely on: nothing is lost, and pools are their members' sums."""
        total = sum(self.menutup_rugi.values()) + self.ditahan + sum(self.alokasi.values())
        assert total == max(0, self.shu), (total, self.shu)
        for pool in JASA:
            assert self.alokasi.get(pool, 0) == sum(getattr(a, pool) for a in self.anggota), pool

    @property
    def dibagi(self) -> int:
        """What the percentages were taken of."""
        return sum(self.alokasi.values())

    def sebagai_json(self) -> dict[str, object]:
        """The shape of `kkmp shu hitung --format json`; all amounts are integers in rupiah."""
        return {
            "shu": self.shu,
            "menutup_rugi": {str(year): loss for year, loss in self.menutup_rugi.items()},
            "ditahan": self.ditahan,
            "alokasi": dict(self.alokasi),
            "anggota": [
                {
                    "nomor": a.nomor,
                    "jasa_modal": a.jasa_modal,
                    "jasa_usaha": a.jasa_usaha,
                    "total": a.total,
                }
                for a in self.anggota
            ],
            "sisa": self.sisa,
            "catatan": list(self.catatan),
        }


def bobot(aturan: PembagianShu) -> dict[str, Fraction]:
    """Destination -> its part of the whole; nested percentages are multiplied out, exactly."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for name, part in aturan.persen.items():
        if isinstance(part, Bagian):
            for inner, percent in part.isi.items():
                found[inner] += Fraction(part.bagian) * Fraction(percent) / _SERATUS**2
        else:
            found[name] += Fraction(part) / _SERATUS
    return dict(found)


def bagi(
    shu: int,
    aturan: PembagianShu,
    dasar: Mapping[str, tuple[int, int]],
    rugi_lalu: Mapping[int, int] | None = None,
    shu_non_anggota: int = 0,
) -> Pembagian:
    """Divide the SHU after tax by the percentages and the members' bases (capital, trade).

    `rugi_lalu`: losses of earlier years that are not covered yet, positive, oldest covered
    first. `shu_non_anggota`: the part of the SHU from trade with the public, kept back when the
    percentages say so. A negative base counts as 0; bases that are all 0 send their pool to
    cadangan; a loss divides nothing. Each of these is said in `catatan`.
    The order of members does not matter: ties go to the lower number.
    """
    weights = bobot(aturan)
    numbers = sorted(dasar, key=urutan_nomor)
    if shu <= 0:
        said = (
            f"rugi {tulis_rupiah(-shu)}: tidak ada SHU yang dibagikan"
            if shu
            else "SHU nihil: tidak ada yang dibagikan"
        )
        nothing = tuple(BagianAnggota(n, 0, 0) for n in numbers)
        return Pembagian(shu, dict.fromkeys(weights, 0), nothing, catatan=(said,))
    catatan: list[str] = []
    covered = _tutup_rugi(shu, rugi_lalu or {})
    catatan += (f"menutup rugi tahun {y} sebesar {tulis_rupiah(r)}" for y, r in covered.items())
    rest = shu - sum(covered.values())
    kept = 0
    if aturan.shu_non_anggota == "cadangan":
        kept = min(rest, max(0, shu_non_anggota))
        if kept:
            catatan.append(f"SHU usaha non-anggota {tulis_rupiah(kept)} ditahan sebagai cadangan")
    rest -= kept
    names = list(weights)
    alokasi = dict(zip(names, allocate(rest, [weights[n] for n in names]), strict=True))
    parts: dict[str, list[int]] = {}
    sisa = 0
    for index, pool in enumerate(JASA):
        bases = _dasar(pool, {n: dasar[n][index] for n in numbers}, catatan)
        parts[pool] = _pool(alokasi, pool, bases, aturan, catatan)
        left = alokasi.get(pool, 0) - sum(parts[pool])
        if left:
            alokasi[pool] -= left
            alokasi[aturan.sisa_ke] = alokasi.get(aturan.sisa_ke, 0) + left
            sisa += left
    if sisa:
        catatan.append(f"sisa pembulatan {tulis_rupiah(sisa)} masuk {aturan.sisa_ke}")
    members = zip(numbers, parts[JASA_MODAL], parts[JASA_USAHA], strict=True)
    anggota = tuple(BagianAnggota(*member) for member in members)
    return Pembagian(shu, alokasi, anggota, covered, kept, sisa, tuple(catatan))


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


def _dasar(pool: str, bases: Mapping[str, int], catatan: list[str]) -> list[int]:
    for nomor, base in bases.items():
        if base < 0:
            what = pool.replace("_", " ")
            catatan.append(f"dasar {what} {nomor} {tulis_rupiah(base)} dihitung 0")
    return [max(0, base) for base in bases.values()]


def _pool(
    alokasi: dict[str, int],
    pool: str,
    bases: list[int],
    aturan: PembagianShu,
    catatan: list[str],
) -> list[int]:
    """Each member's part of the pool; what the steps cannot divide stays in the pool."""
    whole = alokasi.get(pool, 0)
    if not whole or not any(bases):
        if whole:
            # No base, nobody to give to: the law knows no other place for it than cadangan.
            what = pool.replace("_", " ")
            said = f"tidak ada dasar {what}: {tulis_rupiah(whole)} masuk cadangan"
            catatan.append(said)
            alokasi[pool] = 0
            alokasi[CADANGAN] = alokasi.get(CADANGAN, 0) + whole
        return [0] * len(bases)
    if aturan.pembulatan == "ke-bawah":
        *parts, _ = allocate(whole, [*bases, 0], aturan.satuan, rest=len(bases))
        return parts
    return allocate(whole - whole % aturan.satuan, bases, aturan.satuan)
