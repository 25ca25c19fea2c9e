"""Deposits: what each recipe books and refuses, arrears month by month, positions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.events.keanggotaan import AnggotaKeluar
from kkmp_ledger.koperasi.events.simpanan import BayarKeluar
from kkmp_ledger.koperasi.events.simpanan import Penarikan
from kkmp_ledger.koperasi.events.simpanan import Setoran
from kkmp_ledger.koperasi.simpanan import DepositMoves
from kkmp_ledger.koperasi.simpanan import Kind
from kkmp_ledger.koperasi.simpanan import position
from kkmp_ledger.koperasi.simpanan import tunggakan
from kkmp_ledger.koperasi.undo import reverse
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.koperasi import Koperasi
from tests.koperasi.example import TOML
from tests.koperasi.example import asset_row
from tests.koperasi.example import book_of
from tests.koperasi.example import books
from tests.koperasi.example import koperasi
from tests.koperasi.example import names
from tests.koperasi.example import on_day
from tests.koperasi.example import register

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Draft

R = register()
KAS = "Kas Kantor"


def masuk(day: str, nomor: str, kind: Kind, jumlah: int) -> Draft:
    (draft,) = Setoran(nomor, kind, jumlah, KAS).plan(books(), on_day(day)).drafts
    return draft


def take(day: str, nomor: str, kind: Kind, jumlah: int) -> Draft:
    (draft,) = Penarikan(nomor, kind, jumlah, KAS).plan(books(), on_day(day)).drafts
    return draft


def test_a_deposit() -> None:
    draft = masuk("2025-06-24", "A0001", "pokok", 50_000)
    assert (draft.jenis, draft.uraian, draft.pihak) == (
        "setor-simpanan",
        "Setoran simpanan pokok A0001",
        "",
    )
    assert asset_row(draft) == ["Aset:Kas:Kantor 50000", "Ekuitas:Simpanan:Pokok:A0001 -50000"]


def test_a_withdrawal() -> None:
    draft = take("2025-07-01", "A0001", "sukarela", 5_000)
    assert draft.jenis == "tarik-simpanan"
    assert asset_row(draft) == ["Liabilitas:Simpanan:Sukarela:A0001 5000", "Aset:Kas:Kantor -5000"]


@pytest.mark.parametrize(
    ("day", "nomor", "kind", "jumlah", "code"),
    [
        ("2025-06-24", "A0009", "wajib", 10_000, "ANGGOTA-ASING"),
        ("2025-08-14", "A0003", "wajib", 10_000, "ANGGOTA-TIDAK-AKTIF"),
        ("2025-11-30", "A0002", "wajib", 10_000, "ANGGOTA-TIDAK-AKTIF"),
        ("2025-06-24", "A0001", "pokok", 40_000, "POKOK-BEDA"),
        ("2026-03-21", "A0001", "pokok", 50_000, "POKOK-BEDA"),
        ("2025-06-24", "A0001", "wajib", 0, "ISIAN"),
        ("2025-06-24", "A0001", "wajib", -1, "ISIAN"),
    ],
)
def test_refused_deposits(day: str, nomor: str, kind: Kind, jumlah: int, code: str) -> None:
    with pytest.raises(ProblemError) as caught:
        masuk(day, nomor, kind, jumlah)
    assert [p.code for p in caught.value.problems] == [code]


def test_pokok_is_not_taken_before_its_amount_is_set() -> None:
    first = "[[simpanan]]\nsejak = 2025-06-24"
    assert first in TOML
    at = replace(
        books(),
        koperasi=toml.loads(
            TOML.replace(first, first.replace("06-24", "07-01")), "koperasi.toml", Koperasi
        ),
    )
    paid = Setoran("A0001", "pokok", 50_000, KAS)
    with pytest.raises(ProblemError) as caught:
        paid.plan(at, on_day("2025-06-30"))
    assert [(p.code, p.fact, p.hint) for p in caught.value.problems] == [
        (
            "ISIAN",
            "besar simpanan pokok belum ditetapkan pada 30 Juni 2025",
            "tambahkan [[simpanan]] di koperasi.toml",
        )
    ]
    assert paid.plan(at, on_day("2025-07-01")).drafts
    assert paid.plan(books(), on_day("2025-06-30")).drafts


@pytest.mark.parametrize(
    ("nomor", "kind", "jumlah", "code"),
    [
        ("A0001", "pokok", 50_000, "ISIAN"),
        ("A0001", "wajib", 10_000, "ISIAN"),
        ("A0001", "sukarela", 0, "ISIAN"),
        ("A0009", "sukarela", 1, "ANGGOTA-ASING"),
    ],
)
def test_refused_withdrawals(nomor: str, kind: Kind, jumlah: int, code: str) -> None:
    with pytest.raises(ProblemError) as caught:
        take("2025-07-01", nomor, kind, jumlah)
    assert [p.code for p in caught.value.problems] == [code]


def test_leaving_moves_every_deposit_and_is_paid_once() -> None:
    day = on_day("2025-11-30")
    before = [
        masuk("2025-06-24", "A0002", "pokok", 50_000),
        masuk("2025-07-01", "A0002", "wajib", 20_000),
        masuk("2025-07-01", "A0002", "sukarela", 5_000),
        masuk("2025-07-01", "A0001", "wajib", 10_000),
    ]
    members = Register(register().peristiwa[:3])
    plan = AnggotaKeluar("A0002", "pindah kota").plan(books(book_of(*before), members), day)
    (left,) = plan.drafts
    assert [(p.nomor, p.tanggal, p.peristiwa) for p in plan.peristiwa] == [("A0002", day, "keluar")]
    assert left.uraian == "Anggota keluar A0002: pindah kota"
    assert asset_row(left) == [
        "Ekuitas:Simpanan:Pokok:A0002 50000",
        "Ekuitas:Simpanan:Wajib:A0002 20000",
        "Liabilitas:Simpanan:Sukarela:A0002 5000",
        "Liabilitas:Anggota-Keluar:A0002 -75000",
    ]
    pay = BayarKeluar("A0002", KAS)
    (paid,) = pay.plan(books(book_of(*before, left)), day).drafts
    assert asset_row(paid) == ["Liabilitas:Anggota-Keluar:A0002 75000", "Aset:Kas:Kantor -75000"]
    with pytest.raises(ProblemError, match="tidak ada utang"):
        pay.plan(books(book_of(*before, left, paid)), day)


def test_who_has_no_deposits_leaves_without_an_entry() -> None:
    plan = AnggotaKeluar("A0001", "x").plan(books(), on_day("2025-07-01"))
    assert (plan.drafts, len(plan.peristiwa)) == ((), 1)
    with pytest.raises(ProblemError, match="ANGGOTA-TIDAK-AKTIF"):
        AnggotaKeluar("A0002", "x").plan(books(), on_day("2025-12-01"))


@pytest.mark.parametrize(
    ("sampai", "expected"),
    [
        # month of joining and month of `sampai` both count
        ("2025-06-24", {"A0001": (1, 10_000), "A0002": (1, 10_000)}),
        ("2025-06-30", {"A0001": (1, 10_000), "A0002": (1, 10_000)}),
        ("2025-07-01", {"A0001": (2, 20_000), "A0002": (2, 20_000)}),
        ("2025-08-31", {"A0001": (3, 30_000), "A0002": (3, 30_000), "A0003": (1, 10_000)}),
        # a leaver is not in arrears
        ("2025-11-30", {"A0001": (6, 60_000), "A0003": (4, 40_000)}),
        # who comes back starts again; the rise of 21 March holds from April
        ("2026-04-30", {"A0001": (11, 115_000), "A0002": (3, 35_000), "A0003": (9, 95_000)}),
    ],
)
def test_arrears_by_month(sampai: str, expected: dict[str, tuple[int, int]]) -> None:
    found = tunggakan(book_of(), names().chart, R, koperasi(), on_day(sampai))
    assert {t.nomor: (t.months, t.due) for t in found} == expected
    assert all(t.jumlah == t.due for t in found)


def test_arrears_deduct_what_stands_after_reversals() -> None:
    wrong = replace(masuk("2025-07-02", "A0001", "wajib", 30_000), bukti="KS-2507-0001")
    entry = next(book_of(wrong).entries(Period(on_day("2025-07-01"), on_day("2025-08-01"))))
    back = reverse(entry, tanggal=on_day("2025-07-03"), alasan="salah jumlah")
    right = masuk("2025-07-03", "A0001", "wajib", 15_000)
    found = tunggakan(
        book_of(wrong, back, right), names().chart, R, koperasi(), on_day("2025-07-31")
    )
    assert [(t.nomor, t.paid, t.jumlah) for t in found] == [
        ("A0001", 15_000, 5_000),
        ("A0002", 0, 20_000),
    ]
    assert (
        tunggakan(book_of(right), names().chart, R, koperasi(), on_day("2025-07-03"))[0].paid
        == 15_000
    )
    assert (
        tunggakan(book_of(right), names().chart, R, koperasi(), on_day("2025-07-02"))[0].paid == 0
    )
    ahead = book_of(masuk("2025-07-03", "A0001", "wajib", 90_000))
    assert tunggakan(ahead, names().chart, R, koperasi(), on_day("2025-07-31"))[0].jumlah == 0


def test_positions_put_a_reversal_where_its_entry_stood() -> None:
    wrong = replace(masuk("2025-07-02", "A0001", "sukarela", 30_000), bukti="KS-2507-0001")
    took = replace(take("2025-07-02", "A0001", "sukarela", 4_000), bukti="KS-2507-0002")
    july = Period(on_day("2025-07-01"), on_day("2025-08-01"))
    backs = [
        reverse(e, tanggal=on_day("2025-07-03"), alasan="salah")
        for e in book_of(wrong, took).entries(july)
    ]
    early = masuk("2025-06-24", "A0001", "pokok", 50_000)
    kept = masuk("2025-07-04", "A0001", "sukarela", 7_000)
    found = position(book_of(early, wrong, took, *backs, kept), names().chart, R, july)
    assert [p.nomor for p in found] == ["A0001", "A0002"]
    assert found[0].pokok == DepositMoves(opening=50_000)
    assert found[0].wajib == DepositMoves()
    assert found[0].sukarela == DepositMoves(masuk=7_000)
    assert found[0].closing == 57_000


def test_what_one_kind_brought_and_took_is_told_apart() -> None:
    july = Period(on_day("2025-07-01"), on_day("2025-08-01"))
    came = replace(masuk("2025-07-02", "A0001", "sukarela", 30_000), jenis="koreksi")
    went = replace(take("2025-07-03", "A0001", "sukarela", 4_000), jenis="koreksi")
    found = position(book_of(came, went), names().chart, R, july)
    assert found[0].sukarela == DepositMoves(masuk=30_000, keluar=4_000)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["A0001", "A0003"]),
        st.sampled_from(["wajib", "sukarela"]),
        st.integers(1, 99_999),
        st.integers(1, 28),
        st.booleans(),
    ),
    max_size=10,
)


@settings(deadline=None)
@given(ACTS, st.integers(1, 28))
def test_positions_sum_to_the_accounts(
    acts: list[tuple[str, Kind, int, int, bool]], cut: int
) -> None:
    drafts = [masuk(f"2025-09-{d:02d}", n, m, j) for n, m, j, d, _ in acts]
    drafts += [
        take("2025-09-28", n, "sukarela", j) for n, m, j, _, out in acts if out and m != "wajib"
    ]
    ledger = book_of(*drafts)
    period = Period(on_day(f"2025-09-{cut:02d}"), on_day("2025-10-01"))
    rows = position(ledger, names().chart, R, period)
    balances = ledger.balances(period.until)
    for row in rows:
        for parent, movement in (
            ("Ekuitas:Simpanan:Wajib", row.wajib),
            ("Liabilitas:Simpanan:Sukarela", row.sukarela),
        ):
            assert movement.closing == -balances.get(f"{parent}:{row.nomor}", 0)
    assert sum(r.closing for r in rows) == balances.get("Aset:Kas:Kantor", 0)
