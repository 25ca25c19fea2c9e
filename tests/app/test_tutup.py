"""Closing: in order, when everything was counted and nothing is wrong, and for good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.book.buku import Buku
from tests.app.kecil import KAS_NOV
from tests.app.kecil import harus
from tests.app.kecil import hitung
from tests.app.kecil import isi
from tests.app.kecil import jalankan
from tests.app.kecil import pada
from tests.app.kecil import saldo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DES = pada("2025-12-01")
JAN = pada("2026-01-02")


def ditolak(folder: Path, *kata: str) -> str:
    """The refusal of a command that changes nothing."""
    before = isi(folder)
    done = jalankan(folder, *kata)
    assert done.kode == 1, done.teks
    assert "tidak ada berkas yang diubah" in done.teks
    assert isi(folder) == before
    return done.teks


def test_a_close_writes_the_tax_the_balances_and_the_seal(salin: Callable[[str], Path]) -> None:
    folder = salin("november")
    before = isi(folder)
    done = harus(folder, "tutup", "2025-11", *DES)
    assert "November 2025 ditutup" in done.teks
    new = {name for name, content in isi(folder).items() if before.get(name) != content}
    assert new == {"2025/11-tutup.gen.beancount", "isi.gen.beancount", "segel/2025-11.txt"}
    text = (folder / "2025/11-tutup.gen.beancount").read_text(encoding="utf-8")
    assert "^TP-2511-PPH" in text
    assert "2025-12-01 balance Aset:Kas:Toko" in text
    assert "2025-12-01 balance Ekuitas:Simpanan:Pokok " in text
    assert saldo(folder, "Liabilitas:Utang-Pajak:PPh-Final", date(2025, 12, 1)) == -4225
    seal = (folder / "segel/2025-11.txt").read_text(encoding="utf-8").splitlines()
    assert seal[:3] == ["segel: 2025-11", "periode: 2025-11-01 s.d. 2025-11-30", "sebelum: -"]


def test_a_seal_is_chained_to_the_one_before(tahap: Callable[[str], Path]) -> None:
    folder = tahap("setahun") / "segel"
    head = {
        name: dict(line.split(": ", 1) for line in
                   (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()[:6])
        for name in ("2025-11", "2025-12", "2025")
    }  # fmt: skip
    assert head["2025-12"]["sebelum"] == head["2025-11"]["sidik"]
    assert head["2025"]["sebelum"] == head["2025-12"]["sidik"]
    assert len({h["kode"] for h in head.values()}) == 3


def test_months_are_closed_in_order_and_once(salin: Callable[[str], Path]) -> None:
    folder = salin("november")
    for words in (("tutup", "2025-12"), ("tutup", "2025")):
        assert "TUTUP-URUT: November 2025 belum ditutup" in ditolak(folder, *words, *JAN)
    harus(folder, "tutup", "2025-11", *DES)
    assert "TUTUP-URUT: November 2025 sudah ditutup" in ditolak(folder, "tutup", "2025-11", *DES)
    assert "Desember 2025 belum ditutup" in ditolak(folder, "tutup", "2025", *JAN)
    assert "Desember 2025 belum ditutup" in ditolak(folder, "tutup", "2026-01", *JAN)


def test_the_next_year_waits_for_the_last(salin: Callable[[str], Path]) -> None:
    folder = salin("tertutup")
    assert "TUTUP-URUT: tahun buku 2025 belum ditutup" in ditolak(
        folder, "tutup", "2026-01", *pada("2026-02-01")
    )
    harus(folder, "tutup", "2025", *JAN)
    assert "tahun buku 2025 sudah ditutup" in ditolak(folder, "tutup", "2025", *JAN)
    assert "sebelum koperasi berdiri" in ditolak(folder, "tutup", "2024", *JAN)
    hitung(folder, date(2026, 1, 31), "BA-01-26")
    harus(folder, "tutup", "2026-01", *pada("2026-02-01"))
    year, month = (
        (folder / f"segel/{name}.txt").read_text(encoding="utf-8").splitlines()
        for name in ("2025", "2026-01")
    )
    assert month[2].removeprefix("sebelum: ") == year[3].removeprefix("sidik: ")


@pytest.mark.parametrize("hari", ["2025-11-29", "2025-11-01"])
def test_a_month_that_is_not_over_stays_open(salin: Callable[[str], Path], hari: str) -> None:
    assert "TUTUP-URUT: November 2025 belum berakhir" in ditolak(
        salin("november"), "tutup", "2025-11", *pada(hari)
    )


def test_what_was_not_counted_stays_open(
    salin: Callable[[str], Path], luar: dict[str, Path]
) -> None:
    folder = salin("mulai")
    harus(folder, "impor", luar["struk"], luar["barang"], *pada("2025-11-30"))
    told = ditolak(folder, "tutup", "2025-11", *DES)
    assert told.count("BELUM-DIHITUNG: ") >= 3
    for name in ("Kas Toko", "Kas Kantor", "Bank BRI"):
        assert f"{name} belum dihitung" in told


def test_a_year_wants_its_stock_counted(salin: Callable[[str], Path]) -> None:
    folder = salin("tertutup")
    path = folder / "2025/12-kas.beancount"
    text = path.read_text(encoding="utf-8")
    start = text.index("2026-01-01 balance Aset:Persediaan:Sembako")
    end = text.index("\n\n", start)
    path.write_text(text[:start] + text[end + 2 :], encoding="utf-8")
    assert "BELUM-DIHITUNG: persediaan" in ditolak(folder, "tutup", "2025", *JAN).replace(
        "Persediaan", "persediaan"
    )


def test_a_problem_anywhere_keeps_a_month_open(salin: Callable[[str], Path]) -> None:
    folder = salin("november")
    path = folder / KAS_NOV
    path.write_text(
        path.read_text(encoding="utf-8").replace("^KS-2511-0002", "^KS-2511-0003", 1),
        encoding="utf-8",
    )
    assert "BUKTI-URUT" in ditolak(folder, "tutup", "2025-11", *DES)


@pytest.mark.parametrize(
    "kata",
    [
        "setor|A0001|wajib|10000|--ke|Kas Kantor",
        "tarik|A0001|sukarela|10000|--dari|Kas Kantor",
        "catat|setor-bank|1000|--dari|Kas Kantor|--ke|Bank BRI",
        "catat|aset|960000|--nama|Rak|--akun|Mesin dan peralatan|--bulan|96|--dari|Bank BRI",
        "catat|hitung-kas|Kas Kantor|1|--lembar|BA-2",
        "anggota|keluar|A0001|--alasan|pindah",
    ],
)
def test_nothing_is_booked_in_a_closed_month(salin: Callable[[str], Path], kata: str) -> None:
    folder = salin("desember")
    told = ditolak(folder, *kata.split("|"), "--tanggal", "2025-11-30", *JAN)
    assert "tidak ada berkas yang diubah" in told


def test_a_closed_month_is_never_made_anew(salin: Callable[[str], Path]) -> None:
    """Whatever changes in the customers' list, what was sealed stays as it was."""
    folder = salin("desember")
    customers = folder / "pelanggan.csv"
    customers.write_text("pelanggan,nomor,sejak\n", encoding="utf-8")
    before = isi(folder)
    harus(folder, "susun", *JAN)
    new = {name for name, content in isi(folder).items() if before.get(name) != content}
    assert new == {"2025/12-toko.gen.beancount"}


def test_a_damaged_seal_is_told(salin: Callable[[str], Path]) -> None:
    folder = salin("tertutup")
    (folder / "segel/2025-12.txt").write_text("kosong\n", encoding="utf-8")
    assert "BERKAS-RUSAK: segel/2025-12.txt tanpa sidik" in ditolak(folder, "tutup", "2025", *JAN)


def test_a_rehearsal_closes_nothing(salin: Callable[[str], Path]) -> None:
    folder = salin("november")
    before = isi(folder)
    harus(folder, "tutup", "2025-11", *DES, "--coba")
    assert isi(folder) == before


def test_closing_gives_the_same_bytes_again(
    salin: Callable[[str], Path], tahap: Callable[[str], Path]
) -> None:
    folder = salin("november")
    harus(folder, "tutup", "2025-11", *pada("2025-12-15", "23:00:00"))
    for name in ("2025/11-tutup.gen.beancount", "segel/2025-11.txt"):
        assert (folder / name).read_bytes() == (tahap("desember") / name).read_bytes()


def test_the_closed_year_loads(tahap: Callable[[str], Path]) -> None:
    assert jalankan(tahap("setahun"), "cek").teks == "tidak ada masalah\n"
    assert Buku.baca(tahap("setahun")).problems == ()
