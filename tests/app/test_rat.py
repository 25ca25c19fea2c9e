"""The meeting's decision: once, of a closed year, and held against what the year says later."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.period import Period
from kkmp_ledger.book.buku import Buku
from tests.app import kecil
from tests.app.kecil import harus
from tests.app.kecil import isi
from tests.app.kecil import jalankan
from tests.app.kecil import pada

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHU = 85_000 + 15_000 - 5_200  # the margins of both months less PPh final
FEB = pada("2026-02-01")
PUTUSKAN = ("rat", "putuskan", "--tahun", "2025", "--berita-acara", "01/RAT/2026", "--hadir", "3",
            "--tanggal", "2026-02-01", *FEB)  # fmt: skip


def ditolak(folder: Path, *kata: str) -> str:
    before = isi(folder)
    done = jalankan(folder, *kata)
    assert done.kode == 1, done.teks
    assert isi(folder) == before
    return done.teks


def shu(folder: Path) -> dict[str, object]:
    text = harus(folder, "shu", "hitung", "--tahun", "2025", "--format", "json").teks
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_the_decision_is_the_computation_and_its_one_entry(salin: Callable[[str], Path]) -> None:
    folder = salin("setahun")
    computed = shu(folder)
    before = isi(folder)
    done = harus(folder, *PUTUSKAN)
    assert "diputuskan, RAT-2025" in done.teks
    new = {name for name, content in isi(folder).items() if before.get(name) != content}
    assert new == {"rat/2025.toml", "rat/2025.gen.beancount", "isi.gen.beancount"}
    entries = Buku.baca(folder).entries(Period(date(2026, 1, 1), date(2027, 1, 1)))
    (entry,) = (e for e in entries if e.jenis == "pembagian-shu")
    assert (entry.bukti, entry.tanggal) == ("RAT-2025", date(2026, 2, 1))
    total = sum(m.jumlah for m in entry.movements if m.jumlah > 0)
    assert total == computed["shu"] == SHU
    assert shu(folder) == {**computed, "catatan": shu(folder)["catatan"]}
    assert jalankan(folder, "cek").kode == 0


@pytest.mark.parametrize("sampai", ["november", "desember", "tertutup"])
def test_a_year_that_is_open_is_not_decided(salin: Callable[[str], Path], sampai: str) -> None:
    assert "RAT-TAHUN: tahun buku 2025 belum ditutup" in ditolak(salin(sampai), *PUTUSKAN)


def test_a_year_is_decided_once(salin: Callable[[str], Path]) -> None:
    folder = salin("setahun")
    harus(folder, *PUTUSKAN)
    assert "RAT-ADA" in ditolak(folder, *PUTUSKAN)
    later = [w.replace("2026-02-01", "2026-02-08") for w in PUTUSKAN]
    assert "RAT-ADA" in ditolak(folder, *later)


@pytest.mark.parametrize(
    ("lama", "baru"),
    [("2026-02-01", "2025-12-30"), ("01/RAT/2026", " "), ("3", "0")],
)
def test_words_that_cannot_be_a_decision(
    salin: Callable[[str], Path], lama: str, baru: str
) -> None:
    """A meeting inside the year, no minutes, nobody present."""
    words = list(PUTUSKAN)
    words[words.index(lama)] = baru
    told = ditolak(salin("setahun"), *words)
    assert "ISIAN" in told or "BULAN-TERTUTUP" in told


def test_a_decision_is_written_once_and_never_made_anew(salin: Callable[[str], Path]) -> None:
    """The file of the decision is a source: nothing rewrites it, susun only its entry."""
    folder = salin("setahun")
    harus(folder, *PUTUSKAN)
    decided = (folder / "rat/2025.toml").read_bytes()
    entry = (folder / "rat/2025.gen.beancount").read_bytes()
    harus(folder, "susun", *FEB)
    harus(folder, "setor", "A0001", "wajib", "10000", "--ke", "Kas Kantor", *FEB)
    (folder / "rat/2025.gen.beancount").unlink()
    harus(folder, "susun", *FEB)
    assert (folder / "rat/2025.toml").read_bytes() == decided
    assert (folder / "rat/2025.gen.beancount").read_bytes() == entry


def test_notes_beside_the_decision_are_nobodys_business(salin: Callable[[str], Path]) -> None:
    folder = salin("setahun")
    harus(folder, *PUTUSKAN)
    (folder / "rat/catatan.toml").write_text("bukan keputusan", encoding="utf-8")
    assert jalankan(folder, "cek").kode == 0


def test_a_year_that_changes_afterwards_is_told(salin: Callable[[str], Path]) -> None:
    folder = salin("setahun")
    harus(folder, *PUTUSKAN)
    decided = isi(folder)["rat/2025.toml"]
    path = folder / "2025/11-toko.gen.beancount"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("600000 IDR", "590000 IDR").replace("-600000 IDR", "-590000 IDR"),
        encoding="utf-8",
    )
    done = jalankan(folder, "cek")
    assert done.kode == 1
    assert "rat/2025.toml: SHU-BERUBAH: SHU 2025 diputuskan" in done.teks
    assert "GEN-DIUBAH" in done.teks
    assert isi(folder)["rat/2025.toml"] == decided
    # the report of the division stays the meeting's
    assert shu(folder)["shu"] == SHU


def test_a_loss_distributes_nothing_and_says_so(luar: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "buku"
    kecil.mulai(folder, luar)
    costs = ("catat", "beban", "Beban kepegawaian", "75000", "--uraian", "Upah",
             "--dari", "Kas Kantor", "--tanggal", "2025-11-27")  # fmt: skip
    harus(folder, *costs, *pada("2025-11-27"))
    kecil.hitung(folder, date(2025, 11, 30))
    harus(folder, "tutup", "2025-11", *pada("2025-12-01"))
    stock = ("catat", "opname", "sembako", "1500000", "--tanggal", "2025-12-31", "--lembar", "B")
    harus(folder, *stock, *pada("2026-01-01"))
    kecil.hitung(folder, date(2025, 12, 31), "BA-12")
    kecil.tertutup(folder)
    kecil.setahun(folder)
    found = shu(folder)
    assert found["shu"] == -75_000
    assert "tidak ada" in harus(folder, "shu", "hitung", "--tahun", "2025").teks.lower()
    done = harus(folder, *PUTUSKAN)
    assert "SHU 2025 -75.000: tidak ada yang dibagikan" in done.teks
    assert (folder / "rat/2025.toml").is_file()
    assert not (folder / "rat/2025.gen.beancount").exists()
    assert not [e for e in Buku.baca(folder).entries(Period(date.min, date.max))
                if e.jenis == "pembagian-shu"]  # fmt: skip
    assert jalankan(folder, "cek").kode == 0
    assert "RAT-ADA" in ditolak(folder, *PUTUSKAN)
