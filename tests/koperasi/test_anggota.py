"""The register: which sequences of events are a membership, and when a member is active."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.anggota import Peristiwa
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.anggota import read_register
from tests.koperasi.example import ANGGOTA
from tests.koperasi.example import on_day
from tests.koperasi.example import register

HEADER = "nomor,tanggal,peristiwa,keterangan\n"


@pytest.mark.parametrize(
    ("nomor", "on", "active"),
    [
        ("A0001", "2025-06-23", False),
        ("A0001", "2025-06-24", True),
        ("A0002", "2025-11-29", True),
        ("A0002", "2025-11-30", False),
        ("A0002", "2026-01-31", False),
        ("A0002", "2026-02-01", True),
        ("A0009", "2026-02-01", False),
    ],
)
def test_active_from_joining_up_to_leaving(nomor: str, on: str, active: bool) -> None:
    assert register().active(nomor, on_day(on)) is active


def test_what_a_register_answers() -> None:
    r = register()
    assert r.nomor() == ["A0001", "A0002", "A0003"]
    assert r.active_on(date(2025, 12, 31)) == ["A0001", "A0003"]
    assert (r.masuk("A0002"), r.keluar("A0002")) == (date(2026, 2, 1), None)
    assert (r.masuk("A0009"), r.keluar("A0009")) == (None, None)
    assert [m.masuk for m in r.memberships("A0002")] == [date(2025, 6, 24), date(2026, 2, 1)]
    assert r.registered("A0003")
    assert not r.registered("A0009")
    assert r.following() == "A0004"
    assert Register().following() == "A0001"


def test_numbers_are_ordered_as_numbers() -> None:
    r = Register(tuple(Peristiwa(n, date(2026, 1, 1), "masuk") for n in ("A10000", "A9999")))
    assert r.nomor() == ["A9999", "A10000"]
    assert r.following() == "A10001"


def test_write_after_read_is_identity() -> None:
    assert register().write() == ANGGOTA


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("A0001,2025-07-01,keluar,", (2, "A0001 keluar pada 2025-07-01, padahal belum masuk")),
        (
            "A0001,2025-07-01,masuk,\nA0001,2025-08-01,masuk,",
            (3, "A0001 masuk pada 2025-08-01, padahal masih anggota"),
        ),
        (
            "A0001,2025-07-01,masuk,\nA0001,2025-08-01,keluar,\nA0001,2025-09-01,masuk,",
            (4, "A0001 masuk pada 2025-09-01, padahal pernah menjadi anggota"),
        ),
        (
            "A0001,2025-07-01,masuk,\nA0001,2025-08-01,masuk-lagi,",
            (3, "A0001 masuk-lagi pada 2025-08-01, padahal belum pernah keluar"),
        ),
        (
            "A0001,2025-08-01,masuk-lagi,",
            (2, "A0001 masuk-lagi pada 2025-08-01, padahal belum pernah masuk"),
        ),
        (
            "A0001,2025-07-01,masuk,\nA0001,2025-08-01,keluar,\nA0001,2025-09-01,keluar,",
            (4, "A0001 keluar pada 2025-09-01, padahal sudah keluar"),
        ),
        (
            "A0001,2025-07-01,masuk,\nA0001,2025-08-01,meninggal,\nA0001,2025-09-01,masuk-lagi,",
            (4, "A0001 masuk-lagi pada 2025-09-01, padahal sudah meninggal"),
        ),
        (
            "A0001,2025-07-01,masuk,\nA0001,2025-07-01,keluar,",
            (3, "A0001 sudah punya peristiwa pada 2025-07-01, di baris 2"),
        ),
        ("A1,2025-07-01,masuk,", (2, "nomor anggota tidak berbentuk A0001")),
        ("A0001,1/7/2025,masuk,", (2, "tanggal A0001 tidak berbentuk 2026-03-31")),
        ("A0001,2025-02-30,masuk,", (2, "tanggal A0001 tidak berbentuk 2026-03-31")),
        ("A0001,2025-07-01,join,", (2, "peristiwa A0001 tidak dikenal")),
    ],
)
def test_an_impossible_row_is_named(rows: str, expected: tuple[int, str]) -> None:
    _, problems = read_register(f"{HEADER}{rows}\n", "anggota.csv")
    assert [(p.place.line if p.place else 0, p.fact) for p in problems] == [expected]
    assert problems[0].code == "ANGGOTA-BERKAS"


def test_every_wrong_row_is_reported_and_the_others_stand() -> None:
    text = (
        HEADER + "A0001,2025-07-01,masuk,\nA0002,x,masuk,\nA0002,2025-08-01,keluar,\n,,,\nB,x,,\n"
    )
    found, problems = read_register(text, "anggota.csv")
    assert [p.place.line for p in problems if p.place] == [3, 6]
    assert found.nomor() == ["A0001"]


def test_order_of_rows_is_irrelevant() -> None:
    head, *rows = ANGGOTA.splitlines()
    turned, problems = read_register("\n".join([head, *reversed(rows)]), "anggota.csv")
    assert problems == []
    assert [turned.memberships(n) for n in turned.nomor()] == [
        register().memberships(n) for n in register().nomor()
    ]


def test_one_more_event_must_follow() -> None:
    more = register().plus(Peristiwa("A0003", date(2026, 1, 5), "keluar", "pindah"))
    assert more.keluar("A0003") == date(2026, 1, 5)
    assert register().keluar("A0003") is None
    with pytest.raises(ProblemError) as caught:
        more.plus(Peristiwa("A0003", date(2026, 1, 5), "masuk-lagi"))
    assert [(p.code, p.fact) for p in caught.value.problems] == [
        ("ISIAN", "A0003 masuk-lagi pada 2026-01-05, hari yang sama dengan keluar")
    ]


def test_what_a_later_event_rests_on_is_undone_after_it() -> None:
    left = register().plus(Peristiwa("A0003", date(2026, 1, 5), "keluar", bukti="AG-2601-0001"))
    back = left.plus(Peristiwa("A0003", date(2026, 2, 1), "masuk-lagi", bukti="AG-2602-0001"))
    with pytest.raises(ProblemError) as caught:
        back.without("AG-2601-0001", "AG-2603-0001")
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint) == ("ISIAN", "balik yang lebih kemudian itu dahulu")
    assert problem.fact.startswith("AG-2602-0001 bersandar pada AG-2601-0001: A0003 masuk-lagi")
    # the remedy works
    undone = back.without("AG-2602-0001", "AG-2603-0001").without("AG-2601-0001", "AG-2603-0002")
    assert undone.active("A0003", date(2026, 1, 5))


@pytest.mark.parametrize(
    ("nomor", "on", "expected"),
    [
        ("A0001", "2025-06-24", None),
        ("A0009", "2025-06-24", ("ANGGOTA-ASING", "nomor A0009 tidak terdaftar")),
        (
            "A0003",
            "2025-08-14",
            (
                "ANGGOTA-TIDAK-AKTIF",
                "A0003 baru masuk 15 Agustus 2025, jadi bukan anggota pada 14 Agustus 2025",
            ),
        ),
        (
            "A0002",
            "2025-06-01",
            (
                "ANGGOTA-TIDAK-AKTIF",
                "A0002 baru masuk 24 Juni 2025, jadi bukan anggota pada 1 Juni 2025",
            ),
        ),
        (
            "A0002",
            "2025-12-01",
            (
                "ANGGOTA-TIDAK-AKTIF",
                "A0002 sudah keluar sejak 30 November 2025, jadi bukan anggota pada"
                " 1 Desember 2025",
            ),
        ),
    ],
)
def test_what_stands_in_the_way(nomor: str, on: str, expected: tuple[str, str] | None) -> None:
    problem = register().problems(nomor, on_day(on))
    assert (problem and (problem.code, problem.fact)) == expected


EVENT = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.integers(0, 6),
        st.sampled_from(["masuk", "keluar", "meninggal", "masuk-lagi"]),
        st.text(max_size=8),
    ),
    max_size=12,
)


@given(EVENT)
def test_whatever_is_read_writes_back_the_same(rows: list[tuple[int, int, str, str]]) -> None:
    start = date(2026, 1, 1)
    drawn = [
        Peristiwa(f"A{n:04d}", start + timedelta(day), what, " ".join(text.split()))  # type: ignore[arg-type]  # drawn from the four
        for n, day, what, text in rows
    ]
    stand = Register()
    for event in drawn:
        try:
            stand = stand.plus(event)
        except ProblemError:
            continue
    again, problems = read_register(stand.write(), "anggota.csv")
    assert (again, problems) == (stand, [])
    for nomor in stand.nomor():
        for day in range(-1, 8):
            on = start + timedelta(day)
            events = sorted((e.tanggal, e.peristiwa) for e in stand.peristiwa if e.nomor == nomor)
            before = [what for when, what in events if when <= on]
            assert stand.active(nomor, on) == (before[-1:] in (["masuk"], ["masuk-lagi"]))
