"""The meeting's decision: once, of a closed year, and held against what the year says later."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.book.text_book import TextBook
from tests.app import small_book
from tests.app.small_book import body
from tests.app.small_book import expected
from tests.app.small_book import on
from tests.app.small_book import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHU = 85_000 + 15_000 - 5_200  # the margins of both months less PPh final
FEB = on("2026-02-01")
DECIDE = ("rat", "putuskan", "--tahun", "2025", "--berita-acara", "01/RAT/2026", "--hadir", "3",
            "--tanggal", "2026-02-01", *FEB)  # fmt: skip


def refused(folder: Path, *words: str) -> str:
    before = body(folder)
    done = run(folder, *words)
    assert done.kode == 1, done.text
    assert body(folder) == before
    return done.text


def shu(folder: Path) -> dict[str, object]:
    text = expected(folder, "shu", "hitung", "--tahun", "2025", "--format", "json").text
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_the_decision_is_the_computation_and_its_one_entry(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    computed = shu(folder)
    before = body(folder)
    done = expected(folder, *DECIDE)
    assert "diputuskan, RAT-2025" in done.text
    new = {name for name, content in body(folder).items() if before.get(name) != content}
    assert new == {"rat/2025.toml", "rat/2025.gen.beancount", "isi.gen.beancount"}
    entries = TextBook.read(folder).entries(Period(date(2026, 1, 1), date(2027, 1, 1)))
    (entry,) = (e for e in entries if e.jenis == "pembagian-shu")
    assert (entry.bukti, entry.tanggal) == ("RAT-2025", date(2026, 2, 1))
    total = sum(m.jumlah for m in entry.movements if m.jumlah > 0)
    assert total == computed["shu"] == SHU
    decided = shu(folder)
    assert decided["sidik"] == ""  # what was proven, if anything was, is of the book before
    assert (computed["keadaan"], decided["keadaan"]) == ("USULAN", "DISAHKAN")
    same = {"catatan": decided["catatan"], "sidik": "", "keadaan": "DISAHKAN"}
    assert decided == {**computed, **same}
    page = expected(folder, "laporan", "hasil-usaha", "--tahun", "2025").text
    assert "DISAHKAN 1 Februari 2026. Sidik buku" in page
    assert run(folder, "cek").kode == 0


def test_an_open_year_ends_with_its_last_closed_month(copy: Callable[[str], Path]) -> None:
    """What nobody closed is in no division: neither its sales nor the tax that is still owed."""
    folder = copy("desember")
    found = shu(folder)
    assert found["keadaan"] == "RANCANGAN"
    assert str(found["periode"]).endswith("(belum ditutup, s.d. 30 November 2025)")
    assert found["shu"] not in (SHU, 85_000 + 15_000)
    book = folder.parent / "rat.html"
    expected(folder, "rat", "susun", "--tahun", "2025", "-o", str(book))
    pages = book.read_text(encoding="utf-8")
    assert pages.count("RANCANGAN. Sidik buku") == pages.count("s.d. 30 November 2025)</p>") + (
        pages.count("s.d. 30 November 2025) (dalam rupiah)</p>")
    )
    assert "Desember 2025 (belum" not in pages


def test_a_year_of_which_no_month_is_closed_is_a_draft_to_its_last_entry(
    copy: Callable[[str], Path],
) -> None:
    found = shu(copy("november"))
    assert found["keadaan"] == "RANCANGAN"
    assert "(belum ditutup, s.d. 30 November 2025)" in str(found["periode"])


@pytest.mark.parametrize("sampai", ["november", "desember", "tertutup"])
def test_a_year_that_is_open_is_not_decided(copy: Callable[[str], Path], sampai: str) -> None:
    assert "RAT-TAHUN: tahun buku 2025 belum ditutup" in refused(copy(sampai), *DECIDE)


def test_a_year_is_decided_once(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    expected(folder, *DECIDE)
    assert "RAT-ADA" in refused(folder, *DECIDE)
    later = [w.replace("2026-02-01", "2026-02-08") for w in DECIDE]
    assert "RAT-ADA" in refused(folder, *later)


@pytest.mark.parametrize(
    ("old", "new"),
    [("2026-02-01", "2025-12-30"), ("01/RAT/2026", " "), ("3", "0")],
)
def test_words_that_cannot_be_a_decision(copy: Callable[[str], Path], old: str, new: str) -> None:
    """A meeting inside the year, no minutes, nobody present."""
    words = list(DECIDE)
    words[words.index(old)] = new
    told = refused(copy("setahun"), *words)
    assert "ISIAN" in told or "BULAN-TERTUTUP" in told


def test_a_decision_is_written_once_and_never_made_anew(copy: Callable[[str], Path]) -> None:
    """The file of the decision is a source: nothing rewrites it, susun only its entry."""
    folder = copy("setahun")
    expected(folder, *DECIDE)
    decided = (folder / "rat/2025.toml").read_bytes()
    entry = (folder / "rat/2025.gen.beancount").read_bytes()
    expected(folder, "susun", *FEB)
    expected(folder, "setor", "A0001", "wajib", "10000", "--ke", "Kas Kantor", *FEB)
    (folder / "rat/2025.gen.beancount").unlink()
    expected(folder, "susun", *FEB)
    assert (folder / "rat/2025.toml").read_bytes() == decided
    assert (folder / "rat/2025.gen.beancount").read_bytes() == entry


def test_notes_beside_the_decision_are_nobody_s_business(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    expected(folder, *DECIDE)
    (folder / "rat/catatan.toml").write_text("bukan keputusan", encoding="utf-8")
    assert run(folder, "cek").kode == 0


def test_a_year_that_changes_afterwards_is_told(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    expected(folder, *DECIDE)
    decided = body(folder)["rat/2025.toml"]
    path = folder / "2025/11-toko.gen.beancount"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("600000 IDR", "590000 IDR").replace("-600000 IDR", "-590000 IDR"),
        encoding="utf-8",
    )
    done = run(folder, "cek")
    assert done.kode == 1
    assert "rat/2025.toml: SHU-BERUBAH: SHU 2025 diputuskan" in done.text
    assert "GEN-DIUBAH" in done.text
    assert body(folder)["rat/2025.toml"] == decided
    # the report of the division stays the meeting's
    assert shu(folder)["shu"] == SHU


def test_a_loss_distributes_nothing_and_says_so(outside: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "buku"
    small_book.mulai(folder, outside)
    costs = ("catat", "beban", "Beban kepegawaian", "75000", "--uraian", "Upah",
             "--dari", "Kas Kantor", "--tanggal", "2025-11-27")  # fmt: skip
    expected(folder, *costs, *on("2025-11-27"))
    small_book.count_evening(folder, date(2025, 11, 30))
    expected(folder, "tutup", "2025-11", *on("2025-12-01"))
    stock = ("catat", "opname", "sembako", "1500000", "--tanggal", "2025-12-31", "--lembar", "B")
    expected(folder, *stock, *on("2026-01-01"))
    small_book.count_evening(folder, date(2025, 12, 31), "BA-12")
    small_book.closed(folder)
    small_book.year(folder)
    found = shu(folder)
    assert found["shu"] == -75_000
    assert "tidak ada" in expected(folder, "shu", "hitung", "--tahun", "2025").text.lower()
    done = expected(folder, *DECIDE)
    assert "SHU 2025 -75.000: tidak ada yang dibagikan" in done.text
    assert (folder / "rat/2025.toml").is_file()
    assert not (folder / "rat/2025.gen.beancount").exists()
    assert not [e for e in TextBook.read(folder).entries(Period(date.min, date.max))
                if e.jenis == "pembagian-shu"]  # fmt: skip
    assert run(folder, "cek").kode == 0
    assert "RAT-ADA" in refused(folder, *DECIDE)
