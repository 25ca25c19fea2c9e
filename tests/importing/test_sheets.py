"""The treasurer's sheets: typed rows, and every wrong cell by its row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import sheets
from kkmp_ledger.importing.readers import strict_xlsx
from kkmp_ledger.importing.recognise import recognise
from kkmp_ledger.importing.recognise import recognised
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.importing.readers.strict_xlsx import RawSheet

Content = str | int | float | date | None
DAY = date(2025, 7, 5)
SETORAN = ("Tanggal", "Nomor anggota", "Simpanan", "Setor", "Tarik", "Kas", "Keterangan")
ANGGOTA = (
    "Nomor", "Nama", "NIK", "Alamat", "Telepon", "Tanggal masuk", "Nama di kasir", "Keterangan",
)  # fmt: skip
BELI = ("Tanggal", "Unit", "Pemasok", "Uraian", "Jumlah", "Dibayar dari")
BEBAN = ("Tanggal", "Jenis beban", "Uraian", "Jumlah", "Dibayar dari")
NIK = "3374000000000001"


def raw_sheet(tmp_path: Path, *rows: Sequence[Content]) -> RawSheet:
    return strict_xlsx.read(xlsx(tmp_path / "lembar.xlsx", rows))


def setoran_problems(tmp_path: Path, *rows: Sequence[Content]) -> list[Problem]:
    with pytest.raises(ProblemError) as caught:
        sheets.read_setoran(raw_sheet(tmp_path, SETORAN, *rows))
    return caught.value.problems


def summary(problems: Sequence[Problem]) -> list[tuple[str, int, str]]:
    return [(p.code, p.place.line, p.fact) for p in problems if p.place]


def test_setoran(tmp_path: Path) -> None:
    rows = sheets.read_setoran(
        raw_sheet(
            tmp_path,
            SETORAN,
            (DAY, "A0001", "wajib", 10000, None, "Kas Kantor", None),
            ("06/07/2025", "a0002", "Pokok", "50.000", None, "Kas Kantor", "titip"),
            ("7 juli 2025", "A0001", "sukarela", None, "Rp 25.000,00", "Bank BRI", None),
        )
    )
    assert [(r.row, r.tanggal, r.nomor, r.simpanan, r.jumlah, r.kas) for r in rows] == [
        (2, DAY, "A0001", "wajib", 10000, "Kas Kantor"),
        (3, date(2025, 7, 6), "A0002", "pokok", 50000, "Kas Kantor"),
        (4, date(2025, 7, 7), "A0001", "sukarela", -25000, "Bank BRI"),
    ]
    assert "titip" not in repr(rows)


def test_columns_in_any_order_with_others_between(tmp_path: Path) -> None:
    head = ("Catatan saya", "KAS", " tarik ", "Setor", "Simpanan", "Nomor  Anggota", "Tanggal")
    raw = raw_sheet(
        tmp_path,
        ("Setoran bulan Juli",),
        (),
        head,
        ("ok", "Kas Kantor", None, 10000, "wajib", "A0001", DAY),
        ("hanya catatan",),
    )
    assert sheets.sheet_kind(raw) == "setoran"
    (row,) = sheets.read_setoran(raw)
    assert (row.row, row.jumlah, row.keterangan) == (4, 10000, "")


WRONG: list[tuple[tuple[Content, ...], str, str]] = [
    (("kemarin", "A0001", "wajib", 1, None, "K"), "SEL-SALAH", 'Tanggal "kemarin" bukan tanggal'),
    (("31/02/2025", "A0001", "wajib", 1, None, "K"), "SEL-SALAH", "Tanggal"),
    (("5/7/25", "A0001", "wajib", 1, None, "K"), "SEL-SALAH", "Tanggal"),
    ((45843, "A0001", "wajib", 1, None, "K"), "SEL-SALAH", 'Tanggal "45843"'),
    ((None, "A0001", "wajib", 1, None, "K"), "SEL-SALAH", "Tanggal kosong"),
    ((DAY, 1, "wajib", 1, None, "K"), "SEL-ANGKA", "Nomor anggota tersimpan sebagai angka"),
    ((DAY, "0001", "wajib", 1, None, "K"), "SEL-SALAH", 'Nomor anggota "0001"'),
    ((DAY, "A0001", "deposito", 1, None, "K"), "SEL-SALAH", "pokok atau wajib atau sukarela"),
    ((DAY, "A0001", "wajib", 1, 1, "K"), "SEL-SALAH", "sama-sama terisi"),
    ((DAY, "A0001", "wajib", None, None, "K"), "SEL-SALAH", "sama-sama kosong"),
    ((DAY, "A0001", "wajib", 12.5, None, "K"), "SEL-SALAH", 'Setor "12.5"'),
    ((DAY, "A0001", "wajib", "10,000", None, "K"), "SEL-SALAH", 'Setor "10,000"'),
    ((DAY, "A0001", "wajib", -5, None, "K"), "SEL-SALAH", 'Setor "-5"'),
    ((DAY, "A0001", "wajib", 0, None, "K"), "SEL-SALAH", 'Setor "0"'),
    ((DAY, "A0001", "sukarela", None, "=x", "K"), "LEMBAR-RUMUS", "E2"),
    ((DAY, "A0001", "wajib", 1, None, None), "SEL-SALAH", "Kas kosong"),
    (("Jumlah", None, None, 99, None, "K"), "SEL-SALAH", 'Tanggal "Jumlah"'),
]


@pytest.mark.parametrize(("row", "code", "fact"), WRONG, ids=lambda v: str(v)[:40])
def test_wrong_cell(row: tuple[Content, ...], code: str, fact: str, tmp_path: Path) -> None:
    problems = setoran_problems(tmp_path, row)
    assert (code, 2) in [(c, n) for c, n, _ in summary(problems)]
    assert any(fact in p.fact for p in problems), problems


def test_all_wrong_cells_at_once(tmp_path: Path) -> None:
    good = (DAY, "A0001", "wajib", 10000, None, "Kas Kantor")
    problems = setoran_problems(
        tmp_path, good, ("x", 7, "wajib", 1, None, "K"), good, (DAY, "A1", "y", None, None, "")
    )
    assert [(code, line) for code, line, _ in summary(problems)] == [
        ("SEL-ANGKA", 3), ("SEL-SALAH", 3),
        ("SEL-SALAH", 5), ("SEL-SALAH", 5), ("SEL-SALAH", 5), ("SEL-SALAH", 5),
    ]  # fmt: skip


def test_anggota(tmp_path: Path) -> None:
    rows = sheets.read_anggota(
        raw_sheet(
            tmp_path,
            ANGGOTA,
            ("A0001", "Siti Karangan", NIK, "Jalan Melati 7", "0800000001", DAY, "Siti K", "-"),
            (None, "Budi Rekaan", None, None, None, "24/06/2025", None, None),
        )
    )
    assert [(r.nomor, r.nama, r.nik, r.telepon, r.masuk, r.till_name) for r in rows] == [
        ("A0001", "Siti Karangan", NIK, "0800000001", DAY, "Siti K"),
        ("", "Budi Rekaan", "", "", date(2025, 6, 24), ""),
    ]
    for secret in ("Siti", "Budi", NIK, "Melati", "0800"):
        assert secret not in repr(rows)


def test_anggota_problems_name_no_person(tmp_path: Path) -> None:
    raw = raw_sheet(
        tmp_path,
        ANGGOTA,
        ("A0001", "Siti Karangan", "33740001", "Jalan Melati 7", "0800000001", DAY, "Siti K"),
        ("A0001", "Budi Rekaan", 3374000000000002, "Jalan 2", 800000002, DAY, "Budi"),
        ("A0003", None, NIK, None, None, "x", None),
        ("A0004", "Dewi Khayal", NIK, None, None, DAY, None),
    )
    with pytest.raises(ProblemError) as caught:
        sheets.read_anggota(raw)
    problems = caught.value.problems
    assert [(code, line) for code, line, _ in summary(problems)] == [
        ("SEL-SALAH", 2), ("SEL-ANGKA", 3), ("SEL-ANGKA", 3), ("SEL-SALAH", 3),
        ("SEL-SALAH", 4), ("SEL-SALAH", 4), ("SEL-SALAH", 5),
    ]  # fmt: skip
    said = str(caught.value) + " ".join(p.hint for p in problems)
    for secret in ("Siti", "Budi", "Dewi", "33740", "Melati", "0800"):
        assert secret not in said
    assert "format kolom NIK sebagai Teks" in said


def test_beli_and_beban(tmp_path: Path) -> None:
    (buy,) = sheets.read_beli(
        raw_sheet(tmp_path, BELI, (DAY, "sembako", "Grosir Karangan", None, 6500000, "Utang"))
    )
    assert (buy.unit, buy.uraian, buy.jumlah, buy.dari) == ("sembako", "", 6500000, "Utang")
    (cost,) = sheets.read_beban(
        raw_sheet(tmp_path, BEBAN, (DAY, "Beban sewa", 2025, "1.200.000", "Kas Kantor"))
    )
    assert (cost.jenis, cost.uraian, cost.jumlah) == ("Beban sewa", "2025", 1200000)
    with pytest.raises(ProblemError, match="Uraian kosong"):
        sheets.read_beban(raw_sheet(tmp_path, BEBAN, (DAY, "Beban sewa", None, 1, "Kas")))


@pytest.mark.parametrize(
    ("head", "kind"),
    [(ANGGOTA, "anggota"), (SETORAN, "setoran"), (BELI, "beli"), (BEBAN, "beban")],
)
def test_each_header_is_one_kind(head: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    assert recognise(xlsx(tmp_path / "x.xlsx", [head])) == kind


def test_a_header_of_two_kinds_is_none(tmp_path: Path) -> None:
    assert recognise(xlsx(tmp_path / "x.xlsx", [(*BELI, "Jenis beban")])) is None


def test_unknown_sheet_is_told_the_nearest(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "x.xlsx", [("Tanggal", "Nomor anggota", "Setor", "Kas")])
    with pytest.raises(ProblemError) as caught:
        recognised(file)
    assert "mirip lembar setoran, tetapi tidak ada kolom Tarik" in str(caught.value)


@pytest.mark.parametrize(
    ("head", "code", "fact"),
    [
        ((*SETORAN[:5], "Keterangan"), "KOLOM-KURANG", "kolom tidak ada: Kas"),
        ((*SETORAN, "kas"), "KOLOM-GANDA", '"Kas" ada 2 kali'),
        (("Tanggal", "Uang"), "KOLOM-KURANG", "judul kolom tidak ditemukan"),
    ],
)
def test_wrong_header(head: tuple[str, ...], code: str, fact: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        sheets.read_setoran(raw_sheet(tmp_path, head, (DAY,) * len(head)))
    assert [(c, line) for c, line, _ in summary(caught.value.problems)] == [(code, 1)]
    assert fact in str(caught.value)


def test_only_a_header(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        sheets.read_setoran(raw_sheet(tmp_path, SETORAN))
    assert [p.code for p in caught.value.problems] == ["BERKAS-KOSONG"]
