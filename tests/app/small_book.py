"""A small fictional cooperative, made by the commands themselves, stage by stage.

Everything happens between 24 November 2025 and spring 2026; two months make its first book year.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from click.testing import CliRunner

from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.cli.main import kkmp
from tests.importing.till import KOPERASI_TOML
from tests.importing.till import Barang
from tests.importing.till import Pair
from tests.importing.till import S
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

TOML = (
    KOPERASI_TOML.replace("2025-06-24", "2025-11-24")
    + """
[[shu]]
sejak = 2025-11-24
sumber = "Anggaran Rumah Tangga pasal 20 (fiktif)"
[shu.persen]
cadangan = 30
jasa_modal = 30
jasa_usaha = 40
[[pajak]]
sumber = "PP 55/2022"
tarif_permil = 5
dari = 2025-11-24
sampai = 2030-01-01
"""
)
KAS_NOV = "2025/11-kas.beancount"
RECEIPT = (
    S("26/11/2025 08:05", "1-1001", (Barang(650_000, 600_000),)),
    S("27/11/2025 09:10", "1-1002", (Barang(130_000, 100_000),), customer="Siti Karangan"),
    S("28/11/2025 09:40", "1-1003", (Barang(65_000, 60_000),), bayar="QRIS"),
)
DECEMBER_RECEIPTS = (
    S("02/12/2025 08:05", "1-1004", (Barang(65_000, 60_000),)),
    S("03/12/2025 09:10", "1-1005", (Barang(130_000, 120_000),), customer="Siti Karangan"),
)
SETORAN_HEADER = ("Tanggal", "Nomor anggota", "Simpanan", "Setor", "Tarik", "Kas", "Keterangan")
ANGGOTA_HEADER = ("Nomor", "Nama", "NIK", "Alamat", "Telepon", "Tanggal masuk", "Nama di kasir")
BEBAN_HEADER = ("Tanggal", "Jenis beban", "Uraian", "Jumlah", "Dibayar dari")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said."""

    kode: int
    text: str  # both streams, as a person sees them

    @property
    def problems(self) -> list[str]:
        """The codes of the problems told, in order."""
        words = (word for line in self.text.splitlines() for word in line.split()[:3])
        return [w.rstrip(":") for w in words if w.isupper() and w.rstrip(":").count("-") >= 1]


def run(folder: Path, *typed: str | Path) -> Answer:
    """Run a command on the folder in this process."""
    words = ["-C", str(folder), *map(str, typed)]
    done = CliRunner().invoke(kkmp, words, prog_name="kkmp")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Answer(done.exit_code, done.output)


def on(day: str, clock: str = "09:00:00") -> tuple[str, ...]:
    """The options that fix the clock and the hand."""
    return ("--waktu", f"{day}T{clock}", "--oleh", "bendahara")


def expected(folder: Path, *typed: str | Path) -> Answer:
    """Run a command that must go well."""
    done = run(folder, *typed)
    assert done.kode == 0, f"{typed}\n{done.text}"
    return done


def body(folder: Path) -> dict[str, bytes]:
    """Every file of the folder but the derived ones, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in {".kkmp", ".git"}
    }


def with_crlf(folder: Path) -> None:
    """Turn every line end as git for Windows may; accepted papers stay what they are."""
    for name, content in body(folder).items():
        if not name.startswith("dokumen/") or name == "dokumen/daftar.csv":
            (folder / name).write_bytes(content.replace(b"\n", b"\r\n"))


def balances(folder: Path, akun: str, until: date) -> int:
    """The balance of an account before the day, from the text."""
    return int(TextBook.read(folder).balances(until).get(akun, 0))


def count_evening(folder: Path, last_day: date, sheet: str = "BA-01") -> None:
    """Count every cash box and bank as the book has them, on the evening of the day."""
    time = on(date.fromordinal(last_day.toordinal() + 1).isoformat(), "08:00:00")
    until = date.fromordinal(last_day.toordinal() + 1)
    for name, akun in {
        "Kas Toko": "Aset:Kas:Toko",
        "Kas Kantor": "Aset:Kas:Kantor",
        "Bank BRI": "Aset:Bank:BRI",
    }.items():
        amount = str(balances(folder, akun, until))
        day = ("--tanggal", last_day.isoformat(), "--lembar", sheet)
        expected(folder, "catat", "hitung-kas", name, amount, *day, *time)


def setoran(path: Path, rows: Iterable[Sequence[str | int | date | None]]) -> Path:
    """A sheet of deposits."""
    return xlsx(path, [SETORAN_HEADER, *rows]).path


def receipt(folder: Path, receipts: Sequence[S], nama: str) -> tuple[Path, Path]:
    """A pair of till exports; `nama` is the range in their names."""
    folder.mkdir(parents=True, exist_ok=True)
    pair = replace_nama(Pair.dari(folder, receipts), nama)
    first, second = pair.write()
    return first.path, second.path


def replace_nama(pair: Pair, nama: str) -> Pair:
    """The same pair under another range."""
    return replace(pair, nama=nama)


def outside_file(folder: Path) -> dict[str, Path]:
    """The papers that come from outside: spreadsheets and till exports."""
    folder.mkdir(parents=True, exist_ok=True)
    joined = date(2025, 11, 24)
    people = [
        (None, f"Warga Karangan {n}", None, "Jalan Rekaan 1", None, joined,
         "Siti Karangan" if n == 1 else None)
        for n in range(1, 5)
    ]  # fmt: skip
    late = [(None, "Warga Karangan 5", None, None, None, date(2025, 11, 29), "Dewi Khayal")]
    pokok = [
        (date(2025, 11, 24), f"A000{n}", "pokok", 50_000, None, "Kas Kantor", None)
        for n in range(1, 5)
    ]
    wajib = [
        (date(2025, 11, 25), f"A000{n}", "wajib", 10_000, None, "Kas Kantor", None)
        for n in range(1, 4)
    ]
    more = [(date(2025, 11, 28), "A0001", "sukarela", 25_000, None, "Kas Kantor", None)]
    wages = [(date(2025, 11, 30), "Beban kepegawaian", "Upah jaga toko", 100_000, "Kas Toko")]
    toml = folder / "koperasi.toml"
    toml.write_text(TOML, encoding="utf-8")
    nov = receipt(folder, RECEIPT, "2025-11-26-2025-11-28")
    dec = receipt(folder, DECEMBER_RECEIPTS, "2025-12-02-2025-12-03")
    return {
        "koperasi": toml,
        "anggota": xlsx(folder / "anggota.xlsx", [ANGGOTA_HEADER, *people]).path,
        "anggota-baru": xlsx(folder / "anggota-baru.xlsx", [ANGGOTA_HEADER, *late]).path,
        "setoran": setoran(folder / "setoran-2025-11.xlsx", [*pokok, *wajib]),
        "setoran-lagi": setoran(folder / "setoran-2025-11b.xlsx", more),
        "beban": xlsx(folder / "beban-2025-11.xlsx", [BEBAN_HEADER, *wages]).path,
        "struk": nov[0], "barang": nov[1], "struk-des": dec[0], "barang-des": dec[1],
    }  # fmt: skip


def mulai(folder: Path, papers: dict[str, Path]) -> None:
    """Stage 1: founded, members in, their deposits booked, a grant and goods; no sales yet."""
    expected(folder, "init", folder, "--koperasi", papers["koperasi"])
    expected(folder, "anggota", "impor", papers["anggota"], *on("2025-11-24", "10:00:00"))
    expected(folder, "impor", papers["setoran"], *on("2025-11-25"))
    for words in (
        ("catat", "hibah", "5000000", "--pihak", "Kota (fiktif)", "--uraian", "Modal awal",
         "--ke", "Bank BRI", "--tanggal", "2025-11-25"),
        ("catat", "beli", "sembako", "1500000", "--pemasok", "CV Rekaan (fiktif)",
         "--dari", "Bank BRI", "--tanggal", "2025-11-25"),
    ):  # fmt: skip
        expected(folder, *words, *on("2025-11-25", "11:00:00"))


def november(folder: Path, papers: dict[str, Path]) -> None:
    """Stage 2: the month's sales booked, everything counted; not closed."""
    expected(folder, "impor", papers["struk"], papers["barang"], *on("2025-11-30", "20:00:00"))
    count_evening(folder, date(2025, 11, 30))


def december(folder: Path, papers: dict[str, Path]) -> None:
    """Stage 3: November closed, December booked and counted with its stock; not closed."""
    expected(folder, "tutup", "2025-11", *on("2025-12-01"))
    late = (papers["struk-des"], papers["barang-des"])
    expected(folder, "impor", *late, *on("2025-12-31", "20:00:00"))
    stock = str(balances(folder, "Aset:Persediaan:Sembako", date(2026, 1, 1)))
    count = ("--tanggal", "2025-12-31", "--lembar", "BA-STOK")
    expected(folder, "catat", "opname", "sembako", stock, *count, *on("2026-01-01"))
    count_evening(folder, date(2025, 12, 31), "BA-12")


def closed(folder: Path) -> None:
    """Stage 4: December closed, the year not."""
    expected(folder, "tutup", "2025-12", *on("2026-01-02"))


def year(folder: Path) -> None:
    """Stage 5: the book year closed."""
    expected(folder, "tutup", "2025", *on("2026-01-03"))
