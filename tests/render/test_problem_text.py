"""Problems as text and as JSON: in order, each once, with the user's own line where it may be."""

from __future__ import annotations

import dataclasses
import json

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import Severity
from kkmp_ledger.render import problem_text

KAS = "ledgers/sukamaju/2026/02-kas.beancount"
NEGATIVE = Problem(
    "SIMPANAN-NEGATIF",
    "simpanan pokok A0001 menjadi -100.000",
    "bila anggota keluar, catat pengembaliannya di tanggal keluar; "
    "bila salah tanda, balik tandanya",
    Place(KAS, 4),
)
MISSING = Problem("BELUM-DIHITUNG", "Kas Toko belum dihitung", "hitung kas", None, Severity.WARNING)
TOML = Problem(
    "KUNCI-ASING", 'kunci "nmaa" tidak dikenal', 'maksud Anda "nama"?', Place("koperasi.toml", 2)
)


def _row(path: str, line: int) -> str | None:
    return {(KAS, 4): "  Ekuitas:Simpanan:Pokok:A0001  200000 IDR\n"}.get((path, line))


def test_a_problem_reads_as_the_design_says() -> None:
    assert problem_text.text([NEGATIVE], _row) == (
        "ledgers/sukamaju/2026/02-kas.beancount:4: SIMPANAN-NEGATIF: "
        "simpanan pokok A0001 menjadi -100.000\n"
        "    4 |   Ekuitas:Simpanan:Pokok:A0001  200000 IDR\n"
        "saran: bila anggota keluar, catat pengembaliannya di tanggal keluar; "
        "bila salah tanda, balik tandanya\n"
        "1 masalah dalam 1 berkas\n"
    )


def test_all_are_told_once_in_file_order_then_counted() -> None:
    text = problem_text.text([NEGATIVE, TOML, MISSING, NEGATIVE], _row, unchanged=True)
    assert [line.split()[0] for line in text.splitlines() if "saran:" not in line] == [
        "BELUM-DIHITUNG", "koperasi.toml:2:", f"{KAS}:4:", "4", "2", "tidak",
    ]  # fmt: skip
    assert text.splitlines()[0] == "BELUM-DIHITUNG (perhatian): Kas Toko belum dihitung"
    assert text.endswith("2 masalah, 1 perhatian dalam 2 berkas\ntidak ada berkas yang diubah\n")


def test_two_thousand_alike_are_five_and_a_line() -> None:
    """The others' rows are named, then counted; another file or another remedy stands alone."""
    many = [
        Problem("SEL-SALAH", f'Jumlah "x{n}", harus rupiah', "tulis rupiah", Place("a.csv", n))
        for n in range(2, 2002)
    ]
    other = Problem("SEL-SALAH", "Jumlah kosong", "isi Jumlah", Place("a.csv", 9000))
    text = problem_text.text(
        [*many, other, dataclasses.replace(many[0], place=Place("b.csv", 1))], _row
    )
    lines = [line for line in text.splitlines() if not line.startswith("saran:")]
    assert [line.partition(": ")[0] for line in lines[:5]] == [f"a.csv:{n}" for n in range(2, 7)]
    assert lines[5:] == [
        "a.csv: SEL-SALAH: 1.995 lagi seperti itu, baris 7, 8, 9, 10, 11, 12, 13, 14 dan 1.987"
        " baris lain",
        "a.csv:9000: SEL-SALAH: Jumlah kosong",
        'b.csv:1: SEL-SALAH: Jumlah "x2", harus rupiah',
        "2.002 masalah dalam 2 berkas",
    ]
    assert len(json.loads(problem_text.as_json(many))) == 2000
    six = problem_text.text(many[:6], _row)
    assert "SEL-SALAH: 1 lagi seperti itu, baris 7\n" in six


def test_nothing_wrong_says_nothing() -> None:
    assert problem_text.text([], _row, unchanged=True) == ""
    assert problem_text.count([]) == "0 masalah"
    assert problem_text.count([MISSING]) == "1 perhatian"


def test_a_whole_file_has_no_line() -> None:
    problem = Problem("BERKAS-KOSONG", "berkas kosong", "periksa berkasnya", Place("a.toml"))
    assert problem_text.text([problem], _row).startswith("a.toml: BERKAS-KOSONG: berkas kosong\n")


def test_a_register_with_names_is_never_quoted() -> None:
    for path in ("pribadi.csv", "dokumen/receipts.csv", "anggota.csv"):
        problem = Problem("ANGGOTA-BERKAS", "baris rusak", "perbaiki", Place(path, 2))
        assert "Siti" not in problem_text.text([problem], lambda *_: "A0001,Siti,337401")


def test_a_line_cannot_drive_the_terminal_and_is_cut() -> None:
    text = problem_text.text([NEGATIVE], lambda *_: "\x1b[31m" + "x" * 500)
    quoted = text.splitlines()[1]
    assert "\x1b" not in quoted
    assert len(quoted) < 140


def test_tools_get_the_same_list() -> None:
    rows = json.loads(problem_text.as_json([NEGATIVE, MISSING, NEGATIVE]))
    assert [row["kode"] for row in rows] == ["BELUM-DIHITUNG", "SIMPANAN-NEGATIF"]
    assert rows[0] | {"fakta": "", "saran": ""} == {
        "kode": "BELUM-DIHITUNG", "berat": "perhatian", "fakta": "", "saran": "",
        "berkas": "", "lembar": "", "baris": 0,
    }  # fmt: skip
    assert (rows[1]["berkas"], rows[1]["baris"]) == (KAS, 4)
