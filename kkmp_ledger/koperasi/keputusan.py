"""The annual meeting's decision: from today's computation, into the journal, and compared again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.anggota import urutan_nomor
from kkmp_ledger.koperasi.shu import CADANGAN
from kkmp_ledger.koperasi.shu import JASA
from kkmp_ledger.koperasi.shu import BagianAnggota
from kkmp_ledger.koperasi.shu import Pembagian
from kkmp_ledger.koperasi.shu_tahun import DIBAGIKAN
from kkmp_ledger.koperasi.shu_tahun import tujuan_dikenal
from kkmp_ledger.spec.rat import AnggotaRat
from kkmp_ledger.spec.rat import Keputusan

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.spec.chart import Chart

_SHU_ANGGOTA = "Liabilitas:SHU-Anggota"
_HINT = (
    "periksa apa yang berubah di tahun yang sudah ditutup; yang dibukukan tetap keputusan RAT,"
    " dan kesalahan dikoreksi di tahun berjalan"
)


def putuskan(
    pembagian: Pembagian, *, tahun: int, tanggal: date, berita_acara: str, hadir: int
) -> Keputusan:
    """The computed division as the meeting's decision, to be written by `spec.rat.tulis_rat`.

    Raises ProblemError ISIAN for a date inside the book year, no minutes, or nobody present.
    """
    tests = (
        (
            tanggal.year > tahun,
            f"RAT bertanggal {tanggal}, sebelum tahun buku {tahun} berakhir",
            "isi --tanggal dengan tanggal rapat",
        ),
        (bool(berita_acara.strip()), "nomor berita acara kosong", "isi --berita-acara"),
        (hadir > 0, f"jumlah hadir {hadir}", "isi --hadir dengan jumlah anggota yang hadir"),
    )
    if wrong := [Problem("ISIAN", fact, hint) for good, fact, hint in tests if not good]:
        raise ProblemError(wrong)
    return Keputusan(
        tahun=tahun,
        tanggal=tanggal,
        berita_acara=berita_acara.strip(),
        hadir=hadir,
        shu=pembagian.shu,
        ditahan=pembagian.ditahan,
        menutup_rugi={str(year): loss for year, loss in pembagian.menutup_rugi.items()},
        tujuan=dict(pembagian.alokasi),
        anggota=tuple(
            AnggotaRat(nomor=a.nomor, jasa_modal=a.jasa_modal, jasa_usaha=a.jasa_usaha)
            for a in pembagian.anggota
        ),
    )


def periksa_keputusan(keputusan: Keputusan, chart: Chart, path: str = "") -> list[Problem]:
    """The destinations that the chart does not have (ISI-SALAH)."""
    known = tujuan_dikenal(chart)
    place = Place(path or f"rat/{keputusan.tahun}.toml")
    hint = f"pakai {', '.join(known)}"
    return [
        Problem("ISI-SALAH", f'tujuan SHU "{name}" tidak dikenal', hint, place)
        for name in keputusan.tujuan
        if name not in known
    ]


def jurnal(keputusan: Keputusan, chart: Chart) -> Draft | None:
    """The one entry that books the decision, dated on the meeting; None for a loss or zero.

    Made from the decided figures alone. What covers a loss goes to the account of the year that
    lost it; a member has two postings, marked `jasa: modal` and `jasa: usaha`.
    Raises ProblemError as `periksa_keputusan` says.
    """
    k = keputusan
    if wrong := periksa_keputusan(k, chart):
        raise ProblemError(wrong)
    if k.shu <= 0:
        return None
    legs = [Leg(f"{DIBAGIKAN}:{k.tahun}", Decimal(k.shu))]
    legs += (Leg(f"{DIBAGIKAN}:{year}", Decimal(-loss)) for year, loss in k.menutup_rugi.items())
    tujuan = {name: amount for name, amount in k.tujuan.items() if name not in JASA}
    tujuan[CADANGAN] = tujuan.get(CADANGAN, 0) + k.ditahan
    for name, amount in tujuan.items():
        akun = chart.tujuan_shu(name)
        assert akun is not None, name
        legs.append(Leg(akun.nama, Decimal(-amount)))
    for a in sorted(k.anggota, key=lambda a: urutan_nomor(a.nomor)):
        for jasa, amount in (("modal", a.jasa_modal), ("usaha", a.jasa_usaha)):
            legs.append(Leg(f"{_SHU_ANGGOTA}:{a.nomor}", Decimal(-amount), {"jasa": jasa}))
    draft = Draft(
        k.tanggal,
        "pembagian-shu",
        f"Pembagian SHU tahun buku {k.tahun} menurut berita acara {k.berita_acara}",
        tuple(leg for leg in legs if leg.jumlah),
        bukti=f"RAT-{k.tahun}",
        meta={"sumber": f"rat/{k.tahun}.toml"},
    )
    assert draft.jumlah == 0, draft.bukti
    return draft


def bandingkan(keputusan: Keputusan, sekarang: Pembagian, path: str = "") -> list[Problem]:
    """Where the decision differs from today's computation (SHU-BERUBAH), member by member."""
    k = keputusan
    place = Place(path or f"rat/{k.tahun}.toml")
    pairs: list[tuple[str, int, int]] = [
        (f"SHU {k.tahun}", k.shu, sekarang.shu),
        ("SHU non-anggota yang ditahan", k.ditahan, sekarang.ditahan),
    ]
    for year in sorted({*map(int, k.menutup_rugi), *sekarang.menutup_rugi}):
        decided = k.menutup_rugi.get(str(year), 0)
        pairs.append((f"penutupan rugi {year}", decided, sekarang.menutup_rugi.get(year, 0)))
    for name in dict.fromkeys((*k.tujuan, *sekarang.alokasi)):
        now = sekarang.alokasi.get(name, 0)
        pairs.append((name.replace("_", " "), k.tujuan.get(name, 0), now))
    facts = [_beda(what, decided, now) for what, decided, now in pairs if decided != now]
    before = {a.nomor: (a.jasa_modal, a.jasa_usaha) for a in k.anggota}
    after = {a.nomor: (a.jasa_modal, a.jasa_usaha) for a in sekarang.anggota}
    for nomor in sorted({*before, *after}, key=urutan_nomor):
        old, new = before.get(nomor, (0, 0)), after.get(nomor, (0, 0))
        differing = [
            _beda(f"{jasa} {nomor}", *both)
            for jasa, *both in zip(("jasa modal", "jasa usaha"), old, new, strict=True)
            if both[0] != both[1]
        ]
        if differing:
            facts.append("; ".join(differing))
    return [Problem("SHU-BERUBAH", fact, _HINT, place) for fact in facts]


def _beda(what: str, decided: int, now: int) -> str:
    return f"{what} diputuskan {tulis_rupiah(decided)}, sekarang terhitung {tulis_rupiah(now)}"


def pembagian_diputuskan(keputusan: Keputusan) -> Pembagian:
    """The decision in the shape of a computation: once decided, it alone rules."""
    k = keputusan
    catatan = [f"menurut berita acara {k.berita_acara}, RAT {tanggal_panjang(k.tanggal)}"]
    if k.shu <= 0:
        catatan.insert(0, "tidak ada SHU yang dibagikan")
    return Pembagian(
        k.shu,
        dict(k.tujuan),
        tuple(BagianAnggota(a.nomor, a.jasa_modal, a.jasa_usaha) for a in k.anggota),
        {int(year): loss for year, loss in k.menutup_rugi.items()},
        k.ditahan,
        catatan=tuple(catatan),
    )
