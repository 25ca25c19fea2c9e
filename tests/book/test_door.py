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
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.book import write as ledger_text
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.batch_list import NAMA
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.book.door import Door
from kkmp_ledger.book.door import Write
from kkmp_ledger.book.model import Count
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.book.tree import INCLUDES
from tests.app.small_book import body
from tests.without_permission import without_permission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkmp_ledger.book.change import Change
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index

JULY, AGUSTUS = "2025/07-kas.beancount", "2025/08-kas.beancount"
KAS, OTHER = "Aset:Kas:Toko", "Ekuitas:Lain"


@dataclass(frozen=True)
class Rule:
    """One rule, as the rooms above would bring it: the cash box is never below 0 at the end."""

    severity: Severity = Severity.ERROR

    def entry_text(self, ledger: Index, changed: Change) -> list[Problem]:  # noqa: ARG002
        wrong = [e for e in changed.entries if e.uraian == "salah"]
        return [Problem("ENTRI-KURANG", "entri salah", "perbaiki", e.place) for e in wrong]

    def series(self, ledger: Index, changed: Change) -> list[Problem]:
        balances = ledger.account_balances([KAS], date.max)[KAS]
        if KAS not in changed.akun or balances >= 0:
            return []
        place = Place(JULY, 1)
        return [Problem("SALDO-NEGATIF", f"kas {balances}", "periksa", place, self.severity)]


def draft(day: int, jumlah: int = 1000, uraian: str = "uji", month: int = 7) -> Draft:
    legs = (Leg(KAS, Decimal(jumlah)), Leg(OTHER, Decimal(-jumlah)))
    return Draft(date(2025, month, day), "beban", uraian, legs)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A folder with its accounts and one entry in July."""
    folder = tmp_path / "buku"
    folder.mkdir()
    opens = [ledger_text.open_text(date(2025, 6, 24), akun, {}) for akun in (KAS, OTHER)]
    main = ledger_text.options() + f'include "{INCLUDES}"\n'
    (folder / "main.beancount").write_text(main, encoding="utf-8")
    (folder / INCLUDES).write_text("", encoding="utf-8")
    plan = Write(
        machine={"akun.gen.beancount": ledger_text.machine_file(opens, source="x")},
        add={JULY: [draft(1)]},
    )
    write(folder, plan)
    return folder


def write(folder: Path, plan: Write, *, rehearsal: bool = False) -> Written:
    with Door(folder, wait=30) as door:
        return door.write(plan, Rule(), rehearsal=rehearsal)


def failed(folder: Path, plan: Write) -> list[str]:
    """The codes of the refusal; not a byte has changed, and nothing is left behind."""
    before = body(folder)
    with pytest.raises(ProblemError) as caught:
        write(folder, plan)
    assert body(folder) == before
    assert not (folder / NAMA).exists()
    with Door(folder) as door:
        assert door.index.digests() == {f.path: f.digest for f in TextBook.read(folder).files}
    return [p.code for p in caught.value.problems]


def nomor(folder: Path) -> list[str]:
    return [e.bukti for e in TextBook.read(folder).entries(Period(date.min, date.max))]


def join(folder: Path, text: str, path: str = JULY) -> None:
    with (folder / path).open("a", encoding="utf-8") as file:
        file.write(text)


# numbers


def test_numbers_run_by_the_month_of_the_entry(book: Path) -> None:
    plan = Write(add={JULY: [draft(9), draft(2)], AGUSTUS: [draft(1, month=8)]})
    assert write(book, plan).bukti == ("KS-2507-0002", "KS-2507-0003", "KS-2508-0001")
    late = Write(add={AGUSTUS: [draft(31, month=7), draft(3, month=8)]})
    assert write(book, late).bukti == ("KS-2507-0004", "KS-2508-0002")
    year = Write(add={"2025/13-penyesuaian.beancount": [draft(31, month=12)]})
    assert write(book, year).bukti == ("PY-2512-0001",)


def test_a_count_brings_its_number(book: Path) -> None:
    count = Count(date(2025, 7, 31), KAS, Decimal(2000), "cocok", "KS-2507-0003")
    plan = Write(add={JULY: [draft(30), count]})
    assert write(book, plan).bukti == ("KS-2507-0002",)
    assert write(book, Write(add={JULY: [draft(31, 500)]})).bukti == ("KS-2507-0004",)
    (assertion,) = TextBook.read(book).assertions(Period(date.min, date.max))
    assert assertion.tanggal == date(2025, 8, 1)


def test_a_refused_entry_leaves_no_gap(book: Path) -> None:
    assert failed(book, Write(add={JULY: [draft(2, uraian="salah")]})) == ["ENTRI-KURANG"]
    assert write(book, Write(add={JULY: [draft(2)]})).bukti == ("KS-2507-0002",)


def test_ten_thousand_in_a_month(book: Path) -> None:
    other = [ledger_text.entry_text(_numbered(f"KS-2507-{n}")) for n in (9999, 10000)]
    (book / AGUSTUS).write_text(ledger_text.hand_file(other), encoding="utf-8")
    assert write(book, Write(add={JULY: [draft(2)]})).bukti == ("KS-2507-10001",)


def test_a_number_that_is_none_is_passed_over(book: Path) -> None:
    join(book, "\n" + ledger_text.entry_text(_numbered("KS-2507-0002a")))
    assert write(book, Write(add={JULY: [draft(2)]})).bukti == ("KS-2507-0003",)


def test_an_entry_that_cannot_be_read_keeps_its_number(book: Path) -> None:
    broken = ledger_text.entry_text(_numbered("KS-2507-0002")).replace("IDR", "USD")
    join(book, "\n" + broken)
    assert write(book, Write(add={JULY: [draft(2)]})).bukti == ("KS-2507-0003",)


def _numbered(bukti: str) -> Draft:
    legs = (Leg(KAS, Decimal(1)), Leg(OTHER, Decimal(-1)))
    return Draft(date(2025, 7, 1), "beban", "uji", legs, bukti=bukti)


# what is refused


def test_only_what_a_batch_adds_refuses_it(book: Path) -> None:
    """The cash box is below 0 already: a booking elsewhere, and one that mends it, are let in."""
    join(
        book,
        "\n" + ledger_text.entry_text(_numbered("KS-2507-0002")).replace(" 1 IDR", " -9000 IDR"),
    )
    assert write(book, Write(add={JULY: [draft(3, 500)]})).problems == ()
    assert write(book, Write(add={JULY: [draft(3, 50_000)]})).problems == ()
    assert failed(book, Write(add={JULY: [draft(4, -90_000)]})) == ["SALDO-NEGATIF"]


def test_a_mistake_that_moves_down_a_line_is_the_same_mistake(book: Path) -> None:
    path, wrong = "2025/07-toko.gen.beancount", "2025-07-01 price USD 1 IDR\n"
    (book / path).write_text(ledger_text.machine_file([wrong], source="x"), encoding="utf-8")
    moved = ledger_text.machine_file(['2025-07-01 event "rapat" "RAT"\n', wrong], source="y")
    assert write(book, Write(machine={path: moved})).problems == ()
    assert failed(book, Write(machine={path: moved + wrong})) == ["DIALEK"]


def test_what_weighs_little_is_told_and_let_in(book: Path) -> None:
    with Door(book) as door:
        result = door.write(Write(add={JULY: [draft(4, -90_000)]}), Rule(Severity.WARNING))
    assert [p.code for p in result.problems] == ["SALDO-NEGATIF"]
    assert len(nomor(book)) == 2


@pytest.mark.parametrize("broken", ['2025-07-02 * "tak tertutup\n', "\\xff", "BOM"])
def test_nothing_is_written_where_nobody_would_read_it(book: Path, broken: str) -> None:
    """A file that is broken from some place on would swallow the new entry."""
    path = book / JULY
    content = path.read_bytes()
    path.write_bytes(
        {"\\xff": content + b"; \xff\n", "BOM": b"\xef\xbb\xbf" + content}.get(
            broken, content + broken.encode()
        )
    )
    assert failed(book, Write(add={JULY: [draft(2)]})) == ["TEKS-RUSAK"]
    assert write(book, Write(add={AGUSTUS: [draft(2, month=8)]})).bukti


def test_generated_text_outside_the_dialect_is_refused(book: Path) -> None:
    wrong = ledger_text.machine_file(["2025-07-01 price USD 1 IDR\n"], source="x")
    assert failed(book, Write(machine={"2025/07-toko.gen.beancount": wrong})) == ["DIALEK"]


# trying, changing, meeting


def test_a_rehearsal_writes_nothing(book: Path) -> None:
    before = body(book)
    result = write(book, Write(add={AGUSTUS: [draft(1, month=8)]}), rehearsal=True)
    assert result.bukti == ("KS-2508-0001",)
    assert "^KS-2508-0001" in result.ledger[AGUSTUS]
    assert body(book) == before
    assert nomor(book) == ["KS-2507-0001"]
    assert failed(book, Write(add={JULY: [draft(2, uraian="salah")]}))


def test_the_same_again_changes_nothing(book: Path) -> None:
    text = ledger_text.machine_file(
        [ledger_text.open_text(date(2025, 7, 1), "Beban:Sewa", {})], source="y"
    )
    plan = Write(machine={"2025/07-toko.gen.beancount": text})
    assert write(book, plan).file == ("2025/07-toko.gen.beancount", INCLUDES)
    assert write(book, plan).file == ()


@pytest.mark.parametrize("path", [JULY, INCLUDES])
def test_a_ledger_file_that_an_editor_saved_meanwhile(book: Path, path: str) -> None:
    plan = Write(add={JULY: [draft(2)], AGUSTUS: [draft(2, month=8)]})
    with Door(book) as door:
        join(book, "; disimpan editor\n", path)
        before = body(book)
        with pytest.raises(ProblemError) as caught:
            door.write(plan, Rule())
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("BERKAS-BERUBAH", Place(path))
    assert body(book) == before
    assert write(book, plan).bukti == ("KS-2507-0002", "KS-2508-0001")


@pytest.mark.parametrize("old", [None, b"nomor\n"])
def test_a_source_that_somebody_saved_meanwhile(book: Path, old: bytes | None) -> None:
    name = "anggota.csv"
    if old is not None:
        (book / name).write_bytes(old)
    read = digest_bytes(old) if old is not None else ""
    plan = Write(source={name: Content(b"baru\n")}, read={name: read})
    (book / name).write_bytes(b"disimpan orang lain\n")
    assert failed(book, plan) == ["BERKAS-BERUBAH"]
    (book / name).unlink()
    if old is not None:
        (book / name).write_bytes(old)
    assert write(book, plan).file == (name,)
    assert (book / name).read_bytes() == b"baru\n"


def test_the_second_writer_is_told(book: Path) -> None:
    with Door(book), pytest.raises(ProblemError) as caught, Door(book, wait=0):
        pass
    assert [p.code for p in caught.value.problems] == ["KUNCI-DIPEGANG"]
    assert write(book, Write(add={JULY: [draft(2)]})).bukti == ("KS-2507-0002",)


def _writing(folder: str, day: int, count: int) -> None:
    for _ in range(count):
        write(Path(folder), Write(add={JULY: [draft(day, day)]}))


def test_two_processes_that_write_both_land(book: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_writing, args=(str(book), day, 8)) for day in (2, 3)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)
    assert [one.exitcode for one in both] == [0, 0]
    assert sorted(nomor(book)) == [f"KS-2507-{n:04d}" for n in range(1, 18)]
    assert TextBook.read(book).balances(date.max)[KAS] == 1000 + 8 * 2 + 8 * 3


# a disk that fails

MANY = Write(
    add={JULY: [draft(2)], AGUSTUS: [draft(2, month=8)]},
    source={"anggota.csv": Content(b"nomor\n" * 300, 0o600)},
)
ONE = Write(add={JULY: [draft(2, uraian="panjang " * 40)]})


@pytest.mark.parametrize("plan", [ONE, MANY], ids=["satu", "banyak"])
def test_a_sync_that_fails_at_any_step(
    book: Path, plan: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the n-th fsync: nothing is written, or it is booked and said so."""
    before, fsync = body(book), os.fsync
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
            write(book, plan)
        except ProblemError as error:
            outcomes.append([(p.code, "No space left" in p.fact) for p in error.problems])
        else:
            break
        assert body(book) == before
    assert outcomes == [[("TULIS-GAGAL", True)]] * len(outcomes) != []
    assert len(nomor(book)) == 1 + sum(map(len, plan.add.values()))


def _limit(folder: str, limit: int, out: multiprocessing.Queue[object]) -> None:
    """Write where no file may grow beyond the limit: what a full disk does, for real."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    results: list[object] = []
    for plan in (ONE, MANY):
        try:
            write(Path(folder), plan)
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
def test_a_full_disk(book: Path, limit: int, want: list[object]) -> None:
    before = body(book)
    context = multiprocessing.get_context("spawn")
    out: multiprocessing.Queue[object] = context.Queue()
    child = context.Process(target=_limit, args=(str(book), limit, out))
    child.start()
    assert out.get(timeout=60) == want
    child.join(timeout=60)
    assert not (book / NAMA).exists()
    if "tercatat" not in want:
        assert body(book) == before
    assert len(nomor(book)) == {0: 1, 1: 2, 2: 4}[want.count("tercatat")]
    with Door(book) as door:
        assert door.index.last_number("KS-2507-") == {0: 1, 1: 2, 2: 3}[want.count("tercatat")]


def test_a_booking_stands_where_the_index_cannot_be_written(book: Path, tmp_path: Path) -> None:
    """The disk of derived things is full: who looks next reads the file again."""
    place = tmp_path / "turunan"
    place.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Door(book, place) as door:
        size = max(path.stat().st_size for path in book.rglob("*.beancount"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 1000, hard))
        try:
            assert door.write(Write(add={JULY: [draft(2)]}), Rule()).bukti == ("KS-2507-0002",)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert door.index.last_number("KS-2507-") == 1
    with Door(book, place) as door:
        assert door.index.last_number("KS-2507-") == 2


@pytest.mark.parametrize("where", [".", "2025", ".kkmp"])
def test_a_folder_that_may_not_be_written(book: Path, where: str) -> None:
    before = body(book)
    with without_permission(book / where), pytest.raises(ProblemError) as caught:
        write(book, MANY)
    assert [p.code for p in caught.value.problems] == ["TULIS-GAGAL"]
    assert body(book) == before
    assert write(book, MANY).bukti == ("KS-2507-0002", "KS-2508-0001")


def test_a_file_that_may_not_be_written(book: Path) -> None:
    """As Excel holds it on Windows."""
    (book / "anggota.csv").write_bytes(b"nomor\n")
    with without_permission(book / "anggota.csv"), pytest.raises(ProblemError) as caught:
        write(book, MANY)
    assert [(p.code, p.place) for p in caught.value.problems] == [
        ("BERKAS-DIPEGANG", Place("anggota.csv"))
    ]
    assert nomor(book) == ["KS-2507-0001"]


def test_a_torn_batch_is_thrown_away(book: Path) -> None:
    """Contents and half a list, but no marker: the machine stopped while the list was written."""
    before = body(book)
    area = book / NAMA
    area.mkdir()
    (area / "0000").write_bytes(b"baru")
    (area / "daftar.json").write_bytes(b'[{"berkas": "anggota.csv", "da')
    with Door(book) as door:
        assert not door.recovered
    assert body(book) == before


# the list of includes


def test_a_list_of_includes_that_is_lost_is_made_again(book: Path) -> None:
    """And the numbers go on from what the files hold, not from what was still listed."""
    write(book, Write(add={AGUSTUS: [draft(1, month=8)]}))
    listed = (book / INCLUDES).read_bytes()
    (book / INCLUDES).unlink()
    result = write(book, Write(add={AGUSTUS: [draft(2, month=8)]}))
    assert result.bukti == ("KS-2508-0002",)
    assert (book / INCLUDES).read_bytes() == listed
    assert len(nomor(book)) == 3


def test_a_lost_file_stays_named(book: Path) -> None:
    """A month that somebody deleted is a problem until it is back, not forgotten by a booking."""
    write(book, Write(add={AGUSTUS: [draft(1, month=8)]}))
    (book / JULY).unlink()
    write(book, Write(add={AGUSTUS: [draft(2, month=8)]}))
    assert [p.code for p in TextBook.read(book).problems] == ["BERKAS-TIADA"]


def test_somebody_s_own_files_are_not_taken_in(book: Path) -> None:
    for name in ("2025/07-kas (salinan).beancount", "catatan.beancount", "2025/catatan.beancount"):
        (book / name).write_text("; milik orang\n")
    write(book, Write(add={AGUSTUS: [draft(1, month=8)]}))
    assert sorted(f.path for f in TextBook.read(book).files) == [
        JULY, AGUSTUS, "akun.gen.beancount", INCLUDES, "main.beancount",
    ]  # fmt: skip


# links


def test_a_link_inside_the_folder_is_followed(book: Path) -> None:
    (book / "daftar").mkdir()
    for name, there in (("anggota.csv", "daftar/anggota.csv"), (JULY, "daftar/juli.beancount")):
        if (book / name).exists():
            (book / name).rename(book / there)
        (book / name).symlink_to(book / there)
    write(book, Write(add={JULY: [draft(2)]}, source={"anggota.csv": Content(b"baru\n")}))
    assert (book / "anggota.csv").is_symlink()
    assert (book / "daftar/anggota.csv").read_bytes() == b"baru\n"
    assert (book / JULY).is_symlink()
    assert nomor(book) == ["KS-2507-0001", "KS-2507-0002"]


@pytest.mark.parametrize("name", ["anggota.csv", "2026", "dokumen/a.csv"])
def test_a_link_that_leaves_the_folder_is_refused(book: Path, tmp_path: Path, name: str) -> None:
    """Also where a folder on the way is the link, or the link ends nowhere."""
    outside = tmp_path / "luar"
    outside.mkdir()
    (outside / "anggota.csv").write_bytes(b"milik orang\n")
    (book / name).parent.mkdir(exist_ok=True)
    (book / name).symlink_to(outside if name == "2026" else outside / Path(name).name)
    before = body(outside)
    path = "2026/01-kas.beancount" if name == "2026" else name
    assert failed(book, Write(source={path: Content(b"baru\n"), "x": Content(b"")})) == [
        "TULIS-GAGAL"
    ]
    assert body(outside) == before


def test_two_names_of_one_file_are_not_both_written(book: Path) -> None:
    (book / "anggota.csv").symlink_to("aset.csv")
    plan = Write(source={"anggota.csv": Content(b"1"), "aset.csv": Content(b"2")})
    assert failed(book, plan) == ["TULIS-GAGAL"]


def test_modes(book: Path) -> None:
    write(book, MANY)
    assert (book / "anggota.csv").stat().st_mode & 0o777 == 0o600
    assert (book / JULY).stat().st_mode & 0o077 == 0o044


def delete(names: Iterable[str]) -> Write:
    return Write(delete=list(names))


def test_a_generated_file_that_goes(book: Path) -> None:
    path = "2025/07-toko.gen.beancount"
    write(book, Write(machine={path: ledger_text.machine_file([], source="y")}))
    assert path in (book / INCLUDES).read_text(encoding="utf-8")
    write(book, delete([path]))
    assert path not in (book / INCLUDES).read_text(encoding="utf-8")
    assert not (book / path).exists()
