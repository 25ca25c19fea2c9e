"""Reports as plain text: columns that line up, and the golden files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.render import as_text
from kkmp_ledger.render import kuitansi
from kkmp_ledger.statements.model import KolomTabel
from kkmp_ledger.statements.model import Tabel
from tests.render import contoh

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkmp_ledger.statements.model import Laporan

EMAS = Path(__file__).parent / "emas"
REPORTS: dict[str, Laporan | Tabel] = {
    "posisi-keuangan": contoh.posisi_keuangan(),
    "hasil-usaha": contoh.hasil_usaha(),
    "perubahan-ekuitas": contoh.perubahan_ekuitas(),
    "shu": contoh.shu(),
    "shu-anggota": contoh.shu_anggota(6),
    "simpanan": contoh.simpanan(6),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_agreed(name: str, emas: Callable[[Path, str], None]) -> None:
    emas(EMAS / f"{name}.txt", as_text.laporan(REPORTS[name]))


def test_the_proofs_read_as_agreed(emas: Callable[[Path, str], None]) -> None:
    emas(EMAS / "bukti.txt", as_text.daftar_bukti(contoh.bukti()))


def test_receipts_read_as_agreed(emas: Callable[[Path, str], None]) -> None:
    both = [kuitansi.teks(contoh.kuitansi("terima")), kuitansi.teks(contoh.kuitansi("bayar"))]
    emas(EMAS / "kuitansi.txt", "\n".join(both))


@pytest.mark.parametrize("name", REPORTS)
def test_no_line_is_wider_than_the_terminal(name: str) -> None:
    assert max(map(len, as_text.laporan(REPORTS[name]).splitlines())) <= as_text.LEBAR


@pytest.mark.parametrize("lebar", [60, 80, 100, 200])
def test_every_amount_is_there_at_any_width(lebar: int) -> None:
    words = as_text.laporan(contoh.simpanan(6), lebar=lebar).split()
    for row in contoh.simpanan(6).baris:
        assert str(row[0]) in words
    sums = [f"{v:,}".replace(",", ".") for v in contoh.simpanan(6).jumlah() if v]
    assert set(sums) <= set(words)


def test_a_long_label_wraps_beside_its_amounts() -> None:
    report = contoh.posisi_keuangan()
    long = "Piutang usaha kepada anggota yang belum jatuh tempo menurut perjanjian, gerai sembako"
    rows = tuple(
        replace(b, label=long) if b.kunci == "piutang_usaha_sembako" else b for b in report.baris
    )
    lines = as_text.laporan(replace(report, baris=rows)).splitlines()
    assert max(map(len, lines)) <= as_text.LEBAR
    first = next(i for i, line in enumerate(lines) if line.startswith("  Piutang usaha kepada"))
    assert "3.145.000" not in lines[first]
    assert lines[first + 1].startswith("    ")
    assert lines[first + 1].split()[-2:] == ["3.145.000", "-"]


def test_proofs_stand_below_only_when_asked_for() -> None:
    report = contoh.posisi_keuangan()
    assert "PEMBUKTIAN" not in as_text.laporan(report)
    assert "PEMBUKTIAN: 1 dari 3 cocok" in as_text.laporan(report, contoh.bukti())


def test_an_empty_list_says_so() -> None:
    empty = replace(contoh.shu_anggota(1), baris=())
    assert "Jumlah" in as_text.laporan(empty)
    plain = Tabel("x", "X", contoh.KEPALA, (KolomTabel("a", "A"),), ())
    assert "(tidak ada baris)" in as_text.laporan(plain)


def test_a_name_cannot_drive_the_terminal() -> None:
    trick = replace(contoh.KEPALA, entitas="Koperasi \x1b[2J\nLaporan palsu")
    first = as_text.laporan(replace(contoh.posisi_keuangan(), kepala=trick)).splitlines()[0]
    assert first == "Koperasi  [2J Laporan palsu"
