"""rat/<tahun>.toml: what is read must add up, and what is written reads back the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.rat import AnggotaRat
from kkmp_ledger.schema.rat import Keputusan
from kkmp_ledger.schema.rat import write_rat

RAT = """\
tahun = 2025
tanggal = 2026-03-21
berita_acara = "01/RAT/2026"
hadir = 78
shu = 1300
ditahan = 200

[menutup_rugi]
2024 = 100

[tujuan]
cadangan = 500
jasa_modal = 200
jasa_usaha = 300

[[anggota]]
nomor = "A0001"
jasa_modal = 150
jasa_usaha = 300

[[anggota]]
nomor = "A0002"
jasa_modal = 50
jasa_usaha = 0
"""


def read(text: str) -> Keputusan:
    return toml.loads(text, "rat/2025.toml", Keputusan)


def test_written_as_read() -> None:
    decided = read(RAT)
    assert (decided.shu, decided.menutup_rugi, len(decided.anggota)) == (1_300, {"2024": 100}, 2)
    assert write_rat(decided) == RAT


@pytest.mark.parametrize(
    ("old", "new", "code", "fact"),
    [
        (
            "cadangan = 500",
            "cadangan = 501",
            "ISI-SALAH",
            "yang diputuskan berjumlah 1.301, SHU yang dibagi 1.300",
        ),
        (
            "shu = 1300",
            "shu = -1300",
            "ISI-SALAH",
            "yang diputuskan berjumlah 1.300, SHU yang dibagi 0",
        ),
        (
            "jasa_modal = 150",
            "jasa_modal = 151",
            "ISI-SALAH",
            "jumlah jasa_modal anggota 201, di tujuan 200",
        ),
        (
            "jasa_usaha = 0",
            "jasa_usaha = 7",
            "ISI-SALAH",
            "jumlah jasa_usaha anggota 307, di tujuan 300",
        ),
        ('nomor = "A0002"', 'nomor = "A0001"', "ISI-SALAH", "anggota A0001 ada dua kali"),
        (
            "2026-03-21",
            "2025-12-31",
            "ISI-SALAH",
            "RAT bertanggal 2025-12-31, sebelum tahun buku 2025 berakhir",
        ),
        (
            "2024 = 100",
            "2025 = 100",
            "ISI-SALAH",
            "menutup rugi tahun 2025, yang bukan sebelum 2025",
        ),
        ("hadir = 78", "hadir = -1", "ISI-SALAH", 'isi "hadir" terlalu kecil'),
        ("shu = 1300", "shu = 1300.5", "ISI-SALAH",
         'isi "shu" harus angka bulat tanpa tanda kutip'),
        ("cadangan = 500", "cadangan = -5", "ISI-SALAH", 'isi "cadangan" terlalu kecil'),
        ("hadir = 78", "hadri = 78", "KUNCI-ASING", 'kunci "hadri" tidak dikenal'),
        ('berita_acara = "01/RAT/2026"', 'berita_acara = ""', "ISI-SALAH",
         'isi "berita_acara" tidak boleh kosong'),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_refused(old: str, new: str, code: str, fact: str) -> None:
    assert RAT.count(old) == 1
    with pytest.raises(ProblemError) as caught:
        read(RAT.replace(old, new))
    assert (code, fact) in [(p.code, p.fact) for p in caught.value.problems]


def test_a_loss_divides_nothing() -> None:
    text = RAT[: RAT.index("ditahan")].replace("1300", "-4_603_356")
    decided = read(text)
    assert decided.shu == -4_603_356
    assert read(write_rat(decided)) == decided


@given(
    st.text(min_size=1),
    st.dictionaries(st.text(min_size=1, max_size=6), st.integers(0, 10**12), max_size=4),
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=4),
)
def test_any_decision_reads_back(
    minutes: str, destination: dict[str, int], members: list[tuple[int, int]]
) -> None:
    anggota = tuple(
        AnggotaRat(nomor=f"A{i:04d}", jasa_modal=m, jasa_usaha=u)
        for i, (m, u) in enumerate(members, 1)
    )
    filled = destination | {
        "jasa_modal": sum(m for m, _ in members),
        "jasa_usaha": sum(u for _, u in members),
    }
    decided = Keputusan(
        tahun=2025,
        tanggal=date(2026, 3, 21),
        berita_acara=minutes,
        hadir=1,
        shu=sum(filled.values()),
        tujuan=filled,
        anggota=anggota,
    )
    assert read(write_rat(decided)) == decided
