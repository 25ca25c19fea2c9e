"""The meeting's decision: from the computation to the file, the journal, and compared again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.keputusan import check_keputusan
from kkmp_ledger.koperasi.keputusan import compare
from kkmp_ledger.koperasi.keputusan import decide
from kkmp_ledger.koperasi.keputusan import decided_division
from kkmp_ledger.koperasi.keputusan import journal
from kkmp_ledger.koperasi.shu import Division
from kkmp_ledger.koperasi.shu import MemberShare
from kkmp_ledger.koperasi.shu import divide
from kkmp_ledger.schema.koperasi import ShuPercentages
from kkmp_ledger.schema.rat import Keputusan
from tests.koperasi.example import asset_row
from tests.koperasi.example import book_of
from tests.koperasi.example import names

CHART = names().chart
RAPAT = date(2026, 3, 21)
RULE = ShuPercentages(
    sejak=date(2025, 6, 24),
    sumber="uji",
    persen={
        "cadangan": Decimal(40),
        "jasa_modal": Decimal(20),
        "jasa_usaha": Decimal(30),
        "dana_sosial": Decimal(10),
    },
    shu_non_anggota="cadangan",
)
BASE = {"A0010": (0, 0), "A0001": (3, 1), "A0002": (1, 0)}


def count(shu: int = 1_300) -> Division:
    return divide(shu, RULE, BASE, {2024: 100}, shu_non_anggota=200)


def decision(division: Division) -> Keputusan:
    return decide(division, year=2025, tanggal=RAPAT, berita_acara=" 01/RAT/2026 ", hadir=78)


def test_the_journal_of_a_decision() -> None:
    draft = journal(decision(count()), CHART)
    assert draft is not None
    assert (draft.bukti, draft.jenis, draft.tanggal, dict(draft.meta)) == (
        "RAT-2025",
        "pembagian-shu",
        RAPAT,
        {"sumber": "rat/2025.toml"},
    )
    assert draft.uraian == "Pembagian SHU tahun buku 2025 menurut berita acara 01/RAT/2026"
    assert asset_row(draft) == [
        "Ekuitas:SHU:Dibagikan:2025 1300",
        "Ekuitas:SHU:Dibagikan:2024 -100",
        "Ekuitas:Cadangan:Umum -600",  # 400 of 1.000, and 200 kept back
        "Liabilitas:Dana:Sosial -100",
        "Liabilitas:SHU-Anggota:A0001 -150 jasa=modal",
        "Liabilitas:SHU-Anggota:A0001 -300 jasa=usaha",
        "Liabilitas:SHU-Anggota:A0002 -50 jasa=modal",
    ]
    assert book_of(draft).balances(date(2027, 1, 1))["Liabilitas:SHU-Anggota:A0001"] == -450


@pytest.mark.parametrize("shu", [-5, 0])
def test_a_loss_or_zero_has_no_journal(shu: int) -> None:
    decided = decision(count(shu))
    assert decided.shu == shu
    assert journal(decided, CHART) is None


def test_only_cadangan_kept_back_is_booked_too() -> None:
    decided = Keputusan(
        tahun=2025, tanggal=RAPAT, berita_acara="1", hadir=9, shu=70, ditahan=70, tujuan={}
    )
    draft = journal(decided, CHART)
    assert draft is not None
    assert asset_row(draft) == ["Ekuitas:SHU:Dibagikan:2025 70", "Ekuitas:Cadangan:Umum -70"]


def test_a_destination_that_the_chart_has_not() -> None:
    decided = Keputusan(
        tahun=2025, tanggal=RAPAT, berita_acara="1", hadir=9, shu=70, tujuan={"desa": 70}
    )
    (problem,) = check_keputusan(decided, CHART, "rat/2025.toml")
    assert (problem.code, problem.fact) == ("ISI-SALAH", 'tujuan SHU "desa" tidak dikenal')
    with pytest.raises(ProblemError, match="desa"):
        journal(decided, CHART)
    anggota = replace(decided, tujuan={"anggota": 70})
    assert len(check_keputusan(anggota, CHART)) == 1


def test_what_a_decision_demands() -> None:
    with pytest.raises(ProblemError) as caught:
        decide(count(), year=2026, tanggal=RAPAT, berita_acara=" ", hadir=0)
    assert sorted(p.fact for p in caught.value.problems) == [
        "RAT bertanggal 2026-03-21, sebelum tahun buku 2026 berakhir",
        "jumlah hadir 0",
        "nomor berita acara kosong",
    ]


def test_a_decision_that_still_stands() -> None:
    assert compare(decision(count()), count()) == []
    assert compare(decision(count(-5)), count(-5)) == []


def test_every_difference_is_named_member_by_member() -> None:
    now = count()
    moved = replace(
        now,
        anggota=(
            MemberShare("A0001", 149, 299),
            MemberShare("A0002", 50, 0),
            MemberShare("A0003", 1, 1),
        ),
    )
    problems = compare(decision(now), moved, "rat/2025.toml")
    assert {(p.code, p.place and p.place.path) for p in problems} == {
        ("SHU-BERUBAH", "rat/2025.toml")
    }
    assert [p.fact for p in problems] == [
        "jasa modal A0001 diputuskan 150, sekarang terhitung 149;"
        " jasa usaha A0001 diputuskan 300, sekarang terhitung 299",
        "jasa modal A0003 diputuskan 0, sekarang terhitung 1;"
        " jasa usaha A0003 diputuskan 0, sekarang terhitung 1",
    ]


def test_totals_that_changed_are_named_too() -> None:
    facts = [p.fact for p in compare(decision(count()), divide(1_000, RULE, BASE))]
    assert facts == [
        "SHU 2025 diputuskan 1.300, sekarang terhitung 1.000",
        "SHU non-anggota yang ditahan diputuskan 200, sekarang terhitung 0",
        "penutupan rugi 2024 diputuskan 100, sekarang terhitung 0",
    ]
    more = [p.fact for p in compare(decision(count()), count(2_300))]
    assert "dana sosial diputuskan 100, sekarang terhitung 200" in more


@pytest.mark.parametrize(("shu", "said"), [(1_300, ()), (0, ("tidak ada SHU yang dibagikan",))])
def test_what_was_decided_is_reported_as_it_was_computed(shu: int, said: tuple[str, ...]) -> None:
    found = decided_division(decision(count(shu)))
    assert found.notes == (*said, "menurut berita acara 01/RAT/2026, RAT 21 Maret 2026")
    assert replace(found, notes=()) == replace(count(shu), notes=())
