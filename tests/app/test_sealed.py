"""What somebody does to a closed book, and what is said of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kkmp_ledger.app.checking.full_check import check
from kkmp_ledger.app.checking.sealed import seal_problems
from kkmp_ledger.app.checking.sealed import sealed_periods
from kkmp_ledger.app.checking.seals import chain
from kkmp_ledger.app.checking.seals import period_facts
from kkmp_ledger.app.checking.seals import write_seal
from kkmp_ledger.app.folder.folder import Folder
from kkmp_ledger.base.problem import errors
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.cli.main import kkmp
from tests.app.small_book import expected
from tests.app.small_book import on
from tests.app.small_book import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KAS = "2025/11-kas.beancount"
SEAL = "segel/2025-11.txt"
JAN = on("2026-01-10")
NOV = on("2025-11-25")


def told(folder: Path) -> list[str]:
    """What `cek` finds, without places."""
    return [f"{p.code}: {p.fact}" for p in errors(check(Folder(folder)))]


def edit(folder: Path, path: str, old: str, new: str) -> None:
    """Replace the first occurrence, as somebody with an editor would."""
    said = (folder / path).read_text(encoding="utf-8")
    assert old in said
    (folder / path).write_text(said.replace(old, new, 1), encoding="utf-8")


def head(folder: Path, name: str) -> dict[str, str]:
    lines = (folder / f"segel/{name}.txt").read_text(encoding="utf-8").splitlines()[:6]
    return dict(line.split(": ", 1) for line in lines)


def test_a_book_that_nobody_touched_agrees_with_its_seals(stage: Callable[[str], Path]) -> None:
    folder = stage("setahun")
    assert [p.name for p in sealed_periods(Folder(folder))] == ["2025-11", "2025-12", "2025"]
    assert told(folder) == []


FIRST = '* "'


@pytest.mark.parametrize(
    ("what", "expected_problem"),
    [
        (
            lambda f: edit(f, KAS, FIRST, '! "'),
            f"SEGEL-BEDA: KS-2511-0001 bukan lagi seperti disegel di {SEAL}",
        ),
        (
            lambda f: edit(f, KAS, "dicatat: ", "catatan: "),
            f"SEGEL-BEDA: KS-2511-0001 bukan lagi seperti disegel di {SEAL}",
        ),
        (
            lambda f: (f / SEAL).unlink(),
            f"SEGEL-TIADA: {SEAL} tidak ada, padahal periode itu sudah ditutup",
        ),
        (
            lambda f: (f / SEAL).write_text(" \n"),
            f"SEGEL-TIADA: {SEAL} kosong, padahal periode itu sudah ditutup",
        ),
        (
            lambda f: (f / SEAL).write_bytes((f / "segel/2025-12.txt").read_bytes()),
            f"SEGEL-RUSAK: {SEAL} bukan segel periode itu yang dibuat program ini",
        ),
        (
            lambda f: edit(f, SEAL, "sebelum: -", "sebelum: 0"),
            f"SEGEL-RUSAK: {SEAL} tidak menyambung ke segel sebelumnya",
        ),
        (
            lambda f: edit(f, SEAL, f"sidik: {head(f, '2025-11')['sidik'][:4]}", "sidik: 0000"),
            f"SEGEL-RUSAK: {SEAL} diubah: kode atau jumlah faktanya tidak cocok",
        ),
        (
            lambda f: edit(f, SEAL, "\n\n", f"\n\n{'0' * 12} {KAS}:1 KS-2511-0009\n"),
            f"SEGEL-RUSAK: {SEAL} diubah: kode atau jumlah faktanya tidak cocok",
        ),
        (
            lambda f: edit(f, SEAL, " KS-2511-0001", " KS-2511-0009"),
            f"SEGEL-RUSAK: {SEAL} diubah: sidiknya bukan sidik isinya",
        ),
        (
            lambda f: edit(f, SEAL, "segel: ", "Segel: "),
            f"SEGEL-RUSAK: {SEAL} bukan segel periode itu yang dibuat program ini",
        ),
    ],
)
def test_each_change_is_named(
    copy: Callable[[str], Path], what: Callable[[Path], object], expected_problem: str
) -> None:
    folder = copy("setahun")
    what(folder)
    assert expected_problem in told(folder)


def test_an_entry_that_is_added_or_lost_is_named(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    said = (folder / KAS).read_text(encoding="utf-8")
    start = said.index("\n2025-11")
    end = said.index("\n2025-11", start + 1)
    entry = said[start:end]
    (folder / KAS).write_text(said[:start] + said[end:], encoding="utf-8")
    lost = f"SEGEL-BEDA: KS-2511-0001 disegel di {SEAL} dan sekarang tidak ada"
    assert lost in told(folder)
    more = entry.replace("KS-2511-0001", "KS-2511-0099")
    (folder / KAS).write_text(said + more, encoding="utf-8")
    assert f"SEGEL-BEDA: KS-2511-0099 tidak ada ketika {SEAL} dibuat" in told(folder)


def test_a_line_of_the_list_that_was_altered_accuses_nobody_of_the_book(
    copy: Callable[[str], Path],
) -> None:
    folder = copy("setahun")
    row = (folder / SEAL).read_text(encoding="utf-8").splitlines()[7]
    edit(folder, SEAL, row[:12], "0" * 12)
    assert told(folder) == [f"SEGEL-RUSAK: {SEAL} diubah: sidiknya bukan sidik isinya"]


def test_spacing_comments_and_line_ends_alarm_nobody(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    said = (folder / KAS).read_text(encoding="utf-8").replace("\n\n", "\n\n; catatan\n\n")
    (folder / KAS).write_bytes(said.replace("\n", "\r\n").encode())
    assert told(folder) == []


def forge(folder: Path, name: str) -> None:
    """Seal the period anew, over whatever the book says now."""
    book, periods = TextBook.read(folder), sealed_periods(Folder(folder))
    (at,) = (n for n, one in enumerate(periods) if one.name == name)
    one, before = periods[at], head(folder, name)["sebelum"]
    facts = period_facts(book, one.period, first=at == 0, penyesuaian=one.year)
    text = write_seal(name, one.period, before, facts)
    assert chain(before, (f.content for f in facts)) in text
    (folder / one.path).write_text(text, encoding="utf-8")


def test_who_seals_a_month_anew_breaks_the_chain_behind_it(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    edit(folder, KAS, FIRST, '! "')
    forge(folder, "2025-11")
    found = told(folder)
    assert "SEGEL-RUSAK: segel/2025-12.txt tidak menyambung ke segel sebelumnya" in found
    assert "SEGEL-BEDA: KS-2511-0001 bukan lagi seperti disegel di segel/2025.txt" in found


@pytest.mark.parametrize(
    "words",
    [
        ("rat", "susun", "--tahun", "2025", "-o", "buku.html"),
        ("laporan", "neraca-saldo", "--tahun", "2025", "--bukti"),
        ("tutup", "2026-01", *on("2026-02-01")),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_whoever_proves_is_told(
    copy: Callable[[str], Path], words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy("setahun")
    edit(folder, KAS, FIRST, '! "')
    monkeypatch.chdir(folder.parent)
    done = run(folder, *words)
    assert done.kode == 1
    assert "SEGEL-BEDA: KS-2511-0001 bukan lagi seperti disegel" in done.text


def test_a_seal_that_is_taken_away_reopens_nothing(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    for name in ("2025", "2025-12"):
        (folder / f"segel/{name}.txt").unlink()
    late = ("setor", "A0001", "wajib", "10000", "--ke", "Kas Toko", "--tanggal", "2025-12-20")
    done = run(folder, *late, *JAN)
    assert done.kode == 1
    assert "BULAN-TERTUTUP" in done.text
    assert [line.partition(":")[0] for line in told(folder)] == ["SEGEL-TIADA"] * 2


def test_what_was_proven_holds_for_these_very_seals(
    copy: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy("setahun")
    with_cache = CliRunner(env={"KKMP_CACHE": str(tmp_path / "cache")})

    def said(*words: str) -> str:
        return with_cache.invoke(kkmp, ["-C", str(folder), *words]).output

    look = ("laporan", "posisi-keuangan", "--tahun", "2025")
    said("cek")
    assert "pembuktian cocok" in said(*look)
    (folder / SEAL).unlink()
    assert "belum dibuktikan sejak perubahan terakhir" in said(*look)


def test_a_book_that_was_never_closed_needs_no_seal(stage: Callable[[str], Path]) -> None:
    assert sealed_periods(Folder(stage("mulai"))) == []
    expected(stage("mulai"), "anggota", "daftar")


def code(folder: Path, name: str) -> str:
    return head(folder, name)["kode"]


def test_seals_are_listed_with_their_codes(stage: Callable[[str], Path]) -> None:
    folder = stage("setahun")
    said = expected(folder, "segel", "periksa").text.splitlines()
    assert [line.split("  ")[0] for line in said] == [
        "November 2025",
        "Desember 2025",
        "tahun buku 2025",
    ]
    assert all(line.endswith("  cocok") for line in said)
    rows = json.loads(expected(folder, "segel", "periksa", "--format", "json").text)
    assert [(r["periode"], r["kode"], r["cocok"]) for r in rows] == [
        (name, code(folder, name), True) for name in ("2025-11", "2025-12", "2025")
    ]
    assert expected(stage("mulai"), "segel", "periksa").text == "belum ada bulan yang ditutup\n"


def test_a_code_is_known_as_a_hand_writes_it(stage: Callable[[str], Path]) -> None:
    folder = stage("setahun")
    written = code(folder, "2025-12")
    for other in (written.lower(), written.replace("-", " "), written.replace("0", "O")):
        assert expected(folder, "segel", "periksa", other).text.startswith("Desember 2025")


def test_a_letter_mistaken_is_told_from_a_code_that_is_unknown(
    stage: Callable[[str], Path],
) -> None:
    folder = stage("setahun")
    written = code(folder, "2025")
    wrong = ("B" if written[2] != "B" else "C").join([written[:2], written[3:]])
    near = run(folder, "segel", "periksa", wrong)
    assert near.kode == 1
    assert "beda satu huruf, yang ke-3, dari segel tahun buku 2025" in near.text
    for strange in ("ZZZZ-ZZZZ", "7", written + "0"):
        done = run(folder, "segel", "periksa", strange)
        assert done.kode == 1
        assert f'SEGEL-KODE: kode "{strange}" bukan kode segel mana pun' in done.text


def test_a_code_answers_for_what_lies_before_it_alone(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    first, last = code(folder, "2025-11"), code(folder, "2025")
    edit(folder, "segel/2025-12.txt", "sidik: ", "sidik: 0")
    assert run(folder, "segel", "periksa", first).kode == 0
    done = run(folder, "segel", "periksa", last)
    assert done.kode == 1
    assert "SEGEL-RUSAK: segel/2025-12.txt" in done.text


def test_a_receipt_is_a_witness_of_the_last_seal(copy: Callable[[str], Path]) -> None:
    paid = ("setor", "A0001", "wajib", "10000", "--ke", "Kas Toko", "--tanggal", "2026-01-05")
    folder = copy("setahun")
    said = expected(folder, *paid, *JAN).text
    assert f"Segel terakhir: tahun buku 2025, {code(folder, '2025')}\n" in said
    assert "Segel terakhir" not in expected(copy("mulai"), *paid[:5], "Kas Toko", *NOV).text


def test_a_seal_of_the_first_edition_has_two_groups(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    whole = code(folder, "2025-12")
    assert [len(group) for group in whole.split("-")] == [4, 4, 4, 4]
    edit(folder, "segel/2025-12.txt", whole, whole[:9])
    assert told(folder) == []
    for written in (whole, whole[:9]):
        assert expected(folder, "segel", "periksa", written).text.startswith("Desember 2025")
    edit(folder, "segel/2025-12.txt", whole[:9], whole[:14])
    assert "SEGEL-RUSAK" in told(folder)[0]


def test_the_first_seal_covers_what_was_opened_before_it(
    copy: Callable[[str], Path],
) -> None:
    """Opening entries stand on the eve of the first day."""
    folder = copy("setahun")
    book = TextBook.read(folder)
    (first, *_) = sealed_periods(Folder(folder))
    eve = first.period.start - timedelta(days=1)
    opening = f'{eve} * "Saldo awal" ^SA-0001\n  jenis: "saldo-awal"\n  Aset:Kas:Toko  1 IDR\n'
    more = TextBook([*book.files, *TextBook.from_text(opening, "2025/00.beancount").files])
    for begins in (True, False):
        facts = period_facts(more, first.period, first=begins, penyesuaian=False)
        assert ("SA-0001" in [fact.names for fact in facts]) == begins
    found = [p.fact for p in seal_problems(Folder(folder), more)]
    assert f"SA-0001 tidak ada ketika {SEAL} dibuat" in found
