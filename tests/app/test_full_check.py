"""What `kkmp cek` notices of the machine's files, the documents and torn data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.app.small_book import KAS_NOV
from tests.app.small_book import body
from tests.app.small_book import expected
from tests.app.small_book import on
from tests.app.small_book import run
from tests.app.small_book import with_crlf
from tests.without_permission import without_permission

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOKO, AKUN = "2025/11-toko.gen.beancount", "akun.gen.beancount"
SETOR = ("setor", "A0004", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", "2025-12-01")
DEC = on("2025-12-01")


def kode(folder: Path) -> list[str]:
    """The codes of every `galat`, each once."""
    done = run(folder, "cek", "--format", "json")
    found = json.loads(done.text)
    rows = found if isinstance(found, list) else found["masalah"]
    codes = sorted({r["kode"] for r in rows if r["berat"] == "galat"})
    assert done.kode == (1 if codes else 0)
    return codes


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_stages_are_clean(stage: Callable[[str], Path]) -> None:
    for name in ("mulai", "november", "desember", "tertutup", "setahun"):
        assert kode(stage(name)) == []


def test_looking_changes_nothing(stage: Callable[[str], Path]) -> None:
    folder = stage("setahun")
    before = body(folder)
    for words in (
        ("cek",),
        ("laporan", "posisi-keuangan", "--tahun", "2025"),
        ("laporan", "arus-kas", "--tahun", "2025", "--bukti"),
        ("shu", "hitung", "--tahun", "2025"),
        ("anggota", "daftar"),
        ("simpanan", "tunggakan", "--sampai", "2026-01-31"),
    ):
        expected(folder, *words)
    assert body(folder) == before


def test_who_may_only_read_gets_every_report(copy: Callable[[str], Path]) -> None:
    folder = copy("setahun")
    want = expected(folder, "laporan", "posisi-keuangan", "--tahun", "2025", "--format", "csv").text
    with without_permission(folder):
        words = ("laporan", "posisi-keuangan", "--tahun", "2025", "--format", "csv")
        assert expected(folder, *words).text == want
        done = run(folder, *SETOR, *DEC)
    assert done.kode == 1
    assert "TULIS-GAGAL" in done.text


# the list of files


def test_a_list_that_main_lost_is_said_as_it_is(copy: Callable[[str], Path]) -> None:
    """By whoever looks, checks or books: "ulangi" would be said for ever."""
    folder, line = copy("november"), 'include "isi.gen.beancount"\n'
    change(folder, "main.beancount", line, "")
    before = body(folder)
    assert kode(folder) == ["SERTAAN-TIADA"]
    for words in ((*SETOR, *DEC), ("laporan", "neraca-saldo", "--tahun", "2025"), ("cek",)):
        done = run(folder, *words)
        assert (done.kode, done.problems) == (1, ["SERTAAN-TIADA"])
        assert f"saran: tulis baris ini di main.beancount: {line}" in done.text
    assert body(folder) == before
    main = folder / "main.beancount"
    main.write_text(main.read_text(encoding="utf-8") + line, encoding="utf-8")
    expected(folder, *SETOR, *DEC)
    assert kode(folder) == []


# line ends


def test_a_checkout_with_crlf_is_the_same_book(copy: Callable[[str], Path]) -> None:
    """What is read and digested is the same; what is written has LF throughout."""
    folder, other = copy("setahun"), copy("setahun")
    words = ("setor", "A0004", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", "2026-02-10")
    for each in (folder, other):
        expected(each, *words, *on("2026-02-10"))
    with_crlf(other)
    assert kode(other) == []
    report = ("laporan", "neraca-saldo", "--tahun", "2025", "--bukti")
    assert run(other, *report).text == run(folder, *report).text
    untouched = body(other)
    for each in (folder, other):
        expected(each, *words, *on("2026-02-10", "10:00:00"))
    written = {name for name, content in body(other).items() if content != untouched.get(name)}
    kas = "2026/02-kas.beancount"
    assert written == {kas}
    assert (other / kas).read_bytes() == (folder / kas).read_bytes()
    assert kode(other) == []


# generated files


@pytest.mark.parametrize(
    ("alteration", "stale"),
    [
        (("koperasi.toml", 'nama = "Bank BRI"', 'nama = "Bank Rakyat"'), {AKUN, TOKO}),
        (("koperasi.toml", '"Antar" = "usaha_lainnya"', '"Kurir" = "usaha_lainnya"'), {TOKO}),
        (("pelanggan.csv", "Siti Karangan", "Siti Rekaan"), {TOKO}),
    ],
)
@pytest.mark.parametrize("command", ["susun", "setor"])
def test_what_went_stale_is_told_and_made_anew(
    copy: Callable[[str], Path], alteration: tuple[str, str, str], stale: set[str], command: str
) -> None:
    """By `kkmp susun`, and by the next command that writes anything."""
    folder = copy("november")
    change(folder, *alteration)
    assert kode(folder) == ["GEN-BASI"]
    told = run(folder, "cek").text
    assert {path for path in (AKUN, TOKO) if f"GEN-BASI: {path}" in told} == stale
    before = body(folder)
    expected(folder, *(("susun",) if command == "susun" else SETOR), *DEC)
    changed = {path for path, content in before.items() if body(folder)[path] != content}
    assert changed - {"isi.gen.beancount"} >= stale
    assert kode(folder) == []
    again = body(folder)
    expected(folder, "susun", *DEC)
    assert body(folder) == again


def test_a_count_is_held_against_the_fresh_book(
    copy: Callable[[str], Path], outside: dict[str, Path]
) -> None:
    """What went stale is made anew before the difference of a count is worked out."""
    folder = copy("mulai")
    expected(folder, "impor", outside["struk"], outside["barang"], *on("2025-11-30"))
    change(folder, "koperasi.toml", '"Tunai" = "Kas Toko"', '"Tunai" = "Kas Kantor"')
    count = ("catat", "hitung-kas", "Kas Kantor", "1010000", "--tanggal", "2025-11-30")
    done = expected(folder, *count, "--lembar", "BA-1", *DEC)
    assert "dibukukan" not in done.text  # 230.000 and the sales in cash: no difference
    assert kode(folder) == []


def test_a_generated_file_that_somebody_edited(copy: Callable[[str], Path]) -> None:
    folder = copy("november")
    want = body(folder)
    change(folder, TOKO, "650000 IDR", "650001 IDR")
    assert "GEN-DIUBAH" in kode(folder)
    expected(folder, "susun", *DEC)
    assert body(folder) == want


def test_a_generated_file_that_is_lost_comes_back(copy: Callable[[str], Path]) -> None:
    folder = copy("november")
    want = body(folder)
    for name in (TOKO, AKUN, "isi.gen.beancount"):
        (folder / name).unlink()
        assert set(kode(folder)) & {"GEN-BASI", "BERKAS-TIADA"}
        expected(folder, "susun", *DEC)
        assert body(folder) == want, name


def test_the_list_of_includes_is_mended_before_anything_is_booked(
    copy: Callable[[str], Path],
) -> None:
    """Else the book would look empty, and its numbers would begin again."""
    plain, torn = copy("mulai"), copy("mulai")
    (torn / "isi.gen.beancount").unlink()
    november = [w.replace("2025-12-01", "2025-11-30") for w in SETOR]
    for folder in (plain, torn):
        assert "KS-2511-0010" in expected(folder, *november, *DEC).text
    assert body(plain) == body(torn)


def test_a_month_that_the_list_does_not_name_is_told(copy: Callable[[str], Path]) -> None:
    folder = copy("november")
    change(folder, "isi.gen.beancount", f'include "{KAS_NOV}"\n', "")
    assert {"GEN-BASI", "GEN-DIUBAH"} <= set(kode(folder))
    assert f"tidak menyebut {KAS_NOV}" in run(folder, "cek").text
    expected(folder, "susun", *DEC)
    assert kode(folder) == []


@pytest.mark.parametrize("content", [b"\xff\xfe bukan teks", b"", b"; \n"])
def test_a_generated_file_that_is_torn(copy: Callable[[str], Path], content: bytes) -> None:
    folder = copy("november")
    want = body(folder)
    (folder / TOKO).write_bytes(content)
    assert "GEN-DIUBAH" in kode(folder)
    expected(folder, "susun", *DEC)
    assert body(folder) == want


# documents


@pytest.mark.parametrize(
    ("name", "nomor"),
    [("receipts-2025-11-26-2025-11-28.csv", "D0002"), ("setoran-2025-11.xlsx", "D0001")],
)
def test_a_document_that_somebody_edited(
    copy: Callable[[str], Path], name: str, nomor: str
) -> None:
    folder = copy("november")
    path = folder / "dokumen" / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert kode(folder) == ["DOKUMEN-BERUBAH"]
    told = run(folder, "cek").text
    assert f"bukan yang diterima sebagai {nomor}" in told


@pytest.mark.parametrize("stage_", ["november", "setahun"])
def test_documents_that_are_not_here_are_no_problem(
    copy: Callable[[str], Path], stage_: str
) -> None:
    """Whoever has only the git repository has no papers."""
    folder = copy(stage_)
    for path in (folder / "dokumen").iterdir():
        if path.name != "daftar.csv":
            path.unlink()
    assert kode(folder) == []
    before = body(folder)
    expected(folder, "susun", *on("2026-01-05"))
    assert body(folder) == before
    expected(folder, *[w.replace("2025-12-01", "2026-01-05") for w in SETOR], *on("2026-01-05"))


# torn data


def test_all_problems_of_a_run_are_told(copy: Callable[[str], Path]) -> None:
    """A list that cannot be read does not hide what is wrong elsewhere."""
    folder = copy("november")
    change(folder, KAS_NOV, " 5000000 IDR", " 5000001 IDR")
    change(folder, "dokumen/daftar.csv", "D0001", "DX")
    change(folder, "anggota.csv", "A0002,2025-11-24,masuk", "A0002,kemarin,masuk")
    assert set(kode(folder)) >= {"TIDAK-SEIMBANG", "ANGGOTA-BERKAS"}


def test_a_toml_that_cannot_be_read_does_not_hide_torn_text(copy: Callable[[str], Path]) -> None:
    folder = copy("november")
    change(folder, "koperasi.toml", "kelurahan", "kelurahann")
    with (folder / KAS_NOV).open("a", encoding="utf-8") as file:
        file.write("entah apa\n")
    assert set(kode(folder)) == {"KUNCI-ASING", "KUNCI-KURANG", "TEKS-RUSAK"}


@pytest.mark.parametrize("amount", ["1/0", "(2 - 1) / (1 - 1)"])
def test_a_division_by_zero_is_a_problem_and_no_crash(
    copy: Callable[[str], Path], amount: str
) -> None:
    folder = copy("november")
    with (folder / KAS_NOV).open("a", encoding="utf-8") as file:
        file.write(f'\n2025-11-29 * "bagi" ^KS-2511-0003\n  Aset:Kas:Kantor  {amount} IDR\n')
    assert "DIALEK" in kode(folder)
    assert run(folder, "laporan", "neraca-saldo", "--tahun", "2025").kode in {0, 1}


def test_a_book_as_windows_saves_it(copy: Callable[[str], Path]) -> None:
    """Line ends of Windows in a hand-kept file are no mistake, and the next entry is read."""
    folder = copy("mulai")
    path = folder / KAS_NOV
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert kode(folder) == []
    expected(folder, *[w.replace("2025-12-01", "2025-11-30") for w in SETOR], *DEC)
    assert kode(folder) == []
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "TEKS-RUSAK" in kode(folder)


# remedies that work when they are followed


def test_a_tax_that_changes_a_closed_month_is_mended_as_said(copy: Callable[[str], Path]) -> None:
    """Not by `kkmp susun`: a closed month is never made anew."""
    folder = copy("tertutup")
    change(folder, "koperasi.toml", "tarif_permil = 5", "tarif_permil = 7")
    assert kode(folder) == ["PAJAK-BEDA"]
    told = run(folder, "cek").text
    assert "saran: kembalikan [[pajak]] di koperasi.toml seperti saat bulan itu ditutup" in told
    change(folder, "koperasi.toml", "tarif_permil = 7", "tarif_permil = 5")
    assert kode(folder) == []
    change(folder, "koperasi.toml", "sampai = 2030-01-01", "sampai = 2026-03-01")
    toml = folder / "koperasi.toml"
    new = '[[pajak]]\nsumber = "aturan baru"\ntarif_permil = 7\ndari = 2026-03-01\n'
    toml.write_text(toml.read_text(encoding="utf-8") + new + "sampai = 2030-01-01\n")
    assert kode(folder) == []


def test_what_a_closed_month_had_is_not_to_be_deleted(copy: Callable[[str], Path]) -> None:
    folder = copy("tertutup")
    for name, deleted in ((TOKO, False), ("isi.gen.beancount", True), (AKUN, True)):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "; disunting\n", encoding="utf-8")
        told = run(folder, "cek").text
        assert "GEN-DIUBAH: " in told
        assert ("hapus lalu jalankan kkmp susun" in told) == deleted, told
        if deleted:
            path.unlink()
            expected(folder, "susun", *on("2026-02-01"))
        else:
            path.write_text(text, encoding="utf-8")
        assert kode(folder) == []


def test_nothing_is_proven_of_a_ledger_that_is_not_all_here(copy: Callable[[str], Path]) -> None:
    """Neither our sums nor Beancount's would know of what is missing."""
    folder = copy("desember")
    (folder / KAS_NOV).unlink()
    for words in (
        ("laporan", "arus-kas", "--tahun", "2025", "--bukti"),
        ("rat", "susun", "--tahun", "2025", "-o", folder.parent / "rat.html"),
    ):
        done = run(folder, *words)
        assert done.kode == 1
        assert f"BERKAS-TIADA: berkas {KAS_NOV} disebut tetapi tidak ada" in done.text
