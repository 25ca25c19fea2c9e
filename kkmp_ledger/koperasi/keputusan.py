"""The annual meeting's decision: from today's computation, into the journal, and compared again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.anggota import by_number
from kkmp_ledger.koperasi.shu import CADANGAN
from kkmp_ledger.koperasi.shu import JASA
from kkmp_ledger.koperasi.shu import Division
from kkmp_ledger.koperasi.shu import MemberShare
from kkmp_ledger.koperasi.shu_year import known_destinations
from kkmp_ledger.schema.rat import AnggotaRat
from kkmp_ledger.schema.rat import Keputusan
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.schema.chart import Chart

_HINT = (
    "periksa apa yang berubah di tahun yang sudah ditutup; yang dibukukan tetap keputusan RAT,"
    " dan kesalahan dikoreksi di tahun berjalan"
)


def decide(
    division: Division, *, year: int, tanggal: date, berita_acara: str, hadir: int
) -> Keputusan:
    """The computed division as the meeting's decision, to be written by `spec.rat.write_rat`.

    Raises ProblemError ISIAN for a date inside the book year, no minutes, or nobody present.
    """
    tests = (
        (
            tanggal.year > year,
            f"RAT bertanggal {tanggal}, sebelum tahun buku {year} berakhir",
            "isi --tanggal dengan tanggal rapat",
        ),
        (bool(berita_acara.strip()), "nomor berita acara kosong", "isi --berita-acara"),
        (hadir > 0, f"jumlah hadir {hadir}", "isi --hadir dengan jumlah anggota yang hadir"),
    )
    if wrong := [Problem("ISIAN", fact, hint) for good, fact, hint in tests if not good]:
        raise ProblemError(wrong)
    return Keputusan(
        tahun=year,
        tanggal=tanggal,
        berita_acara=berita_acara.strip(),
        hadir=hadir,
        shu=division.shu,
        ditahan=division.retained,
        menutup_rugi={str(lost_year): loss for lost_year, loss in division.menutup_rugi.items()},
        tujuan=dict(division.allocation),
        anggota=tuple(
            AnggotaRat(nomor=a.nomor, jasa_modal=a.jasa_modal, jasa_usaha=a.jasa_usaha)
            for a in division.anggota
        ),
    )


def check_keputusan(keputusan: Keputusan, chart: Chart, path: str = "") -> list[Problem]:
    """The destinations that the chart does not have (ISI-SALAH)."""
    known = known_destinations(chart)
    place = Place(path or f"rat/{keputusan.tahun}.toml")
    hint = f"pakai {', '.join(known)}"
    return [
        Problem("ISI-SALAH", f'tujuan SHU "{name}" tidak dikenal', hint, place)
        for name in keputusan.tujuan
        if name not in known
    ]


def journal(keputusan: Keputusan, chart: Chart) -> Draft | None:
    """The one entry that books the decision, dated on the meeting; None for a loss or zero.

    Made from the decided figures alone. What covers a loss goes to the account of the year that
    lost it; a member has two postings, marked `jasa: modal` and `jasa: usaha`.
    Raises ProblemError as `check_keputusan` says.
    """
    k = keputusan
    if wrong := check_keputusan(k, chart):
        raise ProblemError(wrong)
    if k.shu <= 0:
        return None
    legs = [Leg(chart.path(Role.SHU_DIBAGIKAN, tahun=k.tahun), Decimal(k.shu))]
    legs += (
        Leg(chart.path(Role.SHU_DIBAGIKAN, tahun=int(lost_year)), Decimal(-loss))
        for lost_year, loss in k.menutup_rugi.items()
    )
    destination = {name: amount for name, amount in k.tujuan.items() if name not in JASA}
    destination[CADANGAN] = destination.get(CADANGAN, 0) + k.ditahan
    for name, amount in destination.items():
        akun = chart.tujuan_shu(name)
        assert akun is not None, name
        legs.append(Leg(akun.nama, Decimal(-amount)))
    for a in sorted(k.anggota, key=lambda a: by_number(a.nomor)):
        own = chart.path(Role.SHU_ANGGOTA, anggota=a.nomor)
        for jasa, amount in (("modal", a.jasa_modal), ("usaha", a.jasa_usaha)):
            legs.append(Leg(own, Decimal(-amount), {"jasa": jasa}))
    draft = Draft(
        k.tanggal,
        "pembagian-shu",
        f"Pembagian SHU tahun buku {k.tahun} menurut berita acara {k.berita_acara}",
        tuple(leg for leg in legs if leg.jumlah),
        bukti=f"RAT-{k.tahun}",
        meta={"sumber": f"rat/{k.tahun}.toml"},
    )
    ensure(draft.jumlah == 0, draft.bukti)
    return draft


def compare(keputusan: Keputusan, computed: Division, path: str = "") -> list[Problem]:
    """Where the decision differs from today's computation (SHU-BERUBAH), member by member."""
    k = keputusan
    place = Place(path or f"rat/{k.tahun}.toml")
    pairs: list[tuple[str, int, int]] = [
        (f"SHU {k.tahun}", k.shu, computed.shu),
        ("SHU non-anggota yang ditahan", k.ditahan, computed.retained),
    ]
    for lost_year in sorted({*map(int, k.menutup_rugi), *computed.menutup_rugi}):
        decided = k.menutup_rugi.get(str(lost_year), 0)
        pairs.append(
            (f"penutupan rugi {lost_year}", decided, computed.menutup_rugi.get(lost_year, 0))
        )
    for name in dict.fromkeys((*k.tujuan, *computed.allocation)):
        now = computed.allocation.get(name, 0)
        pairs.append((name.replace("_", " "), k.tujuan.get(name, 0), now))
    facts = [_difference(what, decided, now) for what, decided, now in pairs if decided != now]
    before = {a.nomor: (a.jasa_modal, a.jasa_usaha) for a in k.anggota}
    after = {a.nomor: (a.jasa_modal, a.jasa_usaha) for a in computed.anggota}
    for nomor in sorted({*before, *after}, key=by_number):
        old, new = before.get(nomor, (0, 0)), after.get(nomor, (0, 0))
        differing = [
            _difference(f"{jasa} {nomor}", *both)
            for jasa, *both in zip(("jasa modal", "jasa usaha"), old, new, strict=True)
            if both[0] != both[1]
        ]
        if differing:
            facts.append("; ".join(differing))
    return [Problem("SHU-BERUBAH", fact, _HINT, place) for fact in facts]


def _difference(what: str, decided: int, now: int) -> str:
    return f"{what} diputuskan {write_rupiah(decided)}, sekarang terhitung {write_rupiah(now)}"


def decided_division(keputusan: Keputusan) -> Division:
    """The decision in the shape of a computation: once decided, it alone rules."""
    k = keputusan
    notes = [f"menurut berita acara {k.berita_acara}, RAT {long_date(k.tanggal)}"]
    if k.shu <= 0:
        notes.insert(0, "tidak ada SHU yang dibagikan")
    return Division(
        k.shu,
        dict(k.tujuan),
        tuple(MemberShare(a.nomor, a.jasa_modal, a.jasa_usaha) for a in k.anggota),
        {int(lost_year): loss for lost_year, loss in k.menutup_rugi.items()},
        k.ditahan,
        notes=tuple(notes),
    )
