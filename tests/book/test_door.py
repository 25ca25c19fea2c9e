"""The door: numbers without gaps, all or nothing, and whoever comes second is told."""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.base.problem import Berat
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book import batch
from kkmp_ledger.book import format as teks
from kkmp_ledger.book.batch import Isi
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.book.door import ISI
from kkmp_ledger.book.door import Pintu
from kkmp_ledger.book.door import Rencana
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Hitungan
from kkmp_ledger.book.model import Leg
from kkmp_ledger.book.sidik import sidik_bytes
from tests.app.kecil import isi
from tests.tanpa_izin import tanpa_izin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkmp_ledger.book.berubah import Berubah
    from kkmp_ledger.book.door import Hasil
    from kkmp_ledger.book.index import Index

JULI, AGUSTUS = "2025/07-kas.beancount", "2025/08-kas.beancount"
KAS, LAIN = "Aset:Kas:Toko", "Ekuitas:Lain"


@dataclass(frozen=True)
class Aturan:
    """One rule, as the rooms above would bring it: the cash box is never below 0 at the end."""

    berat: Berat = Berat.GALAT

    def entri(self, ledger: Index, berubah: Berubah) -> list[Problem]:  # noqa: ARG002
        wrong = [e for e in berubah.entries if e.uraian == "salah"]
        return [Problem("ENTRI-KURANG", "entri salah", "perbaiki", e.place) for e in wrong]

    def deret(self, ledger: Index, berubah: Berubah) -> list[Problem]:
        saldo = ledger.saldo_akun([KAS], date.max)[KAS]
        if KAS not in berubah.akun or saldo >= 0:
            return []
        place = Place(JULI, 1)
        return [Problem("SALDO-NEGATIF", f"kas {saldo}", "periksa", place, self.berat)]


def draft(hari: int, jumlah: int = 1000, uraian: str = "uji", bulan: int = 7) -> Draft:
    legs = (Leg(KAS, Decimal(jumlah)), Leg(LAIN, Decimal(-jumlah)))
    return Draft(date(2025, bulan, hari), "beban", uraian, legs)


@pytest.fixture
def buku(tmp_path: Path) -> Path:
    """A folder with its accounts and one entry in July."""
    folder = tmp_path / "buku"
    folder.mkdir()
    opens = [teks.buka(date(2025, 6, 24), akun, {}) for akun in (KAS, LAIN)]
    main = teks.opsi() + f'include "{ISI}"\n'
    (folder / "main.beancount").write_text(main, encoding="utf-8")
    (folder / ISI).write_text("", encoding="utf-8")
    plan = Rencana(
        mesin={"akun.gen.beancount": teks.berkas_mesin(opens, sumber="x")},
        tambah={JULI: [draft(1)]},
    )
    tulis(folder, plan)
    return folder


def tulis(folder: Path, rencana: Rencana, *, coba: bool = False) -> Hasil:
    with Pintu(folder, tunggu=30) as pintu:
        return pintu.tulis(rencana, Aturan(), coba=coba)


def gagal(folder: Path, rencana: Rencana) -> list[str]:
    """The codes of the refusal; not a byte has changed, and nothing is left behind."""
    before = isi(folder)
    with pytest.raises(ProblemError) as caught:
        tulis(folder, rencana)
    assert isi(folder) == before
    assert not (folder / batch.NAMA).exists()
    with Pintu(folder) as pintu:
        assert pintu.index.digests() == {f.path: f.digest for f in Buku.baca(folder).files}
    return [p.code for p in caught.value.problems]


def nomor(folder: Path) -> list[str]:
    return [e.bukti for e in Buku.baca(folder).entries(Period(date.min, date.max))]


def sambung(folder: Path, text: str, path: str = JULI) -> None:
    with (folder / path).open("a", encoding="utf-8") as file:
        file.write(text)


# numbers


def test_numbers_run_by_the_month_of_the_entry(buku: Path) -> None:
    plan = Rencana(tambah={JULI: [draft(9), draft(2)], AGUSTUS: [draft(1, bulan=8)]})
    assert tulis(buku, plan).bukti == ("KS-2507-0002", "KS-2507-0003", "KS-2508-0001")
    late = Rencana(tambah={AGUSTUS: [draft(31, bulan=7), draft(3, bulan=8)]})
    assert tulis(buku, late).bukti == ("KS-2507-0004", "KS-2508-0002")
    year = Rencana(tambah={"2025/13-penyesuaian.beancount": [draft(31, bulan=12)]})
    assert tulis(buku, year).bukti == ("PY-2512-0001",)


def test_a_count_takes_no_number(buku: Path) -> None:
    count = Hitungan(date(2025, 7, 31), KAS, Decimal(2000))
    plan = Rencana(tambah={JULI: [draft(30), count, draft(31, 500)]})
    assert tulis(buku, plan).bukti == ("KS-2507-0002", "KS-2507-0003")
    (assertion,) = Buku.baca(buku).assertions(Period(date.min, date.max))
    assert assertion.tanggal == date(2025, 8, 1)


def test_a_refused_entry_leaves_no_gap(buku: Path) -> None:
    assert gagal(buku, Rencana(tambah={JULI: [draft(2, uraian="salah")]})) == ["ENTRI-KURANG"]
    assert tulis(buku, Rencana(tambah={JULI: [draft(2)]})).bukti == ("KS-2507-0002",)


def test_ten_thousand_in_a_month(buku: Path) -> None:
    other = [teks.entri(_bernomor(f"KS-2507-{n}")) for n in (9999, 10000)]
    (buku / AGUSTUS).write_text(teks.berkas_tangan(other), encoding="utf-8")
    assert tulis(buku, Rencana(tambah={JULI: [draft(2)]})).bukti == ("KS-2507-10001",)


def test_a_number_that_is_none_is_passed_over(buku: Path) -> None:
    sambung(buku, "\n" + teks.entri(_bernomor("KS-2507-0002a")))
    assert tulis(buku, Rencana(tambah={JULI: [draft(2)]})).bukti == ("KS-2507-0003",)


def test_an_entry_that_cannot_be_read_keeps_its_number(buku: Path) -> None:
    broken = teks.entri(_bernomor("KS-2507-0002")).replace("IDR", "USD")
    sambung(buku, "\n" + broken)
    assert tulis(buku, Rencana(tambah={JULI: [draft(2)]})).bukti == ("KS-2507-0003",)


def _bernomor(bukti: str) -> Draft:
    legs = (Leg(KAS, Decimal(1)), Leg(LAIN, Decimal(-1)))
    return Draft(date(2025, 7, 1), "beban", "uji", legs, bukti=bukti)


# what is refused


def test_only_what_a_batch_adds_refuses_it(buku: Path) -> None:
    """The cash box is below 0 already: a booking elsewhere, and one that mends it, are let in."""
    sambung(buku, "\n" + teks.entri(_bernomor("KS-2507-0002")).replace(" 1 IDR", " -9000 IDR"))
    assert tulis(buku, Rencana(tambah={JULI: [draft(3, 500)]})).problems == ()
    assert tulis(buku, Rencana(tambah={JULI: [draft(3, 50_000)]})).problems == ()
    assert gagal(buku, Rencana(tambah={JULI: [draft(4, -90_000)]})) == ["SALDO-NEGATIF"]


def test_a_mistake_that_moves_down_a_line_is_the_same_mistake(buku: Path) -> None:
    path, wrong = "2025/07-toko.gen.beancount", "2025-07-01 price USD 1 IDR\n"
    (buku / path).write_text(teks.berkas_mesin([wrong], sumber="x"), encoding="utf-8")
    moved = teks.berkas_mesin(['2025-07-01 event "rapat" "RAT"\n', wrong], sumber="y")
    assert tulis(buku, Rencana(mesin={path: moved})).problems == ()
    assert gagal(buku, Rencana(mesin={path: moved + wrong})) == ["DIALEK"]


def test_what_weighs_little_is_told_and_let_in(buku: Path) -> None:
    with Pintu(buku) as pintu:
        hasil = pintu.tulis(Rencana(tambah={JULI: [draft(4, -90_000)]}), Aturan(Berat.PERHATIAN))
    assert [p.code for p in hasil.problems] == ["SALDO-NEGATIF"]
    assert len(nomor(buku)) == 2


@pytest.mark.parametrize("rusak", ['2025-07-02 * "tak tertutup\n', "\\xff", "BOM"])
def test_nothing_is_written_where_nobody_would_read_it(buku: Path, rusak: str) -> None:
    """A file that is broken from some place on would swallow the new entry."""
    path = buku / JULI
    content = path.read_bytes()
    path.write_bytes(
        {"\\xff": content + b"; \xff\n", "BOM": b"\xef\xbb\xbf" + content}.get(
            rusak, content + rusak.encode()
        )
    )
    assert gagal(buku, Rencana(tambah={JULI: [draft(2)]})) == ["TEKS-RUSAK"]
    assert tulis(buku, Rencana(tambah={AGUSTUS: [draft(2, bulan=8)]})).bukti


def test_generated_text_outside_the_dialect_is_refused(buku: Path) -> None:
    wrong = teks.berkas_mesin(["2025-07-01 price USD 1 IDR\n"], sumber="x")
    assert gagal(buku, Rencana(mesin={"2025/07-toko.gen.beancount": wrong})) == ["DIALEK"]


# trying, changing, meeting


def test_a_rehearsal_writes_nothing(buku: Path) -> None:
    before = isi(buku)
    hasil = tulis(buku, Rencana(tambah={AGUSTUS: [draft(1, bulan=8)]}), coba=True)
    assert hasil.bukti == ("KS-2508-0001",)
    assert "^KS-2508-0001" in hasil.teks[AGUSTUS]
    assert isi(buku) == before
    assert nomor(buku) == ["KS-2507-0001"]
    assert gagal(buku, Rencana(tambah={JULI: [draft(2, uraian="salah")]}))


def test_the_same_again_changes_nothing(buku: Path) -> None:
    text = teks.berkas_mesin([teks.buka(date(2025, 7, 1), "Beban:Sewa", {})], sumber="y")
    plan = Rencana(mesin={"2025/07-toko.gen.beancount": text})
    assert tulis(buku, plan).berkas == ("2025/07-toko.gen.beancount", ISI)
    assert tulis(buku, plan).berkas == ()


@pytest.mark.parametrize("path", [JULI, ISI])
def test_a_ledger_file_that_an_editor_saved_meanwhile(buku: Path, path: str) -> None:
    plan = Rencana(tambah={JULI: [draft(2)], AGUSTUS: [draft(2, bulan=8)]})
    with Pintu(buku) as pintu:
        sambung(buku, "; disimpan editor\n", path)
        before = isi(buku)
        with pytest.raises(ProblemError) as caught:
            pintu.tulis(plan, Aturan())
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("BERKAS-BERUBAH", Place(path))
    assert isi(buku) == before
    assert tulis(buku, plan).bukti == ("KS-2507-0002", "KS-2508-0001")


@pytest.mark.parametrize("lama", [None, b"nomor\n"])
def test_a_source_that_somebody_saved_meanwhile(buku: Path, lama: bytes | None) -> None:
    name = "anggota.csv"
    if lama is not None:
        (buku / name).write_bytes(lama)
    read = sidik_bytes(lama) if lama is not None else ""
    plan = Rencana(sumber={name: Isi(b"baru\n")}, dibaca={name: read})
    (buku / name).write_bytes(b"disimpan orang lain\n")
    assert gagal(buku, plan) == ["BERKAS-BERUBAH"]
    (buku / name).unlink()
    if lama is not None:
        (buku / name).write_bytes(lama)
    assert tulis(buku, plan).berkas == (name,)
    assert (buku / name).read_bytes() == b"baru\n"


def test_the_second_writer_is_told(buku: Path) -> None:
    with Pintu(buku), pytest.raises(ProblemError) as caught, Pintu(buku, tunggu=0):
        pass
    assert [p.code for p in caught.value.problems] == ["KUNCI-DIPEGANG"]
    assert tulis(buku, Rencana(tambah={JULI: [draft(2)]})).bukti == ("KS-2507-0002",)


def _menulis(folder: str, hari: int, count: int) -> None:
    for _ in range(count):
        tulis(Path(folder), Rencana(tambah={JULI: [draft(hari, hari)]}))


def test_two_processes_that_write_both_land(buku: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_menulis, args=(str(buku), hari, 8)) for hari in (2, 3)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)
    assert [one.exitcode for one in both] == [0, 0]
    assert sorted(nomor(buku)) == [f"KS-2507-{n:04d}" for n in range(1, 18)]
    assert Buku.baca(buku).saldo(date.max)[KAS] == 1000 + 8 * 2 + 8 * 3


# a disk that fails

BANYAK = Rencana(
    tambah={JULI: [draft(2)], AGUSTUS: [draft(2, bulan=8)]},
    sumber={"anggota.csv": Isi(b"nomor\n" * 300, 0o600)},
)
SATU = Rencana(tambah={JULI: [draft(2, uraian="panjang " * 40)]})


@pytest.mark.parametrize("plan", [SATU, BANYAK], ids=["satu", "banyak"])
def test_a_sync_that_fails_at_any_step(
    buku: Path, plan: Rencana, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the n-th fsync: nothing is written, or it is booked and said so."""
    before, fsync = isi(buku), os.fsync
    outcomes: list[object] = []
    for n in range(1, 50):
        left = n

        def failing(handle: int) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise OSError(errno.ENOSPC, "no space")
            fsync(handle)

        monkeypatch.setattr(os, "fsync", failing)
        try:
            tulis(buku, plan)
        except ProblemError as error:
            outcomes.append([(p.code, "No space left" in p.fact) for p in error.problems])
        else:
            break
        assert isi(buku) == before
    assert outcomes == [[("TULIS-GAGAL", True)]] * len(outcomes) != []
    assert len(nomor(buku)) == 1 + sum(map(len, plan.tambah.values()))


def _batasi(folder: str, limit: int, out: multiprocessing.Queue[object]) -> None:
    """Write where no file may grow beyond the limit: what a full disk does, for real."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    results: list[object] = []
    for plan in (SATU, BANYAK):
        try:
            tulis(Path(folder), plan)
            results.append("tercatat")
        except ProblemError as error:
            results.append([p.code for p in error.problems])
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    out.put(results)


@pytest.mark.parametrize(
    ("limit", "want"),
    [
        (0, [["TULIS-GAGAL"], ["TULIS-GAGAL"]]),
        (300, [["TULIS-GAGAL"], ["TULIS-GAGAL"]]),
        (1500, ["tercatat", ["TULIS-GAGAL"]]),
        (4000, ["tercatat", "tercatat"]),
    ],
)
def test_a_full_disk(buku: Path, limit: int, want: list[object]) -> None:
    before = isi(buku)
    context = multiprocessing.get_context("spawn")
    out: multiprocessing.Queue[object] = context.Queue()
    child = context.Process(target=_batasi, args=(str(buku), limit, out))
    child.start()
    assert out.get(timeout=60) == want
    child.join(timeout=60)
    assert not (buku / batch.NAMA).exists()
    if "tercatat" not in want:
        assert isi(buku) == before
    assert len(nomor(buku)) == {0: 1, 1: 2, 2: 4}[want.count("tercatat")]
    with Pintu(buku) as pintu:
        assert pintu.index.nomor_terakhir("KS-2507-") == {0: 1, 1: 2, 2: 3}[want.count("tercatat")]


@pytest.mark.parametrize("where", [".", "2025", ".kkmp"])
def test_a_folder_that_may_not_be_written(buku: Path, where: str) -> None:
    before = isi(buku)
    with tanpa_izin(buku / where), pytest.raises(ProblemError) as caught:
        tulis(buku, BANYAK)
    assert [p.code for p in caught.value.problems] == ["TULIS-GAGAL"]
    assert isi(buku) == before
    assert tulis(buku, BANYAK).bukti == ("KS-2507-0002", "KS-2508-0001")


def test_a_file_that_may_not_be_written(buku: Path) -> None:
    """As Excel holds it on Windows."""
    (buku / "anggota.csv").write_bytes(b"nomor\n")
    with tanpa_izin(buku / "anggota.csv"), pytest.raises(ProblemError) as caught:
        tulis(buku, BANYAK)
    assert [(p.code, p.place) for p in caught.value.problems] == [
        ("BERKAS-DIPEGANG", Place("anggota.csv"))
    ]
    assert nomor(buku) == ["KS-2507-0001"]


def test_a_torn_batch_is_thrown_away(buku: Path) -> None:
    """Contents and half a list, but no marker: the machine stopped while the list was written."""
    before = isi(buku)
    area = buku / batch.NAMA
    area.mkdir()
    (area / "0000").write_bytes(b"baru")
    (area / "daftar.json").write_bytes(b'[{"berkas": "anggota.csv", "da')
    with Pintu(buku) as pintu:
        assert not pintu.dipulihkan
    assert isi(buku) == before


# the list of includes


def test_a_list_of_includes_that_is_lost_is_made_again(buku: Path) -> None:
    """And the numbers go on from what the files hold, not from what was still listed."""
    tulis(buku, Rencana(tambah={AGUSTUS: [draft(1, bulan=8)]}))
    listed = (buku / ISI).read_bytes()
    (buku / ISI).unlink()
    hasil = tulis(buku, Rencana(tambah={AGUSTUS: [draft(2, bulan=8)]}))
    assert hasil.bukti == ("KS-2508-0002",)
    assert (buku / ISI).read_bytes() == listed
    assert len(nomor(buku)) == 3


def test_a_lost_file_stays_named(buku: Path) -> None:
    """A month that somebody deleted is a problem until it is back, not forgotten by a booking."""
    tulis(buku, Rencana(tambah={AGUSTUS: [draft(1, bulan=8)]}))
    (buku / JULI).unlink()
    tulis(buku, Rencana(tambah={AGUSTUS: [draft(2, bulan=8)]}))
    assert [p.code for p in Buku.baca(buku).problems] == ["BERKAS-TIADA"]


def test_somebodys_own_files_are_not_taken_in(buku: Path) -> None:
    for name in ("2025/07-kas (salinan).beancount", "catatan.beancount", "2025/catatan.beancount"):
        (buku / name).write_text("; milik orang\n")
    tulis(buku, Rencana(tambah={AGUSTUS: [draft(1, bulan=8)]}))
    assert sorted(f.path for f in Buku.baca(buku).files) == [
        JULI, AGUSTUS, "akun.gen.beancount", ISI, "main.beancount",
    ]  # fmt: skip


def test_modes(buku: Path) -> None:
    tulis(buku, BANYAK)
    assert (buku / "anggota.csv").stat().st_mode & 0o777 == 0o600
    assert (buku / JULI).stat().st_mode & 0o077 == 0o044


def hapus(names: Iterable[str]) -> Rencana:
    return Rencana(hapus=list(names))


def test_a_generated_file_that_goes(buku: Path) -> None:
    path = "2025/07-toko.gen.beancount"
    tulis(buku, Rencana(mesin={path: teks.berkas_mesin([], sumber="y")}))
    assert path in (buku / ISI).read_text(encoding="utf-8")
    tulis(buku, hapus([path]))
    assert path not in (buku / ISI).read_text(encoding="utf-8")
    assert not (buku / path).exists()
